//! Names, news-like articles and whole corpora, made from a fixed seed: the same bytes on every machine.
//!
//! The prose is that of the sample corpus, paragraph by paragraph, with other names in the places where the gold
//! says that names stand ([`Prose`]); the names are put together from syllables, or are those of real towns
//! ([`Names`]); who is written about is drawn as in the news, a few very often and most hardly ever
//! ([`Dice::zipf`]). Benches, growth tests and `examples/make-corpus` share it; and the
//! benches a clock, [`thread_time`].

mod clock;
mod corpus;
mod dice;
mod names;
mod prose;

pub use clock::thread_time;
pub use corpus::{Plan, write};
pub use dice::Dice;
pub use names::Names;
pub use prose::Prose;
