//! Section headings: whether a line is one, and of which section.
//!
//! Exact words first, then wildcards, then distance, so that neither a capital nor a misread letter hides a heading.
//! A line is judged by its own words and its immediate place; what a section may hold is for the machine.

use super::cues::{Cues, Pattern, pairs};
use super::fold::{find_pair, single_spaced};
use super::phrases::Openings;
use super::prose::is_list_point;
use super::rows::Rows;
use crate::record::SegmentKind;

/// A heading that was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Index into the sections of the tables.
    pub(super) section: usize,
    /// What the wildcard stands for: the body that acts.
    pub(super) organ: Option<String>,
    /// Characters of the folded line that the heading takes up; text follows on the line if it is shorter.
    pub(super) len: usize,
    /// How it was met.
    pub(super) how: How,
}

/// How a heading was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Its words are in the tables.
    Exact,
    /// It fits a wildcard.
    Pattern,
    /// It is near to words in the tables.
    Near,
}

/// Longest line that may be a heading, in characters.
const LONGEST: usize = 110;

/// The heading that a row is, or begins with before a colon.
pub(super) fn head(rows: &Rows, row: usize, cues: &Cues) -> Option<Head> {
    let line = rows.folded(row);
    let bare = undecorated(line);
    let lead = line.len() - line.trim_start_matches(['#', '*', ' ', '_']).len();
    if bare.len() < 2 || !rows.begins_upper(row) {
        return None;
    }
    // "Beslut: Bifalls.": a heading before a colon, text after it.
    if rows.rows[row].has_colon
        && let Some(colon) = bare.find(':')
        && colon + 1 < bare.len()
        && colon <= 70
    {
        let label = bare[..colon].trim_end();
        let by_day = || cues.dated.and_then(|section| dated(section, label, cues));
        if let Some(found) = lookup(label, cues, true).or_else(by_day) {
            return Some(Head { len: lead + colon + 1, ..found });
        }
    }
    if let Some(found) = margin(rows, row, bare, cues) {
        return Some(Head { len: lead + found.len, ..found });
    }
    if let Some(found) = specked_margin(bare, cues).or_else(|| closed_margin(rows, row, lead, cues)) {
        return Some(Head { len: lead + found.len, ..found });
    }
    if bare.len() > LONGEST {
        return None;
    }
    let spaced = letter_spaced(bare);
    let bare = spaced.as_deref().unwrap_or(bare);
    let own = without_specks(bare.strip_suffix(':').map_or(bare, str::trim_end));
    let follows_break = rows.rows[row].after_blank || row == 0;
    // "Direktionen indstiller," over "at grunden sælges".
    if let Some(own) = own.strip_suffix(',')
        && follows_break
        && row + 1 < rows.rows.len()
        && label(rows.folded(row + 1), &cues.heading.clause).is_some()
    {
        let found = lookup(own, cues, false).filter(|found| found.how != How::Near)?;
        return Some(Head { len: line.len(), ..found });
    }
    // A full stop closes a sentence, not a heading; short old headings have one.
    if own.ends_with([',', ';']) {
        return None;
    }
    if let Some(own) = own.strip_suffix('.') {
        let alone = follows_break && rows.rows.get(row + 1).is_none_or(|next| next.after_blank);
        let section = cues.exact(own).filter(|_| alone && !own.contains(' '))?;
        return Some(Head { section, organ: None, len: line.len(), how: How::Exact });
    }
    if let Some(section) = trail(rows, row, own, cues) {
        return Some(Head { section, organ: None, len: line.len(), how: How::Pattern });
    }
    if let Some(found) = cues.dated.and_then(|section| dated(section, own, cues)) {
        return Some(Head { len: line.len(), ..found });
    }
    // A point of a list goes on in deeper lines.
    let follows_point = || {
        let (point, own) = (&rows.rows[row - 1], &rows.rows[row]);
        is_list_point(rows.folded(row - 1)) && own.indent <= point.indent && rows.width(row - 1) < 76
    };
    let quiet = follows_break || rows.ends_sentence(row - 1) || rows.width(row - 1) < 40 || follows_point();
    let found = lookup(own, cues, quiet)?;
    // In running text a line may begin with the words of a heading by chance.
    if !quiet && own.split_ascii_whitespace().count() > 3 {
        return None;
    }
    // A long line that goes on in small letters is prose, whatever words it holds.
    let goes_on = found.how == How::Pattern
        && !bare.ends_with(':')
        && own.len() >= 62
        && rows.rows.get(row + 1).is_some_and(|next| !next.after_blank)
        && !rows.begins_upper(row + 1)
        && rows.of(row + 1).trim_start().starts_with(char::is_lowercase);
    // So is one that ends in a word that wants another: "… antar nämndens förslag till ändrade avgifter på".
    let hangs = found.how == How::Pattern
        && own.rsplit(' ').next().is_some_and(|last| cues.heading.open_end.iter().any(|word| word == last))
        && rows.rows.get(row + 1).is_some_and(|next| !next.after_blank)
        && own.len() >= 62;
    let goes_on = goes_on || hangs;
    (!goes_on).then_some(Head { len: line.len(), ..found })
}

