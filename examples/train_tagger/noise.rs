//! Damage as reading models do it, by the tables that repair uses.

use crate::data::Sentence;
use crate::random::Random;
use protokoll::Language;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What each letter is misread as, by language.
#[derive(Debug)]
pub(crate) struct Noise {
    tables: [BTreeMap<char, Vec<(String, f64)>>; 4],
}

impl Noise {
    /// Reads `corpora/channel`.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let mut tables: [BTreeMap<char, Vec<(String, f64)>>; 4] = Default::default();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/channel");
        for language in Language::ALL {
            let table = &mut tables[language.index()];
            let mut paths: Vec<_> =
                fs::read_dir(&folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
            paths.sort();
            for path in paths {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                if !name.starts_with(language.code()) {
                    continue;
                }
                for line in fs::read_to_string(&path)?.lines().filter(|line| !line.starts_with('#')) {
                    let columns: Vec<&str> = line.split('\t').collect();
                    let [truth, read, count] = columns[..] else { continue };
                    let mut letters = truth.chars();
                    let (Some(letter), None) = (letters.next(), letters.next()) else { continue };
                    if truth != read && !read.contains(' ') {
                        table.entry(letter).or_default().push((read.to_owned(), count.parse()?));
                    }
                }
            }
        }
        Ok(Self { tables })
    }

    /// The sentence with about `share` of its letters misread. Tokens stay apart and keep at least one character.
    pub(crate) fn damage(
        &self,
        sentence: &Sentence,
        language: Language,
        share: f64,
        random: &mut Random,
    ) -> Sentence {
        let table = &self.tables[language.index()];
        let tokens = sentence
            .tokens
            .iter()
            .map(|token| {
                let mut out = String::new();
                for c in token.chars() {
                    if random.share() >= share {
                        out.push(c);
                        continue;
                    }
                    match table.get(&c) {
                        Some(reads) if random.share() < 0.9 => {
                            let total: f64 = reads.iter().map(|(_, count)| count).sum();
                            let mut at = random.share() * total;
                            let read = reads.iter().find(|(_, count)| {
                                at -= count;
                                at < 0.0
                            });
                            out.push_str(read.map_or("", |(read, _)| read));
                        }
                        _ => match random.below(3) {
                            0 => {}
                            1 => out.push((b'a' + random.below(26) as u8) as char),
                            _ => {
                                out.push(c);
                                out.push(c);
                            }
                        },
                    }
                }
                if out.is_empty() { token.clone() } else { out }
            })
            .collect();
        Sentence { tokens, names: sentence.names.clone() }
    }
}

/// The sentence as a model without Scandinavian letters reads it at its best.
pub(crate) fn without_marks(sentence: &Sentence) -> Sentence {
    let plain = |c: char| match c {
        'å' | 'ä' => 'a',
        'ö' | 'ø' => 'o',
        'Å' | 'Ä' => 'A',
        'Ö' | 'Ø' => 'O',
        'æ' => 'e',
        c => c,
    };
    let tokens = sentence.tokens.iter().map(|token| token.chars().map(plain).collect()).collect();
    Sentence { tokens, names: sentence.names.clone() }
}

/// The sentence in capitals, as headings are.
pub(crate) fn in_capitals(sentence: &Sentence) -> Sentence {
    let tokens = sentence.tokens.iter().map(|token| token.to_uppercase()).collect();
    Sentence { tokens, names: sentence.names.clone() }
}
