//! Mentions of whole sentences, in all four written languages. All sentences are ours.

mod forms;

use super::extract;
use crate::language::Language;
use crate::outline::Outline;
use crate::record::{EntityValue, SegmentKind};
use crate::text::Span;

fn outline(segments: &[(SegmentKind, &str)], text: &str) -> Outline {
    let mut from = 0;
    Outline::sample(segments.iter().map(|&(kind, part)| {
        let start = from + text[from..].find(part).expect("the part stands in the text");
        from = start + part.len();
        (kind, Span::new(start, from))
    }))
}

/// Kind, words and value of every mention, shown on one line each.
fn shown(language: Language, text: &str) -> Vec<String> {
    shown_in(language, text, &outline(&[], text))
}

fn shown_in(language: Language, text: &str, outline: &Outline) -> Vec<String> {
    let some = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".into());
    extract(text, Some(language), outline)
        .into_iter()
        .map(|mention| match mention.value {
            EntityValue::Person { party, .. } => format!("person {} ({})", mention.text, some(&party)),
            EntityValue::Party => format!("party {}", mention.text),
            EntityValue::Municipality { code } => format!("municipality {} {}", mention.text, some(&code)),
            EntityValue::Organisation => format!("organisation {}", mention.text),
            EntityValue::Place => format!("place {}", mention.text),
            EntityValue::Date { iso } => format!("date {}", some(&iso)),
            EntityValue::Case => format!("case {}", mention.text),
            EntityValue::Money { amount, currency } => {
                format!("money {} {}", amount.unwrap_or(f64::NAN), some(&currency))
            }
            EntityValue::Law { norm } => format!("law {}", some(&norm)),
        })
        .collect()
}

#[track_caller]
fn holds(language: Language, text: &str, wanted: &[&str]) {
    let found = shown(language, text);
    for want in wanted {
        assert!(found.iter().any(|mention| mention == want), "no «{want}» in {found:?}");
    }
}

#[track_caller]
fn lacks(language: Language, text: &str, kind: &str) {
    let found = shown(language, text);
    assert!(!found.iter().any(|mention| mention.starts_with(kind)), "a {kind} in {found:?}");
}

const SV: Language = Language::Swedish;
const DA: Language = Language::Danish;
const NB: Language = Language::Bokmal;
const NN: Language = Language::Nynorsk;

#[test]
fn people_are_known_by_party_title_role_and_honorific() {
    holds(
        SV,
        "Lena af Granstierna (M) och Yusuf Kaya (S) yrkar bifall.",
        &["person Lena af Granstierna (M)", "person Yusuf Kaya (S)"],
    );
    holds(
        DA,
        "Imod stemte Jens Møller Krogsgaard (V) og Ida Vinther (Ø).",
        &["person Jens Møller Krogsgaard (V)", "person Ida Vinther (Ø)"],
    );
    holds(NB, "Kommunedirektør Kari Nordvoll orienterte.", &["person Kari Nordvoll (-)"]);
    holds(
        SV,
        "Herr Lindvall (c) och fru Ek-Sandén (m) reserverar sig.",
        &["person Lindvall (c)", "person Ek-Sandén (m)"],
    );
}

#[test]
fn a_party_is_known_wherever_the_person_stands() {
    let text =
        "Ingrid Solvang (Sp) la fram saken.\n\nInnlegg fra Ingrid Solvang.\n\nDermed falt Solvangs forslag.";
    holds(NB, text, &["person Solvang (Sp)"]);
    assert_eq!(shown(NB, text).iter().filter(|m| m.ends_with("(Sp)")).count(), 3);
    holds(
        SV,
        "Mot beslutet reserverar sig Olle Wiklund och Britta Hedin, samtliga (c).",
        &["person Olle Wiklund (c)"],
    );
}

#[test]
fn a_name_goes_on_over_a_line_end_but_not_over_a_blank_line_or_a_column() {
    let text = "Efter lång överläggning yrkar Anna-Karin\nRydbeck (L) att ärendet återremitteras.";
    let found = shown(SV, text);
    assert!(found.contains(&"person Anna-Karin Rydbeck (L)".to_owned()), "{found:?}");
    let attendance = "Anna Lindqvist          Bertil Strand\n";
    let found = shown_in(SV, attendance, &outline(&[(SegmentKind::Attendance, attendance)], attendance));
    assert_eq!(found, ["person Anna Lindqvist (-)", "person Bertil Strand (-)"]);
}

#[test]
fn furniture_holds_no_mention_and_breaks_none() {
    let text =
        "Nämnden godkänner avtalet den 12\n\nSida 2 Sundsvalls kommun\n\nmars 2021 med Nordvik Bygg AB.";
    let outline = outline(&[(SegmentKind::Furniture, "Sida 2 Sundsvalls kommun")], text);
    let found = shown_in(SV, text, &outline);
    assert_eq!(found, ["date 2021-03-12", "organisation Nordvik Bygg AB"]);
}

