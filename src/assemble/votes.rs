//! Votes: method, numbers, names, parties, and what a yes means.
//!
//! Numbers are taken as printed, or counted from the names where none is printed; nothing comes by subtraction. Yes
//! is the side printed as Ja, for or first option, whatever it stands for: in Swedish minutes Ja may mean refusal.

use super::ballots::{self, Roll};
use super::cues::Cues;
use super::lower::Lower;
use super::passage::Passage;
use super::phrases::Phrases;
use super::tally::{Sides, by_lines, tally};
use crate::record::{PartyVotes, Side, Vote, VoteMethod, Warning};
use crate::text::CodePoints;
use std::ops::Range;

/// Numbers of a vote with the places where they are printed.
#[derive(Debug, Default)]
struct Counts {
    yes: Option<(u32, Range<usize>)>,
    no: Option<(u32, Range<usize>)>,
    abstain: Option<(u32, Range<usize>)>,
    absent: Option<(u32, Range<usize>)>,
}

/// The vote of a passage; what its numbers and names contradict goes to the warnings.
pub(super) fn vote(
    passage: &Passage,
    cues: &Cues,
    points: &CodePoints<'_>,
    warnings: &mut Vec<Warning>,
) -> Vote {
    let lower = passage.lower();
    let counts = counts(lower, passage.text(), cues);
    let roll = ballots::roll(passage, cues);
    let number = |printed: &Option<(u32, Range<usize>)>, listed: u32| {
        printed.as_ref().map(|&(number, _)| number).or((listed > 0).then_some(listed))
    };
    let yes = number(&counts.yes, roll.count(crate::record::BallotVote::Yes)).or(roll.totals[0]);
    let no = number(&counts.no, roll.count(crate::record::BallotVote::No)).or(roll.totals[1]);
    let abstain = number(&counts.abstain, roll.count(crate::record::BallotVote::Abstain)).or(roll.totals[2]);
    let absent = number(&counts.absent, roll.count(crate::record::BallotVote::Absent)).or(roll.totals[3]);
    let counted = yes.is_some() || no.is_some() || roll.by_party;
    let parties = parties(passage, &counts);
    let (yes_means, no_means, question) = question(passage, cues);
    let mut vote = Vote {
        method: Some(method(passage.words(), counted, cues)),
        question,
        yes,
        no,
        abstain,
        absent,
        yes_means,
        no_means,
        unanimous: no.unwrap_or(0) == 0
            && !roll.by_party
            && cues.phrases.decision.unanimous.are_in(passage.words()),
        carried: carried(passage.words(), yes, no, cues),
        ballots: roll.ballots.clone(),
        parties,
        consistent: true,
        start: points.at(passage.span.start()),
        end: points.at(passage.span.end()),
    };
    check(&mut vote, &counts, &roll, warnings);
    vote
}

fn method(lower: Lower<'_>, counted: bool, cues: &Cues) -> VoteMethod {
    let table = &cues.phrases.vote;
    if table.ballot.are_in(lower) {
        VoteMethod::Ballot
    } else if !counted {
        VoteMethod::Acclamation
    } else if table.roll_call.are_in(lower) {
        VoteMethod::RollCall
    } else if table.show_of_hands.are_in(lower) {
        VoteMethod::ShowOfHands
    } else {
        table.counted_method
    }
}

/// The numbers as printed: the first pattern of the table that finds each.
fn counts(lower: &str, text: &str, cues: &Cues) -> Counts {
    let mut counts = Counts::default();
    if let Some([yes, no, abstain]) = by_lines(lower, cues) {
        return Counts { yes, no, abstain, absent: None };
    }
    for pattern in cues.counts.of(lower) {
        for found in pattern.captures_iter(lower) {
            let mut fits = Vec::new();
            for (name, slot) in [
                ("yes", &mut counts.yes),
                ("no", &mut counts.no),
                ("abstain", &mut counts.abstain),
                ("absent", &mut counts.absent),
            ] {
                if let Some(group) = found.name(name) {
                    let before = lower[..group.start()].chars().next_back();
                    let after = lower[group.end()..].chars().next();
                    let whole = before.is_none_or(|c| !c.is_alphanumeric())
                        && after.is_none_or(|c| !c.is_alphanumeric());
                    match cues.number(group.as_str()) {
                        Some(number) if whole => fits.push((slot, number, group.range())),
                        _ => {
                            fits.clear();
                            break;
                        }
                    }
                }
            }
            // What fell had the fewer votes, whichever number stands first.
            let fell = found.get(0).is_some_and(|whole| cues.phrases.proposal.lost.are_in(whole.as_str()));
            if let [(_, yes, yes_at), (_, no, no_at), ..] = &mut fits[..]
                && fell
                && yes > no
            {
                std::mem::swap(yes, no);
                std::mem::swap(yes_at, no_at);
            }
            // A pattern for both sides is taken whole or not at all; it may add a side to what another pattern found there.
            let new = fits.iter().all(|(slot, number, range)| {
                slot.as_ref().is_none_or(|(found, at)| found == number && at == range)
            });
            for (slot, number, range) in fits {
                if new && slot.is_none() {
                    *slot = Some((number, range));
                }
            }
        }
    }
    fill(&mut counts, lower, text, cues);
    counts
}

