//! Numbers here are published test numbers, or of days that no living person was born on.

use super::{as_read, find, masked, sealed};
use crate::language::Language;
use crate::record::PersonalDataKind::{self, Cpr, Email, Fodselsnummer, Hetu, Personnummer, Phone};
use crate::text::{Edit, EditKind, Edits, Repaired, Span};
use proptest::prelude::*;

fn found(text: &str) -> Vec<(PersonalDataKind, &str)> {
    found_in(text, None)
}

fn found_in(text: &str, language: Option<Language>) -> Vec<(PersonalDataKind, &str)> {
    find::<Repaired>(text, language).iter().map(|one| (one.kind, one.span.of(text))).collect()
}

fn only(text: &str, kind: PersonalDataKind, number: &str) {
    assert_eq!(found(text), [(kind, number)], "{text}");
}

#[test]
fn swedish_numbers_have_a_day_and_a_checksum() {
    for number in [
        "121212-1212",
        "19121212-1212",
        "121212+1212",
        "191212121212",
        "1212121212",
        "701063-2391",
        "19701063-2391",
    ] {
        only(&format!("Sökanden ({number}) bor i kommunen."), Personnummer, number);
    }
    for other in ["121212-1213", "121312-1214", "121232-1211", "19001312-1212"] {
        assert_eq!(found(&format!("Sökanden {other} bor i kommunen.")), [], "{other}");
    }
    only("Personnr: 121212 1212", Personnummer, "121212 1212");
    assert_eq!(found("121212 1212 kronor"), []);
}

#[test]
fn norwegian_numbers_have_two_checksums() {
    for number in ["24123990044", "64123990038", "24923990190", "241239 90044"] {
        only(&format!("Søker er {number}, bosatt her."), Fodselsnummer, number);
    }
    assert_eq!(found("Søker er 24123990045, bosatt her."), []);
    assert_eq!(found("Søker er 24133990044, bosatt her."), []);
    // A bank account has eleven digits too, and one of the checksums.
    assert_eq!(found("Kontonr 24123990044"), []);
    assert_eq!(found("Konto nr. 2412.39.90044"), []);
}

#[test]
fn danish_numbers_need_a_word_beside_them_where_they_have_no_checksum() {
    let text = "Borgeren, 070761-4285, har klaget.";
    assert_eq!(found_in(text, Some(Language::Danish)), [(Cpr, "070761-4285")]);
    only("Borgeren (CPR-nr. 251248-9996) har klaget.", Cpr, "251248-9996");
    only("cpr 2512489996", Cpr, "2512489996");
    assert_eq!(found("Borgeren, 251248-9996, har klaget."), []);
    assert_eq!(found("CPR-nr. 311348-9996"), []);
    assert_eq!(found("Sagsnr. 070761-4285"), []);
    let sure = |text: &str| find::<Repaired>(text, Some(Language::Danish))[0].confidence;
    assert!(sure("CPR 251248-9996") < sure("Borgeren, 070761-4285"));
}

#[test]
fn finnish_numbers_have_a_sign_for_the_century_and_one_to_check() {
    for number in ["131052-308T", "131052A308T", "131052Y308T", "131052+308T", "131052–308T"] {
        only(&format!("Sökanden {number} har besvärat sig."), Hetu, number);
    }
    for other in ["131052-308U", "131052G308T", "321052-308T", "131052-308TX"] {
        assert_eq!(found(&format!("Sökanden {other} har besvärat sig.")), [], "{other}");
    }
}

#[test]
fn damaged_and_broken_numbers_are_still_numbers() {
    only("född 19121212—1212.", Personnummer, "19121212—1212");
    only("född 19121212 - 1212.", Personnummer, "19121212 - 1212");
    only("född 19121212-\n   1212.", Personnummer, "19121212-\n   1212");
    only("född 19121212-l2l2.", Personnummer, "19121212-l2l2");
    // Misread or mistyped, and said to be one.
    only("Personnummer 19121212-1218", Personnummer, "19121212-1218");
}

