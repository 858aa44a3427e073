//! What one line of a heading holds: title, case numbers, a word that says that the item goes on.
//!
//! Which lines belong to the heading is for [`reading`](super::reading).

use crate::outline::codes;
use crate::outline::cues::Cues;
use crate::outline::fold::folded;
use crate::outline::heads;
use crate::outline::page::Page;
use crate::text::{Repaired, Span};

/// What may stand between the label of a case number and the number.
const AFTER_LABEL: [char; 5] = [':', ';', '.', ' ', '#'];

/// A line of its own for a case number.
pub(super) fn is_case_line(page: &Page, row: usize) -> bool {
    let line = page.rows.folded(row);
    if line.len() > 100 {
        return false;
    }
    let case = |column: &str| {
        heads::label(column, &page.cues.heading.case).is_some_and(|len| {
            let rest = column[len..].trim_start_matches(AFTER_LABEL);
            rest.is_empty() || codes::labelled(rest) > 0
        })
    };
    // "Åbent punkt     Journalnummer 01.03.03P19-0662": beside another label, though a reader may have drawn the columns together.
    let beside = || {
        heads::label(line, &page.cues.heading.meta).is_some()
            && (line.split("   ").skip(1).map(str::trim).any(case) || ends_in_case(page, line))
    };
    // "(Til K.sak)     J.nr. 187/96     Ark. 145": a remark before the labels.
    let after_remark = || {
        let mut cells = line.split("   ").map(str::trim).filter(|cell| !cell.is_empty());
        cells.next().is_some_and(|first| first.starts_with('(') && first.ends_with(')')) && cells.any(case)
    };
    page.is_code(row) || case(line) || beside() || after_remark()
}

/// Whether a line ends with a labelled case number: "Gästhamnen   Akt 118/75".
pub(super) fn ends_in_case(page: &Page, rest: &str) -> bool {
    rest.match_indices(' ').any(|(at, _)| {
        let tail = &rest[at + 1..];
        heads::label(tail, &page.cues.heading.case).is_some_and(|len| {
            let value = tail[len..].trim_start_matches(AFTER_LABEL);
            !value.is_empty() && codes::labelled(value) == value.len()
        })
    })
}

/// Splits a line of a heading into title and case numbers.
pub(super) fn take_parts(
    page: &Page,
    row: usize,
    from: usize,
    titles: &mut Vec<Span<Repaired>>,
    cases: &mut Vec<String>,
) {
    let line = page.rows.folded(row);
    let rest = &line[from..];
    let mut at = 0;
    let mut title_end = rest.len();
    // The first label, at the beginning or after a gap, or anywhere if a number follows.
    while at < rest.len() {
        let here = &rest[at..];
        let free = !here.starts_with(' ') && (at == 0 || !rest.as_bytes()[at - 1].is_ascii_alphanumeric());
        if free && let Some(len) = heads::label(here, &page.cues.heading.case) {
            let value_at = at + len + here[len..].len() - here[len..].trim_start_matches(AFTER_LABEL).len();
            let gap = at == 0
                || rest[..at].ends_with("  ")
                || rest[..at].ends_with("(")
                || !rest[..at].bytes().any(|b| b.is_ascii_alphanumeric())
                || rest[..at].ends_with(' ');
            let len = codes::labelled(&rest[value_at..]);
            // "Lukket sag: Køb af areal" beside the number is a title.
            let bare = len == 0 && from > 0 && value_at < rest.len();
            if gap && !bare && (len > 0 || at == 0) {
                if len > 0 {
                    cases.push(collapse(page.rows.span(row, from + value_at, len).of(page.rows.text)));
                }
                title_end = title_end.min(at);
                at = (value_at + len).max(at + 1);
                continue;
            }
        }
        if free
            && title_end > at
            && (at == 0 || rest[..at].ends_with("  "))
            && heads::label(here, &page.cues.heading.meta).is_some_and(|len| {
                // "Saksprotokoll      Arkivsak: 16/12": the name of the form over the item, beside its case number.
                if at == 0 && from == 0 && (here[len..].starts_with("   ") || ends_in_case(page, here)) {
                    return true;
                }
                let value = here[len..].strip_prefix(':').map(str::trim_start);
                let code = |value: &str| value.is_empty() || value.as_bytes()[0].is_ascii_digit();
                value.is_some_and(|value| at > 0 || from == 0 || code(value))
            })
        {
            title_end = at;
        }
        at += 1;
    }
    if title_end == rest.len() {
        if let Some(len) = page.code(row, from) {
            cases.push(collapse(page.rows.span(row, from, len).of(page.rows.text)));
            let after = rest[len..].trim_start();
            if after.is_empty() || continued(after, page.cues) {
                return;
            }
            titles.push(page.rows.span(row, from + rest.len() - after.len(), after.len()));
            return;
        }
        // A code after a gap at the end of the line: "Title      19/2286"; a remark: "Title      (Closed, cf. § 5)".
        if let Some(gap) = rest.rfind("   ") {
            let tail = rest[gap..].trim_start();
            if tail.starts_with('(') && tail.ends_with(')') {
                title_end = gap;
            }
            if page.code(row, from + rest.len() - tail.len()) == Some(tail.len()) {
                cases.push(collapse(
                    page.rows.span(row, from + rest.len() - tail.len(), tail.len()).of(page.rows.text),
                ));
                title_end = gap;
            }
        }
    }
    // What stands before a label is cut off from it; at the end of a line a hyphen or a comma goes on.
    let title = rest[..title_end].trim_end_matches([' ', '(', ':']);
    let title =
        if title_end < rest.len() { title.trim_end_matches([' ', '(', '-', ',', ':']) } else { title };
    let only_continued = title.len() < 12 && continued(title, page.cues);
    if title.bytes().any(|b| b.is_ascii_alphanumeric()) && !only_continued {
        titles.push(page.rows.span(row, from, title.len()));
    }
}

