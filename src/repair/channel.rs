//! The error channel: how likely a stretch of true letters is to be read as another.
//!
//! One channel per written language and reading model, from the tables in `corpora/channel/` (counts of aligned pages) with the
//! reviewed floor beneath them. Case is folded here: which case a letter had is a question of shape, not of sound.
//! A document may lean a channel its own way ([`Channel::leaning`]): small Garamond reads ä as i where Arial never does.
//! (Per-document profiles of an error channel are the idea of the CIS Profiler and PoCoTo.)

use crate::language::Language;
use crate::tables::{Table, table};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// A reading model, by what it does to one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Reader {
    /// The English model: it has no Scandinavian letter but é.
    English,
    /// The Swedish model on Danish or Norwegian.
    Swedish,
    /// The Danish model on Swedish.
    Danish,
    /// The Norwegian model on Swedish.
    Norwegian,
    /// The language's own model.
    Own,
}

impl Reader {
    /// All readers.
    pub(super) const ALL: [Self; 5] =
        [Self::English, Self::Swedish, Self::Danish, Self::Norwegian, Self::Own];

    /// What files call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::Swedish => "swedish",
            Self::Danish => "danish",
            Self::Norwegian => "norwegian",
            Self::Own => "own",
        }
    }

    const fn index(self) -> usize {
        self as usize
    }

    /// The classes of `floor.tsv` that hold for the reader.
    const fn floor(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::Swedish => "swedish",
            Self::Danish => "danish",
            Self::Norwegian | Self::Own => "any",
        }
    }
}

/// (language, reader, table)
static TABLES: [(Language, Reader, Table); 13] = [
    (Language::Swedish, Reader::English, table!("channel/sv-eng.tsv")),
    (Language::Swedish, Reader::Danish, table!("channel/sv-dan.tsv")),
    (Language::Swedish, Reader::Norwegian, table!("channel/sv-nor.tsv")),
    (Language::Swedish, Reader::Own, table!("channel/sv-own.tsv")),
    (Language::Danish, Reader::English, table!("channel/da-eng.tsv")),
    (Language::Danish, Reader::Swedish, table!("channel/da-swe.tsv")),
    (Language::Danish, Reader::Own, table!("channel/da-own.tsv")),
    (Language::Bokmal, Reader::English, table!("channel/nb-eng.tsv")),
    (Language::Bokmal, Reader::Swedish, table!("channel/nb-swe.tsv")),
    (Language::Bokmal, Reader::Own, table!("channel/nb-own.tsv")),
    (Language::Nynorsk, Reader::English, table!("channel/nn-eng.tsv")),
    (Language::Nynorsk, Reader::Swedish, table!("channel/nn-swe.tsv")),
    (Language::Nynorsk, Reader::Own, table!("channel/nn-own.tsv")),
];
static FLOOR: Table = table!("channel/floor.tsv");
static WORN: Table = table!("channel/worn.tsv");

/// How many letters' worth the floor weighs against the counts of a marked letter, and of any other.
const FLOOR_WEIGHT: f64 = 60.0;
const PLAIN_FLOOR_WEIGHT: f64 = 400.0;
/// How many letters' worth the tables weigh against what an archive's own pages have shown: of how often a letter is misread,
/// and, in misread letters, of what it is misread as.
const TABLE_WEIGHT: f64 = 100.0;
const KINDS_WEIGHT: f64 = 10.0;
/// How much of what is believed of a worn page comes from worn pages alone.
const WORN_SHARE: f64 = 0.3;
/// No rule dearer than this is kept.
const DEAREST: f32 = 11.0;

/// Letters that a Scandinavian alphabet adds to the English one.
pub(super) fn is_marked(c: char) -> bool {
    matches!(c, 'å' | 'ä' | 'ö' | 'æ' | 'ø' | 'Å' | 'Ä' | 'Ö' | 'Æ' | 'Ø')
}

