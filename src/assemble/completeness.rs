//! Whether all is there that the document says it holds: numbers that follow each other, and those that the first and last
//! pages declare.
//!
//! A page that was not scanned, or a heading that was not read, leaves a gap. What is missing is told of with the page on which
//! it is missed; what an item holds is not looked at.

use crate::outline::{Outline, Segment};
use crate::record::{SegmentKind, Warning};
use crate::text::{CodePoints, Repaired, Span};
use std::collections::BTreeSet;

/// So many numbers may lie between two that follow each other; more is another way of counting.
const WIDEST_GAP: u32 = 50;

/// So many items minutes may declare.
const WIDEST_RANGE: u32 = 500;

/// A sign or word before declared numbers stands no farther from them, in characters.
const REACH: usize = 12;

/// What is not there although it should be.
pub(super) fn warnings(text: &str, outline: &Outline, points: &CodePoints<'_>) -> Vec<Warning> {
    let blank = text.len() - text.trim_start().len();
    let breaks: Vec<usize> =
        memchr::memchr_iter(b'\x0c', text.as_bytes()).filter(|&at| at >= blank).collect();
    let page = |at: usize| breaks.partition_point(|&before| before < at) + 1;
    let warning = |code: &str, span: Span<Repaired>, message: String| Warning {
        code: code.into(),
        message: format!("page {}: {message}", page(span.start())),
        start: Some(points.at(span.start())),
        end: Some(points.at(span.end())),
    };
    let mut out: Vec<Warning> = gaps(outline)
        .map(|(at, missing)| {
            let message = format!("no item numbered {} was found before this one", listed(&missing));
            warning("item_number_gap", Span::new(at, at), message)
        })
        .collect();
    for (span, missing) in declared(text, outline) {
        let message = format!("{} is declared here, and was not found", listed(&missing));
        out.push(warning("declared_item_missing", span, message));
    }
    out
}

/// Numbers of items that do not follow each other: where they are missed, and which.
fn gaps(outline: &Outline) -> impl Iterator<Item = (usize, Vec<u32>)> {
    let mut before: Option<u32> = None;
    let numbered = |item: &crate::outline::Item| {
        let number = item.number.as_deref().and_then(running_number)?;
        Some((item.span.start(), number))
    };
    outline.items.iter().filter_map(numbered).filter_map(move |(at, number)| {
        let last = before.replace(number)?;
        let missed = number > last + 1 && number - last <= WIDEST_GAP;
        missed.then(|| (at, (last + 1..number).collect()))
    })
}

/// Numbers that the first and last pages declare and no item has: where they are declared, and which.
fn declared(text: &str, outline: &Outline) -> Vec<(Span<Repaired>, Vec<u32>)> {
    let printed: Vec<&str> = outline.items.iter().filter_map(|item| item.number.as_deref()).collect();
    let found: BTreeSet<u32> = printed.iter().copied().filter_map(running_number).collect();
    let mut out: Vec<(Span<Repaired>, Vec<u32>)> = Vec::new();
    let mut add = |span: Span<Repaired>, numbers: Vec<u32>| {
        let missing: Vec<u32> = numbers.iter().copied().filter(|number| !found.contains(number)).collect();
        // What shares no number with the items counts something else; what is declared twice is told of once.
        let same = missing.len() < numbers.len();
        if same && !missing.is_empty() && !out.iter().any(|(_, known)| *known == missing) {
            out.push((span, missing));
        }
    };
    let Some(prefix) = printed.first().map(|number| prefix(number)) else { return out };
    for segment in outline.segments.iter().filter(|segment| is_front(segment)) {
        let part = segment.span.of(text);
        for (at, range) in ranges(part, &prefix, &printed) {
            let start = segment.span.start() + at.start;
            add(Span::new(start, segment.span.start() + at.end), range);
        }
    }
    let first = outline.items.first().map_or(0, |item| item.span.start());
    let contents = outline.segments.iter().filter(|segment| is_front(segment) && segment.span.end() <= first);
    let mut listed = Vec::new();
    let mut place: Option<Span<Repaired>> = None;
    for segment in contents.filter(|segment| segment.kind == SegmentKind::Cover) {
        let part = segment.span.of(text);
        for line in part.split_inclusive('\n') {
            let at = segment.span.start() + (line.as_ptr() as usize - part.as_ptr() as usize);
            if let Some(number) = contents_line(line.trim(), &prefix) {
                let span = Span::new(at, at + line.trim_end().len());
                place = Some(place.map_or(span, |place| place.cover(span)));
                listed.push(number);
            }
        }
    }
    if let Some(place) = place.filter(|_| listed.len() > 1) {
        add(place, listed);
    }
    out
}

