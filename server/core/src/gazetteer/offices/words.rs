//! The words of a title, brought to one form: "Minister of Foreign Affairs", "foreign minister" and
//! "FM" are the same title, "Defence" is "Defense", and a spokeswoman is a spokesperson.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::text::fold::{hash_folded, hash_joined};
use crate::text::token::{Shape, Token};

/// The most words of a title.
pub const MOST: usize = 16;

/// Words that say the same.
const SAME: [(&str, &str); 23] = [
    ("defence", "defense"),
    ("labour", "labor"),
    ("organisation", "organization"),
    ("programme", "program"),
    ("centre", "center"),
    ("harbour", "harbor"),
    ("advisor", "adviser"),
    ("spokesman", "spokesperson"),
    ("spokeswoman", "spokesperson"),
    ("chairman", "chair"),
    ("chairwoman", "chair"),
    ("chairperson", "chair"),
    ("premier", "prime minister"),
    ("pres", "president"),
    ("gov", "governor"),
    ("sec", "secretary"),
    ("amb", "ambassador"),
    ("dep", "deputy"),
    ("vicepresident", "vice president"),
    ("undersecretary", "under secretary"),
    ("for", "of"),
    ("monarch", "king"),
    ("queen", "king"),
];

/// The same, where they are written in capitals.
const CAPITALS: [(&str, &str); 7] = [
    ("pm", "prime minister"),
    ("fm", "foreign minister"),
    ("dm", "defense minister"),
    ("vp", "vice president"),
    ("sg", "secretary general"),
    ("dg", "director general"),
    ("cos", "chief of staff"),
];

/// Heads that "of" may follow: "Minister of Health" is "Health Minister".
const HEADS: [&str; 16] = [
    "minister",
    "secretary",
    "head",
    "director",
    "commander",
    "speaker",
    "chair",
    "spokesperson",
    "governor",
    "leader",
    "commissioner",
    "commandant",
    "general",
    "chancellor",
    "attorney",
    "inspector",
];

/// Words before a head that stay where they are.
const RANKS: [&str; 9] = ["deputy", "vice", "first", "second", "assistant", "under", "acting", "junior", "associate"];

/// Fields of a ministry that have two names.
const FIELDS: [(&str, &str); 6] = [
    ("foreign affairs", "foreign"),
    ("foreign relations", "foreign"),
    ("external affairs", "foreign"),
    ("external relations", "foreign"),
    ("internal affairs", "interior"),
    ("national defense", "defense"),
];

/// Words that have a plural in titles.
const PLURALS: [(&str, &str); 18] = [
    ("ministers", "minister"),
    ("premiers", "premier"),
    ("presidents", "president"),
    ("chancellors", "chancellor"),
    ("secretaries", "secretary"),
    ("chiefs", "chief"),
    ("leaders", "leader"),
    ("kings", "king"),
    ("ambassadors", "ambassador"),
    ("envoys", "envoy"),
    ("spokesmen", "spokesperson"),
    ("commanders", "commander"),
    ("directors", "director"),
    ("governors", "governor"),
    ("heads", "head"),
    ("speakers", "speaker"),
    ("advisers", "adviser"),
    ("advisors", "adviser"),
];

/// What a word stands for in a title.
#[derive(Default)]
struct Meaning {
    /// Words that say the same.
    same: Option<Vec<u64>>,
    /// Those that say the same where it is written in capitals.
    capitals: Option<Vec<u64>>,
    /// What it is the plural of.
    plural: Option<Vec<u64>>,
}

struct Vocabulary {
    meanings: FxHashMap<u64, Meaning>,
    heads: Vec<u64>,
    ranks: Vec<u64>,
    fields: Vec<(Vec<u64>, u64)>,
    of: u64,
    to: u64,
    the: u64,
    and: u64,
    state: u64,
    general: u64,
    minister: u64,
    secretary: u64,
    envoys: [u64; 2],
}

/// The hash of a folded word.
pub fn word(word: &str) -> u64 {
    hash_folded(word.as_bytes())
}

