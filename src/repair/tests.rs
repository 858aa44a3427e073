//! Every class of damage on sentences of our own, and what must hold for any text.

use super::{NeverChange, Repair, Settings, repair};
use crate::language::Language;
use crate::record::DamageKind;
use crate::text::EditKind;
use proptest::prelude::*;

const SWEDISH: &str = "Nämnden föreslår att fullmäktige antar förslaget till översiktsplan för tätorten och att åtgärderna \
följs upp årligen.\nFörvaltningen får i uppdrag att återkomma med ett ändrat förslag före sommaren. Ordföranden ställer frågan \
om\nbifall och finner att nämnden beslutar enligt förslaget.\n";
const DANISH: &str = "Udvalget indstiller, at byrådet godkender forslaget om at ændre rækkefølgen for udbygningen, og at \
høringen\nafsluttes før sommer. Borgmesteren orienterede om mødet med nabokommunerne på rådhuset. Sagen blev drøftet.\n";
const BOKMAL: &str = "Rådmannen foreslår at kommunestyret vedtar økonomiplanen, og at tiltakene følges opp hvert år.\nUtvalget \
ønsker å få saken tilbake før høsten. Møtet ble hevet, og protokollen godkjent på neste møte.\n";
const NYNORSK: &str = "Rådmannen gjer framlegg om at kommunestyret vedtek økonomiplanen, og at tiltaka vert følgde opp kvart \
år.\nUtvalet ønskjer å få saka attende før hausten. Møtet vart heva, og møteboka vart godkjend.\n";

fn mended(read: &str, language: Language) -> Repair {
    let found = repair(read, Some(language), &Settings::default());
    assert_eq!(as_read(&found, read), read, "the originals put back");
    found
}

fn as_read(found: &Repair, read: &str) -> String {
    let mut text = found.text.clone();
    let places: Vec<_> = found.edits.iter().map(|(edit, at)| (at, edit.at.of(read).to_owned())).collect();
    for (at, from) in places.iter().rev() {
        text.replace_range(at.range(), from);
    }
    text
}

/// What the English model makes of a text in a common print.
fn read_as_english(text: &str) -> String {
    text.chars()
        .map(|c| {
            match c {
                'å' | 'ä' => "a",
                'ö' => "é",
                'æ' => "ee",
                'ø' => "o",
                'Å' | 'Ä' => "A",
                'Ö' | 'Ø' => "O",
                _ => return c.to_string(),
            }
            .to_owned()
        })
        .collect()
}

/// Words of `right` that do not stand in the same place of `found`.
fn wrong<'t>(found: &'t str, right: &'t str) -> Vec<(&'t str, &'t str)> {
    found.split_whitespace().zip(right.split_whitespace()).filter(|(a, b)| a != b).collect()
}

#[test]
fn the_end_of_a_word_that_no_list_has_is_mended() {
    let read = read_as_english(&format!("{BOKMAL}Maksimal kotehøyde i feltet er tolv meter.\n"));
    let found = mended(&read, Language::Bokmal);
    assert!(found.text.contains("Maksimal kotehøyde i"), "{}", found.text);
}

#[test]
fn two_letters_for_one_are_old_spelling_where_the_language_had_it() {
    let swedish = read_as_english(SWEDISH) + "Fullmäktige beslutar om Aaterremiss av motionen.\n";
    let found = mended(&swedish, Language::Swedish);
    assert!(found.text.contains(" om återremiss av "), "{}", found.text);
    let danish = read_as_english(DANISH) + "Det blev raadet til at vente et Aar med salget.\n";
    let found = mended(&danish, Language::Danish);
    assert!(found.text.contains("blev raadet til at vente et Aar med"), "{}", found.text);
}

#[test]
fn a_bracket_that_closes_nothing_is_mended_as_a_letter() {
    let read = read_as_english(SWEDISH) + "Motionen skickas til} nämnden. Fröman (c} yrkar avslag.\n";
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("skickas till nämnden."), "{}", found.text);
}

#[test]
fn clean_text_is_left_alone() {
    for (text, language) in [
        (SWEDISH, Language::Swedish),
        (DANISH, Language::Danish),
        (BOKMAL, Language::Bokmal),
        (NYNORSK, Language::Nynorsk),
    ] {
        for times in [1, 9] {
            let text = text.repeat(times);
            let found = mended(&text, language);
            assert!(found.edits.is_empty(), "{:?}", found.edits);
            assert!(found.damage.iter().all(|page| page.kind == DamageKind::Clean));
        }
    }
}

