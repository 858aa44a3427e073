//! The cue tables of a language, read once.
//!
//! What a heading says and which words open a proposal is data (`corpora/cues/outline`), reviewed like text. This
//! module reads the tables and folds their cues; it refuses to decide anything.

use super::fold::fold_cue;
use super::kindred::Kindred;
use super::lookalikes::Lookalikes;
use super::phrases::{Counted, Endings, Inside, Openings, spellings};
use super::rules::{RawRule, Rules};
use super::shelves::Shelves;
use crate::language::Language;
use crate::record::{DocumentType, SegmentKind};
use crate::tables::table;
use foldhash::HashMap;
use memchr::memmem;
use serde::Deserialize;
use std::sync::{LazyLock, OnceLock};

/// The section of an earlier body's part of an item.
pub(super) const TRAIL: &str = "trail";

/// The section of what happened at the meeting, of all kinds.
pub(super) const HANDLING: &str = "handling";

/// The tables of one language.
#[derive(Debug)]
pub(super) struct Cues {
    pub(super) furniture: FurnitureCues,
    pub(super) heading: HeadingCues,
    pub(super) subject: SubjectCues,
    pub(super) contest: ContestCues,
    pub(super) fronts: Vec<Front>,
    pub(super) sections: Vec<Section>,
    pub(super) rules: Rules,
    pub(super) forms: Vec<Form>,
    /// The lines of all of them.
    pub(super) form_lines: Openings,
    /// The phrases that tell the kind of a document wherever they stand.
    pub(super) form_phrases: Counted,
    /// Words of a heading that says what is wanted.
    pub(super) wishes: Inside,
    /// Exact headings, folded, with their sections, and the length of the longest.
    exact: HashMap<String, usize>,
    longest: usize,
    /// Exact headings again, for the search by distance.
    pub(super) near: Lookalikes,
    /// The section of an earlier body's part of an item.
    pub(super) trail: Option<usize>,
    /// The section that a body's name and a day head.
    pub(super) dated: Option<usize>,
    /// Headings with a wildcard.
    patterns: Vec<(Pattern, usize)>,
    /// Those that end with this word, and those with a wildcard at the end among them, by their place.
    patterns_by_last_word: HashMap<String, Places>,
    /// Those with a wildcard at the end, by their place.
    open_patterns: Places,
    /// Labels of address blocks, as they are glued to the end of a value.
    pub(super) glued: Endings,
    /// What the words of headings say of others; gathered when the first is asked for.
    kindred: OnceLock<Kindred>,
}

/// Places of patterns on the shelf of each letter that a heading may begin with; those that begin with a wildcard stand on all.
type Places = Shelves<(usize, usize)>;

/// A shelf for each letter, and one for other signs.
const SHELVES: usize = 27;

/// The shelf of what begins with a byte.
fn first_shelf(byte: Option<u8>) -> usize {
    byte.filter(u8::is_ascii_lowercase).map_or(SHELVES - 1, |letter| usize::from(letter - b'a'))
}

/// Words by which furniture is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FurnitureCues {
    /// Words before a page number.
    pub(super) page: Vec<String>,
    /// Words between a page number and the number of pages.
    pub(super) of: Vec<String>,
    /// A line that begins so is a foot or head of a form.
    pub(super) starts: Openings,
    /// Labels of a letterhead's address block.
    pub(super) address: Openings,
}

/// Words of item headings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingCues {
    /// Words before an item's number.
    pub(super) number: Openings,
    /// Codes before an item's number, always capitals.
    pub(super) code: Openings,
    /// Short words before a number that are no body's letters.
    pub(super) no_code: Vec<String>,
    /// Words before a case number.
    pub(super) case: Openings,
    /// Other labels of a heading: who prepared the case, where it is filed, whether it is open.
    pub(super) meta: Openings,
    /// Words that say that the item goes on from before.
    pub(super) continued: Openings,
    /// Words at the end of a line that cannot end a title.
    pub(super) open_end: Vec<String>,
    /// Words at the end of a heading that belong to its date or number.
    pub(super) tail: Vec<String>,
    /// Words that say how the text under a heading was agreed on: "enstemmige", "vedtatt med 9 mot 4 stemmer".
    pub(super) agreed: Openings,
    /// Headings of lists of contents.
    pub(super) contents: Openings,
    /// The word that begins what somebody recommends, on the line below who does: "at".
    pub(super) clause: Openings,
}

