//! What section a heading is of that no table has, told by the words that it shares with headings of the tables.
//!
//! "Byråkratens forslag til vedtak" is none of them, but whoever put it, "forslag til vedtak" is what heads a recommendation.
//! Longer runs of words say more than shorter ones. The module refuses to decide whether a line is a heading at all.

use super::cues::Section;
use super::fold::fold_cue;
use crate::record::SegmentKind;
use foldhash::{HashMap, HashMapExt};

/// How often runs of words stand in the headings of each section.
#[derive(Debug)]
pub(super) struct Kindred {
    runs: HashMap<String, Vec<(usize, u32)>>,
    /// The function of what stands in each section.
    kinds: Vec<Option<SegmentKind>>,
}

/// Words of the longest run.
const LONGEST: usize = 4;

/// Letters of a word that says something by itself.
const TELLING: usize = 5;

/// What the runs of a line must amount to: one of two words, or a word that heads sections of one kind in most headings.
const LEAST: f32 = 4.0;
/// The share of it that one section must have.
const SHARE: f32 = 0.7;

impl Kindred {
    /// Counts the runs of the headings of all sections that have any.
    pub(super) fn new(sections: &[Section]) -> Self {
        let mut runs: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
        for (at, section) in sections.iter().enumerate() {
            for head in &section.heads {
                // A wildcard may stand for a body, whose genitive goes on behind it.
                for part in head.split('*') {
                    let part = fold_cue(part.strip_prefix("s ").unwrap_or(part));
                    each_run(&part, |run, _| {
                        let counts = runs.entry(run.to_owned()).or_default();
                        match counts.iter_mut().find(|(section, _)| *section == at) {
                            Some((_, count)) => *count += 1,
                            None => counts.push((at, 1)),
                        }
                    });
                }
            }
        }
        Self { runs, kinds: sections.iter().map(|section| section.kind.or(section.rest)).collect() }
    }

    /// The section that the words of a folded line are likeliest of, if they say enough of what the function of the text is.
    pub(super) fn section(&self, line: &str) -> Option<usize> {
        let mut shares: Vec<(usize, f32)> = Vec::new();
        let mut total = 0.0;
        each_run(line, |run, words| {
            let Some(counts) = self.runs.get(run) else { return };
            let all: u32 = counts.iter().map(|(_, count)| count).sum();
            let weight = (words * words) as f32;
            total += weight;
            for &(section, count) in counts {
                let share = weight * count as f32 / all as f32;
                match shares.iter_mut().find(|(known, _)| *known == section) {
                    Some((_, sum)) => *sum += share,
                    None => shares.push((section, share)),
                }
            }
        });
        let &(section, _) = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        // What the administration drafts and a committee recommends are headed in the same words.
        let alike = shares.iter().filter(|(other, _)| self.kinds[*other] == self.kinds[section]);
        let share: f32 = alike.map(|(_, share)| share).sum();
        (total >= LEAST && share >= SHARE * total).then_some(section)
    }
}

/// The runs of up to [`LONGEST`] words of a text with how many words they are; no run of nothing but small words.
fn each_run(text: &str, mut take: impl FnMut(&str, usize)) {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let end = |word: usize| starts.get(word + 1).map_or(text.len(), |next| next - 1);
    for (first, &start) in starts.iter().enumerate() {
        for last in first..(first + LONGEST).min(starts.len()) {
            let run = &text[start..end(last).max(start)];
            if run.split(' ').any(|word| word.len() >= TELLING) {
                take(run, last - first + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::cues::Cues;
    use crate::record::SegmentKind;

    #[test]
    fn words_that_head_sections_of_one_kind_tell_a_heading_that_no_table_has() {
        let kind = |language: Language, line: &str| {
            let cues = Cues::of(language);
            cues.kindred().section(line).and_then(|section| cues.sections[section].kind)
        };
        assert_eq!(
            kind(Language::Bokmal, "havnesjefens utsendte forslag til vedtak"),
            Some(SegmentKind::Recommendation)
        );
        assert_eq!(kind(Language::Bokmal, "vaktlag og beredskap"), None);
        assert_eq!(kind(Language::Swedish, "vad kostar det"), None);
    }
}
