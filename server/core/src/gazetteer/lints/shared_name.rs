//! `shared-name`: a name that two entries have, so that articles cannot tell them apart.
//!
//! A weak name is no trouble: it needs support from the context. `not` says that both are right, and
//! silences the lint whichever of the two says it. So do names whose times lie apart (Leningrad the
//! city, Leningrad the band), names that must be written exactly and are written differently, and posts
//! of different bodies, since every country has a president.

use super::{Set, fix, in_quotes, related};
use crate::gazetteer::date::Answer;
use crate::gazetteer::name_table::{Case, Use};
use crate::gazetteer::{EntryIx, Gazetteer, Name};
use crate::text::Span;

/// How many of the others are shown.
const SHOWN: usize = 3;

pub(super) fn check(set: &mut Set<'_>) {
    if !set.is_on("shared-name") {
        return;
    }
    let gazetteer = set.gazetteer;
    for form in gazetteer.names().all_forms().chain(gazetteer.posts().all_forms()) {
        if form.uses.clone().nth(1).is_none() {
            continue;
        }
        let mut uses: Vec<Use> = form.uses.filter(|used| !used.weak && !used.declined).collect();
        // What an import adds to an entry is not for the editor to mend.
        uses.retain(|used| (used.name.name as usize) < gazetteer.as_written(used.name.entry).names.len());
        uses.sort_by_key(|used| used.name);
        for (n, used) in uses.iter().enumerate() {
            // One entry may list a form twice: its first stands for it.
            if n > 0 && uses[n - 1].name.entry == used.name.entry {
                continue;
            }
            let others: Vec<&Use> = uses[..n].iter().filter(|other| clash(gazetteer, other, used)).take(SHOWN).collect();
            if !others.is_empty() {
                report(set, used, &others);
            }
        }
    }
}

fn report(set: &mut Set<'_>, used: &Use, others: &[&Use]) {
    let gazetteer = set.gazetteer;
    let ix = used.name.entry;
    let (entry, file, name) = (gazetteer.entry(ix), gazetteer.file_of(ix), gazetteer.name(used.name));
    let other = gazetteer.entry(others[0].name.entry);
    let message = format!(
        "“{}” is also a name of {} (“{}”), so articles cannot tell the two apart. If they are the same, merge them; if both \
         are right, write not = [\"{}\"]; if the name alone says too little, weak = true.",
        name.form,
        other.name(),
        other.id,
        in_quotes(&other.id)
    );
    let fixes = entry.end.filter(|_| entry.not.is_empty()).map(|end| {
        let new = format!("\nnot = [\"{}\"]", in_quotes(&other.id));
        fix(file, format!("Say that it is not “{}”", other.id), Span::at(end), new)
    });
    if let Some(finding) = set.add("shared-name", file, entry, (name.span, &name.form), message) {
        finding.related = others
            .iter()
            .map(|other| {
                let ix = other.name.entry;
                let says = format!("a name of {}", gazetteer.entry(ix).name());
                related(gazetteer.file_of(ix), gazetteer.name(other.name).span, says)
            })
            .collect();
        finding.fixes.extend(fixes);
    }
}

/// Whether the two can be taken for each other.
fn clash(gazetteer: &Gazetteer, a: &Use, b: &Use) -> bool {
    let (x, y) = (a.name.entry, b.name.entry);
    let (first, second) = (gazetteer.name(a.name), gazetteer.name(b.name));
    let told_apart = a.case == Case::Exact && b.case == Case::Exact && first.form != second.form;
    let (of_first, of_second) = (&gazetteer.entry(x).of, &gazetteer.entry(y).of);
    let other_body = matches!((of_first, of_second), (Some(one), Some(other)) if one.id != other.id);
    x != y && !told_apart && !other_body && !apart(first, second) && !says_not(gazetteer, x, y) && !says_not(gazetteer, y, x)
}

/// Whether one name is certainly out of use before the other comes in.
fn apart(a: &Name, b: &Name) -> bool {
    let before = |a: &Name, b: &Name| a.until.zip(b.from).is_some_and(|(until, from)| until.before(from) == Answer::Yes);
    before(a, b) || before(b, a)
}

