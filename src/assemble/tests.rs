//! Facts of small minutes through all stages, in all four written languages. All sentences are ours.

use crate::pipeline::{Pipeline, Settings};
use crate::record::{Fate, Item, Outcome, Person, ProposalKind, Record};

fn record(text: &str) -> Record {
    Pipeline::new(Settings::default()).process("minutes.txt", text.as_bytes()).expect("a readable text")
}

const SWEDISH: &str = "TRANEMO KOMMUN                    SAMMANTRÄDESPROTOKOLL
Kommunstyrelsen                   2014-05-06

Plats och tid       Kommunhuset, kl. 18.00-20.30
Beslutande          Karin Ek (S) ordförande
                    Per Lind (M)
                    Anna Berg (C)
                    Olle Sten (V)

";

const DANISH: &str = "Varde Kommune
Byrådet
Referat
Dato: 4. marts 2015  kl. 17.00

";

const BOKMAL: &str = "FARSUND KOMMUNE
Kommunestyret
Møteprotokoll
Dato: 04.03.2015   Tid: 18:00

Til stede: Kari Vik (AP), Ola Dal (H), Per Moe (SV), Eva Lie (SP), Tor Ås (FRP)

";

fn items(head: &str, body: &str) -> Vec<Item> {
    record(&format!("{head}{body}")).items
}

fn names(people: &[Person]) -> Vec<String> {
    people
        .iter()
        .map(|person| match &person.party {
            Some(party) => format!("{} ({party})", person.name),
            None => person.name.clone(),
        })
        .collect()
}

#[test]
fn groups_without_a_name_act_as_their_party() {
    let item = &items(
        SWEDISH,
        "§ 31
Ny taxa

Beslut
Taxan fastställs.

Reservationer
Ledamöterna för (V) reserverar sig till förmån för eget yrkande.
Samtliga M-ledamöter reserverar sig mot beslutet.
Anna Berg (C) reserverar sig mot beslutet.
",
    )[0];
    let by: Vec<Vec<String>> = item.reservations.iter().map(|one| names(&one.by)).collect();
    assert_eq!(by, [["V"], ["M"], ["Anna Berg (C)"]]);
}

#[test]
fn what_is_said_of_the_movers_kind_of_proposal_decides_its_fate() {
    let item = &items(
        BOKMAL,
        "PS 12/15  Skolestruktur

Rådmannens innstilling:
Skolen nedlegges fra 1.8.2015.

Behandling:
SV v/Per Moe fremmet følgende tilleggsforslag:
Det bygges en ny gymsal.
Fellesforslag fra AP, SV og SP:
Saken utsettes.

Votering:
Utsettelsesforslaget fra AP, SV og SP fikk 8 stemmer (AP, SV, SP) og falt mot 13 stemmer.
Tilleggsforslaget fra SV ble enstemmig vedtatt.

Vedtak:
Skolen nedlegges fra 1.8.2015.
Det bygges en ny gymsal.
",
    )[0];
    let fates: Vec<(ProposalKind, Fate)> = item.proposals.iter().map(|one| (one.kind, one.fate)).collect();
    assert_eq!(
        fates,
        [(ProposalKind::Addition, Fate::Adopted), (ProposalKind::Postponement, Fate::Rejected)]
    );
}

#[test]
fn numbers_movers_and_kinds_tell_which_proposal_a_report_speaks_of() {
    let item = &items(
        BOKMAL,
        "PS 13/15  Parkering

Rådmannens innstilling:
Det innføres avgift på torget.

Behandling:
Kari Vik (AP) fremmet forslag nr. 1: Avgiften gjelder ikke søndager.
Ola Dal (H) fremmet forslag nr. 2: Avgiften settes til ti kroner.
Per Moe (SV) fremmet tilleggsforslag: Inntektene går til sykkelveier.

Votering:
Forslag nr. 1 fikk 9 stemmer og ble vedtatt mot 4 stemmer.
Rådmannens innstilling ble satt opp mot forslag nr. 2 og vedtatt med 8 mot 5 stemmer.
Moes tillegg fikk 4 stemmer og falt.

Vedtak:
Det innføres avgift på torget. Avgiften gjelder ikke søndager.
",
    )[0];
    let fates: Vec<Fate> = item.proposals.iter().map(|one| one.fate).collect();
    assert_eq!(fates, [Fate::Adopted, Fate::Rejected, Fate::Rejected]);
}

