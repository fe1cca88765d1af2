//! The sets: documents, what they mention, and the gazetteers that they are read with.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nomenclator_core::gazetteer::{Gazetteer, GazetteerFile, reader};
use nomenclator_core::settings::Settings;
use serde_json::Value;

use crate::articles::{self, number, text};
use crate::score::{Meant, Wanted};

/// A set of documents.
pub struct Set {
    pub name: &'static str,
    pub documents: Vec<Document>,
    /// All that its gazetteer has; none for sets without.
    pub gazetteer: Option<Vec<GazetteerFile>>,
    /// Whether that explains every name, so that each finding but those expected is a wrong one.
    pub complete: bool,
}

/// One text and what it mentions.
pub struct Document {
    pub path: String,
    pub text: String,
    pub mentions: Vec<Wanted>,
    /// The stretch that was annotated, in code points; the whole text where it is none.
    pub evaluate: Option<(u64, u64)>,
    /// Rule and first place of what should be found wrong in it.
    pub findings: Vec<(String, u64)>,
}

/// Settings of a corpus with a configuration that says little.
pub fn settings() -> Settings {
    Settings::default()
}

/// The sets of that name that are here: `gold` is two.
pub fn load(name: &str) -> anyhow::Result<Vec<Set>> {
    Ok(match name {
        "gold" => {
            let corpus = articles::root().join("corpus");
            let seeds = articles::seeds().map(|seeds| gold("seeds", "seeds.jsonl", &seeds));
            std::iter::once(gold("sample corpus", "corpus.jsonl", &corpus)).chain(seeds).collect::<anyhow::Result<_>>()?
        }
        "re3d" => development("re3d")?.into_iter().collect(),
        "wikinews" => development("wikinews")?.into_iter().collect(),
        _ => anyhow::bail!("there is no set “{name}”: gold, re3d, wikinews or pairs"),
    })
}

/// The folder of the development sets.
pub fn eval() -> PathBuf {
    articles::root().join("../shared/eval")
}

fn gold(name: &'static str, file: &str, folder: &Path) -> anyhow::Result<Set> {
    let read = |article: articles::Article| -> anyhow::Result<Document> {
        let text = fs::read_to_string(folder.join(&article.path))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let findings = article.findings.into_iter().collect();
        Ok(Document { path: article.path, text, mentions: article.mentions, evaluate: None, findings })
    };
    let documents = articles::gold(file, "").into_iter().map(read).collect::<anyhow::Result<_>>()?;
    let gazetteer = gazetteer(&articles::files(&articles::root().join("corpus/gazetteer")))?;
    Ok(Set { name, documents, gazetteer: Some(gazetteer), complete: true })
}

/// A development set; none where it is not here.
fn development(name: &'static str) -> anyhow::Result<Option<Set>> {
    let folder = eval().join(name);
    if !folder.is_dir() {
        return Ok(None);
    }
    let document = |line: &str| -> anyhow::Result<Document> {
        let document: Value = serde_json::from_str(line)?;
        let mentions = document["mentions"].as_array().expect("documents have mentions").iter().map(mention).collect();
        let evaluate = document["evaluate"].as_array().map(|stretch| (number(&stretch[0]), number(&stretch[1])));
        let text = text(&document["text"]);
        Ok(Document { path: "document.txt".to_owned(), text, mentions, evaluate, findings: Vec::new() })
    };
    let lines = fs::read_to_string(folder.join("docs.jsonl"))?;
    let documents = lines.lines().filter(|line| !line.trim().is_empty()).map(document).collect::<anyhow::Result<_>>()?;
    let file = folder.join("gazetteer.toml");
    let gazetteer = file.exists().then(|| gazetteer(&[file])).transpose()?;
    Ok(Some(Set { name, documents, gazetteer, complete: false }))
}

fn mention(mention: &Value) -> Wanted {
    let nil = mention["nil"].as_bool().unwrap_or_default();
    Wanted {
        span: (number(&mention["start"]), number(&mention["end"])),
        kind: text(&mention["kind"]),
        meant: match mention["entity"].as_str() {
            _ if nil => Meant::Unknown,
            Some(entity) => Meant::Known(entity.to_owned()),
            None => Meant::Unsaid,
        },
        optional: mention["optional"].as_bool().expect("mentions are optional or not"),
    }
}

fn gazetteer(files: &[PathBuf]) -> anyhow::Result<Vec<GazetteerFile>> {
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path)?;
        Ok(reader::read(&path.to_string_lossy().into(), &text, &settings(), None))
    };
    files.iter().map(read).collect()
}

/// A gazetteer of those entries whose id `keep` holds of.
pub fn with(files: &[GazetteerFile], keep: impl Fn(&str) -> bool) -> Gazetteer {
    let chosen = files.iter().map(|file| {
        let mut file = file.clone();
        file.entries.retain(|entry| keep(&entry.id));
        Arc::new(file)
    });
    Gazetteer::build(chosen.collect(), &settings())
}

/// Whether an entry is among the two of five that a reading has to do without: by a sum over its id (FNV-1a), so
/// that it is the same ones on every run and whatever else is in the gazetteer.
pub fn withheld(id: &str) -> bool {
    let sum = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    sum % 5 < 2
}
