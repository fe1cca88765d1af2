//! The values of fields: text, dates, ids, flags, each with its place and a finding where it is wrong.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::{BlockReader, Dated, Key, Value, items};
use crate::finding::Finding;
use crate::gazetteer::date::{Date, DateError};
use crate::gazetteer::entry::IdRef;
use crate::gazetteer::fields::Field;
use crate::gazetteer::words::{either, shown};
use crate::gazetteer::{lints, suggest, written_date};
use crate::text::Span;

impl BlockReader<'_, '_> {
    /// `from` and `until`, with a finding where they are the wrong way round.
    pub(super) fn stretch(&mut self, from: Dated, until: Dated) -> (Option<Date>, Option<Date>) {
        if let (Some(from), Some(until)) = (from, until) {
            lints::until_before_from::check(from, until, &self.id, self.report);
        }
        (from.map(|dated| dated.0), until.map(|dated| dated.0))
    }

    /// The date of a field that has several words for it: the first said counts, a second is reported.
    pub(super) fn first_said(&mut self, said: Dated, key: &Key<'_>, value: &Value<'_>) -> Dated {
        let Some((_, place)) = said else { return self.date(key.get_ref(), value) };
        let other = self.report.related(place, "the other one");
        let span = self.shifted(&key.span());
        let message = format!("`{}` says again what another field says; leave one of them out.", key.get_ref());
        if let Some(finding) = self.add(lints::BROKEN, span, message) {
            finding.related.push(other);
        }
        said
    }

    /// A date in quotes. One without quotes is used and reported.
    pub(super) fn date(&mut self, field: &str, value: &Value<'_>) -> Dated {
        let bare = match value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_owned(),
            _ => {
                let (words, span) = self.words(field, value)?;
                return match Date::parse(words.trim()) {
                    Ok(date) => Some((date, span)),
                    Err(error) => {
                        self.bad_date(words, span, error);
                        None
                    }
                };
            }
        };
        let span = self.span(value);
        let Ok(date) = Date::parse(&bare) else {
            self.bad_date(&bare, span, DateError::Form);
            return None;
        };
        let fix = self.report.fix("Put it in quotes", true, span, format!("\"{bare}\""));
        if let Some(finding) = self.add("bad-date", span, format!("Dates stand in quotes: \"{bare}\".")) {
            finding.fixes.push(fix);
        }
        Some((date, span))
    }

    pub(super) fn bad_date(&mut self, words: &str, span: Span, error: DateError) {
        let meant = written_date::meant(words);
        let fix = meant.as_ref().map(|meant| self.report.fix(format!("Replace with “{meant}”"), false, span, meant.as_str()));
        let words = shown(words);
        let message = match &meant {
            Some(meant) => format!("“{words}” is not a date as gazetteers write it: {error}. Did you mean “{meant}”?"),
            None => format!("“{words}” is not a date as gazetteers write it: {error}."),
        };
        if let Some(finding) = self.add("bad-date", span, message) {
            finding.fixes.extend(fix);
        }
    }

    pub(super) fn unknown_field(&mut self, key: &Key<'_>, table: &DeTable<'_>, known: &[&[Field]]) {
        let span = self.shifted(&key.span());
        lints::unknown_field::check(key.get_ref(), span, table, known, &self.id, self.report);
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, field: &str, value: &Value<'_>, choices: &[(&str, T)]) -> Option<T> {
        let (word, span) = self.words(field, value)?;
        let found = choices.iter().find(|choice| choice.0 == word);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|choice| choice.0).collect();
            let meant = suggest::nearest(word, words.iter().copied());
            let fix = meant.map(|meant| self.report.fix(format!("Replace with “{meant}”"), false, span, meant));
            let message = format!("`{field}` is not “{}”: it can be {}.", shown(word), either(&words));
            if let Some(finding) = self.add("unknown-value", span, message) {
                finding.fixes.extend(fix);
            }
        }
        found.map(|choice| choice.1)
    }

    pub(super) fn flag(&mut self, field: &str, value: &Value<'_>) -> bool {
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.wrong_type(field, "true or false", value);
        false
    }

    pub(super) fn ids(&mut self, field: &str, value: &Value<'_>) -> Vec<IdRef> {
        items(value).iter().filter_map(|item| self.id(field, item)).collect()
    }

    pub(super) fn id(&mut self, field: &str, value: &Value<'_>) -> Option<IdRef> {
        let (words, span) = self.words(field, value)?;
        if words.is_empty() {
            self.add(lints::BROKEN, self.span(value), format!("`{field}` is empty."));
            return None;
        }
        Some(IdRef { id: self.share(words), span })
    }

    pub(super) fn shared_string(&mut self, field: &str, value: &Value<'_>) -> Option<Arc<str>> {
        let (words, _) = self.words(field, value)?;
        Some(self.share(words))
    }

    pub(super) fn string(&mut self, field: &str, value: &Value<'_>) -> Option<(Arc<str>, Span)> {
        self.words(field, value).map(|(words, span)| (Arc::from(words), span))
    }

    /// The words of a string and where they stand, without the quotes.
    fn words<'v>(&mut self, field: &str, value: &'v Value<'_>) -> Option<(&'v str, Span)> {
        let DeValue::String(words) = value.get_ref() else {
            self.wrong_type(field, "text in quotes", value);
            return None;
        };
        let span = self.span(value);
        if self.place.is_some() {
            return Some((words, span));
        }
        let raw = span.of(self.text);
        let fence = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let inside = raw.get(fence..raw.len().saturating_sub(fence)).unwrap_or("");
        // A line break right after the opening quotes is not part of a multi-line string.
        let line_break = ["\n", "\r\n"].into_iter().find(|&line_break| fence == 3 && inside.starts_with(line_break));
        let skipped = line_break.map_or(0, str::len);
        let start = span.start + (fence + skipped) as u32;
        let span = Span::new(start, start + (inside.len() - skipped) as u32);
        if span.of(self.text) != words.as_ref() {
            self.otherwise.push((span, Arc::from(span.of(self.text))));
        }
        Some((words, span))
    }

    pub(super) fn wrong_type(&mut self, field: &str, wanted: &str, value: &Value<'_>) {
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.span(value);
        let bare = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_));
        let fix = (bare && wanted == "text in quotes")
            .then(|| self.report.fix("Put it in quotes", false, span, format!("\"{}\"", span.of(self.text))));
        if let Some(finding) = self.add(lints::BROKEN, span, format!("`{field}` wants {wanted}; this is {found}.")) {
            finding.fixes.extend(fix);
        }
    }

    pub(super) fn add(&mut self, code: &'static str, place: Span, message: impl Into<String>) -> Option<&mut Finding> {
        let finding = self.report.add(code, place, message)?;
        finding.entity = Some(Arc::clone(&self.id));
        Some(finding)
    }

    /// The end of the line that the offset lies in, before its line break.
    pub(super) fn line_end(&self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or("");
        let line = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end]);
        at + line.trim_end_matches('\r').len() as u32
    }

    pub(super) fn share(&mut self, words: &str) -> Arc<str> {
        if let Some(known) = self.shared.get(words) {
            return Arc::clone(known);
        }
        let words: Arc<str> = Arc::from(words);
        self.shared.insert(Arc::clone(&words));
        words
    }

    pub(super) fn span(&self, value: &Value<'_>) -> Span {
        self.shifted(&value.span())
    }

    pub(super) fn shifted(&self, range: &std::ops::Range<usize>) -> Span {
        self.place.unwrap_or_else(|| Span::new(range.start as u32, range.end as u32).shifted(self.base))
    }
}
