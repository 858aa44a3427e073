//! Bytes to characters, by detection.
//!
//! The order of the questions is what keeps `æ ø å ä ö` right. A byte order mark decides; then strict UTF-8, which
//! other encodings of Scandinavian text practically never form by chance; then UTF-16 by where its NUL bytes stand.
//! What is left is one byte a character, where every reading is possible and only one gives words: the Nordic
//! letters that stand in words are counted under each code page, and Windows-1252 (which holds Latin-1's letters)
//! wins unless another explains more. A file that is UTF-8 but for a few bytes, as when texts of two kinds were
//! joined, stays UTF-8, and only those bytes are read as Windows-1252.

use super::Error;
use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// A decoded text.
#[derive(Debug)]
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) encoding: &'static str,
    /// Sequences read as U+FFFD.
    pub(super) undecodable: u64,
}

impl<'b> Decoded<'b> {
    fn whole(text: impl Into<Cow<'b, str>>, encoding: &'static str) -> Self {
        Self { text: text.into(), encoding, undecodable: 0 }
    }
}

/// The upper half of DOS code page 850, which `encoding_rs` (being of the web) does not have.
const IBM850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Error> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Ok(utf8(rest).unwrap_or_else(|| patched(rest)));
    }
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return utf16(rest, encoding)
                .ok_or_else(|| Error::NotText("binary data after a UTF-16 mark".into()));
        }
    }
    if bytes.contains(&0) {
        return utf16_by_nuls(bytes)
            .and_then(|encoding| utf16(bytes, encoding))
            .ok_or_else(|| Error::NotText("binary data (NUL bytes)".into()));
    }
    if let Some(decoded) = utf8(bytes) {
        return Ok(decoded);
    }
    if is_mostly_utf8(bytes) {
        return Ok(patched(bytes));
    }
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if high > 16 && high * 10 > bytes.len() * 3 {
        return Err(Error::NotText("most of its bytes are no letters in any encoding known here".into()));
    }
    Ok(code_page(bytes))
}

fn utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    std::str::from_utf8(bytes).ok().map(|text| Decoded::whole(text, "utf-8"))
}

/// Decodes UTF-16; none if what comes out is not text.
fn utf16<'b>(bytes: &'b [u8], encoding: &'static encoding_rs::Encoding) -> Option<Decoded<'b>> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let undecodable = text.chars().filter(|&c| c == '\u{FFFD}').count() as u64;
    let name = if encoding == UTF_16LE { "utf-16le" } else { "utf-16be" };
    (undecodable * 50 <= text.len() as u64 || undecodable < 2).then_some(Decoded {
        text,
        encoding: name,
        undecodable,
    })
}

/// UTF-16 without a mark shows by its NULs: every other byte of western text is one, always on the same side.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let nuls = |side: usize| bytes.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), bytes.len() / 2);
    if odd * 10 >= half * 7 && even * 50 <= half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 50 <= half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether well-formed sequences of two and more bytes outnumber the bytes that belong to none by far.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && good >= bad
}

/// UTF-8, with the bytes that are none read as Windows-1252 where that makes a Nordic letter inside or beside a
/// word, and as one U+FFFD for each broken sequence elsewhere.
fn patched(bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut undecodable = 0;
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len() + chunk.invalid().len();
        let letters = (!chunk.invalid().is_empty())
            .then(|| WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0)
            .filter(|letters| letters.chars().all(is_nordic));
        let beside_letter = text.ends_with(|c: char| c.is_alphabetic())
            || bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        match letters {
            Some(letters) if beside_letter => text.push_str(&letters),
            _ if chunk.invalid().is_empty() => {}
            _ => {
                undecodable += 1;
                text.push('\u{FFFD}');
            }
        }
    }
    Decoded { text: text.into(), encoding: "utf-8", undecodable }
}

