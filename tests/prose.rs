//! Headings and the words under them: what of a section is prose, and to whom a bare heading belongs.

use super::promises::checked_record;
use protokoll::record::{Record, SegmentKind};
use protokoll::{Language, Pipeline, Settings};

/// The record of an item, its language given.
fn record(language: Language, text: &str) -> Record {
    let pipeline = Pipeline::new(Settings { language: Some(language), ..Settings::default() });
    pipeline.process("item.txt", text.as_bytes()).expect("a text can be read")
}

#[test]
fn prose_begins_after_the_headings_of_its_section() {
    let text = "§ 4 Cykelställ vid stationen\n\nFörslag till beslut\n\nKommunstyrelsens beslut\n\nFörslag till \
                cykelplan antas.\n\nKommunstyrelsens beslut\n\nCykelplanen antas.\n\nReservationer\nKerstin Wallberg \
                (M) reserverar sig mot beslutet.\n\nProtokollsanteckning\nOlle Brandt (C) anmäler en anteckning.\n";
    let record = record(Language::Swedish, text);
    let item = &record.items[0];
    assert_eq!(item.recommendations[0].text, "Förslag till cykelplan antas.");
    assert_eq!(item.decisions[0].text, "Cykelplanen antas.");
    assert_eq!(item.reservations[0].text, "Kerstin Wallberg (M) reserverar sig mot beslutet.");
    assert_eq!(item.statements[0].text, "Olle Brandt (C) anmäler en anteckning.");
}

#[test]
fn headings_are_left_out_in_every_language() {
    for (language, text, expected) in [
        (
            Language::Danish,
            "Referat af møde i byrådet den 4. maj 2020\n\nPkt. 3 Ny cykelsti\n\nIndstilling\nForvaltningen indstiller, at stien anlægges.\n\nBeslutning\nGodkendt.\n",
            "Godkendt.",
        ),
        (
            Language::Bokmal,
            "Sak 12/21 Ny gangvei\n\nVedtak:\nGangveien bygges i 2022.\n",
            "Gangveien bygges i 2022.",
        ),
        (Language::Nynorsk, "Sak 12/21 Ny gangveg\n\nVedtak: Gangvegen blir bygd.\n", "Gangvegen blir bygd."),
    ] {
        let record = record(language, text);
        assert_eq!(record.items[0].decisions[0].text, expected, "{text}");
    }
}

#[test]
fn running_prose_is_not_cut_for_a_heading() {
    let text = "§ 4 Cykelställ\n\nBeslut\n\nKommunstyrelsen beslutar\n\natt köpa in tolv cykelställ.\n";
    assert_eq!(
        record(Language::Swedish, text).items[0].decisions[0].text,
        "Kommunstyrelsen beslutar att köpa in tolv cykelställ."
    );
    // A section that is all heading says what it says.
    let text = "Referat af møde i byrådet den 4. maj 2020\n\nPkt. 7 Udbud af rengøring\n\nForvaltningen redegør for udbuddet.\n\nUdsat.\n";
    let record = record(Language::Danish, text);
    assert!(record.items[0].decisions.iter().all(|decision| !decision.text.is_empty()));
}

#[test]
fn a_bare_heading_belongs_to_what_follows_it() {
    for (language, text) in [
        (
            Language::Swedish,
            "§ 9 Ny bro\n\nPropositioner\n\nLars Ek (S) yrkar avslag.\n\nOrdföranden frågar om förslaget kan antas och \
             finner att så är fallet.\n\nReservation\n\nLars Ek (S) reserverar sig mot beslutet.\n",
        ),
        (
            Language::Danish,
            "Referat af møde i byrådet den 4. maj 2020\n\nPkt. 9 Ny bro\n\nAfstemning\n\nLars Eg (A) foreslog, at sagen afvises.\n\nFor stemte 4, imod stemte 11.\n",
        ),
        (
            Language::Bokmal,
            "Sak 9/20 Ny bru\n\nVotering:\n\nLars Eik (Ap) fremmet forslag om å avvise saken.\n\nForslaget fikk 4 stemmer \
             og falt.\n",
        ),
        (
            Language::Nynorsk,
            "Sak 9/20 Ny bru\n\nRøysting:\n\nLars Eik (Ap) gjorde framlegg om å avvisa saka.\n\nFramlegget fekk 4 røyster \
             og fall.\n",
        ),
    ] {
        let record = record(language, text);
        let votes: Vec<_> =
            record.segments.iter().filter(|segment| segment.kind == SegmentKind::Voting).collect();
        assert!(votes.len() <= 1, "{text}: {votes:?}");
        assert_eq!(record.items[0].proposals.len(), 1, "{text}");
        let words: Vec<char> = record.text.chars().collect();
        for vote in votes {
            let long = usize::try_from(vote.end - vote.start).unwrap();
            assert!(long > 20, "{:?}", words[usize::try_from(vote.start).unwrap()..][..long].iter());
        }
    }
}

#[test]
fn every_promise_holds_where_headings_follow_each_other() {
    let text = "§ 2 Val\n\nYrkanden\n\nPropositioner\n\nReservationer\n\nBeslut\n\nVal bordläggs.\n";
    let record = checked_record("headings.txt", text.as_bytes());
    assert_eq!(record.items[0].decisions.len(), 1);
    assert!(
        record.items[0].votes.is_empty() && record.items[0].proposals.is_empty(),
        "{:?}",
        record.items[0]
    );
}

/// The people of a record with their roles.
fn roles(record: &Record) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for entity in &record.entities {
        if let protokoll::record::EntityValue::Person { role, .. } = &entity.value {
            found.push((entity.text.clone(), role.clone()));
        }
    }
    found
}

