//! Protocol tests: the real binary over real standard input and output, as an editor would use it.
//!
//! Nothing here sleeps and hopes: every step waits for the message that proves it, up to a generous limit. The
//! client ([`client`]) shuts the server down when it is dropped, and fails on what nobody expected.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::needless_pass_by_value, reason = "messages are written where they are sent")]
#![allow(clippy::cast_possible_wrap, reason = "versions and columns of tests are small")]

mod client;
mod diagnostics;
mod edits;
mod files;
mod framing;
mod gestures;
mod imports;
mod large;
mod lifecycle;
mod positions;
mod pull;
mod requests;
mod typing;
