//! What whole Swedish and Finland-Swedish items are cut into, on sentences of our own.

use crate::language::Language;
use crate::outline::outline;
use crate::record::SegmentKind::{self, *};

/// The kinds of an item's segments after its heading, under a cover that names the body.
fn kinds(body: &str, item: &str) -> Vec<SegmentKind> {
    let text = format!("EKERUMS KOMMUN\n{body}\n\nPROTOKOLL\n\n§ 7\nBryggan i Norrhamn\n\n{item}\n");
    let segments = outline(&text, Some(Language::Swedish)).segments;
    segments.into_iter().filter(|s| s.item.is_some() && s.kind != Heading).map(|s| s.kind).collect()
}

#[test]
fn headings_in_the_margin_cut_an_item() {
    let item = "Beredning    Bryggan byggdes 1962 och har murknat.\n\n\
                Hamnkap-     Bryggan rivs.\ntenens\nförslag\n\n\
                Behandling   Per Ek föreslog, understödd av Eva Lind, att bryggan\n             lagas.\n\n\
                Beslut       Bryggan rivs.\n\n\
                Avvikande    Per Ek anmälde avvikande mening.\nmening\n";
    assert_eq!(kinds("Hamnnämnden", item), [Background, Recommendation, Proposal, Decision, Reservation]);
}

#[test]
fn a_count_called_for_belongs_to_what_the_chair_found() {
    let item = "Yrkande\nPer Ek (S) yrkar avslag.\n\nBeslutsgång\nOrdföranden finner att nämnden bifaller förslaget. Votering begärs.\n\n\
                Den som bifaller förslaget röstar ja. Den det ej vill röstar nej. Vinner nej har nämnden avslagit det.\n\n\
                Omröstningsresultat\nMed 5 ja-röster mot 2 nej-röster bifaller nämnden förslaget.\n\nBeslut\nBryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", item), [Proposal, Voting, Decision]);
    // What comes before the bench when the count is over is another vote.
    let item = "Beslutsgång\nOrdföranden finner att ärendet ska avgöras i dag. Votering begärs.\n\nMed 5 ja-röster mot 2 \
                nej-röster avgörs det i dag.\n\nDärefter ställer ordföranden proposition på bifall och finner att nämnden \
                bifaller förslaget.\n\nBeslut\nBryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", item), [Voting, Voting, Decision]);
    // A second round under the same headings.
    let round = "Propositionsordning\nOrdföranden finner att tillägget avslås. Omröstning begärs.\n\nOmröstning\nPer Ek och Eva \
                 Lind röstar Ja (2).\nBo Alm röstar Nej (1).\n\n";
    let item = format!("Yrkande\nBo Alm (S) yrkar ett tillägg.\n\n{round}{round}Beslut\nBryggan rivs.");
    assert_eq!(kinds("Hamnnämnden", &item), [Proposal, Voting, Voting, Decision]);
}

#[test]
fn a_body_decides_for_itself_and_asks_another() {
    let asked = "Bryggan har murknat.\n\nTekniska kontoret föreslår att bryggan rivs.\n\nVård- och hamnnämnden beslutar enhälligt\n\n\
                 att  riva bryggan.";
    assert_eq!(kinds("Vård- och hamnnämnden", asked), [Background, Recommendation, Decision]);
    // An office that only thinks something asks for nothing, and decides nothing.
    let told = "Tekniska kontoret anser att bryggan har murknat.\n\nHamnnämnden beslutar att riva den.";
    assert_eq!(kinds("Hamnnämnden", told), [Background, Decision]);
    let upward =
        "Förslag till beslut\nBryggan rivs.\n\nHamnnämndens förslag till kommunfullmäktige\nBryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", upward), [Recommendation, Decision]);
    let other = "Hamnnämndens förslag till kommunfullmäktige\nBryggan rivs.\n\nBeslut\nBryggan rivs.";
    assert_eq!(kinds("Kommunstyrelsen", other), [Recommendation, Decision]);
}

#[test]
fn a_mover_may_stand_after_the_verb() {
    let item = "BEHANDLING: Under diskussionen föreslog Per Ek, understödd av Eva Lind, att bryggan bevaras.\n\n\
                Ordföranden konstaterade att det finns ett motförslag och att omröstning ska förrättas.\n\n\
                Vid namnupprop avgavs fem ja-röster och två nej-röster.\n\nBESLUT: Bryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", item), [Proposal, Voting, Decision]);
    let item = "BEHANDLING: Under diskussionen yttrade sig Per Ek.\n\nBESLUT: Bryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", item), [Deliberation, Decision]);
}

#[test]
fn a_quotation_that_begins_on_the_line_of_a_heading_ends_where_it_ends() {
    let item = "BESLUT: Bryggan rivs.\n\nAVVIKANDE ÅSIKT: Per Ek anmälde avvikande åsikt: \"Bryggan är\nbyns hjärta.\"\n\n\
                Eva Lind anmälde avvikande åsikt.";
    assert_eq!(kinds("Hamnnämnden", item), [Decision, Reservation, Reservation]);
}

