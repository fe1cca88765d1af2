//! `until-before-from`: something that ends before it begins. Vague dates prove nothing.

use std::sync::Arc;

use crate::gazetteer::date::{Answer, Date};
use crate::gazetteer::report::Report;
use crate::text::Span;

/// Reports at `until`.
pub(in crate::gazetteer) fn check(from: (Date, Span), until: (Date, Span), id: &Arc<str>, report: &mut Report<'_>) {
    if until.0.before(from.0) != Answer::Yes {
        return;
    }
    let related = report.related(from.1, "where it begins");
    let message = format!("This ends ({}) before it begins ({}). One of the dates is wrong.", until.0, from.0);
    if let Some(finding) = report.add("until-before-from", until.1, message) {
        finding.entity = Some(Arc::clone(id));
        finding.related.push(related);
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::fires;

    #[test]
    fn cases() {
        let entry = |dates: &str| format!("[a]\nkind = \"person\"\nname = \"Abel\"\n{dates}\n");
        let check = |dates: &str, at: &[&str]| fires("until-before-from", &entry(dates), at);
        check("from = \"2019\"\nuntil = \"2018\"", &["2018"]);
        check("born = \"2018-06-03\"\ndied = \"2018-06-02\"", &["2018-06-02"]);
        check("roles = [{ post = \"p\", from = \"2018\", until = \"2017-12\" }]", &["2017-12"]);
        check("names = [{ form = \"Bela\", from = \"2018\", until = \"2017\" }]", &["2017"]);
        check("part_of = { id = \"p\", from = \"2018\", until = \"2017\" }", &["2017"]);
        check("from = \"2018\"\nuntil = \"2018\"", &[]);
        check("from = \"2018-06-03\"\nuntil = \"2018-06-03\"", &[]);
        check("from = \"2018-06-03\"\nuntil = \"2018\"", &[]);
        check("from = \"2019~\"\nuntil = \"2018\"", &[]);
    }
}
