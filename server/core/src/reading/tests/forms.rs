//! Forms that entries license, support, pins, and parts of persons' names.

use super::*;

const FORMS: &str = r#"
[russia]
kind = "place"
name = "Russia"
[israel]
kind = "place"
name = "Israel"
[usa]
kind = "place"
name = "United States"
[uk]
kind = "place"
name = "United Kingdom"
[trump]
kind = "person"
name = "Donald Trump"
names = [{ form = "Trump", weak = true }]
roles = [{ post = "us-president", from = "2017-01-20", until = "2021-01-20" }]
[us-president]
kind = "post"
name = "President of the United States"
of = "usa"
[biden]
kind = "person"
name = "Joseph Biden"
[mfa]
kind = "organisation"
name = "Russian Foreign Ministry"
[mfa-il]
kind = "organisation"
name = "Israeli Foreign Ministry"
[un]
kind = "organisation"
name = "United Nations"
[lsd]
kind = "organisation"
name = "League of Social Democrats"
[golan]
kind = "place"
name = "Golan Heights"
[old-party]
kind = "organisation"
name = "Unity Party"
until = "1999"
[new-party]
kind = "organisation"
name = "Unity Party"
from = "2010"
[one-levi]
kind = "person"
name = "Dan Levi"
[other-levi]
kind = "person"
name = "Daniel Levi"
names = ["Dan Levi"]
not = ["one-levi"]
[kim]
kind = "person"
name = "Kim Jong-un"
names = [{ form = "Kim", weak = true }]
member_of = ["kims-party"]
[kims-party]
kind = "organisation"
name = "Workers' Party"
"#;

#[track_caller]
fn forms(text: &str, expected: &str) {
    check_with(FORMS, text, expected);
}

#[test]
fn forms_that_an_entry_licenses() {
    forms("Then Donald J. Trump spoke. Trump left.", "Donald J. Trump=trump; Trump=trump");
    forms("Then Ivana Trump spoke, and Trump left.", "Ivana Trump=?; Trump=?");
    forms("He left the US for Britain.", "US=usa; Britain=uk");
    forms("The UN met.", "UN=un");
    forms("He left the LSD.", "LSD=?");
    forms("He left the League of Social Democrats. The LSD lost.", "League of Social Democrats=lsd; LSD=lsd");
    forms("They saw the Golan from the Golan Heights.", "Golan=golan; Golan Heights=golan");
    forms("They saw the Golan there.", "Golan=?");
}

#[test]
fn bare_bodies_need_their_country() {
    forms("Russia’s Foreign Ministry said so.", "Russia=russia; Foreign Ministry=mfa");
    forms("The Foreign Ministry of Russia said so in Israel.", "Foreign Ministry=mfa; Russia=russia; Israel=israel");
    forms("Syria’s Foreign Ministry said so.", "Syria=?; Foreign Ministry=?");
    forms(
        "The Russian Foreign Ministry spoke. Then the Foreign Ministry left.",
        "Russian Foreign Ministry=mfa; Foreign Ministry=mfa",
    );
    forms("A clerk of the Foreign Ministry left.", "Foreign Ministry=?");
}

#[test]
fn support_narrows() {
    forms("Then President Trump spoke.", "Trump=trump");
    forms("Then Governor Trump spoke.", "Trump=?");
    forms("Then Dan Levi spoke.", "Dan Levi=one-levi|other-levi");
    forms("Then Daniel Levi spoke. Dan Levi left.", "Daniel Levi=other-levi; Dan Levi=other-levi");
    forms("---\ndate: 1998-01-01\n---\nThe Unity Party won.", "Unity Party=old-party");
    forms("---\ndate: 2018-01-01\n---\nThe Unity Party won.", "Unity Party=new-party");
    forms("The Unity Party won.", "Unity Party=old-party|new-party");
    forms("The Workers' Party met. Then Kim spoke.", "Workers' Party=kims-party; Kim=kim");
}

#[test]
fn pins_go_before_all() {
    check("He met [Lavrov](entity:gabi-ashkenazi) there.", "Lavrov=gabi-ashkenazi");
    check("He met [the minister](entity:sergey-lavrov) there. Lavrov left.", "the minister=sergey-lavrov; Lavrov=sergey-lavrov");
    check("He met [Sergey Lavrov’s](entity:sergey-lavrov) staff.", "Sergey Lavrov=sergey-lavrov");
    check("He met [Sergey Lavrov](entity:not-a-name) there.", "");
    check("He met [Gadi Eisenkot](entity:gadi) there in Moscow.", "Gadi Eisenkot=?; Moscow=moscow");
    check("---\nentities: { Moscow: nice, Gadi Eisenkot: not-a-name }\n---\nIn Moscow Gadi Eisenkot spoke.", "Moscow=nice");
    check(
        "---\nentities: { Sergey: gabi-ashkenazi }\n---\nSergey Lavrov met Sergey.",
        "Sergey Lavrov=sergey-lavrov; Sergey=gabi-ashkenazi",
    );
}

#[test]
fn an_article_is_no_given_name() {
    check("They saw al-Hilla twice. The road to al-Hilla is long.", "al-Hilla=?; al-Hilla=?");
    let settings = Settings::default();
    let gazetteer = gazetteer(GAZETTEER, &settings);
    let text = "They saw al-Hilla twice. The road to al-Hilla is long.";
    for mention in &reading(text, &gazetteer, &settings, None).mentions {
        let reason = mention.reason_in_words(text, &gazetteer);
        assert!(!reason.contains("surname"), "{reason}");
    }
}

