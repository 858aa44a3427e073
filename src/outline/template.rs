//! Headings of a template that the tables do not know, told by their recurrence.
//!
//! Every template ends its items with what was decided. Where no item has a heading for that, a short line that heads
//! text in several items, and is the last such line in most of them, is taken for it. What other lines head that recur over
//! paragraphs is not known, but that something ends there is: only the cues of sentences are heard under them.

use super::cues::Cues;
use super::headings::Heading;
use super::heads::{Head, How};
use super::page::Page;
use super::rules::Subject;
use super::subject::subject;
use crate::record::SegmentKind;
use std::collections::BTreeMap;

/// The rows that head decisions by recurrence, as heads of the tables' section of decisions.
pub(super) fn decision_heads(page: &Page, found: &[Heading], cues: &Cues) -> Vec<(usize, Head)> {
    let Some(section) = (0..cues.sections.len()).find(|&section| cues.sections[section].decides()) else {
        return Vec::new();
    };
    let first = found.first().map_or(page.content.len(), |heading| heading.start);
    if (first..page.content.len())
        .any(|at| page.heads[at].as_ref().is_some_and(|head| cues.sections[head.section].decides()))
    {
        return Vec::new();
    }
    // For each line: where it stands, and in how many items it is the last.
    let mut lines: BTreeMap<&str, (Vec<usize>, usize)> = BTreeMap::new();
    let all = lines_of_items(page, found, heads_text);
    for (index, &(item, at, line)) in all.iter().enumerate() {
        let (places, last) = lines.entry(line).or_default();
        places.push(at);
        *last += usize::from(all.get(index + 1).is_none_or(|next| next.0 != item));
    }
    let best = lines.into_values().max_by_key(|(places, last)| (*last, std::cmp::Reverse(places.len())));
    match best {
        Some((places, last)) if last >= 2 && last * 3 >= found.len() && last * 3 >= places.len() * 2 => {
            places.into_iter().map(|at| head(page, at, section)).collect()
        }
        _ => Vec::new(),
    }
}

/// The rows that head paragraphs in several items in words that no table has, as heads of the section whose headings share words
/// with them, or of the tables' section of the unknown.
pub(super) fn unknown_heads(page: &Page, found: &[Heading], cues: &Cues) -> Vec<(usize, Head)> {
    let Some(section) = cues.sections.iter().position(|section| section.id == UNKNOWN) else {
        return Vec::new();
    };
    // For each line, its items and places.
    let mut lines: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (item, at, line) in lines_of_items(page, found, heads_paragraph) {
        if !cues.subject.party.begin(line) {
            lines.entry(line).or_default().push((item, at));
        }
    }
    // "UTVAL FOR PLAN SI TILRÅDING 31.05.2022:" heads what follows, though once.
    // But "Tilrådinga mot framlegget frå V:" tells a vote.
    let duel = |line: &str| line.split(' ').any(|word| cues.contest.against.holds(word));
    let counsel = |section: usize| cues.sections[section].kind == Some(SegmentKind::Recommendation);
    let once = lines_of_items(page, found, before_colon)
        .into_iter()
        .filter(|&(_, at, line)| !duel(line) && !somebody_proposes(page, at, line, cues))
        .filter_map(|(_, at, line)| Some((at, cues.kindred().section(line)?)))
        .filter(|&(_, section)| counsel(section))
        .map(|(at, section)| head(page, at, section));
    let recurring = lines.into_iter().filter(|(_, places)| {
        let items = places.chunk_by(|a, b| a.0 == b.0).count();
        items >= ITEMS && places.len() < 2 * items
    });
    recurring
        .flat_map(|(line, places)| {
            let section = cues.kindred().section(line).unwrap_or(section);
            places.into_iter().map(move |(_, at)| head(page, at, section))
        })
        .chain(once)
        .collect()
}

/// "Kari Berg satte fram slikt forslag:": somebody puts what follows, it is no heading.
fn somebody_proposes(page: &Page, at: usize, line: &str, cues: &Cues) -> bool {
    subject(page.rows.of(page.content[at]), line, cues) == Some(Subject::Person)
        && cues.rules.list.iter().zip(&cues.rules.heard(line)).any(|(rule, heard)| {
            rule.kind == SegmentKind::Proposal
                && rule.subject.contains(&Subject::Person)
                && rule.is_heard(heard, 0)
        })
}

/// The lines under the headings of items that `heads` takes for headings, in order: item, place, words.
fn lines_of_items<'p>(
    page: &'p Page,
    found: &[Heading],
    heads: fn(&'p Page, usize, usize) -> Option<&'p str>,
) -> Vec<(usize, usize, &'p str)> {
    let of_item = |(item, heading): (usize, &Heading)| {
        let limit = found.get(item + 1).map_or(page.content.len(), |next| next.start);
        (heading.end..limit).filter_map(move |at| Some((item, at, heads(page, at, limit)?)))
    };
    found.iter().enumerate().flat_map(of_item).collect()
}

/// A row as the head of a section.
fn head(page: &Page, at: usize, section: usize) -> (usize, Head) {
    (page.content[at], Head { section, organ: None, len: page.line(at).len(), how: How::Pattern })
}

/// The section of the tables under headings that nobody knows.
const UNKNOWN: &str = "unknown";

/// In so many items a line stands over a paragraph that heads one.
const ITEMS: usize = 2;

/// A line before a colon that heads what follows is no longer.
const LONGEST: usize = 90;