#[test]
fn what_the_english_model_lost_is_restored() {
    for (text, language) in [
        (SWEDISH, Language::Swedish),
        (DANISH, Language::Danish),
        (BOKMAL, Language::Bokmal),
        (NYNORSK, Language::Nynorsk),
    ] {
        let text = text.repeat(3);
        let read = read_as_english(&text);
        let found = mended(&read, language);
        let wrong = wrong(&found.text, &text);
        assert!(wrong.len() * 12 <= text.split_whitespace().count(), "{language}: {wrong:?}");
        assert_eq!(found.damage[0].kind, DamageKind::EnglishModel);
        let (before, after) = found.estimated_word_error_rate;
        assert!(before > 0.1 && after < 0.05, "{before} {after}");
    }
}

#[test]
fn what_a_neighbours_model_lost_is_restored() {
    let swedish = SWEDISH.repeat(3);
    let found = mended(&swedish.replace(['ä', 'ö'], "å"), Language::Swedish);
    assert!(wrong(&found.text, &swedish).len() <= 3, "{:?}", wrong(&found.text, &swedish));
    assert_eq!(found.damage[0].kind, DamageKind::NeighbourModel);
    let danish = DANISH.repeat(3);
    let found = mended(&danish.replace('ø', "o").replace('æ', "e"), Language::Danish);
    assert!(wrong(&found.text, &danish).len() <= 3, "{:?}", wrong(&found.text, &danish));
}

#[test]
fn a_word_broken_at_a_line_end_is_mended_on_both_lines() {
    let read = format!(
        "{}Styrelsen uppdrar at forvalt-\nningschefen att folja upp atgar-\nderna.\n",
        read_as_english(SWEDISH)
    );
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("åtgär-\nderna."), "{}", found.text);
    assert!(found.text.contains("förvalt-\nnings"), "{}", found.text);
}

#[test]
fn institutions_with_capitals_are_words_and_people_are_not() {
    let found = mended(&(read_as_english(DANISH) + "Modet blev holdt pa Viborg Radhus.\n"), Language::Danish);
    assert!(found.text.contains("Viborg Rådhus"), "{}", found.text);
    let read = read_as_english(SWEDISH) + "Besok gjordes pa Forskolan Trollskogen.\n";
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("på Förskolan Trollskogen"), "{}", found.text);
    let read = read_as_english(SWEDISH) + "Anders Halling och Maria Malm deltog i samtalet.\n";
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("Anders Halling och Maria Malm deltog"), "{}", found.text);
}

#[test]
fn what_one_user_forbids_another_may_have() {
    let read = read_as_english(SWEDISH);
    let never = Settings { never: NeverChange::parse("namnden"), ..Settings::default() };
    for _ in 0..2 {
        assert_eq!(mended(&read, Language::Swedish).text, SWEDISH);
        let found = repair(&read, Some(Language::Swedish), &never);
        assert!(found.text.contains("Namnden föreslår") && found.text.contains("att namnden beslutar"));
    }
}

