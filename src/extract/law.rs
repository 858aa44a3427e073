//! Citations of statutes, with a short normal form.
//!
//! ```text
//! Swedish  = [chapter "kap."] section "§" [part] ["i"] NAME ["(" number ")"] | NAME ([chapter "kap."] section "§" | chapter ":" section)
//! Danish,
//! Norwegian = NAME ("§" | "§§" | "kap." | "art.") section ("," | "og" section)* ("stk." n | "nr." n | ordinal "ledd" | "bokstav" x)*
//! NAME     = …lagen, …loven, …lova, …balken | lagen "(" number ")" "om" … | "samma lag" | PBL, KL …
//! order    = "bekendtgørelse nr." n "af" date
//! ```
//! Finds `5 kap. 3 § kommunallagen` (`kommunallagen 5:3`), `planlovens § 13, stk. 2`, `forvaltningsloven § 6 første
//! ledd`. Leaves the item number `§ 12`, cited minutes (`den 16 juni, § 118`), `kommunallagen` with no section. A
//! statute's number after its name is not part of the normal form.

use super::cues::flag;
use super::scene::Scene;
use super::statute::{Name, name};
use super::tokens::{Gap, Kind, Shape, Tokens};
use super::{Candidate, EntityValue};
use crate::language::Language;

/// Finds citations.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut last_name: Option<String> = None;
    let mut i = 0;
    while i < tokens.len() {
        let cite = cite(scene, i, last_name.as_deref());
        let Some(cite) = cite else {
            i += 1;
            continue;
        };
        let mut push = |first: usize, end: usize, norm: String| {
            let start = tokens.at(first).start as usize;
            out.push(Candidate {
                start,
                end,
                value: EntityValue::Law { norm: Some(norm) },
                confidence: 0.96,
            });
        };
        push(cite.first, cite.end, cite.norm);
        let mut last = cite.last;
        while let Some(more) = further(scene, &cite.name, last) {
            push(more.first, more.end, more.norm);
            last = more.last;
        }
        last_name = Some(cite.name);
        i = last + 1;
    }
}

/// `planlovens § 12 og § 27, stk. 1`: a further section of the statute `name`, behind a citation that ends at `last`.
fn further(scene: &Scene<'_>, name: &str, last: usize) -> Option<Cite> {
    let tokens = scene.tokens;
    let first = last + 2;
    let linked = (tokens.is(last + 1, flag::AND) || tokens.is_text(last + 1, ","))
        && tokens.gap(last + 1) < Gap::Hard
        && tokens.is(first, flag::SECTION)
        && tokens.gap(first) < Gap::Hard
        && scene.cues.language != Language::Swedish;
    let (sections, last, end) = linked.then(|| sections(scene, first)).flatten()?;
    // "planlovens § 12 og § 3 i byggeloven"
    let another = tokens.is(last + 1 + usize::from(tokens.is_text(last + 1, ",")), flag::LAW_IN);
    (!another).then(|| Cite { first, last, end, name: name.to_owned(), norm: format!("{name} {sections}") })
}

struct Cite {
    first: usize,
    last: usize,
    end: usize,
    name: String,
    norm: String,
}

fn cite(scene: &Scene<'_>, i: usize, last_name: Option<&str>) -> Option<Cite> {
    let tokens = scene.tokens;
    if matches!(tokens.kind(i), Some(Kind::Number | Kind::Mixed)) {
        return section_first(scene, i, last_name);
    }
    if tokens.is(i, flag::ORDER)
        && let Some(found) = order(scene, i)
    {
        return Some(found);
    }
    if tokens.is(i, flag::ARTICLE) && tokens.kind(i + 1) == Some(Kind::Number) {
        let within = i + 2;
        if tokens.is(within, flag::LAW_IN)
            && let Some(name) = name(scene, within + 1, last_name)
        {
            let norm = format!("{} art. {}", name.name, tokens.surface(i + 1));
            return Some(Cite { first: i, last: name.last, end: name.end, name: name.name, norm });
        }
        return None;
    }
    if tokens.is(i, flag::SECTION) && scene.cues.language != Language::Swedish {
        let (sections, last, end) = sections(scene, i)?;
        let within = last + 1 + usize::from(tokens.is_text(last + 1, ","));
        if tokens.is(within, flag::LAW_IN)
            && let Some(name) = name(scene, within + 1, last_name)
        {
            let norm = format!("{} {sections}", name.name);
            return Some(Cite { first: i, last: name.last, end: name.end, name: name.name, norm });
        }
        let _ = end;
        return None;
    }
    let name = name(scene, i, last_name)?;
    name_first(scene, name)
}

