use super::decode::{LABELS, NEVER, Steps, may_follow};
use super::features::{Document, Source};
use super::model::{Model, Sums, pack};
use super::tokens::Class;
use super::{Kind, Tagged, Tagger, mentions};
use crate::language::Language;
use crate::text::Span;
use proptest::prelude::*;
use std::collections::HashMap;

fn names(text: &str, language: Language) -> Vec<(&str, Kind)> {
    let mut found = Vec::new();
    let source = Source { language: Some(language), old_print: false };
    Tagger::new().tag(text, source, &mut found);
    found.into_iter().map(|tagged| (tagged.span.of(text), tagged.kind)).collect()
}

#[test]
fn people_and_places_are_found_in_all_four_languages() {
    for (language, text, person, place) in [
        (
            Language::Swedish,
            "I går besökte Birgitta Holmkvist sin syster i Norrköping.",
            "Birgitta Holmkvist",
            "Norrköping",
        ),
        (
            Language::Danish,
            "I går besøgte Bodil Overgaard sin søster i Svendborg.",
            "Bodil Overgaard",
            "Svendborg",
        ),
        (
            Language::Bokmal,
            "I går besøkte Ragnhild Solbakken sin søster i Fredrikstad.",
            "Ragnhild Solbakken",
            "Fredrikstad",
        ),
        (
            Language::Nynorsk,
            "I går vitja Gudrun Fossheim syster si i Haugesund.",
            "Gudrun Fossheim",
            "Haugesund",
        ),
    ] {
        let found = names(text, language);
        assert!(found.contains(&(person, Kind::Person)), "{found:?}");
        assert!(found.contains(&(place, Kind::Place)), "{found:?}");
    }
}

#[test]
fn organisations_are_found() {
    let found = names("Saken har sendts till Naturvårdsverket och till Länsstyrelsen.", Language::Swedish);
    assert!(found.contains(&("Naturvårdsverket", Kind::Organisation)), "{found:?}");
    let found = names("Både Statens vegvesen og Arbeiderpartiet var imot planen.", Language::Bokmal);
    assert!(found.contains(&("Statens vegvesen", Kind::Organisation)), "{found:?}");
}

#[test]
fn a_sentence_without_names_has_none() {
    assert!(
        names(
            "Ärendet bordlades till nästa sammanträde eftersom underlaget var ofullständigt.",
            Language::Swedish
        )
        .is_empty()
    );
    assert!(names("Det ble ikke gjort noe vedtak, og møtet ble hevet.", Language::Bokmal).is_empty());
    assert!(names("", Language::Danish).is_empty());
}

#[test]
fn a_column_gap_parts_two_names() {
    let found = names("Karin Lindgren     Erik Sandberg", Language::Swedish);
    assert_eq!(found, [("Karin Lindgren", Kind::Person), ("Erik Sandberg", Kind::Person)]);
}

#[test]
fn the_tagger_remembers_nothing_of_the_text_before() {
    let text = "Kommunalrådet Karin Lindgren talade. Lindgren bor i Ystad.";
    let source = Source { language: Some(Language::Swedish), old_print: false };
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut tagger = Tagger::new();
    tagger.tag(text, source, &mut first);
    tagger.tag("Ystad er en by. Anna og Peter Krogh så den.", source, &mut Vec::new());
    tagger.tag(text, source, &mut second);
    assert_eq!(first, second);
    assert!(first.iter().all(|tagged| (0.0..=1.0).contains(&tagged.score)));
}

