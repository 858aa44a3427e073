//! Companies, authorities, associations and named bodies, but for the body that met.
//!
//! ```text
//! company     = NAME+ ("AB" | "A/S" | "AS" …) | "AB" NAME+ | NAME+ "AB" NAME+
//! body        = [word "-" "och"] …nämnden | ADJECTIVE "nämnden" | "Utvalg for" subject | "Länsstyrelsen i" AREA
//! association = NAME+ …förening | HEAD NAME+ ("Region Skåne", "Stiftinga X")
//! known       = a name of the gazetteer
//! ```
//! Finds `Nordbo Eiendom AS`, `individ- och familjenämnden`, `Utvalg for plan og næring`. Leaves the bare `nämnden`,
//! the meeting's own body, `bostadsområdet`.

use super::company::{capital_run, company};
use super::cues::{Cues, flag};
use super::gazetteer::{Entry, matches};
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape, Tokens};
use super::{Candidate, EntityValue};

/// Finds organisations.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    for i in 0..tokens.len() {
        if tokens.at(i).kind != Kind::Word {
            continue;
        }
        if tokens.is(i, flag::COMPANY) {
            company(scene, i, out);
        }
        known(scene, i, out);
        // Inside a coordination or after its adjective a body's last word is no name of its own.
        let inside = i > 1
            && tokens.gap(i) < Gap::Hard
            && (tokens.is(i - 1, flag::AND) && tokens.is_text(i - 2, "-") && tokens.gap(i - 2) == Gap::Glued
                || tokens.is_text(i - 1, "&") && tokens.is_capital(i - 2)
                || tokens.is_text(i - 1, ",")
                    && tokens.is_text(i - 2, "-")
                    && tokens.gap(i - 1) == Gap::Glued
                || tokens.is(i - 1, flag::BODY_ADJECTIVE));
        if !inside && let Some(last) = body_name(tokens, scene.cues, i) {
            body(scene, i, last, out);
        }
        // "Vegsjefen i Nordland", "retten i Holstebro": an office of the state, which only its district names.
        if tokens.is(i, flag::OF_PLACE)
            && !tokens.is(i, flag::BODY)
            && tokens.is(i + 1, flag::BODY_IN)
            && let Some(end) = local(scene, i, i)
        {
            push(scene, i, end, 0.85, out);
        }
        if tokens.is_capital(i) {
            association(scene, i, out);
            department(scene, i, out);
            headed(scene, i, out);
            short(scene, i, out);
        }
    }
}

pub(super) fn push(scene: &Scene<'_>, first: usize, end: usize, confidence: f32, out: &mut Vec<Candidate>) {
    let start = scene.tokens.at(first).start as usize;
    // The body that met, after the name of its municipality.
    if scene.home.is_some() && scene.is_own_body(&scene.tokens.prose(start, end).to_lowercase()) {
        return;
    }
    out.push(Candidate { start, end, value: EntityValue::Organisation, confidence });
}

/// Whether two tokens stand on one line or on a wrapped one.
pub(super) fn near(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_some() && tokens.gap(i) <= Gap::Line
}

fn known(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let Some(found) = matches(tokens, i).find(|found| match found.entry {
        Entry::Body(country) => country.is_none_or(|country| country == scene.country),
        Entry::RegionalBody(country) => country == scene.country,
        _ => false,
    }) else {
        return;
    };
    let (start, _) = tokens.span(i, found.last);
    let name = tokens.prose(start, found.end).to_lowercase();
    if scene.is_own_body(&name) {
        return;
    }
    // An abbreviation of two letters in a line of capitals is no proof.
    let short = found.last == i && found.end - start <= 2;
    if short && i > 0 && (tokens.gap(i) == Gap::Glued || tokens.kind(i + 1) == Some(Kind::Number)) {
        return;
    }
    if let Some(end) = (!found.genitive).then(|| local(scene, i, found.last)).flatten() {
        push(scene, i, end, 0.9, out);
        return;
    }
    push(scene, i, found.end, if short { 0.8 } else { 0.95 }, out);
}

