//! Cases of Russian and Ukrainian names: the forms that a listed name takes in a sentence.
//!
//! "Лавров" stands in a text as Лаврова, Лаврову, Лавровым, Лаврове. A name written in Cyrillic letters enters
//! the table of names in its nominative, as it is listed, and in the forms that [`ENDINGS`] makes of it. All words
//! of a name stand in the same case ("Сергея Лаврова", not "Сергея Лавров"). The table holds the
//! endings of both languages, for a name does not say which it is printed in; a form that neither has
//! does no harm.
//!
//! A form that looks like a woman's surname ("Иванова", of "Иванов") may be one: [`Declined::may_be_hers`].

/// Genitive, dative, accusative, instrumental, locative.
const CASES: usize = 5;
/// The most forms of one name.
const MOST: usize = 40;

/// The endings: of the nominative, and what stands in its place in each case, variants separated by `/`. The first
/// ending that fits a word is its own. `=` is the nominative itself.
const ENDINGS: [(&str, [&str; CASES]); 31] = [
    // Adjectives, as surnames and in names of places.
    ("ский", ["ского", "скому", "ского", "ским", "ском"]),
    ("цкий", ["цкого", "цкому", "цкого", "цким", "цком"]),
    ("ський", ["ського", "ському", "ського", "ським", "ському/ськім"]),
    ("цький", ["цького", "цькому", "цького", "цьким", "цькому/цькім"]),
    ("ской", ["ского", "скому", "ского", "ским", "ском"]),
    ("ская", ["ской", "ской", "скую", "ской", "ской"]),
    ("цкая", ["цкой", "цкой", "цкую", "цкой", "цкой"]),
    ("ська", ["ської", "ській", "ську", "ською", "ській"]),
    ("цька", ["цької", "цькій", "цьку", "цькою", "цькій"]),
    ("ый", ["ого", "ому", "ого", "ым", "ом"]),
    ("ой", ["ого", "ому", "ого", "ым", "ом"]),
    // Women's surnames, and given names that end like them.
    ("ова", ["овой/ової/овы", "овой/овій/ове", "ову", "овой/овою", "овой/овій/ове"]),
    ("ева", ["евой/евої/евы", "евой/евій/еве", "еву", "евой/евою", "евой/евій/еве"]),
    ("ёва", ["ёвой", "ёвой", "ёву", "ёвой", "ёвой"]),
    ("ина", ["иной/иної/ины/ини", "иной/иній/ине/ині", "ину", "иной/иною", "иной/иній/ине/ині"]),
    // Ukrainian -ів, whose vowel changes: Харків, Харкова.
    ("ів", ["ова/іва", "ову/івову/іву/івові", "ова/іва", "овом/івом/івим", "ові/іві"]),
    ("їв", ["єва/їва", "єву/ївову/їву", "єва/їва", "євом/ївом", "єві/їві"]),
    // Men's surnames.
    ("ов", ["ова", "ову/ову", "ова", "овым/овим/овом", "ове/ові"]),
    ("ев", ["ева", "еву/еву", "ева", "евым/евим/евом", "еве/еві"]),
    ("ёв", ["ёва", "ёву", "ёва", "ёвым/ёвом", "ёве"]),
    ("ин", ["ина", "ину/інові", "ина", "иным/ином", "ине/ині"]),
    // Soft ones.
    ("ия", ["ии", "ии", "ию", "ией", "ии"]),
    ("ія", ["ії", "ії", "ію", "ією", "ії"]),
    ("ий", ["ия/ого", "ию/ому", "ия/ого", "ием/им", "ии/ом"]),
    ("ій", ["ія", "ію/ієві", "ія", "ієм", "ії/ієві"]),
    ("й", ["я", "ю/єві", "я", "ем/єм", "е/ї/єві"]),
    ("ь", ["я/и/і/=", "ю/и/еві/і/=", "я/ь", "ем/ём/ью/=", "е/и/і/="]),
    ("я", ["и/і", "е/і", "ю", "ей/ёй/ею", "е/і"]),
    // Hard ones.
    ("а", ["ы/и", "е/і", "у", "ой/ою/ей", "е/і"]),
    ("ко", ["ка/=", "ку/кові/=", "ка/=", "ком/=", "ку/кові/="]),
    ("о", ["а", "у/ові", "о/а", "ом", "е/і"]),
];

/// Names of men whose stem changes: the nominative, and the stem of the other cases.
const STEMS: [(&str, &str); 4] = [("павел", "павл"), ("лев", "льв"), ("пётр", "петр"), ("донец", "донц")];

/// The endings of a word that ends in a consonant.
const CONSONANT: [&str; CASES] = ["а", "у/ові", "а/=", "ом/ем", "е/і"];
/// The consonants it may end in.
const CONSONANTS: &str = "бвгґджзклмнпрстфхцчшщ";

/// A name in another case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declined {
    /// As it is written there.
    pub form: String,
    /// It may as well be the surname of a woman in the nominative.
    pub may_be_hers: bool,
}

/// The other cases of a name written in Cyrillic letters; none for any other name.
pub fn declined(form: &str) -> Vec<Declined> {
    let cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4FF}');
    if !form.contains(cyrillic) || form.chars().any(|c| c.is_alphabetic() && !cyrillic(c)) || form.chars().count() > 60 {
        return Vec::new();
    }
    let words: Vec<&str> = form.split(' ').collect();
    // A woman's surname that ends in a consonant stays as it is: "Ангелы Меркель".
    let hers = words.len() > 1 && words[0].ends_with(['а', 'я']);
    let mut all: Vec<Declined> = Vec::new();
    for case in 0..CASES {
        let mut forms = vec![String::new()];
        for (n, word) in words.iter().enumerate() {
            let mut variants = variants(word, case);
            if (hers && n > 0 && !word.ends_with(['а', 'я'])) || variants.is_empty() {
                variants.push((*word).to_owned());
            }
            let before = forms;
            forms = before
                .iter()
                .flat_map(|before| variants.iter().map(move |word| format!("{before}{}{word}", if n > 0 { " " } else { "" })))
                .take(MOST)
                .collect();
        }
        for form in forms {
            let may_be_hers = words.len() == 1 && ["ова", "ева", "ёва", "ина"].iter().any(|end| form.ends_with(end));
            all.push(Declined { form, may_be_hers });
        }
    }
    all.retain(|declined| declined.form != form);
    all.sort_by(|a, b| a.form.cmp(&b.form));
    all.dedup();
    all.truncate(MOST);
    all
}

