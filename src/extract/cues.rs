//! The words by which mentions are found, per written language, and what a single word can be.
//!
//! The words are data (`corpora/cues/entities/*.toml`, `corpora/gazetteers`, `corpora/names`); this module turns
//! them into one table that answers once per distinct word of a document. It refuses to know grammar: which word
//! may follow which is said by the module of each kind of mention.

use super::gazetteer::Gazetteer;
use super::tokens::{self, Tokens};
use crate::language::Language;
use crate::lexicon::Lexicon;
use foldhash::HashMap;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

macro_rules! flags {
    ($($name:ident),* $(,)?) => { flags!(@ 0; $($name,)*); };
    (@ $n:expr; $name:ident, $($rest:ident,)*) => {
        pub(in crate::extract) const $name: u128 = 1 << ($n);
        flags!(@ $n + 1; $($rest,)*);
    };
    (@ $n:expr;) => {};
}

/// What a word can be; a word may be several things.
#[rustfmt::skip]
pub(super) mod flag {
    flags! {
        AND, LOCATIVE, LOCATIVE_STRONG, COMMON, WORD,
        MONTH, WEEKDAY, DATE_LEAD, MONTH_LEAD, MONTH_TAIL, DATE_RANGE, DATE_FILLER, SAME_MONTH,
        NOT_YEAR_BEFORE, NOT_YEAR_AFTER,
        OWN_CURRENCY, OTHER_CURRENCY, MONEY_PREFIX, SCALE, MONEY_WORD, MONEY_RANGE, PER,
        CASE_LABEL, LABEL_HEAD, LABEL_TAIL, ITEM_WORD, CITED,
        LAW, CHAPTER, SECTION, LAW_PART, ARTICLE, LAW_IN, ORDER,
        HONORIFIC, PARTICLE, ROLE, ALL_OF, GIVEN, GIVEN_FIRST, SURNAME,
        PARTY_LEAD, LIST_LEAD, PARTY_LETTER,
        BODY, WEAK_BODY, BODY_GENITIVE, BODY_ADJECTIVE, ADJECTIVE_HEAD, BODY_HEAD, OF_PLACE, BODY_IN, BODY_BEFORE, AREA_TAIL,
        MUNICIPAL, MUNICIPAL_GENITIVE, MUNICIPAL_PLURAL,
        PLACE_WORD, NOT_PLACE, BUILDING, PLACE_HEAD, PLACE_BEFORE, KEEP_BEFORE, ROAD, STREET, PARCEL, PARCEL_TAIL, ROOM,
        PLACE_ADJECTIVE, PLACE, DIRECTION, PLAN, NAME_ABBREVIATION, BEFORE_SMALL,
        LISTED_BODY, NOT_BODY, NOT_LAW, LISTED_LAW, NOT_ROLE, NOT_HEAD, COMPANY, OPENS_PHRASE, EXCUSE, MONEY_PURPOSE,
        OPENS_NAME, CAPITAL_HEAD, ROUTE, NOT_DATE_BEFORE,
    }

    /// What the lexicon tells of a word, not the tables.
    pub(in crate::extract) const KNOWN: u128 = GIVEN | GIVEN_FIRST | SURNAME | PLACE | COMMON | WORD;
}
use flag::*;

/// A form with a higher cost in running text is too rare to count as a word of the language.
const RARE: f32 = 15.0;
/// A form that is also a name counts as a word only when it is more frequent than this.
const FREQUENT: f32 = 11.5;

/// Forms cheaper than this are the few hundred words that hold sentences together.
const GRAMMATICAL: f32 = 7.0;

/// The word as a name is written: every part of a double name with a capital.
fn capitalised(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut start = true;
    for c in lower.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = c == '-';
    }
    out
}

#[derive(Deserialize)]
pub(super) struct Table {
    words: Words,
    pub(super) dates: Dates,
    pub(super) money: Money,
    case: Case,
    pub(super) law: Law,
    pub(super) person: Person,
    party: Party,
    pub(super) organisation: Organisation,
    pub(super) municipality: MunicipalityWords,
    place: Place,
}

type List = Vec<String>;

#[derive(Deserialize)]
struct Words {
    and: List,
    keeps_hyphen: List,
    locative: List,
    locative_strong: List,
    starters: List,
}

