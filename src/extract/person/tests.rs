//! People with party and role, in sentences and rows of our own.

use crate::extract::extract;
use crate::language::Language;
use crate::outline::Outline;
use crate::record::{EntityValue, SegmentKind};

/// `name (party) role` of everybody whom a text names that is one segment.
fn people(language: Language, kind: SegmentKind, text: &str) -> Vec<String> {
    let outline = Outline::of_one(kind, text);
    let shown = |value: Option<String>| value.unwrap_or_else(|| "-".into());
    extract(text, Some(language), &outline)
        .into_iter()
        .filter_map(|mention| match mention.value {
            EntityValue::Person { party, role } => {
                Some(format!("{} ({}) {}", mention.text, shown(party), shown(role)))
            }
            _ => None,
        })
        .collect()
}

fn roll(language: Language, text: &str) -> Vec<String> {
    people(language, SegmentKind::Attendance, text)
}

const SV: Language = Language::Swedish;
const DA: Language = Language::Danish;
const NB: Language = Language::Bokmal;
const NN: Language = Language::Nynorsk;

#[test]
fn a_party_heads_its_members_with_its_letters_in_a_bracket() {
    assert_eq!(
        roll(
            NN,
            "Desse møtte:\nFor Arbeidarpartiet (A): Torleif Lie, ordførar, og\nSolveig Vik. For Høgre (H): Nils J. Moe.\n"
        ),
        ["Torleif Lie (A) ordførar", "Solveig Vik (A) -", "Nils J. Moe (H) -"]
    );
}

#[test]
fn letters_with_stops_head_the_members_of_a_party_too() {
    let text = "Til stede:\n\nHøyre (H):\n   Kari Vik, Odd Magne\n   Bjerkan, Ola Lie\nKristelig Folkeparti (Kr.F.):\n   Peder Gran\n";
    assert_eq!(
        roll(NB, text),
        ["Kari Vik (H) -", "Odd Magne Bjerkan (H) -", "Ola Lie (H) -", "Peder Gran (Kr.F.) -"]
    );
}

#[test]
fn small_letters_between_commas_are_a_party() {
    let text = "Herr Claes Alm, m, yrkade bifall. Fru Ulla Ek och herr Bo Lind, båda fp, instämde.";
    assert_eq!(
        people(SV, SegmentKind::Proposal, text),
        ["Claes Alm (m) -", "Ulla Ek (fp) -", "Bo Lind (fp) -"]
    );
}

#[test]
fn letters_at_the_end_of_a_narrow_row_are_the_party() {
    assert_eq!(
        roll(DA, "Fremmøde\nMette Holm Sørensen V Borgmester\nJens Krag C\nLise Bro Ø\n"),
        ["Mette Holm Sørensen (V) borgmester", "Jens Krag (C) -", "Lise Bro (Ø) -"]
    );
    assert_eq!(
        roll(NN, "Til stades\nKari Lie SP leiar\nOla Berg AP medlem\n"),
        ["Kari Lie (SP) leiar", "Ola Berg (AP) medlem"]
    );
    assert_eq!(
        roll(NB, "Til stede\nKari Lie Nestleder H\nOla Berg Medlem Ap\n"),
        ["Kari Lie (H) nestleder", "Ola Berg (Ap) medlem"]
    );
}

#[test]
fn a_letter_inside_a_name_or_a_sentence_is_no_party() {
    assert_eq!(roll(DA, "Fremmøde\nJens C. Krag\nOle V. Bro\n"), ["Jens C. Krag (-) -", "Ole V. Bro (-) -"]);
    let told = people(DA, SegmentKind::Background, "Mette Holm Sørensen vil opføre hus A ved åen.");
    assert_eq!(told, ["Mette Holm Sørensen (-) -"]);
}

#[test]
fn a_role_belongs_to_the_name_of_its_row() {
    assert_eq!(
        roll(DA, "Medlemmer:\nJens Krag (V), formand\nLise Bro (A), næstformand\nOle Holm (C)\n"),
        ["Jens Krag (V) formand", "Lise Bro (A) næstformand", "Ole Holm (C) -"]
    );
    assert_eq!(
        roll(SV, "Beslutande\nAnna Berg (S), ordförande\nBo Ek (C), 1:e vice ordförande\nEva Lind (M)\n"),
        ["Anna Berg (S) ordförande", "Bo Ek (C) 1:e vice ordförande", "Eva Lind (M) -"]
    );
}

#[test]
fn of_titles_before_names_each_is_that_of_the_name_after_it() {
    assert_eq!(
        roll(NB, "Fra administrasjonen: rådmann Kari Lie, skolesjef Ola Berg\n"),
        ["Kari Lie (-) rådmann", "Ola Berg (-) skolesjef"]
    );
    assert_eq!(
        roll(DA, "Mødt var borgmester Jens Krag, viceborgmester fru Lise Bro og murer Ole Holm.\n"),
        ["Jens Krag (-) borgmester", "Lise Bro (-) viceborgmester", "Ole Holm (-) murer"]
    );
    assert_eq!(
        roll(SV, "Närvarande: ordföranden, apotekare Hj. Lind, samt herrar Bo Ek och Ivar Berg.\n"),
        ["Hj. Lind (-) ordförande", "Bo Ek (-) -", "Ivar Berg (-) -"]
    );
}

