//! Single letters and abbreviations that a reader took for something else, where their place says what they are: party letters in
//! brackets, the marks of a voting table, "kl." before a time of day.
//!
//! No language model is asked: a bracket behind a name or a time of day admits one reading. The abbreviations and what is read for
//! them are in `corpora/channel/abbreviations.tsv`. Names of parties and words are unknown here.

use super::chunks::{Chunk, chunks};
use super::judge::Verdict;
use super::outcome::Change;
use crate::language::Language;
use crate::tables::{Table, table};
use std::sync::LazyLock;

static TABLE: Table = table!("channel/abbreviations.tsv");

/// What stands beside an abbreviation that proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// A time of day follows.
    Time,
    /// A date goes before.
    Date,
    /// Words that are written small go before and follow, in a text whose reader knows no å ä ö.
    Words,
}

/// An abbreviation with what is read for it.
struct Abbreviation {
    language: &'static str,
    form: &'static str,
    read: Vec<&'static str>,
    beside: Beside,
}

static ABBREVIATIONS: LazyLock<Vec<Abbreviation>> = LazyLock::new(|| {
    let rows = TABLE.text().lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Abbreviation {
            language: columns.next()?,
            form: columns.next()?,
            read: columns.next()?.split(' ').collect(),
            beside: match columns.next()? {
                "time" => Beside::Time,
                "words" => Beside::Words,
                _ => Beside::Date,
            },
        })
    })
    .collect()
});

/// Probability that a letter is what its place says, by what the place is.
const IN_BRACKETS: f32 = 0.97;
const OF_ONE_SHAPE: f32 = 0.98;
const BESIDE: f32 = 0.98;
const ALONE: f32 = 0.95;

/// The letters whose capital and small form have one shape.
const ONE_SHAPE: &str = "vxscowz";

/// Bytes of a preposition at the most.
const PREPOSITION: usize = 3;

/// Bytes of the words of an abbreviation that are written apart: "bl a", "m a o".
const ABBREVIATED: usize = 2;

/// The letter that marks a column of a table.
const MARK: &str = "x";

/// What single letters and abbreviations of `text[start..end]` are.
pub(super) fn changes(text: &str, (start, end): (usize, usize), language: Language) -> Vec<Change> {
    let mut changes = Vec::new();
    let body = &text[start..end];
    let lower_s = text.matches("(s)").count();
    let upper_s = text.matches("(S)").count();
    let before_mark = text.contains(" S X");
    // The marks of a table are of one kind: where some are surely capitals, a small one is one that was read so.
    let capital_marks = language == Language::Swedish && chunks(text).any(|chunk| chunk.text == "X");
    let unmarked = !text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']);
    let mut last: [&str; 2] = [""; 2];
    let mut all = chunks(body).peekable();
    while let Some(chunk) = all.next() {
        let inner = chunk.text.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ',' | ';' | ':'));
        let lead = chunk.text.find(inner).unwrap_or(0);
        let next = all.peek().map_or("", |next| next.text);
        if let Some((with, confidence)) = meant(chunk, (inner, lead), last, next, unmarked, language)
            .or_else(|| {
                let bracketed =
                    chunk.text[..lead].ends_with('(') && chunk.text[lead + inner.len()..].starts_with(')');
                let of_a_name = is_name(last[1]) && matches!(inner, "8" | "5" | "$");
                if of_a_name && before_mark && next.eq_ignore_ascii_case(MARK) {
                    return Some(("S".to_owned(), IN_BRACKETS));
                }
                (bracketed && of_a_name && lower_s + upper_s > 0)
                    .then(|| (if lower_s >= upper_s { "s" } else { "S" }.to_owned(), IN_BRACKETS))
            })
            .or_else(|| {
                // "3 x 16 A" is a product.
                let product = !chunk.heads && last[1].ends_with(|c: char| c.is_ascii_digit())
                    || all.peek().is_some_and(|next| {
                        !next.heads && next.text.starts_with(|c: char| c.is_ascii_digit())
                    });
                (capital_marks && chunk.text == MARK && !product).then(|| ("X".to_owned(), IN_BRACKETS))
            })
        {
            let at = start + chunk.at + lead;
            changes.push(Change {
                start: at,
                end: at + inner.len(),
                with,
                confidence,
                verdict: if confidence < IN_BRACKETS { Verdict::Doubtful } else { Verdict::Change },
            });
        }
        last = [last[1], chunk.text];
    }
    changes
}