#[derive(Deserialize)]
pub(super) struct Dates {
    months: Vec<List>,
    weekdays: List,
    /// What is written after a day's figures to make it an ordinal ("8de").
    pub(super) ordinals: List,
    lead: List,
    month_lead: List,
    month_tail: List,
    range: List,
    /// Words between a day and its month, or a month and its year, that say nothing but which one is near.
    filler: List,
    /// Words after a day that stand for the month of the document.
    same_month: List,
    /// Letters after a day that say which month from the document's is meant, with the letter that says "month".
    pub(super) near_month: BTreeMap<String, i8>,
    pub(super) month_letter: String,
    /// Words after "i" that say which year from the document's is meant.
    pub(super) near_year: BTreeMap<String, i8>,
    /// Whether years of two figures stand before month and day.
    pub(super) short_years: bool,
    /// Words before two figures with a point that are no day and month.
    not_date_before: List,
    not_year_before: List,
    not_year_after: List,
}

impl Dates {
    /// Whether the name of a month in lower case is one cut short.
    pub(super) fn is_short_month(&self, lower: &str) -> bool {
        !self.months.iter().any(|names| names.first().is_some_and(|name| name == lower))
    }
}

#[derive(Deserialize)]
pub(super) struct Money {
    own: List,
    pub(super) others: BTreeMap<String, String>,
    prefix: List,
    pub(super) scales: BTreeMap<String, f64>,
    pub(super) joined: BTreeMap<String, f64>,
    range: List,
    per: List,
    /// Words after a sum without a currency that count nothing.
    purpose: List,
    /// Numbers in words.
    pub(super) words: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Case {
    labels: List,
    /// First words of labels of two words ("J. nr.").
    label_heads: List,
    label_tails: List,
    item_words: List,
    cited: List,
}

#[derive(Deserialize)]
pub(super) struct Law {
    kinds: List,
    whole: List,
    not_laws: List,
    chapter: List,
    section: List,
    parts: List,
    pub(super) same: List,
    article: List,
    #[serde(rename = "in")]
    within: List,
    order_heads: List,
    subject_ends: List,
    pub(super) names: BTreeMap<String, String>,
    pub(super) part_forms: BTreeMap<String, String>,
    pub(super) see: List,
    pub(super) number: List,
    pub(super) subject_lead: List,
    /// Ordinals of a section's paragraphs with the form of the normal form.
    pub(super) ordinals: BTreeMap<String, String>,
    /// Endings of statutes that are cited without a section.
    pub(super) bare: List,
    /// Kinds alone that mean the statute cited last ("lovens § 3").
    pub(super) alone: List,
    /// What the section sign is misread for.
    pub(super) misread: List,
    /// Endings of nouns after which the subject of a statute goes on only with one of the links.
    noun_endings: List,
    links: List,
    /// What stands between the first and the last of several sections.
    pub(super) until: List,
    /// Parts of a section in another form than the normal one.
    pub(super) part_names: BTreeMap<String, String>,
    /// Statutes whose name keeps its capital inside a sentence.
    pub(super) proper: List,
    /// What abbreviations meant up to a year.
    pub(super) old_names: BTreeMap<String, (i32, String)>,
}

#[derive(Deserialize)]
pub(super) struct Person {
    honorifics: List,
    abbreviations: List,
    particles: List,
    roles: List,
    /// Trades that stand before a name as its title.
    occupations: List,
    /// Why somebody is not there: no party, though it stands in a bracket after the name.
    excuses: List,
    /// Roles under another form: short ones, and what names a group and is nobody's role (empty).
    role_forms: BTreeMap<String, String>,
    /// Endings of the definite form with those of the indefinite one.
    role_endings: Vec<(String, String)>,
    role_suffixes: List,
    not_roles: List,
    surname_endings: List,
    all_of: List,
    /// How nouns end for what somebody has moved.
    pub(super) owned: List,
}

#[derive(Deserialize)]
struct Party {
    lead: List,
    list_lead: List,
    acts: List,
    /// How names of parties end that no table has, and those of lists that go on in the name of a place.
    names: List,
    lists: List,
    /// What is counted where votes are: a bracket after it says whose they were.
    votes: List,
    /// What parties are in or put: a bracket after it says which.
    groups: List,
}

#[derive(Deserialize)]
pub(super) struct Organisation {
    companies_after: List,
    companies_before: List,
    suffixes: List,
    not_suffixes: List,
    bodies: List,
    weak_suffixes: List,
    not_bodies: List,
    adjectives: List,
    adjective_heads: List,
    heads: List,
    head_suffixes: List,
    not_heads: List,
    /// Words that end such a name only where they have a capital inside a line.
    capital_heads: List,
    of_place: List,
    branches: List,
    #[serde(rename = "in")]
    within: List,
    pub(super) of_subject: List,
    before: List,
    before_small: List,
    pub(super) short_date_after: List,
    area_tail: List,
    /// Endings of the definite form of a body's name, the longest first.
    definite: List,
}

#[derive(Deserialize)]
pub(super) struct MunicipalityWords {
    words: List,
    genitives: List,
    plural: List,
    /// How words begin that name the body of a municipality.
    pub(super) councils: List,
    /// How such words go on: the definite form and its genitive.
    council_endings: List,
}

#[derive(Deserialize)]
struct Place {
    suffixes: List,
    not_places: List,
    buildings: List,
    heads: List,
    before: List,
    keep_before: List,
    roads: List,
    streets: List,
    parcels: List,
    parcel_tail: List,
    /// Small words that are no letters of the parcel before them.
    no_parcel_letters: List,
    rooms: List,
    adjectives: List,
    directions: List,
    plans: List,
    /// What runs between two places.
    routes: List,
    /// How nouns end that old print writes with a capital, and places do not.
    noun_endings: List,
}

/// The tables of one written language, ready to be asked.
pub(super) struct Cues {
    pub(super) language: Language,
    pub(super) table: Table,
    pub(super) gazetteer: &'static Gazetteer,
    flags: HashMap<String, u128>,
    months: HashMap<String, u8>,
    endings: Endings,
    keeps_hyphen: HashSet<String>,
    surname_endings: Vec<String>,
    /// Company forms after and before a name, as split tokens in their own case.
    pub(super) company_after: Vec<Vec<String>>,
    pub(super) company_before: HashSet<String>,
    /// Law names written with several words, in lower case, split.
    pub(super) law_phrases: Vec<Vec<String>>,
    /// Heads such as "udvalget for", split.
    pub(super) subject_heads: Vec<Vec<String>>,
}

/// Word endings with what they make of a word, by their last two bytes.
#[derive(Default)]
struct Endings(HashMap<[u8; 2], Vec<(Box<str>, u128)>>);

impl Endings {
    fn add(&mut self, list: &[String], flag: u128) {
        for ending in list {
            if let Some(&last) = ending.as_bytes().last_chunk() {
                self.0.entry(last).or_default().push((ending.as_str().into(), flag));
            }
        }
    }

