//! `csv` and `tsv`: tables, one entry a row. The configuration says which columns say what.

use std::io::{self, BufRead, Seek};
use std::ops::ControlFlow;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::block::{Blocks, key, text};
use super::lines::Line;
use super::rows::{self, Row};
use super::{Format, Import, Imported, Problems};
use crate::gazetteer::{NameUse, fields};
use crate::settings::Settings;

/// Which columns of a table say what. A field is one of the gazetteer's, or `id`, `weight`, `links.` with the name of a
/// list of ids, `names.` with a use or `weak`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Columns {
    /// The table begins with a header. Fields, each with the headers of its columns; a column whose header is a field that
    /// is not among them says that field.
    Headed(Vec<(String, Vec<String>)>),
    /// The table has no header. The fields of its columns in order; an empty one is passed over.
    Listed(Vec<String>),
}

impl Default for Columns {
    fn default() -> Columns {
        Columns::Headed(Vec::new())
    }
}

/// Fields that hold several values.
const LISTS: [&str; 5] = ["names", "roles", "topics", "not", "formerly"];
/// Fields that hold a date.
const DATES: [&str; 7] = ["from", "until", "born", "founded", "died", "dissolved", "checked"];

/// Whether a column may say that.
pub fn is_field(field: &str) -> bool {
    if let Some(usage) = field.strip_prefix("names.") {
        return usage == "weak" || NameUse::WRITABLE.iter().any(|(word, _)| *word == usage);
    }
    if let Some(list) = field.strip_prefix("links.") {
        return !list.is_empty();
    }
    matches!(field, "id" | "weight")
        || field != "links"
            && fields::ENTRY.iter().chain(fields::RELATIONS).chain(fields::PROVENANCE).any(|known| known.name == field)
}

/// Reads a table; how many lines it has.
pub(super) fn read<R: BufRead + Seek>(
    source: &mut R,
    import: &Import,
    settings: &Settings,
    problems: &mut Problems,
    each: &mut dyn FnMut(Imported),
) -> io::Result<u32> {
    let blocks = Blocks::new(import, settings);
    let tsv = import.format == Format::Tsv;
    let delimiter = import.delimiter.unwrap_or(if tsv { b'\t' } else { b',' });
    let mut table: Option<Table> = match &import.columns {
        Columns::Listed(fields) => {
            let column = |(n, field): (usize, &String)| (!field.is_empty()).then(|| (field.clone(), n));
            Some(Table { fields: fields.iter().enumerate().filter_map(column).collect(), width: fields.len() })
        }
        Columns::Headed(_) => None,
    };
    rows::each(source, delimiter, !tsv, problems, |row, problems| {
        let Some(table) = &table else {
            let Columns::Headed(mapped) = &import.columns else { return ControlFlow::Break(()) };
            table = Table::headed(row, mapped, problems);
            return if table.is_some() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        };
        if row.len() > table.width {
            let message = format!(
                "This row has {} columns and the table {}; it is left out. A value with the delimiter in it needs quotes.",
                row.len(),
                table.width
            );
            problems.broken(row.line, row.span, message);
        } else if let Some(imported) =
            blocks.entry(Line { text: "", number: row.line, span: row.span }, table.fields(row, &import.separator), problems)
        {
            each(imported);
        }
        ControlFlow::Continue(())
    })
}

/// A table whose columns are known.
struct Table {
    /// Each field with the number of its column.
    fields: Vec<(String, usize)>,
    /// How many columns there are.
    width: usize,
}

impl Table {
    /// The table with that header; none where no column says the id or the name, which is a problem.
    fn headed(header: Row<'_>, mapped: &[(String, Vec<String>)], problems: &mut Problems) -> Option<Table> {
        let headers: Vec<&str> = (0..header.len()).map(|column| header.get(column)).collect();
        let mut fields: Vec<(String, usize)> = Vec::new();
        let shown = || headers.iter().map(|header| format!("“{header}”")).collect::<Vec<_>>().join(", ");
        for (field, columns) in mapped {
            for column in columns {
                if let Some(n) = headers.iter().position(|header| header == column) {
                    fields.push((field.clone(), n));
                    continue;
                }
                let message =
                    format!("There is no column “{column}”, which `columns` maps to `{field}`. The columns are {}.", shown());
                problems.broken(header.line, header.span, message);
            }
        }
        for (n, column) in headers.iter().enumerate() {
            if is_field(column) && !mapped.iter().any(|(field, _)| field == column) {
                fields.push(((*column).to_owned(), n));
            }
        }
        for needed in ["id", "name"] {
            if !fields.iter().any(|(field, _)| field == needed) {
                let message = format!(
                    "No column says the `{needed}`, so nothing of this table is read. Say which does: columns = {{ {needed} = \"…\" }}. The \
                     columns are {}.",
                    shown()
                );
                problems.broken(header.line, header.span, message);
                return None;
            }
        }
        Some(Table { fields, width: headers.len() })
    }

    /// The fields of a row that say something.
    fn fields<'t>(&'t self, row: Row<'t>, separator: &str) -> DeTable<'t> {
        let mut table = DeTable::new();
        for (field, column) in &self.fields {
            let value = row.get(*column);
            if value.is_empty() {
                continue;
            }
            let values = value.split(separator).map(str::trim).filter(|value| !value.is_empty());
            if let Some(list) = field.strip_prefix("links.") {
                let links = table.entry(key("links")).or_insert_with(|| Spanned::new(0..0, DeValue::Table(DeTable::new())));
                if let DeValue::Table(links) = links.get_mut() {
                    links.insert(key(list), text(value));
                }
            } else if let Some(usage) = field.strip_prefix("names.") {
                values.for_each(|form| push(&mut table, "names", name(form, usage)));
            } else if LISTS.contains(&field.as_str()) || fields::RELATIONS.iter().any(|known| known.name == field) {
                values.for_each(|value| push(&mut table, field, text(value)));
            } else if DATES.contains(&field.as_str()) {
                table.insert(key(field.as_str()), text(super::day(value)));
            } else {
                table.insert(key(field.as_str()), text(value));
            }
        }
        table
    }
}

/// A name of that use.
fn name<'t>(form: &'t str, usage: &'t str) -> Spanned<DeValue<'t>> {
    let mut name = DeTable::new();
    name.insert(key("form"), text(form));
    if usage == "weak" {
        name.insert(key("weak"), Spanned::new(0..0, DeValue::Boolean(true)));
    } else {
        name.insert(key("as"), text(usage));
    }
    Spanned::new(0..0, DeValue::Table(name))
}

/// Adds a value to the list of a field.
fn push<'t>(table: &mut DeTable<'t>, field: &'t str, value: Spanned<DeValue<'t>>) {
    let list = table.entry(key(field)).or_insert_with(|| Spanned::new(0..0, DeValue::Array(DeArray::new())));
    if let DeValue::Array(list) = list.get_mut() {
        list.push(value);
    }
}
