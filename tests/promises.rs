//! What holds for every record, whatever the document.

use proptest::prelude::*;
use protokoll::record::{Record, SegmentKind};
use protokoll::{Pipeline, Settings, read};
use std::sync::LazyLock;

/// One pipeline for all tests: setting up the tables of a language once is enough.
pub(crate) static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(Settings::default()));

/// The record of a document, checked against every promise.
pub(crate) fn checked_record(path: &str, bytes: &[u8]) -> Record {
    let record = PIPELINE.process(path, bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    let read = read::read(path, bytes).expect("what has a record can be read");
    let text = Text::new(&record.text);
    assert_eq!(as_read(&record), read.text, "{path}: putting the repairs back");
    segments_cover_every_line(&record, &text);
    entities_stand_where_they_say(&record, &text);
    places_lie_in_their_items(&record, &text);
    super::schema::validate(&record);
    record
}

/// A text that can be sliced by code points.
struct Text {
    chars: Vec<char>,
}

impl Text {
    fn new(text: &str) -> Self {
        Self { chars: text.chars().collect() }
    }

    fn slice(&self, start: u64, end: u64) -> String {
        self.chars[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect()
    }

    fn len(&self) -> u64 {
        self.chars.len() as u64
    }
}

/// The text with every repair's original put back, last to first.
fn as_read(record: &Record) -> String {
    let mut text: Vec<char> = record.text.chars().collect();
    for repair in record.repairs.iter().rev() {
        let at = usize::try_from(repair.start).unwrap()..usize::try_from(repair.end).unwrap();
        text.splice(at, repair.from.chars());
    }
    text.into_iter().collect()
}

fn segments_cover_every_line(record: &Record, text: &Text) {
    let mut end = 0;
    let mut covered = vec![false; text.chars.len()];
    for segment in &record.segments {
        assert!(
            end <= segment.start && segment.start < segment.end,
            "segments overlap or are empty: {segment:?}"
        );
        assert!(segment.item.is_none_or(|item| (item as usize) < record.items.len()), "{segment:?}");
        end = segment.end;
        let range = usize::try_from(segment.start).unwrap()..usize::try_from(segment.end).unwrap();
        covered[range].fill(true);
    }
    for (c, covered) in text.chars.iter().zip(covered) {
        assert!(covered || c.is_whitespace(), "{}: {c:?} lies in no segment", record.source.path);
    }
}

/// An entity's text is its place in the record's text, but for what prose leaves out: line ends and their hyphens,
/// and page furniture where the entity runs over a page break.
fn entities_stand_where_they_say(record: &Record, text: &Text) {
    let bare = |text: &str| -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{AD}' | '\u{2010}')).collect()
    };
    let mut end = 0;
    for entity in &record.entities {
        assert!(end <= entity.start && entity.start < entity.end, "entities overlap: {entity:?}");
        end = entity.end;
        let (place, words) = (bare(&text.slice(entity.start, entity.end)), bare(&entity.text));
        let over_furniture = record.segments.iter().any(|segment| {
            segment.kind == SegmentKind::Furniture && segment.start < entity.end && entity.start < segment.end
        });
        if over_furniture {
            let mut rest = place.iter();
            assert!(words.iter().all(|word| rest.any(|c| c == word)), "{entity:?} is not at its place");
        } else {
            assert_eq!(place, words, "{entity:?} is not at its place");
        }
    }
}

fn places_lie_in_their_items(record: &Record, text: &Text) {
    for item in &record.items {
        assert!(item.start < item.end && item.end <= text.len(), "{item:?}");
        let places = [
            item.recommendations.iter().map(|part| (part.start, part.end)).collect::<Vec<_>>(),
            item.proposals.iter().map(|part| (part.start, part.end)).collect(),
            item.votes.iter().map(|part| (part.start, part.end)).collect(),
            item.decisions.iter().map(|part| (part.start, part.end)).collect(),
            item.reservations.iter().map(|part| (part.start, part.end)).collect(),
            item.statements.iter().map(|part| (part.start, part.end)).collect(),
        ];
        for (start, end) in places.into_iter().flatten() {
            assert!(
                item.start <= start && start < end && end <= item.end,
                "{start}..{end} is not in {item:?}"
            );
        }
    }
    for repair in &record.repairs {
        assert!(repair.start <= repair.end && repair.end <= text.len(), "{repair:?}");
    }
    for suggestion in &record.suggestions {
        assert!(suggestion.start < suggestion.end && suggestion.end <= text.len(), "{suggestion:?}");
    }
}

#[test]
fn the_promises_hold_for_every_fixture() {
    for (name, path) in super::workspace::fixtures() {
        checked_record(&name, &std::fs::read(path).expect("a fixture"));
    }
}

/// Repairing what has been repaired changes nothing in nearly every text; a document whose damage lies just above a
/// threshold may lose a word more. Fewer than one word in a thousand may change.
#[test]
fn repairing_twice_is_repairing_once() {
    let (mut words, mut changed) = (0, 0);
    for (name, path) in super::workspace::fixtures() {
        let once = PIPELINE.process(&name, &std::fs::read(path).expect("a fixture")).expect("a record");
        let twice = PIPELINE.process(&name, once.text.as_bytes()).expect("a record");
        words += once.quality.words;
        changed += twice.repairs.len() as u64;
    }
    assert!(changed * 1000 <= words, "{changed} of {words} words were changed again");
}

/// Lines as documents have them, in every order: headings, cues, names, sums, dates, furniture, damage.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-ZÅÄÖ]?[a-zåäöæø]{1,10}( [a-zåäöæø1]{1,9}){0,7}[.,:-]?",
        1 => "§ [0-9]{1,3}( [A-ZÅÄÖ][a-zåäö]{3,9}){0,3}",
        1 => "(Beslut|Beslutning|Vedtak|Förslag till beslut|Innstilling|Reservation|Yrkanden|Votering|Kommunstyrelsens beslut)",
        1 => "[A-ZÅÄÖ][a-zåäö]{2,8} [A-ZÅÄÖ][a-zåäö]{2,8}(sson|sen)? \\([A-Z]{1,3}\\)(, yrkar| foreslår| reserverar sig)?",
        1 => "(den )?[0-9]{1,2}[. ](januari|mars|1\\.|desember) ?(19|20)?[0-9]{2}",
        1 => "[0-9 .,]{1,12}(kr|kronor|mnkr|EUR|%)",
        1 => "(Sida|Side) [0-9]{1,2}( \\([0-9]{1,2}\\)| av [0-9]{1,2})?",
        1 => "[ \t]{0,4}[-–—•*#|§()\\[\\].:;0-9]{0,8}",
        1 => "\\PC{0,30}",
    ]
}

