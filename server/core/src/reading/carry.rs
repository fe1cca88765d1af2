//! What an edit leaves as it was: the judgements of an open article in which no candidate has changed.
//!
//! Most keystrokes change a word that belongs to no candidate. Then all candidates of the article, their cues and
//! the titles are what they were, and so is what was made of them, but for their places. [`carry`] finds out
//! whether that is so, and moves what the previous reading says to its new place. Where it is not certain, it
//! gives nothing, and the article is settled anew.
//!
//! Beside the candidates a judgement depends on three things that an edit can change without changing one: what
//! stands between the candidates on either side of it, the words that the article writes in lower case, and
//! the words around the persons close by, which may call them by a title.

use std::ops::Range;
use std::sync::Arc;

use super::candidate::{Cues, Found, Item, TitleItem, What};
use super::piece::Piece;
use super::resolve::Between;
use super::titles::{self, SaidTitle};
use super::{Mention, Reading, Reason, Title};
use crate::gazetteer::Gazetteer;
use crate::text::Span;

/// A piece of an article with its place.
type Placed = (u32, Arc<Piece>);

/// What is made of the candidates.
pub struct Carried {
    /// As in [`Reading`].
    pub mentions: Vec<Mention>,
    /// Likewise.
    pub titles: Vec<Title>,
    /// Likewise.
    pub said: Vec<SaidTitle>,
}

/// What the previous reading says, at its places in the new text; none where the edit may have changed it. The
/// article's date, its language and its front matter's pins have to be the same, and it has no pinned links.
pub fn carry(text: &str, pieces: &[Placed], previous: &Reading, gazetteer: &Gazetteer) -> Option<Carried> {
    let edit = Edit::between(&previous.pieces, pieces)?;
    if !edit.keeps_candidates() || edit.in_headline() || !edit.keeps_neighbours(text, pieces) || !edit.keeps_lower(pieces) {
        return None;
    }
    let carried = Carried {
        mentions: previous.mentions.iter().map(|mention| edit.mention(mention)).collect(),
        titles: previous.titles.iter().map(|title| Title { span: edit.span(title.span), ..title.clone() }).collect(),
        said: previous.said.iter().map(|said| edit.said(said)).collect(),
    };
    edit.keeps_titles(text, &carried, previous, gazetteer).then_some(carried)
}

/// The one piece that differs, and where. Offsets without another word are bytes of the piece.
struct Edit<'a> {
    /// Its number.
    piece: usize,
    /// Where it starts in the article.
    at: u32,
    old: &'a Piece,
    new: &'a Piece,
    /// Where the two begin to differ.
    start: u32,
    /// Where they cease to.
    old_end: u32,
    new_end: u32,
}

