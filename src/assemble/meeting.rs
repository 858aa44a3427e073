//! The meeting: whose, of which body, when and where. Read from front matter, running heads and decision headings.
//!
//! A date in the text of an item is never taken for the day of the meeting; an extract without front matter has none.

use super::attendance;
use super::cues::{Cues, Patterns};
use super::labels::{self, labelled};
use super::lower::lower;
use super::passage::Passage;
use super::people::{Actor, Roster};
use super::place;
use crate::extract::{self, Mention};
use crate::language::Language;
use crate::outline::Outline;
use crate::record::{EntityValue, Meeting, Municipality, Person, SegmentKind};
use crate::text::capitalised;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a municipality on the cover weighs.
const COVER: u32 = 1000;

/// The meeting of minutes.
pub(super) fn meeting(
    text: &str,
    language: Language,
    outline: &Outline,
    mentions: &[Mention],
    passages: &[Passage],
    roster: &Roster,
    cues: &Cues,
) -> Meeting {
    let front: Vec<&Passage> = passages
        .iter()
        .filter(|passage| {
            passage.item.is_none()
                && matches!(
                    passage.kind,
                    SegmentKind::Cover
                        | SegmentKind::Attendance
                        | SegmentKind::Signatures
                        | SegmentKind::Other
                )
        })
        .collect();
    let heads = heads(&front, passages);
    let (start, end) = times(&heads, &front, passages, cues);
    let date = date(text, &heads, mentions, passages, cues);
    let year = date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
    Meeting {
        municipality: municipality(text, language, outline, mentions, year),
        body: body(&front, &heads, passages, cues),
        date,
        start,
        end,
        place: place::place(&front, &heads, mentions, cues),
        attendance: attendance::attendance(text, outline, mentions, roster, cues),
        adjusters: adjusters(&front, passages, cues),
    }
}

/// How far the opening of a document reaches that has no cover, in bytes.
const OPENING: usize = 200;

/// The passages that introduce the meeting: the covers, or whatever a document without one begins with.
fn heads<'p>(front: &[&'p Passage], passages: &'p [Passage]) -> Vec<&'p Passage> {
    let covers: Vec<&Passage> =
        front.iter().copied().filter(|passage| passage.kind == SegmentKind::Cover).collect();
    if !covers.is_empty() {
        return covers;
    }
    passages
        .iter()
        .filter(|passage| {
            // What belongs to an item may name any day: an extract begins with its item.
            passage.item.is_none() && passage.span.start() < OPENING && passage.kind != SegmentKind::Furniture
        })
        .collect()
}

/// The municipality that front matter names, or the home of the opening and the running heads, or else the one that is
/// named most.
fn municipality(
    text: &str,
    language: Language,
    outline: &Outline,
    mentions: &[Mention],
    year: Option<i32>,
) -> Option<Municipality> {
    let mut weights: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    let mut segment = 0;
    for (place, mention) in mentions.iter().enumerate() {
        let EntityValue::Municipality { code } = &mention.value else { continue };
        while outline.segments.get(segment).is_some_and(|s| s.span.end() <= mention.span.start()) {
            segment += 1;
        }
        let weight = match outline.segments.get(segment).map(|s| s.kind) {
            Some(SegmentKind::Cover) => COVER,
            Some(SegmentKind::Attendance | SegmentKind::Signatures) => 20,
            Some(SegmentKind::Heading) => 5,
            Some(SegmentKind::Decision) => 3,
            _ => 1,
        };
        let key = code.as_deref().unwrap_or(&mention.text);
        let known = weights.entry(key).or_insert((0, place));
        known.0 += weight;
    }
    let best = weights.values().max_by_key(|(weight, place)| (*weight, std::cmp::Reverse(*place)));
    if best.is_none_or(|&(weight, _)| weight < COVER)
        && let Some(home) = extract::home(text, language, outline, year)
    {
        return Some(Municipality { name: sentence_case(&home.name), code: home.code });
    }
    let &(_, place) = best?;
    let mention = &mentions[place];
    let EntityValue::Municipality { code } = &mention.value else { return None };
    Some(Municipality { name: sentence_case(&mention.text), code: code.clone() })
}