/// "i Södra Österbotten", "Lillehammer" after the name of a body with branches: where it ends.
fn local(scene: &Scene<'_>, i: usize, last: usize) -> Option<usize> {
    let tokens = scene.tokens;
    let of_place = tokens.is(i, flag::OF_PLACE);
    let mut at = last + 1;
    if tokens.gap(at) > Gap::Line {
        return None;
    }
    let within = tokens.is(at, flag::BODY_IN);
    if within {
        at += 1;
    }
    if !tokens.is_capital(at)
        || tokens.gap(at) > Gap::Line
        || tokens.at(at).shape == Shape::Upper && tokens.at(i).shape != Shape::Upper
    {
        return None;
    }
    let area = matches(tokens, at)
        .filter(|found| matches!(found.entry, Entry::Area(_) | Entry::Municipality(_) | Entry::Town(_)))
        .max_by_key(|found| found.last);
    let branch = scene.cues.is_association(tokens.lower(i)) || scene.cues.is_association(tokens.lower(last));
    let named =
        within && tokens.gap(at) <= Gap::Wrap && !tokens.is(at, flag::COMMON | flag::ROLE | flag::MONTH);
    if !(of_place || branch && (area.is_some() || named)) {
        return None;
    }
    let mut end_token = match area {
        Some(found) => found.last,
        None if of_place || branch => {
            let mut end = at;
            while tokens.is_capital(end + 1) && tokens.gap(end + 1) == Gap::Space {
                end += 1;
            }
            end
        }
        None => return None,
    };
    let mut end = area.map_or(tokens.at(end_token).end as usize, |found| found.end);
    while tokens.is(end_token + 1, flag::AREA_TAIL) && tokens.gap(end_token + 1) <= Gap::Line {
        end_token += 1;
        end = tokens.at(end_token).end as usize;
    }
    Some(end)
}

/// The last token of a body's name that begins at `i`: `Tekniska nämnden`, `Utvalg for plan og miljø`.
pub(super) fn body_name(tokens: &Tokens<'_>, cues: &Cues, i: usize) -> Option<usize> {
    // Utvalg for plan, teknikk og næring
    if tokens.is(i, flag::OPENS_PHRASE) {
        for head in &cues.subject_heads {
            let mut words = head.iter().enumerate();
            if words.all(|(k, word)| tokens.is_text(i + k, word) && (k == 0 || near(tokens, i + k))) {
                let first = i + head.len();
                let last = subject(tokens, first);
                // Written small, only a list of subjects shows that it is a name.
                let listed = |last: usize| {
                    (first..last).any(|k| tokens.is(k, flag::AND)) && !tokens.is(first, flag::COMMON)
                };
                if tokens.is_capital(i) || last.is_some_and(listed) {
                    return last;
                }
            }
        }
    }
    if tokens.is(i, flag::BODY) {
        return Some(i);
    }
    // Plan & Kulturudvalget
    if tokens.is_capital(i)
        && tokens.is_text(i + 1, "&")
        && tokens.is_capital(i + 2)
        && tokens.is(i + 2, flag::BODY)
        && near(tokens, i + 1)
        && near(tokens, i + 2)
    {
        return Some(i + 2);
    }
    // Social- og Sundhedsudvalget, Plan-, bygg- och miljönämnden
    let mut at = i;
    while tokens.is_text(at + 1, "-") && tokens.gap(at + 1) == Gap::Glued {
        let link = at + 2;
        if tokens.is(link, flag::AND) && near(tokens, link) && near(tokens, link + 1) {
            if tokens.is(link + 1, flag::BODY) {
                return Some(link + 1);
            }
            // "arbeids- og velferdsetaten" is one word; "Økonomi- og Teknisk Udvalg" two.
            return (tokens.is(link + 2, flag::BODY | flag::ADJECTIVE_HEAD)
                && tokens.gap(link + 2) == Gap::Space
                && tokens.is(link + 2, flag::ADJECTIVE_HEAD))
            .then_some(link + 2);
        }
        if !(tokens.is_text(link, ",") && near(tokens, link + 1)) {
            return None;
        }
        at = link + 1;
        if at > i + 8 {
            return None;
        }
    }
    // "Barn, familie og utdanningsutvalget" has not been seen; "Tekniska nämnden" has.
    if !tokens.is(i, flag::BODY_ADJECTIVE) || !near(tokens, i + 1) {
        return None;
    }
    let head = tokens.is(i + 1, flag::ADJECTIVE_HEAD | flag::BODY);
    let genitive = || {
        let stem = tokens.lower(i + 1).strip_suffix('s');
        stem.is_some_and(|stem| cues.listed(stem) & flag::ADJECTIVE_HEAD != 0)
    };
    (head || genitive()).then_some(i + 1)
}