/// A heading without the specks that were read behind it: "beslutning ;", "beslut'".
fn without_specks(own: &str) -> &str {
    let bare = own.trim_end_matches(['\'', '`', '_', '|', '~', ' ']);
    match bare.rsplit_once(' ') {
        Some((before, speck)) if speck.len() == 1 && !speck.bytes().any(|b| b.is_ascii_alphanumeric()) => {
            without_specks(before)
        }
        _ => bare,
    }
}

/// "Beslut _ Ärendet bordlades.": a heading in the margin, where the gap between the columns was read as a rule.
fn specked_margin(bare: &str, cues: &Cues) -> Option<Head> {
    const WIDEST: usize = 30;
    let rule = |part: &str| {
        part.contains(['_', '|']) && !part.bytes().any(|b| b.is_ascii_alphanumeric()) && part.len() <= 4
    };
    let mut end = 0;
    for part in bare.split(' ') {
        if end > 0 && rule(part) {
            let label = bare[..end].trim_end_matches([' ', '\'']);
            let found = lookup(label, cues, true).filter(|found| found.how == How::Exact)?;
            let len = (end + part.len() + 1).min(bare.len());
            return (len < bare.len()).then_some(Head { len, ..found });
        }
        end += part.len() + 1;
        if end > WIDEST {
            return None;
        }
    }
    None
}

/// "BESLUT Ärendet bordlades.": a heading in the margin in capitals, whose gap shrank to one space; "FÖRVALTNINGENS Taxan höjs" over
/// "FÖRSLAG från den 1 maj" is one of two lines. Its length is that of its first line.
fn closed_margin(rows: &Rows, row: usize, lead: usize, cues: &Cues) -> Option<Head> {
    const LINES: usize = 3;
    let first = capitals_before_text(rows.of(row).get(lead..)?)?;
    let folded = |row: usize, from: usize, len: usize| rows.folded(row).get(from..from + len);
    let stands = rows.rows[row].after_blank || row == 0;
    if !stands {
        // The second line of a label, unless a sentence ended above.
        let above = capitals_before_text(rows.of(row - 1)).and_then(|len| folded(row - 1, 0, len));
        if above.is_some() || !rows.ends_sentence(row - 1) {
            return None;
        }
    }
    let mut label = folded(row, lead, first)?.to_owned();
    let mut labels = vec![label.clone()];
    for below in (row + 1..row + LINES).take_while(|&below| below < rows.rows.len()) {
        let Some(len) = capitals_before_text(rows.of(below)).filter(|_| !rows.rows[below].after_blank) else {
            break;
        };
        label = format!("{label} {}", folded(below, 0, len)?);
        labels.push(label.clone());
    }
    let found = labels.iter().rev().find_map(|label| {
        lookup(label, cues, true).filter(|found| matches!(found.how, How::Exact | How::Pattern))
    })?;
    (cues.sections[found.section].kind != Some(SegmentKind::Other)).then_some(Head { len: first, ..found })
}