    /// Flags of all endings of `word` that leave at least two letters before them.
    fn of(&self, word: &str) -> u128 {
        let known = word.as_bytes().last_chunk().and_then(|last| self.0.get(last));
        let fitting = known.into_iter().flatten().filter(|(ending, _)| {
            word.len() >= ending.len() + 2 && word.as_bytes().ends_with(ending.as_bytes())
        });
        fitting.fold(0, |flags, (_, flag)| flags | flag)
    }
}

impl Cues {
    /// The tables of a language, built when first asked for.
    pub(super) fn of(language: Language) -> &'static Self {
        macro_rules! table {
            ($language:expr, $code:literal) => {{
                static TABLE: LazyLock<Cues> = LazyLock::new(|| {
                    Cues::new(
                        $language,
                        crate::tables::table!(concat!("cues/entities/", $code, ".toml")).text(),
                    )
                });
                &TABLE
            }};
        }
        match language {
            Language::Swedish => table!(Language::Swedish, "sv"),
            Language::Danish => table!(Language::Danish, "da"),
            Language::Bokmal => table!(Language::Bokmal, "nb"),
            Language::Nynorsk => table!(Language::Nynorsk, "nn"),
        }
    }

    fn new(language: Language, source: &str) -> Self {
        let table: Table = toml::from_str(source).expect("the committed cue tables parse");
        let mut flags: HashMap<String, u128> = HashMap::default();
        let mut add = |list: &[String], flag: u128| {
            for word in list {
                *flags.entry(word.to_lowercase()).or_default() |= flag;
            }
        };
        let Table { words, dates, money, case, law, person, party, organisation, municipality, place } =
            &table;
        #[rustfmt::skip]
        let lists: &[(&[String], u128)] = &[
            (&words.and, AND), (&words.locative, LOCATIVE), (&words.locative_strong, LOCATIVE_STRONG), (&words.starters, COMMON),
            (&dates.weekdays, WEEKDAY), (&dates.lead, DATE_LEAD), (&dates.month_lead, MONTH_LEAD), (&dates.month_tail, MONTH_TAIL),
            (&dates.range, DATE_RANGE), (&dates.filler, DATE_FILLER), (&dates.same_month, SAME_MONTH),
            (&dates.not_year_before, NOT_YEAR_BEFORE), (&dates.not_year_after, NOT_YEAR_AFTER),
            (&money.own, OWN_CURRENCY), (&money.prefix, MONEY_PREFIX), (&money.range, MONEY_RANGE), (&money.per, PER), (&money.purpose, MONEY_PURPOSE),
            (&case.labels, CASE_LABEL), (&case.label_tails, LABEL_TAIL), (&case.item_words, ITEM_WORD), (&case.cited, CITED),
            (&law.chapter, CHAPTER), (&law.section, SECTION), (&law.parts, LAW_PART), (&law.article, ARTICLE),
            (&law.within, LAW_IN), (&law.order_heads, ORDER),
            (&person.honorifics, HONORIFIC), (&person.particles, PARTICLE), (&person.roles, ROLE), (&person.occupations, ROLE), (&person.excuses, EXCUSE), (&person.all_of, ALL_OF),
            (&party.lead, PARTY_LEAD), (&party.list_lead, LIST_LEAD),
            (&case.label_heads, LABEL_HEAD), (&organisation.adjectives, BODY_ADJECTIVE),
            (&organisation.adjective_heads, ADJECTIVE_HEAD), (&organisation.heads, BODY_HEAD), (&organisation.capital_heads, CAPITAL_HEAD), (&organisation.of_place, OF_PLACE),
            (&organisation.within, BODY_IN), (&organisation.before, BODY_BEFORE), (&organisation.area_tail, AREA_TAIL),
            (&municipality.words, MUNICIPAL), (&municipality.genitives, MUNICIPAL_GENITIVE), (&municipality.plural, MUNICIPAL_PLURAL),
            (&place.not_places, NOT_PLACE), (&place.buildings, BUILDING), (&place.heads, PLACE_HEAD), (&place.before, PLACE_BEFORE),
            (&place.keep_before, KEEP_BEFORE), (&place.roads, ROAD), (&place.streets, STREET), (&place.parcels, PARCEL),
            (&place.parcel_tail, PARCEL_TAIL), (&place.rooms, ROOM), (&place.adjectives, PLACE_ADJECTIVE),
            (&law.kinds, LAW), (&place.directions, DIRECTION), (&place.plans, PLAN), (&place.routes, ROUTE), (&dates.not_date_before, NOT_DATE_BEFORE), (&organisation.before_small, BEFORE_SMALL), (&person.abbreviations, NAME_ABBREVIATION),
            (&organisation.bodies, LISTED_BODY), (&organisation.not_bodies, NOT_BODY), (&law.not_laws, NOT_LAW),
            (&person.not_roles, NOT_ROLE), (&organisation.not_heads, NOT_HEAD),
        ];
        for &(list, flag) in lists {
            add(list, flag);
        }
        let keys = |map: &BTreeMap<String, f64>| map.keys().cloned().collect::<Vec<_>>();
        add(&keys(&money.scales), SCALE);
        add(&keys(&money.joined), MONEY_WORD);
        add(&money.others.keys().cloned().collect::<Vec<_>>(), OTHER_CURRENCY);
        add(&law.names.keys().cloned().collect::<Vec<_>>(), LISTED_LAW);
        add(&Gazetteer::shared().party_letters(language), PARTY_LETTER);
        let mut months = HashMap::default();
        for (number, names) in (1..).zip(&dates.months) {
            add(names, MONTH);
            months.extend(names.iter().map(|name| (name.clone(), number)));
        }
        let mut endings = Endings::default();
        endings.add(&law.kinds, LAW);
        endings.add(&law.kinds.iter().map(|kind| format!("{kind}s")).collect::<Vec<_>>(), LAW);
        endings.add(&person.role_suffixes, ROLE);
        endings.add(&municipality.plural, MUNICIPAL_PLURAL);
        endings.add(&organisation.suffixes, BODY);
        endings.add(&organisation.weak_suffixes, WEAK_BODY);
        endings.add(&organisation.head_suffixes, BODY_HEAD);
        let long = |list: &[String]| list.iter().filter(|word| word.len() > 7).cloned().collect::<Vec<_>>();
        endings.add(&long(&organisation.before), BODY_BEFORE);
        endings.add(&place.suffixes, PLACE_WORD);
        endings.add(&place.streets, STREET);
        endings.add(&place.rooms.iter().filter(|room| room.len() > 4).cloned().collect::<Vec<_>>(), ROOM);
        let split = |text: &String| -> Vec<String> {
            tokens::split(text).iter().map(|t| text[t.start as usize..t.end as usize].to_owned()).collect()
        };
        let company_after: Vec<Vec<String>> = organisation.companies_after.iter().map(split).collect();
        add(&company_after.iter().filter_map(|form| form.first().cloned()).collect::<Vec<_>>(), COMPANY);
        add(&organisation.companies_before, COMPANY);
        let law_phrases: Vec<Vec<String>> =
            law.whole.iter().chain(law.names.keys().filter(|name| name.contains(' '))).map(split).collect();
        let subject_heads: Vec<Vec<String>> = organisation.of_subject.iter().map(split).collect();
        let openings = law_phrases.iter().chain(&subject_heads).filter_map(|phrase| phrase.first().cloned());
        let same = law.same.iter().filter_map(|same| Some(same.split_once(' ')?.0.to_owned()));
        add(&openings.chain(same).collect::<Vec<_>>(), OPENS_PHRASE);
        let keeps_hyphen = words.keeps_hyphen.iter().cloned().collect();
        let surname_endings = person.surname_endings.clone();
        let company_before = organisation.companies_before.iter().cloned().collect();
        Self {
            language,
            gazetteer: Gazetteer::shared(),
            flags,
            months,
            endings,
            keeps_hyphen,
            company_after,
            company_before,
            surname_endings,
            law_phrases,
            subject_heads,
            table,
        }
    }

