//! What the world is called: municipalities with codes, parties, bodies, towns, regions, countries.
//!
//! One shared table for all languages, since minutes name their neighbours; who asks says which country a document
//! belongs to. Phrases are kept by their first word. The gazetteer refuses to decide: a name may be a town, a
//! municipality and a surname at once.

use super::tokens::{self, Tokens};
use crate::language::Language;
use crate::tables::table;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A country whose municipalities are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Country {
    Sweden,
    Denmark,
    Norway,
    Finland,
}

impl Country {
    fn parse(code: &str) -> Option<Self> {
        match code {
            "SE" => Some(Self::Sweden),
            "DK" => Some(Self::Denmark),
            "NO" => Some(Self::Norway),
            "FI" => Some(Self::Finland),
            _ => None,
        }
    }

    /// The country that a text in a language is of, unless it says otherwise.
    pub(super) fn of(language: Language) -> Self {
        match language {
            Language::Swedish => Self::Sweden,
            Language::Danish => Self::Denmark,
            Language::Bokmal | Language::Nynorsk => Self::Norway,
        }
    }

    /// ISO 4217 code of the money that the country's minutes count in.
    pub(super) fn currency(self) -> &'static str {
        match self {
            Self::Sweden => "SEK",
            Self::Denmark => "DKK",
            Self::Norway => "NOK",
            Self::Finland => "EUR",
        }
    }
}

/// A municipality while its code was valid.
#[derive(Debug)]
pub(super) struct Unit {
    /// None for one that was dissolved before codes of its time reach.
    code: Option<&'static str>,
    pub(super) country: Country,
    first: Option<i32>,
    last: Option<i32>,
}

impl Unit {
    fn is_valid(&self, year: Option<i32>) -> bool {
        year.map_or(self.last.is_none(), |year| {
            self.first.is_none_or(|first| first <= year) && self.last.is_none_or(|last| year <= last)
        })
    }
}

/// What a phrase names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Entry {
    /// Index into [`Gazetteer::units`].
    Municipality(u32),
    Town(Country),
    Area(Country),
    RegionalBody(Country),
    Nation,
    /// None: known everywhere.
    Body(Option<Country>),
    Party(Country),
}

/// A name of one or more words.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// As it is written; marks are words of their own.
    pub(super) words: Box<[Box<str>]>,
    pub(super) entry: Entry,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// The last token.
    pub(super) last: usize,
    /// Byte after the name, without a genitive ending.
    pub(super) end: usize,
    pub(super) genitive: bool,
    pub(super) entry: Entry,
}

pub(super) struct Gazetteer {
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    pub(super) units: Vec<Unit>,
    letters: HashMap<Country, HashSet<String>>,
    /// The letters of each party by its names, the commonest letters first.
    codes: HashMap<Country, HashMap<&'static str, Vec<&'static str>>>,
}