#[test]
fn a_decision_that_names_the_mover_tells_what_became_of_the_addition() {
    let item = &items(
        BOKMAL,
        "PS 14/15  Uttalelse om veien

Rådmannens innstilling:
Kommunen ber om ny vei.

Behandling:
Eva Lie (SP) fremmet tilleggsforslag: Kommunen ber også om sykkelvei.
Tor Ås (FRP) fremmet tilleggsforslag: Det bygges tunnel.

Vedtak:
Innstillingen med tillegget fra Lie er vedtatt. Tillegget fra Ås ble ikke vedtatt.
",
    )[0];
    let fates: Vec<Fate> = item.proposals.iter().map(|one| one.fate).collect();
    assert_eq!(fates, [Fate::Adopted, Fate::Rejected]);
    assert_eq!(item.decisions[0].outcome, Outcome::ApprovedAmended);
}

#[test]
fn what_is_refused_before_it_was_counselled_is_a_rejection() {
    let item = &items(
        SWEDISH,
        "§ 32
Försäljning av tomt

Förslag till beslut
Kommunstyrelsen beslutar att sälja tomten.

Yrkanden
Per Lind (M) föreslår att tomten inte säljs.

Beslut
Tomten säljs.
",
    )[0];
    assert_eq!(item.proposals[0].kind, ProposalKind::Rejection);
    assert_eq!(item.proposals[0].fate, Fate::Rejected);
}

#[test]
fn a_decision_without_a_formula_is_what_the_title_or_the_only_motion_says() {
    let outcomes = |text: &str| -> Vec<Outcome> {
        items(DANISH, text).iter().flat_map(|item| &item.decisions).map(|one| one.outcome).collect()
    };
    assert_eq!(
        outcomes(
            "Punkt 1
Spørgsmål fra Ida Vang om gadelys

Beslutning
Ida Vang havde ikke mere at spørge om.

Punkt 2
Meddelelser

Beslutning
Ingen.

Punkt 3
Nyt tag på skolen

Beslutning
Skolen får nyt tag.
"
        ),
        [Outcome::Answered, Outcome::Noted, Outcome::Approved]
    );
    assert_eq!(
        outcomes(
            "Punkt 1
Dagsorden

Beslutning
Punkt 7 udgår.

Punkt 2
Salg af grund

Beslutning
Sagen udgår.
"
        ),
        [Outcome::Approved, Outcome::Withdrawn]
    );
}

#[test]
fn a_recommendation_of_nobody_is_of_the_body_that_the_others_are_of() {
    let by = |text: &str| -> Vec<Option<String>> {
        items(DANISH, text).iter().flat_map(|item| &item.recommendations).map(|one| one.by.clone()).collect()
    };
    let first = "Punkt 1
Nyt tag på skolen

Indstilling
Forvaltningen indstiller, at taget lægges.

Beslutning
Godkendt.

";
    let unnamed = "Punkt 2
Ny vej

Indstilling
Det indstilles, at vejen bygges.

Beslutning
Godkendt.
";
    assert_eq!(
        by(&format!("{first}{unnamed}")),
        [Some("Forvaltningen".to_owned()), Some("Forvaltningen".into())]
    );
    assert_eq!(by(unnamed), [None]);
}

#[test]
fn the_number_of_a_point_is_no_part_of_who_recommends() {
    let item = &items(
        DANISH,
        "Punkt 3
Ny sti

Indstilling
2) Teknisk Forvaltning indstiller, at stien anlægges.

Beslutning
Godkendt.
",
    )[0];
    assert_eq!(item.recommendations[0].by.as_deref(), Some("Teknisk Forvaltning"));
}

