//! What the cues explain of a document, and what they do not: for whoever adds cues.
//!
//! A line is explained if it is furniture, an item's heading, or what a rule saw; what stands where no rule opened
//! anything is not. Among the lines that nothing explains some look as if they headed something: those are suspects. The
//! module judges lines by their looks and by nearness to known headings; it refuses to guess what a suspect heads.

use super::cues::Cues;
use super::fold::fold_cue;
use super::nearness::Letters;
use super::prose::is_list_point;
use super::{Outline, OwnCues, Rows, Segment, Sheet, cues, likeliest};
use crate::language::Language;
use crate::record::SegmentKind;
use std::collections::BTreeMap;

/// What the cues explain of a document.
#[derive(Debug)]
pub struct Coverage {
    /// The language whose cues were asked.
    pub language: Language,
    /// Lines that are not blank.
    pub lines: usize,
    /// Those of them that no cue explains.
    pub unexplained_lines: usize,
    /// What was met, in the order of rules and words.
    pub met: Vec<Met>,
    /// What no cue opened, in the order of the text.
    pub unexplained: Vec<Unexplained>,
    /// Lines that look like headings, in the order of the text.
    pub suspects: Vec<Suspect>,
}

/// A cue that was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The section or rule that it belongs to, as `rule` of a segment names it.
    pub rule: &'static str,
    /// The words as they are printed where it was met first; empty where no words tell.
    pub words: String,
    /// How often.
    pub count: usize,
    /// The first line, counted from 1.
    pub line: usize,
}

/// A stretch of text that no cue opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// First line, counted from 1.
    pub first_line: usize,
    /// Last line.
    pub last_line: usize,
    /// What it was taken for.
    pub kind: SegmentKind,
    /// Its first line.
    pub words: String,
}

/// A line that looks like a heading that no cue knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Line, counted from 1.
    pub line: usize,
    /// The line without a colon at its end.
    pub text: String,
    /// The same for all lines that a cue cannot tell apart.
    pub key: String,
    /// Why it is one; `None`: only if it recurs in other documents.
    pub why: Option<Why>,
    /// It stands on the first or last pages, where labels are known, not headings.
    pub front: bool,
    /// The heading that it is nearest to, if it is near to any.
    pub near: Option<Near>,
}

/// Why a line is a suspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is nearly a heading that is known.
    Near,
    /// It is short and ends in a colon.
    Colon,
    /// It stands in several items.
    Recurs,
    /// It stands alone between blank lines.
    Alone,
}

impl Why {
    /// In words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Near => "near a known heading",
            Self::Colon => "ends in a colon",
            Self::Recurs => "recurs",
            Self::Alone => "alone on its line",
        }
    }
}

/// A heading that is known, near to a line but not near enough to be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The heading as the tables have it.
    pub heading: &'static str,
    /// The section that it opens.
    pub section: &'static str,
}

/// Longest line that is suspected, in characters and in words.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 8;

/// A suspect has so many letters.
const FEWEST_LETTERS: usize = 4;

/// Of so many letters of a line one may differ for it to be near to a heading; of six, it is one.
const NEAR: usize = 4;

/// A line with more than one figure for so many letters is no heading.
const LETTERS_FOR_A_FIGURE: usize = 3;