    /// A role in its plain form: small, indefinite, written out. None for a word that names a group.
    pub(super) fn role(&self, printed: &str) -> Option<String> {
        let person = &self.table.person;
        let lower = printed.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if let Some(whole) = person.role_forms.get(&lower) {
            return (!whole.is_empty()).then(|| whole.clone());
        }
        let mut words: Vec<&str> = lower.split(' ').collect();
        let empty = |word: &str| person.role_forms.get(word).is_some_and(String::is_empty);
        while words.last().is_some_and(|last| empty(last)) {
            words.pop();
        }
        let last = words.pop()?;
        let plain = match person.role_forms.get(last) {
            Some(form) => form.clone(),
            None => {
                let ending =
                    person.role_endings.iter().find(|(definite, _)| last.ends_with(definite.as_str()));
                ending.map_or_else(
                    || last.to_owned(),
                    |(definite, plain)| format!("{}{plain}", &last[..last.len() - definite.len()]),
                )
            }
        };
        words.push(&plain);
        Some(words.join(" ").trim().to_owned()).filter(|role| !role.is_empty())
    }

    /// Whether the word is a role cut short, which a full stop may follow: "ordf."
    pub(super) fn is_short_role(&self, lower: &str) -> bool {
        let long = self.table.person.role_forms.get(lower);
        long.is_some_and(|long| long.chars().count() > lower.chars().count() + 1)
    }

