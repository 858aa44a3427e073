//! The cue tables of a language, read once.
//!
//! What a heading says and which words open a proposal is data (`corpora/cues/outline`), reviewed like text. This
//! module reads the tables and folds their cues; it refuses to decide anything.

use super::fold::fold_cue;
use super::heads::Lookalike;
use super::phrases::{Endings, Openings};
use crate::language::Language;
use crate::record::{DocumentType, SegmentKind};
use crate::tables::table;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use foldhash::HashMap;
use memchr::memmem;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The rules that are asked on their own.
const VOTE_RESULT: &str = "vote_result";
const VOTE_CALLED: &str = "count_called";
const VOTE_COUNTED: &str = "count_told";
const TRAIL_RECOMMENDS: &str = "trail_recommends";

/// A heading shorter than this is met by its own letters only.
pub(super) const SHORTEST_NEAR: usize = 6;

/// The section of an earlier body's part of an item.
pub(super) const TRAIL: &str = "trail";

/// The tables of one language.
#[derive(Debug)]
pub(super) struct Cues {
    pub(super) furniture: FurnitureCues,
    pub(super) heading: HeadingCues,
    pub(super) subject: SubjectCues,
    pub(super) contest: ContestCues,
    pub(super) fronts: Vec<Front>,
    pub(super) sections: Vec<Section>,
    pub(super) rules: Vec<Rule>,
    pub(super) forms: Vec<Form>,
    /// Words of a heading that says what is wanted.
    pub(super) wishes: Vec<String>,
    /// Exact headings, folded, with their sections, and the length of the longest.
    exact: HashMap<String, usize>,
    longest: usize,
    /// Exact headings again, for the search by distance: the shortest first.
    pub(super) near: Vec<Near>,
    /// The section of an earlier body's part of an item.
    pub(super) trail: Option<usize>,
    /// The section that a body's name and a day head.
    pub(super) dated: Option<usize>,
    /// Headings with a wildcard.
    patterns: Vec<(Pattern, usize)>,
    /// Those that end with this word, and those with a wildcard at the end among them, by their place.
    patterns_by_last_word: HashMap<String, Vec<(usize, Option<u8>)>>,
    /// Those with a wildcard at the end, by their place; each with its first byte, unless a wildcard stands there.
    open_patterns: Vec<(usize, Option<u8>)>,
    /// What tells the kind of a document.
    pub(super) form_words: FormWords,
    /// Labels of address blocks, as they are glued to the end of a value.
    pub(super) glued: Endings,
    /// The rules that others ask: whether a vote has a result, whether a count is called for after it, whether an earlier body recommends.
    pub(super) vote_result: Option<usize>,
    pub(super) vote_called: Option<usize>,
    pub(super) vote_counted: Option<usize>,
    pub(super) trail_recommends: Option<usize>,
    /// All phrases of the rules in one automaton.
    pub(super) phrases: AhoCorasick,
    pub(super) phrase_count: usize,
}

/// A heading that may be met by distance.
#[derive(Debug)]
pub(super) struct Near {
    pub(super) head: Lookalike,
    /// Its place among the headings of the tables: of two as near, the first is meant.
    pub(super) rank: usize,
    pub(super) section: usize,
}

/// The words and phrases that tell the kind of a document, in one automaton.
#[derive(Debug)]
pub(super) struct FormWords {
    pub(super) words: Vec<String>,
    pub(super) automaton: AhoCorasick,
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
    /// Headings of lists of contents.
    pub(super) contents: Openings,
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
    pub(super) any: Vec<String>,
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

/// When a rule that fires opens a segment of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Split {
    /// When the kind changes.
    #[default]
    Change,
    /// Always.
    Always,
    /// When the vote before has a result.
    Finished,
    /// Never: what was before goes on.
    Never,
}

/// Whom a sentence speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Subject {
    /// A named person, or several.
    Person,
    /// A party or group.
    Party,
    /// Whoever presides.
    Chair,
    /// A board, council, committee or office.
    Body,
}

/// Words that open a segment inside a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    id: String,
    kind: SegmentKind,
    #[serde(default)]
    start: Vec<String>,
    #[serde(default)]
    any: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    subject: Vec<Subject>,
    #[serde(default)]
    states: Vec<String>,
    #[serde(default)]
    strong: bool,
    #[serde(default)]
    split: Split,
    #[serde(default)]
    undecided: bool,
    #[serde(default)]
    unasked: bool,
    own: Option<bool>,
    #[serde(default)]
    label: bool,
    #[serde(default)]
    contest: bool,
    #[serde(default)]
    last: bool,
    #[serde(default)]
    closes: bool,
}