/// What the cues explain of a text that was cut into `outline`.
pub fn coverage(
    text: &str,
    language: Option<Language>,
    own: Option<&OwnCues>,
    outline: &Outline,
) -> Coverage {
    let rows = Rows::new(text);
    let language = language.unwrap_or_else(|| likeliest(&rows, own));
    let cues = cues(language, own);
    let numbers = numbers(text, &rows);
    let sheet = Sheet::new(&rows, cues);
    let mut explained = vec![false; rows.len()];
    let mut segment_of = vec![None; rows.len()];
    let mut met: BTreeMap<(&'static str, String), Met> = BTreeMap::new();
    let mut meet = |rule: &'static str, words: &str, row: usize| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = numbers.get(row).copied().unwrap_or_default();
        let new = || Met { rule, words: words.clone(), count: 0, line };
        met.entry((rule, fold_cue(words.trim_end_matches(':')))).or_insert_with(new).count += 1;
    };
    let mut row = 0;
    let mut unexplained = Vec::new();
    let mut unexplained_lines = 0;
    for segment in &outline.segments {
        let first = row;
        while row < rows.len() && rows.rows[row].span.start() < segment.span.end() {
            segment_of[row] = Some(segment);
            row += 1;
        }
        if first == row {
            continue;
        }
        let seen = segment.evidence.words.into_iter().chain(segment.lead);
        for span in seen {
            for (explained, row) in explained[first..row].iter_mut().zip(&rows.rows[first..row]) {
                *explained |= row.span.overlaps(span);
            }
        }
        let whole = matches!(segment.kind, SegmentKind::Furniture | SegmentKind::Heading);
        if whole {
            explained[first..row].fill(true);
        }
        if is_unexplained(segment) {
            unexplained_lines += row - first;
            unexplained.push(Unexplained {
                first_line: numbers[first],
                last_line: numbers[row - 1],
                kind: segment.kind,
                words: rows.of(first).to_owned(),
            });
        } else if !segment.continues && segment.evidence.rule != FRONT {
            let words = segment.evidence.words.filter(|_| !whole).map_or("", |words| words.of(text));
            meet(segment.evidence.rule, words, first);
        }
    }
    for (row, head) in sheet.all_heads.iter().enumerate() {
        if let Some(head) = head
            && !explained[row]
        {
            explained[row] = true;
            let words: String = rows.of(row).chars().take(head.len).collect();
            meet(cues.sections[head.section].id.as_str(), &words, row);
        }
    }
    let suspects = suspects(&rows, cues, &numbers, &explained, &segment_of);
    Coverage {
        language,
        lines: rows.len(),
        unexplained_lines,
        met: met.into_values().collect(),
        unexplained,
        suspects,
    }
}

/// The rule of first and last pages before their first label.
const FRONT: &str = "front";

/// Whether no cue opened a segment.
fn is_unexplained(segment: &Segment) -> bool {
    match segment.evidence.rule {
        "open" | "no_item" => true,
        FRONT => segment.kind == SegmentKind::Other,
        _ => false,
    }
}

/// The number of the line of each row.
fn numbers(text: &str, rows: &Rows) -> Vec<usize> {
    let (mut line, mut done) = (1, 0);
    let number = |row: &super::rows::Row| {
        line += text[done..row.span.start()].bytes().filter(|&byte| byte == b'\n').count();
        done = row.span.start();
        line
    };
    rows.rows.iter().map(number).collect()
}

