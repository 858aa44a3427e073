//! Numbers of a vote in running prose that no printed form of the tables explains, read number by number.
//!
//! A number counts votes if a noun or verb of voting follows it ("4 medlemmer", "nitton röstade"), or if it ends a clause of a
//! sentence that holds such a number ("…fik Brun 8 stemmer og Dam 6"). Its side is told by the words right after it or before
//! it; of two without a side the first is the first option. Numbers that count something else are left alone: those are not
//! followed by such words.

use super::cues::Cues;
use super::passage::sentences;
use super::phrases::Phrases;
use crate::record::BallotVote;
use std::ops::Range;

/// A number of votes, where it stands, and its side if the words around it tell.
#[derive(Debug)]
struct Count {
    number: u32,
    at: Range<usize>,
    side: Option<BallotVote>,
}

/// The votes for each side, with their places: yes, no, abstaining.
pub(super) type Sides = [Option<(u32, Range<usize>)>; 3];

/// Most votes that a body casts.
const MOST: u32 = 200;

/// The votes of a report that gives each side a line of its own: "For 20: …" over "Mot 19: …", "Ja  M 13, L 5   18".
/// None unless both sides have one.
pub(super) fn by_lines(lower: &str, cues: &Cues) -> Option<Sides> {
    let mut sides: Sides = [None, None, None];
    let mut start = 0;
    for line in lower.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let words = words(lower, &range);
        let Some(first) = words.first().map(|word| &lower[word.clone()]) else { continue };
        let Some(side) = side_of(first, cues) else { continue };
        let count = of_line(lower, &words, &range, cues);
        let slot = &mut sides[side as usize];
        if slot.is_none() {
            *slot = count;
        }
    }
    (sides[0].is_some() && sides[1].is_some()).then_some(sides)
}

/// The number of votes of a line that begins with its side: after the label, or at the end as a sum.
fn of_line(
    lower: &str,
    words: &[Range<usize>],
    line: &Range<usize>,
    cues: &Cues,
) -> Option<(u32, Range<usize>)> {
    /// How many words the label may have after its first: "For stemte", "Undlod at stemme".
    const LABEL: usize = 2;
    let number = |word: &Range<usize>| cues.number(&lower[word.clone()]).filter(|&number| number <= MOST);
    for (at, word) in words.iter().enumerate().skip(1).take(LABEL + 1) {
        if let Some(count) = number(word) {
            return (!is_numbered(lower, words, at, cues)).then(|| (count, word.clone()));
        }
        let voted = is(&cues.phrases.vote.voters, &lower[word.clone()]);
        if !voted {
            break;
        }
    }
    // "…, i alt 14", "… - 14 stemmer", "… (16 stemmer)", or far to the right.
    let text = &lower[line.clone()];
    let digits = |at: usize| -> Option<(u32, Range<usize>)> {
        let end = line.start + at;
        let head = &lower[line.start..end];
        let from = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let range = line.start + from..end;
        let count: u32 = lower[range.clone()].parse().ok().filter(|&count| count <= MOST)?;
        Some((count, range))
    };
    let bare = text.trim_end_matches(['.', ')', ',', ' ']);
    let last = bare.rsplit(' ').next().unwrap_or(bare);
    let end = if is(&cues.phrases.vote.voters, last) {
        bare[..bare.len() - last.len()].trim_end().len()
    } else {
        bare.len()
    };
    let (count, range) = digits(end)?;
    let before = &lower[line.start..range.start];
    let summed = before.ends_with("   ")
        || before.trim_end().ends_with(['-', '–'])
        || before.ends_with('(') && end < bare.len()
        || says_total(before, cues);
    summed.then_some((count, range))
}

/// The votes for each side, with their places, as running prose tells them.
pub(super) fn tally(lower: &str, text: &str, cues: &Cues) -> Sides {
    let mut counts: Vec<Count> = Vec::new();
    for range in sentences(text) {
        counts.extend(of_sentence(lower, range, cues));
    }
    let mut sides: Sides = [None, None, None];
    let mut take = |side: BallotVote, count: &Count| {
        let slot = &mut sides[side as usize];
        let free = slot.is_none();
        if free {
            *slot = Some((count.number, count.at.clone()));
        }
        free
    };
    for count in &counts {
        match count.side {
            // "26 stemte for innstillingen, 19 for Berg": for two things.
            Some(BallotVote::Yes) if take(BallotVote::Yes, count) => {}
            Some(BallotVote::Yes) => {
                take(BallotVote::No, count);
            }
            Some(side) => {
                take(side, count);
            }
            None => {}
        }
    }
    for count in counts.iter().filter(|count| count.side.is_none()) {
        if !take(BallotVote::Yes, count) {
            take(BallotVote::No, count);
        }
    }
    sides
}

/// Whether a word is one of the phrases.
fn is(phrases: &Phrases, word: &str) -> bool {
    phrases.find(word).is_some_and(|at| at == (0..word.len()))
}