#[test]
fn the_chair_is_who_is_named_with_the_office_and_no_deputy() {
    let item = &items(
        SWEDISH,
        "§ 31
Ny taxa

Yrkanden
Ordf yrkar bifall till förslaget.
Per Lind (M) yrkar avslag på förslaget.

Propositionsordning
Ordföranden ställer proposition på yrkandena och finner att kommunstyrelsen bifaller förslaget.

Beslut
Taxan fastställs.
",
    )[0];
    let by: Vec<Vec<String>> = item.proposals.iter().map(|one| names(&one.by)).collect();
    assert_eq!(by, [["Karin Ek (S)"], ["Per Lind (M)"]]);
}

#[test]
fn a_refusal_is_decided_in_the_words_of_its_mover() {
    let item = |decision: &str| {
        let body = format!(
            "PS 12/15  Vik skole

Formannskapets innstilling:
Vik skole nedlegges fra 1.8.2015.

Behandling:
Ola Dal (H) satte fram slikt forslag:
Vik skole opprettholdes inntil videre med dagens kretsgrenser.

Vedtak:
{decision}
"
        );
        items(BOKMAL, &body).swap_remove(0)
    };
    let kept = item("Vik skole opprettholdes inntil videre med dagens kretsgrenser.");
    assert_eq!((kept.decisions[0].outcome, kept.proposals[0].fate), (Outcome::Rejected, Fate::Adopted));
    let closed = item("Vik skole nedlegges fra 1.8.2015.");
    assert_eq!((closed.decisions[0].outcome, closed.proposals[0].fate), (Outcome::Approved, Fate::Rejected));
}

#[test]
fn a_misread_cover_gives_way_to_what_the_headings_of_decisions_agree_on() {
    let item = |number: u32| {
        format!("{number}. Sag om bro\n\nBeslutning i Havneudvalget den 04-03-2015\nBroen rives i år.\n\n")
    };
    let text = |cover: &str| {
        format!(
            "Varde Kommune\n{cover}\nReferat\nDato: 4. marts 2015  kl. 17.00\n\n{}{}{}",
            item(1),
            item(2),
            item(3)
        )
    };
    let body = |cover: &str| record(&text(cover)).meeting.and_then(|meeting| meeting.body);
    assert_eq!(body("Havneudvalget").as_deref(), Some("Havneudvalget"));
    assert_eq!(body("Havneudva1get").as_deref(), Some("Havneudvalget"));
    // Another body is another.
    assert_eq!(body("Byrådet").as_deref(), Some("Byrådet"));
}

#[test]
fn a_decision_in_the_words_of_a_proposal_adopts_it() {
    let item = &items(
        BOKMAL,
        "PS 12/15 Tilskudd til idrettslaget

Rådmannens innstilling
Søknaden avslås.

Behandling
Kari Vik (AP) fremmet alternativt forslag:
Idrettslaget gis kr 900 000 over to sesonger.

Votering
Innstillingen fikk 4 stemmer (SP 3, FRP 1), det alternative forslaget 7.

Vedtak
Søknaden imøtekommes delvis. Laget gis kr 900 000 fordelt på to sesonger.

PS 13/15 Referatsaker

Vedtak
Tatt til orientering.
",
    )[0];
    assert_eq!(item.proposals[0].fate, Fate::Adopted);
    assert_eq!((item.votes[0].yes, item.votes[0].no), (Some(4), Some(7)));
    assert_eq!(item.decisions[0].outcome, Outcome::ApprovedAmended);
}

/// Kind and fate of each proposal of the first item.
fn moved(head: &str, body: &str) -> Vec<(ProposalKind, Fate)> {
    items(head, body)[0].proposals.iter().map(|one| (one.kind, one.fate)).collect()
}