/// Signs that may stand for a letter inside a word.
pub(super) fn is_sign_for_letter(c: char) -> bool {
    matches!(c, '&' | '@' | '|' | '©' | '®' | '¢' | '€' | '{' | '!') || is_bracket_for_letter(c)
}

/// A closing bracket that may stand for a letter where nothing was opened.
pub(super) fn is_bracket_for_letter(c: char) -> bool {
    matches!(c, '}' | ']')
}

/// One confusion.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// What was read, folded.
    pub(super) read: Box<[char]>,
    /// What stood there, folded.
    pub(super) truth: Box<str>,
    /// -ln P(read | truth).
    pub(super) cost: f32,
    /// No marked letter on either side: noise of the print, not what the reader does.
    pub(super) plain: bool,
    /// The true letters are not of the language's own alphabet: a foreign name at most.
    pub(super) foreign: bool,
}

/// What one reader does to one language.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    /// By the first character read.
    rules: BTreeMap<char, Vec<Rule>>,
    /// The same for characters below U+0100, where nearly all are.
    latin: Vec<Vec<Rule>>,
    /// -ln P(c | c), by character.
    same: BTreeMap<char, f32>,
    /// The same for characters below U+0100.
    latin_same: Vec<Option<f32>>,
    counts: Counts,
    /// Marked letters of the language.
    native: &'static str,
}

/// The costs of the marked letters that one document has shown, by letter and what was read for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaning(BTreeMap<char, Vec<Price>>);

/// (what was read, -ln P of it)
type Price = (Box<[char]>, f32);

impl Leaning {
    fn cost(&self, truth: char, read: &[char]) -> Option<f32> {
        self.0.get(&truth)?.iter().find(|row| *row.0 == *read).map(|row| row.1)
    }
}

/// What is left of a confusion's probability where its true letter is foreign.
const FOREIGN: f64 = 0.002;

/// The marked letters of a language's alphabet.
pub(super) const fn native(language: Language) -> &'static str {
    match language {
        Language::Swedish => "åäöÅÄÖ",
        _ => "åæøÅÆØ",
    }
}

/// truth -> read -> (expected count, may be fractional)
type Counts = BTreeMap<Box<str>, BTreeMap<Box<str>, f64>>;