/// Whether the text before a number says that it is a sum of votes: "i alt 14".
fn says_total(before: &str, cues: &Cues) -> bool {
    cues.phrases.vote.total_words.iter(before).last().is_some_and(|at| before[at.end..].trim().is_empty())
}

/// The numbers of votes in one sentence.
fn of_sentence(lower: &str, range: Range<usize>, cues: &Cues) -> Vec<Count> {
    let words = words(lower, &range);
    let number = |word: &Range<usize>| {
        cues.number(&lower[word.clone()]).filter(|&number| (1..=MOST).contains(&number))
    };
    // What stands in brackets are shares of a number.
    let at_end = |at: usize| {
        let rest = lower[words[at].end..range.end].trim_start();
        rest.is_empty() || rest.starts_with(['.', ',', ';', '('])
    };
    let total = |at: usize| says_total(&lower[range.start..words[at].start], cues);
    // "Mot 34." says all of it.
    let sided = |at: usize| {
        at_end(at)
            && at.checked_sub(1).is_some_and(|before| side_of(&lower[words[before].clone()], cues).is_some())
    };
    let voters =
        |at: usize| words.get(at + 1).is_some_and(|word| is(&cues.phrases.vote.voters, &lower[word.clone()]));
    let numbers: Vec<usize> = (0..words.len()).filter(|&at| number(&words[at]).is_some()).collect();
    if !numbers.iter().any(|&at| voters(at) || total(at) || sided(at)) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (place, &at) in numbers.iter().enumerate() {
        let told = voters(at);
        if !(told || at_end(at)) || is_numbered(lower, &words, at, cues) {
            continue;
        }
        let until = numbers.get(place + 1).map_or(words.len(), |&next| next);
        let from = if place == 0 { 0 } else { numbers[place - 1] + 1 };
        out.push(Count {
            number: number(&words[at]).unwrap_or_default(),
            at: words[at].clone(),
            side: if total(at) {
                // A sum stands after all whom it counts.
                (from..at).find_map(|word| side_of(&lower[words[word].clone()], cues))
            } else {
                side(lower, &words, from, at, until, cues)
            },
        });
    }
    out
}

/// The words of a sentence that stand in no bracket.
fn words(lower: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut depth = 0_u32;
    let mut start = None;
    for (at, c) in lower[range.clone()].char_indices() {
        let at = range.start + at;
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let letter = c.is_alphanumeric() && depth == 0;
        match (letter, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| from..range.end));
    out
}

/// Whether a number is the name of something: "nr. 3", "punkt 4", "§ 5", a part of a date or an amount.
fn is_numbered(lower: &str, words: &[Range<usize>], at: usize, cues: &Cues) -> bool {
    let before = at.checked_sub(1).map(|before| &words[before]);
    let glued = |c: char| matches!(c, '.' | ',' | '/' | '-' | ':' | '§');
    let left = lower[..words[at].start].chars().next_back().is_some_and(glued);
    let right = lower[words[at].end..].chars().zip(lower[words[at].end..].chars().skip(1)).next();
    let right = right.is_some_and(|(mark, next)| glued(mark) && next.is_ascii_digit());
    left || right
        || lower[..words[at].start].trim_end().ends_with('§')
        || before.is_some_and(|before| {
            lower[before.end..words[at].start].trim_matches(['.', ' ']).is_empty()
                && is(&cues.phrases.vote.numbered, &lower[before.clone()])
        })
}

/// The side of the number at `at`: from the words after it up to the next number, else from those before it.
fn side(
    lower: &str,
    words: &[Range<usize>],
    from: usize,
    at: usize,
    until: usize,
    cues: &Cues,
) -> Option<BallotVote> {
    let of = |word: usize| side_of(&lower[words[word].clone()], cues);
    // The word right before a number is the number's own: "for 5, mot 4".
    if at > from
        && let Some(side) = of(at - 1)
    {
        return Some(side);
    }
    let own_end = if until < words.len() { until.saturating_sub(1).max(at + 1) } else { until };
    let clause = |word: usize| !lower[words[at].end..words[word].start].contains([';', ',']);
    let after = (at + 1..own_end).take_while(|&word| clause(word)).find_map(of);
    // "1 ledamot, Bo Alm (M), avstår": who it was stands between.
    let later = || (until == words.len()).then(|| (at + 1..until).find_map(of)).flatten();
    let after = after.or_else(|| later().filter(|side| *side == BallotVote::Abstain));
    after.or_else(|| {
        let clause = |word: &usize| !lower[words[*word].end..words[at].start].contains([';', ',', '.']);
        (from..at).rev().take_while(clause).find_map(of)
    })
}

