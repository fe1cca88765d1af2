//! Fields of a line, read as the fields of a gazetteer's block: the same fields, meanings and errors.

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::lines::Line;
use super::{Import, Imported, Problems};
use crate::gazetteer::foreign;
use crate::settings::Settings;

/// Reads the fields of lines.
pub(super) struct Blocks<'a> {
    import: &'a Import,
    settings: Settings,
}

impl<'a> Blocks<'a> {
    pub fn new(import: &'a Import, settings: &Settings) -> Blocks<'a> {
        let mut settings = settings.clone();
        // Of a list that others keep, nobody mends the names; the common-word guard answers for them.
        settings.rules.insert("weak-name".to_owned(), None);
        Blocks { import, settings }
    }

    /// The entry of a line with those fields, `id` among them.
    pub fn entry<'t>(&'t self, line: Line<'_>, mut fields: DeTable<'t>, problems: &mut Problems) -> Option<Imported> {
        let id = match fields.remove("id").map(Spanned::into_inner) {
            Some(DeValue::String(id)) if !id.trim().is_empty() => id,
            Some(_) => {
                problems.broken(line.number, line.span, "`id` wants text or a number.");
                return None;
            }
            None => {
                problems.broken(line.number, line.span, "This entry has no `id`; it is left out.");
                return None;
            }
        };
        let weight = fields.remove("weight").map(Spanned::into_inner);
        if let (Some(kind), false) = (&self.import.kind, fields.contains_key("kind")) {
            fields.insert(key("kind"), text(kind.as_ref()));
        }
        let (entry, findings) = foreign::read(id.trim(), line.span, &fields, &self.settings);
        for finding in findings {
            problems.add(line.number, line.span, finding.rule, finding.message);
        }
        let mut entry = entry?;
        entry.weight = weight.as_ref().map_or(0, self::weight);
        for name in &mut entry.names {
            name.lang = name.lang.take().or_else(|| self.import.language.clone());
        }
        Some(Imported { entry, line: line.number, span: line.span })
    }
}

/// A number of inhabitants or the like; 0 where it is none.
fn weight(value: &DeValue<'_>) -> u32 {
    let DeValue::String(words) = value else { return 0 };
    words.trim().parse::<u64>().map_or(0, |weight| u32::try_from(weight).unwrap_or(u32::MAX))
}

/// A key. Places in a line are not told apart.
pub(super) fn key<'t>(words: impl Into<DeString<'t>>) -> Spanned<DeString<'t>> {
    Spanned::new(0..0, words.into())
}

/// A text.
pub(super) fn text<'t>(words: impl Into<DeString<'t>>) -> Spanned<DeValue<'t>> {
    Spanned::new(0..0, DeValue::String(words.into()))
}