/// The subject of a body: one word, or a list that ends after "og". `i` is its first token.
fn subject(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if tokens.kind(i) != Some(Kind::Word) || !near(tokens, i) {
        return None;
    }
    // "Udvalget for de tekniske værker"
    if tokens.is(i, flag::COMMON) && tokens.at(i).shape == Shape::Lower {
        let noun = i + 2;
        let words = (i + 1..=noun).all(|k| {
            tokens.kind(k) == Some(Kind::Word)
                && tokens.gap(k) <= Gap::Wrap
                && !tokens.is(k, flag::COMMON | flag::AND)
        });
        return words.then_some(noun);
    }
    let mut last = i;
    let mut k = i;
    for _ in 0..6 {
        let mut word = k;
        // "miljø- og byggesaker"
        if tokens.is_text(word + 1, "-") && tokens.gap(word + 1) == Gap::Glued {
            word += 1;
        }
        if tokens.is_text(word + 1, ",")
            && tokens.kind(word + 2) == Some(Kind::Word)
            && near(tokens, word + 2)
        {
            // Only where the list closes with "og".
            k = word + 2;
            continue;
        }
        if tokens.is(word + 1, flag::AND)
            && tokens.kind(word + 2) == Some(Kind::Word)
            && near(tokens, word + 1)
            && near(tokens, word + 2)
            && (tokens.is_capital(word + 2) == tokens.is_capital(i)
                || tokens.at(word + 2).shape == Shape::Upper)
        {
            last = word + 2;
        } else if tokens.is(word + 1, flag::AND) && k > i {
            last = k;
        }
        break;
    }
    Some(last)
}

fn body(scene: &Scene<'_>, i: usize, last: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let (start, mut end) = tokens.span(i, last);
    let genitive = tokens.is(last, flag::BODY_GENITIVE)
        || !tokens.is(last, flag::BODY | flag::ADJECTIVE_HEAD) && tokens.is(i, flag::BODY_ADJECTIVE);
    if genitive {
        let stem = tokens.surface(last).trim_end_matches(['s', 'S']).trim_end_matches(['\'', '’']);
        end = tokens.at(last).start as usize + stem.len();
    }
    let name = tokens.prose(start, end).to_lowercase();
    if scene.is_own_body(&name) {
        return;
    }
    let lower = tokens.at(last).shape == Shape::Lower && tokens.at(i).shape == Shape::Lower;
    if lower && tokens.is(last, flag::WEAK_BODY) && i == last {
        return;
    }
    if !genitive && let Some(end) = local(scene, i, last) {
        push(scene, i, end, 0.95, out);
        return;
    }
    // "Center for Ejendommes egen konto"
    let stem = tokens
        .lower(last)
        .strip_suffix('s')
        .filter(|stem| i < last && scene.cues.flags(stem) & flag::WORD != 0);
    if !genitive
        && stem.is_some()
        && !tokens.is(last, flag::BODY | flag::ADJECTIVE_HEAD)
        && tokens.is_capital(last)
        && tokens.get(last + 1).is_some_and(|token| token.shape == Shape::Lower && token.gap <= Gap::Line)
        && tokens.kind(last + 1) == Some(Kind::Word)
        && !tokens.is(last + 1, flag::AND | flag::LOCATIVE)
    {
        end -= 1;
    }
    // "Byrådet's": the mark before the genitive.
    push(scene, i, end, if lower { 0.9 } else { 0.95 }, out);
}

