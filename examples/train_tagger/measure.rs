//! Strict F1 of a tagger on annotated sentences: kind and both bounds right, all kinds together.

use crate::data::{Corpus, Text};
use crate::noise::Noise;
use crate::random::Random;
use protokoll::extract::tagger::model::Model;
use protokoll::extract::tagger::{Kind, Tagger};
use std::time::Instant;

/// Sentences that are tagged as one document.
const DOCUMENT: usize = 40;
/// Share of letters that are misread in the second measure.
const SHARE: f64 = 0.05;

/// A tagger with packed weights.
pub(crate) fn tagger_of(packed: Vec<u8>) -> Tagger {
    let bytes: &'static [u8] = packed.leak();
    Tagger::with(Box::leak(Box::new(Model::new(bytes).expect("a packed model"))))
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    right: [u32; 3],
    given: [u32; 3],
    wanted: [u32; 3],
}

impl Counts {
    fn f1(&self, kinds: std::ops::Range<usize>) -> f64 {
        let sum = |list: &[u32; 3]| f64::from(list[kinds.clone()].iter().sum::<u32>());
        200.0 * sum(&self.right) / (sum(&self.given) + sum(&self.wanted)).max(1.0)
    }
}

fn count(corpus: &Corpus, noise: Option<&Noise>, tagger: &mut Tagger) -> Counts {
    let mut random = Random(4711);
    let mut counts = Counts::default();
    let mut found = Vec::new();
    for block in corpus.sentences.chunks(DOCUMENT) {
        let mut text = Text::default();
        for sentence in block {
            match (noise, corpus.source.language) {
                (Some(noise), Some(language)) => {
                    text.push(&noise.damage(sentence, language, SHARE, &mut random), "\n\n");
                }
                _ => text.push(sentence, "\n\n"),
            }
        }
        found.clear();
        tagger.tag(&text.text, corpus.source, &mut found);
        // Both in tokens of the sentences, so that the bounds of our tokens do not count.
        let ranges: Vec<_> = text.tokens.iter().flatten().cloned().collect();
        let place = |kind: usize, start: usize, end: usize| {
            (
                kind,
                ranges.partition_point(|range| range.end <= start),
                ranges.partition_point(|range| range.start < end),
            )
        };
        let wanted: Vec<_> =
            text.names.iter().map(|(kind, range)| place(*kind, range.start, range.end)).collect();
        for (kind, ..) in &wanted {
            counts.wanted[*kind] += 1;
        }
        for tagged in &found {
            let kind = Kind::ALL.iter().position(|kind| *kind == tagged.kind).unwrap_or_default();
            counts.given[kind] += 1;
            if wanted.contains(&place(kind, tagged.span.start(), tagged.span.end())) {
                counts.right[kind] += 1;
            }
        }
    }
    counts
}

/// Prints the figures of all corpora, and the speed.
pub(crate) fn all(dev: &[Corpus], noise: &Noise, mut tagger: Tagger) {
    for corpus in dev {
        let clean = count(corpus, None, &mut tagger);
        let damaged = count(corpus, Some(noise), &mut tagger);
        println!(
            "{:13} {:5.1} (person {:.1} organisation {:.1} place {:.1})  at 5 % noise {:5.1}",
            corpus.name,
            clean.f1(0..3),
            clean.f1(0..1),
            clean.f1(1..2),
            clean.f1(2..3),
            damaged.f1(0..3),
        );
    }
    let mut text = Text::default();
    for sentence in dev.iter().flat_map(|corpus| &corpus.sentences) {
        text.push(sentence, "\n");
    }
    let source = dev.first().map_or_else(Default::default, |corpus| corpus.source);
    let words = text.tokens.iter().flatten().count();
    let mut found = Vec::new();
    let start = Instant::now();
    let mut times = 0;
    while times == 0 || start.elapsed().as_millis() < 500 {
        found.clear();
        tagger.tag(&text.text, source, &mut found);
        times += 1;
    }
    println!(
        "{:.2} million words a second",
        f64::from(times) * words as f64 / 1e6 / start.elapsed().as_secs_f64()
    );
}
