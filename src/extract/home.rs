//! Whose minutes these are: the municipality that running heads and the opening of a document belong to.
//!
//! ```text
//! home = NAME ("kommun" | council) | council … ("i" | "for") NAME | "i" NAME
//! ```
//! Finds `INGÅ KOMMUN` in a running head, where no mention is looked for, `Køge byråd`, `stadsfullmäktige i Hjo`, and at
//! last the town where the meeting was held. Leaves neighbours that the items name, since it reads no further than
//! the opening.

use super::cues::{Cues, flag};
use super::gazetteer::Country;
use super::municipality::{form_end, named};
use super::tokens::{Gap, Tokens};
use crate::language::Language;
use crate::outline::Outline;
use crate::record::SegmentKind;

/// How much of a document is its opening, in bytes.
const OPENING: usize = 700;
/// How many lines of running heads are read.
const HEADS: usize = 200;

/// A municipality as the home of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// As printed, with the word for a municipality where it is printed beside it.
    pub name: String,
    /// Its official code; none for one that was dissolved before codes of its time reach.
    pub code: Option<String>,
}

/// The municipality whose name stands beside its own body or the word for a municipality, in the running heads or the
/// opening of a text; else the town in which the opening says that the meeting was held. Codes are those of the year.
pub fn home(text: &str, language: Language, outline: &Outline, year: Option<i32>) -> Option<Home> {
    let cues = Cues::of(language);
    let opening =
        (0..=OPENING.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let heads = outline
        .segments
        .iter()
        .filter(|segment| segment.kind == SegmentKind::Furniture)
        .flat_map(|segment| segment.span.of(text).lines())
        .take(HEADS);
    let mut found: Vec<(u32, Home)> = Vec::new();
    for (line, is_opening) in std::iter::once((&text[..opening], true)).chain(heads.map(|line| (line, false)))
    {
        seek(line, is_opening, year, cues, &mut found);
    }
    // Of those that weigh the same, the one seen first.
    found.into_iter().rev().max_by_key(|&(weight, _)| weight).map(|(_, home)| home)
}

fn seek(text: &str, is_opening: bool, year: Option<i32>, cues: &'static Cues, found: &mut Vec<(u32, Home)>) {
    let tokens = Tokens::new(text, cues);
    let country = Country::of(cues.language);
    let council = |i: usize| {
        tokens.get(i).is_some()
            && cues.table.municipality.councils.iter().any(|stem| tokens.lower(i).starts_with(stem.as_str()))
    };
    for i in (0..tokens.len()).filter(|&i| tokens.is_capital(i)) {
        let Some((last, end, units)) = named(&tokens, i) else { continue };
        let known = |unit: &u32| &cues.gazetteer.units[*unit as usize];
        // Minutes in Swedish are of Finland where Sweden has no municipality of the name.
        let own = [country, if country == Country::Sweden { Country::Finland } else { country }];
        if !units.iter().any(|unit| own.contains(&known(unit).country)) {
            continue;
        }
        let code = cues.gazetteer.code(&units, country, year, None).map(str::to_owned);
        let beside = last + 1 < tokens.len() && tokens.gap(last + 1) <= Gap::Line;
        let form = form_end(&tokens, last + 1).filter(|_| beside);
        let led = i > 0 && tokens.gap(i) < Gap::Hard && tokens.is(i - 1, flag::LOCATIVE);
        // "Møde i Byraadssalen paa Raadhuset i Varde": the council, or its room, in the same sentence.
        let mut told = (0..i).rev().take_while(|&k| tokens.gap(k + 1) < Gap::Hard && !tokens.is_text(k, "."));
        let weight = if form.is_some()
            || beside && council(last + 1)
            || led && (i.saturating_sub(4)..i - 1).any(council)
        {
            6
        } else if led && is_opening && tokens.is(i - 1, flag::BODY_IN) && told.any(council) {
            1
        } else {
            continue;
        };
        let start = tokens.at(i).start as usize;
        let name = tokens.prose(start, form.unwrap_or(end));
        match found.iter_mut().find(|(_, home)| home.code == code && (code.is_some() || home.name == name)) {
            Some((known, _)) => *known += weight,
            None => found.push((weight, Home { name, code })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::home;
    use crate::language::Language;
    use crate::outline::Outline;

    fn code(language: Language, text: &str) -> Option<String> {
        home(text, language, &Outline::default(), Some(1985)).map(|home| home.code.unwrap_or(home.name))
    }

    #[test]
    fn a_council_says_whose_it_is() {
        for (language, text, expected) in [
            (Language::Swedish, "Protokoll, hållet med stadsfullmäktige i Eksjö å rådhuset", "SE-0686"),
            (Language::Swedish, "SJUNDEÅ KOMMUN     Protokoll", "FI-755"),
            (Language::Swedish, "INGÅ KOMMUN     Protokoll", "FI-149"),
            (Language::Danish, "Forhandlingsprotokol for Ribe byråd", "DK-571"),
            (Language::Danish, "MØDE I LØGSTØR BYRAAD", "DK-827"),
            (Language::Danish, "Torsdag holdtes Møde i Byraadssalen paa Raadhuset i Varde.", "DK-573"),
            (Language::Bokmal, "BYSTYRETS FORHANDLINGER I FARSUND", "NO-1003"),
            (Language::Nynorsk, "Møtebok for Hjelmeland heradsstyre", "NO-1133"),
        ] {
            assert_eq!(code(language, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_home_is_called_by_its_whole_name_without_a_genitive() {
        for text in ["EKSJÖ KOMMUN", "Beslut om Eksjö kommuns skolor"] {
            let found = home(text, Language::Swedish, &Outline::default(), None).map(|home| home.name);
            assert_eq!(found.map(|name| name.to_lowercase()).as_deref(), Some("eksjö kommun"), "{text}");
        }
    }

    #[test]
    fn a_name_without_a_council_is_no_home() {
        assert_eq!(code(Language::Swedish, "Närvarande: Karin Eksjö (S) och Per Varberg (C)"), None);
        assert_eq!(code(Language::Danish, "Skrivelse fra Varde om Vejen"), None);
        let bank =
            "Møde i Lunde Sogneraad, alle til Stede. Det vedtoges at optage et Laan i Varde Sparekasse.";
        assert_eq!(code(Language::Danish, bank), None);
        let neighbour = "Fullmäktige i Eksjö stad. Skrivelse från Nässjö.";
        assert_eq!(code(Language::Swedish, neighbour).as_deref(), Some("SE-0686"));
    }
}
