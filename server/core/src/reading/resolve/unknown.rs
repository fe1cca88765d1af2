//! Unknown names: whether enough speaks for a name, and a guess of its kind.

use super::Document;
use super::people::may_be_person;
use crate::gazetteer::Kind;
use crate::reading::candidate::{Cues, Item, What};
use crate::reading::{Mention, Reason, Status};
use crate::text::words;

impl Document<'_> {
    /// What no entry explains.
    pub(super) fn unknown(&self, n: usize) -> Option<Mention> {
        let item = &self.items[n];
        match item.what {
            What::Known(_) => self.unsupported(item),
            What::Country(_) if self.english => Some(country(item)),
            What::Unknown if self.english && self.is_name(item) => Some(unknown(item)),
            _ => None,
        }
    }

    /// A listed form that nothing supports: unknown, unless it is an ordinary word.
    fn unsupported(&self, item: &Item) -> Option<Mention> {
        let What::Known(known) = item.what else { return None };
        let ordinary =
            item.cues.has(Cues::ORDINARY) || item.cues.has(Cues::INITIAL.or(Cues::HEADLINE)) && words::ordinary(item.whole);
        let used = known.names(self.gazetteer.names()).find(|used| !used.declined)?;
        (!ordinary || item.cues.has(Cues::TITLED)).then_some(Mention {
            span: item.span,
            kind: used.kind,
            status: Status::Unresolved,
            reason: Reason::Weak { name: used.name },
        })
    }

    /// Whether enough speaks for a name.
    fn is_name(&self, item: &Item) -> bool {
        let cues = item.cues;
        let placed = cues.has(Cues::INITIAL.or(Cues::HEADLINE));
        let elsewhere = self.capitals.get(&item.whole).copied().unwrap_or_default();
        if item.words() > 1 {
            return !cues.has(Cues::ORDINARY)
                || elsewhere > u32::from(!placed)
                || !placed
                || (cues.has(Cues::BODY.or(Cues::PLACE).or(Cues::EVENT)) && !cues.has(Cues::HEADLINE));
        }
        if cues.has(Cues::ORDINARY) {
            let acronym = cues.has(Cues::ACRONYM) && !placed && !cues.has(Cues::LABEL);
            let seen = elsewhere > u32::from(!placed) && !cues.has(Cues::PLURAL);
            return !cues.has(Cues::HEADLINE) && (cues.has(Cues::TITLED) || acronym || seen);
        }
        elsewhere > 0 || self.offered.lower.binary_search(&item.whole).is_err()
    }
}

/// A country that the gazetteer has no entry for.
fn country(item: &Item) -> Mention {
    let reason = Reason::Unknown("it is a country");
    Mention { span: item.span, kind: Kind::Place, status: Status::Unresolved, reason }
}

/// An unknown name, with a guess of its kind.
fn unknown(item: &Item) -> Mention {
    let cues = item.cues;
    let (kind, why) = match () {
        () if cues.has(Cues::TITLED) => (Kind::Person, "a title stands before it"),
        () if cues.has(Cues::BODY) => (Kind::Organisation, "it ends like the name of a body"),
        () if cues.has(Cues::EVENT) => (Kind::Event, "it ends like the name of an event"),
        () if cues.has(Cues::PLACE) => (Kind::Place, "it ends like the name of a place"),
        () if cues.has(Cues::DESIGNATION) => (Kind::Weapon, "it is written like a designation"),
        () if cues.has(Cues::ACRONYM) => (Kind::Organisation, "it is an acronym"),
        () if cues.has(Cues::LOCATED) && item.words() == 1 => (Kind::Place, "something is said to be there"),
        () if may_be_person(item) && item.words() > 1 => (Kind::Person, "it is a run of capitalised words"),
        () if item.words() > 1 => (Kind::Organisation, "it is a run of capitalised words"),
        () if cues.has(Cues::INITIAL) => (Kind::Other, "it is no English word"),
        () => (Kind::Other, "it is capitalised in mid-sentence"),
    };
    Mention { span: item.span, kind, status: Status::Unresolved, reason: Reason::Unknown(why) }
}