/// Whether a segment is of the first or last pages, where minutes say what they hold.
fn is_front(segment: &Segment) -> bool {
    let kinds = [SegmentKind::Cover, SegmentKind::Attendance, SegmentKind::Signatures];
    segment.item.is_none() && kinds.contains(&segment.kind)
}

/// What stands before the figures of a printed number, in lower case: a sign, or a word.
fn prefix(printed: &str) -> String {
    let end = printed.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    printed[..end].trim_end_matches([' ', '\u{A0}', '.', ':']).to_lowercase()
}

/// "§§ 118-124", "Sak 12/24 – 25/24": ranges of numbers like those of the items, with their places.
fn ranges(part: &str, prefix: &str, printed: &[&str]) -> Vec<(std::ops::Range<usize>, Vec<u32>)> {
    let mut out = Vec::new();
    let blank = [' ', '\u{A0}'];
    for (at, dash) in part.match_indices(['-', '–', '—']) {
        let (Some((start, from)), Some((end, to))) = (
            number_before(part, part[..at].trim_end_matches(blank).len()),
            number_after(part, {
                let rest = part[at + dash.len()..].trim_start_matches(blank);
                part.len() - rest.strip_prefix('§').unwrap_or(rest).trim_start_matches(blank).len()
            }),
        ) else {
            continue;
        };
        let before = &part[..start];
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '-' | '–' | '/');
        let after = part[end..].chars().next();
        if before.ends_with(goes_on) || after.is_some_and(|c| c.is_alphanumeric() || c == '/') {
            continue;
        }
        let reach = before.char_indices().rev().take(REACH).last().map_or(0, |(at, _)| at);
        let counted = match (from.1, to.1) {
            ("", "") => !prefix.is_empty() && before[reach..].to_lowercase().contains(prefix),
            (one, other) => one == other && printed.iter().any(|number| number.ends_with(one)),
        };
        if let (true, Ok(from), Ok(to)) = (counted, from.0.parse::<u32>(), to.0.parse::<u32>())
            && from < to
            && to - from <= WIDEST_RANGE
        {
            out.push((start..end, (from..=to).collect()));
        }
    }
    out
}

/// Where the number that ends at a place begins, its digits, and its year with the stroke before it.
fn number_before(part: &str, end: usize) -> Option<(usize, (&str, &str))> {
    let digits = |text: &str| text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let last = end - digits(&part[..end]);
    let start = match part[..last].strip_suffix('/') {
        Some(rest) if last < end => rest.len() - digits(rest),
        _ => return (last < end).then(|| (last, (&part[last..end], ""))),
    };
    (start + 1 < last).then(|| (start, (&part[start..last - 1], &part[last - 1..end])))
}

/// Where the number that begins at a place ends, its digits, and its year with the stroke before it.
fn number_after(part: &str, start: usize) -> Option<(usize, (&str, &str))> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = start + digits(&part[start..]);
    let year = part[first..].strip_prefix('/').map_or(0, digits);
    let end = if year > 0 { first + 1 + year } else { first };
    (first > start).then(|| (end, (&part[start..first], &part[first..end])))
}

/// The number of an item that a line of a list of contents begins with.
fn contents_line(line: &str, prefix: &str) -> Option<u32> {
    let lower = line.to_lowercase();
    let rest = lower.strip_prefix(prefix).filter(|_| !prefix.is_empty())?;
    let rest = rest.trim_start_matches([' ', '\u{A0}', '.', ':']);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '/')).unwrap_or(rest.len());
    // A title follows; a range is none of a single item.
    let title = rest[end..].trim_start().starts_with(char::is_alphabetic);
    title.then(|| running_number(&rest[..end])).flatten()
}

