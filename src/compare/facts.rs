//! Facts of an item, matched between two records.

use super::{Kind, Verb};
use std::fmt;

/// Whether a fact of one run may be the same fact of another.
type Rule<'r> = &'r dyn Fn(&Fact, &Fact) -> bool;

/// A decision, proposal, vote or the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Who moved it.
    pub(super) by: String,
    /// What may change about it, by name.
    pub(super) aspects: Vec<(&'static str, String)>,
    /// Its words, white space folded.
    pub(super) text: String,
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<&str> = vec![&self.by];
        parts.extend(self.aspects.iter().map(|(_, value)| value.as_str()));
        parts.retain(|part| !part.is_empty());
        write!(f, "{}", parts.join(", "))?;
        match (parts.is_empty(), self.text.is_empty()) {
            (_, true) => Ok(()),
            (true, false) => write!(f, "{}", self.text),
            (false, false) => write!(f, ": {}", self.text),
        }
    }
}

/// Tells of every fact that was lost, gained or changed.
pub(super) fn compare(
    kind: Kind,
    old: Vec<Fact>,
    new: Vec<Fact>,
    mut tell: impl FnMut(Verb, Option<&Fact>, Option<&Fact>),
) {
    let mut left: Vec<Option<Fact>> = old.into_iter().map(Some).collect();
    let mut new: Vec<Option<Fact>> = new.into_iter().map(Some).collect();
    let mut changed: Vec<(Fact, Fact)> = Vec::new();
    let same_words = |a: &Fact, b: &Fact| !a.text.is_empty() && a.text == b.text;
    let same_movers = |a: &Fact, b: &Fact| !a.by.is_empty() && a.by == b.by;
    let in_order = |_: &Fact, _: &Fact| matches!(kind, Kind::Decision | Kind::Vote);
    let rules: [Rule<'_>; 4] = [&|a, b| a == b, &same_words, &same_movers, &in_order];
    for rule in rules {
        for after in &mut new {
            let Some(fact) = after.as_ref() else { continue };
            let partner =
                left.iter().position(|before| before.as_ref().is_some_and(|before| rule(before, fact)));
            let Some(at) = partner else { continue };
            if let (Some(before), Some(fact)) = (left[at].take(), after.take())
                && before != fact
            {
                changed.push((before, fact));
            }
        }
    }
    for (before, after) in &changed {
        tell(Verb::Changed(aspect(before, after)), Some(before), Some(after));
    }
    for after in new.iter().flatten() {
        tell(Verb::Gained, None, Some(after));
    }
    for before in left.iter().flatten() {
        tell(Verb::Lost, Some(before), None);
    }
}

/// What changed first of all: what the fact comes to, then who moved it, then its words.
fn aspect(before: &Fact, after: &Fact) -> &'static str {
    let differs = before.aspects.iter().zip(&after.aspects).find(|(before, after)| before != after);
    match differs {
        Some(((name, _), _)) => name,
        None if before.by != after.by => "mover",
        None => "text",
    }
}
