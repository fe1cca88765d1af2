//! The fields of the format, each with a line that explains it: for messages, completion and hover.
//! `docs/gazetteer.md` is their manual; a test holds the two together.

/// A field that may be written in a gazetteer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it says, in one line.
    pub says: &'static str,
}

const fn field(name: &'static str, says: &'static str) -> Field {
    Field { name, says }
}

/// Of an entry, without [`RELATIONS`] and [`PROVENANCE`].
pub const ENTRY: &[Field] = &[
    field("kind", "What it is: person, place, organisation, group, weapon, event, media, post or other."),
    field("name", "The form the house prints."),
    field("description", "One sentence for readers who do not know it."),
    field("names", "Its other written forms."),
    field("roles", "The posts a person holds or held, with dates."),
    field("of", "Of a post: the body or country it belongs to."),
    field("holders", "Of a post: \"one\" at a time, or \"many\"."),
    field("not", "Ids of namesakes that are somebody else."),
    field("formerly", "Ids that were merged into this one or renamed."),
    field("profile", "The article that presents it: a path from the corpus root."),
    field("links", "Ids elsewhere, such as wikidata."),
    field("topics", "Why it is watched, in words of your own: \"sanction\", \"role.pep\"."),
    field("from", "When it was born, founded or began."),
    field("until", "When it died, was dissolved or ended."),
    field("born", "Another word for `from`."),
    field("founded", "Another word for `from`."),
    field("died", "Another word for `until`."),
    field("dissolved", "Another word for `until`."),
];

/// Ties to other entries. The value is an id, a table with `id`, or a list of these.
pub const RELATIONS: &[Field] = &[
    field("part_of", "What it is a part of: a town of its country, a ministry of its government."),
    field("member_of", "What it is a member of."),
    field("works_for", "Who employs it."),
    field("family_of", "Whose relative it is; `note` may say which."),
    field("succeeds", "Whose place it took."),
    field("country", "The state it belongs to."),
    field("based_in", "Where it has its seat."),
    field("owned_by", "Who owns it."),
    field("made_by", "Who makes it."),
    field("used_by", "Who uses it."),
    field("took_part_in", "The event it was part of."),
    field("related_to", "Any other tie; `note` says which."),
];

/// Of a name in `names`, besides [`PROVENANCE`].
pub const NAME: &[Field] = &[
    field("form", "The name as it is written."),
    field("as", "spelling, abbreviation, nickname, former, demonym, designation, misspelling or avoid."),
    field("lang", "Code of its language."),
    field("case", "\"exact\": matches only as it is written here."),
    field("weak", "true: means this entry only where the context supports it."),
    field("from", "In use from that date."),
    field("until", "In use until that date."),
];

/// Of a role, besides [`PROVENANCE`].
pub const ROLE: &[Field] = &[
    field("post", "Id of the post."),
    field("from", "First day."),
    field("until", "Last day; left out while it goes on."),
    field("acting", "true: holds it for somebody else."),
    field("interim", "true: holds it until somebody is named."),
];

/// Of a tie written as a table, besides [`PROVENANCE`].
pub const RELATION: &[Field] =
    &[field("id", "Id of the other entry."), field("from", "Since when."), field("until", "Until when.")];

/// Where a statement comes from: of entries, names, roles and ties.
pub const PROVENANCE: &[Field] = &[
    field("source", "Citation or address."),
    field("checked", "The day it was last checked."),
    field("by", "Who wrote or checked it."),
    field("note", "Free words."),
    field("certainty", "How sure its author is, in free words."),
    field("status", "\"draft\" or \"reviewed\"."),
];

/// What people write for a field when they mean another.
pub(super) const MEANT: &[(&str, &str)] = &[
    ("type", "kind"),
    ("alias", "names"),
    ("aliases", "names"),
    ("aka", "names"),
    ("variants", "names"),
    ("label", "name"),
    ("title", "name"),
    ("desc", "description"),
    ("about", "description"),
    ("summary", "description"),
    ("position", "roles"),
    ("positions", "roles"),
    ("offices", "roles"),
    ("posts", "roles"),
    ("different_from", "not"),
    ("distinct_from", "not"),
    ("aliases_of", "formerly"),
    ("old_ids", "formerly"),
    ("link", "links"),
    ("ids", "links"),
    ("topic", "topics"),
    ("tags", "topics"),
    ("start", "from"),
    ("since", "from"),
    ("begin", "from"),
    ("end", "until"),
    ("to", "until"),
    ("till", "until"),
    ("death", "died"),
    ("birth", "born"),
    ("family", "family_of"),
    ("successor_of", "succeeds"),
    ("located_in", "part_of"),
    ("location", "part_of"),
    ("parent", "part_of"),
    ("citizenship", "country"),
    ("nationality", "country"),
    ("headquarters", "based_in"),
    ("seat", "based_in"),
    ("manufacturer", "made_by"),
    ("operator", "used_by"),
    ("employer", "works_for"),
    ("text", "form"),
    ("spelling", "form"),
    ("use", "as"),
    ("language", "lang"),
    ("office", "post"),
    ("role", "post"),
    ("entry", "id"),
    ("author", "by"),
    ("notes", "note"),
    ("comment", "note"),
    ("sources", "source"),
    ("ref", "source"),
];