fn words(words: &str) -> Vec<u64> {
    words.split(' ').map(word).collect()
}

fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| {
        let mut meanings: FxHashMap<u64, Meaning> = FxHashMap::default();
        for (from, to) in SAME {
            meanings.entry(word(from)).or_default().same = Some(words(to));
        }
        for (from, to) in CAPITALS {
            meanings.entry(word(from)).or_default().capitals = Some(words(to));
        }
        for (plural, one) in PLURALS {
            let same = meanings.get(&word(one)).and_then(|meaning| meaning.same.clone());
            meanings.entry(word(plural)).or_default().plural = Some(same.unwrap_or_else(|| words(one)));
        }
        Vocabulary {
            meanings,
            heads: HEADS.iter().map(|head| word(head)).collect(),
            ranks: RANKS.iter().map(|rank| word(rank)).collect(),
            fields: FIELDS.iter().map(|(long, short)| (words(long), word(short))).collect(),
            of: word("of"),
            to: word("to"),
            the: word("the"),
            and: word("and"),
            state: word("state"),
            general: word("general"),
            minister: word("minister"),
            secretary: word("secretary"),
            envoys: [word("envoy"), word("representative")],
        }
    })
}

/// The other words that say the same as one of those, or as several of which the last is one.
pub(super) fn words_like(is_one: impl Fn(u64) -> bool) -> impl Iterator<Item = u64> {
    vocabulary().meanings.iter().filter_map(move |(&word, meaning)| {
        let mut all = [&meaning.same, &meaning.capitals, &meaning.plural].into_iter().flatten();
        all.any(|same| same.last().is_some_and(|&last| is_one(last))).then_some(word)
    })
}

/// Whether it is the hash of "the", which is no word of a title.
pub fn is_article(word: u64) -> bool {
    word == vocabulary().the
}

/// The words of a title.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Words {
    listed: [u64; MOST],
    length: usize,
    /// It is said of several: "foreign ministers".
    pub plural: bool,
    /// There were more words than a title has.
    overlong: bool,
}

impl Words {
    /// The words of these tokens.
    pub fn of(tokens: &[Token]) -> Words {
        let vocabulary = vocabulary();
        let mut title = Words::default();
        for token in tokens {
            let Some(meaning) = vocabulary.meanings.get(&token.hash) else {
                if token.hash != vocabulary.the {
                    title.push(token.hash);
                }
                continue;
            };
            let capitals = meaning.capitals.as_ref().filter(|_| !token.shape.has(Shape::LOWER));
            if let Some(same) = capitals.or(meaning.same.as_ref()) {
                title.extend(same);
            } else if let Some(one) = &meaning.plural {
                // "ministers of finance", but "Chairman of the Joint Chiefs of Staff"
                title.plural |= !title.as_slice().contains(&vocabulary.of);
                title.extend(one);
            } else {
                title.push(token.hash);
            }
        }
        title
    }

    fn push(&mut self, word: u64) {
        if self.length == MOST {
            self.overlong = true;
        } else {
            self.listed[self.length] = word;
            self.length += 1;
        }
    }

    fn extend(&mut self, words: &[u64]) {
        for &word in words {
            self.push(word);
        }
    }

    /// The words in their order.
    pub fn as_slice(&self) -> &[u64] {
        &self.listed[..self.length]
    }

    /// The words that such a title can begin or end with in a text, but for those that say the same as one of them.
    pub fn outer(&self) -> impl Iterator<Item = u64> {
        let vocabulary = vocabulary();
        let of_field = |word: &u64| vocabulary.fields.iter().any(|(long, short)| long.contains(word) || short == word);
        let field = self.as_slice().iter().any(of_field);
        let fields = vocabulary.fields.iter().filter(move |_| field);
        let more = fields.flat_map(|(long, short)| long.iter().copied().chain([*short]));
        self.as_slice().iter().copied().filter(move |&word| ![vocabulary.of, vocabulary.and].contains(&word)).chain(more)
    }

