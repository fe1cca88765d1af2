//! The language of an article: unknown names are looked for in English only.
//!
//! It is what the front matter says (`language:` or `lang:`), else what the corpus is configured to, else
//! what the text itself shows. In a text each language is recognised by the small words that no long sentence
//! does without; they are counted from the beginning, and counting stops as soon as one language is clearly
//! ahead, which takes a sentence or two. A text that shows too little is taken for English.
//!
//! Cost: at most [`SAMPLE`] bytes are looked at, commonly a few hundred.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::front_matter;
use crate::settings::Settings;

/// The most bytes of a text that are looked at.
const SAMPLE: usize = 1 << 13;

/// What language an article is in, and how that is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Language {
    /// Its code in lower case, without a region: `en`, `de`. As somebody wrote it where it was written.
    pub code: Cow<'static, str>,
    /// How it is known.
    pub source: Source,
}

/// How the language of an article is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Its front matter says so.
    FrontMatter,
    /// The corpus is configured so.
    Settings,
    /// Its words show it, or show too little to tell it from English.
    Text,
}

impl Default for Language {
    fn default() -> Self {
        Language { code: "en".into(), source: Source::Text }
    }
}

impl Language {
    /// Whether it is English, so that unknown names are looked for.
    pub fn is_english(&self) -> bool {
        matches!(&*self.code, "en" | "eng" | "english")
    }
}

/// The language of an article.
pub fn find(text: &str, settings: &Settings) -> Language {
    let written = |code: &str, source| Language { code: primary(code).into(), source };
    if let Some(code) = front_matter::field(text, &["language", "lang"]) {
        return written(code, Source::FrontMatter);
    }
    if let Some(code) = &settings.language {
        return written(code, Source::Settings);
    }
    Language { code: of_words(&text[front_matter::body_start(text)..]).unwrap_or("en").into(), source: Source::Text }
}

/// The language in a code with a region: `de` of `de-AT`.
fn primary(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase()
}

/// Languages in Latin letters and words that each has many of. A word may stand under several: it then tells
/// them apart from the rest only. English also has here those of its words that look like another's ("met").
const WORDS: [(&str, &str); 17] = [
    (
        "en",
        "the of and to in that is was for with by at from has have his it be he said as are not this on an were who \
     a i no do so or if we me met die hat den men son pour per also van come sin",
    ),
    ("de", "der die und das nicht ist mit den von zu auf für ein eine dem des im sich auch es er dass bei nach wurde hat"),
    ("fr", "le la les des et est une que dans pour du qui pas sur au par il elle en un avec son aux ce été"),
    ("es", "el la los las que y del en una por con para es se su al un como más lo fue sus"),
    ("it", "il di che la è e un per non una del della con sono nel alla gli le i dei da al ha"),
    ("pt", "o a os que do da em um não para uma com no na ao dos das se por foi mais é"),
    ("nl", "de het een en van dat is niet op te zijn voor met in die aan werd heeft door bij ook"),
    ("sv", "och att det som en är på av för inte med till ett har den om i de var från"),
    ("da", "og at det som en er på af for ikke med til et har den om i de var fra"),
    ("no", "og at det som en er på av for ikke med til et har den om i de var fra"),
    ("pl", "w i na z się nie do że jest o to jak przez po od dla oraz który"),
    ("cs", "a se na je v že to s z do o i k ve pro by jako podle"),
    ("tr", "ve bir bu için da de ile olarak çok daha olan sonra kadar ne gibi oldu"),
    ("fi", "ja on ei että oli se hän myös ovat mutta kun joka sen"),
    ("hu", "a az és hogy nem egy is volt meg ez csak azt el már"),
    ("ro", "și în de la cu nu este pe că din o un a fost pentru sau care mai"),
    ("id", "yang dan di ke dari untuk tidak dengan ini itu dalam pada akan adalah"),
];

/// The language that the words show; none where they show too little.
fn of_words(text: &str) -> Option<&'static str> {
    /// How many more of its words the leading language must have than the next.
    const AHEAD: u32 = 12;
    /// Fewer words than this show nothing.
    const FEW: u32 = 4;
    let end = (SAMPLE..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let mut counts = [0_u32; WORDS.len()];
    let mut words = 0_u32;
    let mut foreign = ("", 0_u32);
    // Small words that may be part of a name: "Frank de Boer".
    let mut inside = 0_u32;
    let mut rest =
        text[..end].split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = rest.next() {
        let Some(first) = word.chars().next() else { continue };
        words += 1;
        match script(first, word) {
            Some(script) => foreign = (if foreign.0 == "uk" { foreign.0 } else { script }, foreign.1 + 1),
            // A small word before another capital is part of a name: "De Bruyne".
            None if first.is_ascii_uppercase() && rest.peek().is_some_and(|next| next.starts_with(char::is_uppercase)) => {}
            None if first.is_ascii_uppercase() => {
                let mut lower = [0; 8];
                if let Some(lower) = lower.get_mut(..word.len()) {
                    lower.copy_from_slice(word.as_bytes());
                    lower[0] = lower[0].to_ascii_lowercase();
                    count(str::from_utf8(lower).unwrap_or_default(), &mut counts);
                }
            }
            None => {
                inside += u32::from(rest.peek().is_some_and(|next| next.starts_with(char::is_uppercase)));
                count(word, &mut counts);
            }
        }
        if words.is_multiple_of(8) {
            let (best, ahead) = leading(&counts);
            if ahead >= AHEAD {
                return Some(WORDS[best].0);
            }
        }
    }
    if foreign.1 >= FEW && foreign.1 * 2 > words {
        return Some(foreign.0);
    }
    let (best, ahead) = leading(&counts);
    // A sentence or two without a single small word of English.
    let own = counts[best].saturating_sub(inside);
    if counts[0] == 0 && best > 0 && own > 1 && own * 5 >= words {
        return Some(WORDS[best].0);
    }
    (counts[best] >= FEW && ahead > 1 && counts[best] * 8 >= words).then_some(WORDS[best].0)
}

