//! From the bytes of a file to its text, or to a clear word about why not.
//!
//! A byte order mark decides by itself (and is no part of the text), else the configured encoding,
//! else UTF-8. Nothing is replaced in silence: one byte that does not fit makes the file unreadable,
//! since every offset after a guess would be a guess.

use std::fmt;

use super::TooLong;

/// A character encoding that a corpus can be written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding(encoding_rs::UTF_8);

    /// The encoding of that label ("utf-8", "windows-1251", "koi8-r" …), as the web's Encoding
    /// Standard has them; upper or lower case.
    pub fn parse(label: &str) -> Option<Encoding> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Encoding)
    }

    /// Its name, such as "UTF-8" or "windows-1251".
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The text of a file and how it was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, without the byte order mark.
    pub text: String,
    /// The encoding it was in.
    pub encoding: Encoding,
    /// Whether a byte order mark stood before it.
    pub byte_order_mark: bool,
}

/// Why a file has no text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DecodeError {
    /// A byte that the encoding does not allow.
    Malformed {
        /// The encoding that was tried.
        encoding: Encoding,
        /// Offset of the first byte that does not fit, from the start of the file.
        offset: u64,
    },
    /// A NUL, which no text holds.
    Binary {
        /// Offset of the first NUL byte, from the start of the file.
        offset: u64,
        /// The encoding that would explain it: every other byte is NUL.
        wide: Option<Encoding>,
    },
    /// More text than offsets can count.
    TooLong(TooLong),
}

impl std::error::Error for DecodeError {}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Malformed { encoding, offset } => write!(
                f,
                "the file is not {}: byte {offset} does not fit; name its encoding in nomenclator.toml \
                 (`encoding` under [corpus], such as \"windows-1251\"), or save it as UTF-8",
                encoding.name()
            ),
            DecodeError::Binary { offset, wide: None } => {
                write!(f, "the file is not text: byte {offset} is NUL; leave it out with `exclude` in nomenclator.toml")
            }
            DecodeError::Binary { offset, wide: Some(encoding) } => write!(
                f,
                "byte {offset} is NUL, as in {0} without a byte order mark: set `encoding = \"{0}\"` under [corpus] \
                 in nomenclator.toml, or save the file as UTF-8",
                encoding.name()
            ),
            DecodeError::TooLong(error) => error.fmt(f),
        }
    }
}

/// Decodes a file. `configured` is the corpus's encoding, if it names one.
pub fn decode(bytes: Vec<u8>, configured: Option<Encoding>) -> Result<Decoded, DecodeError> {
    let mark = encoding_rs::Encoding::for_bom(&bytes);
    let (encoding, skip) = match mark {
        Some((encoding, len)) => (Encoding(encoding), len),
        None => (configured.unwrap_or(Encoding::UTF_8), 0),
    };
    TooLong::check(bytes.len()).map_err(DecodeError::TooLong)?;
    let wide = encoding.0 == encoding_rs::UTF_16LE || encoding.0 == encoding_rs::UTF_16BE;
    if !wide && let Some(offset) = memchr::memchr(0, &bytes) {
        return Err(DecodeError::Binary { offset: offset as u64, wide: looks_wide(&bytes) });
    }
    let text = if encoding == Encoding::UTF_8 { utf_8(bytes, skip)? } else { legacy(&bytes[skip..], encoding, skip)? };
    TooLong::check(text.len()).map_err(DecodeError::TooLong)?;
    if wide && let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let units = text[..at].encode_utf16().count();
        return Err(DecodeError::Binary { offset: (skip + units * 2) as u64, wide: None });
    }
    Ok(Decoded { text, encoding, byte_order_mark: mark.is_some() })
}

fn utf_8(mut bytes: Vec<u8>, skip: usize) -> Result<String, DecodeError> {
    bytes.drain(..skip);
    String::from_utf8(bytes).map_err(|error| DecodeError::Malformed {
        encoding: Encoding::UTF_8,
        offset: (skip + error.utf8_error().valid_up_to()) as u64,
    })
}