/// The side that a word stands for.
fn side_of(word: &str, cues: &Cues) -> Option<BallotVote> {
    let table = &cues.phrases.vote;
    [
        (BallotVote::Abstain, &table.abstain_word),
        (BallotVote::No, &table.no_word),
        (BallotVote::Yes, &table.yes_word),
    ]
    .into_iter()
    .find_map(|(side, phrases)| is(phrases, word).then_some(side))
}

#[cfg(test)]
mod tests {
    use super::{by_lines, tally};
    use crate::assemble::cues::Cues;
    use crate::assemble::lower::lower;
    use crate::language::Language::{self, Bokmal, Danish, Nynorsk, Swedish};

    fn told(language: Language, text: &str) -> [Option<u32>; 3] {
        tally(&lower(text), text, Cues::of(language)).map(|side| side.map(|(number, _)| number))
    }

    #[test]
    fn numbers_are_told_apart_by_the_words_beside_them() {
        for (language, text, wanted) in [
            (
                Danish,
                "Ved afstemningen stemte 4 medlemmer (V) for forslag nr. 1, medens 10 stemte imod.",
                [Some(4), Some(10), None],
            ),
            (
                Danish,
                "Ved skriftlig afstemning fik Inga Brun 8 stemmer og Else Dam 6.",
                [Some(8), Some(6), None],
            ),
            (
                Danish,
                "Ved navneopråb stemte følgende 10 for forslaget. Følgende 8 stemte imod.",
                [Some(10), Some(8), None],
            ),
            (
                Bokmal,
                "Deretter ble det stemt, og 26 stemte for innstillingen, 19 for Lunde.",
                [Some(26), Some(19), None],
            ),
            (
                Bokmal,
                "Da hadde Vik fått 24 stemmer og Dahl 20. En seddel var blank.",
                [Some(24), Some(20), Some(1)],
            ),
            (
                Swedish,
                "Utfallet blir 6 ja och 5 nej medan 1 ledamot, Bo Alm (M), avstår.",
                [Some(6), Some(5), Some(1)],
            ),
            (
                Swedish,
                "Det utföll så, att 4 ledamöter röstade ja, nämligen Alm och Ek, och 3 ledamöter nej, medan herr Bro avstod.",
                [Some(4), Some(3), None],
            ),
            (
                Swedish,
                "Befinnes 8 ledamöter ha röstat för bifall och 3 för avslag.",
                [Some(8), Some(3), None],
            ),
            (
                Swedish,
                "Omröstningen ger 51 röster, varav 42 för Per Ek, 5 för Eva Alm och 4 blanka röster.",
                [Some(42), Some(5), Some(4)],
            ),
            (Nynorsk, "Framlegget fekk 3 røyster, 6 røysta imot.", [Some(3), Some(6), None]),
        ] {
            assert_eq!(told(language, text), wanted, "{text}");
        }
    }

    #[test]
    fn sides_have_lines_of_their_own() {
        for (language, text, wanted) in [
            (
                Danish,
                "For stemte: 3 (F og Ø)\nImod stemte: 15 (A, B og V)\nForslaget bortfaldt.",
                [Some(3), Some(15), None],
            ),
            (
                Danish,
                "For stemte: C samt Ole Alm (V), i alt 4\nImod stemte: A og V (med undtagelse af 1 medlem), i alt 14\nUndlod: Ø",
                [Some(4), Some(14), None],
            ),
            (
                Danish,
                "For stemte: B og C (3 stemmer)\nImod stemte: A og V (16 stemmer)",
                [Some(3), Some(16), None],
            ),
            (
                Bokmal,
                "Forslag nr. 2 (V, H):\nFor 20:  H (8), V (1)\nMot 19:  AP (12), R (1)",
                [Some(20), Some(19), None],
            ),
            (
                Swedish,
                "Ja       M 13, MP 7            20\nNej      S 18, V 5              23\nAvstår   Eva Alm (-)             1",
                [Some(20), Some(23), Some(1)],
            ),
            (
                Swedish,
                "JA     26   Asplund, Ek\n            Berg\nNEJ    15   Lind, Holm\nBLANK   2   Gran, Ås",
                [Some(26), Some(15), Some(2)],
            ),
        ] {
            let found = by_lines(&lower(text), Cues::of(language)).unwrap_or_default();
            assert_eq!(found.map(|side| side.map(|(number, _)| number)), wanted, "{text}");
        }
        let text = "For grunden betales 40 kr. pr. m2.\nImod er ingen.";
        assert!(by_lines(&lower(text), Cues::of(Danish)).is_none());
    }

    #[test]
    fn other_numbers_are_no_votes() {
        for (language, text) in [
            (Danish, "Foreningen fik 5 lokaler og 3 boder, jf. § 4, nr. 2."),
            (Swedish, "Enligt 5 kap. 27 § utses 2 ersättare."),
            (Bokmal, "Det bevilges kr 400 til 12 benker."),
        ] {
            assert_eq!(told(language, text), [None; 3], "{text}");
        }
    }
}
