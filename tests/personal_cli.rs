//! What is personal is told of, and with `--mask personal-ids` stands in nothing that is written.

use super::schema;
use super::workspace::Workspace;
use serde_json::Value;
use std::collections::BTreeSet;

/// Published test numbers, and numbers of days that no living person was born on.
const PERSONAL: [&str; 8] = [
    "121212-1212",
    "19701063-2391",
    "24123990044",
    "070761-4285",
    "131052Y308T",
    "070-123 45 67",
    "+47 22 33 44 55",
    "asta.kvist@brostad.se",
];

/// As a reader with an English model leaves them.
fn minutes() -> String {
    let [coordination, norwegian, danish, finnish, mobile, phone, email] =
        [1, 2, 3, 4, 5, 6, 7].map(|at| PERSONAL[at]);
    format!(
        "BROSTADS KOMMUN\nSocialnamnden\nSammantradesprotokoll 2024-03-05\n\n\
        § 12 Ansokan om bistand, Asta Kvist 121212-1212\n\nDnr SN 2024/121\n\n\
        Beslut\n\nNamnden avslar ansokan fran Asta Kvist, 121212-1212, om plats i boende.\n\n\
        Sammanfattning av arendet\n\nSokanden {coordination} ar sedan 2019 folkbokford i kommunen tillsammans med sin make, \
        fødselsnr {norwegian}, och sin\nbror, CPR {danish}. En syster har personbeteckning {finnish}. Namnden foreslar \
        att forvaltningen ringer {mobile} eller {phone}, eller skriver till {email}. Overklagandet har provats av \
        lansratten, som forordnade att arendet skulle aterforvisas till namnden for fornyad provning.\n\n\
        Reservation\n\nBertil Ek (S) reserverar sig mot beslutet att avsla ansokan fran 19121212-\n1212 i kommunen.\n\n\
        Beslutet skickas till\n\nAsta Kvist (121212-1212)\n"
    )
}

fn record(stdout: &str) -> Value {
    schema::validate(&serde_json::from_str(stdout).expect("a record"));
    serde_json::from_str(stdout).expect("a record")
}

#[test]
fn what_is_personal_is_told_of_with_its_place_and_not_repeated() {
    let workspace = Workspace::with([("in.txt", minutes().as_bytes())]);
    let ran = workspace.run(&["run", "--quiet", "--lang", "sv", "in.txt"]);
    let record = record(&ran.stdout);
    let text: Vec<char> = record["text"].as_str().expect("a text").chars().collect();
    let found = record["personal_data"].as_array().expect("a list");
    let told: BTreeSet<&str> = found.iter().filter_map(|one| one["kind"].as_str()).collect();
    assert_eq!(
        told.into_iter().collect::<Vec<_>>(),
        ["cpr", "email", "fodselsnummer", "hetu", "personnummer", "phone"]
    );
    let places: Vec<String> = found
        .iter()
        .map(|one| {
            let at = |key: &str| usize::try_from(one[key].as_u64().expect("an offset")).expect("an offset");
            text[at("start")..at("end")].iter().collect()
        })
        .collect();
    for number in PERSONAL {
        assert!(places.iter().any(|place| place == number), "{number}: {places:?}");
    }
    let warnings: Vec<&Value> = record["warnings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|warning| warning["code"] == "personal_data")
        .collect();
    assert!(warnings.len() >= 7 && warnings.iter().all(|warning| warning["start"].is_u64()), "{warnings:?}");
    let said = serde_json::to_string(&warnings).expect("JSON");
    assert!(PERSONAL.iter().all(|number| !said.contains(number)), "{said}");
    assert!(said.contains("personnummer") && said.contains("--mask personal-ids"), "{said}");
    assert_eq!(record["made_with"]["masked"], Value::Null);
}

#[test]
fn what_is_masked_stands_in_nothing_that_is_written() {
    let name = "akter/arende_121212-1212.txt";
    let workspace = Workspace::with([(name, minutes().as_bytes())]);
    let plain = record(&workspace.run(&["run", "--quiet", "--lang", "sv", "akter"]).stdout);
    let ran = workspace.run(&["run", "--quiet", "--lang", "sv", "--mask", "personal-ids", "akter"]);
    let repaired =
        workspace.run(&["repair", "--quiet", "--lang", "sv", "--mask", "personal-ids", "--diff", "akter"]);
    assert_eq!((ran.code, repaired.code), (Some(0), Some(0)), "{}{}", ran.stderr, repaired.stderr);
    let texts = [
        ran.stdout.clone(),
        repaired.stdout.replace(name, "").replace("arende_121212-1212.txt", ""),
        workspace.run(&["repair", "--quiet", "--lang", "sv", "--mask", "personal-ids", name]).stdout,
    ];
    for number in
        PERSONAL.iter().copied().chain(["12121212", "1212-1212", "123990", "4285", "308T", "45 67", "kvist@"])
    {
        for text in &texts {
            assert!(!text.contains(number), "{number} in {text}");
        }
    }
    let masked = record(&ran.stdout);
    assert_eq!(masked["made_with"]["masked"]["what"], "personal-ids");
    assert_eq!(
        masked["made_with"]["masked"]["count"],
        masked["personal_data"].as_array().expect("a list").len()
    );
    assert_eq!(masked["made_with"]["masked"]["with"], "█");
    assert!(masked["source"]["path"].as_str().expect("a path").ends_with("arende_██████-████.txt"));

    // Everything else is as it was: the same places, the same cuts, the same facts.
    let length = |record: &Value| record["text"].as_str().expect("a text").chars().count();
    assert_eq!(length(&plain), length(&masked));
    assert_eq!(plain["segments"], masked["segments"]);
    assert_eq!(plain["personal_data"], masked["personal_data"]);
    assert_eq!(plain["items"][0]["decisions"][0]["outcome"], masked["items"][0]["decisions"][0]["outcome"]);
    assert!(masked["items"][0]["title"].as_str().expect("a title").ends_with("Asta Kvist ██████-████"));
    assert!(
        masked["items"][0]["reservations"][0]["text"]
            .as_str()
            .expect("a text")
            .contains("████████- ████ i kommunen")
    );
    let changed: Vec<&str> =
        masked["repairs"].as_array().expect("a list").iter().filter_map(|row| row["from"].as_str()).collect();
    assert!(changed.contains(&"Namnden") && changed.iter().all(|from| !from.contains('█')), "{changed:?}");
}

#[test]
fn only_what_can_be_masked_can_be_asked_for() {
    let workspace = Workspace::with([("in.txt", b"Protokoll")]);
    let ran = workspace.run(&["run", "--mask", "names", "in.txt"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("personal-ids"), "{}", ran.stderr);
}