/// The title on one line, without marks of markup and without a closing full stop.
pub(super) fn joined(page: &Page, parts: &[Span<Repaired>]) -> Option<String> {
    let mut out = String::new();
    for part in parts {
        let piece = collapse(part.of(page.rows.text));
        let piece = piece.trim_start_matches(['\u{2018}', '\u{2019}', '|', '`', ' ']);
        if out.ends_with('-') && !out.ends_with(" -") && piece.chars().next().is_some_and(char::is_lowercase)
        {
            // "kommunal- och" keeps its hyphen; a word cut by the line end loses it.
            let word = piece.split(' ').next().unwrap_or("");
            if page.cues.subject.joint.holds(&folded(word)) {
                out.push(' ');
            } else {
                out.pop();
            }
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece);
    }
    let out = without_specks(&out, page.cues);
    let out = out.trim_matches(['#', '*', '_', '=', ' ']).trim_end_matches(['-', '–', ',', ' ']);
    let out = match out.strip_suffix('.') {
        _ if abbreviated(out) => out,
        Some(front) => front,
        None => out,
    };
    let out = out.trim_end();
    (!out.is_empty()).then(|| out.to_owned())
}

/// A title without the points that recognition sees after words that none can stand after: "Taxa för vatten och. avlopp".
fn without_specks(title: &str, cues: &Cues) -> String {
    /// Abbreviations are shorter.
    const LONG: usize = 6;
    let words: Vec<&str> = title.split(' ').collect();
    let kept = words.iter().enumerate().map(|(at, word)| {
        let bare = word.trim_end_matches(['.', ':']);
        let small = |word: &str| word.starts_with(char::is_lowercase);
        let goes_on = words.get(at + 1).is_some_and(|next| small(next));
        let open = |word: &str| cues.heading.open_end.iter().any(|open| *open == folded(word));
        let speck = word.len() > bare.len()
            && small(bare)
            && !bare.contains('.')
            && goes_on
            && (open(bare) && !open(word) || bare.chars().count() >= LONG && word.ends_with('.'));
        if speck { bare } else { word }
    });
    kept.collect::<Vec<_>>().join(" ")
}

/// White space runs become one space.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn continued(rest: &str, cues: &Cues) -> bool {
    cues.heading.continued.begin(rest)
        || cues.heading.continued.iter().any(|word| {
            rest.ends_with(word)
                && rest.len() > word.len()
                && !rest.as_bytes()[rest.len() - word.len() - 1].is_ascii_alphanumeric()
        })
}

/// Whether the full stop at the end is that of an abbreviation: "a.m.b.a.", "m.fl.".
pub(super) fn abbreviated(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.strip_suffix('.').is_some_and(|front| front.contains('.'))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::items;

    #[test]
    fn a_closed_item_keeps_its_label_and_loses_a_filing_code() {
        let text = "Referat\n\nPunkt 1: Lukket sag: Salg af grund\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Valg\n\n\
                    Beslutning\n\nGodkendt.\n";
        let found = items(text, Language::Danish);
        assert_eq!(found[0].1.as_deref(), Some("Lukket sag: Salg af grund"));
        let text = "Møtebok\n\nSak 5/91   Arkiv: 033\nNYTT TAK PÅ SKOLEN\n\nVedtak:\n\nGodkjent.\n";
        assert_eq!(items(text, Language::Bokmal)[0].1.as_deref(), Some("NYTT TAK PÅ SKOLEN"));
    }

    #[test]
    fn a_title_loses_the_points_that_nobody_printed() {
        let text = "PROTOKOLL\n\n§ 9  Taxa för vatten och. avlopp i hamnarna. längs kusten\n\nBeslut\n\nBifalls.\n\n§ 10  Svar ang. bron, jfr. motionen\n\n\
                    Beslut\n\nBifalls.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(found[0].1.as_deref(), Some("Taxa för vatten och avlopp i hamnarna längs kusten"));
        assert_eq!(found[1].1.as_deref(), Some("Svar ang. bron, jfr. motionen"));
    }

    #[test]
    fn a_case_number_without_a_label_is_no_title() {
        let text = "REFERAT\n\n4. Garanti til Sødal Vandværk a.m.b.a.\n24.05.00-S55-1-18\n\nBeslutning\n\nGodkendt.\n\n\
                    5. Valg af kasserer\n00.22.04-A30-3-18\n\nBeslutning\n\nValgt.\n";
        let found = items(text, Language::Danish);
        assert_eq!(found[0].1.as_deref(), Some("Garanti til Sødal Vandværk a.m.b.a."));
        assert_eq!(found[1].2, ["00.22.04-A30-3-18"]);
        let text = "PROTOKOLL\n\n§ 9  2018.337 SBN\nAvgift för gästhamn\n\nBeslut\n\nBifalls.\n\n§ 10  2021-000764\n\
                    Bygglov\n\nBeslut\n\nBifalls.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(
            (found[0].1.as_deref(), &found[0].2[..]),
            (Some("Avgift för gästhamn"), &["2018.337 SBN".to_owned()][..])
        );
        assert_eq!(
            (found[1].1.as_deref(), &found[1].2[..]),
            (Some("Bygglov"), &["2021-000764".to_owned()][..])
        );
    }
}
