//! What happened to the text, window by window, before anything is changed.
//!
//! A reading model that lacks a letter never writes it, so the shares of å ä ö æ ø among the letters tell the models apart:
//! the English one writes none, the Danish one no ä. Windows of some 150 words are too short to be sure each alone; a chain over
//! the windows of a document, which seldom changes its state, is. One scan over the bytes, so that clean text costs nearly nothing.

use super::channel::Reader;
use crate::language::Language;
use crate::tables::{Table, table};
use std::sync::LazyLock;

/// Words in a window.
const WINDOW: u32 = 150;
/// What a change of state costs between windows, and at a page break (nats).
const CHANGE: f64 = 15.0;
const CHANGE_AT_PAGE: f64 = 11.0;
/// What it costs to believe in damage at all.
const DAMAGE: f64 = 2.0;
/// No share is taken to be smaller: a foreign name brings a letter now and then.
const LEAST: f64 = 0.0003;

static SHARES: Table = table!("channel/letters.tsv");

/// A stretch of text with one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// First byte.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// Page, counted from 0.
    pub(super) page: u32,
    /// Number of words.
    pub(super) words: u32,
    /// The foreign model that read it; none where all letters are there.
    pub(super) reader: Option<Reader>,
}

/// Letters by what they tell: å ä ö æ ø, and all others.
type Letters = [u32; 6];

/// What a window may be: a language as one model wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    language: Language,
    reader: Option<Reader>,
}

/// What is told apart for a language: its own letters, those of the models that lack some, and the letters of the other
/// languages, which no reader of this one wrote.
fn states(language: Language) -> Vec<State> {
    let readers: &[Option<Reader>] = match language {
        Language::Swedish => &[None, Some(Reader::English), Some(Reader::Danish), Some(Reader::Norwegian)],
        _ => &[None, Some(Reader::English), Some(Reader::Swedish)],
    };
    let own = readers.iter().map(|&reader| State { language, reader });
    let others = Language::ALL.into_iter().filter(|&other| other != language);
    own.chain(others.map(|language| State { language, reader: None })).collect()
}

/// ln of the share of each letter class.
fn log_shares(state: State) -> [f64; 6] {
    static ALL: LazyLock<Vec<(State, [f64; 6])>> = LazyLock::new(|| {
        let states = Language::ALL.into_iter().flat_map(states);
        states.map(|state| (state, read_shares(state.language, state.reader))).collect()
    });
    ALL.iter().find(|row| row.0 == state).map_or([0.0; 6], |row| row.1)
}

fn read_shares(language: Language, state: Option<Reader>) -> [f64; 6] {
    let name = match state {
        None => "true",
        Some(Reader::English) => "eng",
        Some(Reader::Swedish) => "swe",
        Some(Reader::Danish) => "dan",
        Some(Reader::Norwegian) => "nor",
        Some(Reader::Own) => "own",
    };
    let mut shares = [LEAST; 6];
    for line in SHARES.text().lines() {
        let mut cells = line.split('\t');
        if cells.next() == Some(language.code())
            && cells.next() == Some(name)
            && let (Some(letter), Some(share)) = (cells.next(), cells.next())
        {
            let class = class_of(letter.chars().next().unwrap_or(' '));
            shares[class] = share.parse().unwrap_or(0.0_f64).max(LEAST);
        }
    }
    shares[5] = 1.0 - shares[..5].iter().sum::<f64>();
    shares.map(f64::ln)
}

const fn class_of(c: char) -> usize {
    match c {
        'å' | 'Å' => 0,
        'ä' | 'Ä' => 1,
        'ö' | 'Ö' => 2,
        'æ' | 'Æ' => 3,
        'ø' | 'Ø' => 4,
        _ => 5,
    }
}

/// Profiles a text.
pub(super) fn profile(text: &str, language: Language) -> Vec<Window> {
    let (mut windows, letters) = count(text);
    let states = states(language);
    let tables: Vec<[f64; 6]> = states.iter().map(|&state| log_shares(state)).collect();
    // The likeliest chain of states.
    let mut best: Vec<f64> = states
        .iter()
        .map(|state| if state.reader.is_some() || state.language != language { -DAMAGE } else { 0.0 })
        .collect();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(windows.len());
    for (i, letters) in letters.iter().enumerate() {
        let change = if i > 0 && windows[i].page != windows[i - 1].page { CHANGE_AT_PAGE } else { CHANGE };
        let mut next = Vec::with_capacity(states.len());
        let mut from = Vec::with_capacity(states.len());
        for (s, table) in tables.iter().enumerate() {
            let fits: f64 = letters.iter().zip(table).map(|(&n, ln)| f64::from(n) * ln).sum();
            let (mut source, mut score) = (s, best[s]);
            if i > 0 {
                for (t, &other) in best.iter().enumerate() {
                    if other - change > score {
                        (source, score) = (t, other - change);
                    }
                }
            }
            from.push(source);
            next.push(score + fits);
        }
        back.push(from);
        best = next;
    }
    let mut state =
        (0..states.len()).max_by(|&a, &b| best[a].total_cmp(&best[b]).then(b.cmp(&a))).unwrap_or(0);
    for (window, from) in windows.iter_mut().zip(&back).rev() {
        window.reader = states[state].reader;
        state = from[state];
    }
    windows
}

