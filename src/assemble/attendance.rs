//! Who was there: names under the headings, columns and remarks of the attendance list, or told in sentences.
//!
//! The front of the minutes is read as one text, whatever function its parts were given: a roll without a heading that
//! the outline knows is still a roll. A name counts only after something that says what the people after it are: a
//! heading, a label in the left column, a sentence's opening. What a label that nobody knows means is told by the
//! party: members have one.

use super::cues::{Attendances, Cues};
use super::passage::{Passage, ends_sentence, passages};
use super::people::{Actor, Roster};
use super::phrases::Phrases;
use crate::extract::Mention;
use crate::outline::Outline;
use crate::record::{AttendanceStatus, Attendee, SegmentKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Everybody whom the attendance list names, in its order.
pub(super) fn attendance(
    text: &str,
    outline: &Outline,
    mentions: &[Mention],
    roster: &Roster,
    cues: &Cues,
) -> Vec<Attendee> {
    let front = front(outline);
    let passages = passages(text, &front, mentions, roster, cues);
    let Some(passage) = passages.first() else { return Vec::new() };
    let listed: Vec<Range<usize>> = outline
        .segments
        .iter()
        .filter(|segment| segment.kind == SegmentKind::Attendance && segment.item.is_none())
        .map(|segment| passage.place(segment.span))
        .collect();
    Roll { passage, table: &cues.phrases.attendance, cues, listed }.read()
}

/// The parts before the first numbered item, and attendance lists further on, as one passage. What stands under no
/// numbered item is asked only where no part is known to be a list.
fn front(outline: &Outline) -> Outline {
    let known = outline.segments.iter().any(|segment| segment.kind == SegmentKind::Attendance);
    let numbered = |item: u32| outline.items.get(item as usize).is_some_and(|item| item.number.is_some());
    let first = outline
        .segments
        .iter()
        .position(|segment| segment.item.is_some_and(|item| known || numbered(item)))
        .unwrap_or(outline.segments.len());
    let opening = outline.segments.iter().position(|segment| {
        !matches!(
            segment.kind,
            SegmentKind::Furniture
                | SegmentKind::Signatures
                | SegmentKind::Cover
                | SegmentKind::Heading
                | SegmentKind::Background
                | SegmentKind::Other
        )
    });
    let first = if known { first } else { first.min(opening.unwrap_or(first)) };
    let parts = outline.segments.iter().enumerate().filter(|(i, segment)| match segment.kind {
        SegmentKind::Furniture | SegmentKind::Signatures => false,
        SegmentKind::Attendance => segment.item.is_none(),
        _ => *i < first,
    });
    let segments = parts
        .enumerate()
        .map(|(place, (_, segment))| {
            let mut segment = segment.clone();
            segment.kind = SegmentKind::Attendance;
            segment.item = None;
            segment.continues = place > 0;
            segment
        })
        .collect();
    Outline { form: outline.form, segments, items: Vec::new() }
}

/// What a heading, label or opening says of the names after it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Said {
    Status(AttendanceStatus),
    /// Only of the names up to the end of the sentence, which is the byte.
    Inside(AttendanceStatus, usize),
    /// A label that the tables do not know.
    Unknown,
    /// No names of people who attend follow.
    End,
}

/// One attendance list.
struct Roll<'a> {
    passage: &'a Passage,
    table: &'a Attendances,
    cues: &'a Cues,
    /// What the outline knows to be a list.
    listed: Vec<Range<usize>>,
}