/// How many characters of a line are words in capitals, if a word with small letters follows them.
fn capitals_before_text(line: &str) -> Option<usize> {
    const MOST: usize = 4;
    const SHORTEST: usize = 4;
    let mut len = 0;
    for (at, word) in line.split(' ').enumerate() {
        let shouted =
            !word.is_empty() && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '/' | ':'));
        if !shouted {
            let point =
                word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('.');
            let text = point || word.chars().any(char::is_lowercase);
            return (text && at > 0 && len > SHORTEST).then(|| len - 1);
        }
        if at >= MOST {
            return None;
        }
        len += word.chars().count() + 1;
    }
    None
}

/// "Beslut       Ärendet bordlades.": a heading in the margin, its text in a column of its own. A long heading runs over
/// several lines of the margin ("Stadsdirek-" over "törens förslag"); its length is that of its first line.
fn margin(rows: &Rows, row: usize, bare: &str, cues: &Cues) -> Option<Head> {
    const WIDEST: usize = 30;
    let cell = |line: &str| -> Option<(usize, usize)> {
        let end = find_pair(&line[..line.len().min(WIDEST + 2)], [b' ', b' ']).filter(|end| *end >= 2)?;
        let text = end + line[end..].len() - line[end..].trim_start().len();
        // A third column makes it a row of a table.
        (text < line.len() && !line[text..].contains("   ")).then_some((end, text))
    };
    let (end, text) = cell(bare)?;
    // "Omröstning 2" is the second; other numbers are no headings.
    let digit = |number: &str| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit());
    let counted = bare[..end].rsplit_once(' ').filter(|(_, number)| digit(number));
    let named = counted.map_or(&bare[..end], |(label, _)| label);
    if named.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let own = &rows.rows[row];
    let column = own.indent as usize + text;
    let before = row.checked_sub(1).map(|before| &rows.rows[before]);
    let stands = own.after_blank || before.is_some_and(|before| before.indent as usize + 2 >= column);
    if !stands {
        return None;
    }
    let mut label = named.trim_end().to_owned();
    let mut labels = vec![label.clone()];
    let mut next = row + 1;
    while let Some(below) = rows.rows.get(next).filter(|below| !below.after_blank && next < row + 4) {
        if below.indent as usize + 2 >= column {
            break;
        }
        let line = rows.folded(next);
        let part = match cell(line) {
            Some((end, text)) if (below.indent as usize + text).abs_diff(column) <= 2 => &line[..end],
            // The margin may be longer than the text beside it.
            None if line.len() <= WIDEST => line,
            _ => return None,
        };
        if label.ends_with('-') {
            label.pop();
        } else {
            label.push(' ');
        }
        label.push_str(part.trim_end());
        labels.push(label.clone());
        next += 1;
    }
    labels.iter().rev().find_map(|label| {
        let label = label.strip_suffix(':').unwrap_or(label);
        let found = lookup(label, cues, true).filter(|found| found.how != How::Near || label.len() > 8)?;
        let kind = cues.sections[found.section].kind;
        (kind != Some(SegmentKind::Other)).then_some(Head { len: end, ..found })
    })
}

/// "KST 25.3.2024 § 74": an earlier body's part of the item, where the tables know such a section.
fn trail(rows: &Rows, row: usize, own: &str, cues: &Cues) -> Option<usize> {
    let section = cues.trail?;
    let (front, number) = own.rsplit_once('$')?;
    if own.len() > 70 || number.trim().is_empty() || !number.trim().bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let front = front.trim_end();
    let (body, date) = front.rsplit_once(' ')?;
    let dated = date.bytes().filter(|b| matches!(b, b'.' | b'-')).count() == 2
        && date.bytes().filter(u8::is_ascii_digit).count() >= 4;
    // "Arbetsutskottets förslag 2018-05-16, § 43" says what it is.
    if lookup(body, cues, true).is_some_and(|found| found.how != How::Near) {
        return None;
    }
    // "KST", "Kst": what stands before a day and a number is a body, if it is one short word.
    let code = body.len() <= 8 && !body.contains(' ') && rows.begins_upper(row);
    (dated && (code || names_body(body, cues))).then_some(section)
}

