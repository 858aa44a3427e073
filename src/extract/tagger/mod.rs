//! A learned tagger for people, organisations and places in running text, one model for all four written languages.
//!
//! The rules of this stage know the forms of minutes; the tagger knows how names stand in sentences, which no list of
//! forms holds. It offers candidates with a probability and refuses to decide: who merges them says which to take. It
//! knows nothing of the outline, and does not read its text again as other tokens do.
//!
//! A conditional random field over hashed features ([`features`]), with Viterbi decoding ([`decode`]) and weights of one
//! byte ([`model`]). `cargo run --release --example train_tagger` makes `corpora/tagger/model.bin`.

pub mod decode;
pub mod features;
pub mod model;
pub mod tokens;

use crate::text::{Joined, Span};
use decode::{Chain, LABELS};
use features::{Document, Part, Source};
use foldhash::HashMap;
use model::{Model, Sums};
use std::ops::Range;
use std::sync::OnceLock;
use tokens::{Class, Token};

/// Most words, alone and with a neighbour, of which sums are remembered.
const REMEMBERED: usize = 1 << 16;

static MODEL: &[u8] = include_bytes!("../../../corpora/tagger/model.bin");

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A person.
    Person,
    /// A company, authority, association, party or body.
    Organisation,
    /// A place, countries and municipalities among them.
    Place,
}

impl Kind {
    /// All kinds, in the order of their labels.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];
}

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tagged {
    /// Where it stands in the text that was given.
    pub span: Span<Joined>,
    /// What it names.
    pub kind: Kind,
    /// Probability that exactly this stretch is a name of this kind, as the model sees it.
    pub score: f32,
}

/// The tagger with its working memory: one for each thread, for many texts.
#[derive(Debug)]
pub struct Tagger {
    model: &'static Model,
    document: Document,
    chain: Chain,
    features: Vec<u32>,
    /// Where the features of each token of a zone end.
    ends: Vec<usize>,
    sums: Vec<Sums>,
    /// Sums of features by what they hang on, [`features::Around::keys`]: words come again, and so do words beside each other.
    remembered: HashMap<u64, Sums>,
    emissions: Vec<[f32; LABELS]>,
    classes: Vec<Class>,
    labels: Vec<u8>,
}

impl Default for Tagger {
    fn default() -> Self {
        Self::new()
    }
}

impl Tagger {
    /// A tagger with the embedded model.
    ///
    /// # Panics
    /// Never with the model that is embedded: a test reads it.
    pub fn new() -> Self {
        static EMBEDDED: OnceLock<Model> = OnceLock::new();
        Self::with(EMBEDDED.get_or_init(|| Model::new(MODEL).expect("embedded model")))
    }

    /// A tagger with another model.
    pub fn with(model: &'static Model) -> Self {
        Self {
            model,
            document: Document::default(),
            chain: Chain::default(),
            features: Vec::new(),
            ends: Vec::new(),
            sums: Vec::new(),
            remembered: HashMap::default(),
            emissions: Vec::new(),
            classes: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Finds the names of a text, in order, without overlap. What comes before in `out` is left.
    pub fn tag(&mut self, text: &str, source: Source, out: &mut Vec<Tagged>) {
        let name = |kind, span| Some((kind, span));
        self.tag_beside(
            text,
            source,
            |_| false,
            name,
            |(kind, span), score| {
                out.push(Tagged { span, kind, score });
            },
        );
    }

    /// Finds the names of a text as [`Tagger::tag`] does, but may leave out those whose words with a capital are all
    /// `known` to the caller: stretches that hold no other need not be decoded, and that is most of the work. What the
    /// caller makes of a name is given to `out` with the probability; a name of which it makes nothing is left out, so
    /// that nobody asks how sure it is.
    pub fn tag_beside<N>(
        &mut self,
        text: &str,
        source: Source,
        known: impl Fn(Span<Joined>) -> bool,
        name: impl Fn(Kind, Span<Joined>) -> Option<N>,
        mut out: impl FnMut(N, f32),
    ) {
        self.document.read(text, source);
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        let wanted = |token: &Token| token.class.has_capital() && !known(token.span());
        for n in 0..self.document.zones().len() {
            let zone = self.document.zones()[n].clone();
            if !self.document.tokens()[zone.clone()].iter().any(wanted) {
                continue;
            }
            self.emit(zone.clone());
            let steps = &self.model.steps;
            self.chain.viterbi(&self.emissions, &self.classes, steps, &mut self.labels);
            let zone = &self.document.tokens()[zone];
            let mut total = None;
            for (kind, start, end) in mentions(&self.labels) {
                let span = zone[start].span().cover(zone[end - 1].span());
                let Some(name) = name(Kind::ALL[kind], span) else { continue };
                let total =
                    *total.get_or_insert_with(|| self.chain.sums(&self.emissions, &self.classes, steps));
                let begin = 1 + 2 * kind;
                let score =
                    self.chain.mention((start, end), begin, &self.emissions, &self.classes, steps, total);
                out(name, score);
            }
        }
    }

    /// What the features of the tokens of a zone say of their labels.
    fn emit(&mut self, zone: Range<usize>) {
        let Self { model, document, features, ends, sums, remembered, .. } = self;
        sums.clear();
        for i in zone.clone() {
            let around = document.around(i);
            let parts = around.keys().map(|(part, key)| {
                *remembered.entry(key).or_insert_with(|| {
                    features.clear();
                    around.features(part, |feature| features.push(feature));
                    let mut sums = Sums::default();
                    let end = features.len();
                    model.add(features, &mut [end], std::slice::from_mut(&mut sums));
                    sums
                })
            });
            sums.push(parts.into_iter().fold(Sums::default(), model::both));
        }
        features.clear();
        ends.clear();
        for i in zone.clone() {
            let around = document.around(i);
            around.features(Part::Wide, |feature| features.push(feature));
            document.features_elsewhere(&around, |feature| features.push(feature));
            ends.push(features.len());
        }
        model.add(features, ends, sums);
        let unit = model.unit;
        self.emissions.clear();
        self.emissions.extend(
            self.sums
                .iter()
                .map(|sums| -> [f32; LABELS] { std::array::from_fn(|label| f32::from(sums[label]) * unit) }),
        );
        self.classes.clear();
        self.classes.extend(self.document.tokens()[zone].iter().map(|token| token.class));
    }
}

/// The mentions of a sequence of labels: kind, first token, token after the last.
pub fn mentions(labels: &[u8]) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    labels.iter().enumerate().filter(|&(_, &label)| label % 2 == 1).map(|(start, &label)| {
        let inside = labels[start + 1..].iter().take_while(|&&next| next == label + 1).count();
        (usize::from(label / 2), start, start + 1 + inside)
    })
}

#[cfg(test)]
mod tests;