impl Roll<'_> {
    fn read(&self) -> Vec<Attendee> {
        let lower = self.passage.lower();
        let marks = self.marks();
        // Who is only meant by an office is named elsewhere.
        let office = |actor: &&Actor| {
            let words = &lower[actor.range.clone()];
            self.cues.phrases.people.chair.longest(words) == Some(words.len())
        };
        let named = self.passage.actors.iter().filter(|actor| !actor.is_party && !office(actor));
        let actors: Vec<&Actor> = named.collect();
        let with_party = actors.iter().filter(|actor| actor.person.party.is_some()).count();
        let parties = with_party >= 3 && with_party * 2 >= actors.len();
        let mut out: Vec<Attendee> = Vec::new();
        // Who serves for whom: places in `actors`.
        let mut replaced: BTreeMap<usize, usize> = BTreeMap::new();
        let mut statuses: Vec<Option<(AttendanceStatus, bool)>> = Vec::new();
        for (i, actor) in actors.iter().enumerate() {
            let status = self.status(&marks, actor);
            let from = i.checked_sub(1).map_or(0, |before| actors[before].range.end);
            let gap = &lower[from.min(actor.range.start)..actor.range.start];
            if i > 0 && self.serves(gap, statuses[i - 1].map(|(status, _)| status)) {
                replaced.insert(i - 1, i);
            } else if self.fronted(gap)
                && actors.get(i + 1).is_some_and(|next| self.same_sentence(actor, next))
            {
                replaced.insert(i + 1, i);
            } else if i > 0 && self.table.steps_in.are_in(gap) && self.one_before(&statuses, i) {
                replaced.insert(i, i - 1);
            }
            statuses.push(status);
        }
        let away: BTreeSet<usize> = replaced.values().copied().collect();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (i, actor) in actors.iter().enumerate() {
            let remark = self.remark(&actors, i);
            let stands_in = replaced.get(&i).copied();
            let is_replaced = away.contains(&i);
            let Some((status, explicit)) = statuses[i] else {
                continue;
            };
            let role = actor.role.as_deref();
            let is = |table: &Phrases| role.is_some_and(|role| table.longest(role) == Some(role.len()));
            let chaired = self.table.chaired.find(remark).is_some_and(|at| remark[..at.start].len() < 24);
            let own = if stands_in.is_some() {
                AttendanceStatus::Substitute
            } else if is_replaced || marked(&self.table.absence_mark, remark) || self.told_absent(remark) {
                AttendanceStatus::Absent
            } else if chaired {
                AttendanceStatus::Present
            } else if parties
                && actor.person.party.is_none()
                && role.is_some()
                && !is(&self.table.member_roles)
            {
                AttendanceStatus::Official
            } else if status == AttendanceStatus::Present
                && (self.table.serving.are_in(remark) || is(&self.table.serving_roles))
            {
                AttendanceStatus::Substitute
            } else if status == AttendanceStatus::Official && is(&self.table.serving_roles) {
                AttendanceStatus::DeputyPresent
            } else {
                status
            };
            // Away for a part of the meeting only.
            let partly = is_replaced && (remark.contains('§') || self.table.partly.are_in(remark));
            if let Some(known) = places.get(actor.person.name.as_str()).and_then(|&place| out.get_mut(place))
            {
                let corrected = match own {
                    AttendanceStatus::Absent => !partly && !is_replaced && explicit,
                    AttendanceStatus::Substitute => known.status == AttendanceStatus::Present && explicit,
                    _ => false,
                };
                if corrected || is_replaced && !partly && known.status == AttendanceStatus::DeputyPresent {
                    known.status = own;
                }
                if let Some(absent) = stands_in.filter(|_| known.replaces.is_none()) {
                    known.status = AttendanceStatus::Substitute;
                    known.replaces = Some(actors[absent].person.name.clone());
                }
                if known.role.is_none() && !is_replaced {
                    known.role.clone_from(&actor.role);
                }
                if known.party.is_none() {
                    known.party.clone_from(&actor.person.party);
                }
                continue;
            }
            if partly {
                continue;
            }
            let role = actor.role.clone().or_else(|| match own {
                AttendanceStatus::Substitute if status == own => self.table.serving_role.clone(),
                AttendanceStatus::DeputyPresent => self.table.deputy_role.clone(),
                _ => None,
            });
            places.insert(&actor.person.name, out.len());
            out.push(Attendee {
                name: actor.person.name.clone(),
                party: actor.person.party.clone(),
                role,
                status: own,
                replaces: stands_in.map(|absent| actors[absent].person.name.clone()),
            });
        }
        pair_single(&mut out);
        out
    }

    /// Who is named at a byte or after it.
    fn actors_from(&self, at: usize) -> impl Iterator<Item = &Actor> {
        let first = self.passage.actors.partition_point(|actor| actor.range.end <= at);
        self.passage.actors[first..].iter()
    }

    /// What stands after a name, up to the next one or the line's end.
    fn remark(&self, actors: &[&Actor], i: usize) -> &str {
        let lower = self.passage.lower();
        let end = actors[i].range.end;
        let next = actors.get(i + 1).map_or(lower.len(), |next| next.range.start.max(end));
        let stop = lower[end..next].find('\n').map_or(next, |at| end + at);
        // A sentence goes on over the line end.
        let sentence = (end..next)
            .find(|&at| lower.as_bytes()[at] == b'.' && ends_sentence(self.passage.text(), at))
            .unwrap_or(next);
        let blank = lower[end..next].find("\n\n").map_or(next, |at| end + at);
        let wrapped = lower[end..stop].trim_end().ends_with(|c: char| c.is_alphabetic() || c == ',')
            && !lower[end..stop].contains("  ");
        let until = if wrapped { sentence.min(blank) } else { stop };
        &lower[end..until]
    }

    /// "Herr Lind har anmält förfall": said of the name before, in its own clause.
    fn told_absent(&self, remark: &str) -> bool {
        self.table.absence_told.find(remark).is_some_and(|at| {
            let before = &remark[..at.start];
            before.len() < 60 && !before.contains("  ") && !before.contains(';')
        })
    }

    /// The last status before a name, and whether the list says it in so many words.
    fn status(&self, marks: &[(usize, Said)], actor: &Actor) -> Option<(AttendanceStatus, bool)> {
        let before = marks.partition_point(|&(at, _)| at <= actor.range.start);
        let listed = self.listed.iter().find(|range| range.contains(&actor.range.start));
        for &(at, said) in marks[..before].iter().rev().take(NEAR) {
            match said {
                Said::Inside(status, end) if actor.range.start < end => return Some((status, true)),
                Said::Inside(..) => {}
                Said::Status(status) => return Some((status, true)),
                Said::Unknown if actor.person.party.is_some() => {
                    return Some((AttendanceStatus::Present, false));
                }
                Said::Unknown => return Some((AttendanceStatus::Official, false)),
                // What the outline calls a list may begin with its first name.
                Said::End if listed.is_some_and(|range| range.start > at) => break,
                Said::End => return None,
            }
        }
        listed.map(|_| (AttendanceStatus::Present, false))
    }

    /// Whether the gap between two names says that the first serves for the second.
    fn serves(&self, gap: &str, status: Option<AttendanceStatus>) -> bool {
        let bare = self.without_brackets(gap);
        let told = self
            .table
            .replaces
            .iter(bare.as_str())
            .last()
            .is_some_and(|at| self.is_glue(&bare[at.end..]) && !self.breaks(&bare[..at.start]));
        if told {
            return true;
        }
        let serving = status == Some(AttendanceStatus::Substitute) || self.table.serving.are_in(gap);
        let named = self
            .table
            .serving_for
            .find(bare.as_str())
            .is_some_and(|at| bare[..at.start].trim().is_empty() && self.is_glue(&bare[at.end..]));
        let row = gap.contains("  ") && !gap.contains(',') && !gap.contains('\n');
        serving && (named || row)
    }

    /// "För herr Lind, som anmält förfall, inkallades": a sentence begins with the one who is away.
    fn fronted(&self, gap: &str) -> bool {
        let start = self.last_break(gap);
        self.table.in_place_of.find(&gap[start..]).is_some_and(|at| {
            gap[start..start + at.start].trim().is_empty() && self.is_glue(&gap[start + at.end..])
        })
    }

    /// Whether exactly one name stands in the sentence or group before the name at `i`, and is away or a member.
    fn one_before(&self, statuses: &[Option<(AttendanceStatus, bool)>], i: usize) -> bool {
        let before = statuses[i - 1].map(|(status, _)| status);
        let two = i > 1 && before == Some(AttendanceStatus::Absent) && statuses[i - 2] == statuses[i - 1];
        before.is_some() && !two
    }

    fn same_sentence(&self, first: &Actor, second: &Actor) -> bool {
        let text = self.passage.text();
        first.range.end <= second.range.start
            && !(first.range.end..second.range.start)
                .any(|at| text.as_bytes()[at] == b'.' && ends_sentence(text, at))
    }

    fn without_brackets(&self, gap: &str) -> String {
        let closed = gap.contains(')');
        let mut depth = 0_u32;
        gap.chars()
            .filter(|&c| {
                match c {
                    '(' => depth += 1,
                    ')' => {
                        depth = depth.saturating_sub(1);
                        return false;
                    }
                    _ => {}
                }
                // An open bracket may hold the words themselves: "(vara for".
                depth == 0 || !closed && c != '('
            })
            .collect()
    }

    fn is_glue(&self, words: &str) -> bool {
        words.split(|c: char| !c.is_alphabetic()).all(|word| word.is_empty() || self.cues.is_glue(word))
    }

    /// Whether a sentence, a line of a list or a group ends in the stretch.
    fn breaks(&self, gap: &str) -> bool {
        gap.contains(". ") || gap.contains(".\n") || gap.contains("\n\n")
    }

    /// Where the last sentence of a gap begins.
    fn last_break(&self, gap: &str) -> usize {
        gap.rfind(". ")
            .or_else(|| gap.rfind(".\n"))
            .map_or_else(|| gap.rfind("\n\n").map_or(0, |at| at + 2), |at| at + 2)
    }

    /// Everything that says what the names after it are, in order.
    fn marks(&self) -> Vec<(usize, Said)> {
        let lower = self.passage.lower();
        let text = self.passage.text();
        let lines: Vec<(Range<usize>, &str)> = self.passage.lines().collect();
        let mut marks: Vec<(usize, Said)> = Vec::new();
        let mut labels: Vec<Option<Range<usize>>> =
            lines.iter().map(|(range, _)| self.label(range)).collect();
        for i in 0..lines.len() {
            let Some(label) = labels[i].clone() else { continue };
            let own = bare(&lower[label.clone()]);
            // A label on two lines counts from the first of them.
            let below = labels.get(i + 1).cloned().flatten().filter(|_| !lines[i + 1].1.trim().is_empty());
            let joined = below.as_ref().map(|below| format!("{own} {}", bare(&lower[below.clone()])));
            let whole = |label: &str| {
                self.known(label).filter(|&(length, _)| length == label.len()).map(|(_, status)| status)
            };
            if let Some(status) = joined.as_deref().and_then(whole) {
                marks.push((lines[i].0.start, Said::Status(status)));
                labels[i + 1] = None;
                continue;
            }
            // "Ordfører Anna Berg innkalte": a title before a name is no heading.
            let known = self.known(&lower[label.clone()]).filter(|_| !self.is_title(&label));
            let open = lower[label.clone()].trim_end().ends_with(['-', '/', '–']);
            match known {
                Some((_, status)) => marks.push((lines[i].0.start, Said::Status(status))),
                None if open => {
                    if let Some(status) = below.and_then(|below| whole(bare(&lower[below]))) {
                        marks.push((lines[i].0.start, Said::Status(status)));
                    }
                }
                None if self.ends(&lower[label.clone()]) => marks.push((lines[i].0.start, Said::End)),
                None if self.unknown(&label) => marks.push((lines[i].0.start, Said::Unknown)),
                None => {}
            }
        }
        // Sentences that open with one of the phrases.
        for (at, _) in text.match_indices(['.', ';']) {
            if text.as_bytes()[at] == b'.' && !ends_sentence(text, at) {
                continue;
            }
            let rest = &lower[at + 1..];
            let begin = at + 1 + (rest.len() - rest.trim_start().len());
            // Lines have been asked for their labels.
            if begin > at + 1
                && !text[at..begin].contains('\n')
                && text[begin..].starts_with(char::is_uppercase)
                && let Some((_, status)) = self.known(&lower[begin..])
            {
                marks.push((begin, Said::Status(status)));
            }
        }
        for (phrases, status) in [
            (&self.table.except, AttendanceStatus::Absent),
            (&self.table.and_serving, AttendanceStatus::Substitute),
        ] {
            marks.extend(
                phrases.iter(lower).map(|at| (at.start, Said::Inside(status, self.sentence_end(at.end)))),
            );
        }
        marks.sort_by_key(|&(at, _)| at);
        marks
    }

    /// Where the sentence or paragraph that holds a byte ends; no further than a list of names may reach.
    fn sentence_end(&self, from: usize) -> usize {
        let text = self.passage.text();
        let far = text.len().min(from + LONGEST_SENTENCE);
        let bytes = text.as_bytes();
        (from..far)
            .find(|&at| match bytes[at] {
                b'.' => ends_sentence(text, at),
                b'\n' => bytes.get(at + 1) == Some(&b'\n'),
                _ => false,
            })
            .unwrap_or(far)
    }

    /// The label that a line begins with: what stands before the first name, a wide gap or a colon.
    fn label(&self, line: &Range<usize>) -> Option<Range<usize>> {
        let text = &self.passage.text()[line.clone()];
        let start = line.start + (text.len() - text.trim_start().len());
        let actor = self
            .actors_from(start)
            .take_while(|actor| actor.range.start < line.end)
            .find(|actor| !actor.is_party)
            .map_or(line.end, |actor| actor.range.start.max(start));
        let stretch = &self.passage.text()[start..actor];
        let wide = stretch.find("  ").unwrap_or(stretch.len());
        let colon = stretch.find(':').map_or(stretch.len(), |at| at + 1);
        let mut end = start + wide.min(colon);
        // A list of trades and titles before the name is none of the label.
        while !self.passage.text().is_char_boundary(end) {
            end -= 1;
        }
        let label = self.passage.text()[start..end].trim_end();
        // A line that goes on from the one above begins with no label: a bracket is open, or a comma closes that one.
        let before = self.passage.text()[..start].trim_end();
        let above = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let bracket = above.rfind('(').is_some_and(|open| !above[open..].contains(')'));
        let goes_on = before.ends_with(',') && wide == stretch.len() && colon == stretch.len();
        if bracket || goes_on {
            return None;
        }
        let words = label.split_whitespace().count();
        (label.chars().filter(|c| c.is_alphabetic()).count() > 2 && words <= 14)
            .then(|| start..start + label.len())
    }

    /// The status that a label or sentence begins with, and how long the phrase is.
    fn known(&self, words: &str) -> Option<(usize, AttendanceStatus)> {
        let all = [
            (&self.table.present, AttendanceStatus::Present),
            (&self.table.deputies, AttendanceStatus::DeputyPresent),
            (&self.table.serving, AttendanceStatus::Substitute),
            (&self.table.absent, AttendanceStatus::Absent),
            (&self.table.officials, AttendanceStatus::Official),
        ];
        let mut best: Option<(usize, AttendanceStatus)> = None;
        // No heading is longer; only its beginning is asked.
        let end = words.char_indices().nth(LONGEST_HEADING).map_or(words.len(), |(at, _)| at);
        let words = &words[..end];
        for (phrases, status) in all {
            if let Some(length) = phrases.longest(words)
                && best.is_none_or(|(known, _)| length > known)
            {
                best = Some((length, status));
            }
        }
        best
    }

    /// Whether a label is nothing but the title of the name right after it.
    fn is_title(&self, label: &Range<usize>) -> bool {
        let lower = self.passage.lower();
        let close =
            |actor: &&Actor| actor.range.start == label.end + 1 && lower[label.end..].starts_with(' ');
        self.actors_from(label.end)
            .take_while(|actor| actor.range.start <= label.end + 1)
            .find(close)
            .is_some_and(|actor| actor.role.as_deref() == Some(bare(&lower[label.clone()])))
    }

    fn ends(&self, label: &str) -> bool {
        self.table.ends.longest(label).is_some()
    }

    /// Whether a label that no table knows stands before names: closed by a colon, no party's and no role's.
    fn unknown(&self, label: &Range<usize>) -> bool {
        let text = self.passage.text();
        let words = &text[label.clone()];
        let Some(name) = words.strip_suffix(':') else { return false };
        let line_end = text[label.end..].find('\n').map_or(text.len(), |at| label.end + at);
        let mut named = self.passage.actors.iter().filter(|actor| {
            !actor.is_party && actor.range.start >= label.end && actor.range.start < line_end
        });
        let Some(first) = named.next() else { return false };
        let lower = name.to_lowercase();
        let party = std::iter::once(first)
            .chain(named)
            .any(|actor| actor.person.party.as_deref().is_some_and(|party| party.eq_ignore_ascii_case(name)));
        let role = first.role.as_deref().is_some_and(|role| lower.ends_with(role));
        // The letters or name of a party head the list of its members.
        let heading =
            name.chars().count() <= 4 || first.person.party.is_some() && name.split_whitespace().count() <= 2;
        !party && !role && !heading && name.split_whitespace().count() <= 5
    }
}

