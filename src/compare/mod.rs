//! What changed between two records of one document, in the terms of the domain.
//!
//! Items are matched by their numbers, then by their titles; what they hold is matched by its words, then by who moved it, then by its
//! order. Offsets, confidences and the like that differ without any of this are told of as one change of their own, so
//! that "nothing changed" is always true. Records are read leniently: fields that a version of the program did not
//! write yet are absent, fields that it does not know are skipped. This module refuses to know where records lie and
//! how changes are shown.

mod facts;
mod view;
mod whole;

pub use view::{Document, Error, Head};
pub use whole::{of_runs, with_expected};

use facts::Fact;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

/// What something that changed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A document as a whole: its language, its type, its meeting, or what is not told of otherwise.
    Document,
    /// An item of business.
    Item,
    /// A decision.
    Decision,
    /// A proposal put at the meeting.
    Proposal,
    /// A vote.
    Vote,
    /// A recorded dissent.
    Reservation,
    /// A statement for the minutes.
    Statement,
    /// A written proposal for a decision.
    Recommendation,
    /// Somebody who did not take part.
    Recusal,
    /// A mention.
    Entity,
    /// A repair of the text.
    Repair,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Document,
        Self::Item,
        Self::Decision,
        Self::Proposal,
        Self::Vote,
        Self::Reservation,
        Self::Statement,
        Self::Recommendation,
        Self::Recusal,
        Self::Entity,
        Self::Repair,
    ];

    /// The kind as a word, for one and for many.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Document => ("document", "documents"),
            Self::Item => ("item", "items"),
            Self::Decision => ("decision", "decisions"),
            Self::Proposal => ("proposal", "proposals"),
            Self::Vote => ("vote", "votes"),
            Self::Reservation => ("reservation", "reservations"),
            Self::Statement => ("statement", "statements"),
            Self::Recommendation => ("recommendation", "recommendations"),
            Self::Recusal => ("recusal", "recusals"),
            Self::Entity => ("entity", "entities"),
            Self::Repair => ("repair", "repairs"),
        }
    }

    /// What is most worth knowing of it when it changes: told of even where nothing did.
    const fn first_aspect(self) -> Option<&'static str> {
        match self {
            Self::Decision => Some("outcome"),
            _ => None,
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// One thing about it is another: which.
    Changed(&'static str),
    /// It was not there before.
    Gained,
    /// It is not there any more.
    Lost,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub kind: Kind,
    /// In what way.
    pub verb: Verb,
    /// Number of the item that it lies in.
    pub item: Option<String>,
    /// What stood in the earlier record.
    pub before: Option<String>,
    /// What stands in the later one.
    pub after: Option<String>,
}

/// Everything that changed between two records of one document; empty where they mean the same.
pub fn compare(old: &Document<'_>, new: &Document<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    for ((aspect, before), (_, after)) in old.facts().into_iter().zip(new.facts()) {
        if before != after {
            found.push(Change {
                kind: Kind::Document,
                verb: Verb::Changed(aspect),
                item: None,
                before: Some(before),
                after: Some(after),
            });
        }
    }
    items(old, new, &mut found);
    mentions(Kind::Entity, old.mentions(), new.mentions(), &mut found);
    mentions(Kind::Repair, old.changes(), new.changes(), &mut found);
    found
}

/// The change of a document whose records differ in nothing that [`compare`] tells of, but in `how`.
pub fn otherwise(how: &str) -> Change {
    let verb = Verb::Changed("otherwise");
    Change { kind: Kind::Document, verb, item: None, before: None, after: Some(how.to_owned()) }
}

fn items(old: &Document<'_>, new: &Document<'_>, found: &mut Vec<Change>) {
    let (partners, lost) = partners(&old.items, &new.items);
    let nothing = view::Item::default();
    let whole = |item: &view::Item<'_>, verb| {
        let said = Some(item.heading());
        let (before, after) = if verb == Verb::Lost { (said, None) } else { (None, said) };
        Change { kind: Kind::Item, verb, item: item.number(), before, after }
    };
    for (item, partner) in new.items.iter().zip(partners) {
        match partner.map(|at| &old.items[at]) {
            Some(before) => {
                for ((aspect, was), (_, is)) in before.facts().into_iter().zip(item.facts()) {
                    if was != is {
                        found.push(Change {
                            kind: Kind::Item,
                            verb: Verb::Changed(aspect),
                            item: item.number(),
                            before: Some(was),
                            after: Some(is),
                        });
                    }
                }
                held(before, item, found);
            }
            None => {
                found.push(whole(item, Verb::Gained));
                held(&nothing, item, found);
            }
        }
    }
    for item in lost {
        found.push(whole(&old.items[item], Verb::Lost));
        held(&old.items[item], &nothing, found);
    }
}

