//! Frames: the `Content-Length` envelopes that messages travel in.
//!
//! Clients are taken as they are: header names in any case, unknown headers, white space where none
//! belongs. What cannot be a frame is skipped up to the next `Content-Length`, so that one broken
//! message costs one message and not the session. A length that was too long swallows the message
//! behind it, one that was too short leaves a tail that is skipped; both end in the next good header.

use std::io::{self, BufRead, Read};

/// The longest body that is believed. Texts over 4 GiB are refused anyway.
const LONGEST_BODY: u64 = u32::MAX as u64;

/// Longest piece of a header read at once; a longer line is judged piece by piece.
const LONGEST_LINE: u64 = 64 * 1024;

/// What stood in the input.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message, as many bytes as its header promised.
    Body(Vec<u8>),
    /// A header block without a usable length; it was skipped.
    Headless,
}

/// Reads the next frame. None at the end of input, also where it ends inside a frame.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let mut length = None;
    let mut skipped = false;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let header = line.trim_ascii();
        if !header.is_empty() {
            match content_length(header) {
                Some(found) => length = Some(found),
                None => skipped = skipped || length.is_none(),
            }
        } else if let Some(length) = length {
            let mut body = Vec::new();
            input.by_ref().take(length).read_to_end(&mut body)?;
            return Ok((body.len() as u64 == length).then_some(Frame::Body(body)));
        } else if skipped {
            return Ok(Some(Frame::Headless));
        }
    }
}

/// The length that a header line gives, also where the tail of a broken message stands before it.
fn content_length(line: &[u8]) -> Option<u64> {
    const NAME: &[u8] = b"content-length";
    let at = line.windows(NAME.len()).rposition(|window| window.eq_ignore_ascii_case(NAME))?;
    let value = line[at + NAME.len()..].trim_ascii_start().strip_prefix(b":")?.trim_ascii();
    let length = std::str::from_utf8(value).ok()?.parse().ok()?;
    (length <= LONGEST_BODY).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mut input: &[u8], expected: &[Option<&str>]) {
        let mut frames = Vec::new();
        while let Some(frame) = read(&mut input).unwrap() {
            frames.push(match frame {
                Frame::Body(body) => Some(String::from_utf8(body).unwrap()),
                Frame::Headless => None,
            });
        }
        assert_eq!(frames.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn headers_as_clients_write_them() {
        check(b"Content-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n1", &[Some("{}"), Some("1")]);
        check(b"content-length: 2\r\n\r\n{}", &[Some("{}")]);
        check(b"CONTENT-LENGTH:2\n\n{}", &[Some("{}")]);
        check(b"Content-Type: text/plain; charset=latin-1\r\nContent-Length :  2 \r\nX: y\r\n\r\n{}", &[Some("{}")]);
        check(b"Content-Length: 0\r\n\r\n", &[Some("")]);
        check("Content-Length: 4\r\n\r\n😀".as_bytes(), &[Some("😀")]);
    }

    #[test]
    fn broken_frames_cost_themselves_only() {
        check(b"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}", &[None, Some("{}")]);
        check(b"Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", &[None, Some("{}")]);
        check(b"hello\r\n\r\nContent-Length: 2\r\n\r\n{}", &[None, Some("{}")]);
        check(b"Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n{}", &[Some("{"), Some("{}")]);
    }

    #[test]
    fn the_end_of_input_may_come_anywhere() {
        for input in ["", "Content", "Content-Length: 2", "Content-Length: 2\r\n\r\n", "Content-Length: 2\r\n\r\n{", "\r\n\r\n"] {
            check(input.as_bytes(), &[]);
        }
    }
}