/// The number that counts items: the first of "021/24", the only one of "§ 12".
fn running_number(printed: &str) -> Option<u32> {
    let mut numbers = printed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let first = numbers.next()?;
    let second = numbers.next();
    match second {
        // "PS 15/45": the year stands first where it is the shorter and the other runs.
        Some(second) if printed.contains('/') && second.len() > first.len() && first.len() == 2 => {
            second.parse().ok()
        }
        _ => first.parse().ok(),
    }
}

/// Numbers as people list them: "3, 5-7".
fn listed(numbers: &[u32]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < numbers.len() {
        let mut last = at;
        while numbers.get(last + 1) == Some(&(numbers[last] + 1)) {
            last += 1;
        }
        out.push(if last == at {
            numbers[at].to_string()
        } else {
            format!("{}-{}", numbers[at], numbers[last])
        });
        at = last + 1;
    }
    out.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{contents_line, listed, ranges};
    use crate::record::Warning;

    fn warnings(text: &str) -> Vec<(String, String)> {
        let settings =
            crate::Settings { language: Some(crate::Language::Swedish), ..crate::Settings::default() };
        let record = crate::Pipeline::new(settings).process("in.txt", text.as_bytes()).unwrap();
        let told = |warning: &Warning| warning.code.ends_with("_gap") || warning.code.ends_with("_missing");
        record.warnings.into_iter().filter(told).map(|warning| (warning.code, warning.message)).collect()
    }

    fn minutes(front: &str, numbers: &[u32]) -> String {
        let item = |number: &u32| format!("§ {number} Ny bro\n\nBeslut\n\nBron byggs.\n\n");
        let items: Vec<String> = numbers.iter().map(item).collect();
        format!("BROSTADS KOMMUN\nSammanträdesprotokoll 2024-03-05\n{front}\n\n\x0c{}", items.join("\x0c"))
    }

    #[test]
    fn a_declared_number_without_an_item_is_missed() {
        let front = "Paragrafer §§ 4-8\n";
        assert_eq!(warnings(&minutes(front, &[4, 5, 6, 7, 8])), []);
        let told = warnings(&minutes(front, &[4, 5, 6]));
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0].1, "page 1: 7-8 is declared here, and was not found");
    }

    #[test]
    fn a_gap_is_told_of_with_its_page() {
        let told = warnings(&minutes("", &[4, 5, 8]));
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(
            told[0],
            ("item_number_gap".into(), "page 4: no item numbered 6-7 was found before this one".into())
        );
    }

    #[test]
    fn a_list_of_contents_declares_its_items() {
        let front = "Ärendelista\n\n§ 4 Val av justerare\n§ 5 Ny bro\n§ 6 Ny väg\n";
        let told = warnings(&minutes(front, &[4, 5]));
        assert!(
            told.iter().any(|(code, message)| code == "declared_item_missing" && message.contains(": 6 is")),
            "{told:?}"
        );
        assert_eq!(contents_line("§ 6 Ny väg", "§"), Some(6));
        assert_eq!(contents_line("Sak 021/24 Ny veg", "sak"), Some(21));
        for none in ["§ 6-9 Ny väg", "§ 6", "6 Ny väg", "§ x"] {
            assert_eq!(contents_line(none, "§"), None, "{none}");
        }
    }

    #[test]
    fn only_numbers_like_those_of_the_items_are_declared() {
        let found = |part: &str, prefix: &str, printed: &[&str]| -> Vec<Vec<u32>> {
            ranges(part, prefix, printed).into_iter().map(|(_, range)| range).collect()
        };
        assert_eq!(found("Paragrafer: §§ 4–6", "§", &["§ 4"]), [[4, 5, 6]]);
        assert_eq!(found("§ 4 - § 6", "§", &["§ 4"]), [[4, 5, 6]]);
        assert_eq!(found("Saker: 2/24 - 4/24", "sak", &["Sak 2/24"]), [[2, 3, 4]]);
        for none in [
            "kl. 18-20",
            "Tid: 18.00-20.15",
            "2024-03-05",
            "den 4-6 mars",
            "tfn 08-12 34 56",
            "2/3 - 4/3",
            "12-14 §",
        ] {
            assert!(found(none, "§", &["§ 4"]).is_empty(), "{none}");
        }
    }

    #[test]
    fn numbers_in_a_row_are_drawn_together() {
        assert_eq!(listed(&[3, 5, 6, 7, 9]), "3, 5-7, 9");
        assert_eq!(listed(&[]), "");
    }
}
