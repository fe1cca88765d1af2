//! Acronyms: the initials of a name, and those that everybody knows.

use super::tokens;
use crate::text::fold;
use crate::text::token::{Shape, Token};

/// The letters of an acronym; none where the form is none.
pub(super) fn acronym(form: &str, tokens: &[Token]) -> Option<String> {
    let [token] = tokens else { return None };
    if !token.shape.all_caps() {
        return None;
    }
    let letters = fold::fold(form).replace('.', "");
    (2..=8).contains(&letters.chars().count()).then_some(letters)
}

/// The initials of the words of a name, three or more.
pub(super) fn initials(form: &str) -> Option<String> {
    let mut letters = String::new();
    for token in tokens(form) {
        if token.shape.has(Shape::UPPER) {
            letters.extend(fold::fold(token.span.of(form)).chars().next());
        }
    }
    (3..=8).contains(&letters.chars().count()).then_some(letters)
}

/// Acronyms that newspapers print without ever spelling them out, with their usual names.
const COMMON_ACRONYMS: [(&str, &str); 40] = [
    ("afp", "Agence France-Presse"),
    ("ap", "Associated Press"),
    ("ap", "The Associated Press"),
    ("asean", "Association of Southeast Asian Nations"),
    ("au", "African Union"),
    ("bbc", "British Broadcasting Corporation"),
    ("cbc", "Canadian Broadcasting Corporation"),
    ("cia", "Central Intelligence Agency"),
    ("cnn", "Cable News Network"),
    ("ecb", "European Central Bank"),
    ("eu", "European Union"),
    ("fbi", "Federal Bureau of Investigation"),
    ("fifa", "Fédération Internationale de Football Association"),
    ("fsb", "Federal Security Service"),
    ("gcc", "Gulf Cooperation Council"),
    ("iaea", "International Atomic Energy Agency"),
    ("icc", "International Criminal Court"),
    ("icrc", "International Committee of the Red Cross"),
    ("idf", "Israel Defense Forces"),
    ("idf", "Israel Defence Forces"),
    ("imf", "International Monetary Fund"),
    ("irgc", "Islamic Revolutionary Guard Corps"),
    ("nasa", "National Aeronautics and Space Administration"),
    ("nato", "North Atlantic Treaty Organization"),
    ("nsa", "National Security Agency"),
    ("oecd", "Organisation for Economic Co-operation and Development"),
    ("opcw", "Organisation for the Prohibition of Chemical Weapons"),
    ("opec", "Organization of the Petroleum Exporting Countries"),
    ("osce", "Organization for Security and Co-operation in Europe"),
    ("pkk", "Kurdistan Workers' Party"),
    ("plo", "Palestine Liberation Organization"),
    ("un", "United Nations"),
    ("unesco", "United Nations Educational, Scientific and Cultural Organization"),
    ("unhcr", "United Nations High Commissioner for Refugees"),
    ("unicef", "United Nations Children's Fund"),
    ("unrwa", "United Nations Relief and Works Agency"),
    ("wfp", "World Food Programme"),
    ("who", "World Health Organization"),
    ("who", "World Health Organisation"),
    ("wto", "World Trade Organization"),
];

pub(super) fn is_common(letters: &str, name: &str) -> bool {
    COMMON_ACRONYMS.iter().any(|(acronym, common)| *acronym == letters && fold::fold(common) == fold::fold(name))
}

/// The common acronyms of a name.
pub(super) fn common_acronyms(name: &str) -> impl Iterator<Item = &'static str> {
    let name = fold::fold(name);
    COMMON_ACRONYMS.iter().filter(move |(_, common)| fold::fold(common) == name).map(|(acronym, _)| *acronym)
}
