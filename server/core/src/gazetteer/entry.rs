//! An entry of the gazetteer as it was read: plain data, each part with its place in the source.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::date::Date;
use crate::text::Span;

/// What sort of thing an entry or a mention is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Kind {
    /// A human being.
    Person,
    /// A country, town, region, river, base …
    Place,
    /// A body with a name: ministry, army, company, party, think tank.
    Organisation,
    /// A nation, people or faith, as an adjective or a noun.
    Group,
    /// A weapon, ship, aircraft or missile.
    Weapon,
    /// An operation, war, summit or election.
    Event,
    /// A newspaper, agency or platform.
    Media,
    /// An office that persons hold.
    Post,
    /// Anything else with a name: treaties, laws, pipelines, programmes.
    Other,
}

impl Kind {
    /// All kinds, in the order they are documented.
    pub const ALL: [Kind; 9] = [
        Kind::Person,
        Kind::Place,
        Kind::Organisation,
        Kind::Group,
        Kind::Weapon,
        Kind::Event,
        Kind::Media,
        Kind::Post,
        Kind::Other,
    ];

    /// The word used in gazetteers, JSON and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organisation => "organisation",
            Kind::Group => "group",
            Kind::Weapon => "weapon",
            Kind::Event => "event",
            Kind::Media => "media",
            Kind::Post => "post",
            Kind::Other => "other",
        }
    }

    /// The kind of that name.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// How a name is used: the `as` of a listed form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum NameUse {
    /// The entry's `name`: the form the house prefers.
    House,
    /// Another accepted spelling (the default of `names`).
    #[default]
    Spelling,
    /// An acronym or abbreviation.
    Abbreviation,
    /// A nickname or nom de guerre.
    Nickname,
    /// A name borne formerly.
    Former,
    /// A word for its people ("Muscovite").
    Demonym,
    /// A designation of a weapon or unit ("Su-24", "SA-21 Growler").
    Designation,
    /// A known mistake, reported with the house form as the fix.
    Misspelling,
    /// A form the house does not print.
    Avoid,
}

impl NameUse {
    /// The words allowed for `as`.
    pub const WRITABLE: [(&'static str, NameUse); 8] = [
        ("spelling", NameUse::Spelling),
        ("abbreviation", NameUse::Abbreviation),
        ("nickname", NameUse::Nickname),
        ("former", NameUse::Former),
        ("demonym", NameUse::Demonym),
        ("designation", NameUse::Designation),
        ("misspelling", NameUse::Misspelling),
        ("avoid", NameUse::Avoid),
    ];

    /// What such a form is called in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            NameUse::House => "name",
            NameUse::Spelling => "spelling",
            NameUse::Abbreviation => "abbreviation",
            NameUse::Nickname => "nickname",
            NameUse::Former => "former name",
            NameUse::Demonym => "demonym",
            NameUse::Designation => "designation",
            NameUse::Misspelling => "misspelling",
            NameUse::Avoid => "form to avoid",
        }
    }
}

/// Where a statement comes from. Allowed on entries, names, roles and relations. Few say so, hence
/// the box that holds it there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Provenance {
    /// Citation or address.
    pub source: Option<Arc<str>>,
    /// Day it was last checked.
    pub checked: Option<Date>,
    /// Who wrote or checked it.
    pub by: Option<Arc<str>>,
    /// Free words.
    pub note: Option<Arc<str>>,
    /// How sure its author is, free words.
    pub certainty: Option<Arc<str>>,
    /// `draft`, `reviewed`, or not said.
    pub status: Option<Status>,
}

/// Editorial state of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub enum Status {
    /// Not looked at yet.
    Draft,
    /// Checked by a person.
    Reviewed,
}

/// One written form of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// As written in the gazetteer.
    pub form: Arc<str>,
    /// Its use.
    pub usage: NameUse,
    /// Language code, where given.
    pub lang: Option<Arc<str>>,
    /// `case = "exact"`: matches only as written.
    pub exact_case: bool,
    /// Needs support from the context to resolve.
    pub weak: bool,
    /// In use from that date.
    pub from: Option<Date>,
    /// In use until that date.
    pub until: Option<Date>,
    /// Where it comes from, if it says.
    pub provenance: Option<Box<Provenance>>,
    /// Where the form stands in its file (without the quotes).
    pub span: Span,
}