/// Adds the sides that no printed form explains, if the number that one does explain agrees.
fn fill(counts: &mut Counts, lower: &str, text: &str, cues: &Cues) {
    if counts.yes.is_some() && counts.no.is_some() && counts.abstain.is_some() {
        return;
    }
    let told: Sides = tally(lower, text, cues);
    let agrees = |known: &Option<(u32, Range<usize>)>, told: &Option<(u32, Range<usize>)>| {
        known.as_ref().is_none_or(|known| told.as_ref().is_some_and(|told| told.1 == known.1))
    };
    if !(agrees(&counts.yes, &told[0]) && agrees(&counts.no, &told[1])) {
        return;
    }
    for (slot, told) in [&mut counts.yes, &mut counts.no, &mut counts.abstain].into_iter().zip(told) {
        if slot.is_none() {
            *slot = told;
        }
    }
}

/// The side that won: as the minutes say, or the larger.
fn carried(lower: Lower<'_>, yes: Option<u32>, no: Option<u32>, cues: &Cues) -> Option<Side> {
    let table = &cues.phrases.proposal;
    match (yes, no) {
        (Some(yes), Some(no)) if yes != no => Some(if yes > no { Side::Yes } else { Side::No }),
        (None, None) => None,
        _ => match (table.won.find(lower), table.lost.find(lower)) {
            (Some(won), Some(lost)) => Some(if lost.start <= won.start { Side::No } else { Side::Yes }),
            (None, Some(_)) => Some(Side::No),
            (Some(_), None) => Some(Side::Yes),
            (None, None) => None,
        },
    }
}

/// Votes by party: a bracket with parties and numbers belongs to the number before it.
fn parties(passage: &Passage, counts: &Counts) -> PartyVotes {
    let mut out = PartyVotes::default();
    let text = passage.text();
    let mut from = 0;
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        let Some(close) = text[open..].find(')').map(|at| open + at) else { break };
        from = close + 1;
        let before = [(&counts.yes, true), (&counts.no, false)]
            .into_iter()
            .filter_map(|(count, is_yes)| count.as_ref().map(|(_, range)| (range.end, is_yes)))
            .filter(|&(end, _)| end <= open && text[end..open].split_whitespace().count() <= 4)
            .max();
        let Some((_, is_yes)) = before else { continue };
        let entries = party_counts(&text[open + 1..close]);
        let side = if is_yes { &mut out.yes } else { &mut out.no };
        if side.is_empty() {
            side.extend(entries);
        }
    }
    out
}

/// "Ap 13, H 10", "6Ap, 4Sp", "3 H, FRP": party and number; a party without one counts as one beside others that
/// have them.
fn party_counts(inside: &str) -> Vec<(String, u32)> {
    let mut out = Vec::new();
    let mut numbered = false;
    for entry in inside.replace(" og ", ", ").replace(" och ", ", ").split([',', ';']) {
        let digits: String = entry.chars().filter(char::is_ascii_digit).collect();
        let name: String =
            entry.chars().filter(|c| c.is_alphabetic() || *c == '-').collect::<String>().trim().to_owned();
        if name.is_empty() || name.chars().count() > 12 || digits.len() > 3 {
            return Vec::new();
        }
        numbered |= !digits.is_empty();
        out.push((name, digits.parse().unwrap_or(1)));
    }
    if numbered { out } else { Vec::new() }
}

/// Names and parties against the numbers.
fn check(vote: &mut Vote, counts: &Counts, roll: &Roll, warnings: &mut Vec<Warning>) {
    let mut wrong = Vec::new();
    let sides = [
        ("yes", &counts.yes, crate::record::BallotVote::Yes, roll.totals[0]),
        ("no", &counts.no, crate::record::BallotVote::No, roll.totals[1]),
        ("abstaining", &counts.abstain, crate::record::BallotVote::Abstain, roll.totals[2]),
    ];
    for (side, printed, ballot, total) in sides {
        let listed = roll.count(ballot);
        let printed = printed.as_ref().map(|&(number, _)| number).or(total);
        if let Some(number) = printed
            && listed > 0
            && listed != number
        {
            wrong.push(format!("{number} {side} votes are stated, {listed} are listed by name"));
        }
    }
    for (side, number, parties) in [("yes", vote.yes, &vote.parties.yes), ("no", vote.no, &vote.parties.no)] {
        let sum: u32 = parties.values().sum();
        if let Some(number) = number
            && sum > 0
            && sum != number
        {
            wrong.push(format!("{number} {side} votes are stated, the parties' add up to {sum}"));
        }
    }
    vote.consistent = wrong.is_empty();
    for what in wrong {
        warnings.push(Warning {
            code: "vote_inconsistent".into(),
            message: format!("{what}: compare with the source"),
            start: Some(vote.start),
            end: Some(vote.end),
        });
    }
}