/// Words that open a segment inside a section, with phrases as indexes into the automaton.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) kind: SegmentKind,
    /// One of these begins the sentence.
    pub(super) start: Vec<usize>,
    /// One of these stands in it.
    pub(super) any: Vec<usize>,
    /// And one of these.
    pub(super) with: Vec<usize>,
    /// And none of these.
    pub(super) not: Vec<usize>,
    /// It speaks of one of these.
    pub(super) subject: Vec<Subject>,
    /// Sections in which it is heard; empty: wherever the section lets it.
    pub(super) states: Vec<String>,
    pub(super) strong: bool,
    pub(super) split: Split,
    /// Only in an item without a heading for its decision.
    pub(super) undecided: bool,
    /// Only in an item without a heading for a recommendation, just before the meeting's handling.
    pub(super) unasked: bool,
    /// Only where the body that it speaks of is the one whose minutes they are, or only where it is another.
    pub(super) own: Option<bool>,
    /// Whom it speaks of stands before a colon, as over what they said: "Havnestyret (5 mot 4): Tomta bør selges."
    pub(super) label: bool,
    /// Votes stand against votes in it.
    pub(super) contest: bool,
    /// Only in the last paragraph of an item.
    pub(super) last: bool,
    /// What it opens stands after the last item.
    pub(super) closes: bool,
    /// It is asked on its own, and opens nothing.
    pub(super) asked: bool,
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

/// Words that tell the kind of a document, as indexes into [`FormWords`].
#[derive(Debug)]
pub(super) struct Form {
    pub(super) kind: DocumentType,
    /// In the first lines.
    pub(super) head: Vec<usize>,
    /// As a line of its own, or at the beginning of one.
    pub(super) line: Openings,
    /// Anywhere.
    pub(super) any: Vec<usize>,
    pub(super) weight: u32,
}

/// Phrases, each once, in the order in which they are first named.
#[derive(Debug, Default)]
struct Index {
    phrases: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Index {
    fn intern(&mut self, cues: &[String]) -> Vec<usize> {
        let place = |cue: String| {
            let cue = fold_cue(&cue);
            *self.places.entry(cue).or_insert_with_key(|cue| {
                self.phrases.push(cue.clone());
                self.phrases.len() - 1
            })
        };
        cues.iter().flat_map(|cue| spellings(cue)).map(place).collect()
    }

    fn build(&self) -> AhoCorasick {
        AhoCorasick::builder()
            // Ready in a fraction of the time that a table of all transitions takes.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&self.phrases)
            .expect("a few hundred phrases")
    }
}

/// A cue, and how it was spelt before å replaced aa.
fn spellings(cue: &str) -> impl Iterator<Item = String> {
    let old = cue.contains('å').then(|| cue.replace('å', "aa"));
    std::iter::once(cue.to_owned()).chain(old)
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
}

impl Pattern {
    /// Reads a heading with one wildcard or more.
    fn new(cue: &str) -> Self {
        let mut parts = cue.split('*').map(fold_part);
        let first = parts.next().unwrap_or_default();
        let last = parts.next_back().unwrap_or_default();
        Self { first, middle: parts.map(|part| memmem::Finder::new(&part).into_owned()).collect(), last }
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
        let Self { first, middle, last } = self;
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    furniture: FurnitureCues,
    heading: HeadingCues,
    subject: SubjectCues,
    contest: ContestCues,
    front: Vec<Front>,
    section: Vec<Section>,
    rule: Vec<RawRule>,
    form: Vec<RawForm>,
    wish: Wish,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    any: Vec<String>,
}

impl Cues {
    /// The tables of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static SV: LazyLock<Cues> = LazyLock::new(|| Cues::parse(table!("cues/outline/sv.toml").text()));
        static DA: LazyLock<Cues> = LazyLock::new(|| Cues::parse(table!("cues/outline/da.toml").text()));
        static NB: LazyLock<Cues> = LazyLock::new(|| Cues::parse(table!("cues/outline/nb.toml").text()));
        static NN: LazyLock<Cues> = LazyLock::new(|| Cues::parse(table!("cues/outline/nn.toml").text()));
        match language {
            Language::Swedish => &SV,
            Language::Danish => &DA,
            Language::Bokmal => &NB,
            Language::Nynorsk => &NN,
        }
    }

    /// The section of an exact heading.
    pub(super) fn exact(&self, head: &str) -> Option<usize> {
        (head.len() <= self.longest).then(|| self.exact.get(head).copied())?
    }

