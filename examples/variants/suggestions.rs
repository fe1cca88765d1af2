//! What is suggested for forms that nobody has listed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use nomenclator_core::gazetteer::{Gazetteer, GazetteerFile, Kind, NameRef, NameUse, reader};
use nomenclator_core::reading::{self, Article, Context, Reason, Status};
use nomenclator_core::settings::Settings;
use nomenclator_core::variants::{Name, respelt};

fn file(text: &str, n: usize) -> GazetteerFile {
    reader::read(&format!("{n}.toml").into(), text, &Settings::default(), None)
}

/// Leaves each listed spelling out in turn and asks for it. Only spellings that are the same words as another
/// listed form are asked for, in Latin letters, and no offices: nobody can guess the others.
pub fn withheld(texts: &[String]) -> String {
    let files: Vec<GazetteerFile> = texts.iter().enumerate().map(|(n, text)| file(text, n)).collect();
    let settings = Settings::default();
    let (mut asked, mut right, mut listed, mut wrong) = (0, 0, 0, 0);
    let mut out = String::new();
    for (f, whole) in files.iter().enumerate() {
        for (e, entry) in whole.entries.iter().enumerate().filter(|(_, entry)| entry.kind != Kind::Post) {
            for (n, name) in entry.names.iter().enumerate() {
                let is_spelling = |usage| matches!(usage, NameUse::House | NameUse::Spelling);
                let taken = Name::new(&name.form);
                let guessable =
                    entry.names.iter().any(|other| is_spelling(other.usage) && respelt(&Name::new(&other.form), &taken));
                if !is_spelling(name.usage) || !guessable || !taken.folded.is_ascii() {
                    continue;
                }
                let mut without = files.clone();
                without[f].entries[e].names.remove(n);
                let gazetteer = Gazetteer::build(without.into_iter().map(Arc::new).collect(), &settings);
                if !gazetteer.names().lookup(&name.form).is_empty() {
                    continue;
                }
                asked += 1;
                let near = gazetteer.near().to(&name.form, &gazetteer);
                let is_right = |found: NameRef| gazetteer.entry(found.entry).id == entry.id;
                match near.only() {
                    Some(found) if is_right(found) => right += 1,
                    Some(found) => {
                        wrong += 1;
                        let _ = writeln!(out, "wrong: {} → {}", name.form, gazetteer.name(found).form);
                    }
                    None if near.names.iter().any(|&found| is_right(found)) => listed += 1,
                    None => {
                        let _ = writeln!(out, "none: {} ({})", name.form, entry.name());
                    }
                }
            }
        }
    }
    let _ = writeln!(out, "{asked} spellings: {right} suggested, {listed} among others, {wrong} wrong");
    out
}

/// What is suggested for the unknown names of documents (JSON lines with `text`).
pub fn unknown(documents: &str, gazetteer: &str) -> anyhow::Result<String> {
    let settings = Settings::default();
    let gazetteer = Gazetteer::build(vec![Arc::new(file(gazetteer, 0))], &settings);
    let (mut forms, mut found) = (0, BTreeMap::new());
    for line in documents.lines() {
        let document: serde_json::Value = serde_json::from_str(line)?;
        let text = document["text"].as_str().unwrap_or_default();
        let article = Article { path: "document.txt", text, listed_date: None };
        let reading = reading::read(article, Context { gazetteer: &gazetteer, settings: &settings });
        for mention in reading.mentions.iter().filter(|mention| mention.status == Status::Unresolved) {
            if matches!(mention.reason, Reason::Short { .. } | Reason::Acronym { .. }) {
                continue;
            }
            forms += 1;
            let form = mention.span.of(text);
            let near = gazetteer.near().to(form, &gazetteer);
            if !near.names.is_empty() {
                let names: Vec<&str> = near.names.iter().map(|&name| &*gazetteer.name(name).form).collect();
                found.insert(form.to_owned(), format!("{} ({})", names.join(", "), if near.clear { "clear" } else { "several" }));
            }
        }
    }
    let mut out = format!("{forms} unknown mentions, {} forms with a suggestion\n", found.len());
    for (form, names) in found {
        let _ = writeln!(out, "{form} → {names}");
    }
    Ok(out)
}
