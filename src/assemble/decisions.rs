//! What was decided: the outcome from the formula and from what it points to.
//!
//! "Enligt förvaltningens förslag" says nothing without the recommendation, and adopting a recommendation to refuse
//! is a refusal. Where nothing is known, a decision counts as adopting what was before the body: minutes state every
//! other outcome in so many words.

use super::cues::Cues;
use super::lists;
use super::lower::Lower;
use super::passage::Passage;
use super::phrases::Phrases;
use crate::record::{Decision, Outcome};
use crate::text::CodePoints;

/// What a decision is measured against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before<'a> {
    /// There is a written recommendation.
    pub(super) has_recommendation: bool,
    /// What the last recommendation with words of its own would have the body do.
    pub(super) recommended: Option<Outcome>,
    /// A proposal to change or add was adopted.
    pub(super) amended: bool,
    /// A proposal of whatever kind was adopted.
    pub(super) carried: bool,
    /// Somebody moved to send the matter back or on.
    pub(super) remittal_moved: bool,
    /// Somebody moved to put it off.
    pub(super) postponement_moved: bool,
    /// What the motion that was won, or the only one, to send the matter back or to put it off would make of it.
    pub(super) motion: Option<Outcome>,
    /// The votes on the item were unanimous.
    pub(super) unanimous: bool,
    /// Title of the item, in lower case.
    pub(super) title: &'a str,
    /// The body that met, in lower case.
    pub(super) body: &'a str,
}

/// The decision of a passage.
pub(super) fn decision(
    passage: &Passage,
    before: Before<'_>,
    cues: &Cues,
    points: &CodePoints<'_>,
) -> Decision {
    let unanimous = before.unanimous || cues.phrases.decision.unanimous.are_in(passage.words());
    Decision {
        outcome: outcome(passage, before, cues),
        unanimous: unanimous.then_some(true),
        text: lists::body(passage),
        points: lists::points(passage, cues),
        start: points.at(passage.span.start()),
        end: points.at(passage.span.end()),
    }
}

/// The outcome that the first formula of a text states.
pub(super) fn stated<'t>(text: impl Into<Lower<'t>>, cues: &Cues) -> Option<Outcome> {
    let text = text.into();
    let table = &cues.phrases.outcome;
    let all: [(Outcome, &Phrases); 8] = [
        (Outcome::Rejected, &table.rejected),
        (Outcome::Remitted, &table.remitted),
        (Outcome::Postponed, &table.postponed),
        (Outcome::Withdrawn, &table.withdrawn),
        (Outcome::Answered, &table.answered),
        (Outcome::Noted, &table.noted),
        (Outcome::Elected, &table.elected),
        (Outcome::Approved, &table.approved),
    ];
    let first = |outcome: Outcome, phrases: &Phrases| {
        phrases.find(text).map(|at| (at.start, std::cmp::Reverse(at.end), outcome))
    };
    all.into_iter()
        .filter_map(|(outcome, phrases)| first(outcome, phrases))
        .min_by_key(|&(start, end, _)| (start, end))
        .map(|(.., outcome)| outcome)
}

/// What a recommendation would have the body do; a recommendation to recommend counts only below the higher body.
pub(super) fn recommended(
    passage: &Passage,
    body: &str,
    several_points: bool,
    cues: &Cues,
) -> Option<Outcome> {
    let target = cues.phrases.decision.recommends.find(passage.words());
    if recommends(passage.words(), body, cues) && target.is_some_and(|at| passage.lower()[at].contains(' ')) {
        return Some(Outcome::Recommended);
    }
    // "Innstilling, vedtatt med 11 mot 2 stemmer: Søknaden avslås": how it was agreed on is not what it asks for.
    let own = passage.words().part(passage.body..passage.lower().len());
    let outcome = stated(own, cues).or_else(|| stated(passage.words(), cues));
    outcome.filter(|&outcome| outcome != Outcome::Noted || !several_points)
}

