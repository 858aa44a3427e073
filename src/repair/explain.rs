//! Why a word was changed, or left: its candidates with what each costs, and what was needed.
//!
//! The same code as the pipeline's finds them; here they are only given names that a person reads. Costs are in nats (negative
//! natural logarithms of probabilities): the less, the likelier.

use super::candidates::{Candidate, Kind};
use super::judge::{Stake, Verdict};
use super::lattice::Belief;
use super::settings::{Level, Settings};
use super::{Looked, encoding, look};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::record::DamageKind;
use crate::text::{Edits, Read, Span};

/// Why the words of a stretch are as they are after repair.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The text that was looked at: as read, its encoding mended.
    pub text: String,
    /// Where the stretch stands in it.
    pub stretch: Span<Read>,
    /// The damage that was found where the stretch begins; a clean window is not looked at.
    pub damage: DamageKind,
    /// Its words that were looked at, in order.
    pub words: Vec<ExplainedWord>,
}

/// Why one word, or a part of one, is as it is after repair.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedWord {
    /// Where it was read.
    pub at: Span<Read>,
    /// What was weighed, the likeliest first; none where a rule knew.
    pub candidates: Vec<Weighed>,
    /// What was done.
    pub ruling: Ruling,
    /// What stands there now, or should by the suggestion.
    pub with: Option<String>,
    /// Probability that this is right.
    pub confidence: f32,
    /// Probabilities that were needed to change it, and to change it without doubt; more than 1 where nothing is enough.
    pub needed: Option<(f32, f32)>,
}

/// What was done with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It is the likeliest, or nothing else is likely enough.
    Left,
    /// It was left, and another is suggested.
    Suggested,
    /// It was changed, and a reviewer should look.
    Doubtful,
    /// It was changed.
    Changed,
}

/// One candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// In lower case, except for names.
    pub text: String,
    /// What it is.
    pub kind: CandidateKind,
    /// What it costs that this was read as what was read.
    pub channel: f32,
    /// What the word costs wherever it stands.
    pub lexicon: f32,
    /// How much dearer its neighbours make it, against the likeliest candidate.
    pub context: f32,
    /// Probability that it stood there, by all three.
    pub probability: f32,
    /// The document shows it elsewhere, in another reading.
    pub vouched: bool,
}

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CandidateKind {
    /// A word of the lexicon.
    Word,
    /// Known parts put together.
    Compound,
    /// A name of the lists.
    Name,
    /// A name that no list holds, spelt as names are.
    Guess,
    /// What was read, and no list holds.
    AsRead,
}

/// Why the words that `stretch` touches are as they are after repair.
pub fn explain(
    text: &str,
    language: Option<Language>,
    settings: &Settings,
    stretch: Span<Read>,
) -> Explanation {
    let Some(language) = language else {
        return Explanation { text: text.into(), stretch, damage: DamageKind::Clean, words: Vec::new() };
    };
    let twisted = encoding::found(text, Lexicon::of(language)).into_iter().map(|found| found.edit);
    let decoding = match settings.level {
        Level::Off => Edits::default(),
        _ => Edits::new(twisted.collect(), text),
    };
    let at = decoding.to_repaired(stretch);
    let (text, stretch) = (decoding.apply(text), Span::<Read>::new(at.start(), at.end()));
    let Looked { windows, changes, mut explained, .. } = look(&text, language, settings, Some(stretch));
    let window = windows.iter().find(|window| window.end > stretch.start());
    // What a rule knew was not weighed.
    for change in &changes {
        let at = Span::new(change.start, change.end);
        if touches(stretch, at) && !explained.iter().any(|word| touches(word.at, at)) {
            explained.push(ExplainedWord {
                at,
                candidates: Vec::new(),
                ruling: change.verdict.into(),
                with: Some(change.with.clone()),
                confidence: change.confidence,
                needed: None,
            });
        }
    }
    explained.sort_by_key(|word| word.at);
    let damage = super::kind(window.and_then(|window| window.reader));
    Explanation { text, stretch, damage, words: explained }
}

/// Whether two spans share a byte.
pub(super) fn touches(one: Span<Read>, two: Span<Read>) -> bool {
    one.start() < two.end() && two.start() < one.end()
}