#[test]
fn dates_in_every_form() {
    holds(
        SV,
        "den 3 mars 2021, 2021-04-05 och 6.7.2021",
        &["date 2021-03-03", "date 2021-04-05", "date 2021-07-06"],
    );
    holds(DA, "fra den 2. maj til den 28. juni 2019", &["date 2019-05-02", "date 2019-06-28"]);
    holds(SV, "under tiden 2–31 juli 1984", &["date 1984-07-02", "date 1984-07-31"]);
    holds(SV, "för tiden 1.1–31.12.2022", &["date 2022-01-01", "date 2022-12-31"]);
    holds(NN, "planperioden 2022-2025, høyring i mai 2021", &["date 2022", "date 2025", "date 2021-05"]);
    holds(SV, "den 31/12 1985", &["date 1985-12-31"]);
    holds(
        NB,
        "Møtet 14.3.1961. Arbeidet er ferdig innen 20/2 og ble synfart den 1/3.",
        &["date 1961-02-20", "date 1961-03-01"],
    );
    holds(
        SV,
        "Sammanträde 3.9.2014. Tekniska nämnden (28.8, § 4) och den 2.10 kl. 18.30",
        &["date 2014-08-28", "date 2014-10-02"],
    );
    holds(
        SV,
        "Sammanträde den 30 november 1928. Skrivelse av den 26 dennes och den 25 sistlidne oktober",
        &["date 1928-11-26", "date 1928-10-25"],
    );
}

#[test]
fn numbers_that_are_no_dates() {
    lacks(SV, "tfn 08-535 30 000, 2000 kronor och 1870-talet", "date");
    lacks(NB, "lokalplan 633 gjelder 2000 personer", "date");
    lacks(SV, "den 31 april 2020 finns inte", "date 2020-04-31");
    for sums in ["den 1.2.2014 gäller 2/3 av 4.5 poäng", "den 1.2.2014 kl. 9.10, punkt 3.4 (se 2.5 ovan)"] {
        lacks(SV, sums, "date 2014-03");
        lacks(SV, sums, "date 2014-05");
        lacks(SV, sums, "date 2014-04");
        lacks(SV, sums, "date 2014-10");
    }
    lacks(NB, "Møtet 1.2.2014, sak 20/2", "date 2014-02-20");
}

#[test]
fn money_with_amount_and_currency() {
    holds(
        SV,
        "högst 1,2 mnkr, 350 000 kronor, 410 tkr och 75 000:-",
        &["money 1200000 SEK", "money 350000 SEK", "money 410000 SEK", "money 75000 SEK"],
    );
    holds(
        DA,
        "kr. 1.250.000,- og 2,4 mio. kr. samt 900 t.kr.",
        &["money 1250000 DKK", "money 2400000 DKK", "money 900000 DKK"],
    );
    holds(
        NB,
        "mellom 38 og 45 millioner kroner, kr 6 350 000",
        &["money 38000000 NOK", "money 45000000 NOK", "money 6350000 NOK"],
    );
    holds(
        SV,
        "Ärendet kostar 2 361,09 euro, alltså 150 t€ mindre än 3 mn euro.",
        &["money 2361.09 EUR", "money 150000 EUR"],
    );
    lacks(DA, "arealet er 18.450 m2 og 230 ton", "money");
}

#[test]
fn offices_of_the_state_are_named_by_their_districts() {
    holds(NB, "brev fra vegsjefen i Nordland om broen", &["organisation vegsjefen i Nordland"]);
    holds(DA, "skrivelse fra politimesteren i Roskilde", &["organisation politimesteren i Roskilde"]);
    lacks(NB, "vegsjefen i kommunen møtte", "organisation");
}

#[test]
fn case_numbers_of_the_registries() {
    holds(
        SV,
        "Dnr KS 2021-00045 och dnr 318/84, se även TRV 2023/4187",
        &["case KS 2021-00045", "case 318/84", "case TRV 2023/4187"],
    );
    holds(NN, "Arkivsak: 22/00418-14", &["case 22/00418-14"]);
    holds(DA, "Sagsnr. 19/2286", &["case 19/2286"]);
    holds(SV, "Dnr 87/02.06.01/2024", &["case 87/02.06.01/2024"]);
    holds(NB, "jf. sak 031/24 i formannskapet", &["case 031/24"]);
    holds(
        NB,
        "Saksgang          Møtedato     Saknr\nFormannskapet     04.05.2022   31/22\n",
        &["case 31/22"],
    );
    lacks(NB, "3/4 av medlemmene møtte", "case");
    lacks(DA, "skoleåret 2020/2021", "case");
}

