//! Forms that differ from town to town: registries, tables of votes, parcels, venues, the names of bodies.

use super::{DA, NB, NN, SV, holds, lacks, outline, shown, shown_in};
use crate::record::SegmentKind;

#[test]
fn a_bracket_names_a_party_where_votes_or_majorities_are_told() {
    holds(DA, "Forslaget faldt med 9 stemmer mod 4 (V).", &["party V"]);
    holds(NB, "Tilrådingen fikk 2 stemmer (SV og 1 Ap).", &["party SV", "party Ap"]);
    holds(DA, "Et mindretal (F) kan ikke tiltræde planen.", &["party F"]);
    holds(SV, "Svar på motion (V) om fria bussresor.", &["party V"]);
    holds(NB, "For 12: H (8), SP (3), V (1).", &["party H", "party SP", "party V"]);
    lacks(DA, "Hans Lund (V) foreslog udsættelse.", "party");
    lacks(DA, "Der er valgt løsning 2. (A)", "party");
}

#[test]
fn parties_act_together_and_own_what_they_moved() {
    holds(NN, "Endringsframlegget frå V/SV fall.", &["party V", "party SV"]);
    lacks(DA, "Entreprisen gik til Lund A/S.", "party");
    let text = "Kari Moen (H) la fram saken. Hs forslag falt.";
    holds(NB, text, &["party H"]);
    holds(SV, "För centern och moderaterna är priset för högt.", &["party centern", "party moderaterna"]);
    holds(SV, "Ansökan om partistöd från Åsbopartiet bordläggs.", &["party Åsbopartiet"]);
}

#[test]
fn letters_with_stops_are_a_party_and_two_initials_are_none() {
    holds(NB, "Forslaget fra H og Fr.P. falt.", &["party H", "party Fr.P."]);
    lacks(NB, "Forslaget fra K.R. Fossum falt.", "party");
}

#[test]
fn letters_of_a_local_list_are_learnt_from_the_brackets() {
    let text =
        "Nærværende: Kari Moen (BFV), Ola Lie (BFV) og Per Nes (H).\n\nForslaget frå BFV: Saka vert utsett.";
    holds(NN, text, &["party BFV"]);
    lacks(NN, "Forslaget frå BFV: Saka vert utsett.", "party");
}

#[test]
fn the_letters_of_members_are_no_party_that_acts() {
    lacks(NB, "Sp:   Kåre Hønes, Ragnhild Lie\nAp:   Turid Moen", "party");
    lacks(NB, "Utsettelsesforslag fra Rune Moen, FRP: Saken utsettes.", "party");
}

#[test]
fn rows_of_a_vote_name_their_parties() {
    let text = "Parti          Ja     Nej\nM              16\nC               3\nS                     12\n";
    let found = shown_in(SV, text, &outline(&[(SegmentKind::Voting, text)], text));
    assert_eq!(found, ["party M", "party C", "party S"]);
}

#[test]
fn the_letters_of_an_earlier_body_are_its_name_and_those_of_the_meetings_own_are_not() {
    let text = "Stadsfullmäktige\n\nPROTOKOLL\n\nKST 25.3.2024 § 74\n\nBryggan har murknat.";
    holds(SV, text, &["organisation KST"]);
    lacks(SV, &text.replace("Stadsfullmäktige", "Kommunstyrelsen"), "organisation");
}

#[test]
fn registries_number_in_many_ways() {
    for (language, text, case) in [
        (NB, "Søknaden ble mottatt i mars, j.nr. 611/77.", "case 611/77"),
        (DA, "Salg af skole                J. 03.11/78", "case 03.11/78"),
        (SV, "Hamnparken, byggnadsplan     Akt 118/75", "case 118/75"),
        (SV, "Statens vägverk, farthinder (VV 1123/79)", "case VV 1123/79"),
        (SV, "Medborgarförslag om bänkar, KS15.377", "case KS15.377"),
        (SV, "Avtalsutkast, KS 2021/187.291-14", "case KS 2021/187.291-14"),
        (SV, "Yttrande till länsstyrelsen 2018.337 SBN", "case 2018.337 SBN"),
        (SV, "Ansökan om bygglov 2021-000764", "case 2021-000764"),
        (SV, "Markanvisning KS-0207/2016", "case KS-0207/2016"),
        (DA, "Notat om dræn, dok. 2016/0011482-9", "case 2016/0011482-9"),
        (NB, "Skjenkebevilling, delegert vedtak DS 118/04", "case DS 118/04"),
    ] {
        holds(language, text, &[case]);
    }
    lacks(SV, "Ingå kommun\n\nProtokoll 14/2018\n\nAvgiften är 5 euro.", "case");
    lacks(SV, "Perioden 2016-20 är avslutad.", "case");
}

