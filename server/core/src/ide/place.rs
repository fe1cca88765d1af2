//! What is under the cursor, the same question for every gesture.
//!
//! In an open article: a mention, else a title. In a gazetteer file: an entry's header, one of its names,
//! an id that refers to another entry, or the article that presents it; the smallest of these.

use super::Analysis;
use crate::corpus::{ArticleRecord, RecordedMention, Referent};
use crate::finding::Location;
use crate::gazetteer::{Entry, EntryIx, IdRef};
use crate::text::Span;

/// The words under the cursor and what they stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The words.
    pub span: Span,
    /// What they stand for.
    pub thing: Thing<'a>,
}

/// What words can stand for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing<'a> {
    /// A mention or title in an article.
    Mention(&'a ArticleRecord, &'a RecordedMention),
    /// In a gazetteer file: an entry, by its header, a name or a reference to its id.
    Entry(EntryIx),
    /// In a gazetteer file: an id that no entry has.
    NoEntry(&'a IdRef),
    /// In a gazetteer file: the path of an article.
    Profile(&'a IdRef),
}

impl<'a> Place<'a> {
    /// What is under the cursor, if anything is.
    pub(super) fn at(analysis: &'a Analysis, path: &str, offset: u32) -> Option<Place<'a>> {
        if let Some(file) = analysis.gazetteer_file(path) {
            let entries = file.entries.iter().filter(|entry| entry.block.touches(offset));
            return smallest(entries.flat_map(|entry| in_entry(analysis, entry)), offset);
        }
        let record = analysis.open.get(path)?.record(&analysis.gazetteer);
        let of = |title: bool| record.mentions().iter().filter(move |mention| mention.title == title);
        let place = |mention: &'a RecordedMention| Place { span: mention.span, thing: Thing::Mention(record, mention) };
        smallest(of(false).map(place), offset).or_else(|| smallest(of(true).map(place), offset))
    }

    /// What mentions of the same thing are about.
    pub(super) fn referent(&self) -> Option<Referent> {
        match self.thing {
            Thing::Mention(record, mention) => Some(record.referent(mention).clone()),
            Thing::Entry(entry) => Some(Referent::Entry(entry)),
            Thing::NoEntry(_) | Thing::Profile(_) => None,
        }
    }
}

/// The ids by which an entry refers to others.
pub(super) fn references_in(entry: &Entry) -> impl Iterator<Item = &IdRef> {
    let roles = entry.roles.iter().map(|role| &role.post);
    let relations = entry.relations.iter().map(|relation| &relation.to);
    roles.chain(relations).chain(&entry.not).chain(&entry.of)
}

/// Every place where a gazetteer file refers to the entry, in no order.
pub(super) fn uses_of(analysis: &Analysis, entry: EntryIx) -> impl Iterator<Item = Location> {
    let entries = analysis.gazetteer.files().iter().flat_map(|file| file.entries.iter().map(move |entry| (&file.path, entry)));
    entries.flat_map(move |(path, other)| {
        let to_it = references_in(other).filter(move |id| analysis.gazetteer.find(&id.id) == Some(entry));
        to_it.map(|id| Location { path: path.clone(), span: id.span })
    })
}

fn in_entry<'a>(analysis: &'a Analysis, entry: &'a Entry) -> impl Iterator<Item = Place<'a>> {
    let found = |id: &IdRef| analysis.gazetteer.find(&id.id);
    let itself = analysis.gazetteer.find(&entry.id).map(Thing::Entry);
    let own = [entry.header].into_iter().chain(entry.names.iter().map(|name| name.span));
    let own = own.filter_map(move |span| itself.map(|thing| Place { span, thing }));
    let ids = references_in(entry).chain(&entry.formerly);
    let ids = ids.map(move |id| Place { span: id.span, thing: found(id).map_or(Thing::NoEntry(id), Thing::Entry) });
    own.chain(ids).chain(entry.profile.iter().map(|id| Place { span: id.span, thing: Thing::Profile(id) }))
}

/// Of the places that the offset touches, the shortest; where two meet at the cursor, the later.
fn smallest<'a>(places: impl Iterator<Item = Place<'a>>, offset: u32) -> Option<Place<'a>> {
    places.filter(|place| place.span.touches(offset)).min_by_key(|place| {
        let ends_here = place.span.end == offset;
        (ends_here, place.span.len())
    })
}
