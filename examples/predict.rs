//! Reads documents of a development set (JSON lines with `id` and `text`) on standard input and
//! prints the mentions the engine finds, one JSON object a line, for a scorer.
//!
//! Usage: `cargo run --release --example predict -- [GAZETTEER.toml] < docs.jsonl > predictions.jsonl`
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::io::BufRead as _;
use std::sync::Arc;

use nomenclator_core::gazetteer::{Gazetteer, reader};
use nomenclator_core::reading::{self, Article, Context, Status};
use nomenclator_core::settings::Settings;

fn main() -> anyhow::Result<()> {
    let settings = Settings::default();
    let mut files = Vec::new();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        files.push(Arc::new(reader::read(&path.as_str().into(), &text, &settings, None)));
    }
    let gazetteer = Gazetteer::build(files, &settings);
    for line in std::io::stdin().lock().lines() {
        let document: serde_json::Value = serde_json::from_str(&line?)?;
        let text = document["text"].as_str().unwrap_or_default();
        let article = Article { path: "document.txt", text, listed_date: None };
        let reading = reading::read(article, Context { gazetteer: &gazetteer, settings: &settings });
        for mention in &reading.mentions {
            let (status, entity) = match &mention.status {
                Status::Resolved(entity) => ("resolved", entity.map(|entity| gazetteer.entry(entity).id.to_string())),
                Status::Ambiguous(_) => ("ambiguous", None),
                Status::Unresolved => ("unresolved", None),
            };
            let point = |byte: u32| text[..byte as usize].chars().count();
            println!(
                "{}",
                serde_json::json!({
                    "doc": document["id"], "start": point(mention.span.start), "end": point(mention.span.end),
                    "kind": mention.kind.as_str(), "entity": entity, "status": status,
                    "text": mention.span.of(text), "reason": mention.reason_in_words(text, &gazetteer),
                })
            );
        }
    }
    Ok(())
}
