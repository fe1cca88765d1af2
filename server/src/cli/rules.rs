//! `nomenclator rules`: every code that a finding can have, with its severity.

use std::process::ExitCode;

use nomenclator_core::finding::Severity;
use nomenclator_core::gazetteer::lints;
use nomenclator_core::rules;
use serde::Serialize;

use super::args::{ListFormat, Rules};
use super::json;
use super::terminal::Output;

#[derive(Serialize)]
struct JsonRule {
    code: &'static str,
    /// Where the configuration says nothing.
    severity: &'static str,
    summary: String,
}

/// Runs `rules`.
pub fn run(args: &Rules) -> anyhow::Result<ExitCode> {
    let mut all: Vec<JsonRule> = rules::RULES.iter().map(|rule| of(rule.code, rule.severity, rule.summary)).collect();
    all.extend(lints::CODES.iter().map(|&(code, severity, summary)| of(code, severity, summary)));
    all.push(of("unreadable-file", Some(Severity::Error), "A file that cannot be read, or is not text."));
    all.sort_by_key(|rule| rule.code);
    let mut output = Output::stdout();
    match args.format {
        ListFormat::Json => output.print(&(json::line(&all) + "\n"))?,
        ListFormat::Human => {
            let widest = all.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
            for JsonRule { code, severity, summary } in &all {
                output.print(&format!("{code:widest$}  {severity:11}  {summary}\n"))?;
            }
        }
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn of(code: &'static str, severity: Option<Severity>, summary: &'static str) -> JsonRule {
    let first = summary.chars().take(1).flat_map(char::to_uppercase);
    let rest = summary.chars().skip(1).collect::<String>();
    let summary = first.chain(rest.trim_end_matches('.').chars()).chain(['.']).collect();
    JsonRule { code, severity: severity.map_or("off", Severity::as_str), summary }
}