    /// The same key for all ways to say the title; 0 for what is too long to be one.
    pub fn key(&self) -> u64 {
        if self.overlong {
            return 0;
        }
        self.in_order().as_slice().iter().copied().reduce(hash_joined).unwrap_or_default()
    }

    /// The words with the field before the head.
    fn in_order(&self) -> Words {
        let vocabulary = vocabulary();
        let words = self.as_slice();
        let rank = words.iter().take_while(|word| vocabulary.ranks.contains(word)).count();
        let (ranks, words) = words.split_at(rank);
        let mut ordered = Words::default();
        ordered.extend(ranks);
        let head = match words {
            [first, general, of, ..]
                if *general == vocabulary.general && *of == vocabulary.of && vocabulary.heads.contains(first) =>
            {
                2
            }
            [head, of, next, ..] if *of == vocabulary.of && vocabulary.heads.contains(head) => {
                usize::from(!([vocabulary.minister, vocabulary.secretary].contains(head) && *next == vocabulary.state))
            }
            _ => 0,
        };
        let ends = words.last().is_some_and(|last| vocabulary.heads.contains(last));
        match head {
            0 if ends => {
                let (last, field) = words.split_last().expect("it has a last word");
                ordered.push_field(field);
                ordered.push(*last);
            }
            0 => {
                // "Envoy to Syria" is "Envoy for Syria".
                let envoy = words.iter().any(|word| vocabulary.envoys.contains(word));
                for &word in words {
                    ordered.push(if envoy && word == vocabulary.to { vocabulary.of } else { word });
                }
            }
            head => {
                ordered.push_field(&words[head + 1..]);
                ordered.extend(&words[..head]);
            }
        }
        ordered
    }

    fn push_field(&mut self, field: &[u64]) {
        match vocabulary().fields.iter().find(|(long, _)| long == field) {
            Some((_, short)) => self.push(*short),
            None => self.extend(field),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use crate::text::token::tokenise;

    fn key(title: &str) -> u64 {
        let mut tokens = Vec::new();
        tokenise(title, Span::new(0, title.len() as u32), &mut tokens);
        Words::of(&tokens).key()
    }

    #[test]
    fn one_title_said_in_many_ways() {
        for same in [
            &[
                "Foreign Minister",
                "foreign minister",
                "Minister of Foreign Affairs",
                "minister for foreign affairs",
                "FM",
                "foreign affairs minister",
                "Minister of External Relations",
                "foreign ministers",
            ][..],
            &["Defence Minister", "minister of defense", "Minister for Defence", "Minister of the Defence", "DM"],
            &["Deputy Foreign Minister", "Deputy Minister of Foreign Affairs"],
            &["Secretary of Defense", "Defence Secretary"],
            &["Prime Minister", "premier", "PM", "prime ministers"],
            &["Secretary of State", "secretaries of state"],
            &["Secretary-General", "Secretary General"],
            &["Special Envoy for Syria", "special envoy to Syria"],
            &["Vice President", "vice-president", "VP"],
            &["Director General of the Treasury", "Treasury Director General"],
        ] {
            let keys: Vec<u64> = same.iter().map(|title| key(title)).collect();
            assert!(keys.iter().all(|other| *other == keys[0]), "{same:?} {keys:?}");
        }
    }

    #[test]
    fn titles_that_differ() {
        let titles = [
            "Foreign Minister",
            "Deputy Foreign Minister",
            "Foreign Secretary",
            "Secretary of State",
            "Minister of State",
            "pm",
            "Chief of Staff",
            "Ambassador to Russia",
            "Ambassador of Russia",
            "President",
            "Vice President",
            "Minister of State for Health",
            "Minister of Health",
        ];
        for (n, one) in titles.iter().enumerate() {
            for other in &titles[..n] {
                assert_ne!(key(one), key(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn no_number_of_words_is_too_many() {
        assert_eq!(key(&"minister ".repeat(40)), 0);
        assert_eq!(key(""), 0);
    }
}
