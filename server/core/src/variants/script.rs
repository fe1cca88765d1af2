//! Other scripts in Latin letters, so that a name and its transliteration can be compared.
//!
//! Arabic (with Persian) and Hebrew have tables of their own here: they write few vowels, and what a
//! newspaper prints for their letters is not what a scholar would. All other scripts, and what is left of
//! Latin after folding, go through `any_ascii`.

use crate::text::fold;

/// What is special about the script of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Script {
    /// Letters for consonants and vowels.
    Alphabet,
    /// Few or no vowels are written: Arabic, Persian, Hebrew.
    Abjad,
    /// A sign is a syllable or a word, and another sign another one: Chinese, Japanese, Korean.
    Signs,
}

/// Appends a character's Latin letters in lower case. `initial`: it begins its word.
pub fn push_latin(c: char, initial: bool, out: &mut String) {
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    match c {
        '\u{590}'..='\u{5FF}' => out.push_str(hebrew(c, initial)),
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => out.push_str(arabic(c)),
        _ => fold::fold_char(c, |part| {
            let plain = any_ascii::any_ascii_char(part);
            out.extend(plain.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        }),
    }
}

/// The script of a character that is a letter.
pub fn script_of(c: char) -> Script {
    match c {
        '\u{590}'..='\u{5FF}' | '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Script::Abjad,
        '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{20000}'..='\u{3FFFF}' => Script::Signs,
        _ => Script::Alphabet,
    }
}

/// Arabic and Persian letters as newspapers transliterate them; vowel points are left out.
const fn arabic(c: char) -> &'static str {
    match c {
        'ا' | 'أ' | 'آ' | 'ٱ' | 'ى' | 'ة' => "a",
        'إ' => "i",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ث' | 'ط' => "t",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ۀ' | 'ہ' => "h",
        'خ' => "kh",
        'د' | 'ذ' | 'ض' => "d",
        'ر' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        'و' | 'ؤ' => "w",
        'ي' | 'ی' | 'ئ' => "y",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        // ع, the hamza and the points stand for no letter of ours.
        _ => "",
    }
}

/// Hebrew letters as newspapers transliterate them; points are left out.
const fn hebrew(c: char, initial: bool) -> &'static str {
    match c {
        // Silent, or the seat of a vowel.
        'א' | 'ע' if initial => "a",
        'ב' => "b",
        'ג' => "g",
        'ד' => "d",
        'ה' => "h",
        'ו' => "w",
        'ז' => "z",
        'ח' | 'ך' => "kh",
        'ט' | 'ת' => "t",
        'י' => "y",
        'כ' | 'ק' => "k",
        'ל' => "l",
        'מ' | 'ם' => "m",
        'נ' | 'ן' => "n",
        'ס' => "s",
        'פ' => "p",
        'ף' => "f",
        'צ' | 'ץ' => "ts",
        'ר' => "r",
        'ש' => "sh",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(word: &str) -> String {
        let mut out = String::new();
        word.chars().enumerate().for_each(|(n, c)| push_latin(c, n == 0, &mut out));
        out
    }

    #[test]
    fn words_in_latin_letters() {
        for (word, expected) in [
            ("Лавров", "lavrov"),
            ("Шойгу", "shoigu"),
            ("Μητσοτάκης", "mitsotakis"),
            ("نتنياهو", "ntnyahw"),
            ("خالد", "khald"),
            ("נתניהו", "ntnyhw"),
            ("אבי", "aby"),
            ("Øystein", "oystein"),
            ("Обама", "obama"),
        ] {
            assert_eq!(latin(word), expected, "{word}");
        }
    }
}