/// UTF-8 decoded as Windows-1252.
fn decoded_wrongly(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn what_was_decoded_wrongly_is_mended_and_told_of() {
    for (text, language) in [
        (SWEDISH, Language::Swedish),
        (DANISH, Language::Danish),
        (BOKMAL, Language::Bokmal),
        (NYNORSK, Language::Nynorsk),
    ] {
        let found = mended(&decoded_wrongly(text), language);
        assert_eq!(found.text, text);
        assert!(found.edits.iter().all(|(edit, _)| edit.kind == EditKind::Encoding));
        assert_eq!(found.damage[0].kind, DamageKind::Mojibake);
    }
}

#[test]
fn what_was_misread_and_then_decoded_wrongly_is_mended_in_one_go() {
    // The section sign and the é of the English model went through a wrong encoding, too.
    let read = read_as_english(SWEDISH).replace("Ordf", "\u{a7} 4 Ordf");
    let found = mended(&decoded_wrongly(&read), Language::Swedish);
    assert_eq!(found.text, SWEDISH.replace("Ordf", "\u{a7} 4 Ordf"));
    assert_eq!(found.damage[0].kind, DamageKind::Mixed);
}

#[test]
fn letters_whose_marks_were_taken_off_are_mended_and_told_of() {
    let apart = SWEDISH.replace('ä', "a¨").replace('å', "a˚").replace('ö', "o¨");
    let found = mended(&apart, Language::Swedish);
    assert_eq!((&*found.text, found.damage[0].kind), (SWEDISH, DamageKind::Decomposed));
    let twice = SWEDISH.replace("årligen", "aårligen").replace("före", "foöre");
    assert_eq!(mended(&twice, Language::Swedish).text, SWEDISH);
}

#[test]
fn amounts_dates_codes_and_addresses_are_kept() {
    let facts = "2024-01-17, dnr KS2023/0412, 1 250 000 kr, kl. 18.30, ks@orten.se, www.orten.se/moten, fastigheten 4:16";
    let read = format!("{}{facts}\n{}", read_as_english(SWEDISH), read_as_english(SWEDISH));
    assert!(mended(&read, Language::Swedish).text.contains(facts));
}

#[test]
fn repair_of_the_repaired_changes_nothing() {
    for (text, language) in
        [(SWEDISH, Language::Swedish), (DANISH, Language::Danish), (BOKMAL, Language::Bokmal)]
    {
        let once = repair(&read_as_english(text), Some(language), &Settings::default()).text;
        assert_eq!(repair(&once, Some(language), &Settings::default()).text, once);
    }
}

#[test]
fn without_a_language_nothing_is_changed() {
    assert!(repair("Forslag om vag 8 12", None, &Settings::default()).edits.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_can_be_repaired_and_read_back(text in "\\PC{0,200}", which in 0_usize..4) {
        mended(&text, Language::ALL[which]);
    }

    #[test]
    fn damaged_words_can_be_read_back(
        words in prop::collection::vec("[a-zA-Z0146&@|§$8é.,()-]{1,12}", 1..60),
        breaks in prop::collection::vec(prop_oneof![Just(" "), Just("\n"), Just("-\n"), Just("\n\x0c")], 60),
    ) {
        let text: String = words.iter().zip(&breaks).flat_map(|(word, end)| [word.as_str(), end]).collect();
        mended(&text, Language::Danish);
        mended(&text, Language::Swedish);
    }
}

#[test]
fn a_digit_with_a_letter_is_a_word_and_a_sign_that_opens_a_sentence_a_capital() {
    let right = format!("{}I enlighet med förslaget beslutar nämnden..\n", SWEDISH.repeat(3));
    let read = read_as_english(&right).replace("I enlighet", "| enlighet");
    assert!(mended(&read, Language::Swedish).text.contains("I enlighet med"));
    let right = format!("{}Beløpet stiger i 2023 og 2024, og møtet ble hevet.\n", BOKMAL.repeat(3));
    let read = read_as_english(&right).replace("2023 og 2024", "2023 0g 2024");
    assert!(mended(&read, Language::Bokmal).text.contains("2023 og 2024"));
}

#[test]
fn a_word_of_the_lexicon_is_likelier_than_parts_put_together_by_chance() {
    for (language, text, read, right) in [
        (Language::Swedish, SWEDISH, "Planen halls till paseende i kommunhuset.", "till påseende i"),
        (Language::Danish, DANISH, "Medelokale: Radhuset. Medetidspunkt: klokken 16.", "Mødetidspunkt:"),
    ] {
        let read = format!("{}{read}\n{}", read_as_english(text), read_as_english(text));
        let found = mended(&read, language);
        assert!(found.text.contains(right), "{}", found.text);
    }
}

#[test]
fn a_known_word_that_stands_where_a_name_is_expected_is_left() {
    let read =
        format!("{}Motionen av Karin Lan (KD) bifalls, sade Karin Lan (KD).\n", read_as_english(SWEDISH));
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("Karin Lan (KD)"), "{}", found.text);
    let read = format!("{}Kommunerna i Varmlands lan deltar.\n", read_as_english(SWEDISH));
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("Värmlands län"), "{}", found.text);
}

/// A text that its own model read, which does not know the section sign.
fn read_by_its_own_model(language: Language, more: &str) -> String {
    let text = match language {
        Language::Swedish => SWEDISH,
        Language::Danish => DANISH,
        Language::Bokmal => BOKMAL,
        Language::Nynorsk => NYNORSK,
    };
    format!("8 12\nBudget\n\n{text}\n{more}\n$ 13\nVal\n\n{text}\n8 14\nAvslutning\n\n{text}")
}