#[test]
fn a_party_may_stand_behind_the_role_or_between_commas() {
    assert_eq!(
        roll(SV, "Närvarande\nBo Lund, 2 viceordförande (C)\nEva Holm, ordförande (S)\n"),
        ["Bo Lund (C) 2 viceordförande", "Eva Holm (S) ordförande"]
    );
    let told =
        people(NB, SegmentKind::Proposal, "Kari Lie, AP, foreslo en tunnel. Ola Berg, H: Nytt punkt 4.");
    assert_eq!(told, ["Kari Lie (AP) -", "Ola Berg (H) -"]);
    // An initial is no party.
    let two = people(NB, SegmentKind::Proposal, "Forslag fra Kari Lie, H. Berg og Ola Vik.");
    assert!(two.iter().all(|person| person.contains("(-)")), "{two:?}");
}

#[test]
fn a_bracket_holds_party_and_role_and_may_be_broken_over_a_line() {
    assert_eq!(
        roll(
            DA,
            "Deltagere: Jens Krag (V, borgmester), Lise Bro (A, 1. vice-\nborgmester), Ole Holm (A,\nstedfortræder) og Eva Lund (B)\n"
        ),
        [
            "Jens Krag (V) borgmester",
            "Lise Bro (A) 1. viceborgmester",
            "Ole Holm (A) stedfortræder",
            "Eva Lund (B) -"
        ]
    );
    assert_eq!(roll(DA, "Medlemmer: Jens Krag (formand) (V)\n"), ["Jens Krag (V) formand"]);
}

#[test]
fn an_excuse_is_no_party() {
    assert_eq!(roll(DA, "Fraværende: Ole Holm (Sygdom).\n"), ["Ole Holm (-) -"]);
    assert_eq!(roll(DA, "Fraværende: Ole Holm (SF).\n"), ["Ole Holm (SF) -"]);
}

#[test]
fn definite_and_short_roles_have_their_plain_form() {
    assert_eq!(roll(SV, "Anna Berg (s), ordf.\n"), ["Anna Berg (s) ordförande"]);
    assert_eq!(roll(SV, "Föredragande: stadsingenjören Bo Ek\n"), ["Bo Ek (-) stadsingenjör"]);
    assert_eq!(roll(SV, "Ledamöter          Anna Berg\n"), ["Anna Berg (-) -"]);
}

#[test]
fn a_partys_heading_gives_its_party_to_the_list_and_no_further() {
    assert_eq!(
        roll(
            NB,
            "Ap:  ordfører Kari Lie, Ola Berg,\n     Nils Dahl\nH:   Eva Vik\nKommunedirektør Jon Moe var til stede.\n"
        ),
        [
            "Kari Lie (Ap) ordfører",
            "Ola Berg (Ap) -",
            "Nils Dahl (Ap) -",
            "Eva Vik (H) -",
            "Jon Moe (-) kommunedirektør"
        ]
    );
}

#[test]
fn a_given_name_that_is_also_a_small_word_stands_in_lists() {
    assert_eq!(
        roll(NB, "Fra administrasjonen: Per Arne Moe, kommunedirektør\n"),
        ["Per Arne Moe (-) kommunedirektør"]
    );
    assert_eq!(people(NB, SegmentKind::Background, "Per dags dato er intet vedtatt."), Vec::<String>::new());
}

#[test]
fn the_parties_of_a_list_may_follow_each_other_on_a_line() {
    assert_eq!(
        roll(NB, "SV: Kari Lie, Ola Berg Sp: Eva Vik\nR: Nils Moe\n"),
        ["Kari Lie (SV) -", "Ola Berg (SV) -", "Eva Vik (Sp) -", "Nils Moe (R) -"]
    );
}

#[test]
fn a_word_that_closes_many_rows_is_a_columns() {
    assert_eq!(
        roll(NB, "Til stede\nKari Lie Mediem\nOla Berg Mediem\nEva Vik Mediem\n"),
        ["Kari Lie (-) -", "Ola Berg (-) -", "Eva Vik (-) -"]
    );
    assert_eq!(roll(NB, "Til stede\nKari Lie Holt\nOla Berg\n"), ["Kari Lie Holt (-) -", "Ola Berg (-) -"]);
}

