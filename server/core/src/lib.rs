//! The engine of Nomenclator: finds names in articles and says who is meant.
//!
//! Everything here is a pure function of what it is given: texts, a gazetteer, settings.
//! No file system, clock, environment or protocol type enters this crate.
//!
//! The floors, from the ground up; every import goes down:
//! [`bytes`], [`text`], [`finding`], [`settings`] · [`variants`] · [`gazetteer`] · [`import`] · [`reading`] · [`rules`], [`corpus`], [`draft`] · [`ide`].

pub mod bytes;
pub mod corpus;
pub mod draft;
pub mod finding;
pub mod gazetteer;
pub mod ide;
pub mod import;
pub mod reading;
pub mod rules;
pub mod settings;
pub mod text;
pub mod variants;