/// What happens to a document on its way: characters lost, put in, moved; pieces lost or said twice. Places and lengths
/// are shares of the text.
#[derive(Clone, Debug)]
enum Accident {
    Loss(prop::sample::Index, usize),
    Insertion(prop::sample::Index, char),
    Repetition(prop::sample::Index, prop::sample::Index, usize),
}

fn accident() -> impl Strategy<Value = Accident> {
    use prop::sample::Index;
    prop_oneof![
        (any::<Index>(), 1..50_usize).prop_map(|(at, len)| Accident::Loss(at, len)),
        (any::<Index>(), prop::sample::select("\n .:()1§Åøé-”\u{301}\x0c".chars().collect::<Vec<_>>()))
            .prop_map(|(at, c)| Accident::Insertion(at, c)),
        (any::<Index>(), any::<Index>(), 1..80_usize)
            .prop_map(|(from, to, len)| Accident::Repetition(from, to, len)),
    ]
}

fn befallen(text: &str, accidents: &[Accident]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for accident in accidents {
        if chars.is_empty() {
            break;
        }
        match accident {
            Accident::Loss(at, len) => {
                let at = at.index(chars.len());
                chars.drain(at..(at + len).min(chars.len()));
            }
            Accident::Insertion(at, c) => chars.insert(at.index(chars.len()), *c),
            Accident::Repetition(from, to, len) => {
                let from = from.index(chars.len());
                let piece = chars[from..(from + len).min(chars.len())].to_vec();
                let to = to.index(chars.len());
                chars.splice(to..to, piece);
            }
        }
    }
    chars.into_iter().collect()
}

/// A scan of which only the running heads were read has no matter, and still a record.
#[test]
fn pages_of_nothing_but_running_heads_have_a_record() {
    let text = "Kommunstyrelsens protokoll  Sida 1\n\x0cKommunstyrelsens protokoll  Sida 2\n";
    let record = checked_record("heads", text.as_bytes());
    assert!(record.items.is_empty(), "{:?}", record.items);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_promises_hold_for_any_fixture_that_met_with_accidents(
        fixture in prop::sample::select(super::workspace::fixtures()),
        accidents in prop::collection::vec(accident(), 1..300),
    ) {
        let (name, path) = fixture;
        let text = befallen(&std::fs::read_to_string(path).expect("a fixture"), &accidents);
        if read::read(&name, text.as_bytes()).is_ok() {
            checked_record(&name, text.as_bytes());
        }
    }

    #[test]
    fn the_promises_hold_for_any_text(
        lines in prop::collection::vec((line(), prop_oneof![8 => Just("\n"), 1 => Just("\n\n"), 1 => Just("\x0c"), 1 => Just("\r\n")]), 1..50),
    ) {
        let text: String = lines.iter().flat_map(|(line, end)| [line.as_str(), end]).collect();
        if read::read("text", text.as_bytes()).is_ok() {
            checked_record("text", text.as_bytes());
        }
    }

    #[test]
    fn the_promises_hold_for_pages_with_the_same_lines(
        head in line(),
        foot in line(),
        pages in prop::collection::vec(prop::collection::vec(line(), 0..4), 1..6),
    ) {
        let pages = pages.iter().map(|lines| format!("{head}\n{}\n{foot}\n", lines.join("\n")));
        let text = pages.collect::<Vec<_>>().join("\x0c");
        if read::read("pages", text.as_bytes()).is_ok() {
            checked_record("pages", text.as_bytes());
        }
    }

    #[test]
    fn any_bytes_have_a_record_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if read::read("bytes", &bytes).is_ok() {
            checked_record("bytes", &bytes);
        }
    }
}