/// `Valbo Idrottsförening`, `Vallgrund skolas föräldraförening`: a proper name that ends in a word for a body.
fn association(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    // "Naturvernforbundet i Salten og …": the place belongs to the body before it.
    let of_body = i > 1 && tokens.is(i - 1, flag::BODY_IN) && scene.cues.is_association(tokens.lower(i - 2));
    if tokens.is(i, flag::COMMON | flag::ROLE | flag::BODY)
        || of_body
        || i > 0
            && tokens.is_capital(i - 1)
            && near(tokens, i)
            && tokens.gap(i) == Gap::Space
            && !tokens.opens(i - 1)
            && !tokens.is(i - 1, flag::LOCATIVE)
    {
        return;
    }
    // "Midt- og Vestjyllands Politi"
    let coordinated = tokens.is_text(i + 1, "-")
        && tokens.gap(i + 1) == Gap::Glued
        && tokens.is(i + 2, flag::AND)
        && tokens.is_capital(i + 3)
        && tokens.gap(i + 3) <= Gap::Wrap;
    let first = i + if coordinated { 4 } else { 1 };
    for k in first..(first + 4).min(tokens.len()) {
        if !near(tokens, k) || tokens.gap(k) == Gap::Glued || tokens.kind(k) != Some(Kind::Word) {
            return;
        }
        // "ÅRSMØTE I X KRAFTLAG", "Lies utsettelsesforslag"
        if tokens.is(k, flag::LOCATIVE) || scene.cues.is_owned(tokens.lower(k)) {
            return;
        }
        let (genitive, stem) = match tokens.lower(k).strip_suffix('s') {
            Some(stem) if !tokens.is(k, flag::BODY_HEAD | flag::CAPITAL_HEAD) => (true, stem),
            _ => (false, tokens.lower(k)),
        };
        let capital = flag::CAPITAL_HEAD * u128::from(tokens.is_capital(k) && tokens.gap(k) == Gap::Space);
        let heads = flag::BODY_HEAD | capital;
        let head = tokens.is(k, heads) || genitive && scene.cues.listed(stem) & heads != 0;
        // "Fyns Amts Avis"
        let goes_on = genitive && tokens.is(k + 1, flag::CAPITAL_HEAD) && tokens.is_capital(k + 1);
        // "Både Hobro Idræts Klub": no name begins with a common word.
        let opening = || {
            !coordinated
                && scene.is_common_opening(i)
                && !tokens.is(i, flag::PLACE | flag::GIVEN | flag::SURNAME)
        };
        if head && opening() {
            return;
        }
        if head
            && !goes_on
            && tokens.gap(k) <= Gap::Line
            && (tokens.at(k).shape != Shape::Upper || tokens.at(i).shape == Shape::Upper)
        {
            let mut end = tokens.at(k).end as usize - usize::from(genitive);
            // "Norges Handikapforbund Salten"
            if !genitive
                && tokens.gap(k + 1) == Gap::Space
                && let Some(found) = matches(tokens, k + 1)
                    .find(|found| matches!(found.entry, Entry::Area(_) | Entry::Municipality(_)))
                && !tokens.is(found.last + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE)
            {
                end = found.end;
            }
            push(scene, i, end, if tokens.is(k, capital) { 0.9 } else { 0.85 }, out);
            return;
        }
        // Inside the name: capitals, or a genitive in lower case.
        if !(tokens.is_capital(k)
            || tokens.lower(k).ends_with('s') && k == i + 1
            || tokens.is(k, flag::AND) && tokens.is(k - 1, flag::PLACE) && tokens.is(k + 1, flag::PLACE))
        {
            return;
        }
    }
}