#[test]
fn what_is_decided_word_for_word_was_adopted() {
    let body = "PS 7/15 Takster for parkering

Rådmannens innstilling
Timesatsen økes til kr 34.

Behandling
Kari Vik (AP) fremmet følgende forslag:
Elbiler betaler halv takst i sone A og B.

Votering
Forslaget fra AP: Ola Dal (H) stemte mot forslaget.

Vedtak
Timesatsen økes til kr 34. Elbiler betaler halv takst i sone A og B.
";
    let [(_, fate)] = moved(BOKMAL, body)[..] else { panic!("one proposal") };
    assert_eq!(fate, Fate::Adopted);
}

#[test]
fn to_grant_what_others_would_refuse_is_an_approval() {
    let body = "PS 7/15 Dispensasjon for naust

Rådmannens innstilling
Søknaden avslås.

Behandling
Kari Vik (AP) fremmet følgende forslag:
Det innvilges dispensasjon for naust inntil 30 m2.

Votering
Forslaget fra AP ble vedtatt med 4 mot 1 stemmer.

Vedtak
Det innvilges dispensasjon for naust inntil 30 m2.
";
    assert_eq!(moved(BOKMAL, body), [(ProposalKind::Approval, Fate::Adopted)]);
}

#[test]
fn who_supports_another_would_make_the_same_of_the_matter() {
    let body = |yrkanden: &str| {
        format!(
            "§ 31\nMål och budget\n\nFörslag till beslut\nKommunstyrelsen godkänner budgeten.\n\nYrkanden\n{yrkanden}\n\nBeslut\nKommunstyrelsen godkänner budgeten.\n"
        )
    };
    let kinds = |text: &str| -> Vec<ProposalKind> {
        moved(SWEDISH, &body(text)).into_iter().map(|(kind, _)| kind).collect()
    };
    assert_eq!(
        kinds(
            "Anna Berg (C) yrkar avslag på förslaget.\n\nOlle Sten (V) yrkar bifall till Anna Bergs yrkande."
        ),
        [ProposalKind::Rejection, ProposalKind::Rejection]
    );
    assert_eq!(
        kinds("Per Lind (M) yrkar bifall till Moderaternas budgetförslag."),
        [ProposalKind::Amendment]
    );
}

#[test]
fn what_is_named_and_refused_is_not_supported() {
    let body = "4. Ny bro

Indstilling
Forvaltningen indstiller, at broen bygges.

Beslutning
Anna Lund (V) foreslog, at indstillingens punkt 1 afvises.

Ib Krag (A) foreslog, at broen bliver bredere, men trak forslaget til fordel for indstillingen.

Godkendt.
";
    let kinds: Vec<_> = moved(DANISH, body);
    assert_eq!(kinds[0].0, ProposalKind::Rejection);
    assert_eq!(kinds[1], (ProposalKind::Amendment, Fate::Withdrawn));
}

#[test]
fn a_committee_s_own_heading_says_who_recommends() {
    let body = "4. Ny bro

Sagsfremstilling
Broen er gammel.

Økonomiudvalgets behandling den 17/2-15:

Udvalget indstiller, at broen bygges.

Byrådets behandling:

Godkendt.
";
    let item = &items(DANISH, body)[0];
    let by: Vec<_> = item.recommendations.iter().map(|one| one.by.clone()).collect();
    assert_eq!(by, [Some("Økonomiudvalget".to_owned())]);
}

#[test]
fn a_bare_noun_means_what_was_just_put() {
    let body = "Punkt 3. Dagsordenen

Indstilling
Borgmesteren indstiller, at dagsordenen godkendes.

Beslutning
Anne Vig (Ø) foreslog, at punkt 9 flyttes til den åbne dagsorden.

Forslaget forkastedes med 24 stemmer mod 1.

Dagsordenen godkendt.
";
    assert_eq!(moved(DANISH, body), [(ProposalKind::Other, Fate::Rejected)]);
}

