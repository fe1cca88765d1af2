//! JSON values as those of TOML, so that one reader reads the fields of both.
//!
//! Numbers become text (ids and years are often written as numbers), and what is null is left out.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::block::key;

/// Reads the JSON object that a line holds, or says in words why it is none.
pub(super) fn object(line: &str) -> Result<DeTable<'_>, String> {
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let value = Json.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    match value {
        Ok(Some(DeValue::Table(table))) => Ok(table),
        Ok(_) => Err("A line holds one entry, written as a JSON object: {\"id\": \"…\", \"name\": \"…\"}.".to_owned()),
        Err(error) => {
            let words = error.to_string();
            let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
            Err(format!("This line is not JSON: {words}, at byte {}.", error.column()))
        }
    }
}

/// Reads one value; none for null.
struct Json;

impl<'de> DeserializeSeed<'de> for Json {
    type Value = Option<DeValue<'de>>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Json {
    type Value = Option<DeValue<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(DeValue::Boolean(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(DeValue::String(Cow::Owned(value.to_string()))))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(DeValue::String(Cow::Owned(value.to_string()))))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(DeValue::String(Cow::Owned(value.to_string()))))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Some(DeValue::String(Cow::Borrowed(value))))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(DeValue::String(Cow::Owned(value.to_owned()))))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut array = DeArray::new();
        while let Some(item) = items.next_element_seed(Json)? {
            if let Some(item) = item {
                array.push(Spanned::new(0..0, item));
            }
        }
        Ok(Some(DeValue::Array(array)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut table = DeTable::new();
        while let Some(name) = fields.next_key_seed(Key)? {
            if let Some(value) = fields.next_value_seed(Json)? {
                table.insert(key(name), Spanned::new(0..0, value));
            }
        }
        Ok(Some(DeValue::Table(table)))
    }
}

/// Reads a key, borrowed where it has no escapes.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
}