#[test]
fn law_citations_have_a_normal_form() {
    holds(SV, "enligt 5 kap. 11 § kommunallagen (2017:725)", &["law kommunallagen 5:11"]);
    holds(
        SV,
        "9 kap. 31 a § PBL och 34 § byggnadsstadgan",
        &["law plan- och bygglagen 9:31a", "law byggnadsstadgan 34 §"],
    );
    holds(SV, "125 § 2 mom. i kommunallagen (410/2015)", &["law kommunallagen 125 § 2 mom."]);
    holds(SV, "6 kap. 28 § kommunallagen; se även 30 § samma lag.", &["law kommunallagen 30 §"]);
    holds(SV, "lagen (2010:1065) om kollektivtrafik ska följas", &["law lagen om kollektivtrafik"]);
    holds(SV, "4 § lagen om hamnar beaktas därvid", &["law lagen om hamnar 4 §"]);
    holds(
        DA,
        "jf. planlovens § 27, stk. 1, og forvaltningslovens §§ 3 og 6",
        &["law planloven § 27 stk. 1", "law forvaltningsloven §§ 3, 6"],
    );
    holds(NB, "forvaltningsloven § 6 første ledd bokstav e", &["law forvaltningsloven § 6 første ledd e"]);
    holds(NN, "plan- og bygningslova § 12-12", &["law plan- og bygningslova § 12-12"]);
    lacks(SV, "§ 12 Val av justerare. Nämnden beslutade den 16 juni 2022, § 118, att avslå.", "law");
    lacks(SV, "Förslagen och underlagen 3 § saknas", "law");
}

#[test]
fn municipalities_have_the_code_of_their_country() {
    holds(
        SV,
        "Ulricehamns kommun och UMEÅ KOMMUN",
        &["municipality Ulricehamns kommun SE-1491", "municipality UMEÅ KOMMUN SE-2480"],
    );
    holds(
        SV,
        "kommunerna Ale, Borås och Lerum",
        &["municipality Ale SE-1440", "municipality Borås SE-1490", "municipality Lerum SE-1441"],
    );
    holds(DA, "Faaborg-Midtfyn Kommune", &["municipality Faaborg-Midtfyn Kommune DK-430"]);
    holds(NN, "Voss herad, 12. mai 2022", &["municipality Voss herad NO-4621"]);
    lacks(SV, "Varje kommun ska ha en plan. Vår kommun är liten.", "municipality");
}

#[test]
fn bodies_by_form_but_never_the_one_that_met() {
    let text = "Tekniska nämnden\n\nKommunstyrelsen och individ- och familjenämnden hörs. Tekniska nämnden avslår. Nämnden väntar.";
    let found = shown(SV, text);
    assert_eq!(found, ["organisation Kommunstyrelsen", "organisation individ- och familjenämnden"]);
    holds(
        NB,
        "Kommunestyret\n\nSaken gikk til Utvalg for plan, teknikk og næring i mai.",
        &["organisation Utvalg for plan, teknikk og næring"],
    );
    holds(
        DA,
        "Byrådet har hørt Social- og Sundhedsudvalget og Tved Grundejerforening",
        &["organisation Social- og Sundhedsudvalget", "organisation Tved Grundejerforening"],
    );
    holds(SV, "till Länsstyrelsen i Gävleborgs län", &["organisation Länsstyrelsen i Gävleborgs län"]);
    lacks(SV, "bostadsområdet och planområdet, förslaget", "organisation");
}

#[test]
fn parties_where_they_act_not_in_brackets_after_names() {
    let found = shown(DA, "For stemte 16: A, B, C og F.\nImod stemte 5: Ø.");
    assert_eq!(found, ["party A", "party B", "party C", "party F", "party Ø"]);
    holds(NB, "Forslaget fikk 18 stemmer (Sp 9, Ap 6, R 3).", &["party Sp", "party Ap", "party R"]);
    holds(SV, "Sverigedemokraterna deltar inte i beslutet.", &["party Sverigedemokraterna"]);
    lacks(SV, "Anna Lind (S) föreslår alternativ B.", "party");
}

#[test]
fn places_by_form_and_by_what_stands_before() {
    holds(
        SV,
        "fastigheten Sätra 108:5 vid Kransbindaregatan, nära väg 40",
        &["place Sätra 108:5", "place Kransbindaregatan", "place väg 40"],
    );
    holds(
        NB,
        "gnr. 33 bnr. 118 og Storgata 51 ved Hjertefjorden",
        &["place gnr. 33 bnr. 118", "place Storgata 51"],
    );
    holds(SV, "eleverna i Strömsbro skola", &["place Strömsbro skola"]);
    lacks(SV, "Skolan ligger vid vägen.", "place");
}