/// `NAME § 3`, `NAME 5 kap. 3 §`, `NAME (2017:725)`.
fn name_first(scene: &Scene<'_>, name: Name) -> Option<Cite> {
    let tokens = scene.tokens;
    let mut at = name.last + 1;
    // "offl. § 6"
    let short = tokens.surface(name.last).chars().count() <= 5;
    if tokens.is_text(at, ",") || short && tokens.is_text(at, ".") && tokens.gap(at) == Gap::Glued {
        at += 1;
    }
    if tokens.gap(at) < Gap::Hard && tokens.get(at).is_some() {
        let misread = scene.cues.language != Language::Swedish
            && tokens.gap(at) <= Gap::Wrap
            && is_misread_sign(scene, at)
            && matches!(tokens.kind(at + 1), Some(Kind::Number | Kind::Mixed))
            && tokens.gap(at + 1) <= Gap::Space;
        if (misread || tokens.is(at, flag::SECTION | flag::CHAPTER | flag::ARTICLE))
            && let Some((sections, last, end)) = sections(scene, at)
        {
            let norm = format!("{} {sections}", name.name);
            return Some(Cite { first: name.first, last, end, name: name.name, norm });
        }
        if matches!(tokens.kind(at), Some(Kind::Number | Kind::Mixed))
            && scene.cues.language == Language::Swedish
        {
            if let Some((sections, last, end)) =
                swedish_sections(scene, at).or_else(|| chapter_alone(scene, at))
            {
                let norm = format!("{} {sections}", name.name);
                return Some(Cite { first: name.first, last, end, name: name.name, norm });
            }
            // KL 5:13
            if tokens.is_text(at + 1, ":")
                && tokens.gap(at + 1) == Gap::Glued
                && tokens.gap(at + 2) == Gap::Glued
                && !name.numbered
            {
                let norm = format!("{} {}:{}", name.name, tokens.surface(at), tokens.lower(at + 2));
                let end = tokens.at(at + 2).end as usize;
                return Some(Cite { first: name.first, last: at + 2, end, name: name.name, norm });
            }
        }
    }
    // "etter jordlova": whole names of one word, in languages where nothing else ends so.
    // "plan- og byggeloven" is known whole or not at all.
    let coordinated =
        name.first > 1 && tokens.is(name.first - 1, flag::AND) && tokens.is_text(name.first - 2, "-");
    let is_bare = name.first == name.last
        && !coordinated
        && scene.cues.table.law.bare.iter().any(|ending| {
            tokens.lower(name.last).strip_suffix(ending.as_str()).is_some_and(|stem| stem.chars().count() > 2)
        });
    (name.numbered || is_bare).then(|| {
        let norm = name.name.clone();
        Cite { first: name.first, last: name.last, end: name.end, name: name.name, norm }
    })
}

/// Whether a section sign was misread there, alone between spaces or before its number.
fn is_misread_sign(scene: &Scene<'_>, i: usize) -> bool {
    scene.tokens.get(i).is_some()
        && scene.cues.table.law.misread.iter().any(|sign| sign == scene.tokens.surface(i))
}

/// `5 kap. 3 § kommunallagen`, `125 § 2 mom. i kommunallagen`.
fn section_first(scene: &Scene<'_>, i: usize, last_name: Option<&str>) -> Option<Cite> {
    let tokens = scene.tokens;
    if scene.cues.language != Language::Swedish {
        return None;
    }
    let (sections, last, _) = swedish_sections(scene, i).or_else(|| chapter_alone(scene, i))?;
    let mut at = last + 1;
    if tokens.is(at, flag::LAW_IN) {
        at += 1;
    }
    if tokens.gap(at) >= Gap::Hard {
        return None;
    }
    let name = name(scene, at, last_name)?;
    let norm = format!("{} {sections}", name.name);
    Some(Cite { first: i, last: name.last, end: name.end, name: name.name, norm })
}

