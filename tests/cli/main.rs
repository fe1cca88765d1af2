//! The command line end to end: the real binary on small corpora.
//!
//! A corpus is written as one text: `#- path` begins a file. [`support::Run`] holds what came back, and
//! whenever its findings or mentions are looked at, every place in them is checked against the text: a
//! range, sliced by code points, is the words that are reported, and its line and column are right.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

mod annotate;
mod bad_input;
mod check;
mod compare;
mod configuration;
mod explain;
mod fixes;
mod foreign_words;
mod imports;
mod init;
mod large;
mod scope;
