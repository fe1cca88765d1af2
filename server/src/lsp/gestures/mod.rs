//! The editor's gestures, one adapter each: the client's parameters in, the engine asked, its answer out.

mod copies;
mod diagnostic;
mod hover;
mod jumps;
mod places;
mod symbols;

pub use copies::code_actions;
pub use diagnostic::{diagnostic, workspace_diagnostic};
pub use hover::hover;
pub use jumps::{declaration, definition};
pub use places::{highlights, references};
pub use symbols::{document_symbols, workspace_symbols};