/// The candidates of a place with what the lattice says of them, the likeliest first.
pub(super) fn weighed(arcs: &[Candidate], belief: &Belief) -> Vec<Weighed> {
    let probability =
        |at: usize| if arcs.len() == 1 { 1.0 } else { belief.p.get(at).copied().unwrap_or(0.0) };
    let mut order: Vec<usize> = (0..arcs.len()).collect();
    order.sort_by(|&a, &b| probability(b).total_cmp(&probability(a)).then(a.cmp(&b)));
    let Some(&best) = order.first() else { return Vec::new() };
    let all = |at: usize| -probability(at).max(f32::MIN_POSITIVE).ln();
    let dearer = |at: usize| (all(at) - all(best)) - (arcs[at].alone() - arcs[best].alone());
    order
        .into_iter()
        .map(|at| Weighed {
            text: arcs[at].text.to_string(),
            kind: arcs[at].kind.into(),
            channel: arcs[at].channel,
            lexicon: arcs[at].lexical,
            context: dearer(at),
            probability: probability(at),
            vouched: arcs[at].vouched,
        })
        .collect()
}

/// One word of the lattice, for which a change was weighed or not.
pub(super) fn word(
    at: Span<Read>,
    candidates: Vec<Weighed>,
    change: Option<(Verdict, f32, Stake, String)>,
) -> ExplainedWord {
    match change {
        None => {
            let confidence = candidates.first().map_or(1.0, |best| best.probability);
            ExplainedWord { at, candidates, ruling: Ruling::Left, with: None, confidence, needed: None }
        }
        Some((verdict, confidence, stake, with)) => ExplainedWord {
            at,
            candidates,
            ruling: verdict.into(),
            with: Some(with),
            confidence,
            needed: Some(stake.bars()),
        },
    }
}

impl From<Verdict> for Ruling {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Leave => Self::Left,
            Verdict::Suggest => Self::Suggested,
            Verdict::Doubtful => Self::Doubtful,
            Verdict::Change => Self::Changed,
        }
    }
}

impl From<Kind> for CandidateKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Word => Self::Word,
            Kind::Compound => Self::Compound,
            Kind::Name => Self::Name,
            Kind::Guess => Self::Guess,
            Kind::AsRead => Self::AsRead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CandidateKind, Explanation, Ruling, explain};
    use crate::language::Language;
    use crate::record::DamageKind;
    use crate::repair::{Level, Settings, repair};
    use crate::text::Span;

    const READ: &str = "Namnden foreslar att fullmaktige antar forslaget till oversiktsplan for tatorten och att atgarderna \
        foljs upp arligen. Forvaltningen far i uppdrag att aterkomma med ett andrat forslag fore sommaren.";

    fn explained(settings: &Settings, text: &str) -> Explanation {
        explain(text, Some(Language::Swedish), settings, Span::new(0, text.len()))
    }

    #[test]
    fn the_explanation_says_what_the_pipeline_does() {
        for level in Level::ALL {
            let settings = Settings { level, ..Settings::default() };
            let found = repair(READ, Some(Language::Swedish), &settings);
            let done = explained(&settings, READ).words;
            let changed =
                done.iter().filter(|word| matches!(word.ruling, Ruling::Changed | Ruling::Doubtful));
            let changed: Vec<_> =
                changed.map(|word| (word.at, word.with.clone().unwrap_or_default())).collect();
            let edits: Vec<_> =
                found.edits.iter().map(|(edit, _)| (edit.at, edit.with.to_string())).collect();
            assert_eq!(changed, edits, "{level}");
        }
    }

    #[test]
    fn the_winner_comes_first_and_the_costs_explain_it() {
        let found = explained(&Settings::default(), READ);
        assert_eq!(found.damage, DamageKind::EnglishModel);
        let word = found.words.iter().find(|word| word.at.of(READ) == "far").expect("a word");
        assert_eq!((word.ruling, word.with.as_deref()), (Ruling::Changed, Some("får")));
        let (first, second) = (&word.candidates[0], &word.candidates[1]);
        assert_eq!((&*first.text, first.kind), ("får", CandidateKind::Word));
        assert!(first.probability > second.probability);
        let odds = (first.probability / second.probability).ln();
        let costs = (second.channel + second.lexicon + second.context) - (first.channel + first.lexicon);
        assert!((odds - costs).abs() < 0.01, "{odds} {costs}");
    }

    #[test]
    fn clean_text_is_not_looked_at() {
        let clean =
            "Nämnden föreslår att fullmäktige antar förslaget. Åtgärderna följs upp årligen före sommaren.";
        let found = explained(&Settings::default(), clean);
        assert_eq!((found.damage, found.words.len()), (DamageKind::Clean, 0));
    }
}
