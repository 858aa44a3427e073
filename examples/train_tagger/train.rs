//! Training: a conditional random field by follow-the-regularised-leader steps, one for each stretch of tokens.
//!
//! FTRL-Proximal (McMahan et al. 2013) gives each weight its own step size and leaves most of them at zero, so that little
//! is lost when only the rows that matter are packed.

use crate::data::{Corpus, Sentence, Text};
use crate::noise::{Noise, in_capitals, without_marks};
use crate::random::Random;
use protokoll::extract::tagger::decode::{Chain, LABELS, NEVER, Steps, may_follow};
use protokoll::extract::tagger::features::Document;
use protokoll::extract::tagger::model::{self, SPACE};
use protokoll::extract::tagger::tokens::Class;
use protokoll::lexicon::{Lexicon, NameEntry};
use std::collections::{BTreeMap, BTreeSet};

/// How to train.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) epochs: usize,
    pub(crate) rows: usize,
    pub(crate) l1: f32,
    pub(crate) l2: f32,
    pub(crate) rate: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 14, rows: 640_000, l1: 0.5, l2: 1.0, rate: 0.15 }
    }
}

/// Share of sentences with damage, and the least and greatest share of their letters.
const DAMAGED: f64 = 0.6;
const SHARES: (f64, f64) = (0.02, 0.11);
const WITHOUT_MARKS: f64 = 0.05;
const IN_CAPITALS: f64 = 0.03;
/// Share of sentences that follow the one before on the same line.
const RUN_ON: f64 = 0.4;
/// Share of names whose gazetteer entry is forgotten.
const FORGOTTEN: f64 = 0.15;
/// Sentences of a document: the texts are known, their bounds are not.
const LENGTHS: (usize, usize) = (10, 60);
/// Corpora of fewer sentences are read twice in each round.
const SMALL: usize = 6000;
/// Errors below this are not worth a step.
const TOLERANCE: f32 = 1e-3;
/// What one unit of a packed weight is worth at most: 127 of them hold the greatest weights.
const UNIT: f32 = 0.03;

#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Row {
    weight: [f32; LABELS],
    z: [f32; LABELS],
    n: [f32; LABELS],
}

fn leap(weight: &mut f32, z: &mut f32, n: &mut f32, gradient: f32, settings: &Settings, l1: f32) {
    let squared = gradient * gradient;
    let root = n.sqrt();
    let after = (*n + squared).sqrt();
    *z += gradient - (after - root) / settings.rate * *weight;
    *n += squared;
    *weight = if z.abs() <= l1 {
        0.0
    } else {
        -(*z - z.signum() * l1) / ((1.0 + after) / settings.rate + settings.l2)
    };
}

struct Trainer<'s> {
    settings: &'s Settings,
    rows: Vec<Row>,
    steps: Box<Steps>,
    step_rows: Vec<Row>,
    chain: Chain,
    features: Vec<u32>,
    ends: Vec<usize>,
    emissions: Vec<[f32; LABELS]>,
    classes: Vec<Class>,
    loss: f64,
}