#[test]
fn a_danish_parcel_goes_on_in_its_district() {
    holds(
        DA,
        "Ejeren af matr.nr. 5f Ejby By, Ejby søger om dispensation.",
        &["place matr.nr. 5f Ejby By, Ejby"],
    );
    holds(DA, "Han er inhabil som ejer af matr.nr. 88 b og forlod salen.", &["place matr.nr. 88 b"]);
    holds(DA, "Prisen for matr. nr. 12 a er 2 kr.", &["place matr. nr. 12 a"]);
}

#[test]
fn what_runs_between_two_places_names_both() {
    holds(DA, "Ekspropriation til cykelsti Assens-Ejby", &["place Assens", "place Ejby"]);
    holds(NN, "Ferja Vikane - Lauvsnes vert nedlagd.", &["place Vikane", "place Lauvsnes"]);
    lacks(DA, "Ordet fik Anne-Marie Lund (V).", "place");
}

#[test]
fn houses_of_the_municipality_are_places_and_its_rooms_are_none() {
    holds(NB, "Møtet ble holdt i rådhuset.", &["place rådhuset"]);
    lacks(DA, "Salg af det tidligere rådhus.", "place");
    holds(SV, "Sammanträdet hölls i Folkets Hus.", &["place Folkets Hus"]);
    holds(DA, "Simmerup, den 17. november 1913.", &["place Simmerup"]);
    holds(DA, "En butik ved Johannes Jørgensens Vej.", &["place Johannes Jørgensens Vej"]);
    lacks(SV, "Paus 19:55–20:15", "place");
}

#[test]
fn the_name_of_a_school_is_a_place_without_the_school_too() {
    let text = "Rammen for Vestsalen skole økes. Elevene flyttes, og penger settes av til Vestsalen.";
    let found = shown(NB, text);
    assert_eq!(found, ["place Vestsalen skole", "place Vestsalen"], "{found:?}");
    lacks(NB, "Møtet ble flyttet til Festsalen.", "place");
}

#[test]
fn two_counties_are_two_places_and_one_office() {
    let office = "Rådmannen viser til Statsforvalteren i Troms og Finnmark.";
    holds(NB, office, &["organisation Statsforvalteren i Troms og Finnmark"]);
    holds(NB, "Uttalelse om sammenslåing av Troms og Finnmark.", &["place Troms", "place Finnmark"]);
}

#[test]
fn the_body_that_met_is_none_that_is_named() {
    let text = "MØTEBOK FOR FORMANNSKAPET I SULDAL\n\nMøte tysdag kl. 9.\n\nFormannskapet gjorde vedtak.";
    let found = shown(NN, text);
    assert_eq!(found, ["municipality SULDAL NO-1134"], "{found:?}");
    let text = "Forhandlingsprotokol for Køge byråd\n\nByrådet vedtog forslaget. Økonomiudvalget var imod.";
    holds(DA, text, &["municipality Køge DK-259", "organisation Økonomiudvalget"]);
    assert!(!shown(DA, text).contains(&"organisation Byrådet".to_owned()));
}