    /// Whether a line-end hyphen before this word is kept.
    pub(super) fn keeps_hyphen(&self, word: &str) -> bool {
        self.keeps_hyphen.contains(word)
    }

    /// What the tables say of a number or mark.
    pub(super) fn flags_of_mark(&self, mark: &str) -> u128 {
        self.flags.get(mark).copied().unwrap_or(0)
    }

    /// All that is known of a word in lower case: a union of [`flag`]s.
    pub(super) fn flags(&self, lower: &str) -> u128 {
        self.listed(lower) | self.known(lower)
    }

    /// What the tables say of a word in lower case, itself and by its ending.
    pub(super) fn listed(&self, lower: &str) -> u128 {
        let listed = self.flags.get(lower).copied().unwrap_or(0);
        let mut flags = listed | self.endings.of(lower);
        if flags & NOT_LAW != 0 {
            flags &= !LAW;
        }
        if flags & LISTED_LAW != 0 {
            flags |= LAW;
        }
        let stem = lower.strip_suffix('s').map(|stem| stem.trim_end_matches(['\'', '’']));
        let of_stem = stem.map_or(0, |stem| self.flags.get(stem).copied().unwrap_or(0));
        let false_ending = |word: &str| {
            self.table.organisation.not_suffixes.iter().any(|ending| word.ends_with(ending.as_str()))
        };
        if flags & BODY == 0
            && let Some(stem) = stem
        {
            let genitive = of_stem | self.endings.of(stem);
            if genitive & BODY != 0 && genitive & NOT_BODY == 0 && !false_ending(stem) {
                flags |= genitive & (BODY | WEAK_BODY) | BODY_GENITIVE;
            }
        }
        if (listed | of_stem) & LISTED_BODY != 0 {
            flags = (flags | BODY) & !WEAK_BODY;
            if listed & LISTED_BODY == 0 {
                flags |= BODY_GENITIVE;
            }
        }
        if flags & BODY != 0 && (flags & NOT_BODY != 0 || false_ending(lower)) {
            flags &= !(BODY | WEAK_BODY);
        }
        for (reason, excluded) in [(NOT_ROLE, ROLE), (NOT_PLACE, PLACE_WORD), (NOT_HEAD, BODY_HEAD)] {
            if flags & reason != 0 {
                flags &= !excluded;
            }
        }
        flags
    }