/// Cuts a text into windows and counts their letters.
fn count(text: &str) -> (Vec<Window>, Vec<Letters>) {
    let bytes = text.as_bytes();
    let mut windows = Vec::with_capacity(bytes.len() / 1000 + 1);
    let mut all = Vec::with_capacity(windows.capacity());
    let (mut start, mut page, mut words) = (0, 0, 0);
    let mut letters: Letters = [0; 6];
    let mut in_word = false;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        let mut close = at == bytes.len();
        let mut turn = false;
        if byte.is_ascii_alphabetic() {
            letters[5] += 1;
            in_word = true;
        } else if byte == 0xc3 && at < bytes.len() {
            let class = match bytes[at] {
                0xa5 | 0x85 => 0,
                0xa4 | 0x84 => 1,
                0xb6 | 0x96 => 2,
                0xa6 | 0x86 => 3,
                0xb8 | 0x98 => 4,
                _ => 5,
            };
            letters[class] += 1;
            in_word = true;
            at += 1;
            close = at == bytes.len();
        } else if byte <= b' ' {
            words += u32::from(in_word);
            in_word = false;
            turn = byte == b'\x0c';
            close |= turn || (words >= WINDOW && byte == b'\n') || words >= 2 * WINDOW;
        }
        if close {
            windows.push(Window { start, end: at, page, words: words + u32::from(in_word), reader: None });
            all.push(letters);
            (start, words, letters, in_word) = (at, 0, [0; 6], false);
            page += u32::from(turn);
        }
    }
    (windows, all)
}

#[cfg(test)]
mod tests {
    use super::{Reader, profile};
    use crate::language::Language;

    const SWEDISH: &str = "Nämnden föreslår att fullmäktige antar förslaget till översiktsplan för tätorten och att \
        åtgärderna följs upp årligen. Förvaltningen får i uppdrag att återkomma med ett ändrat förslag före sommaren. ";
    const DANISH: &str = "Udvalget indstiller, at byrådet godkender forslaget om at ændre rækkefølgen for udbygningen og \
        at høringen afsluttes før sommer. Borgmesteren orienterede om mødet med nabokommunerne på rådhuset. ";

    #[test]
    fn clean_text_is_clean() {
        assert!(profile(&SWEDISH.repeat(9), Language::Swedish).iter().all(|window| window.reader.is_none()));
        assert!(profile(&DANISH.repeat(9), Language::Danish).iter().all(|window| window.reader.is_none()));
        assert!(profile("", Language::Danish).is_empty());
    }

    #[test]
    fn each_foreign_reader_is_known_by_the_letters_it_lacks() {
        let found = |text: &str, language| profile(&text.repeat(3), language)[0].reader;
        let english = SWEDISH.replace(['å', 'ä'], "a").replace('ö', "é");
        assert_eq!(found(&english, Language::Swedish), Some(Reader::English));
        let danish = SWEDISH.replace(['ä', 'ö'], "å");
        assert_eq!(found(&danish, Language::Swedish), Some(Reader::Danish));
        let norwegian = SWEDISH.replace('ä', "å");
        assert_eq!(found(&norwegian, Language::Swedish), Some(Reader::Norwegian));
        let swedish = DANISH.replace('ø', "o").replace('æ', "e");
        assert_eq!(found(&swedish, Language::Danish), Some(Reader::Swedish));
    }

    #[test]
    fn text_of_another_language_is_left_alone() {
        assert!(profile(&DANISH.repeat(9), Language::Swedish).iter().all(|window| window.reader.is_none()));
        assert!(profile(&SWEDISH.repeat(9), Language::Danish).iter().all(|window| window.reader.is_none()));
    }

    #[test]
    fn a_page_may_differ_from_its_neighbours() {
        let text = format!("{}\x0c{}", SWEDISH.repeat(4), SWEDISH.replace(['å', 'ä', 'ö'], "a").repeat(4));
        let windows = profile(&text, Language::Swedish);
        assert_eq!(windows.first().map(|window| window.reader), Some(None));
        assert_eq!(windows.last().map(|window| window.reader), Some(Some(Reader::English)));
    }
}
