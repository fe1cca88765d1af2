//! Listed names in other languages and scripts.

use super::*;

const SCRIPTS: &str = r#"
[lavrov]
kind = "person"
name = "Sergey Lavrov"
names = ["Сергей Лавров", "Лавров", "לברוב", "سيرغي لافروف", "لافروف", "拉夫罗夫", "라브로프"]
[ivanov]
kind = "person"
name = "Igor Ivanov"
names = ["Иванов"]
[petrov]
kind = "person"
name = "Ivan Petrov"
names = ["Петров"]
[petrova]
kind = "person"
name = "Anna Petrova"
names = ["Петрова"]
[zelensky]
kind = "person"
name = "Volodymyr Zelensky"
names = ["Володимир Зеленський", "Владимир Зеленский"]
[moscow]
kind = "place"
name = "Moscow"
names = ["Москва", "מוסקבה", "موسكو", "莫斯科", "モスクワ", "มอสโก", "모스크바"]
[jerusalem]
kind = "place"
name = "Jerusalem"
names = ["ירושלים", "القدس"]
[haifa]
kind = "place"
name = "Haifa"
names = ["חיפה"]
[vav]
kind = "place"
name = "Wadi"
names = ["ולד"]
[lad]
kind = "place"
name = "Lad"
names = ["לד"]
[erdogan]
kind = "person"
name = "Recep Tayyip Erdoğan"
names = ["Erdoğan"]
[ankara]
kind = "place"
name = "Ankara"
"#;

/// The mentions of a text in another language, against names in many scripts.
#[track_caller]
fn abroad(text: &str, expected: &str) {
    check_with(SCRIPTS, text, expected);
}

#[test]
fn russian_and_ukrainian_names_stand_in_every_case() {
    abroad("Президент встретил Сергея Лаврова в Москве.", "Сергея Лаврова=lavrov; Москве=moscow");
    abroad(
        "Он сказал это Лаврову, а с Лавровым был в Москве и до Москвы.",
        "Лаврову=lavrov; Лавровым=lavrov; Москве=moscow; Москвы=moscow",
    );
    abroad(
        "Зустріч із Володимиром Зеленським і про Володимира Зеленського",
        "Володимиром Зеленським=zelensky; Володимира Зеленського=zelensky",
    );
    abroad("Лавровский лес", "");
    abroad("Москвич ушел", "");
    abroad("лаврова ветвь", "");
}

#[test]
fn a_case_never_makes_one_person_another() {
    // Петрова is listed: the woman, not the genitive of Петров.
    abroad("Петрова сказала это Петрову.", "Петрова=petrova; Петрову=petrov|petrova");
    // Иванова is nobody's listed form: it may be a woman, so it needs the man named besides.
    abroad("Там была Иванова.", "");
    abroad("Там был Иванов. Без Иванова они ушли.", "Иванов=ivanov; Иванова=ivanov");
}

#[test]
fn what_hebrew_and_arabic_attach_stays_outside() {
    abroad("הנשיא ביקר בירושלים ובמוסקבה", "ירושלים=jerusalem; מוסקבה=moscow");
    abroad("לברוב אמר שלברוב הגיע לחיפה", "לברוב=lavrov; לברוב=lavrov; חיפה=haifa");
    abroad("ולד", "ולד=vav");
    abroad("הרכבת", "");
    abroad("وصل لافروف إلى القدس وموسكو", "لافروف=lavrov; القدس=jerusalem; موسكو=moscow");
    abroad("التقى بسيرغي لافروف", "سيرغي لافروف=lavrov");
}

#[test]
fn names_are_found_where_no_space_stands_before_them() {
    abroad("俄罗斯外长拉夫罗夫在莫斯科说", "拉夫罗夫=lavrov; 莫斯科=moscow");
    abroad("モスクワで会談した", "モスクワ=moscow");
    abroad("เขาเดินทางไปมอสโกเมื่อวาน", "มอสโก=moscow");
    abroad("라브로프는 모스크바에서 말했다", "라브로프=lavrov; 모스크바=moscow");
}

#[test]
fn turkish_endings_stay_outside_in_turkish_only() {
    abroad(
        "Cumhurbaşkanı Erdoğan'ın açıklaması ve Ankara'da yapılan bir toplantı için daha çok Recep Tayyip Erdoğan’a olarak sordu.",
        "Erdoğan=erdogan; Ankara=ankara; Recep Tayyip Erdoğan=erdogan",
    );
    check("They went to Sana'a and the Ba'ath office.", "Sana'a=?; Ba'ath=?");
}