/// The body that met: as the cover names it, or as the headings of decisions do where they agree on a name that is nearly the
/// cover's, which then was misread.
fn body(front: &[&Passage], heads: &[&Passage], passages: &[Passage], cues: &Cues) -> Option<String> {
    const NEAR: f64 = 0.8;
    let cover = named_body(front, heads, passages, cues)?;
    let mut named = BTreeMap::<String, usize>::new();
    let decisions = passages.iter().filter(|passage| passage.kind == SegmentKind::Decision);
    for name in decisions.filter_map(|passage| deciding_body(passage, cues)) {
        *named.entry(name).or_default() += 1;
    }
    let lowered = lower(&cover);
    if named.keys().any(|name| lower(name) == lowered) {
        return Some(cover);
    }
    let most = named.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    let near = |name: &str| strsim::normalized_levenshtein(&lower(name), &lowered) >= NEAR;
    Some(most.filter(|(name, count)| *count > 1 && near(name)).map_or(cover, |(name, _)| name))
}

/// The body that the heading of a decision names.
fn deciding_body(passage: &Passage, cues: &Cues) -> Option<String> {
    cues.decision_bodies.of(passage.lower()).find_map(|pattern| {
        let found = pattern.captures(passage.lower())?.name("body")?;
        Some(sentence_case(&passage.prose(found.range())))
    })
}

/// The body that the first pages name.
fn named_body(front: &[&Passage], heads: &[&Passage], passages: &[Passage], cues: &Cues) -> Option<String> {
    let table = &cues.phrases.meeting;
    for passage in front {
        if let Some(value) = labelled(passage, &table.body_label).into_iter().next() {
            let value = first_column(&passage.text()[value]);
            if !value.is_empty() && value.split_whitespace().count() <= 10 {
                return Some(sentence_case(&squeeze(value)));
            }
        }
    }
    let furniture = || passages.iter().filter(|passage| passage.kind == SegmentKind::Furniture);
    let within = |patterns: &Patterns| {
        heads.iter().copied().chain(furniture()).find_map(|passage| {
            passage.lines().find_map(|(range, _)| {
                let line = &passage.lower()[range.clone()];
                patterns.of(line).find_map(|pattern| {
                    let captures = pattern.captures(line)?;
                    let found = captures.name("body")?.range();
                    // "Kommunstyrelsens förslag" is no head of the board's own minutes.
                    let end = captures.get(0).map_or(found.end, |whole| whole.end());
                    let cut = line[..end].ends_with(char::is_alphanumeric);
                    if cut && line[end..].starts_with(char::is_alphanumeric) {
                        return None;
                    }
                    let name = passage.prose(range.start + found.start..range.start + found.end);
                    let definite = cues.phrases.meeting.definite.get(&lower(&name));
                    Some(sentence_case(definite.unwrap_or(&name)))
                })
            })
        })
    };
    let named = within(&cues.bodies).or_else(|| within(&cues.bodies_within));
    named.or_else(|| {
        let mut decisions = passages.iter().filter(|passage| passage.kind == SegmentKind::Decision);
        decisions.find_map(|passage| deciding_body(passage, cues))
    })
}