    /// The patterns that a heading's first letter and last word let it fit, with their sections, each with its place.
    pub(super) fn patterns_for(&self, head: &str) -> impl Iterator<Item = (usize, &Pattern, usize)> {
        let ending = last_word(head).and_then(|word| self.patterns_by_last_word.get(word));
        let first = head.bytes().next();
        let places = ending.unwrap_or(&self.open_patterns).iter();
        let fitting = places.filter(move |(_, begins)| begins.is_none() || *begins == first);
        fitting.map(|&(place, _)| (place, &self.patterns[place].0, self.patterns[place].1))
    }

    fn parse(table: &str) -> Self {
        let table: Table = toml::from_str(table).expect("the embedded cue tables are tested");
        let Table {
            mut furniture,
            mut heading,
            subject,
            contest,
            mut front,
            section: sections,
            rule,
            form,
            mut wish,
        } = table;
        let fold_all = |cues: &mut Vec<String>| cues.iter_mut().for_each(|cue| *cue = fold_cue(cue));
        for cues in [
            &mut furniture.page,
            &mut furniture.of,
            &mut heading.open_end,
            &mut heading.no_code,
            &mut heading.tail,
            &mut wish.any,
        ] {
            fold_all(cues);
        }
        for front in &mut front {
            fold_all(&mut front.any);
        }
        let (mut exact, mut near, mut patterns) = (HashMap::default(), Vec::new(), Vec::new());
        for (at, section) in sections.iter().enumerate() {
            for head in &section.heads {
                if head.contains('*') {
                    patterns.push((Pattern::new(head), at));
                } else {
                    let head = fold_cue(head);
                    let lookalike = Lookalike::new(&head);
                    if lookalike.len() >= SHORTEST_NEAR {
                        near.push(Near { head: lookalike, rank: near.len(), section: at });
                    }
                    exact.insert(head, at);
                }
            }
        }
        near.sort_by_key(|near| near.head.len());
        let ending = |word: Option<&str>| {
            let fits = |(_, (pattern, _)): &(usize, &(Pattern, usize))| {
                pattern.last_word().is_none_or(|last| Some(last) == word)
            };
            let places = patterns.iter().enumerate().filter(fits);
            places.map(|(place, (pattern, _))| (place, pattern.first_byte())).collect::<Vec<_>>()
        };
        let last_words = patterns.iter().filter_map(|(pattern, _): &(Pattern, usize)| pattern.last_word());
        let patterns_by_last_word = last_words.map(|word| (word.to_owned(), ending(Some(word)))).collect();
        let open_patterns = ending(None);
        let mut words = Index::default();
        let forms = form
            .into_iter()
            .map(|raw| Form {
                head: words.intern(&raw.head),
                any: words.intern(&raw.any),
                kind: raw.kind,
                line: raw.line,
                weight: raw.weight,
            })
            .collect();
        let form_words = FormWords { automaton: words.build(), words: words.phrases };
        let mut phrases = Index::default();
        let mut intern = |cues: &[String]| phrases.intern(cues);
        let rules: Vec<Rule> = rule
            .into_iter()
            .map(|raw| Rule {
                start: intern(&raw.start),
                any: intern(&raw.any),
                with: intern(&raw.with),
                not: intern(&raw.not),
                asked: matches!(raw.id.as_str(), VOTE_RESULT | VOTE_CALLED | VOTE_COUNTED | TRAIL_RECOMMENDS),
                id: raw.id,
                kind: raw.kind,
                subject: raw.subject,
                states: raw.states,
                strong: raw.strong,
                split: raw.split,
                undecided: raw.undecided,
                unasked: raw.unasked,
                own: raw.own,
                label: raw.label,
                contest: raw.contest,
                last: raw.last,
                closes: raw.closes,
            })
            .collect();
        let asked = |id: &str| rules.iter().position(|rule| rule.id == id);
        Self {
            glued: furniture.address.iter().map(str::to_owned).collect::<Vec<_>>().into(),
            vote_result: asked(VOTE_RESULT),
            vote_called: asked(VOTE_CALLED),
            vote_counted: asked(VOTE_COUNTED),
            trail_recommends: asked(TRAIL_RECOMMENDS),
            dated: sections.iter().position(|section| section.dated),
            trail: sections.iter().position(|section| section.id == TRAIL),
            furniture,
            heading,
            subject,
            contest,
            fronts: front,
            sections,
            rules,
            forms,
            form_words,
            wishes: wish.any,
            longest: exact.keys().map(String::len).max().unwrap_or_default(),
            exact,
            near,
            patterns,
            patterns_by_last_word,
            open_patterns,
            phrase_count: phrases.phrases.len(),
            phrases: phrases.build(),
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
            assert!(cues.rules.len() > 10, "{language}: {} rules", cues.rules.len());
            for rule in &cues.rules {
                assert!(
                    !(rule.start.is_empty() && rule.any.is_empty() && rule.subject.is_empty())
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
