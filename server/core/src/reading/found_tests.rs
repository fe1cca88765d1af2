//! What is found as a name in plain text, without any gazetteer: sentences and the spans that a careful reader
//! marks in them, in order, set apart by " | ". Nations count, as everywhere.

use super::{Article, Context, read};
use crate::gazetteer::Gazetteer;
use crate::settings::Settings;

fn found(text: &str) -> Vec<(String, &'static str)> {
    let settings = Settings::default();
    let gazetteer = Gazetteer::build(Vec::new(), &settings);
    let article = Article { path: "article.txt", text, listed_date: None };
    let reading = read(article, Context { gazetteer: &gazetteer, settings: &settings });
    let words = |span: crate::text::Span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    reading.mentions.iter().map(|mention| (words(mention.span), mention.kind.as_str())).collect()
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = found(text).into_iter().map(|(words, _)| words).collect::<Vec<_>>().join(" | ");
            (found != *expected).then(|| format!("{text:?}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[track_caller]
fn check_kind(text: &str, name: &str, kind: &str) {
    let found = found(text);
    assert!(found.contains(&(name.to_owned(), found_kind(kind))), "{text}: {found:?}");
}

fn found_kind(kind: &str) -> &'static str {
    crate::gazetteer::Kind::ALL.iter().map(|known| known.as_str()).find(|known| *known == kind).expect("a kind")
}

#[test]
fn connectors() {
    check(&[
        ("He joined the Ministry of Public Works and the Bank of Ghana there.", "Ministry of Public Works | Bank of Ghana"),
        ("They wrote to the Centre for Policy Studies on the Isle of Skye.", "Centre for Policy Studies | Isle of Skye"),
        (
            "the Food and Drug Administration and the Justice and Development Party",
            "Food and Drug Administration | Justice and Development Party",
        ),
        ("a letter by Friends of the Ellery Marsh arrived", "Friends of the Ellery Marsh"),
        ("It cites the Proceeds of Crime Act at length.", "Proceeds of Crime Act"),
        ("He met Ilse van der Merwe and Ludwig von Holt.", "Ilse van der Merwe | Ludwig von Holt"),
        ("He met Jamal bin Rashid al-Mansuri and Eli Ben-David.", "Jamal bin Rashid al-Mansuri | Eli Ben-David"),
        ("They met Rui da Costa, Ana de la Vega and Pia dos Santos.", "Rui da Costa | Ana de la Vega | Pia dos Santos"),
        ("It was Seamus O'Leary who rang Fiona McGrath.", "Seamus O'Leary | Fiona McGrath"),
        ("the songs of J. K. Umbridge and W.H. Lyle", "J. K. Umbridge | W.H. Lyle"),
        ("S. Bucknall took two and K. R. Ramsingh three.", "S. Bucknall | K. R. Ramsingh"),
        ("Chamber of Commerce officials left.", "Chamber of Commerce"),
        ("born in Kingston upon Hull", "Kingston upon Hull"),
        ("a house in Berwick-upon-Tweed", "Berwick-upon-Tweed"),
        ("talks with Kwok Ka-ki and Hau Lung-bin", "Kwok Ka-ki | Hau Lung-bin"),
        ("The Government of Zambia asked the Embassy of Peru.", "Government of Zambia | Embassy of Peru"),
        ("the Organization of Islamic Cooperation in Jeddah", "Organization of Islamic Cooperation | Jeddah"),
    ]);
}

#[test]
fn suffixes_and_numbers() {
    check(&[
        ("shares of Korvax Inc. fell and those of Hollin & Sons Ltd rose", "Korvax Inc. | Hollin & Sons Ltd"),
        ("It was built by Santa Brigida Shipping Lines, Inc.", "Santa Brigida Shipping Lines, Inc"),
        ("They found Ramon Ocampo Jr. and his wife.", "Ramon Ocampo Jr."),
        ("when Queen Elizabeth II knighted Alan Foy QC", "Elizabeth II | Alan Foy"),
        ("He still ran Plexor Desktop 6 at home.", "Plexor Desktop 6"),
        ("They went aboard Vostok 1.", "Vostok 1"),
        ("when the FIFA World Cup 2018 began", "FIFA World Cup 2018"),
        ("Interstate 10 was closed, and Highway 59 was under water.", "Interstate 10 | Highway 59"),
        ("In Kabul 12 people died.", "Kabul"),
        ("In Kabul 12 were held.", "Kabul"),
        ("He was born in Leeds 40 years ago, on May 4 or June 5.", "Leeds"),
        ("Widzew Lodz 2 Stomil Olsztyn 1", "Widzew Lodz | Stomil Olsztyn"),
        ("a fleet of Su-24s, F-16Is and S-300 batteries", "Su-24 | F-16I | S-300"),
        ("the 4th Armoured Division fired", "4th Armoured Division"),
        ("HSBC rose HK$ 1.50, and Korvax (KVX.O) fell.", "HSBC | Korvax"),
        ("an answer by Plexor.com came", "Plexor.com"),
    ]);
}

#[test]
fn numbered_parts_of_things_are_no_names() {
    check(&[
        ("As Figure 2 and Table 4 show, it fell.", ""),
        ("They read Chapter 3, Appendix B and Section 4 twice.", ""),
        ("A trial in Phase III gave Vitamin D to patients.", ""),
        ("They flew from Terminal 2 after Round 2.", ""),
    ]);
}

#[test]
fn titles_of_several_words_stay_outside() {
    check(&[
        ("They asked Chief Operating Officer Rosa Delgado.", "Rosa Delgado"),
        ("They asked Special Agent Pat Sharp.", "Pat Sharp"),
    ]);
}

#[test]
fn lower_case_names() {
    check(&[
        ("It runs on the iPhone and was sold on eBay for more.", "iPhone | eBay"),
        ("the men of al-Shabaab left", "al-Shabaab"),
        ("Von der Leyen left.", "Von der Leyen"),
        ("doses of mRNA at 40 kHz", ""),
    ]);
}

#[test]
fn headlines_and_capitals() {
    check(&[
        ("HOLUBOVA STUNS TOP SEED IN LINZ .\n", "HOLUBOVA | LINZ"),
        ("CRICKET - PAKISTAN WIN TOSS , BAT AGAINST NEW ZEALAND .\n", "PAKISTAN | NEW ZEALAND"),
        ("KANSAS CITY AT DETROIT\nMINNESOTA AT MILWAUKEE\n", "KANSAS CITY | DETROIT | MINNESOTA | MILWAUKEE"),
        ("COUNCIL SPLITS OVER HARBOUR PLAN\n", ""),
        ("Why Europa May Glow In The Dark\n", "Europa"),
        ("Zelmanov Meets Netrebov In Odessa Before Talks Begin\n", "Zelmanov | Netrebov | Odessa"),
        ("MOBILE, Ala. (AP) — A storm came.", "MOBILE | Ala | AP"),
        ("NEW YORK 1996-08-28\n", "NEW YORK"),
        ("FOCUS - Bundesbank cuts rate .", "Bundesbank"),
        (
            "Teams : Lee Germond , Bryan Young , Nathan Astley , Adam Parish , Dion Nash",
            "Lee Germond | Bryan Young | Nathan Astley | Adam Parish | Dion Nash",
        ),
        ("Minister for the Middle East, Tobias Elwood, responds to the attack", "Middle East | Tobias Elwood"),
        ("NOT a word, he said, UNLESS of course they asked.", ""),
    ]);
}

#[test]
fn sentence_starts() {
    check(&[
        (
            "Space Shuttle Endeavour is to fly. Super District Council seats are new.",
            "Space Shuttle Endeavour | Super District Council",
        ),
        ("Hurricane Odalys came ashore. Operation Clear Sky began.", "Hurricane Odalys | Operation Clear Sky"),
        ("South Ossetia was quiet.", "South Ossetia"),
        ("Chipmaker Korvax is to close.", "Korvax"),
        ("Gamers might notice. Unseeded players won. Superheroes came.", ""),
        ("Will Price spoke. Price said so. Price controls came.", "Will Price | Price"),
        ("Councilman Dan Cook left. Cook, 51, wept, and Cook’s wife did.", "Dan Cook | Cook | Cook"),
        ("the end of Operation Thunderbolt. Thunderbolt was long.", "Operation Thunderbolt | Thunderbolt"),
        ("F-16s flew over.", "F-16"),
        (
            "The WHO left. The World Health Organization (WHO) said so. WHO says more.",
            "WHO | World Health Organization | WHO | WHO",
        ),
        ("Arsenal 3 ( Adamson 45 , Vieyra 90 ) Wigan 2 ( Sturt 62 )", "Arsenal | Adamson | Vieyra | Wigan | Sturt"),
        ("Attendance 28,418 . Halftime 1-0 .", ""),
    ]);
}

#[test]
fn months_that_are_names() {
    check(&[
        ("In May Pieter Hollings left. On June 5 April came.", "Pieter Hollings"),
        ("when Theresa May resigned", "Theresa May"),
        ("Theresa May resigned. May said so.", "Theresa May | May"),
        ("May Hodge, who runs the inn, left. May Hodge be well!", "May Hodge | Hodge"),
        ("the novelist April Hollings", "April Hollings"),
        ("the best of the Sunday Times", "Sunday Times"),
        ("He left on Sunday. Friday was wet.", ""),
    ]);
}

#[test]
fn titles_and_neighbours() {
    check(&[
        ("Governor of Montana Chris Holm spoke.", "Montana | Chris Holm"),
        ("Image: NASA Bill Inglis.", "NASA | Bill Inglis"),
        ("Judge Miriam O'Dowd heard it; Dean Martin sang.", "Miriam O'Dowd | Dean Martin"),
        ("Secretary of State Anton Blanken flew with Deputy Secretary of State Amy Holm.", "Anton Blanken | Amy Holm"),
        ("the Department of Justice sued", "Department of Justice"),
        ("his Shadow Home Secretary and the Chief of Plans", ""),
        ("the UN's Syria envoy and Saudi Arabia's Foreign Ministry", "UN | Syria | Saudi Arabia | Foreign Ministry"),
        ("the British Red Cross and the Greek Orthodox Church", "British Red Cross | Greek Orthodox Church"),
        ("They drove through Western Australia and New South Wales.", "Western Australia | New South Wales"),
        ("the Korean People's Army [KPA] said", "Korean People's Army | KPA"),
        ("pro-Zelmanov, Kharkiv-led and Franco-German talks", "Zelmanov | Kharkiv | Franco | German"),
        ("men in NASA T-shirts", "NASA"),
        ("Sen. Harlan Beech, R-Idaho, and Det. Ch. Insp. Rob Sallow", "Harlan Beech | Idaho | Rob Sallow"),
        ("Omar Farouk Said and James To left.", "Omar Farouk Said | James To"),
    ]);
}

#[test]
fn ordinary_words_in_mid_sentence() {
    check(&[
        ("It went to the full Senate. Democrats have 51 seats.", "Senate | Democrats"),
        ("It split Labour and the Conservatives.", "Labour | Conservatives"),
        ("the Government and the Foreign Secretary, in the North", ""),
        ("(a) Leaving home (b) Refusing food", ""),
    ]);
}

#[test]
fn lists_quotes_and_credits() {
    check(&[
        ("• Zelmex must file.\n• The Sierra Club sued.\n* Anthropic grew.\n", "Zelmex | Sierra Club | Anthropic"),
        ("“Zelmanov left,” said Netrebov. ‘Odessa is calm.’", "Zelmanov | Netrebov | Odessa"),
        (
            "By Dana Whitlow and Omar Hadid\n\nPhoto: Noel Cabral / AFP via Getty Images\n",
            "Dana Whitlow | Omar Hadid | Noel Cabral | AFP | Getty Images",
        ),
        ("(Reporting by Jenny Rigby in London; Editing by Mark Heinzl)", "Jenny Rigby | London | Mark Heinzl"),
        ("-- Brussels Newsroom , +32 2 287 6811", "Brussels Newsroom"),
        ("Write to zelmanov@example.org, @zelmanov, #Zelmanov or `Zelmanov`; see https://example.org/Zelmanov", ""),
        ("---\ntitle: Zelmanov\n---\nNothing here.", ""),
    ]);
}

#[test]
fn wrapped_lines_go_on_and_others_do_not() {
    check(&[
        (
            "The letter that came on Monday was signed by Pieter\nHollings and by no one else, and nobody answered it.\n",
            "Pieter Hollings",
        ),
        (
            "REBELS SEIZE AIRPORT AND TWO BRIDGES IN OMDURMAN\nNAIROBI , March 3 ( AFP ) - Rebels have seized an airport and two bridges, the radio said on the day after.\n",
            "OMDURMAN | NAIROBI | AFP",
        ),
    ]);
}

#[test]
fn quotation_marks() {
    check(&[
        ("They arrested Carlo \"Beans\" Vettori in Turin.", "Carlo \"Beans\" Vettori | Turin"),
        ("The singer Danuta ‘Little Owl’ Zelny is dead.", "Danuta ‘Little Owl’ Zelny"),
        ("He told Pieter “No” and left.", "Pieter"),
        ("She read “The Salt of the Earth” to Ilse.", "The Salt of the Earth | Ilse"),
        ("He sang \"Bridge over Quiet Water,\" then rested.", "Bridge over Quiet Water"),
        ("“The Pretenders” was filmed in Turin.", "The Pretenders | Turin"),
        ("He said: “The minister left.”", ""),
        ("“Into the car,” he said.", ""),
    ]);
    check_kind("She read “The Salt of the Earth” again.", "The Salt of the Earth", "other");
}

#[test]
fn laws_and_agreements() {
    check(&[
        ("It breaks the Clean Rivers Act of 1977, they say.", "Clean Rivers Act of 1977"),
        ("the Agreement on Port Measures was signed", "Agreement on Port Measures"),
        ("They met at the conference on Friday.", ""),
        ("the Private Pensions Reform Act", "Private Pensions Reform Act"),
        ("Private Owen Tallis was hurt.", "Owen Tallis"),
    ]);
}

#[test]
fn places_that_share_a_name() {
    check(&[
        ("Ellis Rowntree, MP for Tarrow and Wexley, agreed.", "Ellis Rowntree | Tarrow and Wexley"),
        ("a letter to Tarrow and Wexley Council", "Tarrow and Wexley Council"),
        ("a road from Tarrow and Wexley to Turin", "Tarrow | Wexley | Turin"),
        ("a mast at St Botolph's Church", "St Botolph's Church"),
    ]);
}

#[test]
fn countries_behind_a_name() {
    check(&[
        ("a spokeswoman for Telvora UK said so", "Telvora UK"),
        ("money from Heritage Norway came late", "Heritage Norway"),
        ("He flew from Telvora, Norway, on Friday.", "Telvora | Norway"),
    ]);
}

#[test]
fn stressed_words() {
    check(&[
        ("FURIOUS Mary Hollings left the hall.", "Mary Hollings"),
        ("FANS of the club left the hall.", ""),
        ("Doors open at 8:30 a.m. ET on Friday.", ""),
        ("Terms of the Offer\nIt is open to all who hold shares.\n", ""),
        ("He said: \"Ask New Delhi.\"", "New Delhi"),
    ]);
}

#[test]
fn headlines_have_the_names_of_the_text() {
    check(&[(
        "Telvora Instruments to Open Second Factory Next Spring\n\nThe board of Telvora Instruments met on Friday.",
        "Telvora Instruments | Telvora Instruments",
    )]);
}

#[test]
fn parts_of_bodies_are_no_surnames() {
    check_kind("The Central Bank of Norway said so. Norway paid.", "Norway", "place");
    check_kind("Tarrow & Wexley said so.", "Tarrow & Wexley", "organisation");
}

#[test]
fn kinds() {
    check_kind("He met Mary Hollings.", "Mary Hollings", "person");
    check_kind("It sued Hollin Foods NV. Then Hollin paid.", "Hollin", "organisation");
    check_kind("the Houston Rockets won", "Houston Rockets", "organisation");
    check_kind("They met in Jakarta.", "Jakarta", "place");
    check_kind("a house near Ust-Gory", "Ust-Gory", "place");
    check_kind("“No,” said Zelmanov.", "Zelmanov", "person");
    check_kind("Hurricane Odalys passed.", "Hurricane Odalys", "event");
    check_kind("Lake Veraso is dry.", "Lake Veraso", "place");
    check_kind("the Gulf Cooperation Council (GCC) met. The GCC left.", "GCC", "organisation");
    check_kind("a Su-24 fell", "Su-24", "weapon");
}

#[test]
fn other_languages_are_not_flooded() {
    for text in [
        "Der Minister sagte am Montag, dass die Regierung mit dem Ergebnis der Wahl nicht zufrieden ist und auf die Zählung in Bonn wartet.",
        "Le ministre a dit lundi que les résultats des élections à Lyon ne sont pas bons pour Jean Dupont et le Parti du Centre.",
        "Bakan Mehmet Yılmaz pazartesi günü yaptığı açıklamada bu sonuçların ülke için çok önemli olduğunu ve daha sonra yeni bir adım atılacağını söyledi.",
        "Le ministre est parti mardi soir.",
        "Министр Иван Петров заявил, что компания Plexor покидает Москву.",
    ] {
        assert_eq!(found(text).into_iter().filter(|(_, kind)| *kind != "group").collect::<Vec<_>>(), [], "{text}");
    }
}
