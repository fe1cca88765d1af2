//! `geonames`: the dumps of GeoNames (`allCountries.txt`, `cities15000.txt`, one country's file): a place a line, 19
//! columns set apart by tabs, no header.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::lines::{self, Line};
use super::{Import, Imported, Problems, country};
use crate::gazetteer::date::Date;
use crate::gazetteer::entry::{Entry, IdRef, Kind, Name, NameUse, Relation};
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::nations::NationIx;

/// How many columns a line has.
const COLUMNS: usize = 19;

/// What some feature codes mean; others are told by their class.
const FEATURES: &[(&str, &str)] = &[
    ("ADM1", "region"),
    ("ADM2", "district"),
    ("ADM3", "municipality"),
    ("ADM4", "municipality"),
    ("AIRB", "air base"),
    ("AIRF", "airfield"),
    ("AIRP", "airport"),
    ("BAY", "bay"),
    ("BDG", "bridge"),
    ("CNL", "canal"),
    ("CSTL", "castle"),
    ("CONT", "continent"),
    ("DAM", "dam"),
    ("DSRT", "desert"),
    ("GULF", "gulf"),
    ("HBR", "harbour"),
    ("HSP", "hospital"),
    ("INSM", "military base"),
    ("ISL", "island"),
    ("ISLS", "islands"),
    ("LK", "lake"),
    ("MLTR", "military area"),
    ("MT", "mountain"),
    ("MTS", "mountains"),
    ("NVB", "naval base"),
    ("OCN", "ocean"),
    ("PASS", "pass"),
    ("PCL", "state"),
    ("PCLD", "dependent territory"),
    ("PCLF", "associated state"),
    ("PCLH", "former state"),
    ("PCLI", "country"),
    ("PCLIX", "part of a country"),
    ("PCLS", "semi-independent territory"),
    ("PEN", "peninsula"),
    ("PK", "peak"),
    ("PPLA", "regional capital"),
    ("PPLC", "capital"),
    ("PPLCH", "former capital"),
    ("PPLG", "seat of government"),
    ("PPLH", "former town"),
    ("PPLQ", "abandoned town"),
    ("PPLW", "destroyed town"),
    ("PPLX", "part of a town"),
    ("PRT", "port"),
    ("PS", "power station"),
    ("PSN", "nuclear power station"),
    ("RGN", "region"),
    ("RSTN", "railway station"),
    ("RSV", "reservoir"),
    ("SEA", "sea"),
    ("SCHC", "college"),
    ("STM", "stream"),
    ("STMC", "canal"),
    ("STRT", "strait"),
    ("UNIV", "university"),
    ("VAL", "valley"),
    ("VLC", "volcano"),
];

/// What the classes of features mean.
const CLASSES: &[(&str, &str)] = &[
    ("A", "administrative area"),
    ("H", "water"),
    ("L", "area"),
    ("P", "town or village"),
    ("R", "road or railway"),
    ("S", "site"),
    ("T", "mountain, hill or island"),
    ("U", "undersea feature"),
    ("V", "forest or heath"),
];

/// Features that are bodies rather than places.
const BODIES: [&str; 2] = ["SCHC", "UNIV"];

/// Reads a source: how many lines it has, and the newest date on which one of its places was changed.
pub(super) fn read(
    source: &mut impl BufRead,
    import: &Import,
    problems: &mut Problems,
    each: &mut dyn FnMut(Imported),
) -> io::Result<(u32, Option<Date>)> {
    let mut newest = String::new();
    let mut shared = Shared::default();
    let lines = lines::each(source, problems, |line, problems| {
        match place(line, import, &mut shared) {
            Ok((entry, changed)) => {
                if changed > newest.as_str() && Date::parse(changed).is_ok() {
                    changed.clone_into(&mut newest);
                }
                each(Imported { entry, line: line.number, span: line.span });
            }
            Err(message) => problems.broken(line.number, line.span, message),
        }
        true
    })?;
    Ok((lines, Date::parse(&newest).ok()))
}

/// Words that many places share, kept once.
#[derive(Default)]
struct Shared {
    words: FxHashSet<Arc<str>>,
    forms: FxHashSet<String>,
}