fn suspects(
    rows: &Rows,
    cues: &'static Cues,
    numbers: &[usize],
    explained: &[bool],
    segment_of: &[Option<&Segment>],
) -> Vec<Suspect> {
    let known: Vec<(Letters, &'static str, &'static str)> = cues
        .sections
        .iter()
        .flat_map(|section| section.heads.iter().map(|head| (head.as_str(), section.id.as_str())))
        .filter(|(head, _)| !head.contains('*'))
        .map(|(head, section)| (Letters::new(fold_cue(head)), head, section))
        .collect();
    let mut out: Vec<(Suspect, Option<u32>)> = Vec::new();
    for row in 0..rows.len() {
        let Some(segment) = segment_of[row].filter(|_| !explained[row]) else { continue };
        let line = rows.of(row);
        let colon = line.ends_with(':');
        let text = line.trim_end_matches([':', ' ']);
        let front = segment.item.is_none();
        let lists = matches!(
            segment.kind,
            SegmentKind::Recipients
                | SegmentKind::Attachments
                | SegmentKind::Attendance
                | SegmentKind::Signatures
        );
        if !looks_like_a_heading(rows, row, text) || (front || lists) && !colon {
            continue;
        }
        let key = fold_cue(text);
        let near = near(&known, &key);
        let alone = rows.rows[row].after_blank
            && rows.rows.get(row + 1).is_some_and(|next| next.after_blank)
            && tells(rows, row + 1);
        let why = if near.is_some() && rows.rows[row].after_blank {
            Some(Why::Near)
        } else if colon {
            Some(Why::Colon)
        } else if alone {
            Some(Why::Alone)
        } else if rows.rows[row].after_blank && rows.rows.get(row + 1).is_some_and(|next| !next.after_blank) {
            None
        } else {
            continue;
        };
        let near = near.filter(|_| why == Some(Why::Near));
        out.push((
            Suspect { line: numbers[row], text: text.to_owned(), key, why, front, near },
            segment.item,
        ));
    }
    let mut items: BTreeMap<String, Vec<Option<u32>>> = BTreeMap::new();
    for (suspect, item) in &out {
        let of = items.entry(suspect.key.clone()).or_default();
        if !of.contains(item) {
            of.push(*item);
        }
    }
    for (suspect, _) in &mut out {
        if items.get(&suspect.key).is_some_and(|items| items.len() > 1)
            && suspect.why.is_none_or(|why| why == Why::Alone)
        {
            suspect.why = Some(Why::Recurs);
        }
    }
    out.into_iter().map(|(suspect, _)| suspect).collect()
}

/// Whether a line is more than a cell of a table: a heading has text under it.
fn tells(rows: &Rows, row: usize) -> bool {
    let line = rows.of(row);
    rows.ends_sentence(row) || line.ends_with(':') || line.split_whitespace().count() > 3
}

/// Whether a line is short, begins with a capital, and is neither a sentence, a point, a number nor a name.
fn looks_like_a_heading(rows: &Rows, row: usize, text: &str) -> bool {
    let folded = rows.folded(row);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let words: Vec<&str> = text.split_whitespace().collect();
    let name = words.len() > 1
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && text.chars().any(char::is_lowercase);
    letters >= FEWEST_LETTERS
        && digits * LETTERS_FOR_A_FIGURE <= letters
        && text.chars().count() <= LONGEST
        && words.len() <= MOST_WORDS
        && rows.begins_upper(row)
        && !text.ends_with(['.', ',', ';', '-', '–', '!', '?', '"', '”', ')'])
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !is_list_point(folded)
        // Columns of a table; what is counted.
        && !folded.contains("   ")
        && !folded.trim_end_matches(':').contains(": ")
        && !name
}

/// The known heading that a folded line is nearest to, of those that are near.
fn near(known: &[(Letters, &'static str, &'static str)], line: &str) -> Option<Near> {
    let most = line.len() / NEAR;
    if most < 2 {
        return None;
    }
    let letters = Letters::new(line.to_owned());
    let distances = known.iter().filter_map(|(head, heading, section)| {
        let most = most.min(head.len() / NEAR);
        letters.within(head, most).map(|distance| (distance, Near { heading, section }))
    });
    distances.min_by_key(|(distance, _)| *distance).map(|(_, near)| near)
}

#[cfg(test)]
mod tests {
    use super::{Coverage, Why, coverage};
    use crate::language::Language;
    use crate::outline::{OwnCues, outline_with};
    use crate::record::SegmentKind;

    const MINUTES: &str = "Kommunstyrelsen\nProtokoll\n\nVid bordet satt:\nAnna Ek (S)\n\n§ 4 Ny bro över ån\n\n\
        Bron är gammal och smal.\n\nSammanfattning av ärendet\n\nEn ny bro kostar pengar.\n\nMälarklausul\n\nFörbehåll finns.\n\n\
        Beslut\n\nBron byggs.\n\nProtokollsanmälningar\nAnna Ek vill inte.\n\n§ 5 Väg till bron\n\n\
        Mälarklausul\n\nFörbehåll saknas.\n\nVidare gäller:\n\nVägen är smal.\n\nBeslut\n\nVägen byggs.\n\nBeslutet skickas till\n\nTekniska kontoret\n";