#[test]
fn what_its_own_model_misread_is_told_by_the_rest_of_the_document() {
    for (language, more, right) in [
        (Language::Bokmal, "Varamedlem Berg\nVaramedlem Moe\nVaramediem Dahl\n", "Varamedlem Dahl"),
        (Language::Swedish, "Ledamot Trollfjord, Trollfjord och Trolltjord närvarade.\n", "och Trollfjord n"),
        (Language::Swedish, "Ordföranden och jonas Lindberg jäv.\n", "och Jonas Lindberg"),
        (Language::Swedish, "Ordföranden och fohanna Lindberg jäv.\n", "och Johanna Lindberg"),
        (Language::Swedish, "Mötet hölls i säåmmanträdesrummet.\n", "i sammanträdesrummet"),
        (Language::Swedish, "Ledamoten Amina Begovié (S) yrkar bifall.\n", "Amina Begović (S)"),
        (
            Language::Danish,
            "Punktet blev.dermed udsat, og til:mødet var alle kommet.\n",
            "blev dermed udsat, og til mødet",
        ),
        (Language::Danish, "Imod stemte Bent Krogh (0) og Pia Holm (1).\n", "Krogh (O) og Pia Holm (I)"),
    ] {
        let found = mended(&read_by_its_own_model(language, more), language);
        assert!(found.text.contains(right), "{}", found.text);
    }
}

#[test]
fn what_its_own_model_may_have_read_right_is_left() {
    for (language, more) in [
        (Language::Bokmal, "Varamedlem Skutle\nVaramedlem Nermo\nUtbytet kom.\n"),
        (
            Language::Swedish,
            "Solfjäll och Soltjäll närvarade, och räkenskapsperiodens räkenskapsperioders slut.\n",
        ),
        (Language::Swedish, "Se kommunen.se, bl.a. mark-och miljöfrågor, och André Linné (S).\n"),
        (Language::Danish, "Beløbet er 5 (0) og 7 (1).\n"),
    ] {
        let text = read_by_its_own_model(language, more);
        assert!(mended(&text, language).text.contains(more.trim_end()), "{}", mended(&text, language).text);
    }
}

#[test]
fn a_bad_copy_is_known_by_its_broken_words() {
    let print = SWEDISH.repeat(4);
    let copy = print
        .replace("föreslår att", "föreslär att")
        .replace("förslaget till", "försiaget till")
        .replace("uppdrag", "uppdräg")
        .replace("sommaren", "somrnaren")
        .replace("beslutar", "besiutar");
    let found = mended(&copy, Language::Swedish);
    assert_eq!(wrong(&found.text, &print), []);
    assert!(found.damage.iter().all(|page| page.kind == DamageKind::OwnModel));
}

#[test]
fn a_text_that_spells_as_another_time_did_is_no_bad_copy() {
    let older = "Kommunalstämman beslöt, att handlingarne skulle verkställdas genast, och att räkenskaperne, hvilka \
        granskades, godkändes; revisorerne afgåfvo sin berättelse, hvarefter stämman afslutades.\n";
    assert_eq!(mended(&older.repeat(6), Language::Swedish).text, older.repeat(6));
}

#[test]
fn a_given_name_without_its_mark_is_told_from_a_small_word() {
    let read = format!("{}Motionen av Hakan Lindgren (KD) bifalls.\n", read_as_english(SWEDISH));
    let found = mended(&read, Language::Swedish).text;
    assert!(found.contains("av Håkan Lindgren (KD)"), "{found}");
}

#[test]
fn a_person_is_not_called_by_the_name_of_a_place() {
    let read = format!("{}Imod stemte Else Bredstrup (A).\n", read_as_english(DANISH));
    let found = mended(&read, Language::Danish).text;
    assert!(found.contains("Else Bredstrup (A)"), "{found}");
}

#[test]
fn a_stroke_before_a_small_word_is_a_letter() {
    let read = read_as_english(SWEDISH);
    let text = format!("{read}\n| arendet finns ett forslag.\n\n{read}\n| namn | alder |\n");
    let found = mended(&text, Language::Swedish).text;
    assert!(found.contains("\nI ärendet finns") && found.contains("| namn |"), "{found}");
}

#[test]
fn a_stroke_among_capitals_is_a_letter_unless_it_rules_a_table() {
    let read = read_as_english(SWEDISH);
    let text = format!("{read}\nVAL AV LEDAMOT | BYGGNADSNAMNDEN\n\n{read}\nNAMN | PARTI | BESLUT\n");
    let found = mended(&text, Language::Swedish).text;
    assert!(
        found.contains("LEDAMOT I BYGGNADSNÄMNDEN") && found.contains("NAMN | PARTI | BESLUT"),
        "{found}"
    );
}