impl Channel {
    /// The channel of a reader of a language; the own reader's where no such pair was ever learned.
    pub(super) fn of(language: Language, reader: Reader) -> &'static Self {
        static ALL: [[LazyLock<Option<Channel>>; 5]; 4] = {
            macro_rules! row {
                ($language:expr) => {
                    [
                        LazyLock::new(|| Channel::learned($language, Reader::English)),
                        LazyLock::new(|| Channel::learned($language, Reader::Swedish)),
                        LazyLock::new(|| Channel::learned($language, Reader::Danish)),
                        LazyLock::new(|| Channel::learned($language, Reader::Norwegian)),
                        LazyLock::new(|| Channel::learned($language, Reader::Own)),
                    ]
                };
            }
            [row!(Language::Swedish), row!(Language::Danish), row!(Language::Bokmal), row!(Language::Nynorsk)]
        };
        static NONE: LazyLock<Channel> = LazyLock::new(|| Channel::new(Counts::new(), ""));
        let row = &ALL[language.index()];
        row[reader.index()].as_ref().or(row[Reader::Own.index()].as_ref()).unwrap_or(&NONE)
    }

    /// The channel of a reader of worn print, which errs in all letters.
    pub(super) fn worn(language: Language, reader: Reader) -> &'static Self {
        static ALL: [[OnceLock<Channel>; 5]; 4] = [const { [const { OnceLock::new() }; 5] }; 4];
        ALL[language.index()][reader.index()].get_or_init(|| {
            let plain = Self::of(language, reader);
            let mut counts = plain.counts.clone();
            for (truth, reads) in table_counts(WORN.text()) {
                let all: f64 = reads.values().sum();
                let row = counts.entry(truth.clone()).or_default();
                let weight =
                    row.values().sum::<f64>().max(PLAIN_FLOOR_WEIGHT) * WORN_SHARE / (1.0 - WORN_SHARE);
                for (read, n) in reads {
                    *row.entry(read).or_default() += weight * n / all.max(1.0);
                }
            }
            Self::new(counts, plain.native)
        })
    }

    fn learned(language: Language, reader: Reader) -> Option<Self> {
        let table = TABLES.iter().find(|table| table.0 == language && table.1 == reader)?.2;
        let mut counts = table_counts(table.text());
        // Plain letters are confused alike in all four languages: the tables are pooled for them.
        for (truth, reads) in pooled(reader == Reader::Own) {
            let all: f64 = reads.values().sum();
            let weight = PLAIN_FLOOR_WEIGHT * 5.0;
            if reader == Reader::Own || !reads.keys().any(|read| read.chars().any(is_marked)) {
                let row = counts.entry(truth.clone()).or_default();
                for (read, n) in reads {
                    *row.entry(read.clone()).or_default() += weight * n / all.max(1.0);
                }
            }
        }
        for line in FLOOR.text().lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(class), Some(truth), Some(read), Some(p)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let marked = truth.chars().any(is_marked);
            let spelt = cells.next().is_none_or(|only| only == language.code());
            let holds = class == reader.floor() || (class == "any" && !(marked && reader == Reader::English));
            let knows = |c: char| reader.alphabet_has(c) || !is_marked(c);
            if holds && spelt && read.chars().all(knows) {
                let weight = if marked { FLOOR_WEIGHT } else { PLAIN_FLOOR_WEIGHT };
                let p: f64 = p.parse().unwrap_or(0.0);
                *counts.entry(truth.into()).or_default().entry(read.into()).or_default() += weight * p;
            }
        }
        // A letter that no table names was never misread.
        let mut plain: Vec<char> = ('a'..='z').chain('0'..='9').chain(['é', 'ü']).collect();
        plain.extend(['å', 'ä', 'ö', 'æ', 'ø'].into_iter().filter(|&c| reader.alphabet_has(c)));
        for c in plain {
            let c: Box<str> = c.to_string().into();
            let row = counts.entry(c.clone()).or_default();
            *row.entry(c).or_default() += 100.0;
        }
        Some(Self::new(counts, native(language)))
    }

    fn new(counts: Counts, native: &'static str) -> Self {
        let mut channel = Self {
            rules: BTreeMap::new(),
            latin: vec![Vec::new(); 256],
            same: BTreeMap::new(),
            latin_same: vec![None; 256],
            counts,
            native,
        };
        for (truth, reads) in &channel.counts {
            let all: f64 = reads.values().sum();
            for (read, n) in reads {
                let foreign = truth != read && truth.chars().any(|c| is_marked(c) && !native.contains(c));
                let cost = -(if foreign { FOREIGN } else { 1.0 } * n / all.max(1.0)).ln() as f32;
                let mut letters = read.chars();
                let first = letters.next().unwrap_or('\0');
                if truth == read {
                    if letters.next().is_none() && *n > 0.0 {
                        channel.same.insert(first, cost);
                        if let Some(known) = channel.latin_same.get_mut(first as usize) {
                            *known = Some(cost);
                        }
                    }
                } else if cost < DEAREST {
                    // A q or w stands in names alone, and few models know one; what a letter does to the one behind it is no
                    // noise of the print.
                    let beside = matches!((truth.as_bytes(), read.as_bytes()), ([a, _], [b, _]) if a == b && a.is_ascii());
                    let plain = !beside
                        && !truth.chars().chain(read.chars()).any(|c| is_marked(c) || matches!(c, 'q' | 'w'));
                    let rule =
                        Rule { read: read.chars().collect(), truth: truth.clone(), cost, plain, foreign };
                    match channel.latin.get_mut(first as usize) {
                        Some(row) => row.push(rule),
                        None => channel.rules.entry(first).or_default().push(rule),
                    }
                }
            }
        }
        for row in channel.latin.iter_mut().chain(channel.rules.values_mut()) {
            row.sort_by(|a, b| a.cost.total_cmp(&b.cost).then_with(|| a.truth.cmp(&b.truth)));
        }
        channel
    }

    /// The channel with what an archive's own pages have shown laid over it: true letters, what was read, how often.
    pub(super) fn taught(&self, shown: &BTreeMap<String, BTreeMap<String, u64>>) -> Self {
        let mut counts = self.counts.clone();
        for (truth, reads) in shown {
            let row = counts.entry(truth.as_str().into()).or_default();
            let right = |row: &BTreeMap<Box<str>, f64>| row.get(truth.as_str()).copied().unwrap_or(0.0);
            let all: f64 = row.values().sum();
            let wrong = all - right(row);
            let shown_all: f64 = reads.values().map(|&n| n as f64).sum();
            let shown_right = reads.get(truth).map_or(0.0, |&n| n as f64);
            let shown_wrong = shown_all - shown_right;
            // How often it is misread is what the pages show; as what, the tables know more cases of than twenty pages do.
            let weight = TABLE_WEIGHT.min(all);
            let often = shown_wrong + weight * wrong / all.max(1.0);
            let known = KINDS_WEIGHT / wrong.max(f64::MIN_POSITIVE);
            let kinds = shown_wrong + if wrong > 0.0 { KINDS_WEIGHT } else { 0.0 };
            row.values_mut().for_each(|n| *n *= known);
            for (read, &n) in reads {
                *row.entry(read.as_str().into()).or_default() += n as f64;
            }
            row.values_mut().for_each(|n| *n *= often / kinds.max(f64::MIN_POSITIVE));
            row.insert(truth.as_str().into(), shown_right + weight * (1.0 - wrong / all.max(1.0)));
        }
        Self::new(counts, self.native)
    }

    /// What the channel of one document costs, which has shown the confusions `seen`; the channel as learned weighs as many letters.
    pub(super) fn leaning(&self, seen: &BTreeMap<(Box<str>, Box<str>), f64>, weight: f64) -> Leaning {
        let mut rows: BTreeMap<char, BTreeMap<&str, f64>> = BTreeMap::new();
        for ((truth, read), n) in seen {
            let (Some(letter), Some(counts)) = (truth.chars().next(), self.counts.get(truth)) else {
                continue;
            };
            let row = rows.entry(letter).or_insert_with(|| {
                let all: f64 = counts.values().sum();
                counts.iter().map(|(read, n)| (&**read, n * weight / all.max(1.0))).collect()
            });
            *row.entry(read).or_default() += n;
        }
        let cost = |letter: char, read: &str, share: f64| {
            let foreign = is_marked(letter) && !self.native.contains(letter) && !read.chars().eq([letter]);
            -(if foreign { FOREIGN } else { 1.0 } * share).ln() as f32
        };
        Leaning(
            rows.into_iter()
                .map(|(letter, row)| {
                    let all: f64 = row.values().sum();
                    let costs = row
                        .into_iter()
                        .map(|(read, n)| (read.chars().collect(), cost(letter, read, n / all.max(1.0))));
                    (letter, costs.collect())
                })
                .collect(),
        )
    }

    /// -ln P(`read` | `truth`), both folded, by the likeliest way that the one became the other; `plain` allows noise of the print.
    pub(super) fn reading_cost(
        &self,
        truth: &[char],
        read: &[char],
        leaning: Option<&Leaning>,
        plain: bool,
    ) -> Option<f32> {
        let width = read.len() + 1;
        let mut best = vec![f32::INFINITY; (truth.len() + 1) * width];
        best[0] = 0.0;
        for at in 0..truth.len() {
            for from in 0..read.len() {
                let so_far = best[at * width + from];
                if so_far.is_infinite() {
                    continue;
                }
                let mut take = |letters: usize, taken: usize, cost: f32| {
                    let to = &mut best[(at + letters) * width + from + taken];
                    *to = to.min(so_far + cost);
                };
                if truth[at] == read[from]
                    && let Some(cost) = self.same(read[from])
                {
                    let leant = leaning.and_then(|leaning| leaning.cost(truth[at], &read[from..=from]));
                    take(1, 1, leant.unwrap_or(cost));
                }
                for rule in self.rules(read[from]).iter().filter(|rule| plain || !rule.plain) {
                    let mut letters = 0;
                    let holds = read[from..].starts_with(&rule.read)
                        && rule.truth.chars().all(|c| {
                            letters += 1;
                            truth.get(at + letters - 1) == Some(&c)
                        });
                    if holds {
                        let leant = leaning.filter(|_| letters == 1);
                        let leant = leant.and_then(|leaning| leaning.cost(truth[at], &rule.read));
                        take(letters, rule.read.len(), leant.unwrap_or(rule.cost));
                    }
                }
            }
        }
        best.last().copied().filter(|cost| cost.is_finite())
    }

    /// How much dearer (or, below zero, cheaper) it is by a document's leaning that `truth` was read as `read`.
    pub(super) fn leant(&self, truth: &[char], read: &[char], leaning: &Leaning) -> f32 {
        let own = |c: &char| match (self.same(*c), leaning.cost(*c, &[*c])) {
            (Some(cost), Some(leant)) if is_marked(*c) => leant - cost,
            _ => 0.0,
        };
        // Where both agree there is nothing to align.
        let before = truth.iter().zip(read).take_while(|(a, b)| a == b).count();
        let ends = truth[before..].iter().rev().zip(read[before..].iter().rev());
        let after = ends.take_while(|(a, b)| a == b).count();
        let agreed = truth[..before].iter().chain(&truth[truth.len() - after..]).map(own).sum::<f32>();
        let (truth_inner, read_inner) =
            (&truth[before..truth.len() - after], &read[before..read.len() - after]);
        if truth_inner.is_empty() && read_inner.is_empty() {
            return agreed;
        }
        let difference = |truth: &[char], read: &[char]| {
            let learned = self.reading_cost(truth, read, None, true)?;
            Some(self.reading_cost(truth, read, Some(leaning), true)? - learned)
        };
        difference(truth_inner, read_inner)
            .map(|inner| inner + agreed)
            .or_else(|| difference(truth, read))
            .unwrap_or(0.0)
    }

    /// What a lone sign or digit may have been, with -ln P(read | truth).
    pub(super) fn lone(read: &str) -> impl Iterator<Item = (&'static str, f32)> {
        static LONE: LazyLock<Vec<(&str, &str, f32)>> = LazyLock::new(|| {
            let rows = FLOOR.text().lines().filter_map(|line| line.strip_prefix("lone\t"));
            rows.filter_map(|row| {
                let mut cells = row.split('\t');
                let (truth, read, p) = (cells.next()?, cells.next()?, cells.next()?);
                Some((truth, read, -p.parse::<f32>().ok()?.ln()))
            })
            .collect()
        });
        LONE.iter().filter(move |row| row.1 == read).map(|row| (row.0, row.2))
    }

    /// The confusions whose reading begins with a character, cheapest first.
    pub(super) fn rules(&self, first: char) -> &[Rule] {
        match self.latin.get(first as usize) {
            Some(row) => row,
            None => self.rules.get(&first).map_or(&[], |row| row),
        }
    }

    /// -ln P(c | c); a marked letter outside the reader's alphabet is never read as itself.
    pub(super) fn same(&self, c: char) -> Option<f32> {
        let known = match self.latin_same.get(c as usize) {
            Some(&known) => known,
            None => self.same.get(&c).copied(),
        };
        match known {
            Some(cost) => Some(cost),
            None => (!is_marked(c) && (c.is_alphanumeric() || c == '\'')).then_some(0.0),
        }
    }
}