/// A word in a case; none where it does not change. Of a word with hyphens the last part changes, or the
/// first before "-на-".
fn variants(word: &str, case: usize) -> Vec<String> {
    let (fixed, changing, rest) = match (word.find("-на-"), word.rfind('-')) {
        (Some(at), _) => ("", &word[..at], &word[at..]),
        (_, Some(at)) => (&word[..=at], &word[at + 1..], ""),
        _ => ("", word, ""),
    };
    let lower = changing.to_lowercase();
    // Words of a single letter, and words in capitals, do not change.
    if changing.chars().count() < 3
        || changing.chars().skip(1).any(char::is_uppercase)
        || !changing.starts_with(char::is_uppercase)
    {
        return Vec::new();
    }
    let made = |stem: &str, endings: &str| -> Vec<String> {
        let form = |ending: &str| if ending == "=" { changing.to_owned() } else { format!("{stem}{ending}") };
        endings.split('/').map(|ending| format!("{fixed}{}{rest}", form(ending))).collect()
    };
    if let Some((_, stem)) = STEMS.iter().find(|(nominative, _)| *nominative == lower) {
        let mut letters = stem.chars();
        let stem: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        return made(&stem, CONSONANT[case]);
    }
    if let Some((ending, cases)) = ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending)) {
        return made(&changing[..changing.len() - ending.len()], cases[case]);
    }
    if lower.ends_with(|c| CONSONANTS.contains(c)) { made(changing, CONSONANT[case]) } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::declined;

    #[track_caller]
    fn has(form: &str, expected: &[&str]) {
        let forms: Vec<String> = declined(form).into_iter().map(|declined| declined.form).collect();
        for wanted in expected {
            assert!(forms.iter().any(|form| form == wanted), "{form}: {wanted} is not among {forms:?}");
        }
        assert!(forms.len() <= super::MOST && !forms.iter().any(|made| made == form));
    }

    #[track_caller]
    fn lacks(form: &str, unwanted: &[&str]) {
        let forms: Vec<String> = declined(form).into_iter().map(|declined| declined.form).collect();
        for wrong in unwanted {
            assert!(!forms.iter().any(|form| form == wrong), "{form}: {wrong} is among {forms:?}");
        }
    }

    #[test]
    fn russian() {
        has("Лавров", &["Лаврова", "Лаврову", "Лавровым", "Лаврове"]);
        has("Сергей Лавров", &["Сергея Лаврова", "Сергею Лаврову", "Сергеем Лавровым", "Сергее Лаврове"]);
        lacks("Сергей Лавров", &["Сергея Лавров", "Сергей Лаврова", "Сергея Лаврову"]);
        has("Дмитрий Песков", &["Дмитрия Пескова", "Дмитрием Песковым"]);
        has("Владимир Зеленский", &["Владимира Зеленского", "Владимиру Зеленскому", "Владимиром Зеленским"]);
        has("Мария Захарова", &["Марии Захаровой", "Марию Захарову"]);
        has("Ангела Меркель", &["Ангелы Меркель", "Ангелу Меркель", "Ангелой Меркель"]);
        has("Лев Толстой", &["Льва Толстого"]);
        has("Москва", &["Москвы", "Москве", "Москву", "Москвой"]);
        has("Россия", &["России", "Россию", "Россией"]);
        has("Казань", &["Казани", "Казанью"]);
        has("Израиль", &["Израиля", "Израилю", "Израилем", "Израиле"]);
        has("Санкт-Петербург", &["Санкт-Петербурга", "Санкт-Петербурге"]);
        has("Ростов-на-Дону", &["Ростова-на-Дону", "Ростове-на-Дону"]);
    }

    #[test]
    fn ukrainian() {
        has("Володимир Зеленський", &["Володимира Зеленського", "Володимиру Зеленському", "Володимиром Зеленським"]);
        has("Тарас Шевченко", &["Тараса Шевченка", "Тарасові Шевченкові", "Тарасом Шевченком"]);
        has("Харків", &["Харкова", "Харкову", "Харковом", "Харкові"]);
        has("Київ", &["Києва", "Києву", "Києвом", "Києві"]);
        has("Сергій Жадан", &["Сергія Жадана", "Сергієві Жаданові"]);
        has("Марія", &["Марії", "Марію"]);
        has("Одеса", &["Одеси", "Одесі", "Одесу", "Одесою"]);
    }

    #[test]
    fn what_does_not_change() {
        assert_eq!(declined("Sergey Lavrov"), []);
        assert_eq!(declined("МИД"), []);
        assert_eq!(declined("Сочи"), []);
        assert_eq!(declined("שלום"), []);
        assert_eq!(declined(""), []);
    }

    #[test]
    fn a_genitive_may_be_a_womans_name() {
        let hers = |form: &str| {
            declined("Иванов").into_iter().find(|declined| declined.form == form).map(|declined| declined.may_be_hers)
        };
        assert_eq!((hers("Иванова"), hers("Иванову")), (Some(true), Some(false)));
    }
}