/// What was put, and what each side means.
fn question(passage: &Passage, cues: &Cues) -> (Option<String>, Option<String>, Option<String>) {
    for pattern in cues.questions.of(passage.lower()) {
        if let Some(found) = pattern.captures(passage.lower())
            && let (Some(yes), Some(no)) = (found.name("yes"), found.name("no"))
        {
            let yes_means = meaning(passage, yes.range(), Some(no.as_str()), cues);
            let is_opposite = starts(&cues.phrases.vote.means_opposite, no.as_str());
            let no_means = meaning(passage, no.range(), None, cues)
                .filter(|_| !is_opposite)
                .or_else(|| opposite(yes_means.as_deref()));
            let whole = found.get(0).map_or(0..0, |whole| whole.range());
            return (yes_means, no_means, Some(passage.prose(whole)));
        }
    }
    (None, None, None)
}

/// What one side of a question stands for. `other` is the other side.
fn meaning(passage: &Passage, side: Range<usize>, other: Option<&str>, cues: &Cues) -> Option<String> {
    let words = &passage.lower()[side.clone()];
    let table = &cues.phrases.vote;
    let nouns = table.proposal_nouns.find(words);
    let duel = other.is_none_or(|other| !starts(&table.means_rejection, other));
    let named: Vec<&str> = passage
        .actors
        .iter()
        .filter(|actor| side.start <= actor.range.start && actor.range.end <= side.end)
        .map(|actor| actor.person.name.as_str())
        .collect();
    let simple = [
        (&table.means_today, "decide_today"),
        (&table.means_rejection, "rejection"),
        (&table.means_remittal, "remittal"),
        (&table.means_postponement, "postponement"),
        (&table.means_approval, "approval"),
    ];
    let first = simple
        .into_iter()
        .filter_map(|(phrases, means)| phrases.find(words).map(|at| (at.start, means)))
        .min_by_key(|&(start, _)| start)
        .map(|(_, means)| means);
    if nouns.is_some() && !named.is_empty() && duel && first != Some("rejection") {
        return Some(format!("proposal of {}", named.join(", ")));
    }
    first.map(str::to_owned)
}

fn starts(phrases: &Phrases, text: &str) -> bool {
    phrases.find(text.trim_start()).is_some_and(|at| at.start == 0)
}