/// The day of the meeting.
fn date(
    text: &str,
    heads: &[&Passage],
    mentions: &[Mention],
    passages: &[Passage],
    cues: &Cues,
) -> Option<String> {
    let mut first = None;
    for passage in heads {
        for mention in mentions.iter().filter(|mention| passage.span.contains(mention.span)) {
            let EntityValue::Date { iso: Some(iso) } = &mention.value else { continue };
            if iso.len() != 10 {
                continue;
            }
            let at = passage.place(mention.span);
            match label_before(passage, at.start, cues) {
                Some(true) => return Some(iso.clone()),
                None if first.is_none() => first = Some(iso.clone()),
                _ => {}
            }
        }
        if let Some(day) = days(passage, cues)
            .into_iter()
            .find_map(|(day, at)| (label_before(passage, at, cues) == Some(true)).then_some(day))
        {
            return Some(day);
        }
    }
    first.or_else(|| {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for passage in passages.iter().filter(|passage| passage.kind == SegmentKind::Furniture) {
            for (day, at) in days(passage, cues) {
                if label_before(passage, at, cues) != Some(false) {
                    *counted.entry(day).or_default() += 1;
                }
            }
        }
        let most = counted.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        most.map(|(day, _)| day).or_else(|| {
            // "Beslutning i Byrådet den …": the decision's own heading names the day.
            let decision = passages.iter().find(|passage| passage.kind == SegmentKind::Decision)?;
            let line = decision.lower().lines().find(|line| !line.trim().is_empty())?;
            let named = cues.decision_bodies.of(line).any(|pattern| pattern.is_match(line));
            let heading = decision.span.start()
                ..decision.span.start() + text[decision.span.start()..].find('\n').unwrap_or(0);
            let mut dates = mentions.iter().filter(|mention| heading.contains(&mention.span.start()));
            dates.find_map(|mention| match &mention.value {
                EntityValue::Date { iso: Some(iso) } if named && iso.len() == 10 => Some(iso.clone()),
                _ => None,
            })
        })
    })
}

/// Days printed in figures, with their places.
fn days(passage: &Passage, cues: &Cues) -> Vec<(String, usize)> {
    let mut out = Vec::new();
    for pattern in cues.day.of(passage.text()) {
        for found in pattern.captures_iter(passage.text()) {
            let number = |name: &str| found.name(name).and_then(|group| group.as_str().parse::<u32>().ok());
            if let (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) =
                (number("y"), number("m"), number("d"))
                && let year = century(year)
                && (1800..2200).contains(&year)
            {
                out.push((
                    format!("{year:04}-{month:02}-{day:02}"),
                    found.get(0).map_or(0, |whole| whole.start()),
                ));
            }
        }
    }
    out
}

/// "94-04-20": a year of two figures is one of the last hundred years that minutes are likely from.
fn century(year: u32) -> u32 {
    match year {
        0..=39 => 2000 + year,
        40..=99 => 1900 + year,
        _ => year,
    }
}

/// Most bytes from a label, or what stands for one, to its date.
const WIDEST: usize = 200;

/// Whether the label before a date says that it is the meeting's (true) or another's (false).
fn label_before(passage: &Passage, at: usize, cues: &Cues) -> Option<bool> {
    let lower = passage.lower();
    let line_start = lower[..at].rfind('\n').map_or(0, |end| end + 1);
    let above_start = lower[..line_start.saturating_sub(1)].rfind('\n').map_or(0, |end| end + 1);
    // Documents on a single line have many dates on it.
    let near = |start: usize, end: usize| {
        &lower[start.max(lower.ceil_char_boundary(end.saturating_sub(WIDEST)))..end]
    };
    for stretch in [near(line_start, at), near(above_start, line_start)] {
        let other = cues.phrases.meeting.not_date_label.iter(stretch).last().map(|found| found.end);
        let own = cues.phrases.meeting.date_label.iter(stretch).last().map(|found| found.end);
        match (own, other) {
            (None, None) => {}
            (own, other) => return Some(own > other),
        }
    }
    None
}

