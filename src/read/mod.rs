//! Bytes to text: what every later stage takes as read.
//!
//! Decoding, normalisation and line ends are settled here, once, before any offset exists; the bytes are known
//! afterwards only by their hash. The module refuses to know languages and files: who calls it has the bytes.

mod decode;
mod sniff;

use crate::record::Format;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A document as read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path that the record shows.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
    /// Form of the file.
    pub format: Format,
    /// Encoding of the bytes, as a WHATWG label (`ibm850`, which has none, by its IANA name).
    pub encoding: String,
    /// Number of byte sequences that stand for no character and were read as U+FFFD.
    pub undecodable: u64,
    /// Number of pages: form feeds between text, plus one.
    pub pages: u32,
    /// The text: decoded, NFC, line ends `\n`, form feeds where pages break.
    pub text: String,
}

/// Why bytes could not be read as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Nothing that can be seen.
    Empty,
    /// Not a text; the reason names what it looks like.
    NotText(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty: there is no text in it"),
            Self::NotText(what) => write!(f, "not text: {what}"),
        }
    }
}

impl std::error::Error for Error {}

/// Reads a document; `path` is only carried along.
///
/// # Errors
/// If the bytes are no text, or a text in which nothing can be seen.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, Error> {
    if let Some(what) = sniff::signature(bytes) {
        return Err(Error::NotText(what.into()));
    }
    let decoded = decode::decode(bytes)?;
    sniff::controls(&decoded.text)?;
    let text = normalize(decoded.text);
    if !text.chars().any(is_visible) {
        return Err(Error::Empty);
    }
    Ok(Document {
        path: path.into(),
        sha256: sha256(bytes),
        bytes: bytes.len() as u64,
        format: Format::Text,
        encoding: decoded.encoding.into(),
        undecodable: decoded.undecodable,
        pages: pages(&text),
        text,
    })
}

/// NFC with line ends `\n`. A text that is so already, as nearly all are, is neither searched twice nor copied.
fn normalize(text: Cow<'_, str>) -> String {
    let text = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

/// Whether a character leaves a mark on paper. Marks that combine do so only with a letter before them.
fn is_visible(c: char) -> bool {
    let invisible = matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
    !(invisible || c.is_whitespace() || c.is_control() || unicode_normalization::char::is_combining_mark(c))
}

/// The SHA-256 of bytes, lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn pages(text: &str) -> u32 {
    let breaks = text.trim().bytes().filter(|&byte| byte == b'\x0c').count();
    u32::try_from(breaks).unwrap_or(u32::MAX).saturating_add(1)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|&byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Error, read};
    use proptest::prelude::*;

    const PAGE: &str = "§ 4\nÅrsmøde på Ærø: öppna frågor, første behandling – 1 000 kr\n\x0cBlåbærgrød, Älvsbyn, ÖREBRO, ØRSTA\n";

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn the_letters_come_out_right_in_every_encoding() {
        let latin = encoding_rs::WINDOWS_1252.encode(PAGE).0.into_owned();
        let mac = encoding_rs::MACINTOSH.encode(PAGE).0.into_owned();
        let with = |bom: &[u8], bytes: Vec<u8>| [bom, &bytes].concat();
        for (encoding, bytes) in [
            ("utf-8", PAGE.as_bytes().to_vec()),
            ("utf-8", with(b"\xEF\xBB\xBF", PAGE.as_bytes().to_vec())),
            ("windows-1252", latin),
            ("macintosh", mac),
            ("utf-16le", utf16(PAGE, u16::to_le_bytes)),
            ("utf-16be", utf16(PAGE, u16::to_be_bytes)),
            ("utf-16le", with(b"\xFF\xFE", utf16(PAGE, u16::to_le_bytes))),
            ("utf-16be", with(b"\xFE\xFF", utf16(PAGE, u16::to_be_bytes))),
        ] {
            let document = read("page", &bytes).expect(encoding);
            assert_eq!((document.encoding.as_str(), document.text.as_str()), (encoding, PAGE));
            assert_eq!((document.pages, document.undecodable), (2, 0), "{encoding}");
        }
    }

    #[test]
    fn marks_and_line_ends_are_settled_at_the_door() {
        let document =
            read("page", "A\u{30A}rets mo\u{308}te\r\ni Va\u{308}xjo\u{308}\rslut".as_bytes()).unwrap();
        assert_eq!(document.text, "Årets möte\ni Växjö\nslut");
    }

    #[test]
    fn the_hash_is_of_the_bytes_as_they_came() {
        // The test vector "abc" of FIPS 180-2, with a byte order mark counted in the second.
        let plain = read("abc", b"abc").unwrap();
        assert_eq!(plain.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let marked = read("abc", b"\xEF\xBB\xBFabc").unwrap();
        assert_eq!((marked.text.as_str(), marked.bytes), ("abc", 6));
        assert_ne!(marked.sha256, plain.sha256);
    }

    #[test]
    fn form_feeds_at_the_ends_make_no_page() {
        assert_eq!(read("page", b"\x0cett\x0ctv\xC3\xA5\n\x0c\n").unwrap().pages, 2);
    }

    #[test]
    fn what_cannot_be_seen_is_empty() {
        for bytes in ["", "\u{FEFF}", " \r\n\t\x0c", "\u{AD}\u{200D}", "\u{301}\u{308}"] {
            assert_eq!(read("page", bytes.as_bytes()).err(), Some(Error::Empty), "{bytes:?}");
        }
        assert_eq!(read("page", b"\xFF\xFE").err(), Some(Error::Empty));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(document) = read("bytes", &bytes) {
                prop_assert!(!document.text.contains('\r'));
            }
        }

        #[test]
        fn any_text_is_read_as_it_stands(text in "[a-zåäöæøéA-ZÅÄÖÆØ§0-9 ,.:–”\n\x0c]{1,200}") {
            if let Ok(document) = read("text", text.as_bytes()) {
                prop_assert_eq!(document.text, text);
            }
        }

        #[test]
        fn a_latin_page_keeps_its_letters(words in prop::collection::vec("[a-z]{1,4}[åäöæøé]?[a-z]{1,6}", 1..60)) {
            let text = words.join(" ");
            let (bytes, _, unmapped) = encoding_rs::WINDOWS_1252.encode(&text);
            prop_assert!(!unmapped);
            prop_assert_eq!(read("page", &bytes).unwrap().text, text);
        }
    }
}