fn legacy(bytes: &[u8], encoding: Encoding, skip: usize) -> Result<String, DecodeError> {
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(most);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        encoding_rs::DecoderResult::InputEmpty => {
            text.shrink_to_fit();
            Ok(text)
        }
        encoding_rs::DecoderResult::Malformed(len, after) => {
            let offset = skip + read - usize::from(len) - usize::from(after);
            Err(DecodeError::Malformed { encoding, offset: offset as u64 })
        }
        // The buffer holds all that the input can become, so this is only reached by more text than memory.
        encoding_rs::DecoderResult::OutputFull => Err(DecodeError::TooLong(TooLong)),
    }
}

/// Whether the first bytes are mostly every other one NUL, and which of the two.
fn looks_wide(bytes: &[u8]) -> Option<Encoding> {
    let (pairs, _) = bytes[..bytes.len().min(512)].as_chunks::<2>();
    let high_second = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    let high_first = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    let most = pairs.len() - pairs.len() / 4;
    match (high_second >= most && most > 0, high_first >= most && most > 0) {
        (true, _) => Some(Encoding(encoding_rs::UTF_16LE)),
        (_, true) => Some(Encoding(encoding_rs::UTF_16BE)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::naive;

    #[track_caller]
    fn check(bytes: &[u8], configured: Option<&str>, expected: Result<&str, &str>) {
        let configured = configured.map(|label| Encoding::parse(label).unwrap());
        let result = decode(bytes.to_vec(), configured);
        match (&result, expected) {
            (Ok(decoded), Ok(text)) => assert_eq!(decoded.text, text),
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error}"),
            _ => panic!("{result:?}, not {expected:?}"),
        }
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_mark_decides_and_is_no_text() {
        check(b"\xef\xbb\xbfPutin", Some("windows-1251"), Ok("Putin"));
        check(&utf_16("\u{feff}Путин 😀", u16::to_le_bytes), None, Ok("Путин 😀"));
        check(&utf_16("\u{feff}Путин 😀", u16::to_be_bytes), None, Ok("Путин 😀"));
        check("\u{feff}\u{feff}x".as_bytes(), None, Ok("\u{feff}x"));
        check(b"", None, Ok(""));
    }

    #[test]
    fn else_the_configured_encoding() {
        check(b"\xcf\xf3\xf2\xe8\xed", Some("Windows-1251"), Ok("Путин"));
        check(b"\xf0\xd5\xd4\xc9\xce", Some("koi8-r"), Ok("Путин"));
        check(&utf_16("Putin", u16::to_le_bytes), Some("utf-16le"), Ok("Putin"));
        assert_eq!(Encoding::parse("klingon"), None);
    }

    #[test]
    fn what_cannot_be_decoded_is_said_with_its_place() {
        check(b"Lula da S\xedlva", None, Err("not UTF-8: byte 9 does not fit; name its encoding"));
        check(b"\xef\xbb\xbfx\xff", None, Err("byte 4 does not fit"));
        check(b"ab\x81\x20cd", Some("shift_jis"), Err("not Shift_JIS: byte 2 "));
        check(&[0xff, 0xfe, 0x41, 0, 0, 0xd8], None, Err("not UTF-16LE: byte 4 "));
    }

    #[test]
    fn binary_files_are_told_apart() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, Err("not text: byte 8 is NUL"));
        check(b"PK\0", Some("windows-1251"), Err("not text: byte 2 is NUL"));
        check(&[0xff, 0xfe, 0x41, 0, 0, 0], None, Err("byte 4 is NUL"));
        check(&utf_16("Putin met Assad", u16::to_le_bytes), None, Err("as in UTF-16LE without a byte order mark"));
        check(&utf_16("Putin met Assad", u16::to_be_bytes), None, Err("as in UTF-16BE without a byte order mark"));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>, label in prop::sample::select(vec!["utf-8", "utf-16le", "gb18030", "iso-2022-jp", "koi8-r"])) {
            let _ = decode(bytes, Encoding::parse(label));
        }

        #[test]
        fn utf_8_comes_back_unchanged(text in naive::text()) {
            prop_assert_eq!(decode(format!("\u{feff}{text}").into_bytes(), None).unwrap().text, &text[..]);
            let without = text.trim_start_matches('\u{feff}');
            prop_assert_eq!(decode(without.as_bytes().to_vec(), None).unwrap().text, without);
        }
    }
}