/// Whether the text recommends something to a body above the one that met.
fn recommends(text: Lower<'_>, body: &str, cues: &Cues) -> bool {
    if cues.phrases.decision.highest.are_in(body) {
        return false;
    }
    cues.phrases.decision.recommends.iter(text).any(|at| {
        body.is_empty()
            || !text.text()[at]
                .split(|c: char| !c.is_alphabetic())
                .any(|word| word.len() > 6 && (body.contains(word) || word.contains(body)))
    })
}

/// The outcome of a decision.
pub(super) fn outcome(passage: &Passage, before: Before<'_>, cues: &Cues) -> Outcome {
    let text = passage.words();
    let table = &cues.phrases.outcome;
    if recommends(text, before.body, cues) {
        return Outcome::Recommended;
    }
    if table.other.are_in(text) {
        return Outcome::Other;
    }
    if cues.phrases.decision.discharge.are_in(text) && table.elected.are_in(text) {
        return Outcome::Elected;
    }
    // "Forslaget blev vedtaget. Sagen sendes tilbage": what was adopted is the motion to send it back.
    if before.remittal_moved && table.remitted.are_in(text) {
        return Outcome::Remitted;
    }
    if before.postponement_moved && table.postponed.are_in(text) {
        return Outcome::Postponed;
    }
    // Of several points the first is the main one.
    let text = text.part(0..lists::second_point(passage, cues).unwrap_or(text.text().len()));
    let reference = cues.phrases.decision.by_reference.find(text);
    let mut amended = before.amended || before.has_recommendation && table.approved_amended.are_in(text);
    let said = stated(text, cues);
    let elects = table.election_titles.find(before.title).is_some_and(|at| at.start == 0);
    // "Punkt 7 udgår" in the item about the agenda is about another.
    if matches!(said, Some(Outcome::Withdrawn | Outcome::Postponed))
        && table.agenda_titles.are_in(before.title)
    {
        return Outcome::Approved;
    }
    let base = match (said, &reference) {
        // "Förslaget godkändes": the only one there is, to wait or to look again.
        (Some(Outcome::Approved), _)
            if !before.has_recommendation
                && matches!(before.motion, Some(Outcome::Postponed | Outcome::Remitted)) =>
        {
            before.motion.unwrap_or(Outcome::Approved)
        }
        (None, Some(_)) if elects => Outcome::Elected,
        (Some(Outcome::Approved), Some(_))
            if matches!(
                before.recommended,
                Some(Outcome::Rejected | Outcome::Noted | Outcome::Recommended | Outcome::Answered)
            ) && !amended =>
        {
            before.recommended.unwrap_or(Outcome::Approved)
        }
        (Some(Outcome::Approved), Some(at)) => match refused(passage, at.start, cues) {
            Refused::Matter => Outcome::Rejected,
            Refused::Part => {
                amended = true;
                Outcome::Approved
            }
            Refused::Nothing => Outcome::Approved,
        },
        (None, Some(_)) if amended => Outcome::Approved,
        (None, Some(_)) => before.recommended.unwrap_or(Outcome::Approved),
        (None, None) if before.carried && before.motion.is_none() => Outcome::Approved,
        (None, None) => before.motion.unwrap_or_else(|| unsaid(text, before.title, elects, cues)),
        (Some(outcome), _) => outcome,
    };
    // Who signs the minutes is chosen beside what the item is about, the agenda or the roll, unless the item is about
    // that, too, and nothing else was decided.
    let adjusters = &cues.phrases.meeting.adjusters_chosen;
    let more = || [&table.approved, &table.noted].iter().any(|formula| formula.are_in(passage.words()));
    let beside = table.agenda_titles.are_in(before.title)
        && adjusters.are_in(text)
        && (!adjusters.are_in(before.title) || more());
    if base == Outcome::Elected && beside {
        return Outcome::Approved;
    }
    match base {
        Outcome::Approved if amended => Outcome::ApprovedAmended,
        // A report is noted, and what was added to it is decided.
        Outcome::Noted if before.amended => Outcome::ApprovedAmended,
        base => base,
    }
}