/// What worn print does to letters that every model knows: one letter in a few words of a sentence.
fn worn(text: &str) -> String {
    let misread = [
        ("fullm", "fulim"),
        ("förslag", "försiag"),
        ("åtgärd", "åtgärcl"),
        ("kommu", "kornmu"),
        ("somm", "sornm"),
    ];
    misread.iter().fold(text.to_owned(), |text, (truth, read)| text.replacen(truth, read, 2))
}

#[test]
fn where_the_print_is_worn_its_plain_letters_are_mended_too() {
    let more =
        "Styrelsen beslutar enhälligt att bifalla ansökan om bidrag till teatern och att anvisa medel.\n";
    let read =
        "Styreisen besiutar enhäliigt att bifaila ansökan om bidrag tiil teatern och att anvisa medei.\n";
    let rest = SWEDISH.repeat(2);
    let found = mended(&read_as_english(&format!("{}{read}{read}", worn(&rest))), Language::Swedish);
    let right = format!("{rest}{more}{more}");
    assert!(wrong(&found.text, &right).len() <= 3, "{:?}", wrong(&found.text, &right));
    // Of what is changed there so much is wrong that none of it is sure.
    let surest = found.edits.iter().map(|(edit, _)| edit.confidence).fold(0.0_f32, f32::max);
    let usual = mended(&read_as_english(&rest), Language::Swedish);
    let sure = usual.edits.iter().map(|(edit, _)| edit.confidence).fold(0.0_f32, f32::max);
    assert!(surest < sure, "{surest} {sure}");
    // One broken word is no worn page: what nobody knows is left there.
    let found = mended(&read_as_english(&format!("{rest}Teatern visar en hästmirnik.\n")), Language::Swedish);
    assert!(found.text.contains("mirnik"), "{}", found.text);
}

#[test]
fn the_spelling_of_another_time_is_no_misreading() {
    for (language, text, kept) in [
        (Language::Bokmal, BOKMAL, "Forslaget gikk igjennem, og navneoprop viste at skibsrederen var borte."),
        (Language::Danish, DANISH, "Udvalget tilraadede, at baaden sælges."),
    ] {
        let read = read_as_english(&format!("{}{kept}\n", text.repeat(2)));
        let found = mended(&read, language);
        assert!(found.text.contains(kept), "{}", found.text);
    }
}

#[test]
fn a_name_is_spelt_as_names_are_in_its_language() {
    for (language, text, read, right) in [
        (
            Language::Nynorsk,
            NYNORSK,
            "Anna Nygardsvik og Olav Nygardsvik",
            "Anna Nygardsvik og Olav Nygardsvik",
        ),
        (Language::Danish, DANISH, "Jens Tvedgaard og Else Bakkegaard", "Jens Tvedgaard og Else Bakkegaard"),
        (
            Language::Swedish,
            SWEDISH,
            "Karin Lundgvist och Erik Sundavist",
            "Karin Lundqvist och Erik Sundqvist",
        ),
    ] {
        let read = format!("{}Til stede var {read}.\n", read_as_english(&text.repeat(2)));
        let found = mended(&read, language);
        assert!(found.text.contains(right), "{}", found.text);
    }
}

#[test]
fn of_several_words_that_may_have_stood_there_the_best_is_taken_where_what_was_read_is_none() {
    let read =
        format!("{}Namnden begar att tjanstemannen gor en bedomning.\n", read_as_english(&SWEDISH.repeat(2)));
    let found = mended(&read, Language::Swedish);
    assert!(found.text.contains("Nämnden begär att tjänst"), "{}", found.text);
}

#[test]
fn a_name_that_parts_happen_to_make_is_known_and_one_that_only_the_net_shows_is_mended() {
    for (language, text, read, right) in [
        // "Rør" and "bæk" are words, too.
        (Language::Danish, DANISH, "Else Rorbek", "Else Rørbæk"),
        (Language::Swedish, SWEDISH, "Karin Harnevi", "Karin Härnevi"),
        // Another language's "gård" is no reason to doubt the "gard" of this one.
        (Language::Nynorsk, NYNORSK, "Olav Gardshaug", "Olav Gardshaug"),
    ] {
        let read = format!("{}Til stede var {read}.\n", read_as_english(&text.repeat(2)));
        let found = mended(&read, language);
        assert!(found.text.contains(right), "{}", found.text);
    }
}