#[test]
fn who_takes_a_proposal_back_further_on_puts_no_other() {
    let body = "Punkt 3. Økologisk mad

Sagsfremstilling
Anne Vig (F) har begæret optaget et punkt om økologiske varer.

Beslutning
Anne Vig trak forslaget.

Bortfaldet.
";
    assert_eq!(moved(DANISH, body).iter().map(|&(_, fate)| fate).collect::<Vec<_>>(), [Fate::Withdrawn]);
}

#[test]
fn what_is_to_be_done_in_the_place_of_something_is_an_amendment() {
    let body = "Punkt 3. Salg af skolen

Indstilling
Administrationen indstiller, at ejendommen sælges.

Beslutning
Anne Vig (F) foreslog, at ejendommen ikke sælges, men udlejes i tre år.

For stemte 15, imod stemte 4.

Anne Vigs forslag er således vedtaget.
";
    assert_eq!(moved(DANISH, body), [(ProposalKind::Amendment, Fate::Adopted)]);
}

#[test]
fn of_two_nominees_the_one_who_is_only_a_deputy_was_not_elected() {
    let body = "PS 7/15 Valg av utsending

Behandling
Kari Vik (AP) foreslo Per Moe.
Ola Dal (H) foreslo Eva Lie.

Votering
Skriftlig votering: Moe fikk 5 stemmer og Lie 4.

Vedtak
Som utsending velges Per Moe, med Eva Lie som vara.
";
    let fates: Vec<Fate> = moved(BOKMAL, body).iter().map(|&(_, fate)| fate).collect();
    assert_eq!(fates, [Fate::Adopted, Fate::Rejected]);
}

#[test]
fn whoever_brought_the_matter_up_stands_in_its_heading() {
    let item = &items(
        BOKMAL,
        "PS 7/15 Interpellasjon fra Kari Vik (AP) om ålegress

Behandling
Ordføreren svarte.

Interpellanten fremmet følgende forslag:
Rådmannen legger fram en sak om ålegress.

Vedtak
Interpellasjonen anses besvart.
",
    )[0];
    assert_eq!(names(&item.proposals[0].by), ["Kari Vik (AP)"]);
}

#[test]
fn an_office_named_by_its_kind_alone_is_the_one_that_the_document_has() {
    let item = &items(
        SWEDISH,
        "§ 31
Bygglov för mast

Ärendet
Miljö- och byggkontoret har yttrat sig den 3 maj.

Kontorets förslag: Bygglov beviljas.

Beslut
Bygglov beviljas.
",
    )[0];
    assert_eq!(item.recommendations[0].by.as_deref(), Some("Miljö- och byggkontoret"));
}

#[test]
fn a_name_with_initials_is_the_full_name_that_it_may_stand_for() {
    let body = "PS 7/15 Bro over elva

Behandling
Vik foreslo at saken utsettes.

Vedtak
Saken utsettes.

Kari Vik        O. Dal        K. Vik
";
    assert_eq!(names(&items(BOKMAL, body)[0].proposals[0].by), ["Kari Vik (AP)"]);
}

#[test]
fn who_signs_the_minutes_is_elected_where_nothing_else_is_decided() {
    let outcome = |body: &str| items(SWEDISH, body)[0].decisions[0].outcome;
    let title = "§ 31\nUpprop. Val av justerare\n\nBeslut\n";
    assert_eq!(outcome(&format!("{title}Till justerare utses Anna Berg.\n")), Outcome::Elected);
    let both = "Till justerare utses Anna Berg. Dagordningen fastställs.\n";
    assert_eq!(outcome(&format!("{title}{both}")), Outcome::Approved);
}

#[test]
fn a_committee_in_the_heading_of_its_turn_recommends() {
    let item = &items(
        DANISH,
        "Punkt 3. Salg af skolen

Indstilling
Administrationen indstiller, at ejendommen sælges.

Beslutning Teknik- og Miljøudvalget den 03-05-2011
Anbefales godkendt.
",
    )[0];
    let by: Vec<_> = item.recommendations.iter().filter_map(|one| one.by.as_deref()).collect();
    assert_eq!(by, ["Administrationen", "Teknik- og Miljøudvalget"]);
}
