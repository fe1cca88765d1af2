//! The findings of one file as the snapshot has it.

use super::Analysis;
use crate::finding::Finding;
use crate::rules::{self, Subject};

pub(super) fn diagnostics(analysis: &Analysis, path: &str) -> Vec<Finding> {
    if let Some(article) = analysis.open.get(path) {
        return rules::check(Subject {
            path: &article.path,
            text: &article.text,
            reading: &article.reading,
            gazetteer: &analysis.gazetteer,
            settings: &analysis.settings,
        });
    }
    let own = analysis.gazetteer_file(path).into_iter().flat_map(|file| &file.findings);
    let of_the_set = analysis.gazetteer.findings();
    let first = of_the_set.partition_point(|(at, _)| &**at < path);
    let of_the_set = of_the_set[first..].iter().take_while(|(at, _)| &**at == path).map(|(_, finding)| finding);
    let mut findings: Vec<Finding> = own.chain(of_the_set).cloned().collect();
    findings.sort_by(|a, b| (a.start(), a.rule).cmp(&(b.start(), b.rule)));
    findings
}