#[test]
fn old_minutes_without_headings() {
    let item = "Bolaget hade erbjudit staden bryggan för 900 kronor.\n\n\
                Drätselkammaren hade i utlåtande av den 4 maj tillstyrkt köpet.\n\n\
                Herr Ek yrkade bifall.\n\nFör avslag talade herr Lind och fru Alm.\n\n\
                Och var alltså av fullmäktige beslutat att köpa bryggan.\n\nHerr Lind anmälde skiljaktig mening.";
    assert_eq!(
        kinds("Stadsfullmäktige", item),
        [Background, Recommendation, Proposal, Proposal, Decision, Reservation]
    );
}

#[test]
fn what_another_body_said_stands_under_its_name() {
    let item = "Bryggan har murknat.\n\nFritidsnämndens mening (6.4, § 44): Bryggan lagas.\n\nTekniska nämnden: Bryggan rivs.\n\n\
                Nämnden beslöt att riva bryggan.";
    assert_eq!(kinds("Hamnnämnden", item), [Background, Recommendation, Recommendation, Decision]);
    // An office that only tells something, however it ends, asks for nothing.
    let item = "Tekniska kontoret meddelar att tre anbud på bryggan har kommit in:\n\nBåtvarvet   4 000:-\n\nBeslut\nBryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", item), [Background, Decision]);
}

#[test]
fn votes_against_votes_are_a_vote_whoever_counted_them() {
    let item = "Så här gick det till\nPer Ek ville behålla bryggan.\n\nEva Lind ville sända frågan tillbaka.\n\nFör bryggan var fem ja, fyra nej och en blank.\n\n\
                Avgörande\nBryggan blir kvar.";
    assert_eq!(kinds("Hamnnämnden", item), [Proposal, Proposal, Voting, Decision]);
    // A price against another is none.
    let item = "Beskrivning\nBryggan kostar 12 kronor mot 14 kronor i fjol.\n\nBeslut\nBryggan rivs.";
    assert_eq!(kinds("Hamnnämnden", item), [Background, Decision]);
}

#[test]
fn headings_in_plain_language() {
    let item = "Det här gäller\nBryggan har murknat.\n\nSå ville tekniska nämnden att det skulle bli\nBryggan rivs.\n\nVad ledamöterna ville\n\
                • Per Ek (S): som tekniska nämnden.\n• Eva Lind (M): ny brygga. Togs tillbaka.\n\nHur beslutet kom till\nOrdföranden frågar och \
                finner att bryggan rivs.\n\nFullmäktige har bestämt följande\nBryggan rivs.\n\nSkiljer sig från beslutet\nEva Lind (M).\n\n\
                Får del av beslutet\nTekniska nämnden";
    assert_eq!(
        kinds("Kommunfullmäktige", item),
        [Background, Recommendation, Proposal, Proposal, Voting, Decision, Reservation, Recipients]
    );
}

#[test]
fn who_prepares_the_matter_counsels_and_others_are_told_of() {
    let item = "Bryggan har murknat.\n\nHamnkontoret har den 3 maj tillstyrkt att den rivs.\n\nArbetsutskottet har den 9 maj \
                föreslagit att bryggan rivs.\n\nBeslut\n\nKommunstyrelsen beslutar att riva bryggan.";
    assert_eq!(kinds("Kommunstyrelsen", item), [Background, Recommendation, Decision]);
}

#[test]
fn in_the_trail_of_a_case_the_meeting_comes_last() {
    let item = "Hamnnämnden 3.5.2018 § 4\n\nBryggan har murknat.\n\nStadsstyrelsens förslag till stadsfullmäktige:\n\nBryggan \
                rivs.\n\nStadsfullmäktige 18.6.2018 § 7\n\nPer Ek (SFP) föreslog, understödd av Eva Lind (SDP), att bryggan \
                lagas.\n\nBeslut\n\nBryggan rivs.\n\nBo Alm (Saml.) anlände till sammanträdet kl. 18:14.";
    assert_eq!(kinds("Stadsfullmäktige", item), [Background, Recommendation, Proposal, Decision, Attendance]);
}

#[test]
fn the_meetings_own_turn_under_the_number_of_the_item_is_no_other_item() {
    let item = "Hamnnämnden 3.5.2008 § 4\n\nBryggan har murknat.\n\nHAMNNÄMNDENS BESLUT:\n\nHamnnämnden beslöt anhålla om \
                medel.\n\nKST 9.6.2008 § 7\n\nKOMMUNDIREKTÖRENS FÖRSLAG:\n\nBryggan rivs.\n\nBEHANDLING:\n\nPer Ek föreslog att \
                bryggan lagas.\n\nSedan diskussionen förklarats avslutad förrättades omröstning med handuppräckning.\n\n\
                BESLUT:\n\nBryggan rivs.";
    let expected = [Background, Recommendation, Recommendation, Proposal, Voting, Decision];
    assert_eq!(kinds("Kommunstyrelsen", item), expected);
    let text = format!("Kommunstyrelsen\n\nPROTOKOLL\n\nKST § 7   Bryggan\n\n{item}\n");
    assert_eq!(outline(&text, Some(Language::Swedish)).items.len(), 1);
}

#[test]
fn what_is_noted_in_the_minutes_is_a_statement() {
    let item = "Beslut\n\nBryggan rivs.\n\nFru Lind anhöll att till protokollet få antecknat, att hon saknat en karta.";
    assert_eq!(kinds("Hamnnämnden", item), [Decision, Statement]);
}