impl Shared {
    fn word(&mut self, word: &str) -> Arc<str> {
        if let Some(known) = self.words.get(word) {
            return Arc::clone(known);
        }
        let word: Arc<str> = Arc::from(word);
        self.words.insert(Arc::clone(&word));
        word
    }
}

/// The place of a line, and the day on which it was last changed.
fn place<'l>(line: Line<'l>, import: &Import, shared: &mut Shared) -> Result<(Entry, &'l str), String> {
    let mut columns = [""; COLUMNS];
    let mut count = 0;
    for column in line.text.split('\t') {
        if let Some(place) = columns.get_mut(count) {
            *place = column;
        }
        count += 1;
    }
    if count != COLUMNS {
        return Err(format!(
            "A line of a GeoNames dump has {COLUMNS} columns set apart by tabs; this has {count}. Only files with the columns of \
             allCountries.txt are read."
        ));
    }
    let [id, name, ascii, others, _, _, class, feature, code, _, admin, ..] = columns;
    let (population, changed) = (columns[14], columns[18]);
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("The first column of a GeoNames dump is a number; here it is not.".to_owned());
    }
    if !is_name(name) {
        return Err("This place has no name; it is left out.".to_owned());
    }
    let weight = population.parse::<u64>().map_or(0, |people| u32::try_from(people).unwrap_or(u32::MAX));
    let nation = country::nation_of(code);
    let mut links = BTreeMap::from([(shared.word("geonames"), Arc::from(id))]);
    if !matches!(admin, "" | "00") {
        links.insert(shared.word("region"), shared.word(&format!("{code}.{admin}")));
    }
    let whole_country = feature == "PCLI";
    let relations = if code.is_empty() || whole_country { Vec::new() } else { vec![in_country(code, line.span, shared)] };
    let entry = Entry {
        kind: if BODIES.contains(&feature) { Kind::Organisation } else { Kind::Place },
        description: description(class, feature, nation.filter(|_| !whole_country).map(NationIx::name), weight),
        names: names(name, ascii, others, import, line.span, shared),
        relations,
        links,
        weight,
        ..Entry::blank(format!("geonames-{id}").into(), line.span, line.span)
    };
    Ok((entry, changed))
}

fn in_country(code: &str, span: Span, shared: &mut Shared) -> Relation {
    let to = IdRef { id: shared.word(&code.to_ascii_lowercase()), span };
    Relation { relation: shared.word("country"), to, from: None, until: None, provenance: None }
}

/// "Capital, France; 2138551 inhabitants."
fn description(class: &str, feature: &str, country: Option<&str>, population: u32) -> Option<Arc<str>> {
    let named = |table: &[(&str, &'static str)], code: &str| table.iter().find(|row| row.0 == code).map(|row| row.1);
    let seat = feature.starts_with("PPLA").then_some("regional capital");
    let what = named(FEATURES, feature).or(seat).or_else(|| named(CLASSES, class))?;
    let mut words = what[..1].to_uppercase() + &what[1..];
    if let Some(country) = country {
        words.extend([", ", country]);
    }
    if population > 0 {
        words.extend(["; ", &population.to_string(), " inhabitants"]);
    }
    words.push('.');
    Some(Arc::from(words))
}

/// The name, and the other names that are not the same to a reader.
fn names(name: &str, ascii: &str, others: &str, import: &Import, span: Span, shared: &mut Shared) -> Vec<Name> {
    shared.forms.clear();
    shared.forms.insert(fold(name));
    let written = |form: &str, usage, weak| Name {
        form: Arc::from(form),
        usage,
        lang: None,
        exact_case: false,
        weak,
        from: None,
        until: None,
        provenance: None,
        span,
    };
    let mut names = vec![Name { lang: import.language.clone(), ..written(name.trim(), NameUse::House, false) }];
    for form in [ascii].into_iter().chain(others.split(',')).map(str::trim).filter(|form| is_name(form)) {
        if shared.forms.insert(fold(form)) {
            // "PAR": the code of an airport, or what else three letters may be.
            let code = form.len() <= 4 && form.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            names.push(written(form, if code { NameUse::Abbreviation } else { NameUse::Spelling }, code));
        }
    }
    names
}

/// Whether it has a letter or digit, and is no address.
fn is_name(form: &str) -> bool {
    form.chars().any(char::is_alphanumeric) && !form.contains("://")
}
