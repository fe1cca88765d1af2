//! Partial and uncertain dates: the EDTF level 0–1 subset that the gazetteer uses.

/// A date that may be partial ("2018-06"), approximate ("2018~") or uncertain ("2018?").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {}