#[test]
fn places_in_the_names_of_persons() {
    forms("Defense Minister Israel Katz spoke. Katz left Israel.", "Israel Katz=?; Katz=?; Israel=israel");
    forms("They saw Yair Israel there, in Israel.", "Yair Israel=?; Israel=israel");
    forms("They saw the Israel Museum and the Russia desk.", "Israel Museum=?; Russia=russia");
    check("Then Hafez al-Assad met Bashar al-Assad.", "Hafez al-Assad=?; Bashar al-Assad=bashar-al-assad");
}

#[test]
fn a_surname_keeps_its_particles() {
    check(
        "Virgil van Dijk scored. Van Dijk left, and van Dijk came back. Dijk!",
        "Virgil van Dijk=?; Van Dijk=?; van Dijk=?; Dijk=?",
    );
    let entries = "[le-pen]\nkind = \"person\"\nname = \"Marine Le Pen\"\n\
        [leyen]\nkind = \"person\"\nname = \"Ursula von der Leyen\"\n\
        [kim]\nkind = \"person\"\nname = \"Kim Jong Un\"\n";
    let settings = Settings::default();
    let gazetteer = gazetteer(entries, &settings);
    for (text, expected) in [
        ("Marine Le Pen lost. Le Pen was calm.", "Marine Le Pen=le-pen; Le Pen=le-pen"),
        (
            "Ursula von der Leyen spoke. Then von der Leyen left. Von der Leyen said so.",
            "Ursula von der Leyen=leyen; von der Leyen=leyen; Von der Leyen=leyen",
        ),
        ("Kim Jong Un met an envoy of the UN.", "Kim Jong Un=kim; UN=?"),
    ] {
        assert_eq!(shown(text, &gazetteer, &settings), expected, "{text}");
    }
}

#[test]
fn a_form_with_the_article_hides_no_longer_name_behind_it() {
    let settings = Settings::default();
    let gazetteer = gazetteer(
        "[bank]\nkind = \"organisation\"\nname = \"Bank of England\"\nnames = [\"the Bank\"]\n\
         [england]\nkind = \"place\"\nname = \"England\"\n",
        &settings,
    );
    let text = "The Bank of England left its rate. In England, the Bank is watched.";
    assert_eq!(shown(text, &gazetteer, &settings), "Bank of England=bank; England=england; the Bank=bank");
}

const BODIES: &str = r#"
[usa]
kind = "place"
name = "United States"
[norway]
kind = "place"
name = "Norway"
[fda]
kind = "organisation"
name = "Food and Drug Administration"
country = "usa"
[telvora]
kind = "organisation"
name = "Telvora Instruments"
[tarrow]
kind = "organisation"
name = "Tarrow & Wexley"
[moor]
kind = "place"
name = "Upper Tarrow"
[moor-hall]
kind = "place"
name = "Tarrow Hall"
[bjerke]
kind = "person"
name = "Anders Bjerke"
country = "norway"
[lunde]
kind = "person"
name = "Kari Lunde"
country = "norway"
[lunde-the-elder]
kind = "person"
name = "Odd Lunde"
country = "norway"
[vik]
kind = "person"
name = "Nils Vik"
"#;

#[test]
fn bodies_with_more_than_their_listed_words() {
    for (text, expected) in [
        ("It asked the U.S. Food and Drug Administration.", "U.S. Food and Drug Administration=fda"),
        ("It asked Norway’s Food and Drug Administration.", "Norway=norway; Food and Drug Administration=fda"),
        ("A deal with Telvora Instruments, Inc. was made.", "Telvora Instruments, Inc.=telvora"),
        ("Then Telvora Instruments & Co. LLC paid.", "Telvora Instruments & Co. LLC=telvora"),
        ("A clerk of Tarrow and Wexley came.", "Tarrow and Wexley=tarrow"),
        ("A clerk of Upper Tarrow Council came.", "Upper Tarrow Council=?"),
    ] {
        check_with(BODIES, text, expected);
    }
}

#[test]
fn a_hall_is_not_its_village() {
    check_with(BODIES, "Then to Tarrow they came, to Tarrow Hall.", "Tarrow=?; Tarrow Hall=moor-hall");
}

#[test]
fn a_surname_alone_needs_support() {
    check_with(BODIES, "For Norway scored Bjerke, twice.", "Norway=norway; Bjerke=bjerke");
    check_with(BODIES, "Then Bjerke scored.", "Bjerke=?");
    check_with(BODIES, "Then Lunde scored for Norway.", "Lunde=?; Norway=norway");
    check_with(BODIES, "Then Vik scored for Norway.", "Vik=?; Norway=norway");
    check_with(BODIES, "Then Tom Bjerke scored for Norway. Bjerke left.", "Tom Bjerke=?; Norway=norway; Bjerke=?");
}

#[test]
fn fenced_code_in_markdown_is_no_prose() {
    let settings = Settings::default();
    let gazetteer = gazetteer(BODIES, &settings);
    let text = "He saw Nils Vik.\n\n```toml\nsees Nils Vik\n\nand Kari Lunde\n```\n\nThen Kari Lunde left.\n";
    let named = |path: &str| {
        let article = Article { path, text, listed_date: None };
        read(article, Context { gazetteer: &gazetteer, settings: &settings }).mentions.len()
    };
    assert_eq!((named("article.md"), named("article.txt")), (2, 4));
}