#[test]
fn telephone_numbers_have_a_form_or_a_word_before_them() {
    for (text, number) in [
        ("Ring 08-123 45 67 på dagen.", "08-123 45 67"),
        ("Ring 070-123 45 67 på dagen.", "070-123 45 67"),
        ("Ring 0920-12 34 56.", "0920-12 34 56"),
        ("Ring +46 8 123 456 78.", "+46 8 123 456 78"),
        ("Växel: +46 (0)8-123 456 78", "+46 (0)8-123 456 78"),
        ("Ring 0047 22 33 44 55.", "0047 22 33 44 55"),
        ("Tlf. 22 33 44 55", "22 33 44 55"),
        ("Telefon 4433 2211, hverdage", "4433 2211"),
        ("Mobil: 912 34 567", "912 34 567"),
        ("tfn 040 123 4567", "040 123 4567"),
    ] {
        only(text, Phone, number);
    }
    for none in [
        "Kostnaden är 90 000–120 000 euro, 700 000-900 000 om året",
        "Anslaget är 22 33 44 55 kronor.",
        "Summan blir 12 345 678 kr.",
        "Dnr 0920-12 34 56",
        "Dnr KS 2024-00123, 2024/0123-4",
        "Perioden 2019-2022, 08-10 och 0-5 år",
        "Telefonin kostade 12 345 678 kr.",
        "Kostnaden för telefon under året beräknas till 223 456",
        "ISBN 91-7844-123-4",
        "den 2024-02-07 kl. 18.00-20.15",
    ] {
        assert_eq!(found(none), [], "{none}");
    }
}

#[test]
fn addresses_have_a_known_ending() {
    only("Skriv till anna.berg@kommunen.se.", Email, "anna.berg@kommunen.se");
    only("post@blaavik.kommune.no, tlf.", Email, "post@blaavik.kommune.no");
    for none in ["f@rste.Det var", "08.00.00-@60", "@kommunen.se", "anna@kommunen", "a@.se"] {
        assert_eq!(found(none), [], "{none}");
    }
}

#[test]
fn other_numbers_are_no_ones() {
    for none in [
        "Org.nr 556036-0793",
        "Organisationsnummer: 212000-0142",
        "556036-0793",
        "Dnr KS-070761-4285",
        "Sag nr. 070761-4285-2",
        "Bankgiro 121212-1212",
        "Faktura nr 1212121212",
        "12121212-12 och 1212121212123",
        "EAN 5790001212121",
        "1.121212-1212",
    ] {
        assert_eq!(found(none), [], "{none}");
    }
}

#[test]
fn the_language_settles_what_fits_two_countries() {
    let of = |text, language| find::<Repaired>(text, Some(language)).pop().map(|one| one.kind);
    // The seventh of July, or the first of July with sixty added; both checksums are right.
    assert_eq!(of("Borgeren (070761-4285)", Language::Danish), Some(Cpr));
    assert_eq!(of("Borgeren (070761-4285)", Language::Swedish), Some(Personnummer));
    // A neighbour's number is one in any language.
    assert_eq!(of("Ansøgeren (121212-1212)", Language::Danish), Some(Personnummer));
}

#[test]
fn masking_keeps_every_other_sign_and_the_number_of_characters() {
    let text = "Född 121212-1212, anna.ö@kommunen.se, §\u{A0}4";
    let mask = masked(text, &find::<Repaired>(text, None));
    assert_eq!(mask, "Född ██████-████, ████.█@████████.██, §\u{A0}4");
    assert_eq!(mask.chars().count(), text.chars().count());
}

#[test]
fn a_place_in_the_repaired_text_is_found_in_the_text_as_read() {
    let edit = |start, end, with: &str| Edit {
        at: Span::new(start, end),
        with: with.into(),
        kind: EditKind::Character,
        confidence: 1.0,
        doubtful: false,
    };
    let read = "fodd l21212-12l2 har";
    let edits = Edits::new(vec![edit(0, 4, "född"), edit(5, 11, "121212")], read);
    let repaired = edits.apply(read);
    let at = repaired.find("121212").unwrap();
    assert_eq!(as_read(&edits, Span::new(at, at + 11)).of(read), "l21212-12l2");
    assert_eq!(as_read(&edits, Span::new(0, 5)).of(read), "fodd");
    assert_eq!(as_read(&edits, Span::new(repaired.len() - 3, repaired.len())).of(read), "har");
}

#[test]
fn no_string_of_a_record_is_left_unmasked() {
    let mut record =
        crate::Pipeline::new(crate::Settings::default()).process("in.txt", "§ 1\nVal".as_bytes()).unwrap();
    record.source.path = "akter/arende_121212-1212.txt".into();
    record.document.title = Some("Ansökan av 121212-1212".into());
    let text = serde_json::to_string(&sealed(record.clone(), None)).unwrap();
    assert!(!text.contains("121212") && text.contains("arende_██████-████.txt"), "{text}");
    record.source.path = "in.txt".into();
    record.document.title = None;
    assert_eq!(sealed(record.clone(), None), record);
}

proptest! {
    #[test]
    fn any_text_can_be_masked(text in "[0-9 +@.\n\u{AD}lOA–-]{0,60}[a-zåö@.]{0,12}") {
        let mask = masked(&text, &find::<Repaired>(&text, None));
        prop_assert_eq!(mask.chars().count(), text.chars().count());
    }
}