impl<'a> Edit<'a> {
    /// The edit that makes the second of the first; none where it touches more than one piece.
    fn between(old: &'a [Placed], new: &'a [Placed]) -> Option<Edit<'a>> {
        if old.len() != new.len() || old.first()?.0 != new.first()?.0 {
            return None;
        }
        let differ = |(old, new): (&Placed, &Placed)| !Arc::ptr_eq(&old.1, &new.1);
        let piece = old.iter().zip(new).position(differ).unwrap_or(0);
        if old.iter().zip(new).skip(piece + 1).any(differ) {
            return None;
        }
        let (before, after) = (&*old[piece].1, &*new[piece].1);
        // What lies between the pieces, such as fenced code, is as long as it was.
        let (old_length, new_length) = (before.text.len() as u32, after.text.len() as u32);
        let moved = |n: usize| if n > piece { old[n].0 - old_length + new_length } else { old[n].0 };
        if (0..new.len()).any(|n| new[n].0 != moved(n)) {
            return None;
        }
        let (a, b) = (before.text.as_bytes(), after.text.as_bytes());
        let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let rest = a.len().min(b.len()) - start;
        let same = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let (old_end, new_end) = ((a.len() - same) as u32, (b.len() - same) as u32);
        Some(Edit { piece, at: new[piece].0, old: before, new: after, start: start as u32, old_end, new_end })
    }

    /// An offset behind the edit, in the new piece or article.
    fn behind(&self, at: u32) -> u32 {
        at - self.old_end + self.new_end
    }

    /// A span of the previous article in the new one.
    fn span(&self, span: Span) -> Span {
        let start = if span.start >= self.at + self.old_end { self.behind(span.start) } else { span.start };
        let end = if span.end > self.at + self.start { self.behind(span.end) } else { span.end };
        Span { start, end }
    }

    fn mention(&self, mention: &Mention) -> Mention {
        let mut moved = mention.clone();
        moved.span = self.span(mention.span);
        match &mut moved.reason {
            Reason::Short { full: place, .. }
            | Reason::Acronym { full: place }
            | Reason::Office { at: place, .. }
            | Reason::Pin(place) => *place = self.span(*place),
            Reason::Listed { .. }
            | Reason::Demonym { .. }
            | Reason::Licensed { .. }
            | Reason::Country { .. }
            | Reason::Weak { .. }
            | Reason::Several(_)
            | Reason::Unknown(_)
            | Reason::Proposed { .. } => {}
        }
        moved
    }

    fn said(&self, said: &SaidTitle) -> SaidTitle {
        SaidTitle {
            span: self.span(said.span),
            title: self.span(said.title),
            before_title: self.span(Span::new(said.before_title, said.before_title + 1)).start,
            former: said.former.map(|former| self.span(former)),
            ..said.clone()
        }
    }

    /// Whether the piece has a headline, where the words beside a candidate may make it a longer name.
    fn in_headline(&self) -> bool {
        self.new.found.items.iter().any(|item| item.cues.has(Cues::HEADLINE) && item.what == What::Unknown)
    }

    /// Whether the piece has the same candidates and titles as before, all apart from the edit.
    fn keeps_candidates(&self) -> bool {
        let Found { items: old_items, titles: old_titles, links: old_links, .. } = &self.old.found;
        let Found { items, titles, links, .. } = &self.new.found;
        let before = |span: Span| span.end <= self.start;
        let behind = |span: Span| span.start >= self.old_end;
        let moved = |span: Span| Span::new(self.behind(span.start), self.behind(span.end));
        // All behind the edit are as many tokens further on.
        let mut tokens = None;
        let same_item = |(old, new): (&Item, &Item)| {
            if before(old.span) {
                return old == new;
            }
            let by = new.tokens.0.wrapping_sub(old.tokens.0);
            behind(old.span) && *tokens.get_or_insert(by) == by && {
                let place = |token: u32| token.wrapping_add(by);
                let mut what = old.what;
                if let What::Known(known) = &mut what {
                    (known.first, known.last, known.span) = (place(known.first), place(known.last), moved(known.span));
                }
                *new == Item { span: moved(old.span), tokens: (place(old.tokens.0), place(old.tokens.1)), what, ..*old }
            }
        };
        let same_title = |(old, new): (&TitleItem, &TitleItem)| {
            (before(old.span) && old == new) || (behind(old.span) && *new == TitleItem { span: moved(old.span), ..*old })
        };
        old_links.is_empty()
            && links.is_empty()
            && items.len() == old_items.len()
            && titles.len() == old_titles.len()
            && old_items.iter().zip(items).all(same_item)
            && old_titles.iter().zip(titles).all(same_title)
    }

    /// Whether the candidates on either side of the edit stand to each other as before.
    fn keeps_neighbours(&self, text: &str, pieces: &[Placed]) -> bool {
        let first = self.new.found.items.partition_point(|item| item.span.end <= self.start);
        let placed = |start: u32, item: &Item| item.placed(start, 0);
        let (before, behind) = self.new.found.items.split_at(first);
        let left = before.last().map(|item| placed(self.at, item)).or_else(|| {
            pieces[..self.piece].iter().rev().find_map(|(start, piece)| Some(placed(*start, piece.found.items.last()?)))
        });
        let right = behind.first().map(|item| placed(self.at, item)).or_else(|| {
            pieces[self.piece + 1..].iter().find_map(|(start, piece)| Some(placed(*start, piece.found.items.first()?)))
        });
        let (Some(left), Some(right)) = (left, right) else { return true };
        let (from, until) = (self.at + self.start, self.at + self.new_end);
        let kept = (from - left.span.end) + (right.span.start - until);
        if kept > Between::FAR {
            return true;
        }
        let gap = |changed: &str| {
            [Span::new(left.span.end, from).of(text), changed, Span::new(until, right.span.start).of(text)].concat()
        };
        let old_right = match behind.first() {
            Some(_) => self.old.found.items[first].tokens,
            None => right.tokens,
        };
        let changed = |piece: &'a Piece, end: u32| piece.text.get(self.start as usize..end as usize);
        let (Some(old), Some(new)) = (changed(self.old, self.old_end), changed(self.new, self.new_end)) else { return false };
        Between::new(&left, &Item { tokens: old_right, ..right }, &gap(old)) == Between::new(&left, &right, &gap(new))
    }

    /// Whether the words in lower case that came or went are no candidate's.
    fn keeps_lower(&self, pieces: &[Placed]) -> bool {
        /// An edit of more words than this is no keystroke.
        const MANY: usize = 16;
        let (old, new) = (&self.old.found.lower[..], &self.new.found.lower[..]);
        let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[same..], &new[same..]);
        let same = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
        let changed: Vec<u64> = old[..old.len() - same].iter().chain(&new[..new.len() - same]).copied().collect();
        if changed.len() > MANY {
            return false;
        }
        let is_word = |item: &Item| item.what == What::Unknown && item.words() == 1 && changed.contains(&item.whole);
        changed.is_empty() || !pieces.iter().any(|(_, piece)| piece.found.items.iter().any(is_word))
    }

    /// Whether the persons close to the edit are called by the same titles.
    fn keeps_titles(&self, text: &str, carried: &Carried, previous: &Reading, gazetteer: &Gazetteer) -> bool {
        /// Further on, in bytes, no title that is said of a person can be about another.
        const CHAIN: u32 = 1000;
        if gazetteer.offices().is_empty() {
            return true;
        }
        let Carried { mentions, said, .. } = carried;
        let (from, until) = (self.at + self.start, self.at + self.new_end);
        let reaching = |reach: u32| mentions.partition_point(|mention| mention.span.end + reach < from);
        let end = mentions.partition_point(|mention| mention.span.start <= until + titles::REACH);
        let near: Range<usize> = reaching(titles::REACH)..end;
        // A title may explain a surname here, and so wherever else it stands.
        let may_explain = |n: usize| match mentions[n].reason {
            Reason::Office { .. } => true,
            _ => {
                titles::surnames::is_open(text, &mentions[n])
                    && (previous.explained || titles::may_follow(text, mentions, n, gazetteer))
            }
        };
        if near.clone().any(may_explain) {
            return false;
        }
        let some = reaching(CHAIN).min(near.start)..end;
        let is_near = |said: &&SaidTitle| near.contains(&(said.holder as usize));
        let found = titles::find(text, mentions, some, gazetteer);
        found.iter().filter(is_near).eq(said.iter().filter(is_near))
    }
}
