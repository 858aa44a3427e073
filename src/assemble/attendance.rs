//! Who was there: names under the headings, columns and remarks of the attendance list.

use super::cues::{Attendances, Cues};
use super::passage::Passage;
use super::phrases::Phrases;
use crate::record::{AttendanceStatus, Attendee, SegmentKind};
use std::ops::Range;

/// Everybody whom the attendance list names, in its order.
pub(super) fn attendance(front: &[&Passage], cues: &Cues) -> Vec<Attendee> {
    let table = &cues.phrases.attendance;
    let mut out: Vec<Attendee> = Vec::new();
    for passage in front.iter().filter(|passage| passage.kind == SegmentKind::Attendance) {
        let mut status = AttendanceStatus::Present;
        let mut replaced: Option<usize> = None;
        let mut at = 0;
        for (i, actor) in passage.actors.iter().enumerate() {
            let before = at..actor.range.start;
            at = actor.range.end;
            if let Some(heading) = heading(&passage.lower()[before], table) {
                status = heading;
            }
            if actor.is_party || replaced == Some(i) {
                continue;
            }
            let next = passage.actors.get(i + 1);
            let until = next.map_or(passage.lower().len(), |next| next.range.start);
            let line_end = passage.lower()[actor.range.end..]
                .find('\n')
                .map_or(passage.lower().len(), |n| actor.range.end + n);
            let remark = &passage.lower()[actor.range.end..until.min(line_end)];
            let mut own = status;
            let mut replaces = None;
            if let Some(next) = next.filter(|next| !next.is_party) {
                let gap = &passage.lower()[actor.range.end..next.range.start];
                let same_row = next.range.start < line_end;
                let told = table.replaces.iter(gap).last().is_some_and(|at| gap[at.end..].trim().is_empty());
                let row = same_row
                    && (status == AttendanceStatus::Substitute && !gap.contains(',')
                        || table.serving.are_in(remark))
                    && gap.contains("  ");
                if told || row {
                    replaces = Some(next.person.name.clone());
                    replaced = Some(i + 1);
                    own = AttendanceStatus::Substitute;
                }
            }
            if own == AttendanceStatus::Present && marked(&table.absence_mark, remark) {
                own = AttendanceStatus::Absent;
            } else if own == AttendanceStatus::Present && table.serving.are_in(remark) {
                own = AttendanceStatus::Substitute;
            }
            if out.iter().any(|known| known.name == actor.person.name) {
                continue;
            }
            out.push(Attendee {
                name: actor.person.name.clone(),
                party: actor.person.party.clone(),
                role: actor.role.clone(),
                status: own,
                replaces,
            });
        }
    }
    pair_single(&mut out);
    out
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

/// The status that the last heading in a stretch gives to the names after it.
fn heading(gap: &str, table: &Attendances) -> Option<AttendanceStatus> {
    let all = [
        (&table.present, AttendanceStatus::Present),
        (&table.deputies, AttendanceStatus::DeputyPresent),
        (&table.serving, AttendanceStatus::Substitute),
        (&table.absent, AttendanceStatus::Absent),
        (&table.officials, AttendanceStatus::Official),
    ];
    let mut best: Option<(usize, usize, AttendanceStatus)> = None;
    for (start, line) in line_starts(gap) {
        for (phrases, status) in all {
            let Some(at) = phrases.find(line).filter(|at| line[..at.start].trim().is_empty()) else {
                continue;
            };
            let longer = longest(phrases, line, &at);
            if best.is_none_or(|(from, length, _)| start > from || (start == from && longer > length)) {
                best = Some((start, longer, status));
            }
        }
    }
    best.map(|(.., status)| status)
}

/// The longest phrase of the table that begins where the found one does.
fn longest(phrases: &Phrases, line: &str, found: &Range<usize>) -> usize {
    let mut length = found.len();
    for (at, _) in line[found.end..].match_indices(' ') {
        let end = found.end + at;
        if phrases
            .find(&line[found.start..end])
            .is_some_and(|at| at.start == 0 && at.end == end - found.start)
        {
            length = end - found.start;
        }
    }
    if phrases.find(&line[found.start..]).is_some_and(|at| at.start == 0) {
        length = length.max(phrases.find(&line[found.start..]).map_or(0, |at| at.len()));
    }
    length
}

/// Lines of a stretch that begin inside it, and the first part of the text.
fn line_starts(gap: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    gap.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    })
}

fn marked(marks: &Phrases, remark: &str) -> bool {
    marks.iter(remark).any(|at| remark[..at.start].ends_with("  ") || remark[..at.start].trim().is_empty())
}