/// Marks before a name that are asked.
const NEAR: usize = 64;

/// Bytes of the longest sentence that lists names.
const LONGEST_SENTENCE: usize = 2000;

/// Characters of the longest heading.
const LONGEST_HEADING: usize = 60;

fn bare(label: &str) -> &str {
    label.trim().trim_end_matches([':', '-', '/', '–', ' '])
}

/// One absent member and one serving substitute belong together.
fn pair_single(list: &mut [Attendee]) {
    let places = |status: AttendanceStatus, list: &[Attendee]| -> Vec<usize> {
        (0..list.len()).filter(|&i| list[i].status == status).collect()
    };
    if let ([absent], [serving]) =
        (&places(AttendanceStatus::Absent, list)[..], &places(AttendanceStatus::Substitute, list)[..])
        && list[*serving].replaces.is_none()
        && list[*serving].party == list[*absent].party
    {
        list[*serving].replaces = Some(list[*absent].name.clone());
    }
}

fn marked(marks: &Phrases, remark: &str) -> bool {
    marks.iter(remark).any(|at| {
        let before = remark[..at.start].trim_start_matches([')', ',', ' ']);
        remark[..at.start].ends_with("  ") || before.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::attendance;
    use crate::assemble::cues::Cues;
    use crate::assemble::people::Roster;
    use crate::language::Language;
    use crate::outline::Outline;
    use crate::record::{AttendanceStatus, SegmentKind};

    /// `status name / replaces` of everybody on a title page that no table knows to hold a list.
    fn roll(language: Language, text: &str) -> Vec<String> {
        roll_in(language, SegmentKind::Cover, text)
    }

    fn roll_in(language: Language, kind: SegmentKind, text: &str) -> Vec<String> {
        let outline = Outline::of_one(kind, text);
        let mentions = crate::extract::extract(text, Some(language), &outline);
        let roster = Roster::new(&mentions, false);
        attendance(text, &outline, &mentions, &roster, Cues::of(language))
            .into_iter()
            .map(|attendee| {
                let status = match attendee.status {
                    AttendanceStatus::Present => "present",
                    AttendanceStatus::Substitute => "substitute",
                    AttendanceStatus::DeputyPresent => "deputy",
                    AttendanceStatus::Absent => "absent",
                    AttendanceStatus::Official => "official",
                };
                match attendee.replaces {
                    Some(absent) => format!("{status} {} / {absent}", attendee.name),
                    None => format!("{status} {}", attendee.name),
                }
            })
            .collect()
    }

    const SV: Language = Language::Swedish;
    const DA: Language = Language::Danish;
    const NB: Language = Language::Bokmal;

    #[test]
    fn a_roll_on_a_title_page_is_read_from_its_first_heading_on() {
        assert_eq!(
            roll(
                NB,
                "Ordfører Nils Moe innkalte til møte.\n\nDisse møtte:\nKari Lie (Ap), Ola Berg (H) og Per Dal (Sp)\nForfall: Eva Vik (SV)\nFra adm. møtte: rådmann Ida Ås\n"
            ),
            ["present Kari Lie", "present Ola Berg", "present Per Dal", "absent Eva Vik", "official Ida Ås"]
        );
        assert_eq!(
            roll(NB, "Ordfører Nils Moe innkalte til møte. Per Dal (Sp) var saksordfører.\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_label_over_two_lines_is_one_from_its_first_line_on() {
        assert_eq!(
            roll(
                SV,
                "Beslutande          Anna Berg (S)\n                    Bo Ek (M)\nEj tjänstgörande    Eva Lind (C)\nersättare           Ivar Dal (V)\n"
            ),
            ["present Anna Berg", "present Bo Ek", "deputy Eva Lind", "deputy Ivar Dal"]
        );
    }

    #[test]
    fn who_serves_for_whom_is_told_in_many_ways() {
        assert_eq!(
            roll(
                SV,
                "Beslutande          Anna Berg (S)\nTjänstgörande       Bo Ek (M) för Eva Lind (M)\nersättare\n"
            ),
            ["present Anna Berg", "substitute Bo Ek / Eva Lind", "absent Eva Lind"]
        );
        assert_eq!(
            roll(SV, "Närvarande: Anna Berg, Bo Ek, i vars ställe Eva Lind\n"),
            ["present Anna Berg", "absent Bo Ek", "substitute Eva Lind / Bo Ek"]
        );
        assert_eq!(
            roll(
                NB,
                "Til stede: Kari Lie (A) og Ola Berg (H). For Per Dal (A), som hadde lovlig forfall, møtte Eva Vik (A).\n"
            ),
            ["present Kari Lie", "present Ola Berg", "absent Per Dal", "substitute Eva Vik / Per Dal"]
        );
    }

    #[test]
    fn a_broken_bracket_is_no_heading() {
        assert_eq!(
            roll(
                DA,
                "Deltagere: Jens Krag (V), Ole Holm (A,\nstedfortræder), Eva Lund (B) og Lise Bro (C)\n"
            ),
            ["present Jens Krag", "substitute Ole Holm", "present Eva Lund", "present Lise Bro"]
        );
    }

    #[test]
    fn a_later_line_corrects_the_roll() {
        assert_eq!(
            roll(
                DA,
                "Medlemmer: Jens Krag (V), Eva Lund (B) og Lise Bro (C)\nFraværende: Eva Lund\nAdministration: Ole Holm, direktør\n"
            ),
            ["present Jens Krag", "absent Eva Lund", "present Lise Bro", "official Ole Holm"]
        );
    }

    #[test]
    fn a_label_that_nobody_knows_ends_the_absentees() {
        assert_eq!(
            roll(
                DA,
                "Til stede: Jens Krag (V), Eva Lund (B) og Lise Bro (C)\nFraværende: Per Vang (A)\nFra havnevæsenet: Ole Holm\n"
            ),
            [
                "present Jens Krag",
                "present Eva Lund",
                "present Lise Bro",
                "absent Per Vang",
                "official Ole Holm"
            ]
        );
    }

    #[test]
    fn names_after_an_exception_are_away_and_the_sentence_after_them_is_not() {
        assert_eq!(
            roll(
                SV,
                "Närvarande: Herr Anna Berg samt öfriga ledamöter utom Herrar Bo Ek och Ivar Lindahl. Herr Nils Lind infann sig.\n"
            ),
            ["present Anna Berg", "absent Bo Ek", "absent Ivar Lindahl", "present Nils Lind"]
        );
    }
}