#[test]
fn titles_stand_under_the_names_of_those_who_sign() {
    let text = "Ny simhall\n\nFörslag till beslut\n\nSimhallen byggs.\n\nUlla Granath\nKommundirektör\n\nIsmail \
                Demir\nFastighetschef\n\nBeslutet delges\n\nKultur- och fritidsnämnden\n";
    let found = roles(&record(Language::Swedish, text));
    let role = |name: &str| found.iter().find(|person| person.0 == name).and_then(|person| person.1.clone());
    assert_eq!(role("Ulla Granath").as_deref(), Some("kommundirektör"), "{found:?}");
    assert_eq!(role("Ismail Demir").as_deref(), Some("fastighetschef"), "{found:?}");
    let text = "Vi anbefaler planen.\n\nKari Solberg          Per Haugen\nKommunedirektør       Økonomisjef\n\n\
                Vedlegg\n\n1. Plan\n";
    let found = roles(&record(Language::Bokmal, text));
    assert!(found.contains(&("Per Haugen".into(), Some("økonomisjef".into()))), "{found:?}");
}

#[test]
fn a_title_between_names_is_nobodys() {
    // "Ordförande" stands over its own name.
    let text = "Underskrifter\n\nOrdförande\nAnna Berg\nJusterare\nBo Lindgren\n";
    let found = roles(&record(Language::Swedish, text));
    assert!(
        found.iter().all(|person| person.0 != "Anna Berg" || person.1.as_deref() != Some("justerare")),
        "{found:?}"
    );
}

#[test]
fn wishes_are_recommendations_though_their_numbers_were_torn_off() {
    let text = "Udkast til strategi for havnen\n\nBaggrund\n\nByrådet drøftede i maj havnens fremtid og formulerede fire \
                ønsker.\n\n1) Vi ønsker en grøn havn!\nHavnen er i dag præget af tung trafik, og det skal kunne være\n\
                \u{c}2)\n\n3)\n\nanderledes om ti år.\n\nVi ønsker flere boliger!\n\nBoligerne skal bygges af træ.\n\nVi ønsker \
                en gradvis flytning af alle de virksomheder, der i dag ligger på den gamle kaj!\nFlytningen sker over tid.\n\n\
                4) Vi ønsker en ny bro!\n\nBroen skal kunne åbnes.\n";
    let record = record(Language::Danish, text);
    let wishes: Vec<&str> =
        record.items[0].recommendations.iter().map(|wish| wish.text.split('!').next().unwrap()).collect();
    assert_eq!(wishes[0], "Vi ønsker en grøn havn");
    assert_eq!(wishes.len(), 4, "{wishes:?}");
    assert!(wishes[2].starts_with("Vi ønsker en gradvis flytning"));
    assert!(record.items[0].recommendations[0].text.ends_with("anderledes om ti år."));
}

#[test]
fn numbered_wishes_are_points_of_one_matter_and_decide_nothing() {
    let wish = |text: &str| {
        format!(
            "{text}!\n\nDet skal ske i en ikke for fjern fremtid, således som loven om havne giver adgang til det\nog som \
                 borgerne har bedt om.\n\nPengene findes i havnens kasse.\n\n"
        )
    };
    let intro = "Udkast til strategi for havnen\n\nBaggrund\n\nByrådet drøftede havnens fremtid og formulerede tre ønsker.\n\n";
    let wishes =
        ["1) Vi ønsker en grøn havn", "2) Vi ønsker en ny bro", "3) Vi ønsker flere boliger"].map(wish);
    let text = format!("{intro}{}", wishes.concat());
    let record = record(Language::Danish, &text);
    assert_eq!(record.document.title.as_deref(), Some("Udkast til strategi for havnen"));
    assert_eq!(record.items.len(), 1);
    assert_eq!((record.items[0].recommendations.len(), record.items[0].decisions.len()), (3, 0));
}

#[test]
fn what_is_said_last_decides_in_minutes_only() {
    let said = "Baggrund\n\nBroen er gammel.\n\nBroen bygges om til sommer.\n";
    let strategy = record(Language::Danish, &format!("Udkast til strategi for havnen\n\n{said}"));
    assert_eq!((strategy.items.len(), strategy.items[0].decisions.len()), (1, 0));
    let minutes = record(Language::Danish, &format!("Referat af møde i Byrådet\n\nPunkt 1: Broen\n\n{said}"));
    assert_eq!(minutes.items[0].decisions[0].text, "Broen bygges om til sommer.");
}

#[test]
fn the_day_of_a_matter_is_not_the_day_of_the_meeting() {
    let extract = "Ny hamnkran\n\nKommunstyrelsens beslut\n\nMot bakgrund av förvaltningens tjänsteutlåtande, daterat den \
                   17 mars 2021, köper kommunen en hamnkran.\n\nSammanfattning\n\nKranen är gammal.\n";
    let day = |language, text: &str| record(language, text).meeting.and_then(|meeting| meeting.date);
    assert_eq!(day(Language::Swedish, extract), None);
    let minutes = "År 1951, tirsdag den 17. april kl. 17 holdtes ordinært møde på rådhuset i byrådet.\n\nMødt var \
                   borgmester Svend Juul, Emil Lund og Anna Berg.\n\n1. Ny kran\n\nGodkendt.\n\n2. Havnens takster\n\n\
                   Udsat.\n\n3. Valg\n\nValgt blev Emil Lund.\n\nMødet hævet.\n";
    assert_eq!(day(Language::Danish, minutes).as_deref(), Some("1951-04-17"));
}