/// The outcome where no formula states one: from the title of the item.
fn unsaid(text: Lower<'_>, title: &str, elects: bool, cues: &Cues) -> Outcome {
    let table = &cues.phrases.outcome;
    let notes = table.noting_titles.find(title).is_some_and(|at| at.start == 0);
    if elects {
        Outcome::Elected
    } else if table.question_titles.are_in(title) {
        Outcome::Answered
    } else if notes || table.noted_weak.are_in(text) {
        Outcome::Noted
    } else {
        Outcome::Approved
    }
}

/// What is refused beside what is adopted by reference.
enum Refused {
    /// "Bifalla styrelsens förslag och därmed avslå motionen".
    Matter,
    /// "Godkendt for så vidt angår a). Ansøgning b) blev afslået."
    Part,
    Nothing,
}

fn refused(passage: &Passage, reference: usize, cues: &Cues) -> Refused {
    let nouns = &cues.phrases.vote.proposal_nouns;
    for range in passage.sentences() {
        let sentence = &passage.lower()[range.clone()];
        let refuses = cues.phrases.outcome.rejected.iter(passage.words().part(range.clone())).any(|at| {
            // To refuse a competing proposal is part of adopting the first.
            let rest: usize =
                sentence[at.end..].char_indices().nth(60).map_or(sentence.len(), |(i, _)| at.end + i);
            !nouns.are_in(&sentence[at.end..rest]) && !nouns.are_in(&sentence[..at.start])
                || nouns.are_in(&sentence[..at.start])
                    && range.contains(&reference)
                    && !nouns.are_in(&sentence[at.end..rest])
        });
        if refuses {
            return if range.contains(&reference) { Refused::Matter } else { Refused::Part };
        }
    }
    Refused::Nothing
}

#[cfg(test)]
mod tests {
    use super::stated;
    use crate::assemble::cues::Cues;
    use crate::language::Language::{Bokmal, Danish, Nynorsk, Swedish};
    use crate::record::Outcome;

    #[test]
    fn the_first_formula_states_the_outcome() {
        for (language, text, expected) in [
            (Swedish, "att avslå motionen om fler bänkar.", Some(Outcome::Rejected)),
            (
                Swedish,
                "att fastställa dagordningen, att välja anna berg (s) att justera.",
                Some(Outcome::Approved),
            ),
            (Swedish, "ärendet bordläggs till nästa sammanträde.", Some(Outcome::Postponed)),
            (Swedish, "motionen anses besvarad.", Some(Outcome::Answered)),
            (Swedish, "nämnden har tagit del av besluten.", Some(Outcome::Noted)),
            (Swedish, "ärendet förvisades till kammaren.", Some(Outcome::Remitted)),
            (Swedish, "ansökan kan ej efterkommas.", Some(Outcome::Rejected)),
            (Swedish, "ansvarsfrihet blev styrelsen tillerkänd.", Some(Outcome::Approved)),
            (Swedish, "därför förklarades eva lind vald.", Some(Outcome::Elected)),
            (
                Swedish,
                "då det upplystes att ritning saknas, återförvisades ärendet.",
                Some(Outcome::Remitted),
            ),
            (Danish, "herom var man enig.", None),
            (Nynorsk, "svaret vart teke med takk.", Some(Outcome::Answered)),
            (Danish, "udsat til mødet i marts.", Some(Outcome::Postponed)),
            (Danish, "ansøgningen kan ikke imødekommes.", Some(Outcome::Rejected)),
            (Danish, "taget til efterretning.", Some(Outcome::Noted)),
            (Bokmal, "klagen tas ikke til følge.", Some(Outcome::Rejected)),
            (Bokmal, "saken sendes tilbake til administrasjonen.", Some(Outcome::Remitted)),
            (Nynorsk, "planen vert ikkje godkjend.", Some(Outcome::Rejected)),
            (Nynorsk, "kari lid er vald til leiar.", Some(Outcome::Elected)),
        ] {
            assert_eq!(stated(text, Cues::of(language)), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_states_nothing() {
        for (language, text) in [
            (Swedish, "kommunstyrelsens beslut"),
            (Danish, "beslutning"),
            (Bokmal, "vedtak:"),
            (Nynorsk, "vedtak:"),
        ] {
            assert_eq!(stated(text, Cues::of(language)), None, "{text}");
        }
    }
}