#[test]
fn stretches_whose_names_are_known_are_left_out_and_others_stay_as_they_were() {
    let text = "Kommunalrådet Karin Lindgren talade länge. Senare talade även läraren Erik Sandberg.";
    let source = Source { language: Some(Language::Swedish), old_print: false };
    let (mut all, mut beside) = (Vec::new(), Vec::new());
    Tagger::new().tag(text, source, &mut all);
    let stop = text.find('.').unwrap();
    let tagged = |(kind, span), score| Tagged { kind, span, score };
    let any = |kind, span| Some((kind, span));
    Tagger::new().tag_beside(
        text,
        source,
        |span| span.end() <= stop,
        any,
        |name, score| beside.push(tagged(name, score)),
    );
    assert_eq!(all.len(), 2);
    assert_eq!(beside, all[1..]);
    beside.clear();
    let other = |kind, span: Span<_>| (!span.of(text).contains("Lindgren")).then_some((kind, span));
    Tagger::new().tag_beside(text, source, |_| false, other, |name, score| beside.push(tagged(name, score)));
    assert_eq!(beside, all[1..]);
}

#[test]
fn a_name_goes_on_only_with_its_own_kind() {
    assert!(may_follow(1, 2) && may_follow(2, 2) && may_follow(2, 0) && may_follow(0, 3));
    assert!(!may_follow(0, 2) && !may_follow(1, 4) && !may_follow(3, 2));
    assert_eq!(mentions(&[0, 1, 2, 1, 0, 5, 6, 6]).collect::<Vec<_>>(), [(0, 1, 3), (0, 3, 4), (2, 5, 8)]);
}

#[test]
fn features_that_are_remembered_hang_on_nothing_but_their_key() {
    let text = "Anna Berg och Bo Ek (S) yrkade bifall. Anna Berg bor i Lund. BERG: Bo Ek (S) yrkade avslag.\n\n\
                Lund, Anna Berg och Bo Ek\nBerg och ek växer i Lund. Yrkade Anna Berg bifall?";
    let mut document = Document::default();
    let mut known: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut asked = 0;
    for language in [Language::Swedish, Language::Danish] {
        document.read(text, Source { language: Some(language), old_print: false });
        for i in 0..document.tokens().len() {
            let around = document.around(i);
            for (part, key) in around.keys() {
                let mut features = Vec::new();
                around.features(part, |feature| features.push(feature));
                assert_eq!(
                    known.entry(key).or_insert_with(|| features.clone()),
                    &features,
                    "{part:?} of {i}"
                );
                asked += 1;
            }
        }
    }
    assert!(known.len() < asked, "some come again");
}

#[test]
fn packed_weights_come_back() {
    let steps: Steps = [[[0.5; LABELS]; LABELS]; Class::COUNT];
    let bytes = pack(&steps, &[(3, [1.0; LABELS]), (64, [-2.0; LABELS]), (70_000, [0.25; LABELS])], 0.25);
    let model = Model::new(bytes.leak()).expect("a model");
    assert_eq!(model.len(), 3);
    let (mut features, mut sums) = ([3, 64, 70_000, 4, 65, 3, 4, 64], [Sums::default(); 5]);
    model.add(&mut features, &mut [1, 2, 3, 5, 8], &mut sums);
    assert_eq!(sums.map(|sums| sums[0]), [4, -8, 1, 0, -4]);
    assert_eq!((model.steps[0][0][1], model.steps[0][0][2]), (0.5, NEVER));
}

#[test]
fn bytes_that_are_no_model_are_refused() {
    assert!(Model::new(b"").is_none());
    assert!(Model::new(b"TAGGER\x00\x01\x00\x00").is_none());
}

proptest! {
    #[test]
    fn any_text_is_tagged_in_order_and_on_characters(text in "(\\PC|[A-ZÅÄÖa-zæø.,:'\\-()\n \t\x0c0-9]){0,200}") {
        let mut found = Vec::new();
        for language in [None, Some(Language::Danish)] {
            found.clear();
            Tagger::new().tag(&text, Source { language, old_print: false }, &mut found);
            let mut last = 0;
            for tagged in &found {
                prop_assert!(tagged.span.start() >= last);
                prop_assert!(!tagged.span.of(&text).trim().is_empty());
                last = tagged.span.end();
            }
        }
    }
}
