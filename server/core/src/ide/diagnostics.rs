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

#[cfg(test)]
mod tests {
    use crate::ide::fixture::Fixture;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let fixture = Fixture::new(source);
        let findings = fixture.analysis.diagnostics(&fixture.path);
        let shown = findings.iter().flat_map(|finding| {
            assert_eq!(finding.places[0].of(fixture.text()), finding.text);
            let fixture = &fixture;
            finding.places.iter().map(move |place| format!("{} {}", finding.rule, fixture.show(&fixture.path, *place)))
        });
        assert_eq!(shown.collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn of_an_open_article() {
        check(
            r#"
#- gazetteer/a.toml
[x]
kind = "person"
name = "Gadi Eisenkot"
#- articles/a.txt
Here the reporter Pavel Zarubin met Gadi Eisenkot.$0
"#,
            "unresolved-name articles/a.txt: Here the reporter ⟦Pavel Zarubin⟧ met Gadi Eisenkot.",
        );
    }

    #[test]
    fn of_a_gazetteer_file_its_own_and_those_of_the_set() {
        check(
            r#"
#- gazetteer/a.toml
[x]
kind = "person"
name = "Gadi Eisenkot"
#- gazetteer/b.toml
$0[y]
kind = "persn"
name = "Benny Gantz"
"#,
            "unknown-kind gazetteer/b.toml: kind = \"⟦persn⟧\"",
        );
    }
}