/// "Teknisk Udvalg, den 24. oktober 2018, pkt. 98": a body and the day on which it had the matter, and nothing else.
fn dated(section: usize, own: &str, cues: &Cues) -> Option<Head> {
    let first = own.find(|c: char| c.is_ascii_digit()).filter(|_| own.len() <= 80 && !own.contains("  "))?;
    let body = own[..first].trim_end_matches([' ', ',', '.']);
    let last = body.rsplit(' ').next().unwrap_or(body);
    // What joins the day to the body is short: "den", "d".
    let body = if last.len() <= 3 && body.len() > last.len() {
        body[..body.len() - last.len()].trim_end_matches([' ', ','])
    } else {
        body
    };
    let length = day(&own[first..])?;
    let tail = own[first + length..].trim_start_matches([',', ' ', '.', '(']);
    // "pkt. 98", "sag nr. 12", "punkt 4".
    let plain = tail.len() <= 16
        && tail.split_ascii_whitespace().count() <= 3
        && (tail.is_empty() || tail.bytes().any(|b| b.is_ascii_digit()));
    let end = body.rsplit(' ').next().unwrap_or(body);
    let table = &cues.subject.body;
    // "Teknisk Udvalg", or "Udvalget for Teknik og Miljø".
    let mut words = body.split(' ');
    let first = words.next().is_some_and(|word| table.end(word));
    let of = words.next().is_some_and(|word| cues.heading.open_end.iter().any(|open| open == word));
    let named = body.split(' ').count() <= 9
        && !body.contains([':', ';', '(', '.', '*', '|'])
        // "Natur-, Miljø- og Planudvalget" lists; what else has a dash is none.
        && body.match_indices('-').all(|(at, _)| body[at + 1..].starts_with([',', ' ']))
        && !cues.subject.chair.begin(body)
        && (table.end(end) || first && of);
    (plain && named && body.len() >= 4).then(|| Head {
        section,
        organ: Some(body.to_owned()),
        len: 0,
        how: How::Pattern,
    })
}

/// How much of the text a day takes that it begins with: "24. oktober 2018", "18-08-2009", "3/5 1978".
fn day(text: &str) -> Option<usize> {
    let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let marks = |at: usize| text[at..].bytes().take_while(|b| matches!(b, b'.' | b'-' | b'/' | b' ')).count();
    let own = digits(0);
    let mut at = own + marks(own);
    let month = match digits(at) {
        0 => text[at..].bytes().take_while(u8::is_ascii_lowercase).count(),
        figures @ 1..=2 => figures,
        _ => 0,
    };
    if !(1..=2).contains(&own) || at == own || month == 0 || month > 10 {
        return None;
    }
    at += month;
    at += marks(at);
    let year = digits(at);
    matches!(year, 2 | 4).then_some(at + year)
}

/// Whether the words name a body, an office or whoever presides, in the genitive or not.
fn names_body(words: &str, cues: &Cues) -> bool {
    let table = &cues.subject;
    // "Ordföranden frågar om …": whoever presides and does something is no heading.
    if table.chair.begin(words) && words.split(' ').count() > 2 {
        return false;
    }
    words.split([' ', ',', '-']).any(|word| {
        let bare = word.trim_end_matches("'s");
        let stem = bare.strip_suffix('s').unwrap_or(bare);
        table.body.end(bare)
            || table.body.end(stem)
            || table.chair.holds(bare)
            || table.chair.holds(stem)
            || table.office.end(bare)
            || table.office.end(stem)
    })
}

/// The line without markup around it.
pub(super) fn undecorated(line: &str) -> &str {
    line.trim_matches(['#', '*', ' ', '_'])
}

/// "bes lutande" as "beslutande": letters set apart, of which the reader closed up all gaps but one.
pub(super) fn closed_up(line: &str) -> Option<String> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 10..=20;
    let (left, right) = line.split_once(' ').filter(|_| LENGTHS.contains(&line.len()))?;
    (!right.contains(' ')).then(|| [left, right].concat())
}