impl Reader {
    /// Whether a letter is one that the reader can write.
    pub(super) fn alphabet_has(self, c: char) -> bool {
        match c {
            'å' => self != Self::English,
            'ä' => matches!(self, Self::Swedish | Self::Norwegian | Self::Own) && self != Self::Norwegian,
            'ö' => matches!(self, Self::Swedish | Self::Norwegian | Self::Own),
            'æ' | 'ø' => matches!(self, Self::Danish | Self::Norwegian | Self::Own),
            _ => true,
        }
    }
}

/// The plain letters of all languages together, by the tables of the own readers, which are learned from bad copies, or by
/// those of the others.
fn pooled(own: bool) -> &'static Counts {
    fn pool(own: bool) -> Counts {
        let mut pooled = Counts::new();
        for (_, _, table) in TABLES.iter().filter(|(_, reader, _)| own || *reader != Reader::Own) {
            for (truth, reads) in table_counts(table.text()) {
                if !truth.chars().any(is_marked) {
                    let row = pooled.entry(truth).or_default();
                    for (read, n) in reads {
                        *row.entry(read).or_default() += n;
                    }
                }
            }
        }
        pooled
    }
    static POOLED: [LazyLock<Counts>; 2] = [LazyLock::new(|| pool(false)), LazyLock::new(|| pool(true))];
    &POOLED[usize::from(own)]
}