#[test]
fn a_currency_after_a_number_is_no_initial() {
    let told = people(DA, SegmentKind::Background, "Overslaget er paa 9.500 Kr. Gasprisen forhøjes.");
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn names_in_a_row_whose_gaps_are_lost_are_parted_by_the_given_names() {
    let bare = |text: &str, language| -> Vec<String> {
        people(language, SegmentKind::Signatures, text)
            .into_iter()
            .map(|person| person.split(" (").next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(
        bare("Aksel Berntsen Inger Vindal H. C. Friis\nBørge Torsted Ellen Kjær Jakobsen\n", DA),
        ["Aksel Berntsen", "Inger Vindal", "H. C. Friis", "Børge Torsted", "Ellen Kjær Jakobsen"]
    );
    assert_eq!(
        bare("Lindholm Birgitta Nyman Peter\nBackström Stig Öhman Jan-Ole\n", SV),
        ["Lindholm Birgitta", "Nyman Peter", "Backström Stig", "Öhman Jan-Ole"]
    );
    // Middle names and a given name between two others part nothing.
    assert_eq!(
        bare("Poul Erik Dalsgaard\nInger Johanne Røen\n", DA),
        ["Poul Erik Dalsgaard", "Inger Johanne Røen"]
    );
}

#[test]
fn a_label_and_a_tick_beside_a_name_are_no_part_of_it() {
    assert_eq!(roll(SV, "Frånvarande Niklas Lind (M)\n"), ["Niklas Lind (M) -"]);
    assert_eq!(
        people(SV, SegmentKind::Voting, "Votering\nErik Lind MP x\nYvonne Berg S x\n"),
        ["Erik Lind (MP) -", "Yvonne Berg (S) -"]
    );
    assert_eq!(
        roll(NN, "Til stades\nKari Lie Ordførar Sp I salen\nOla Berg Medlem Ap På Teams\n"),
        ["Kari Lie (Sp) ordførar", "Ola Berg (Ap) medlem"]
    );
}

#[test]
fn a_surname_that_several_have_is_still_somebody() {
    let text = "Anna Berg (S) och Bo Berg (M) yrkade bifall.\n\nDärefter talade Berg för saken.\n";
    assert_eq!(people(SV, SegmentKind::Proposal, text), ["Anna Berg (S) -", "Bo Berg (M) -", "Berg (-) -"]);
}

#[test]
fn the_columns_of_a_row_that_a_role_heads_are_told_apart() {
    assert_eq!(
        roll(
            NB,
            "Innkalte:\nOrdfører Kari Moe Lie Ap\nMedlem Ola van der Berg MDG\nMedlem Per Holm H FO\n\
             Varamedlem Eva Vik H Per Holm\n"
        ),
        [
            "Kari Moe Lie (Ap) ordfører",
            "Ola van der Berg (MDG) medlem",
            "Per Holm (H) medlem",
            "Eva Vik (H) varamedlem",
            "Per Holm (H) -"
        ]
    );
}

#[test]
fn the_tick_of_a_vote_is_no_initial() {
    assert_eq!(
        people(SV, SegmentKind::Voting, "1 Anna Berg S X\n2 Bo Ek V X\n"),
        ["Anna Berg (S) -", "Bo Ek (V) -"]
    );
}

#[test]
fn a_surname_stands_before_its_comma_in_a_list() {
    assert_eq!(
        people(
            SV,
            SegmentKind::Voting,
            "Ledamot Ja Nej\nLind Holm, Anna (S) X\nBerg, Bo\nI debatten deltog Anna Lind Holm.\n"
        ),
        ["Lind Holm, Anna (S) -", "Berg, Bo (-) -", "Anna Lind Holm (S) -"]
    );
    assert_eq!(
        people(SV, SegmentKind::Voting, "Nej röstar\nAnna Lind, Bo Berg\n"),
        ["Anna Lind (-) -", "Bo Berg (-) -"]
    );
}

#[test]
fn a_party_has_one_form_in_a_document() {
    let roll = roll(
        NB,
        "Til stede:\n\nSenterpartiet:   Kari Lie, Ola Vik, Alf\n                 Hegg, Bo Ek.\nHøyre:           Per Moe.\n\nForfall: Siri Lund (Sp).\n",
    );
    assert_eq!(
        roll,
        [
            "Kari Lie (Sp) -",
            "Ola Vik (Sp) -",
            "Alf\n                 Hegg (Sp) -",
            "Bo Ek (Sp) -",
            "Per Moe (H) -",
            "Siri Lund (Sp) -"
        ]
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
    );
}

#[test]
fn the_party_of_a_row_is_of_those_who_sit_for_others_too() {
    let rows = "Navn               Møtte for          Parti\nBjørn Vik          Anna Moe           Ap\nBente Lund         Jens Lie           H\n";
    let found = roll(NB, rows);
    assert!(found.contains(&"Bjørn Vik (Ap) -".to_owned()), "{found:?}");
    assert!(found.contains(&"Bente Lund (H) -".to_owned()), "{found:?}");
}

#[test]
fn parties_may_be_shortened_words() {
    assert_eq!(roll(SV, "Lind Eva (Saml.), ordförande\nEk Per (Sannf.)\n").len(), 2);
    let found = people(SV, SegmentKind::Proposal, "Per Ek (Sannf.) föreslog att bryggan rivs.");
    assert_eq!(found, ["Per Ek (Sannf.) -"]);
}

#[test]
fn the_colons_of_lists_of_parties_may_stand_in_a_column() {
    let found = roll(NB, "A   :  Kari Lie, Ola Vik\nSV  :  Per Moe\nKrF :  Siri Lund\n");
    assert_eq!(found, ["Kari Lie (A) -", "Ola Vik (A) -", "Per Moe (SV) -", "Siri Lund (KrF) -"]);
}