/// "b e s l u t" as "beslut".
fn letter_spaced(line: &str) -> Option<String> {
    let tokens = line.split(' ').filter(|token| !token.is_empty());
    let (mut single, mut all) = (0, 0);
    for token in tokens {
        all += 1;
        single += usize::from(token.trim_end_matches(':').len() == 1);
        // There are no more words than there is room for.
        if (all - single) * 20 > line.len() + 1 {
            return None;
        }
    }
    if all < 4 || single * 10 < all * 9 {
        return None;
    }
    // Two or more spaces part words.
    let words = line.split("  ").map(|word| word.replace(' ', ""));
    Some(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

fn lookup(own: &str, cues: &Cues, quiet: bool) -> Option<Head> {
    let exact = |text: &str| cues.exact(text);
    let printed = own;
    let plain = |section, how| Head { section, organ: None, len: 0, how };
    if let Some(section) = exact(own) {
        return Some(plain(section, How::Exact));
    }
    if let Some(section) = closed_up(own).and_then(|whole| exact(&whole)) {
        return Some(plain(section, How::Exact));
    }
    let collapsed;
    let own = if own.contains("  ") {
        collapsed = single_spaced(own);
        &collapsed
    } else {
        own
    };
    // Dates, numbers and brackets after a heading do not change it.
    // "innstilling, vedtatt med 9 mot 4 stemmer"
    let own = own
        .split_once(", ")
        .filter(|(_, how)| label(how, &cues.heading.agreed).is_some())
        .map_or(own, |(front, _)| front);
    let short = untailed(own, cues);
    let again = |text: &str| (text.len() < printed.len()).then(|| exact(text))?;
    if let Some(section) = again(own).or_else(|| again(short)) {
        return Some(plain(section, How::Exact));
    }
    if !quiet {
        return None;
    }
    let words = own.bytes().filter(|byte| *byte == b' ').count() + 1;
    if words <= 14 {
        // What a part of the heading holds, the whole holds too.
        let held = pairs(own);
        let patterns = |text: &str| cues.patterns_for(text, held);
        let fits = |pattern: &Pattern, text: &str| {
            let organ = pattern.capture(text)?;
            let names = organ.split_ascii_whitespace().count() <= 8
                && !organ.contains([';', '!'])
                && !organ.contains(". ")
                && (!pattern.leads() || !organ.contains(['(', ':']) && names_body(organ, cues));
            names.then(|| organ.to_owned())
        };
        let whole =
            patterns(own).find_map(|(place, pattern, section)| Some((place, fits(pattern, own)?, section)));
        let front = (short.len() < own.len()).then(|| {
            let mut others = patterns(short).filter(|(_, pattern, _)| fits(pattern, own).is_none());
            others.find_map(|(place, pattern, section)| Some((place, fits(pattern, short)?, section)))
        });
        // The first pattern of the tables counts.
        let found = [whole, front.flatten()].into_iter().flatten().min_by_key(|(place, _, _)| *place);
        if let Some((_, organ, section)) = found {
            return Some(Head { section, organ: Some(organ), len: 0, how: How::Pattern });
        }
    }
    if let Some(found) = regardless_of_agreement(own, cues) {
        return Some(found);
    }
    cues.near.nearest(short).map(|section| plain(section, How::Near))
}

/// "Formannskapets enstemmige innstilling": what a body recommends, however many of it agreed.
fn regardless_of_agreement(own: &str, cues: &Cues) -> Option<Head> {
    let agreement = |word: &&str| label(word, &cues.heading.agreed) == Some(word.len());
    let mut words: Vec<&str> = own.split(' ').collect();
    let at = words.iter().position(agreement)?;
    words.remove(at);
    let counsel = |found: &Head| cues.sections[found.section].kind == Some(SegmentKind::Recommendation);
    lookup(&words.join(" "), cues, true).filter(|found| found.how != How::Near && counsel(found))
}

/// A heading without the date, number or bracket at its end.
fn untailed<'h>(own: &'h str, cues: &Cues) -> &'h str {
    let mut rest = own;
    if let Some(open) = rest.rfind('(')
        && open > 3
    {
        rest = rest[..open].trim_end();
    }
    while let Some((front, last)) = rest.rsplit_once(' ') {
        // "15.09.2020, PS 144/20": the number that another body gave the item.
        let numbered = |words: &Openings| label(last, words) == Some(last.len());
        let word = own[rest.len()..].starts_with(' ')
            && (numbered(&cues.heading.number) || numbered(&cues.heading.code));
        let tail = last.bytes().any(|b| b.is_ascii_digit())
            || word
            || matches!(last, "$" | "-")
            || cues.heading.tail.iter().any(|word| word == last);
        if !tail {
            break;
        }
        rest = front.trim_end_matches([' ', ',']);
    }
    rest
}