/// A reference to another entry by id, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IdRef {
    /// The id as written; it may not exist, or redirect.
    pub id: Arc<str>,
    /// Where it stands in its file (without the quotes).
    pub span: Span,
}

/// A person's holding of a post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Role {
    /// The post.
    pub post: IdRef,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day; none while it goes on or where unknown.
    pub until: Option<Date>,
    /// `acting = true` or `interim = true`.
    pub acting: bool,
    /// Where it comes from, if it says.
    pub provenance: Option<Box<Provenance>>,
    /// The whole inline table in its file.
    pub span: Span,
    /// Where its last field ends (byte offset); none where it is a post's id alone.
    pub fields_end: Option<u32>,
}

/// A dated relation to another entry: `part_of`, `member_of`, `family_of`, `succeeds` …
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// The field's name, such as `part_of`.
    pub relation: Arc<str>,
    /// The other entry.
    pub to: IdRef,
    /// Holds from that date.
    pub from: Option<Date>,
    /// Holds until that date.
    pub until: Option<Date>,
    /// Where it comes from, if it says.
    pub provenance: Option<Box<Provenance>>,
}

/// How many may hold a post at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub enum Holders {
    /// One at a time.
    #[default]
    One,
    /// Any number.
    Many,
}

/// One entity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Stable id: the table header.
    pub id: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// The corpus's own kind as written, where `kind` is one of those under a built-in kind.
    pub custom_kind: Option<Arc<str>>,
    /// One sentence for the hover.
    pub description: Option<Arc<str>>,
    /// `names[0]` is the house form; never empty.
    pub names: Vec<Name>,
    /// Posts held.
    pub roles: Vec<Role>,
    /// Other relations.
    pub relations: Vec<Relation>,
    /// Namesakes often confused with this one.
    pub not: Vec<IdRef>,
    /// Ids that were merged into or renamed to this one.
    pub formerly: Vec<IdRef>,
    /// Of a post: the body or country it belongs to.
    pub of: Option<IdRef>,
    /// Of a post: how many hold it at once.
    pub holders: Holders,
    /// Born, founded, begun.
    pub from: Option<Date>,
    /// Died, dissolved, ended.
    pub until: Option<Date>,
    /// Article (path relative to the corpus root) that presents it.
    pub profile: Option<IdRef>,
    /// External ids: `wikidata = "Q…"`.
    pub links: BTreeMap<Arc<str>, Arc<str>>,
    /// Why it is watched: `sanction`, `role.pep` … Words of the source, as written.
    pub topics: Vec<Arc<str>>,
    /// How much of the world means this one by its names: a place's inhabitants. 0 where nobody says. It
    /// orders lists and decides nothing.
    pub weight: u32,
    /// Where the entry comes from, if it says.
    pub provenance: Option<Box<Provenance>>,
    /// The id inside the header's brackets (without them), where definition lands.
    pub header: Span,
    /// The whole block, header included.
    pub block: Span,
    /// Where a field can be added, as a new line: the end of its last line (byte offset). None while the
    /// last good version stands in for a broken block.
    pub end: Option<u32>,
}

impl Entry {
    /// An entry that says nothing yet but where it stands; it still needs a name.
    pub(crate) fn blank(id: Arc<str>, header: Span, block: Span) -> Entry {
        Entry {
            id,
            kind: Kind::Other,
            custom_kind: None,
            description: None,
            names: Vec::new(),
            roles: Vec::new(),
            relations: Vec::new(),
            not: Vec::new(),
            formerly: Vec::new(),
            of: None,
            holders: Holders::One,
            from: None,
            until: None,
            profile: None,
            links: BTreeMap::new(),
            topics: Vec::new(),
            weight: 0,
            provenance: None,
            header,
            block,
            end: None,
        }
    }

    /// The entry with all its places set to the header of the block that should hold it.
    pub(super) fn moved_to(mut self, header: Span, block: Span) -> Entry {
        let ids = self.not.iter_mut().chain(&mut self.formerly).chain(&mut self.of).chain(&mut self.profile);
        ids.for_each(|id| id.span = header);
        self.names.iter_mut().for_each(|name| name.span = header);
        self.relations.iter_mut().for_each(|relation| relation.to.span = header);
        for role in &mut self.roles {
            (role.span, role.post.span, role.fields_end) = (header, header, None);
        }
        (self.header, self.block, self.end) = (header, block, None);
        self
    }

    /// The house form.
    pub fn name(&self) -> &str {
        &self.names[0].form
    }
}