/// A section's number with its letter: `3`, `7 a`, `18b`; returns the number, its letter, its last token.
fn section_number(tokens: &Tokens<'_>, i: usize) -> Option<(String, String, usize)> {
    let surface = tokens.surface(i);
    match tokens.kind(i)? {
        Kind::Number if surface.len() <= 4 => {
            let letter = i + 1;
            let single = tokens.kind(letter) == Some(Kind::Word)
                && tokens.surface(letter).len() == 1
                && tokens.at(letter).shape == Shape::Lower
                && tokens.gap(letter) < Gap::Hard
                && !matches!(tokens.surface(letter), "i" | "å")
                && (tokens.is(letter + 1, flag::SECTION | flag::AND)
                    || matches!(tokens.lower(letter + 1), "$" | "s")
                    || matches!(tokens.lower(letter + 1), "," | "-" | "–"));
            Some(if single {
                (surface.to_owned(), tokens.surface(letter).to_owned(), letter)
            } else {
                (surface.to_owned(), String::new(), i)
            })
        }
        Kind::Mixed if surface.len() <= 4 => {
            let cut = surface.find(|c: char| !c.is_ascii_digit())?;
            let (digits, letter) = surface.split_at(cut);
            (letter.chars().count() == 1).then(|| (digits.to_owned(), letter.to_lowercase(), i))
        }
        _ => None,
    }
}

/// `13 kap.`: normal form, last token, end.
fn chapter_alone(scene: &Scene<'_>, i: usize) -> Option<(String, usize, usize)> {
    let tokens = scene.tokens;
    let (number, letter, last) = section_number_of_chapter(tokens, i)?;
    let chapter = last + 1;
    if !tokens.is(chapter, flag::CHAPTER) || tokens.gap(chapter) >= Gap::Hard {
        return None;
    }
    let dotted = tokens.is_text(chapter + 1, ".") && tokens.gap(chapter + 1) == Gap::Glued;
    let last = chapter + usize::from(dotted);
    // What follows is no further section.
    if matches!(tokens.kind(last + 1), Some(Kind::Number | Kind::Mixed)) {
        return None;
    }
    Some((format!("{number}{letter} kap."), last, tokens.at(last).end as usize))
}

/// `[5 kap.] 3 [, 4 och 5] § [2 mom.]`: normal form, last token, end.
fn swedish_sections(scene: &Scene<'_>, i: usize) -> Option<(String, usize, usize)> {
    let tokens = scene.tokens;
    let mut at = i;
    let mut chapter = None;
    let (number, letter, last) = section_number_of_chapter(tokens, at)?;
    if tokens.is(last + 1, flag::CHAPTER) && tokens.gap(last + 1) < Gap::Hard {
        chapter = Some(format!("{number}{letter}"));
        at = last + 2;
        if tokens.is_text(at, ".") {
            at += 1;
        }
        if tokens.gap(at) >= Gap::Hard {
            return None;
        }
    }
    let mut numbers = Vec::new();
    let mut last;
    loop {
        let (number, letter, end) = section_number(tokens, at)?;
        let ranged = at > i && matches!(tokens.lower(at - 1), "-" | "–") && !numbers.is_empty();
        numbers.push((number, letter, ranged));
        last = end;
        let next = last + 1;
        // After a chapter and before a statute's name nothing else stands there.
        let misread = (chapter.is_some() || tokens.kind(next) != Some(Kind::Number))
            && tokens.gap(next) == Gap::Space
            && is_misread_sign(scene, next)
            && name(scene, next + 1 + usize::from(tokens.is(next + 1, flag::LAW_IN)), None).is_some();
        if tokens.is(next, flag::SECTION) || misread {
            break;
        }
        let linked = tokens.is(next, flag::AND) || matches!(tokens.lower(next), "," | "-" | "–");
        if !linked || numbers.len() > 6 || tokens.gap(next + 1) >= Gap::Hard {
            return None;
        }
        at = next + 1;
    }
    last += 1;
    if tokens.gap(last) >= Gap::Hard {
        return None;
    }
    // "§§" may stand as two tokens.
    if tokens.is_text(last + 1, "§") && tokens.gap(last + 1) == Gap::Glued {
        last += 1;
    }
    let mut norm = String::new();
    for (number, letter, ranged) in &numbers {
        norm.push_str(if *ranged {
            "-"
        } else if norm.is_empty() {
            ""
        } else {
            ", "
        });
        match &chapter {
            Some(_) if *ranged => norm.push_str(&format!("{number}{letter}")),
            Some(chapter) => norm.push_str(&format!("{chapter}:{number}{letter}")),
            None if letter.is_empty() => norm.push_str(number),
            None => norm.push_str(&format!("{number} {letter}")),
        }
    }
    if chapter.is_none() {
        norm.push_str(" §");
    }
    let mut end = tokens.at(last).end as usize;
    // 2 mom. 5 p.
    while tokens.kind(last + 1) == Some(Kind::Number)
        && tokens.surface(last + 1).len() <= 2
        && tokens.is(last + 2, flag::LAW_PART)
        && tokens.gap(last + 1) < Gap::Hard
        && tokens.gap(last + 2) < Gap::Hard
    {
        let part = tokens.lower(last + 2);
        let form = scene.cues.table.law.part_forms.get(part).map_or(part, String::as_str);
        norm.push_str(&format!(" {} {form}", tokens.surface(last + 1)));
        last += 2;
        if tokens.is_text(last + 1, ".") && tokens.gap(last + 1) == Gap::Glued {
            last += 1;
        }
        end = tokens.at(last).end as usize;
    }
    // första stycket
    if let Some(ordinal) = scene.cues.table.law.ordinals.get(tokens.lower(last + 1))
        && tokens.is(last + 2, flag::LAW_PART)
        && tokens.gap(last + 1) < Gap::Hard
        && tokens.gap(last + 2) < Gap::Hard
    {
        norm.push_str(&format!(" {ordinal} {}", tokens.lower(last + 2)));
        last += 2;
        end = tokens.at(last).end as usize;
    }
    Some((norm, last, end))
}