/// Whether a row begins with one of the labels, as a word; returns its length.
pub(super) fn label(line: &str, labels: &Openings) -> Option<usize> {
    let plain = line.starts_with(|c: char| c.is_ascii_alphanumeric());
    let words = if plain { line } else { line.trim_start_matches(['#', '*', '_', ' ']) };
    labels.of(words).next().map(str::len)
}

#[cfg(test)]
mod tests {
    use super::{How, head};
    use crate::language::Language;
    use crate::outline::cues::Cues;
    use crate::outline::rows::Rows;

    fn section(line: &str, language: Language) -> Option<(String, How)> {
        let cues = Cues::of(language);
        let text = format!("Något.\n\n{line}\n\nText som följer.");
        let rows = Rows::new(&text);
        head(&rows, 1, cues).map(|found| (cues.sections[found.section].id.clone(), found.how))
    }

    #[test]
    fn specks_behind_a_heading_and_a_rule_beside_it_are_none_of_it() {
        let decision = |line: &str| section(line, Language::Swedish).is_some_and(|(id, _)| id == "decision");
        for line in ["Beslut ;", "Beslut'", "Beslut _ Ärendet bordläggs.", "Beslut | Ärendet bordläggs."]
        {
            assert!(decision(line), "{line}");
        }
        assert!(!decision("Beslut - ärendet bordläggs"));
    }

    #[test]
    fn a_heading_in_the_margin_whose_gap_shrank_is_met_in_capitals() {
        let sv = |line: &str| section(line, Language::Swedish).map(|(id, _)| id);
        assert_eq!(sv("BESLUT Bygglov beviljas för tre radhus.").as_deref(), Some("decision"));
        assert_eq!(sv("BESLUT 1. Bygglov beviljas.").as_deref(), Some("decision"));
        assert_eq!(
            sv("FÖRVALTNINGENS Bygglov ges enligt\nFÖRSLAG gällande taxa.").as_deref(),
            Some("recommendation")
        );
        assert_eq!(sv("BES LUT OM BYGGLOV"), None);
        assert_eq!(sv("Beslut fattades i ärendet."), None);
    }

    #[test]
    fn what_follows_the_words_of_a_heading_does_not_change_it() {
        let id = |line: &str, language| section(line, language).map(|(id, _)| id);
        assert_eq!(
            id("Formannskapets innstilling 15.09.2020, PS 141/20", Language::Bokmal).as_deref(),
            Some("draft")
        );
        assert_eq!(
            id("Arbetsutskottets förslag 2018-05-16, § 43", Language::Swedish).as_deref(),
            Some("recommendation")
        );
        assert_eq!(
            id("Direktionen indstiller,\nat grunden sælges.", Language::Danish).as_deref(),
            Some("recommendation")
        );
        assert_eq!(id("Direktionen indstiller,\ndog uden pris.", Language::Danish), None);
        for line in
            ["Havnestyrets enstemmige innstilling:", "Havnestyrets innstilling, vedtatt med 5 mot 4 stemmer:"]
        {
            assert_eq!(id(line, Language::Bokmal).as_deref(), Some("draft"), "{line}");
        }
    }