fn opposite(means: Option<&str>) -> Option<String> {
    Some(
        match means? {
            "approval" => "rejection",
            "rejection" => "approval",
            "remittal" | "postponement" => "decide_today",
            "decide_today" => "remittal",
            _ => return None,
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::{counts, party_counts};
    use crate::assemble::cues::Cues;
    use crate::language::Language;

    fn counted(language: Language, text: &str) -> [Option<u32>; 4] {
        let found = counts(text, text, Cues::of(language));
        [found.yes, found.no, found.abstain, found.absent].map(|count| count.map(|(number, _)| number))
    }

    #[test]
    fn numbers_are_read_in_every_form() {
        use Language::{Bokmal, Danish, Nynorsk, Swedish};
        for (language, text, expected) in [
            (Swedish, "med 7 ja-röster mot 6 nej-röster och 2 som avstår", [Some(7), Some(6), Some(2), None]),
            (Swedish, "omröstningen utfaller med 41 ja mot 40 nej.", [Some(41), Some(40), None, None]),
            (
                Swedish,
                "avgavs fem (5) ja-röster (berg och ek) och tre (3) nej-röster",
                [Some(5), Some(3), None, None],
            ),
            (
                Swedish,
                "per ek får 5 röster, eva lind 3. en sedel är blank.",
                [Some(5), Some(3), Some(1), None],
            ),
            (Swedish, "erhöll därvid fru lind nio röster samt fru ek fem.", [Some(9), Some(5), None, None]),
            (Swedish, "ja 12, nej 3.", [Some(12), Some(3), None, None]),
            (Swedish, "med rösterna 19–14, 1 blanka", [Some(19), Some(14), Some(1), None]),
            (
                Swedish,
                "fick 21 röster, återremiss 9 röster och 1 blank röst avgavs",
                [Some(21), Some(9), Some(1), None],
            ),
            (
                Danish,
                "for stemte 11: a, b og c. imod stemte 8: v. undlod at stemme 2: ø.",
                [Some(11), Some(8), Some(2), None],
            ),
            (
                Danish,
                "for: a og b (3). imod: c, d og e (4). forslaget faldt.",
                [Some(3), Some(4), None, None],
            ),
            (Danish, "stemmer for eks forslag: 5. stemmer imod: 1.", [Some(5), Some(1), None, None]),
            (
                Bokmal,
                "endringsforslaget fikk 15 stemmer (9 ap), innstillingen 12.",
                [Some(15), Some(12), None, None],
            ),
            (
                Bokmal,
                "utsettelsesforslaget falt mot 6 stemmer (3 h); 21 stemte imot.",
                [Some(6), Some(21), None, None],
            ),
            (Nynorsk, "framlegget vart vedteke 7 - 6.", [Some(7), Some(6), None, None]),
            (
                Swedish,
                "för berg hade lagts 41 sedlar, för ek 5. två var blanka.",
                [Some(41), Some(5), Some(2), None],
            ),
            (Danish, "to stemte for forslaget. fire stemte imod.", [Some(2), Some(4), None, None]),
            (
                Bokmal,
                "ble vedtatt med 22 stemmer (ap 12, h 10) mot 13 stemmer (sp 13)",
                [Some(22), Some(13), None, None],
            ),
            (Bokmal, "forslaget falt med 9 mot 2 stemmer", [Some(2), Some(9), None, None]),
            (Bokmal, "fikk 5 stemmer (sv 3, r 2) og falt", [Some(5), None, None, None]),
            (Danish, "forslaget fik 5 (a, sf) mod 6.", [Some(5), Some(6), None, None]),
            (Danish, "skriftligt: karen strand (a) 6, poul lund (v) 4.", [Some(6), Some(4), None, None]),
            (Danish, "fru holm fik 4, frk. dam 2.", [Some(4), Some(2), None, None]),
            (Danish, "to var for (lund og vang), tre imod.", [Some(2), Some(3), None, None]),
            (Swedish, "ja av fyra (s) och nej av tre (c)", [Some(4), Some(3), None, None]),
            (Bokmal, "for: 8. mot: 3.", [Some(8), Some(3), None, None]),
            (
                Bokmal,
                "hadde 8 stemmer ved navneopprop og var med 9 stemmer falt",
                [Some(8), Some(9), None, None],
            ),
            (Nynorsk, "setlar. lia 7, vika 3.", [Some(7), Some(3), None, None]),
            (Nynorsk, "for dette: 8. imot: 1 (lia)", [Some(8), Some(1), None, None]),
            (Danish, "gik 15 medlemmer ind for forslaget. imod var 14", [Some(15), Some(14), None, None]),
            (Bokmal, "støttet av 36 medlemmer, mens 23 gikk imot", [Some(36), Some(23), None, None]),
            (Bokmal, "fikk flertall, 15-8.", [Some(15), Some(8), None, None]),
            (
                Nynorsk,
                "fekk tilrådinga 28 røyster. framlegget frå vik fekk 7 røyster",
                [Some(28), Some(7), None, None],
            ),
            (Bokmal, "vedtatt mot 4 stemmer", [None, Some(4), None, None]),
            (Nynorsk, "vart vedteke med 15 mot 6 røyster", [Some(15), Some(6), None, None]),
            (Nynorsk, "framlegget fall med 17 mot 4 røyster", [Some(4), Some(17), None, None]),
        ] {
            assert_eq!(counted(language, text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_votes_are_left() {
        for (language, text) in [
            (Language::Swedish, "enligt 5 kap. 27 § och 6 kap. 28 §"),
            (Language::Danish, "punkt 4 og 5 behandles under ét"),
            (Language::Danish, "foreningen fik 5 lokaler. punkt 12 udgår"),
            (Language::Swedish, "föreningen fick nytt golv, lokal 12 och sal 3"),
            (Language::Bokmal, "møtet ble hevet i 15 min. for gruppemøter"),
        ] {
            assert_eq!(counted(language, text), [None; 4], "{text}");
        }
    }

    #[test]
    fn parties_are_counted_in_either_order() {
        assert_eq!(party_counts("Ap 13, H 10"), [("Ap".to_owned(), 13), ("H".to_owned(), 10)]);
        assert_eq!(party_counts("3 H, FRP, 2 AP").iter().map(|entry| entry.1).sum::<u32>(), 6);
        assert!(party_counts("MDG, R, SV").is_empty(), "no number is printed");
    }
}
