//! The `nomenclator` binary: a language server and a checker for names in articles.

fn main() {}
