//! The readings of all articles of a corpus: entry → mentions, unresolved form → mentions.