fn says_not(gazetteer: &Gazetteer, entry: EntryIx, other: EntryIx) -> bool {
    gazetteer.entry(entry).not.iter().any(|id| gazetteer.find(&id.id) == Some(other))
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::lints::tests::{fires, fires_in, fixed};

    fn entry(id: &str, fields: &str) -> String {
        let kind = if fields.contains("kind") { "" } else { "kind = \"place\"\n" };
        format!("[{id}]\n{kind}name = \"Place {id}\"\n{fields}\n")
    }

    #[track_caller]
    fn check(a: &str, b: &str, at: &[&str]) {
        fires("shared-name", &[entry("a", a), entry("b", b)].concat(), at);
    }

    #[test]
    fn cases() {
        let same = "names = [\"Springfield\"]";
        check(same, same, &["Springfield"]);
        check(same, "names = [\"SPRINGFIELD\", \"Spríngfield\"]", &["SPRINGFIELD"]);
        check(same, "names = [\"Springfield\"]\nkind = \"person\"", &["Springfield"]);
        check(same, "names = [{ form = \"Springfield\", as = \"misspelling\" }]", &["Springfield"]);
        check(same, "names = [\"Springfeld\"]", &[]);
        check(same, "names = [{ form = \"Springfield\", weak = true }]", &[]);
        check("names = [\"Springfield\", \"springfield\"]", "", &[]);
    }

    #[test]
    fn not() {
        let same = "names = [\"Springfield\"]";
        check(same, "names = [\"Springfield\"]\nnot = [\"a\"]", &[]);
        check("names = [\"Springfield\"]\nnot = \"b\"", same, &[]);
        check(same, "names = [\"Springfield\"]\nnot = [\"c\"]", &["Springfield"]);
        // An old id of the other will do.
        check("names = [\"Springfield\"]\nformerly = \"old\"", "names = [\"Springfield\"]\nnot = [\"old\"]", &[]);
    }

    #[test]
    fn case_and_time() {
        let exact = |form: &str| format!("names = [{{ form = \"{form}\", case = \"exact\" }}]");
        check(&exact("WHO"), &exact("Who"), &[]);
        check(&exact("WHO"), &exact("WHO"), &["WHO"]);
        check(&exact("WHO"), "names = [\"Who\"]", &["Who"]);
        let dated = |dates: &str| format!("names = [{{ form = \"Leningrad\", {dates} }}]");
        check(&dated("until = \"1991\""), &dated("from = \"1997\""), &[]);
        check(&dated("until = \"1991~\""), &dated("from = \"1997\""), &["Leningrad"]);
    }

    #[test]
    fn posts() {
        let post = |of: &str| format!("kind = \"post\"\nnames = [\"Foreign Minister\"]\n{of}");
        check(&post("of = \"x\""), &post("of = \"y\""), &[]);
        check(&post("of = \"x\""), &post("of = \"x\""), &["Foreign Minister"]);
        check(&post(""), "names = [\"Foreign Minister\"]", &[]);
    }

    #[test]
    fn of_many_each_is_reported_once() {
        let same = "names = [\"Springfield\"]";
        let texts: Vec<String> = ["a", "b", "c", "d", "e"].iter().map(|id| entry(id, same)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = fires_in("shared-name", &texts, &["2:Springfield", "3:Springfield", "4:Springfield", "5:Springfield"]);
        assert_eq!(found.iter().map(|finding| finding.related.len()).collect::<Vec<_>>(), [1, 2, 3, 3]);
    }

    #[test]
    fn the_fix_says_not() {
        let (a, b) =
            ("[\"a b\"]\nkind = \"place\"\nname = \"Springfield\"\n", entry("b", "names = [\n  \"Springfield\",\n] # here"));
        let b = b.trim_end();
        fixed("shared-name", &format!("{a}{b}\n\n# next\n"), &format!("{a}{b}\nnot = [\"a b\"]\n\n# next\n"));
    }
}
