//! How each named person voted: lists of names beside a side, and tables with marks in columns.

use super::cues::Cues;
use super::passage::Passage;
use super::phrases::Phrases;
use crate::record::{Ballot, BallotVote};
use std::collections::BTreeSet;
use std::ops::Range;

/// The named votes, and the totals that a table prints under its columns.
#[derive(Debug, Default)]
pub(super) struct Roll {
    pub(super) ballots: Vec<Ballot>,
    /// Yes, no, abstaining, absent.
    pub(super) totals: [Option<u32>; 4],
    /// Parties are listed on a side: the vote was counted, whether or not a number is printed.
    pub(super) by_party: bool,
}

impl Roll {
    /// How many are named on a side.
    pub(super) fn count(&self, vote: BallotVote) -> u32 {
        u32::try_from(self.ballots.iter().filter(|ballot| ballot.vote == vote).count()).unwrap_or(u32::MAX)
    }
}

/// The named votes of a passage.
pub(super) fn roll(passage: &Passage, cues: &Cues) -> Roll {
    table(passage, cues).unwrap_or_else(|| lists(passage, cues))
}

/// Lists of names beside "röstar ja", "Imod stemte" and the like.
fn lists(passage: &Passage, cues: &Cues) -> Roll {
    let table = &cues.phrases.vote;
    let sides: [(BallotVote, &Phrases, Option<&Phrases>); 4] = [
        (BallotVote::Yes, &table.yes, Some(&table.yes_label)),
        (BallotVote::No, &table.no, Some(&table.no_label)),
        (BallotVote::Abstain, &table.abstain, Some(&table.abstain_label)),
        (BallotVote::Absent, &table.absent, None),
    ];
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found: Vec<(usize, Ballot)> = Vec::new();
    let lower = passage.lower();
    let mut marks: Vec<(Range<usize>, BallotVote, bool)> = Vec::new();
    for (vote, phrases, labels) in sides {
        marks.extend(phrases.iter(passage.words()).map(|at| (at, vote, false)));
        if let Some(labels) = labels {
            marks.extend(
                labels.iter(passage.words()).filter(|at| is_label(lower, at)).map(|at| (at, vote, true)),
            );
        }
    }
    marks.sort_by_key(|(at, _, label)| (at.start, std::cmp::Reverse(at.end), *label));
    let mut by_party = false;
    for (at, vote, label) in marks {
        let after = passage.list_after(at.end, cues);
        let list = if after.is_empty() && !label { passage.list_before(at.start, cues) } else { after };
        by_party |= !after.is_empty() && after.iter().all(|actor| actor.is_party);
        for actor in list {
            if !actor.is_party && taken.insert(actor.range.start) {
                found.push((
                    actor.range.start,
                    Ballot { name: actor.person.name.clone(), party: actor.person.party.clone(), vote },
                ));
            }
        }
    }
    found.sort_by_key(|&(at, _)| at);
    Roll { ballots: found.into_iter().map(|(_, ballot)| ballot).collect(), totals: [None; 4], by_party }
}

/// A label is followed by a colon, perhaps after a number.
fn is_label(lower: &str, at: &Range<usize>) -> bool {
    lower[at.end..]
        .trim_start_matches(|c: char| c == ' ' || c == ')' || c.is_ascii_digit())
        .starts_with([':', '('])
}

/// A table with a column for each side and a mark for each voter.
fn table(passage: &Passage, cues: &Cues) -> Option<Roll> {
    let table = &cues.phrases.vote;
    let mut columns: Option<Vec<(usize, BallotVote)>> = None;
    let mut roll = Roll::default();
    let mut marked = 0;
    for (range, line) in passage.lines() {
        let lower = &passage.lower()[range.clone()];
        let head = [
            (BallotVote::Yes, &table.yes_column),
            (BallotVote::No, &table.no_column),
            (BallotVote::Abstain, &table.abstain_column),
            (BallotVote::Absent, &table.absent_column),
        ]
        .into_iter()
        .filter_map(|(vote, phrases)| phrases.iter(lower).last().map(|at| (middle(lower, &at), vote)))
        .collect::<Vec<_>>();
        let both = head.iter().any(|&(_, vote)| vote == BallotVote::Yes)
            && head.iter().any(|&(_, vote)| vote == BallotVote::No);
        if both && !lower.contains(['.', '"']) | lower.contains("  ") && columns.is_none() {
            columns = Some(head);
            continue;
        }
        let Some(columns) = &columns else { continue };
        if table.transport_row.are_in(lower) {
            continue;
        }
        if table.total_row.find(lower).is_some_and(|at| lower[..at.start].trim().is_empty()) {
            totals(lower, columns, &mut roll);
            continue;
        }
        let Some(actor) = passage.actors.iter().rfind(|actor| {
            !actor.is_party && range.start <= actor.range.start && actor.range.end <= range.end
        }) else {
            continue;
        };
        let rest = actor.range.end - range.start;
        let Some(mark) = mark(line, rest) else { continue };
        let vote = if matches!(&line[mark.clone()], "F" | "f") {
            BallotVote::Absent
        } else {
            let place = middle(line, &mark);
            columns.iter().min_by_key(|&&(column, _)| column.abs_diff(place)).map(|&(_, vote)| vote)?
        };
        marked += 1;
        roll.ballots.push(Ballot {
            name: actor.person.name.clone(),
            party: actor.person.party.clone(),
            vote,
        });
    }
    (marked >= 2).then_some(roll)
}

/// The last mark of a row after the name: `X`, `x`, `1` or `F`, standing alone.
fn mark(line: &str, from: usize) -> Option<Range<usize>> {
    let token = line[from..].split_whitespace().next_back()?;
    let start = line.rfind(token)?;
    matches!(token, "X" | "x" | "1" | "F" | "f" | "×").then_some(start..start + token.len())
}

/// Column in characters of the middle of a stretch.
fn middle(line: &str, at: &Range<usize>) -> usize {
    line[..at.start].chars().count() + line[at.clone()].chars().count() / 2
}

/// Totals are read from the right: a total of voters may stand before them.
fn totals(lower: &str, columns: &[(usize, BallotVote)], roll: &mut Roll) {
    let numbers: Vec<u32> = lower.split_whitespace().filter_map(|token| token.parse().ok()).collect();
    let mut ordered: Vec<&(usize, BallotVote)> = columns.iter().collect();
    ordered.sort_by_key(|column| column.0);
    if numbers.len() < ordered.len() {
        return;
    }
    let last = &numbers[numbers.len() - ordered.len()..];
    for (&number, &&(_, vote)) in last.iter().zip(&ordered) {
        roll.totals[vote as usize] = Some(number);
    }
}