/// Like [`section_number`], with the letter of a chapter ("6 a kap.").
fn section_number_of_chapter(tokens: &Tokens<'_>, i: usize) -> Option<(String, String, usize)> {
    let letter = i + 1;
    if tokens.kind(i) == Some(Kind::Number)
        && tokens.kind(letter) == Some(Kind::Word)
        && tokens.surface(letter).len() == 1
        && tokens.is(letter + 1, flag::CHAPTER)
    {
        return Some((tokens.surface(i).to_owned(), tokens.lower(letter).to_owned(), letter));
    }
    section_number(tokens, i)
}

/// `§§ 3 og 6`, `§ 27, stk. 1`, `§ 6 første ledd bokstav e`, `kap. 17`, `art. 3`: normal form, last token, end.
fn sections(scene: &Scene<'_>, i: usize) -> Option<(String, usize, usize)> {
    let tokens = scene.tokens;
    let mut at = i + 1;
    let sign = if tokens.is(i, flag::CHAPTER) {
        "kap."
    } else if tokens.is(i, flag::ARTICLE) {
        "art."
    } else if tokens.is_text(at, "§") && tokens.gap(at) == Gap::Glued {
        at += 1;
        "§§"
    } else {
        "§"
    };
    if tokens.is_text(at, ".") && tokens.gap(at) == Gap::Glued {
        at += 1;
    }
    if tokens.gap(at) >= Gap::Hard {
        return None;
    }
    let (first, mut last) = dashed(tokens, at)?;
    let mut norm = format!("{sign} {first}");
    // More sections of the same name.
    loop {
        let link = last + 1;
        let comma = tokens.is_text(link, ",");
        let until = scene.cues.table.law.until.iter().any(|word| word == tokens.lower(link));
        if !(comma || until || tokens.is(link, flag::AND)) || sign != "§§" {
            break;
        }
        let Some((number, end)) = dashed(tokens, link + 1).filter(|_| tokens.gap(link + 1) < Gap::Hard)
        else {
            break;
        };
        if until {
            norm.push_str(&format!(" {} {number}", tokens.lower(link)));
        } else {
            norm.push_str(&format!(", {number}"));
        }
        last = end;
    }
    let mut end = tokens.at(last).end as usize;
    loop {
        let link = last + 1 + usize::from(tokens.is_text(last + 1, ","));
        if tokens.gap(link) >= Gap::Hard || tokens.get(link).is_none() {
            break;
        }
        // stk. 1, nr. 9, litra b
        if tokens.is(link, flag::LAW_PART) {
            let value =
                link + 1 + usize::from(tokens.is_text(link + 1, ".") && tokens.gap(link + 1) == Gap::Glued);
            let ordinal = tokens.kind(value) == Some(Kind::Number) && tokens.surface(value).len() <= 3;
            let letter = tokens.kind(value) == Some(Kind::Word) && tokens.surface(value).chars().count() == 1;
            if (ordinal || letter) && tokens.gap(value) < Gap::Hard {
                match scene.cues.table.law.part_forms.get(tokens.lower(link)) {
                    Some(part) => norm.push_str(&format!(" {part} {}", tokens.surface(value))),
                    None => norm.push_str(&format!(" {}", tokens.surface(value))),
                }
                last = value;
                // "bokstav a og e"
                let more = last + 2;
                if letter
                    && (tokens.is(last + 1, flag::AND) || tokens.is_text(last + 1, ","))
                    && tokens.kind(more) == Some(Kind::Word)
                    && tokens.surface(more).len() == 1
                    && tokens.at(more).shape == Shape::Lower
                    && tokens.gap(more) <= Gap::Line
                    && !matches!(tokens.surface(more), "i")
                {
                    norm.push_str(&format!(", {}", tokens.surface(more)));
                    last = more;
                }
                end = tokens.at(last).end as usize;
                continue;
            }
            break;
        }
        // første ledd, 1. ledd
        let word =
            link + 1 + usize::from(tokens.is_text(link + 1, ".") && tokens.gap(link + 1) == Gap::Glued);
        let ordinal =
            matches!(tokens.kind(link), Some(Kind::Word | Kind::Number)) && tokens.gap(word) <= Gap::Line;
        if ordinal
            && tokens.is(word, flag::LAW_PART)
            && !scene.cues.table.law.part_forms.contains_key(tokens.lower(word))
            && !tokens.is(link, flag::AND)
        {
            let stop = tokens.at(word).end as usize;
            let printed = tokens.lower(link);
            let shown = scene.cues.table.law.ordinals.get(printed).map_or(printed, String::as_str);
            let part = tokens.lower(word);
            let part = scene.cues.table.law.part_names.get(part).map_or(part, String::as_str);
            norm.push_str(&format!(" {shown} {part}"));
            last = word;
            end = stop;
            continue;
        }
        // , jf. § 3
        let jf = scene.cues.table.law.see.iter().any(|word| word == tokens.lower(link));
        let sign_at = link + 1 + usize::from(tokens.is_text(link + 1, "."));
        if jf
            && tokens.is(sign_at, flag::SECTION)
            && let Some((more, more_last, more_end)) = sections(scene, sign_at)
            && !tokens.is(more_last + 1, flag::LAW_IN)
        {
            norm.push_str(&format!(", {more}"));
            return Some((norm, more_last, more_end));
        }
        break;
    }
    Some((norm, last, end))
}

