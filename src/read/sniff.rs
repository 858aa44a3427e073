//! What bytes are when they are no text.

use super::Error;

/// First bytes of formats that a folder of texts may hold by mistake, and what to call them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\0\x0CjP  ", "a JPEG 2000 image"),
    (b"AT&TFORM", "a DjVu document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1F\x8B", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xFF\xFE\0\0", "UTF-32 text"),
    (b"\0\0\xFE\xFF", "UTF-32 text"),
    (b"<?xml", "an XML document"),
    (b"<!DOCTYPE", "an HTML or XML document"),
    (b"<html", "an HTML document"),
];

/// What the first bytes announce, if it is not text. A page of text that begins like a signature by chance would
/// have to begin with these very characters; none of them does in writing.
pub(super) fn signature(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature)).map(|&(_, what)| what)
}

/// Refuses a text that was not written to be read: one control character in fifty, or any NUL.
pub(super) fn controls(text: &str) -> Result<(), Error> {
    if text.contains('\0') {
        return Err(Error::NotText("binary data (NUL bytes)".into()));
    }
    // A few are left behind by printers and terminals: bell, backspace, escape, and the end-of-file mark of DOS.
    let controls = text.chars().filter(|&c| c.is_control() && !c.is_whitespace()).count();
    if controls > 2 && controls * 50 > text.chars().count() {
        return Err(Error::NotText("binary data (control characters)".into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::read::{Error, read};

    #[test]
    fn other_formats_are_named() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n1 0 obj"[..], "PDF"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
            (b"PK\x03\x04\x14\0\x06\0", "office"),
            (b"\xEF\xBB\xBF<?xml version=\"1.0\"?><alto/>", "XML"),
        ] {
            let Err(Error::NotText(reason)) = read("file", bytes) else { panic!("{what} was read") };
            assert!(reason.contains(what), "{reason}");
        }
    }

    #[test]
    fn binary_data_is_refused() {
        let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8 | 1).collect();
        let mut sparse = b"Protokoll ".repeat(500);
        sparse[1024] = 0;
        for bytes in [vec![0; 1000], noise, sparse] {
            assert!(matches!(read("file", &bytes), Err(Error::NotText(_))));
        }
    }

    #[test]
    fn a_text_with_a_stray_control_character_is_a_text() {
        let document = read("file", "Ärende 4\x07\x1a".as_bytes()).unwrap();
        assert!(document.text.starts_with("Ärende 4"));
    }
}