    #[test]
    fn headings_of_all_languages() {
        for (line, language, id) in [
            ("Kommunstyrelsens beslut", Language::Swedish, "decision"),
            ("B E S L U T", Language::Swedish, "decision"),
            ("## **Sammanfattning**", Language::Swedish, "background"),
            ("Förslag till beslut:", Language::Swedish, "recommendation"),
            ("Indstilling:", Language::Danish, "recommendation"),
            ("Sagsfremstilling", Language::Danish, "background"),
            ("Rådmannens innstilling", Language::Bokmal, "draft"),
            ("Votering:", Language::Bokmal, "voting"),
            ("RØYSTING:", Language::Nynorsk, "voting"),
            ("RÅDMANNEN SI TILRÅDING:", Language::Nynorsk, "draft"),
        ] {
            assert_eq!(section(line, language).map(|found| found.0).as_deref(), Some(id), "{line}");
        }
    }

    #[test]
    fn headings_stand_in_the_margin_of_their_text() {
        let cues = Cues::of(Language::Swedish);
        let met = |text: &str| {
            let found = head(&Rows::new(text), 1, cues)?;
            Some((cues.sections[found.section].id.clone(), found.len))
        };
        let id = |id: &str, len| Some((id.to_owned(), len));
        assert_eq!(
            met("Något.\n\nBeslut       Tomten säljs till\n             högstbjudande."),
            id("decision", 6)
        );
        assert_eq!(
            met("Något.\n\nHamnkap-     Bryggan hyrs ut för en tid\ntenens       av två år.\nförslag"),
            id("recommendation", 8)
        );
        assert_eq!(met("Något.\n\nÅsikt som    Per Ek anmälde\nnämnden      avvikande åsikt."), None);
        // Columns of a table, and a line that the next one does not follow.
        assert_eq!(met("Något.\n\nBeslut       Datum        Sida\nHyra         3 maj        4"), None);
        assert_eq!(
            met(
                "Något.\n\nBeslut       fattades av nämnden i maj\noch trädde i kraft samma dag som det hela tiden."
            ),
            None
        );
    }

    #[test]
    fn a_misread_heading_is_met_by_distance() {
        assert_eq!(
            section("Sammanfatming av arendet", Language::Swedish),
            Some(("background".into(), How::Near))
        );
        assert_eq!(
            section("Reservatloner", Language::Swedish).map(|found| found.0).as_deref(),
            Some("reservation")
        );
    }

    #[test]
    fn a_body_and_a_day_head_what_the_body_said() {
        for line in [
            "Teknisk Udvalg, den 4. oktober 2018, pkt. 98:",
            "Udvalget for Kultur og Fritid den 12-08-2009",
            "Økonomiudvalget d. 3/5 1978",
            "Økonomiudvalget den 18.08.09: Anbefales.",
        ] {
            assert_eq!(
                section(line, Language::Danish).map(|found| found.0).as_deref(),
                Some("decision"),
                "{line}"
            );
        }
        for line in [
            "Udvalget holdt syn 30. oktober 1913",
            "Udvalget havde den 4. maj 2009 drøftet sagen",
            "Lokalplan 24. oktober 2018",
            "Borgmesteren den 4. maj 2009",
            "Økonomiudvalget 2009",
            "Teknisk Udvalg                    4. oktober 2018",
        ] {
            assert_eq!(section(line, Language::Danish), None, "{line}");
        }
    }

    #[test]
    fn a_long_line_that_goes_on_is_prose() {
        let cues = Cues::of(Language::Bokmal);
        let met = |text: &str| head(&Rows::new(text), 1, cues).is_some();
        let prose = "Ja.\n\nVed avstemning mellom formannskapets innstilling til budsjett og forslaget\nfikk innstillingen flest.";
        assert!(!met(prose));
        assert!(met("Ja.\n\nFormannskapets innstilling til budsjett:\nbudsjettet vedtas."));
    }

    #[test]
    fn sentences_are_no_headings() {
        for line in [
            "Beslut om vägen fattades av nämnden i går.",
            "enligt nämndens beslut",
            "Beslutande",
            "Nämnden har tagit del av arbetsutskottets förslag, som avslogs,",
        ] {
            assert_eq!(section(line, Language::Swedish), None, "{line}");
        }
    }
}