/// `Region Skåne`, `Stiftinga X`, `Statens vegvesen`: a head that names follow.
fn headed(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    if tokens.is(i, flag::BEFORE_SMALL)
        && tokens.kind(i + 1) == Some(Kind::Word)
        && !tokens.is_capital(i + 1)
        && tokens.gap(i + 1) <= Gap::Line
        && !tokens.is(i + 1, flag::AND | flag::LOCATIVE | flag::COMMON)
        && tokens.surface(i + 1).chars().count() > 5
    {
        let genitive = tokens.lower(i + 1).ends_with('s')
            && tokens.kind(i + 2) == Some(Kind::Word)
            && tokens.gap(i + 2) <= Gap::Line;
        push(scene, i, tokens.at(i + 1).end as usize - usize::from(genitive), 0.75, out);
        return;
    }
    if !tokens.is(i, flag::BODY_BEFORE)
        || !tokens.is_capital(i + 1)
        || tokens.gap(i + 1) > Gap::Line
        || tokens.gap(i + 1) == Gap::Glued
    {
        return;
    }
    let mut last = capital_run(scene, i + 1);
    // "Foreningen Fugle ved Hald"
    if tokens.is(last + 1, flag::LOCATIVE_STRONG)
        && tokens.is_capital(last + 2)
        && tokens.gap(last + 1) == Gap::Space
        && tokens.gap(last + 2) == Gap::Space
        && scene.cues.is_association(tokens.lower(i))
    {
        last += 2;
    }
    if tokens.is(last + 1, flag::AREA_TAIL) && tokens.gap(last + 1) <= Gap::Line {
        last += 1;
    }
    push(scene, i, tokens.at(last).end as usize, 0.9, out);
}

/// `Teknik og Miljø`: a department that is named by its subjects, written with capitals inside a sentence.
fn department(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let subject = |k: usize| {
        tokens.is_capital(k)
            && tokens.surface(k).chars().count() > 2
            && tokens.at(k).shape == Shape::Capital
            && tokens.is(k, flag::WORD)
            && !tokens.is(k, flag::COMMON | flag::ROLE | flag::BODY | flag::GIVEN | flag::MONTH | flag::LAW)
    };
    let led = i > 0
        && tokens.at(i - 1).kind == Kind::Word
        && tokens.at(i - 1).shape == Shape::Lower
        && tokens.gap(i) < Gap::Line;
    if led
        && subject(i)
        && tokens.is(i + 1, flag::AND)
        && subject(i + 2)
        && tokens.gap(i + 1) == Gap::Space
        && tokens.gap(i + 2) <= Gap::Wrap
        && !tokens.is_capital(i + 3)
    {
        push(scene, i, tokens.at(i + 2).end as usize, 0.75, out);
    }
}

/// Whether letters may be short for a name: `kst` for `kommunstyrelse`.
fn is_short_for(name: &str, letters: &str) -> bool {
    let mut rest = name.chars();
    name.chars().next() == letters.chars().next() && letters.chars().all(|one| rest.any(|c| c == one))
}

/// `KST 25.3.2024 § 74`: the short name of an earlier body before its date.
fn short(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let dated = tokens.kind(i + 1) == Some(Kind::Number)
        && tokens.is_text(i + 2, ".")
        && tokens.at(i).shape == Shape::Upper
        || tokens.is_text(i + 1, "§") && tokens.gap(i) >= Gap::Line;
    if scene.cues.table.organisation.short_date_after.iter().any(|short| short == tokens.surface(i))
        && tokens.gap(i + 1) == Gap::Space
        && dated
        && !scene.body.as_deref().is_some_and(|own| is_short_for(own, tokens.lower(i)))
    {
        push(scene, i, tokens.at(i).end as usize, 0.9, out);
    }
}
