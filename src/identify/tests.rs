use super::identify;
use crate::language::Language::{self, Bokmal, Danish, Nynorsk, Swedish};

fn found(text: &str) -> Option<Language> {
    identify(text).language
}

#[test]
fn clean_sentences() {
    for (language, text) in [
        (
            Swedish,
            "Nämnden beslutar att bordlägga ärendet till nästa möte och att ge förvaltningen i uppdrag att räkna om budgeten.",
        ),
        (
            Danish,
            "Udvalget besluttede at udsætte sagen til næste møde og bad forvaltningen om at regne på budgettet igen.",
        ),
        (
            Bokmal,
            "Utvalget vedtok å utsette saken til neste møte og ba rådmannen om å regne på budsjettet på nytt.",
        ),
        (
            Nynorsk,
            "Utvalet vedtok å utsetje saka til neste møte og bad rådmannen om å rekne på budsjettet ein gong til.",
        ),
        (Bokmal, "Det ble ikke fremmet andre forslag, og innstillingen ble enstemmig vedtatt."),
        (Nynorsk, "Det vart ikkje fremja andre framlegg, og innstillinga vart samrøystes vedteken."),
        (Danish, "Der blev ikke stillet andre forslag, og indstillingen blev enstemmigt vedtaget."),
    ] {
        assert_eq!(found(text), Some(language), "{text}");
        assert!(identify(text).confidence > 0.9, "{text}");
    }
}

#[test]
fn sentences_read_with_the_english_model() {
    for (language, text) in [
        (
            Swedish,
            "Namnden beslutar att bordlagga arendet till nista m6te och att ge férvaltningen i uppdrag att rakna om budgeten.",
        ),
        (
            Danish,
            "Udvalget besluttede at udsztte sagen til neste mgde og bad forvaltningen om at regne pa budgettet igen.",
        ),
        (
            Bokmal,
            "Utvalget vedtok 4 utsette saken til neste mote og ba radmannen om a regne pa budsjettet pa nytt.",
        ),
        (
            Nynorsk,
            "Utvalet vedtok a utsetje saka til neste mate og bad radmannen om 4 rekne pa budsjettet ein gong til.",
        ),
    ] {
        assert_eq!(found(text), Some(language), "{text}");
    }
}

#[test]
fn sentences_read_with_a_neighbours_model() {
    for (language, text) in [
        (
            Swedish,
            "Nåmnden beslutar att bordlågga årendet till nåsta måte och att ge fårvaltningen i uppdrag.",
        ),
        (
            Danish,
            "Udvalget besluttede at udsaette sagen til neste möde og bad om at få forslaget sendt i høring.",
        ),
    ] {
        assert_eq!(found(text), Some(language), "{text}");
    }
}

#[test]
fn older_spelling() {
    for (language, text) in [
        (Swedish, "Stämman beslöt att afslå förslaget, hvilket icke ansågs vara af behofvet påkalladt."),
        (
            Danish,
            "Byraadet vedtog at overlade Sagen til Udvalget for Havnen, som havde faaet den til Erklæring.",
        ),
        (Bokmal, "Herredsstyret vedtok at opta et laan til skolebygningen, og ordføreren blev git fuldmagt."),
    ] {
        assert_eq!(found(text), Some(language), "{text}");
    }
}

#[test]
fn no_words_no_language() {
    for text in ["", " \n", "12.03.2019 – 14:30", "§ 14 § 15"] {
        assert_eq!(identify(text).language, None);
    }
}

#[test]
fn little_text_gives_little_confidence() {
    assert!(identify("Protokoll").confidence < 0.9);
    assert!(identify("Mogens Thorvaldsen").confidence < 0.7);
}