/// One byte a character: the code page whose characters stand most often where they should.
fn code_page(bytes: &[u8]) -> Decoded<'_> {
    let candidates = [
        (WINDOWS_1252.decode_without_bom_handling(bytes).0, "windows-1252"),
        (ibm850(bytes).into(), "ibm850"),
        (MACINTOSH.decode_without_bom_handling(bytes).0, "macintosh"),
    ];
    let [first, others @ ..] = candidates;
    let mut best = (evidence(&first.0), first);
    for other in others {
        let score = evidence(&other.0);
        if score > best.0 {
            best = (score, other);
        }
    }
    let (_, (text, encoding)) = best;
    Decoded::whole(text, encoding)
}

fn ibm850(bytes: &[u8]) -> String {
    let upper: Vec<char> = IBM850.chars().collect();
    bytes.iter().map(|&byte| if byte < 128 { byte as char } else { upper[usize::from(byte - 128)] }).collect()
}

/// How well the characters beyond ASCII stand where a writer puts them: a Nordic letter beside ASCII letters, in
/// the case that a word has there, and most of all between two; a quotation mark with a word on one side only.
fn evidence(text: &str) -> usize {
    let mut score = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if is_nordic(c) {
            let small = c.is_lowercase();
            let fits_before = if small { before.is_ascii_alphabetic() } else { before.is_ascii_uppercase() };
            let fits_after = if small { after.is_ascii_lowercase() } else { after.is_ascii_alphabetic() };
            score += match (fits_before, fits_after) {
                (true, true) => 4,
                (false, false) => 0,
                _ => 1,
            };
        } else if matches!(c, '“' | '”' | '„' | '«' | '»' | '’') {
            score += usize::from(before.is_whitespace() != after.is_whitespace());
        }
        before = c;
    }
    score
}

fn is_nordic(c: char) -> bool {
    matches!(c, 'å' | 'ä' | 'ö' | 'æ' | 'ø' | 'é' | 'ü' | 'Å' | 'Ä' | 'Ö' | 'Æ' | 'Ø' | 'É' | 'Ü')
}

#[cfg(test)]
mod tests {
    use super::{IBM850, decode};

    fn text_of(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text.into_owned()
    }

    #[test]
    fn dos_pages_are_known_by_their_words() {
        assert_eq!(IBM850.chars().count(), 128);
        let decoded =
            decode(b"Kommunfullm\x84ktige har best\x84mt f\x94ljande: \x8Frsbudgeten antas.").unwrap();
        assert_eq!(decoded.text, "Kommunfullmäktige har bestämt följande: Årsbudgeten antas.");
        assert_eq!(decoded.encoding, "ibm850");
        assert_eq!(text_of(b"R\x86det bev\x91rger bel\x9Bbet"), "Rådet beværger beløbet");
    }

    #[test]
    fn quotation_marks_of_windows_stay() {
        assert_eq!(text_of(b"\x93Sm\xE5 steg\x94 \x96 \xA7 7"), "“Små steg” – § 7");
        assert_eq!(text_of(b"\x93Open\x94 \x80 10 \x85"), "“Open” € 10 …");
    }

    #[test]
    fn a_latin_line_in_a_utf8_file_is_mended() {
        let mut bytes = "Första sidan är här, också på svenska.\n".as_bytes().to_vec();
        bytes.extend(b"Andra sidan f\xF6ljer p\xE5 \xD6land\n");
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.ends_with("Andra sidan följer på Öland\n"), "{}", decoded.text);
        assert_eq!((decoded.encoding, decoded.undecodable), ("utf-8", 0));
    }

    #[test]
    fn a_cut_sequence_is_one_replacement_character() {
        let decoded = decode(b"f\xC3\xB6r \xE2\x82 n\xC3\xA4r \xC3").unwrap();
        assert_eq!(decoded.text, "för \u{FFFD} när \u{FFFD}");
        assert_eq!(decoded.undecodable, 2);
    }

    #[test]
    fn a_single_letter_is_enough() {
        assert_eq!(text_of(b"p\xE5"), "på");
        assert_eq!(text_of(b"\xD6"), "Ö");
    }
}