    fn covered(own: Option<&OwnCues>) -> Coverage {
        let outline = outline_with(MINUTES, Some(Language::Swedish), own);
        coverage(MINUTES, Some(Language::Swedish), own, &outline)
    }

    fn suspects(coverage: &Coverage) -> Vec<(&str, usize, Option<Why>)> {
        coverage.suspects.iter().map(|one| (one.text.as_str(), one.line, one.why)).collect()
    }

    #[test]
    fn what_was_met_is_counted_with_its_words() {
        let covered = covered(None);
        let met = |rule: &str, words: &str| {
            covered
                .met
                .iter()
                .find(|met| met.rule == rule && met.words == words)
                .map(|met| (met.count, met.line))
        };
        assert_eq!(met("decision", "Beslut"), Some((2, 19)));
        assert_eq!(met("background", "Sammanfattning av ärendet"), Some((1, 11)));
    }

    #[test]
    fn what_no_cue_opened_is_unexplained() {
        let covered = covered(None);
        let first = &covered.unexplained[0];
        assert_eq!(
            (first.kind, first.first_line, first.words.as_str()),
            (SegmentKind::Background, 9, "Bron är gammal och smal.")
        );
        assert!(covered.unexplained_lines > 1 && covered.unexplained_lines < covered.lines / 2);
    }

    #[test]
    fn lines_that_look_like_headings_are_suspects_with_a_reason() {
        let covered = covered(None);
        let found = suspects(&covered);
        assert!(found.contains(&("Vid bordet satt", 4, Some(Why::Colon))), "{found:?}");
        assert!(found.contains(&("Mälarklausul", 15, Some(Why::Recurs))), "{found:?}");
        assert!(found.contains(&("Vidare gäller", 32, Some(Why::Colon))), "{found:?}");
        assert!(found.contains(&("Protokollsanmälningar", 23, Some(Why::Near))), "{found:?}");
        let near = covered.suspects.iter().find_map(|one| one.near.as_ref());
        assert_eq!(
            near.map(|near| (near.heading, near.section)),
            Some(("protokollsanteckningar", "statement"))
        );
        for known in [
            "Beslut",
            "Sammanfattning av ärendet",
            "Beslutet skickas till",
            "Tekniska kontoret",
            "Anna Ek (S)",
            "Protokoll",
        ] {
            assert!(!found.iter().any(|(text, ..)| *text == known), "{known}: {found:?}");
        }
    }

    #[test]
    fn a_suspect_that_became_a_cue_is_none() {
        let own =
            OwnCues::parse("[[sv.section]]\nid = \"reservation\"\nheads = [\"Mälarklausul\"]\n").unwrap();
        let covered = covered(Some(&own));
        assert!(!suspects(&covered).iter().any(|(text, ..)| *text == "Mälarklausul"));
        assert!(covered.met.iter().any(|met| met.rule == "reservation" && met.count == 2));
    }

    #[test]
    fn cells_of_a_table_are_no_headings() {
        let table = "Kommunstyrelsen\nProtokoll\n\n§ 4 Ny bro\n\nOmröstning\n\nNamn\n\nParti\n\nUppgift\n\nAntal röster: 3\n\n\
            Uppgift\n\nParti\n\nNamn      Röst\n\nBeslut\n\nBron byggs.\n";
        let outline = outline_with(table, Some(Language::Swedish), None);
        let covered = coverage(table, Some(Language::Swedish), None, &outline);
        assert_eq!(suspects(&covered), []);
    }

    #[test]
    fn an_empty_text_has_nothing() {
        let outline = outline_with("", None, None);
        let covered = coverage("", None, None, &outline);
        assert_eq!((covered.lines, covered.suspects.len(), covered.met.len()), (0, 0, 0));
    }
}