fn rows(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

impl Gazetteer {
    /// The one table, built when first asked for.
    pub(super) fn shared() -> &'static Self {
        static SHARED: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::new);
        &SHARED
    }

    fn new() -> Self {
        let mut table = Self {
            phrases: HashMap::default(),
            units: Vec::new(),
            letters: HashMap::default(),
            codes: HashMap::default(),
        };
        for row in rows(table!("gazetteers/municipalities.tsv").text()) {
            let mut fields = row.split('\t');
            let mut next = || fields.next().unwrap_or_default();
            let (code, name, other, first, last) = (next(), next(), next(), next(), next());
            let Some(country) = code.get(..2).and_then(Country::parse) else { continue };
            let unit = u32::try_from(table.units.len()).expect("a few thousand municipalities");
            let code = (code.len() > 2).then_some(code);
            table.units.push(Unit { code, country, first: first.parse().ok(), last: last.parse().ok() });
            for name in std::iter::once(name).chain(other.split(',').filter(|name| !name.is_empty())) {
                table.add(name, Entry::Municipality(unit));
            }
        }
        for row in rows(table!("gazetteers/towns.tsv").text()) {
            if let Some((country, name)) = row.split_once('\t')
                && let Some(country) = Country::parse(country)
            {
                table.add(name, Entry::Town(country));
            }
        }
        for row in rows(table!("gazetteers/regions.tsv").text()) {
            let mut fields = row.split('\t');
            let country = fields.next().and_then(Country::parse);
            let names = fields.next().unwrap_or_default();
            let body = fields.next() == Some("body");
            let Some(country) = country else { continue };
            for name in names.split('|') {
                table.add(name, if body { Entry::RegionalBody(country) } else { Entry::Area(country) });
            }
        }
        for row in rows(table!("gazetteers/countries.tsv").text()) {
            row.split('|').for_each(|name| table.add(name, Entry::Nation));
        }
        for row in rows(table!("gazetteers/organisations.tsv").text()) {
            if let Some((country, names)) = row.split_once('\t') {
                names.split('|').for_each(|name| table.add(name, Entry::Body(Country::parse(country))));
            }
        }
        for row in rows(table!("gazetteers/parties.tsv").text()) {
            let mut fields = row.split('\t');
            let Some(country) = fields.next().and_then(Country::parse) else { continue };
            let names = fields.next().unwrap_or_default();
            let codes: Vec<&str> =
                fields.next().unwrap_or_default().split('|').filter(|code| !code.is_empty()).collect();
            for name in names.split('|') {
                table.add(name, Entry::Party(country));
                table.codes.entry(country).or_default().insert(name, codes.clone());
            }
            let letters = table.letters.entry(country).or_default();
            letters.extend(codes.into_iter().map(str::to_lowercase));
        }
        // "Stockholms" begins the name of a county, and is also the genitive of the city.
        let genitives: Vec<(Box<str>, Vec<Phrase>)> = table
            .phrases
            .keys()
            .filter_map(|key| Some((key.clone(), table.phrases.get(key.strip_suffix('s')?)?.clone())))
            .collect();
        for (key, phrases) in genitives {
            table.phrases.entry(key).or_default().extend(phrases);
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each list is sorted by itself, in whatever order they come"
        )]
        for phrases in table.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        table
    }

    fn add(&mut self, name: &str, entry: Entry) {
        let words: Box<[Box<str>]> =
            tokens::split(name).iter().map(|t| name[t.start as usize..t.end as usize].into()).collect();
        if let Some(first) = words.first() {
            self.phrases.entry(first.to_lowercase().into()).or_default().push(Phrase { words, entry });
        }
    }

    /// Phrases that begin with a word in lower case, or with the word that it is the genitive of.
    pub(super) fn phrases(&'static self, lower: &str) -> &'static [Phrase] {
        self.phrases
            .get(lower)
            .or_else(|| self.phrases.get(lower.strip_suffix('s')?.trim_end_matches(['\'', '’'])))
            .map_or(&[], Vec::as_slice)
    }

    /// The letters of the parties in the countries of a language, in lower case.
    pub(super) fn party_letters(&self, language: Language) -> Vec<String> {
        let countries: &[Country] = match language {
            Language::Swedish => &[Country::Sweden, Country::Finland],
            Language::Danish => &[Country::Denmark],
            Language::Bokmal | Language::Nynorsk => &[Country::Norway],
        };
        countries.iter().filter_map(|country| self.letters.get(country)).flatten().cloned().collect()
    }

    /// The letters of the party of a country with this name, as the table writes them; none if it is no name of a party.
    pub(super) fn party_codes(&self, country: Country, name: &str) -> &[&'static str] {
        self.codes.get(&country).and_then(|codes| codes.get(name)).map_or(&[], Vec::as_slice)
    }

    /// The code of a municipality among units of one name: of this country, and valid in this year, or today if the year
    /// is not known or no code of it; of two such the one in the county of the municipality with the code `near`.
    pub(super) fn code(
        &self,
        units: &[u32],
        country: Country,
        year: Option<i32>,
        near: Option<&str>,
    ) -> Option<&'static str> {
        let home = near.and_then(county);
        units
            .iter()
            .map(|&unit| &self.units[unit as usize])
            .max_by_key(|unit| {
                let beside = home.is_some() && unit.code.and_then(county) == home;
                // Where the registers do not say since when, the one that ended first after the year was in force.
                let ended = Reverse(unit.last);
                (unit.country == country, unit.is_valid(year), beside, unit.last.is_none(), ended)
            })
            .and_then(|unit| unit.code)
    }

    /// Whether one of the units was a municipality in a year; today if none is given.
    pub(super) fn is_valid(&self, units: &[u32], year: Option<i32>) -> bool {
        units.iter().any(|&unit| self.units[unit as usize].is_valid(year))
    }
}

/// Phrases that stand at token `i`, the longest first. A capital is asked of the text where the table has one; the
/// last word may carry a genitive ending.
pub(super) fn matches<'t>(tokens: &'t Tokens<'_>, i: usize) -> impl Iterator<Item = Match> + 't {
    tokens.phrases(i).iter().filter_map(move |phrase| at(tokens, i, phrase))
}