    /// 1 to 12 for the name of a month in lower case.
    pub(super) fn month(&self, lower: &str) -> Option<u8> {
        self.months.get(lower).copied()
    }

    /// What the lexicon tells of a word: names of people and places, and words that are written small. A union of the
    /// flags of [`flag::KNOWN`].
    pub(super) fn known(&self, lower: &str) -> u128 {
        let lexicon = Lexicon::of(self.language);
        let name = |lower: &str| lexicon.get_name(&capitalised(lower));
        let mut flags = 0;
        let whole = name(lower);
        if let Some(entry) = whole {
            flags |= if entry.given { GIVEN } else { 0 };
            flags |= if entry.surname { SURNAME } else { 0 };
            flags |= if entry.place || entry.municipality { PLACE } else { 0 };
        }
        let (head, _) = lower.split_once('-').unwrap_or((lower, ""));
        flags |= if lexicon.is_given_name(head) { GIVEN_FIRST } else { 0 };
        if let Some((first, rest)) = lower.split_once('-') {
            let last = rest.rsplit('-').next().unwrap_or(rest);
            flags |= if name(first).is_some_and(|entry| entry.given) { GIVEN } else { 0 };
            flags |= if name(last).is_some_and(|entry| entry.surname) { SURNAME } else { 0 };
        } else if flags & (GIVEN | SURNAME) == 0
            && self.surname_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
            && lower.chars().count() > 5
        {
            flags |= SURNAME;
        }
        let stem = lower.strip_suffix('s');
        let always_capital = whole.or_else(|| stem.and_then(name)).is_some_and(|entry| entry.attested);
        let form = lexicon.get(lower);
        if form.is_some_and(|entry| entry.attested && entry.cost < GRAMMATICAL && !entry.is_name)
            && flags & (GIVEN | SURNAME | PLACE) == 0
        {
            flags |= COMMON;
        }
        let small = form.is_some_and(|entry| {
            entry.attested && entry.cost < RARE && !(entry.is_name && entry.cost > FREQUENT)
        });
        if small && !always_capital {
            flags |= WORD;
        }
        flags
    }

    /// Whether the word at `i` may be a common noun or other word for all that its capital tells.
    pub(super) fn is_common(&self, tokens: &Tokens<'_>, i: usize) -> bool {
        tokens.is(i, COMMON | WORD)
    }

    /// Whether a word in lower case begins like the name of a municipality's own body.
    pub(super) fn is_council(&self, lower: &str) -> bool {
        self.table.municipality.councils.iter().any(|stem| {
            lower.strip_prefix(stem.as_str()).is_some_and(|ending| {
                ending.is_empty()
                    || self.table.municipality.council_endings.iter().any(|known| known == ending)
            })
        })
    }

