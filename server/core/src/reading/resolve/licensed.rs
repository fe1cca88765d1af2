//! Forms that no entry lists but some entry licenses ([`crate::reading::licensed`]).

use super::Document;
use crate::gazetteer::EntryIx;
use crate::reading::candidate::{Cues, What};
use crate::reading::licensed::{self, Licence, Licensed};
use crate::reading::{Mention, Reason, Status, Support};

pub(super) use licensed::body;

impl Document<'_> {
    /// Asks once for each different unknown form what it may stand for.
    pub(super) fn find_licences(&mut self) {
        if self.gazetteer.is_empty() {
            return;
        }
        for item in self.items.iter().filter(|item| item.what == What::Unknown) {
            let (text, gazetteer) = (self.offered.text, self.gazetteer);
            if !item.cues.has(Cues::ACRONYM) && !licensed::may_end(item.tail, gazetteer) {
                continue;
            }
            self.licences.entry(item.whole).or_insert_with(|| licensed::of(item.span.of(text), gazetteer));
        }
    }

    fn licences(&self, n: usize) -> &[Licensed] {
        if self.items[n].what != What::Unknown {
            return &[];
        }
        self.licences.get(&self.items[n].whole).map_or(&[], |licences| licences)
    }

    /// The one entry that licenses the form, where that needs no help.
    pub(super) fn licensed(&self, n: usize) -> Option<Mention> {
        let licences = self.licences(n);
        let mut alone = licences.iter().filter(|licensed| licensed.licence.stands_alone());
        let only = alone.next().filter(|_| alone.next().is_none())?;
        Some(self.by_licence(n, *only, None))
    }

    /// A body of a state without its country, where the cues around it leave one.
    pub(super) fn bare_body(&self, n: usize) -> Option<Mention> {
        let bare: Vec<Licensed> = self.licences(n).iter().copied().filter(|licensed| licensed.licence == Licence::Bare).collect();
        if bare.is_empty() {
            return None;
        }
        let (left, support) = self.narrowed(n, &licensed::entries(&bare));
        self.chosen(n, &bare, &left, support?)
    }

    /// A form that needs the help of the document.
    pub(super) fn licensed_in_support(&self, n: usize) -> Option<Mention> {
        let licences = self.licences(n);
        let (left, support) = self.narrowed(n, &licensed::entries(licences));
        let support = support?;
        let helped: Vec<Licensed> = licences
            .iter()
            .copied()
            .filter(|licensed| licensed.licence != Licence::Bare)
            .filter(|licensed| !licensed.licence.needs_the_name() || self.present.contains(&licensed.name.entry))
            .collect();
        self.chosen(n, &helped, &left, support)
    }

    /// The mention of the one entry that is left, or an ambiguous one of several.
    fn chosen(&self, n: usize, licences: &[Licensed], left: &[EntryIx], support: Support) -> Option<Mention> {
        let licences: Vec<Licensed> = licences.iter().copied().filter(|licensed| left.contains(&licensed.name.entry)).collect();
        match licences[..] {
            [] => None,
            [only] => Some(self.by_licence(n, only, Some(support))),
            _ => Some(self.ambiguous(&self.items[n], licensed::entries(&licences))),
        }
    }

    fn by_licence(&self, n: usize, licensed: Licensed, support: Option<Support>) -> Mention {
        let Licensed { name, licence } = licensed;
        Mention {
            span: self.items[n].span,
            kind: self.gazetteer.entry(name.entry).kind,
            status: Status::Resolved(Some(name.entry)),
            reason: Reason::Licensed { name, licence, support },
        }
    }
}