fn at(tokens: &Tokens<'_>, i: usize, phrase: &Phrase) -> Option<Match> {
    let last = i + phrase.words.len() - 1;
    let mut end = 0;
    let mut genitive = false;
    for (k, word) in phrase.words.iter().enumerate() {
        let token = tokens.get(i + k)?;
        if k > 0
            && token.gap
                > if tokens.at(i).heads_line { super::tokens::Gap::Wrap } else { super::tokens::Gap::Line }
        {
            return None;
        }
        let surface = tokens.surface(i + k);
        end = token.end as usize;
        if surface == &**word {
            continue;
        }
        // A name in capitals stands for itself, an abbreviation never for a word.
        let upper_name = surface.len() > 2 && word.len() > 2 && token.shape == super::tokens::Shape::Upper;
        let same =
            |surface: &str| surface == &**word || upper_name && surface.to_lowercase() == word.to_lowercase();
        if same(surface) {
            continue;
        }
        let stem = surface.strip_suffix(['s', 'S']).map(|stem| stem.trim_end_matches(['\'', '’']));
        if k + 1 == phrase.words.len() && stem.is_some_and(|stem| stem.len() > 1 && same(stem)) {
            end = token.start as usize + stem.map_or(0, str::len);
            genitive = true;
            continue;
        }
        return None;
    }
    Some(Match { last, end, genitive, entry: phrase.entry })
}

/// The country and the first two figures of a municipality's code, which are its county's where counties have numbers.
fn county(code: &str) -> Option<&str> {
    code.get(..5)
}

#[cfg(test)]
mod tests {
    use super::{Country, Entry, Gazetteer};

    fn code(name: &str, country: Country, year: Option<i32>) -> Option<&'static str> {
        let table = Gazetteer::shared();
        let units: Vec<u32> = table
            .phrases(&name.to_lowercase())
            .iter()
            .filter(|phrase| phrase.words.len() == 1)
            .filter_map(|phrase| match phrase.entry {
                Entry::Municipality(unit) => Some(unit),
                _ => None,
            })
            .collect();
        table.code(&units, country, year, None)
    }

    #[test]
    fn a_code_is_the_one_of_its_country_and_year() {
        assert_eq!(code("Sandefjord", Country::Norway, Some(2008)), Some("NO-0706"));
        assert_eq!(code("Sandefjord", Country::Norway, Some(2018)), Some("NO-0710"));
        assert_eq!(code("Tromsø", Country::Norway, Some(2016)), Some("NO-1902"));
        assert_eq!(code("Tromsø", Country::Norway, Some(2022)), Some("NO-5401"));
        assert_eq!(code("Tromsø", Country::Norway, None), Some("NO-5501"));
        assert_eq!(code("Tromsø", Country::Sweden, None), Some("NO-5501"));
        assert_eq!(code("Nuuk", Country::Denmark, None), None);
    }

    #[test]
    fn of_two_of_one_name_the_neighbour_is_meant() {
        let table = Gazetteer::shared();
        let units: Vec<u32> = (0..)
            .zip(&table.units)
            .filter(|(_, unit)| matches!(unit.code, Some("NO-0821" | "NO-1867")))
            .map(|(k, _)| k)
            .collect();
        let code = |near| table.code(&units, Country::Norway, Some(1996), near);
        assert_eq!(code(Some("NO-0828")), Some("NO-0821"));
        assert_eq!(code(Some("NO-1870")), Some("NO-1867"));
    }

    #[test]
    fn what_was_dissolved_has_the_code_of_its_time_if_any_is_known() {
        assert_eq!(code("Løgstør", Country::Denmark, Some(1985)), Some("DK-827"));
        assert_eq!(code("Stokke", Country::Norway, Some(1985)), Some("NO-0720"));
        assert_eq!(code("Kvinnherad", Country::Norway, Some(2016)), Some("NO-1224"));
        assert_eq!(code("Kvinnherad", Country::Norway, Some(2021)), Some("NO-4617"));
        assert_eq!(code("Levanger", Country::Norway, Some(2018)), Some("NO-5037"));
        assert_eq!(code("Mosvik", Country::Norway, Some(1985)), None);
        assert_eq!(code("Fredericia", Country::Denmark, Some(1985)), Some("DK-607"));
    }

    #[test]
    fn a_genitive_that_begins_another_name_is_still_one() {
        let table = Gazetteer::shared();
        let names_city = |phrase: &super::Phrase| *phrase.words == ["Stockholm".into()];
        assert!(table.phrases("stockholms").iter().any(names_city));
    }

    #[test]
    fn parties_have_letters_of_their_own_country() {
        let table = Gazetteer::shared();
        assert!(table.letters[&Country::Denmark].contains("ø"));
        assert!(!table.letters[&Country::Norway].contains("ø"));
    }
}