/// Trains on all corpora together and packs the weights.
pub(crate) fn train(corpora: &[Corpus], noise: &Noise, settings: &Settings) -> Vec<u8> {
    let mut trainer = Trainer {
        settings,
        rows: vec![Row::default(); SPACE],
        steps: Box::new([[[0.0; LABELS]; LABELS]; Class::COUNT]),
        step_rows: vec![Row::default(); Class::COUNT * LABELS],
        chain: Chain::default(),
        features: Vec::new(),
        ends: Vec::new(),
        emissions: Vec::new(),
        classes: Vec::new(),
        loss: 0.0,
    };
    trainer.set_steps();
    let own = own_names(corpora);
    let mut random = Random(1);
    let mut document = Document::default();
    for epoch in 0..settings.epochs {
        let mut blocks = Vec::new();
        for corpus in corpora.iter().flat_map(|corpus| {
            // Small corpora twice: two readings of their damage for one of the others'.
            std::iter::repeat_n(corpus, if corpus.sentences.len() < SMALL { 2 } else { 1 })
        }) {
            let mut at = 0;
            while at < corpus.sentences.len() {
                let length = LENGTHS.0 + random.below(LENGTHS.1 - LENGTHS.0);
                let end = (at + length).min(corpus.sentences.len());
                blocks.push((corpus, at..end));
                at = end;
            }
        }
        random.shuffle(&mut blocks);
        trainer.loss = 0.0;
        for (corpus, range) in blocks {
            let text = text_of(corpus, &corpus.sentences[range], noise, &mut random);
            document.read(&text.text, corpus.source);
            for i in 0..document.tokens().len() {
                let token = document.tokens()[i];
                if !token.class.has_capital() {
                    continue;
                }
                let form = &text.text[token.start as usize..token.end as usize];
                if own.contains(form) || random.share() < FORGOTTEN {
                    document.forget_name(i);
                }
            }
            trainer.learn(&document, &text);
        }
        println!("epoch {} loss {:.0}", epoch + 1, trainer.loss);
    }
    trainer.pack()
}

/// Names that the gazetteers hold only because these corpora were counted into them.
fn own_names(corpora: &[Corpus]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
    let mut total = 0.0;
    for sentence in corpora.iter().flat_map(|corpus| &corpus.sentences) {
        for token in sentence.names.iter().flat_map(|(_, range)| &sentence.tokens[range.clone()]) {
            if token.chars().next().is_some_and(char::is_uppercase) && token.chars().all(char::is_alphabetic)
            {
                *counts.entry(token).or_default() += 1.0;
                total += 1.0;
            }
        }
    }
    let table = Lexicon::of(protokoll::Language::Swedish).names();
    counts
        .into_iter()
        .filter(|(form, count)| {
            let share: f64 = 0.4 * count / total;
            let alone = -share.max((-17f64).exp()).ln();
            table
                .get(form)
                .is_some_and(|value| (f64::from(NameEntry::unpack(value).cost) - alone).abs() < 0.11)
        })
        .map(|(form, _)| form.to_owned())
        .collect()
}

fn text_of(corpus: &Corpus, sentences: &[Sentence], noise: &Noise, random: &mut Random) -> Text {
    let mut text = Text::default();
    for sentence in sentences {
        let gap = if random.share() < RUN_ON { " " } else { "\n\n" };
        let chosen = random.share();
        let language = corpus.source.language.unwrap_or(protokoll::Language::Swedish);
        if chosen < DAMAGED {
            let share = SHARES.0 + random.share() * (SHARES.1 - SHARES.0);
            text.push(&noise.damage(sentence, language, share, random), gap);
        } else if chosen < DAMAGED + WITHOUT_MARKS {
            text.push(&without_marks(sentence), gap);
        } else if chosen < DAMAGED + WITHOUT_MARKS + IN_CAPITALS {
            text.push(&in_capitals(sentence), gap);
        } else {
            text.push(sentence, gap);
        }
    }
    text
}

/// The label of every token.
fn labels_of(document: &Document, text: &Text) -> Vec<u8> {
    let mut labels = vec![0; document.tokens().len()];
    for (kind, range) in &text.names {
        let start = document.tokens().partition_point(|token| (token.end as usize) <= range.start);
        for (i, token) in document.tokens().iter().enumerate().skip(start) {
            if token.start as usize >= range.end {
                break;
            }
            labels[i] = 1 + 2 * *kind as u8 + u8::from(i > start);
        }
    }
    labels
}