#[test]
fn names_of_bodies_begin_and_end_where_they_are_written() {
    for (language, text, body) in [
        (DA, "Sagen går til Plan & Kulturudvalget.", "organisation Plan & Kulturudvalget"),
        (DA, "Midt- og Vestjyllands Politi giver samtykke.", "organisation Midt- og Vestjyllands Politi"),
        (DA, "Hobro Fodbold Klub har søgt.", "organisation Hobro Fodbold Klub"),
        (NB, "Årsmelding fra Innherred renovasjon IKS.", "organisation Innherred renovasjon IKS"),
        (NN, "Brdr. Hauge A/S får arbeidet.", "organisation Brdr. Hauge A/S"),
        (NN, "Av anbodet frå Fjordby Mek. Verkstad A/S", "organisation Fjordby Mek. Verkstad A/S"),
        (SV, "Bidrag till Barösunds byaråd rf.", "organisation Barösunds byaråd rf"),
        (SV, "Skrivelse från Föräldraföreningen i Bograngen.", "organisation Föräldraföreningen i Bograngen"),
        (
            SV,
            "Ärendet går till nämnden för teknik, fritid och kultur.",
            "organisation nämnden för teknik, fritid och kultur",
        ),
        (DA, "Lavest bød Hals Tømrer- og Murerfirma A/S.", "organisation Hals Tømrer- og Murerfirma A/S"),
    ] {
        holds(language, text, &[body]);
    }
    lacks(NB, "Bergs utsettelsesforslag falt.", "organisation");
    lacks(SV, "Lägenheten är uthyrd.", "organisation");
}

#[test]
fn days_without_a_year_and_years_of_two_figures() {
    let text = "Møtet 13. desember 2012 vart kunngjort 5.12. Råd frå eldrerådet 22.11: Godkjent.";
    holds(NN, text, &["date 2012-12-05", "date 2012-11-22"]);
    holds(SV, "Reglerna antogs 91-06-12 av nämnden.", &["date 1991-06-12"]);
    holds(SV, "Den 3 maj 2021: motionen kom den 19 oktober i fjol.", &["date 2020-10-19"]);
    holds(SV, "Uppföljning januari–mars, den 3 maj 2021.", &["date 2021-01", "date 2021-03"]);
    lacks(NB, "Se punkt 5.12 og tabell 3.4.", "date");
    lacks(DA, "Mødested: Mødelokale 2.1, Rådhuset", "date");
    lacks(NB, "Skatten øker med 1.5 millioner.", "date");
}

#[test]
fn a_comma_parts_thousands_where_no_coin_is_so_small() {
    holds(SV, "Staden erlägger Kr. 84,500:- kontant.", &["money 84500 SEK"]);
    holds(SV, "Ramen är 1,125 miljoner kronor.", &["money 1125000 SEK"]);
    holds(SV, "Ingå kommun anhåller om 4 500 e för bryggan, se 20 euro.", &["money 4500 EUR"]);
    holds(
        SV,
        "Avgiften höjs från 2:30 kronor till 2:85 kronor per m3.",
        &["money 2.3 SEK", "money 2.85 SEK"],
    );
    lacks(SV, "Mötet hölls kl. 6 e.m. i skolan.", "money");
}

#[test]
fn a_statute_alone_is_cited_and_its_sections_go_on() {
    holds(NN, "Vedtaket strir mot grunnskulelova.", &["law grunnskulelova"]);
    holds(NB, "DISPENSASJON FRA STRANDPLANLOVEN - GNR. 88 BNR. 3", &["law strandplanloven"]);
    holds(NB, "Etter opplæringsloven § 9 A-7 skal skolen høres.", &["law opplæringsloven § 9 A-7"]);
    holds(SV, "Prövning sker enligt 13 kap. kommunallagen.", &["law kommunallagen 13 kap."]);
    holds(SV, "Avgift tas ut enligt 11–14 §§ avfallslagen.", &["law avfallslagen 11-14 §"]);
    holds(DA, "Han er inhabil efter § 14 i den kommunale styrelseslov.", &["law styrelsesloven § 14"]);
    holds(SV, "Delegering sker enligt 6 kap. 37 S kommunallagen.", &["law kommunallagen 6:37"]);
    holds(
        DA,
        "Planlovens § 12 og § 27, stk. 1. Lånebekendtgørelsen og varmeforsyningsloven.",
        &[
            "law planloven § 12",
            "law planloven § 27 stk. 1",
            "law lånebekendtgørelsen",
            "law varmeforsyningsloven",
        ],
    );
    holds(
        SV,
        "Det är tillåtet enligt lagen (1970:244) om allmänna vatten- och avloppsanläggningar.",
        &["law lagen om allmänna vatten- och avloppsanläggningar"],
    );
    lacks(DA, "Loven er under revision.", "law");
    lacks(SV, "Han finner förslagen goda.", "law");
}
