//! Words broken at a line end, joined so that they are judged as one and written back where their letters stood.

use super::tokens::{Kind, Token};
use crate::language::Language;
use crate::tables::{Table, table};

static SUSPENDED: Table = table!("channel/suspended.tsv");

/// Lines that may lie between the two parts: page furniture and white space.
const LINES_BETWEEN: usize = 5;

/// The index of the token that goes on the word broken at `tokens[at]`, if one does.
pub(super) fn rest_of(text: &str, tokens: &[Token], at: usize, language: Language) -> Option<usize> {
    let token = tokens[at];
    if token.kind != Kind::Word {
        return None;
    }
    let after = &text[token.end as usize..];
    let gap = after.strip_prefix(['-', '\u{ad}', '\u{2010}', '¬'])?.trim_start_matches([' ', '\t', '\r']);
    if !gap.starts_with(['\n', '\x0c']) {
        return None;
    }
    // A token that begins a line and continues in lower case; on the next line, or behind a page's foot and head.
    let breaks_page = |upto: usize| text[token.end as usize..upto].contains('\x0c');
    for (i, next) in tokens.iter().enumerate().skip(at + 1).take(60) {
        if matches!(next.kind, Kind::Start) {
            continue;
        }
        let start = next.start as usize;
        let between = &text[token.end as usize..start];
        let lines = between.matches('\n').count();
        if lines > 2 * LINES_BETWEEN {
            return None;
        }
        let begins_line = between.trim_end_matches([' ', '\t']).ends_with(['\n', '\x0c']);
        if !begins_line {
            continue;
        }
        let goes_on = next.kind == Kind::Word
            && next.of(text).starts_with(|c: char| c.is_lowercase() || matches!(c, '6' | '4' | '&'))
            && !is_suspended(next.of(text), language);
        if goes_on {
            return Some(i);
        }
        // On the line straight below stands something else: only a page break can lie between.
        if !breaks_page(start)
            && lines <= 1
            && !text[start..].lines().take(LINES_BETWEEN).any(|line| line.contains('\x0c'))
        {
            return None;
        }
    }
    None
}

/// Whether a word leaves the hyphen before it hanging: "mark- och".
pub(super) fn is_suspended(word: &str, language: Language) -> bool {
    SUSPENDED
        .text()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .any(|(code, form)| code == language.code() && form == word)
}

/// Where `truth` is cut so that the letters before the cut stand for `left` as read and those after for `right`.
pub(super) fn cut(truth: &str, left: &str, right: &str) -> usize {
    let mut best = (usize::MAX, truth.len());
    for at in truth.char_indices().map(|(at, _)| at).chain([truth.len()]) {
        let cost = strsim::levenshtein(&truth[..at], left) + strsim::levenshtein(&truth[at..], right);
        if cost < best.0 {
            best = (cost, at);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Token, tokens};
    use super::{cut, rest_of};
    use crate::language::Language;

    fn joined(text: &str) -> Option<&str> {
        let mut out: Vec<Token> = Vec::new();
        tokens(text, 0, text.len(), &mut out);
        (0..out.len()).find_map(|at| rest_of(text, &out, at, Language::Swedish)).map(|at| out[at].of(text))
    }

    #[test]
    fn a_broken_word_goes_on_below() {
        assert_eq!(joined("kommunens forvalt-\nningar i dag"), Some("ningar"));
        assert_eq!(joined("kommunens forvalt-\nSida 2\n\x0cProtokoll\n\nningar i dag"), Some("ningar"));
    }

    #[test]
    fn a_meant_hyphen_joins_nothing() {
        assert_eq!(joined("mark-\noch exploatering"), None);
        assert_eq!(joined("Ann-\nChristin"), None);
        assert_eq!(joined("E6 -\nsödra"), None);
    }

    #[test]
    fn a_repaired_word_is_cut_where_its_letters_stood() {
        assert_eq!(&"förvaltningar"[..cut("förvaltningar", "forvalt", "ningar")], "förvalt");
        assert_eq!(&"rækkefølge"[..cut("rækkefølge", "reekke", "folge")], "række");
    }
}
