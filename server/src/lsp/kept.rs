//! The findings of closed files, packed: for clients that fetch the diagnostics of everything.
//!
//! A finding takes its message and some twenty bytes. What it needs to be shown is kept, no more: no fixes, no reason.

use std::hash::Hasher;

use nomenclator_core::bytes::{Bytes, put, put_str};
use nomenclator_core::corpus::Filed;
use nomenclator_core::finding::{Finding, Location, Related, Severity};
use nomenclator_core::rules::known_codes;
use nomenclator_core::text::Span;
use rustc_hash::FxHasher;

use super::capabilities::Client;
use super::corpora::LiveCorpus;
use super::diagnostics::Report;

const SEVERITIES: [Severity; 4] = [Severity::Hint, Severity::Information, Severity::Warning, Severity::Error];

/// Packs findings; no bytes for none.
pub fn pack(findings: &[Finding]) -> Box<[u8]> {
    let mut out = Vec::new();
    for finding in findings {
        put(&mut out, known_codes().position(|code| code == finding.rule).unwrap_or_default() as u32);
        out.push(SEVERITIES.iter().position(|severity| *severity == finding.severity).unwrap_or_default() as u8);
        put_str(&mut out, &finding.message);
        put(&mut out, finding.places.len() as u32);
        finding.places.iter().for_each(|place| put_span(&mut out, *place));
        put(&mut out, finding.related.len() as u32);
        for related in &finding.related {
            put_str(&mut out, &related.at.path);
            put_span(&mut out, related.at.span);
            put_str(&mut out, &related.message);
        }
    }
    out.into()
}

/// The findings that were packed, as far as they are whole.
pub fn unpack(kept: &[u8]) -> Vec<Finding> {
    let mut bytes = Bytes(kept);
    std::iter::from_fn(|| finding(&mut bytes)).collect()
}

/// The id of the report on a closed article: another one for other findings, and for another text.
pub fn id(filed: &Filed) -> String {
    let mut digest = FxHasher::default();
    digest.write(&filed.kept);
    digest.write(&filed.stamp.digest.unwrap_or_default());
    format!("{:016x}", digest.finish())
}

/// The report on a closed article.
pub fn report(corpus: &LiveCorpus, filed: &Filed, client: Client) -> Report {
    Report { id: id(filed), ..Report::new(corpus, &filed.path, &unpack(&filed.kept), &filed.lines(), client) }
}

fn put_span(out: &mut Vec<u8>, span: Span) {
    put(out, span.start);
    put(out, span.len());
}

fn span(bytes: &mut Bytes<'_>) -> Option<Span> {
    let start = bytes.number()?;
    Some(Span::new(start, start.checked_add(bytes.number()?)?))
}

fn finding(bytes: &mut Bytes<'_>) -> Option<Finding> {
    let rule = known_codes().nth(bytes.number()? as usize)?;
    let severity = *SEVERITIES.get(usize::from(bytes.byte()?))?;
    let mut finding = Finding::new(rule, severity, "", Span::at(0), bytes.words()?);
    finding.places = (0..bytes.number()?).map_while(|_| span(bytes)).collect();
    for _ in 0..bytes.number()? {
        let at = Location { path: bytes.words()?.into(), span: span(bytes)? };
        finding.related.push(Related { at, message: bytes.words()?.to_owned() });
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_kept() {
        let mut first = Finding::new("unresolved-name", Severity::Warning, "", Span::new(7, 19), "“Xavier Quent” is unknown");
        first.places.push(Span::new(300, 312));
        let at = Location { path: "g/a.toml".into(), span: Span::new(1, 2) };
        first.related.push(Related { at, message: "listed here".to_owned() });
        let second = Finding::new("unreadable-file", Severity::Error, "", Span::at(0), "This file cannot be read");
        let findings = [first, second];
        let packed = pack(&findings);
        assert_eq!(unpack(&packed), findings);
        assert!(pack(&[]).is_empty() && unpack(&[]).is_empty());
        for len in 0..packed.len() {
            unpack(&packed[..len]);
        }
    }
}