/// For each item of the later record the one of the earlier that it is, and those that are left. Of items with one
/// number, or with none, those with the same title are the same, and the others in their order: one that was lost among
/// items without numbers does not make all that follow it other items.
fn partners(old: &[view::Item<'_>], new: &[view::Item<'_>]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut partners = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for by_title in [true, false] {
        let key = |item: &view::Item<'_>| (item.key(), by_title.then(|| item.title()));
        let mut waiting: BTreeMap<_, VecDeque<usize>> = BTreeMap::new();
        for (at, item) in old.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            waiting.entry(key(item)).or_default().push_back(at);
        }
        for (item, partner) in new.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            *partner = waiting.get_mut(&key(item)).and_then(VecDeque::pop_front);
        }
        for at in partners.iter().flatten() {
            taken[*at] = true;
        }
    }
    let lost = (0..old.len()).filter(|at| !taken[*at]).collect();
    (partners, lost)
}

/// Compares what two items hold.
fn held(old: &view::Item<'_>, new: &view::Item<'_>, found: &mut Vec<Change>) {
    let number = new.number().or_else(|| old.number());
    for ((kind, before), (_, after)) in old.held().into_iter().zip(new.held()) {
        facts::compare(kind, before, after, |verb, before: Option<&Fact>, after: Option<&Fact>| {
            let said = |fact: Option<&Fact>| fact.map(ToString::to_string);
            found.push(Change { kind, verb, item: number.clone(), before: said(before), after: said(after) });
        });
    }
}

/// Compares two bags of surfaces with values: `(what, value)`.
fn mentions(
    kind: Kind,
    old: Vec<(String, Cow<'_, str>)>,
    new: Vec<(String, Cow<'_, str>)>,
    found: &mut Vec<Change>,
) {
    let mut left: BTreeMap<&(String, Cow<'_, str>), usize> = BTreeMap::new();
    for mention in &old {
        *left.entry(mention).or_default() += 1;
    }
    let mut gained: Vec<&(String, Cow<'_, str>)> = Vec::new();
    for mention in &new {
        match left.get_mut(mention) {
            Some(count) if *count > 0 => *count -= 1,
            _ => gained.push(mention),
        }
    }
    // The first ones of each are matched with the new ones; what is lost are the last.
    let mut lost: Vec<&(String, Cow<'_, str>)> = Vec::new();
    for mention in old.iter().rev() {
        if let Some(count) = left.get_mut(mention).filter(|count| **count > 0) {
            *count -= 1;
            lost.push(mention);
        }
    }
    lost.reverse();
    let said = |(what, value): &(String, Cow<'_, str>)| {
        if value.is_empty() { what.clone() } else { format!("{what} = {value}") }
    };
    let mut by_what: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (at, (what, _)) in lost.iter().enumerate() {
        by_what.entry(what).or_default().push_back(at);
    }
    let mut answered = vec![false; lost.len()];
    for mention in gained {
        let same = by_what.get_mut(mention.0.as_str()).and_then(VecDeque::pop_front);
        let (verb, before) = match same {
            Some(at) => {
                answered[at] = true;
                (Verb::Changed("value"), Some(said(lost[at])))
            }
            None => (Verb::Gained, None),
        };
        found.push(Change { kind, verb, item: None, before, after: Some(said(mention)) });
    }
    for (mention, _) in lost.into_iter().zip(answered).filter(|(_, answered)| !answered) {
        found.push(Change { kind, verb: Verb::Lost, item: None, before: Some(said(mention)), after: None });
    }
}

/// Changes of many documents, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    counts: BTreeMap<(Kind, Verb), u64>,
}

impl Summary {
    /// Counts a change.
    pub fn add(&mut self, kind: Kind, verb: Verb) {
        *self.counts.entry((kind, verb)).or_default() += 1;
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Every kind and verb with its count, those that are always told of included.
    pub fn counts(&self) -> BTreeMap<(Kind, Verb), u64> {
        let mut counts = self.counts.clone();
        for kind in Kind::ALL {
            for verb in [Verb::Gained, Verb::Lost].into_iter().chain(kind.first_aspect().map(Verb::Changed)) {
                counts.entry((kind, verb)).or_default();
            }
        }
        counts
    }

    /// A line for each kind: `3 decisions changed outcome, 0 gained, 1 lost`.
    pub fn lines(&self) -> Vec<String> {
        let counts = self.counts();
        let line = |kind: Kind| {
            let of = counts.iter().filter(|((of, _), _)| *of == kind);
            let parts = of.enumerate().map(|(index, ((_, verb), count))| {
                let (one, many) = kind.words();
                let noun = match index {
                    0 if *count == 1 => format!(" {one}"),
                    0 => format!(" {many}"),
                    _ => String::new(),
                };
                match verb {
                    Verb::Changed(aspect) => format!("{count}{noun} changed {aspect}"),
                    Verb::Gained => format!("{count}{noun} gained"),
                    Verb::Lost => format!("{count}{noun} lost"),
                }
            });
            parts.collect::<Vec<_>>().join(", ")
        };
        Kind::ALL.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests;