/// Counts a word for every language that has it.
fn count(word: &str, counts: &mut [u32; WORDS.len()]) {
    static LANGUAGES: OnceLock<FxHashMap<&str, u32>> = OnceLock::new();
    let languages = LANGUAGES.get_or_init(|| {
        let mut languages: FxHashMap<&str, u32> = FxHashMap::default();
        for (n, (_, words)) in WORDS.iter().enumerate() {
            for word in words.split(' ') {
                *languages.entry(word).or_default() |= 1 << n;
            }
        }
        languages
    });
    let mut having = languages.get(word).copied().unwrap_or_default();
    while having != 0 {
        counts[having.trailing_zeros() as usize] += 1;
        having &= having - 1;
    }
}

/// The language with the most words, and how many more it has than the next that is not its near twin.
fn leading(counts: &[u32; WORDS.len()]) -> (usize, u32) {
    let best = (0..counts.len()).rev().max_by_key(|&n| counts[n]).unwrap_or_default();
    // Of two other languages it need not be told which: only English is read otherwise.
    let next = if best == 0 { counts[1..].iter().copied().max().unwrap_or_default() } else { counts[0] };
    (best, counts[best].saturating_sub(next))
}

/// The language that a word's script stands for, where it is not the Latin one.
fn script(first: char, word: &str) -> Option<&'static str> {
    match first {
        'Ѐ'..='ԯ' => Some(if word.contains(['і', 'ї', 'є', 'ґ']) { "uk" } else { "ru" }),
        'Ͱ'..='Ͽ' | 'ἀ'..='῿' => Some("el"),
        '\u{0590}'..='\u{05FF}' => Some("he"),
        '\u{0600}'..='\u{06FF}' => Some("ar"),
        '\u{0900}'..='\u{097F}' => Some("hi"),
        '\u{3040}'..='\u{30FF}' => Some("ja"),
        '\u{AC00}'..='\u{D7AF}' => Some("ko"),
        '\u{4E00}'..='\u{9FFF}' => Some("zh"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, configured: Option<&str>, expected: &str, source: Source) {
        let settings = Settings { language: configured.map(str::to_owned), ..Settings::default() };
        assert_eq!(find(text, &settings), Language { code: expected.to_owned().into(), source }, "{text}");
    }

    #[test]
    fn what_is_written_goes_before_what_is_seen() {
        let german = "Der Minister sagte am Montag, dass er mit dem Ergebnis nicht zufrieden ist und auf die Wahl wartet.";
        check(german, None, "de", Source::Text);
        check(german, Some("en-GB"), "en", Source::Settings);
        check("Le ministre est parti mardi soir.", None, "fr", Source::Text);
        check("Ronald de Boer, Frank de Boer, Ruud van der Sar", None, "en", Source::Text);
        check(&format!("---\nlang: fr_CA\n---\n{german}"), Some("en"), "fr", Source::FrontMatter);
    }

    #[test]
    fn texts_show_their_language() {
        for (language, text) in [
            ("en", "The minister said on Monday that he was not content with the result and would wait for the vote."),
            ("fr", "Le ministre a déclaré lundi que les résultats des élections dans la région ne sont pas bons pour le pays."),
            ("es", "El ministro dijo el lunes que los resultados de las elecciones en la región no son buenos para el país."),
            (
                "tr",
                "Bakan pazartesi günü yaptığı açıklamada bu sonuçların ülke için çok önemli olduğunu ve daha sonra yeni bir adım atılacağını söyledi.",
            ),
            ("ru", "Министр заявил в понедельник, что результаты выборов в регионе не устраивают страну."),
            ("uk", "Міністр заявив у понеділок, що результати виборів в області не влаштовують країну."),
            ("he", "השר אמר ביום שני כי התוצאות אינן טובות למדינה"),
            ("nl", "De minister zei maandag dat het resultaat van de verkiezingen in de regio niet goed is voor het land."),
            (
                "pl",
                "Minister powiedział w poniedziałek, że wyniki wyborów nie są dobre dla kraju i że rząd się tym zajmie, jak to jest w zwyczaju.",
            ),
        ] {
            check(text, None, language, Source::Text);
        }
    }

    #[test]
    fn a_text_that_shows_too_little_is_taken_for_english() {
        for text in ["", "Lavrov", "Die Hard", "Widzew Lodz 2 Legia Warsaw 2", "In Moscow Igor Putin spoke.", "Rosa y Angeles"] {
            check(text, None, "en", Source::Text);
        }
    }

    #[test]
    fn foreign_names_and_words_do_not_change_english() {
        let text = "The director of Le Monde des livres, who met Der Spiegel and La Repubblica at the Festa de la Música, said \
                    that the prize for El País was not his.";
        check(text, None, "en", Source::Text);
        let short = "Kevin De Bruyne scored twice on Monday. De Bruyne left injured. Fans sang for De Bruyne.";
        check(short, None, "en", Source::Text);
        check(
            "Говорил Сергей Лавров. The minister said that the talks were over and that he was on his way to the sea.",
            None,
            "en",
            Source::Text,
        );
    }
}