    /// A body's name in lower case without the endings of the genitive and the definite form.
    pub(super) fn bare_body<'n>(&self, name: &'n str) -> &'n str {
        let nominative = name.strip_suffix('s').unwrap_or(name).trim_end_matches(['\'', '’']);
        let definite = &self.table.organisation.definite;
        definite
            .iter()
            .find_map(|ending| nominative.strip_suffix(ending.as_str()))
            .filter(|bare| bare.len() > 3)
            .unwrap_or(nominative)
            .trim_end_matches('e')
    }

    /// Whether the word ends like an association's or authority's name, which has branches in places.
    pub(super) fn is_association(&self, lower: &str) -> bool {
        self.table.organisation.branches.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether the word is a company form of one word.
    pub(super) fn is_company_form(&self, surface: &str) -> bool {
        self.company_after.iter().any(|form| form.len() == 1 && form[0] == surface)
    }

    /// Whether a capitalised word ends like the name of a party.
    pub(super) fn is_party_name(&self, lower: &str) -> bool {
        let ends = |ending: &String| lower.strip_suffix(ending.as_str()).is_some_and(|name| name.len() > 2);
        self.table.party.names.iter().any(ends)
    }

    /// Whether the word is a list of voters that goes on in the name of its place.
    pub(super) fn is_party_list(&self, lower: &str) -> bool {
        self.table.party.lists.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether votes, or those who cast them, are counted by the word.
    pub(super) fn is_vote(&self, lower: &str) -> bool {
        self.table.party.votes.iter().any(|word| word == lower)
    }

    /// Whether the word is for what somebody has moved.
    pub(super) fn is_owned(&self, lower: &str) -> bool {
        self.table.person.owned.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether a bracket after the word says whose it is: a majority's or a motion's party.
    pub(super) fn is_party_group(&self, lower: &str) -> bool {
        self.table.party.groups.iter().any(|word| word == lower)
    }

    /// Whether a word of a letter or two may be the letter of the parcel whose number stands before it.
    pub(super) fn is_parcel_letter(&self, surface: &str) -> bool {
        !self.table.place.no_parcel_letters.iter().any(|word| word == surface)
    }

    /// Whether a word with a capital in old print ends like a common noun.
    pub(super) fn ends_like_noun(&self, lower: &str) -> bool {
        self.table.place.noun_endings.iter().any(|ending| lower.ends_with(ending.as_str()))
    }

    /// Whether parties do what this verb says.
    pub(super) fn party_acts(&self, lower: &str) -> bool {
        self.table.party.acts.iter().any(|verb| verb == lower)
    }

    /// Whether the word is nothing but the kind of a statute (`lagen`, `loven`).
    pub(super) fn law_kind(&self, lower: &str) -> bool {
        let kinds = &self.table.law.kinds;
        kinds.iter().any(|kind| kind == lower || lower.strip_suffix('s') == Some(kind))
    }

    /// Whether the subject of a statute's name ends between two words: after a noun that no link follows.
    pub(super) fn parts_subject(&self, before: &str, word: &str) -> bool {
        let law = &self.table.law;
        let link = |word: &str| law.links.iter().any(|link| link == word);
        !link(word)
            && !link(before)
            && law.noun_endings.iter().any(|ending| before.ends_with(ending.as_str()))
    }

    /// Whether the word cannot stand inside the subject of a statute's name.
    pub(super) fn ends_subject(&self, lower: &str) -> bool {
        self.table.law.subject_ends.iter().any(|word| word == lower)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cues, flag};
    use crate::language::Language;

    #[test]
    fn every_table_parses_and_knows_its_months() {
        for (language, word) in Language::ALL.into_iter().zip(["maj", "maj", "mai", "mai"]) {
            assert_eq!(Cues::of(language).month(word), Some(5));
        }
    }

    #[test]
    fn endings_tell_bodies_from_words_that_only_end_alike() {
        let cues = Cues::of(Language::Swedish);
        assert_ne!(cues.flags("miljönämnden") & flag::BODY, 0);
        assert_eq!(cues.flags("bostadsområdet") & flag::BODY, 0);
        assert_eq!(cues.flags("nämnden") & flag::BODY, 0);
    }
}