/// The usable rows of a table, folded: words and signs that stand for letters, no punctuation.
fn table_counts(table: &str) -> Counts {
    let mut counts = Counts::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(truth), Some(read), Some(n)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let (truth, read) = (truth.to_lowercase(), read.to_lowercase());
        let usable = |c: char| c.is_alphanumeric() || is_sign_for_letter(c);
        if truth.chars().all(char::is_alphabetic) && !read.is_empty() && read.chars().all(usable) {
            let n: f64 = n.parse().unwrap_or(0.0);
            *counts.entry(truth.into()).or_default().entry(read.into()).or_default() += n;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{Channel, Reader};
    use crate::language::Language;

    fn cost(channel: &Channel, truth: &str, read: &str) -> f32 {
        let first = read.chars().next().expect("something was read");
        let rule = channel
            .rules(first)
            .iter()
            .find(|rule| &*rule.truth == truth && rule.read.iter().collect::<String>() == read);
        rule.map_or(f32::INFINITY, |rule| rule.cost)
    }

    #[test]
    fn the_english_reader_never_reads_a_marked_letter() {
        for language in Language::ALL {
            let channel = Channel::of(language, Reader::English);
            assert!(channel.same('å').is_none() && channel.same('ø').is_none());
            assert!(cost(channel, "å", "a") < 0.5, "{language}");
        }
    }

    #[test]
    fn each_reader_has_its_own_errors() {
        let danish = Channel::of(Language::Swedish, Reader::Danish);
        assert!(cost(danish, "ä", "å") < 0.2);
        assert!(danish.same('å').is_some_and(|cost| cost < 0.2));
        let english = Channel::of(Language::Danish, Reader::English);
        assert!(cost(english, "æ", "ee") < 2.0);
        assert!(cost(english, "ø", "g") < 3.0);
    }

    #[test]
    fn a_document_leans_its_channel() {
        let channel = Channel::of(Language::Swedish, Reader::English);
        let seen = [(("ä".into(), "i".into()), 40.0), (("ä".into(), "a".into()), 10.0)].into();
        let leaning = channel.leaning(&seen, 25.0);
        let letters = |word: &str| word.chars().collect::<Vec<char>>();
        assert!(channel.leant(&letters("väg"), &letters("vig"), &leaning) < -1.0);
        assert!(channel.leant(&letters("väg"), &letters("vag"), &leaning) > 0.0);
    }
}