#[test]
fn a_text_of_no_known_language_has_no_mentions() {
    assert!(extract("Anna Berg (S)", None, &Outline::default()).is_empty());
    assert!(extract("", Some(SV), &Outline::default()).is_empty());
}

#[test]
fn old_minutes_print_the_year_first_and_days_as_ordinals() {
    holds(DA, "Aar 1911, Mandagen den 4de December afholdtes Møde.", &["date 1911-12-04"]);
    holds(
        SV,
        "År 1887 beviljades anslag. Den 3:e mars 1888 väcktes motion den 2e maj 1889.",
        &["date 1889-05-02"],
    );
    holds(NB, "Møte den 17de mai 1905.", &["date 1905-05-17"]);
    // A year that counts something else is not the day's.
    holds(
        NN,
        "Budsjettet for 1993 vart vedteke 24. november 1994 og endra 1. desember.",
        &["date 1994-12-01"],
    );
    lacks(DA, "Vejen er 8de meter fra Marts.", "date");
}

#[test]
fn an_office_belongs_to_the_name_on_its_line_and_to_no_owner_of_a_proposal() {
    let role = |text: &str, name: &str| {
        let mentions = extract(text, Some(SV), &outline(&[], text));
        mentions.into_iter().find(|mention| mention.text == name).and_then(|mention| match mention.value {
            EntityValue::Person { role, .. } => role,
            _ => None,
        })
    };
    let list = "Sven Åkerlund (S) ordf\nGerd Hjelm (C)\n";
    assert_eq!(role(list, "Sven Åkerlund").as_deref(), Some("ordförande"));
    assert_eq!(role(list, "Gerd Hjelm"), None);
    assert_eq!(
        role("Sedan ställer ordföranden Anna Bergs (L) yrkande under proposition.", "Anna Berg"),
        None
    );
    let acts = "Ordföranden Anna Berg (L) ställer yrkandet under proposition.";
    assert_eq!(role(acts, "Anna Berg").as_deref(), Some("ordförande"));
}

#[test]
fn sums_stand_in_ranges_in_words_and_before_small_words() {
    holds(DA, "Det ventes at koste 60.000 a 65.000 kr. i alt.", &["money 60000 DKK", "money 65000 DKK"]);
    holds(SV, "Lånet är på åtta miljoner kronor.", &["money 8000000 SEK"]);
    holds(DA, "Det koster kommunen 4 millioner til vejen.", &["money 4000000 DKK"]);
    lacks(DA, "Der bor 4 millioner mennesker i byen.", "money");
    holds(NB, "Det ble bevilget kr 75. 000 til taket.", &["money 75000 NOK"]);
    lacks(SV, "De åtta ledamöterna reste.", "money");
}

#[test]
fn days_without_year_or_month_take_what_their_words_say() {
    holds(
        DA,
        "Møde torsdag den 14. november 1946. Ministeriet svarede den 29. f. M. herpå.",
        &["date 1946-10-29"],
    );
    holds(DA, "Møde den 8. februar 1983. Taksten gælder pr. 1/4 i år.", &["date 1983-04-01"]);
    lacks(DA, "Der mangler 1/4 af beløbet.", "date");
    holds(
        SV,
        "Mötet hölls den 13 maj 1969. Berättelsen för 1968 visade en kassa som den 31 december var god.",
        &["date 1968-12-31"],
    );
    holds(SV, "Mötet hölls den 13 maj 1969. Arbetet ska vara färdigt den 31 december.", &["date 1969-12-31"]);
    holds(NB, "Planen for 1988-91 ble vedtatt.", &["date 1988", "date 1991"]);
    lacks(NB, "Saken har nummer 1988-911.", "date 1991");
}

#[test]
fn codes_with_stops_or_a_letter_are_cases() {
    holds(SV, "KFN.2019.212.820\nNya tider", &["case KFN.2019.212.820"]);
    holds(NN, "Formannskapet har i sak F-0112/94 rådd frå.", &["case F-0112/94"]);
    lacks(SV, "Version KFN.2019 gäller.", "case");
}

#[test]
fn a_surname_in_the_genitive_is_its_bearer() {
    holds(
        SV,
        "Nils Sulvik (C) yrkar bifall. Ordföranden ställer Sulviks yrkande mot avslag.",
        &["person Nils Sulvik (C)", "person Sulvik (C)"],
    );
}

#[test]
fn an_address_names_nobody() {
    let found = shown(Language::Swedish, "Handläggare\nMaria Strand\nMaria.Strand@kommunen.se\n");
    assert_eq!(found, ["person Maria Strand (-)"]);
}