/// A line under a heading is at least so long if it begins a paragraph.
const PARAGRAPH: usize = 45;

/// The words of a line that begins a paragraph and ends in a colon.
fn before_colon<'p>(page: &'p Page, at: usize, _limit: usize) -> Option<&'p str> {
    let line = page.line(at);
    let heads = line.len() <= LONGEST && page.begins(at) && page.heads[at].is_none();
    line.strip_suffix(':').filter(|_| heads)
}

/// The words of a line that stands alone, or over its paragraph, as a heading does.
fn heads_paragraph<'p>(page: &'p Page, at: usize, limit: usize) -> Option<&'p str> {
    let line = short_line(page, at)?;
    let text = at + 1 < limit
        && page.begins(at)
        && page.heads[at].is_none()
        && page.heads[at + 1].is_none()
        && page.rows.width(page.content[at + 1]) >= PARAGRAPH
        && page.rows.begins_upper(page.content[at + 1]);
    text.then_some(line)
}

/// The words of a line that stands over text as a heading does.
fn heads_text<'p>(page: &'p Page, at: usize, limit: usize) -> Option<&'p str> {
    let row = page.content[at];
    let stands =
        page.begins(at) && page.heads[at].is_none() && at + 1 < limit && !page.rows.rows[row + 1].after_blank;
    short_line(page, at).filter(|_| stands && page.rows.begins_upper(page.content[at + 1]))
}

/// The words of a line that is short and nothing but words, as headings are.
fn short_line<'p>(page: &'p Page, at: usize) -> Option<&'p str> {
    let line = page.line(at);
    let words = line.split_ascii_whitespace().count();
    let short = (4..=40).contains(&line.len())
        && words <= 6
        && !line.contains("  ")
        && !line.ends_with(['.', ',', ';', '-', ')'])
        && !line.bytes().any(|b| b.is_ascii_digit())
        && page.rows.begins_upper(page.content[at]);
    let letters =
        line.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b':' | b'/' | b'-' | b'?'));
    (short && letters).then(|| line.trim_end_matches(':'))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::outline;
    use crate::record::SegmentKind;

    fn decisions(text: &str) -> Vec<String> {
        let found = outline(text, Some(Language::Danish));
        let kept = found.segments.iter().filter(|segment| segment.kind == SegmentKind::Decision);
        kept.map(|segment| segment.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn the_last_recurring_line_of_items_heads_what_was_decided() {
        let text = "Referat af møde i Kulturudvalget\n\nPunkt 1: Ny scene\n\nDet drejer sig om\nScenen er slidt.\n\n\
                    Hvad blev enden\nDer bygges en ny.\n\nPunkt 2: Takster\n\nDet drejer sig om\nTaksterne for 2020.\n\n\
                    Hvad blev enden\nIngen ændringer.\n";
        assert_eq!(
            decisions(text),
            ["Hvad blev enden Der bygges en ny.", "Hvad blev enden Ingen ændringer."]
        );
    }

    #[test]
    fn known_headings_need_no_inference() {
        let text = "Referat af møde i Kulturudvalget\n\nPunkt 1: Ny scene\n\nBeslutning\nGodkendt.\n\nTil stede i salen\nAlle.\n\n\
                    Punkt 2: Takster\n\nBeslutning\nUdsat.\n\nTil stede i salen\nAlle.\n";
        assert!(decisions(text).iter().all(|text| !text.starts_with("Til stede")));
    }

    #[test]
    fn a_recurring_heading_that_nobody_knows_ends_what_stood_before_it() {
        let item = |number: u32| {
            format!(
                "§ {number} Ärende {number}\n\nFörslag till beslut\n\nBron rivs.\n\nNulägesbild\n\nBron byggdes under det \
                 förra seklet och har rostat sedan dess.\n\nBeslut\n\nBifalls.\n\n"
            )
        };
        let text = format!("KOMMUNSTYRELSEN\nPROTOKOLL\n\n{}{}{}", item(4), item(5), item(6));
        let found = outline(&text, Some(Language::Swedish));
        let under = |line: &str| {
            let at = text.find(line).expect("stands in the text");
            found
                .segments
                .iter()
                .find(|segment| segment.span.start() <= at && at < segment.span.end())
                .map(|s| s.kind)
        };
        assert_eq!(under("Bron rivs"), Some(SegmentKind::Recommendation));
        assert_eq!(under("Bron byggdes"), Some(SegmentKind::Background));
        // Once, the line itself may be part of the proposal: what is told after the proposal is not.
        let text = format!("KOMMUNSTYRELSEN\nPROTOKOLL\n\n{}", item(4));
        let found = outline(&text, Some(Language::Swedish));
        let counsel = found.segments.iter().find(|segment| segment.kind == SegmentKind::Recommendation);
        let counsel = counsel.expect("something is recommended").span.of(&text);
        assert!(counsel.contains("Bron rivs.") && !counsel.contains("Bron byggdes"), "{counsel}");
    }

    #[test]
    fn somebody_who_puts_a_proposal_is_no_heading_of_a_counsel() {
        let kinds = crate::outline::sample::kinds(
            Language::Bokmal,
            "Formannskapets enstemmige innstilling:\n\nVegen bygges.\n\nKari Berg satte fram slikt forslag:\n\n\"Vegen utsettes til neste \
             år.\"\n\nVedtak:\n\nVegen bygges.",
        );
        assert_eq!(kinds, [SegmentKind::Recommendation, SegmentKind::Proposal, SegmentKind::Decision]);
    }
}