impl Trainer<'_> {
    fn learn(&mut self, document: &Document, text: &Text) {
        let labels = labels_of(document, text);
        for zone in document.zones() {
            self.features.clear();
            self.ends.clear();
            self.emissions.clear();
            self.classes.clear();
            let mut gold: Vec<u8> = labels[zone.clone()].to_vec();
            // A name that begins before the stretch begins with it.
            if gold[0] != 0 && gold[0].is_multiple_of(2) {
                gold[0] -= 1;
            }
            for i in zone.clone() {
                let start = self.features.len();
                let features = &mut self.features;
                document.features(i, |feature| features.push(feature));
                let mut sums = [0.0; LABELS];
                for &feature in &self.features[start..] {
                    for (sum, weight) in sums.iter_mut().zip(self.rows[feature as usize].weight) {
                        *sum += weight;
                    }
                }
                self.ends.push(self.features.len());
                self.emissions.push(sums);
                self.classes.push(document.tokens()[i].class);
            }
            self.correct(&gold);
        }
    }

    fn correct(&mut self, gold: &[u8]) {
        let total = self.chain.sums(&self.emissions, &self.classes, &self.steps);
        let mut start = 0;
        let mut right = 0.0;
        for (i, &wanted) in gold.iter().enumerate() {
            let mut gradient = self.chain.marginal(i, total);
            gradient[wanted as usize] -= 1.0;
            let class = self.classes[i] as usize;
            let before = if i == 0 { 0 } else { gold[i - 1] as usize };
            right += self.emissions[i][wanted as usize] + self.steps[class][before][wanted as usize];
            let end = self.ends[i];
            if gradient.iter().any(|g| g.abs() > TOLERANCE) {
                for &feature in &self.features[start..end] {
                    let Row { weight, z, n } = &mut self.rows[feature as usize];
                    for label in 0..LABELS {
                        leap(
                            &mut weight[label],
                            &mut z[label],
                            &mut n[label],
                            gradient[label],
                            self.settings,
                            self.settings.l1,
                        );
                    }
                }
                if i == 0 {
                    self.step_gradient(class, 0, &gradient);
                } else {
                    let mut expected =
                        self.chain.step(i, &self.emissions[i], self.classes[i], &self.steps, total);
                    expected[before][wanted as usize] -= 1.0;
                    for (before, row) in expected.iter().enumerate() {
                        self.step_gradient(class, before, row);
                    }
                }
            }
            start = end;
        }
        self.loss += f64::from(total - right);
        self.set_steps();
    }

    fn step_gradient(&mut self, class: usize, before: usize, gradient: &[f32; LABELS]) {
        let Row { weight, z, n } = &mut self.step_rows[class * LABELS + before];
        for label in 0..LABELS {
            leap(&mut weight[label], &mut z[label], &mut n[label], gradient[label], self.settings, 0.0);
        }
    }

    fn set_steps(&mut self) {
        for (class, rows) in self.steps.iter_mut().enumerate() {
            for (before, row) in rows.iter_mut().enumerate() {
                for (after, step) in row.iter_mut().enumerate() {
                    let weight = self.step_rows[class * LABELS + before].weight[after];
                    *step = if may_follow(before, after) { weight } else { NEVER };
                }
            }
        }
    }

    fn pack(&self) -> Vec<u8> {
        let size = |row: &[f32; LABELS]| row.iter().fold(0f32, |most, weight| most.max(weight.abs()));
        let mut kept: Vec<(u32, [f32; LABELS])> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| size(&row.weight) > UNIT / 2.0)
            .map(|(feature, row)| (feature as u32, row.weight))
            .collect();
        let all = kept.len();
        kept.sort_by(|a, b| size(&b.1).total_cmp(&size(&a.1)).then(a.0.cmp(&b.0)));
        let greatest = kept.first().map_or(0.0, |(_, row)| size(row));
        kept.truncate(self.settings.rows);
        let least = kept.last().map_or(0.0, |(_, row)| size(row));
        kept.sort_by_key(|(feature, _)| *feature);
        println!("{} of {all} rows, weights from {least} to {greatest}", kept.len());
        model::pack(&self.steps, &kept, UNIT)
    }
}
