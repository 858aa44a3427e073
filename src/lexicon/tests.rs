use super::Lexicon;
use crate::language::Language;
use crate::language::Language::{Bokmal, Danish, Nynorsk, Swedish};

fn cost(language: Language, form: &str) -> Option<f32> {
    Lexicon::of(language).get(form).map(|entry| entry.cost)
}

#[test]
fn every_table_is_whole_and_sorted() {
    for language in Language::ALL {
        let words = Lexicon::of(language).words();
        assert!(words.len() > 100_000, "{language}: {} forms", words.len());
        words.as_fst().verify().expect("checksum");
    }
    let names = Lexicon::of(Swedish).names();
    assert!(names.len() > 20_000);
    names.as_fst().verify().expect("checksum");
}

#[test]
fn embedded_tables_stay_small() {
    let bytes: usize = super::WORDS.iter().chain(&super::PAIRS).map(|table| table.len()).sum();
    assert!(bytes + Lexicon::of(Swedish).names().as_fst().size() <= 20_000_000);
}

#[test]
fn function_words_are_cheap() {
    for (language, forms) in [
        (Swedish, "och att är på får från för av inte ska skall nämnden ärendet"),
        (Danish, "og at er på får fra for af ikke skal også særlig ønsker"),
        (Bokmal, "og at er på får fra for av ikke skal også være ønsker"),
        (Nynorsk, "og at er på får frå for av ikkje skal også vere ønskjer"),
    ] {
        for form in forms.split(' ') {
            let found = cost(language, form).unwrap_or_else(|| panic!("{language} lacks {form}"));
            assert!(found < 10.5, "{language} {form}: {found}");
        }
    }
}

#[test]
fn a_form_stripped_of_its_letters_is_no_word() {
    for (language, forms) in [
        (Swedish, "forvaltning arende namnd namnden atgarder forslag fran gora bilaggs"),
        (Danish, "omrade saerlig gnsker ogsa vaere byradet forsog"),
        (Bokmal, "vaere ogsa omrade saerlig gjore forste"),
        (Nynorsk, "ogsa omrade forste"),
    ] {
        for form in forms.split(' ') {
            assert_eq!(cost(language, form), None, "{language} {form}");
        }
    }
    for (language, stripped, whole) in [
        (Swedish, "far", "får"),
        (Swedish, "ar", "är"),
        (Swedish, "for", "för"),
        (Swedish, "lan", "län"),
        (Danish, "pa", "på"),
        (Danish, "sa", "så"),
        (Bokmal, "far", "får"),
        (Bokmal, "pa", "på"),
    ] {
        let whole = cost(language, whole).unwrap();
        assert!(cost(language, stripped).is_none_or(|cost| cost > whole + 2.0), "{language} {stripped}");
    }
}

#[test]
fn context_tells_twins_apart() {
    let swedish = Lexicon::of(Swedish);
    assert!(swedish.bigram("ledamöterna", "är") < swedish.bigram("ledamöterna", "ar"));
    assert!(swedish.bigram("<s>", "år") < swedish.bigram("<s>", "ar"));
    assert!(swedish.bigram("år", "2004") < swedish.bigram("är", "2004"));
    let danish = Lexicon::of(Danish);
    assert!(danish.bigram("i", "år") < danish.bigram("i", "ar"));
    let bokmal = Lexicon::of(Bokmal);
    assert!(bokmal.bigram("er", "å") < bokmal.bigram("er", "a"));
}

#[test]
fn older_spelling_is_known_but_rare() {
    for (language, older, newer) in [
        (Swedish, "öfver", "över"),
        (Swedish, "hvilka", "vilka"),
        (Swedish, "blifvit", "blivit"),
        (Swedish, "voro", "var"),
        (Swedish, "behof", "behov"),
        (Danish, "byraadet", "byrådet"),
        (Danish, "paa", "på"),
        (Bokmal, "paa", "på"),
    ] {
        let (older, newer) = (cost(language, older).unwrap(), cost(language, newer).unwrap());
        assert!(older > newer + 0.5 && older < 18.0, "{language}: {older} and {newer}");
    }
}

#[test]
fn names_keep_their_letters() {
    let lexicon = Lexicon::of(Swedish);
    for stripped in ["Goteborg", "Malmo", "Stromberg", "Ostersund", "Forvaltning", "Namnden"] {
        assert!(lexicon.get_name(stripped).is_none(), "{stripped}");
    }
    for whole in ["Göteborg", "Strömberg", "Östersund", "Ærø", "Ålesund", "Zackrisson", "Göteborgs"] {
        assert!(lexicon.get_name(whole).is_some(), "{whole}");
    }
}

#[test]
fn words_of_minutes_are_known() {
    for (language, forms) in [
        (Swedish, "justerare bordläggning återremiss tilläggsyrkande kommunfullmäktige"),
        (Danish, "byrådet sagsfremstilling dagsorden indstilling mødelokale"),
        (Bokmal, "kommunestyret saksframlegg formannskapet varaordfører votering"),
        (Nynorsk, "heradsstyret saksutgreiing samrøystes røysting motsegn tilråding levekår"),
    ] {
        for form in forms.split(' ') {
            assert!(cost(language, form).is_some_and(|cost| cost < 16.5), "{language} {form}");
        }
    }
}

#[test]
fn new_compounds_are_understood() {
    for (language, form) in [
        (Swedish, "skolskjutsreglemente"),
        (Swedish, "badhusutredning"),
        (Danish, "cykelstiprojekt"),
        (Bokmal, "skoleskyssordning"),
    ] {
        assert!(Lexicon::of(language).compound_cost(form).is_some(), "{language} {form}");
    }
    for form in ["xkqzzt", "och", "", "ååååååå"] {
        assert_eq!(Lexicon::of(Swedish).compound_cost(form), None);
    }
}

#[test]
fn names_are_known_as_written_and_in_capitals() {
    let lexicon = Lexicon::of(Danish);
    assert!(lexicon.get_name("Söderström").is_some_and(|name| name.surname));
    assert!(lexicon.get_name("ÅSA").is_some_and(|name| name.given));
    assert!(lexicon.get_name("Tromsø").is_some_and(|name| name.place));
    assert!(lexicon.get_name("Vanda").is_some());
    assert!(lexicon.get_name("åsa").is_none());
    for built in [
        "Björkvall",
        "Vesterbæk",
        "Øvrehaug",
        "Åsgårds",
        "Lindbäckströms",
        "Söderströmsvägen",
        "Møllergata",
        "Kirkebyskolens",
    ] {
        assert!(lexicon.name_compound_cost(built).is_some(), "{built}");
    }
    for other in ["Xyzvägen", "Kommunen", "berg", "Xström", ""] {
        assert!(lexicon.name_compound_cost(other).is_none(), "{other}");
    }
}