/// Words by which it is told who a sentence speaks of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectCues {
    pub(super) chair: Openings,
    pub(super) honorific: Openings,
    pub(super) party: Openings,
    /// Endings of the names of bodies.
    pub(super) body: Endings,
    /// Those of them that are the whole municipality, which is no body that meets.
    pub(super) municipality: Openings,
    /// Those of them that only prepare what others decide.
    #[serde(default)]
    pub(super) prepares: Endings,
    /// Endings of the titles of officials who recommend.
    #[serde(default)]
    pub(super) office: Endings,
    /// Words inside the names of companies and authorities.
    pub(super) company: Openings,
    /// Small words inside or between names.
    pub(super) joint: Openings,
    /// Those of them that are part of a name: "af Lund", "van der Berg".
    pub(super) particle: Openings,
}

/// Words by which it is told that votes stood against votes: "9 mot 8", "fem ja, fyra nej".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContestCues {
    /// Between the two numbers.
    pub(super) against: Openings,
    /// After the number of those for, and after that of those against.
    pub(super) yes: Openings,
    pub(super) no: Openings,
    /// Numbers in letters.
    pub(super) numbers: Openings,
}

/// Labels of the first and last pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Front {
    pub(super) id: String,
    pub(super) kind: SegmentKind,
    /// A line that begins so.
    #[serde(default)]
    pub(super) labels: Openings,
    /// A paragraph that holds one of these.
    #[serde(default)]
    pub(super) any: Inside,
}

/// What may open a new segment inside a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Accepts {
    /// Only another heading.
    None,
    /// Rules that are marked strong.
    #[default]
    Strong,
    /// Every rule.
    All,
}

/// A section and the headings that open it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) id: String,
    /// Absent: the section is mixed, and its heading goes with the first segment in it.
    pub(super) kind: Option<SegmentKind>,
    /// What a paragraph without a cue is, in a mixed section. Absent: it goes on with what was before it.
    pub(super) rest: Option<SegmentKind>,
    pub(super) heads: Vec<String>,
    #[serde(default)]
    pub(super) accepts: Accepts,
    /// Each heading opens a segment of its own, also after one of the same kind.
    #[serde(default)]
    pub(super) each: bool,
    /// The wildcard of its headings names the body that acts: another body's section is history.
    #[serde(default)]
    pub(super) organ: bool,
    /// A body's name and a day, and nothing else, head it.
    #[serde(default)]
    pub(super) dated: bool,
    /// What it is once the meeting's own handling has begun.
    pub(super) after_handling: Option<SegmentKind>,
    /// It is the meeting's own handling.
    #[serde(default)]
    pub(super) handling: bool,
    /// It stands after the last item.
    #[serde(default)]
    pub(super) closes: bool,
}

impl Section {
    /// Whether what was decided stands in it.
    pub(super) fn decides(&self) -> bool {
        self.kind.or(self.rest) == Some(SegmentKind::Decision)
    }
}

/// Words that tell the kind of a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    kind: DocumentType,
    #[serde(default)]
    head: Vec<String>,
    #[serde(default)]
    line: Openings,
    #[serde(default)]
    any: Vec<String>,
    weight: u32,
}

/// Words that tell the kind of a document.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) kind: DocumentType,
    /// In the first lines.
    pub(super) head: Vec<memmem::Finder<'static>>,
    /// As a line of its own, or at the beginning of one.
    pub(super) line: Openings,
    /// Anywhere; places in [`Cues::form_phrases`].
    pub(super) any: Vec<usize>,
    pub(super) weight: u32,
}

/// A heading with wildcards: words that stand for any words.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What stands before the first wildcard.
    first: String,
    /// What stands between wildcards.
    middle: Vec<memmem::Finder<'static>>,
    /// What stands after the last wildcard.
    last: String,
    /// See [`pairs`].
    pairs: u64,
}

/// Which pairs of signs stand in a text, as bits; several share a bit.
pub(super) fn pairs(text: &str) -> u64 {
    let bit = |pair: &[u8]| 1 << (((u32::from(pair[0]) * 5) ^ (u32::from(pair[1]) * 11)) % u64::BITS);
    text.as_bytes().windows(2).map(bit).fold(0, |bits, bit: u64| bits | bit)
}

impl Pattern {
    /// Reads a heading with one wildcard or more.
    fn new(cue: &str) -> Self {
        let mut parts = cue.split('*').map(fold_part);
        let first = parts.next().unwrap_or_default();
        let last = parts.next_back().unwrap_or_default();
        let middle: Vec<String> = parts.collect();
        let pairs = middle.iter().chain([&first, &last]).fold(0, |all, part| all | pairs(part));
        let middle = middle.iter().map(|part| memmem::Finder::new(part).into_owned()).collect();
        Self { first, middle, last, pairs }
    }

    /// Whether it begins with a wildcard.
    pub(super) fn leads(&self) -> bool {
        self.first.is_empty()
    }