/// What `inner`, the chunk from its byte `lead` on without its punctuation, is between its neighbours, and how probable that is.
fn meant(
    chunk: Chunk<'_>,
    (inner, lead): (&str, usize),
    last: [&str; 2],
    next: &str,
    unmarked: bool,
    language: Language,
) -> Option<(String, f32)> {
    let bracketed = chunk.text[..lead].ends_with('(') && chunk.text[lead + inner.len()..].starts_with(')');
    let named = bracketed && is_name(last[1]);
    let danish = language == Language::Danish;
    let letter = |with: &str, p: f32| Some((with.to_owned(), p));
    match inner {
        // Danish parties go by letters that are shaped like digits.
        "0" if named && danish => return letter("O", IN_BRACKETS),
        "1" if named && danish => return letter("I", IN_BRACKETS),
        "2" if named && danish => return letter("Ø", IN_BRACKETS),
        "QO" | "OQ" | "0O" | "O0" if named && danish => return letter("O", IN_BRACKETS),
        "¥" if named => return letter("V", IN_BRACKETS),
        "©" | "®" if language != Language::Swedish => return letter("Ø", OF_ONE_SHAPE),
        "@" if language != Language::Swedish && chunk.text != inner => return letter("Ø", OF_ONE_SHAPE),
        // Between words it is no part of an address.
        "@" if danish && !next.contains('.') => return letter("Ø", ALONE),
        _ => {}
    }
    // A letter read twice; points of a list are small ones: "cc)".
    let point = lead == 0 && chunk.heads && &chunk.text[inner.len()..] == ")";
    if let Some((a, b)) = inner.split_at_checked(1)
        && inner.len() == 2
        && (a != b || point)
        && a.eq_ignore_ascii_case(b)
        && ONE_SHAPE.contains(&*a.to_ascii_lowercase())
        && (lead == 0 || named)
    {
        let with = if point { a.to_ascii_lowercase() } else { a.to_ascii_uppercase() };
        return Some((with, OF_ONE_SHAPE));
    }
    let code = language.code();
    let found = ABBREVIATIONS
        .iter()
        .find(|of| (of.language == "*" || of.language == code) && of.read.contains(&inner))?;
    let proved = match found.beside {
        Beside::Time => is_time(next, chunk.text.ends_with(['.', ':'])),
        Beside::Date => ends_date(last),
        Beside::Words => {
            let follows = next.trim_end_matches([',', '.', ';', ':']);
            let before = is_small(last[1]) && last[1].len() > ABBREVIATED;
            unmarked && chunk.text == inner && before && (is_small(follows) || is_name(follows))
        }
    };
    // "til kl. 18", but "Tid och plats Kl. 18" where columns have run together.
    let inside = !chunk.heads && last[1].len() <= PREPOSITION && last[1].chars().all(char::is_lowercase);
    let with = if inside { found.form.to_lowercase() } else { found.form.to_owned() };
    proved.then_some((with, BESIDE))
}

/// Whether a chunk is a whole word in small letters.
fn is_small(chunk: &str) -> bool {
    chunk.len() > 1 && chunk.chars().all(char::is_lowercase)
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_lowercase)
}

/// Whether a chunk begins with a time of day: "18.30", "9:05-", and behind a full stop "24".
fn is_time(chunk: &str, stopped: bool) -> bool {
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        ((1..=2).contains(&digits)).then(|| (text[..digits].parse::<u8>().unwrap_or(u8::MAX), digits))
    };
    let Some((hour, digits)) = number(chunk) else { return false };
    let rest = &chunk[digits..];
    let minutes = rest.strip_prefix(['.', ':', ',']).and_then(number);
    hour <= 24
        && match minutes {
            Some((minutes, digits)) => minutes < 60 && digits == 2,
            None => {
                stopped
                    && (rest.trim_end_matches(['.', ',', ';', ')']).is_empty()
                        || rest.starts_with(['-', '–']))
            }
        }
}