/// `12-12`, `8-12`, `21 b`, `3a`.
fn dashed(tokens: &Tokens<'_>, i: usize) -> Option<(String, usize)> {
    if !matches!(tokens.kind(i)?, Kind::Number | Kind::Mixed) {
        return None;
    }
    let mut last = i;
    let mut shown = tokens.surface(i).to_owned();
    while matches!(tokens.lower(last + 1), "-" | "–")
        && tokens.gap(last + 1) == Gap::Glued
        && tokens.gap(last + 2) == Gap::Glued
        && matches!(tokens.kind(last + 2), Some(Kind::Number | Kind::Mixed))
    {
        shown.push('-');
        shown.push_str(tokens.surface(last + 2));
        last += 2;
    }
    let letter = last + 1;
    // 9 A-7
    if last == i
        && tokens.kind(letter) == Some(Kind::Word)
        && tokens.surface(letter).len() == 1
        && tokens.is_capital(letter)
        && tokens.gap(letter) == Gap::Space
        && matches!(tokens.lower(letter + 1), "-" | "–")
        && tokens.gap(letter + 1) == Gap::Glued
        && tokens.kind(letter + 2) == Some(Kind::Number)
        && tokens.gap(letter + 2) == Gap::Glued
    {
        shown.push_str(&format!(" {}-{}", tokens.surface(letter), tokens.surface(letter + 2)));
        return Some((shown, letter + 2));
    }
    if tokens.kind(letter) == Some(Kind::Word)
        && tokens.surface(letter).len() == 1
        && tokens.at(letter).shape == Shape::Lower
        && tokens.gap(letter) == Gap::Space
        && !matches!(tokens.surface(letter), "i" | "å" | "o")
    {
        shown.push(' ');
        shown.push_str(tokens.surface(letter));
        last = letter;
    }
    Some((shown, last))
}

/// `bekendtgørelse nr. 799 af 24. juni 2011`.
fn order(scene: &Scene<'_>, i: usize) -> Option<Cite> {
    let tokens = scene.tokens;
    let mut at = i + 1;
    while tokens.is_text(at, ".") || scene.cues.table.law.number.iter().any(|word| word == tokens.lower(at)) {
        at += 1;
    }
    if at == i + 1 || tokens.kind(at) != Some(Kind::Number) {
        return None;
    }
    let number = tokens.surface(at);
    let until = (at + 8).min(tokens.len());
    let year = (at + 1..until).find(|&k| {
        tokens.kind(k) == Some(Kind::Number) && tokens.surface(k).len() == 4 && tokens.gap(k) < Gap::Hard
    })?;
    if (at + 1..=year).any(|k| tokens.gap(k) >= Gap::Hard || tokens.is_text(k, ",")) {
        return None;
    }
    let name = tokens.lower(i).to_owned();
    let norm = format!("{name} {number}/{}", tokens.surface(year));
    Some(Cite { first: i, last: year, end: tokens.at(year).end as usize, name, norm })
}