    /// What it begins with, unless with a wildcard.
    fn first_byte(&self) -> Option<u8> {
        self.first.bytes().next()
    }

    /// The word that it ends with, unless with a wildcard.
    fn last_word(&self) -> Option<&str> {
        last_word(&self.last)
    }

    /// What the first wildcard stands for, if the heading matches.
    pub(super) fn capture<'h>(&self, head: &'h str) -> Option<&'h str> {
        let Self { first, middle, last, .. } = self;
        // A wildcard at the beginning stands for much; a letter there for little.
        if self.first_byte().is_some_and(|byte| head.bytes().next() != Some(byte)) {
            return None;
        }
        let body = head.strip_suffix(last.as_str())?.strip_prefix(first.as_str())?;
        if body.is_empty() || (!last.is_empty() && !last.starts_with(' ') && !last.starts_with('s')) {
            return None;
        }
        let mut captured = body;
        let mut left = body;
        for (n, part) in middle.iter().enumerate() {
            let at = part.find(left.as_bytes())?;
            if n == 0 {
                captured = &left[..at];
            }
            left = &left[at + part.needle().len()..];
        }
        (!captured.trim().is_empty()).then_some(captured.trim())
    }
}

fn last_word(text: &str) -> Option<&str> {
    text.split_ascii_whitespace().next_back()
}

/// Folds one part of a pattern; spaces at its ends count.
fn fold_part(part: &str) -> String {
    let folded = fold_cue(part);
    let lead = if part.starts_with(' ') && !folded.is_empty() { " " } else { "" };
    let tail = if part.ends_with(' ') && !folded.is_empty() { " " } else { "" };
    format!("{lead}{folded}{tail}")
}

/// A table as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) furniture: FurnitureCues,
    pub(super) heading: HeadingCues,
    pub(super) subject: SubjectCues,
    contest: ContestCues,
    pub(super) front: Vec<Front>,
    pub(super) section: Vec<Section>,
    pub(super) rule: Vec<RawRule>,
    form: Vec<RawForm>,
    wish: Wish,
}

impl Table {
    /// The embedded table of a language.
    pub(super) fn of(language: Language) -> Self {
        let table = match language {
            Language::Swedish => table!("cues/outline/sv.toml"),
            Language::Danish => table!("cues/outline/da.toml"),
            Language::Bokmal => table!("cues/outline/nb.toml"),
            Language::Nynorsk => table!("cues/outline/nn.toml"),
        };
        toml::from_str(table.text()).expect("the embedded cue tables are tested")
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    any: Inside,
}

impl Cues {
    /// The tables of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static SV: LazyLock<Cues> = LazyLock::new(|| Cues::new(Table::of(Language::Swedish)));
        static DA: LazyLock<Cues> = LazyLock::new(|| Cues::new(Table::of(Language::Danish)));
        static NB: LazyLock<Cues> = LazyLock::new(|| Cues::new(Table::of(Language::Bokmal)));
        static NN: LazyLock<Cues> = LazyLock::new(|| Cues::new(Table::of(Language::Nynorsk)));
        match language {
            Language::Swedish => &SV,
            Language::Danish => &DA,
            Language::Bokmal => &NB,
            Language::Nynorsk => &NN,
        }
    }

    /// What the words of its headings say of others.
    pub(super) fn kindred(&self) -> &Kindred {
        self.kindred.get_or_init(|| Kindred::new(&self.sections))
    }

    /// The section of an exact heading.
    pub(super) fn exact(&self, head: &str) -> Option<usize> {
        (head.len() <= self.longest).then(|| self.exact.get(head).copied())?
    }