/// When the meeting began and ended.
fn times(
    heads: &[&Passage],
    front: &[&Passage],
    passages: &[Passage],
    cues: &Cues,
) -> (Option<String>, Option<String>) {
    let table = &cues.phrases.meeting;
    let (mut start, mut end) = (None, None);
    let attendance = front.iter().filter(|passage| passage.kind == SegmentKind::Attendance);
    for passage in heads.iter().chain(attendance) {
        if start.is_none() {
            let mut region: Vec<Range<usize>> = labelled(passage, &table.time_label);
            region.extend(
                passage
                    .lines()
                    .map(|(range, _)| range)
                    .filter(|range| table.time_label.are_in(&passage.lower()[range.clone()])),
            );
            for range in region {
                let found = clock(passage.lower(), range, cues);
                if let Some(first) = found.first() {
                    start = Some(first.clone());
                    end = found.get(1..).and_then(<[String]>::last).cloned();
                    break;
                }
            }
        }
        for range in labelled(passage, &table.end_label) {
            if let Some(last) = clock(passage.lower(), range, cues).last() {
                end = Some(last.clone());
            }
        }
    }
    if end.is_none() {
        for passage in passages.iter().rev() {
            if matches!(
                passage.kind,
                SegmentKind::Furniture | SegmentKind::Heading | SegmentKind::Recommendation
            ) {
                continue;
            }
            for at in table.closed.iter(passage.lower()) {
                let to = passage.lower()[at.end..]
                    .char_indices()
                    .nth(24)
                    .map_or(passage.lower().len(), |(i, _)| at.end + i);
                if let Some(time) = clock(passage.lower(), at.end..to, cues).first() {
                    return (start, Some(time.clone()));
                }
            }
        }
    }
    (start, end)
}

/// Times of day in a stretch, breaks left out: `14.00`, `9:05`, `kl 18`, `kl. 7½ e. m.`, `Eftermiddag Kl. 2`.
pub(super) fn clock(lower: &str, range: Range<usize>, cues: &Cues) -> Vec<String> {
    let bytes = lower.as_bytes();
    let table = &cues.phrases.meeting;
    let pause = cues.phrases.meeting.pause.find(&lower[range.clone()]).map(|at| range.start + at.start);
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while at < range.end && (bytes[at].is_ascii_digit() || matches!(bytes[at], b'.' | b':' | b',')) {
            at += 1;
        }
        let token = lower[from..at].trim_end_matches(['.', ':', ',']);
        let half = lower[at..].starts_with('½');
        if pause.is_some_and(|pause| pause < from) {
            break;
        }
        let glued =
            lower[..from].ends_with(['-', '/']) && lower[..from - 1].ends_with(|c: char| c.is_ascii_digit());
        let parts: Vec<&str> = token.split(['.', ':', ',']).collect();
        let before = lower[..from].trim_end_matches([' ', '.']);
        let label = table.hour_label.iter().find_map(|label| before.strip_suffix(label.as_str()));
        let whole_hour = label.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
        let time = match parts[..] {
            [hour] if half && whole_hour && hour.len() <= 2 => hour.parse().ok().map(|hour: u32| (hour, 30)),
            [hour, minute]
                if minute.len() == 2 && hour.len() <= 2 && (whole_hour || !token.contains(',')) =>
            {
                hour.parse().ok().zip(minute.parse().ok())
            }
            [hour] if hour.len() == 4 && whole_hour && !glued => {
                hour[..2].parse().ok().zip(hour[2..].parse().ok())
            }
            [hour] if hour.len() <= 2 && whole_hour => hour.parse().ok().map(|hour: u32| (hour, 0)),
            _ => None,
        };
        let after = lower[at..range.end.max(at)].trim_start_matches('½').trim_start();
        // "Eftermiddag Kl. 2": the words may stand before the label.
        let lead = label.unwrap_or_default().trim_end_matches([' ', ',', '.']);
        let lead_from = (0..=lead.len().saturating_sub(24)).rev().find(|&at| lead.is_char_boundary(at));
        let lead = &lead[lead_from.unwrap_or_default()..];
        let afternoon = table.afternoon.find(after).is_some_and(|found| found.start == 0)
            || table.afternoon.iter(lead).last().is_some_and(|found| found.end == lead.len());
        if let Some((hour @ 0..=23, minute @ 0..=59)) = time {
            let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
            out.push(format!("{hour:02}:{minute:02}"));
        }
    }
    out
}