/// Whether the two chunks before end with a date: "3. august", "24/8".
fn ends_date([before, last]: [&str; 2]) -> bool {
    let day = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits) && matches!(&text[digits..], "" | "." | ":" | ",")
    };
    let month = last.chars().nth(2).is_some() && last.chars().all(char::is_alphabetic);
    let numbers = last.split_once('/').is_some_and(|(day_of, month)| day(day_of) && day(month));
    month && day(before) || numbers
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::language::Language;

    fn mended(text: &str, language: Language) -> String {
        let mut out = text.to_owned();
        for change in changes(text, (0, text.len()), language).iter().rev() {
            out.replace_range(change.start..change.end, &change.with);
        }
        out
    }

    #[test]
    fn what_stands_before_a_time_of_day_is_kl() {
        for (read, right) in [
            ("mandag den 4. maj ki. 18.30", "mandag den 4. maj kl. 18.30"),
            ("Tid: KI. 09.00-14", "Tid: Kl. 09.00-14"),
            ("Tid og sted KI. 09.00", "Tid og sted Kl. 09.00"),
            ("frist til KI. 12.00", "frist til kl. 12.00"),
            ("k1. 9 til kl. 20", "kl. 9 til kl. 20"),
            ("k} 10.00", "kl 10.00"),
        ] {
            assert_eq!(mended(read, Language::Danish), right);
        }
        for text in ["k1. 1972", "ki 5 laneb", "KL 18.30", "kt. 20.50", "km 18.30", "ki. 18.301"] {
            assert_eq!(mended(text, Language::Danish), text);
        }
    }

    #[test]
    fn the_old_preposition_stands_between_words() {
        let text =
            "avslag a framstallningen, anslagen a stadens tavla, mom 4 a samma lag, a) forsta, bl a Berg";
        assert_eq!(
            mended(text, Language::Swedish),
            "avslag å framstallningen, anslagen å stadens tavla, mom 4 a samma lag, a) forsta, bl a Berg"
        );
        // Who reads å reads it everywhere.
        assert_eq!(mended("förslag a de två", Language::Swedish), "förslag a de två");
        assert_eq!(mended("forslag a de to", Language::Danish), "forslag a de to");
    }

    #[test]
    fn the_year_of_a_letter_is_this_or_the_same() {
        assert_eq!(mended("af 3. august d.a. foreslås", Language::Danish), "af 3. august d.å. foreslås");
        assert_eq!(
            mended("skrivelse af 24/8 s.a. (j.nr.", Language::Danish),
            "skrivelse af 24/8 s.å. (j.nr."
        );
        assert_eq!(mended("hansen s.a. bliver", Language::Danish), "hansen s.a. bliver");
    }

    #[test]
    fn marks_of_a_table_are_of_one_kind() {
        assert_eq!(mended("Per Ek (S) X\nEva Ås (M) x\n", Language::Swedish), "Per Ek (S) X\nEva Ås (M) X\n");
        assert_eq!(mended("Per Ek (S) x\nEva Ås (M) x\n", Language::Swedish), "Per Ek (S) x\nEva Ås (M) x\n");
        assert_eq!(
            mended("Per Ek (S) X\nkabel 3 x 16 A\n", Language::Swedish),
            "Per Ek (S) X\nkabel 3 x 16 A\n"
        );
    }

    #[test]
    fn party_letters_are_no_digits() {
        assert_eq!(mended("Bo Ek (8) och Åsa By (s)", Language::Swedish), "Bo Ek (s) och Åsa By (s)");
        assert_eq!(mended("Ib Ro (OQ) og Bo Ek (O)", Language::Danish), "Ib Ro (O) og Bo Ek (O)");
        assert_eq!(mended("Ib Ro (¥), Bo Ek (Vv)", Language::Danish), "Ib Ro (V), Bo Ek (V)");
        assert_eq!(mended("a) vejen\nCc) broen\n", Language::Danish), "a) vejen\nc) broen\n");
        assert_eq!(mended("For: A, @ og L. Imod @", Language::Danish), "For: A, Ø og L. Imod Ø");
        assert_eq!(mended("skriv til post @ kommunen.dk", Language::Danish), "skriv til post @ kommunen.dk");
        assert_eq!(mended("Bo Ek S X\nÅsa By 5 X", Language::Swedish), "Bo Ek S X\nÅsa By S X");
        assert_eq!(mended("pris 5 (8)", Language::Swedish), "pris 5 (8)");
    }
}