    /// The patterns that a heading's first letter, its last word, and its pairs of signs let it fit, with their sections, each with
    /// its place.
    pub(super) fn patterns_for<'c>(
        &'c self,
        head: &str,
        pairs: u64,
    ) -> impl Iterator<Item = (usize, &'c Pattern, usize)> + use<'c> {
        let ending = last_word(head).and_then(|word| self.patterns_by_last_word.get(word));
        let places = ending.unwrap_or(&self.open_patterns).of(first_shelf(head.bytes().next()));
        let found = places.iter().map(|&(_, place)| (place, &self.patterns[place].0, self.patterns[place].1));
        found.filter(move |(_, pattern, _)| pattern.pairs & !pairs == 0)
    }

    /// Folds the cues of a table, and puts them where they are looked for.
    pub(super) fn new(table: Table) -> Self {
        let Table {
            mut furniture,
            mut heading,
            subject,
            contest,
            front,
            section: sections,
            rule,
            form,
            wish,
        } = table;
        let fold_all = |cues: &mut Vec<String>| cues.iter_mut().for_each(|cue| *cue = fold_cue(cue));
        for cues in [
            &mut furniture.page,
            &mut furniture.of,
            &mut heading.open_end,
            &mut heading.no_code,
            &mut heading.tail,
        ] {
            fold_all(cues);
        }
        let (mut plain, mut patterns) = (Vec::new(), Vec::new());
        for (at, section) in sections.iter().enumerate() {
            for head in &section.heads {
                if head.contains('*') {
                    patterns.push((Pattern::new(head), at));
                } else {
                    plain.push((fold_cue(head), at));
                }
            }
        }
        let near = Lookalikes::new(plain.iter().map(|(head, section)| (head.as_str(), *section)));
        let exact: HashMap<String, usize> = plain.into_iter().collect();
        let ending = |word: Option<&str>| {
            let fits = |(_, (pattern, _)): &(usize, &(Pattern, usize))| {
                pattern.last_word().is_none_or(|last| Some(last) == word)
            };
            let places = patterns.iter().enumerate().filter(fits).flat_map(|(place, (pattern, _))| {
                let shelves = pattern.first_byte().map_or(0..SHELVES, |byte| {
                    let shelf = first_shelf(Some(byte));
                    shelf..shelf + 1
                });
                shelves.map(move |shelf| (shelf, place))
            });
            Shelves::new(places.collect(), SHELVES, |(shelf, _)| *shelf)
        };
        let last_words = patterns.iter().filter_map(|(pattern, _): &(Pattern, usize)| pattern.last_word());
        let patterns_by_last_word = last_words.map(|word| (word.to_owned(), ending(Some(word)))).collect();
        let open_patterns = ending(None);
        let finders = |cues: &[String]| {
            let cues = cues.iter().flat_map(|cue| spellings(cue)).map(|cue| fold_cue(&cue));
            cues.map(|cue| memmem::Finder::new(&cue).into_owned()).collect()
        };
        let mut phrases = Vec::new();
        let mut counted = |cues: &[String]| {
            let from = phrases.len();
            phrases.extend(cues.iter().flat_map(|cue| spellings(cue)).map(|cue| fold_cue(&cue)));
            (from..phrases.len()).collect()
        };
        let forms: Vec<Form> = form
            .into_iter()
            .map(|raw| Form {
                head: finders(&raw.head),
                any: counted(&raw.any),
                kind: raw.kind,
                line: raw.line,
                weight: raw.weight,
            })
            .collect();
        Self {
            kindred: OnceLock::new(),
            glued: furniture.address.iter().map(str::to_owned).collect::<Vec<_>>().into(),
            dated: sections.iter().position(|section| section.dated),
            trail: sections.iter().position(|section| section.id == TRAIL),
            furniture,
            heading,
            subject,
            contest,
            fronts: front,
            sections,
            rules: Rules::new(rule),
            form_lines: forms
                .iter()
                .flat_map(|form| form.line.iter())
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .into(),
            forms,
            form_phrases: Counted::new(phrases),
            wishes: wish.any,
            longest: exact.keys().map(String::len).max().unwrap_or_default(),
            exact,
            near,
            patterns,
            patterns_by_last_word,
            open_patterns,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cues, Pattern};
    use crate::language::Language;

    #[test]
    fn the_tables_of_all_languages_are_read() {
        for language in Language::ALL {
            let cues = Cues::of(language);
            assert!(cues.exact.len() > 40, "{language}: {} headings", cues.exact.len());
            assert!(cues.rules.list.len() > 10, "{language}: {} rules", cues.rules.list.len());
            for rule in &cues.rules.list {
                assert!(
                    rule.asks.start
                        || rule.asks.any
                        || !rule.subject.is_empty()
                        || rule.label
                        || rule.contest,
                    "{language}: rule {} asks for nothing",
                    rule.id
                );
                for state in &rule.states {
                    assert!(
                        state == "open" || cues.sections.iter().any(|section| section.id == *state),
                        "{language}: rule {} names an unknown section {state}",
                        rule.id
                    );
                }
            }
        }
    }

    #[test]
    fn a_wildcard_stands_for_a_body() {
        let genitive = Pattern::new("*s beslut");
        assert_eq!(genitive.capture("kommunstyrelsens beslut"), Some("kommunstyrelsen"));
        assert_eq!(genitive.capture("beslut"), None);
        let dated = Pattern::new("beslutning i * den *");
        assert_eq!(dated.capture("beslutning i byradet den 3. maj"), Some("byradet"));
        assert_eq!(dated.capture("beslutning om byradet"), None);
    }
}