/// Who approves the minutes.
fn adjusters(front: &[&Passage], passages: &[Passage], cues: &Cues) -> Vec<Person> {
    let table = &cues.phrases.meeting;
    let mut out: Vec<Person> = Vec::new();
    let push = |person: &Person, out: &mut Vec<Person>| {
        if !out.iter().any(|known| known.name == person.name) {
            out.push(person.clone());
        }
    };
    for passage in front.iter().filter(|passage| passage.kind != SegmentKind::Attendance) {
        for value in labels::values(passage, &table.adjusters_label) {
            for actor in passage.actors.iter().filter(|a| !a.is_party && value.contains(&a.range.start)) {
                if !in_the_chair(passage, actor, cues) {
                    push(&actor.person, &mut out);
                }
            }
        }
        if !out.is_empty() {
            return out;
        }
    }
    for passage in passages.iter().filter(|passage| passage.kind == SegmentKind::Decision) {
        if !table.adjusters_chosen.are_in(passage.lower()) {
            continue;
        }
        for actor in
            passage.actors.iter().filter(|actor| !actor.is_party && !in_the_chair(passage, actor, cues))
        {
            let rest = &passage.lower()[actor.range.end..];
            let rest = rest.trim_start().trim_start_matches('(').trim_start_matches(char::is_alphabetic);
            let rest = rest.trim_start_matches([')', ' ', '\n', ',']);
            if table.adjuster_substitute.find(rest).is_none_or(|at| at.start > 0) {
                push(&actor.person, &mut out);
            }
        }
        break;
    }
    out
}

/// Whether an actor is meant by the chair's office, in whose company others approve the minutes.
fn in_the_chair(passage: &Passage, actor: &Actor, cues: &Cues) -> bool {
    let people = &cues.phrases.people;
    let words = &passage.lower()[actor.range.clone()];
    people.chair.longest(words) == Some(words.len()) || people.chair_role.longest(words) == Some(words.len())
}

fn first_column(value: &str) -> &str {
    let line = value.lines().next().unwrap_or_default();
    line.find("   ").map_or(line, |gap| &line[..gap]).trim()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name with a capital at its start; one in capitals only becomes lower case otherwise: `BORÅS STAD` is "Borås stad".
pub(super) fn sentence_case(name: &str) -> String {
    let capitals =
        name.chars().filter(|c| c.is_alphabetic()).count() > 4 && !name.chars().any(char::is_lowercase);
    if capitals { capitalised(&lower(name)) } else { capitalised(name) }
}

#[cfg(test)]
mod tests {
    use super::clock;
    use crate::assemble::cues::Cues;
    use crate::language::Language::{self, Bokmal, Danish, Swedish};

    fn times(language: Language, text: &str) -> Vec<String> {
        clock(text, 0..text.len(), Cues::of(language))
    }

    #[test]
    fn hours_are_read_as_old_and_new_minutes_print_them() {
        assert_eq!(times(Danish, "onsdagen den 3. maj, eftermiddag kl. 4, afholdtes møde"), ["16:00"]);
        assert_eq!(times(Swedish, "fredagen den 2 juni kl. 7½ e. m."), ["19:30"]);
        assert_eq!(times(Swedish, "kl. 6,30 e. m."), ["18:30"]);
        assert_eq!(times(Bokmal, "kl. 5 eftm. på rådhuset"), ["17:00"]);
        assert_eq!(times(Danish, "kl. 9 formiddag"), ["09:00"]);
        assert_eq!(times(Danish, "den 4. juni 1951, kr. 6,50, side 12"), [""; 0]);
    }

    #[test]
    fn bodies_are_named_with_their_article() {
        for (language, line, expected) in [
            (Danish, "forhandlingsprotokol for ribe byråd", Some("byråd")),
            (Danish, "afholdt vester sogneraad ordinært møde", Some("sogneraad")),
            (Danish, "møde på rådhuset om byrådssalen", None),
            (Swedish, "vid sammanträde med stadsfullmäktige i staden", Some("stadsfullmäktige")),
            (Bokmal, "utskrift fra bystyrets møte", Some("bystyret")),
        ] {
            let cues = Cues::of(language);
            let found = cues
                .bodies_within
                .of(line)
                .find_map(|pattern| Some(pattern.captures(line)?.name("body")?.as_str().to_owned()));
            assert_eq!(found.as_deref(), expected, "{line}");
        }
        assert_eq!(Cues::of(Danish).phrases.meeting.definite["byråd"], "byrådet");
    }
}
