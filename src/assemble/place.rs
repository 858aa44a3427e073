//! Where the meeting was held: behind a label, after day and hour on a title page, or told in the opening sentence.
//!
//! A place is taken as printed and never guessed from the municipality. Without a label it must look like one: a room,
//! a building, or a place that the text is known to name.

use super::cues::Cues;
use super::labels::values;
use super::lower::lower;
use super::meeting::clock;
use super::passage::{Passage, ends_sentence};
use crate::extract::Mention;
use crate::record::{EntityValue, SegmentKind};
use crate::text::capitalised;
use std::ops::Range;

/// Bytes of the front that an opening sentence or title page may take.
const OPENING: usize = 1500;
/// Characters of the longest place.
const LONGEST: usize = 110;
/// Bytes of the longest line or value that is asked for its parts.
const LONGEST_LINE: usize = 600;
/// Most words of a line without a label that is a place.
const WORDS: usize = 10;

/// Where the meeting was held. `heads`: what introduces the meeting where there is no cover.
pub(super) fn place(
    front: &[&Passage],
    heads: &[&Passage],
    mentions: &[Mention],
    cues: &Cues,
) -> Option<String> {
    let labelled = front
        .iter()
        .filter(|passage| matches!(passage.kind, SegmentKind::Cover | SegmentKind::Attendance))
        .chain(heads);
    let finder = Finder { mentions, cues };
    for passage in labelled {
        for value in values(passage, &cues.phrases.meeting.place_label) {
            if let Some(place) = finder.of_value(passage, value) {
                return Some(place);
            }
        }
    }
    let openings =
        || heads.iter().chain(front.iter().filter(|passage| passage.kind == SegmentKind::Attendance));
    openings()
        .find_map(|passage| finder.told(passage))
        .or_else(|| openings().find_map(|passage| finder.after_time(passage)))
        .filter(|place| place.chars().count() <= LONGEST)
}

struct Finder<'a> {
    mentions: &'a [Mention],
    cues: &'a Cues,
}

impl Finder<'_> {
    /// The parts of a label's value that are neither day nor hour.
    fn of_value(&self, passage: &Passage, value: Range<usize>) -> Option<String> {
        if value.len() > LONGEST_LINE {
            return None;
        }
        let mut parts = Vec::new();
        let mut at = value.start;
        for part in passage.text()[value].split([',', '\n', ';']) {
            let range = at..at + part.len();
            at += part.len() + 1;
            // Another column begins after a wide gap.
            let lead = part.len() - part.trim_start().len();
            let own = part[lead..].find("   ").map_or(part.len(), |gap| lead + gap);
            let range = range.start..range.start + own;
            if !part.trim().is_empty() && !self.is_time(passage, &range) {
                parts.push(passage.prose(range));
            }
        }
        let place = parts.join(", ");
        let place = place.trim_start_matches(['|', ' ', '_', '—']);
        (!place.is_empty() && place.chars().count() <= LONGEST).then(|| capital(place))
    }

    /// Whether a stretch holds a day or an hour, or nothing but words of time.
    fn is_time(&self, passage: &Passage, range: &Range<usize>) -> bool {
        let table = &self.cues.phrases.meeting;
        let small = &passage.lower()[range.clone()];
        let mut words = small.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        self.dated(passage, range)
            || !clock(passage.lower(), range.clone(), self.cues).is_empty()
            || table.pause.longest(small.trim_start()).is_some()
            || words.all(|word| table.time_words.longest(word) == Some(word.len()))
    }

    fn dated(&self, passage: &Passage, range: &Range<usize>) -> bool {
        self.holds(passage, range, |value| matches!(value, EntityValue::Date { .. }))
    }

    fn holds(&self, passage: &Passage, range: &Range<usize>, kind: impl Fn(&EntityValue) -> bool) -> bool {
        let first = self.mentions.partition_point(|mention| mention.span.end() <= passage.span.start());
        self.mentions[first..].iter().take_while(|mention| mention.span.start() < passage.span.end()).any(
            |mention| {
                kind(&mention.value)
                    && passage.span.contains(mention.span)
                    && range.contains(&passage.place(mention.span).start)
            },
        )
    }

    /// Whether a stretch is a room, a building or a known place.
    fn is_site(&self, passage: &Passage, range: &Range<usize>) -> bool {
        self.cues.phrases.meeting.rooms.are_in(&passage.lower()[range.clone()])
            || self.holds(passage, range, |value| {
                matches!(value, EntityValue::Place | EntityValue::Municipality { .. })
            })
    }

    /// `Mandag den 12. marts 2018, kl. 18.00, Byrådssalen`: what stands after day and hour on the line or the next.
    fn after_time(&self, passage: &Passage) -> Option<String> {
        let mut timed = false;
        for (line, text) in passage.lines() {
            if line.start > OPENING || text.len() > LONGEST_LINE {
                return None;
            }
            if text.trim().is_empty() {
                continue;
            }
            // Parts of the line, stops between figures left alone.
            let mut parts: Vec<Range<usize>> = Vec::new();
            let mut from = line.start;
            let bytes = passage.text().as_bytes();
            for at in line.clone() {
                let ends = match bytes[at] {
                    b',' | b';' => true,
                    b'.' => bytes.get(at + 1) == Some(&b' ') && ends_part(&passage.lower()[line.start..at]),
                    _ => false,
                };
                if ends {
                    parts.push(from..at);
                    from = at + 1;
                }
            }
            parts.push(from..line.end);
            let mut found: Vec<Range<usize>> = Vec::new();
            let mut here = false;
            for part in parts {
                let words = passage.text()[part.clone()].trim();
                if words.is_empty() {
                    continue;
                }
                if self.is_time(passage, &part) {
                    if !found.is_empty() {
                        break;
                    }
                    here = true;
                } else if here && words.contains("   ") || !here && timed && line.end - line.start > LONGEST {
                    break;
                } else if here || timed {
                    let number = words.starts_with(|c: char| c.is_ascii_digit());
                    if number && found.is_empty() {
                        break;
                    }
                    found.push(part);
                } else {
                    break;
                }
            }
            if let (Some(first), Some(last)) = (found.first(), found.last()) {
                let whole = first.start..last.end;
                let prose = passage.prose(whole.clone());
                let words = prose.split_whitespace().count();
                if self.is_site(passage, &whole) && words <= WORDS && !prose.contains(':') {
                    return Some(capital(self.bare(&prose)));
                }
            }
            if timed && !here {
                return None;
            }
            timed |= here && found.is_empty();
        }
        None
    }

    /// `holdt møte mandag kl. 11.00 i Korgen samfunnshus.`: a room or building after a preposition, in a sentence that
    /// speaks of the meeting.
    fn told(&self, passage: &Passage) -> Option<String> {
        let table = &self.cues.phrases.meeting;
        let text = passage.text();
        let end = (0..=OPENING.min(text.len())).rev().find(|&at| text.is_char_boundary(at))?;
        let small = &passage.lower()[..end];
        for lead in table.place_lead.iter(small) {
            let start = lead.end + (small[lead.end..].len() - small[lead.end..].trim_start().len());
            let stop = self.stop(&text[..end], small, start);
            let Some(room) = table.rooms.find(&small[start..stop]) else { continue };
            // Nearer prepositions are tried in their turn.
            if table.place_lead.find(&small[start..start + room.start]).is_some()
                || small[start..start + room.start].split_whitespace().count() > 3
            {
                continue;
            }
            let sentence = (0..lead.start)
                .rev()
                .find(|&at| small.as_bytes()[at] == b'.' && ends_sentence(text, at))
                .map_or(0, |at| at + 1);
            let paragraph = small[..lead.start].rfind("\n\n").map_or(0, |at| at + 2);
            let before = &small[sentence.max(paragraph)..lead.start];
            let clear = before.len() < 220 && table.meeting_words.are_in(before);
            if clear && small[start..stop].split_whitespace().count() <= WORDS {
                return Some(capital(&passage.prose(start..stop)));
            }
        }
        None
    }

    /// Where a place that begins at `start` ends: at a stop, a number that is no house's, a word of time, or a line
    /// after which another thing begins.
    fn stop(&self, text: &str, small: &str, start: usize) -> usize {
        let table = &self.cues.phrases.meeting;
        let mut at = start;
        let mut comma = false;
        while at < small.len() {
            let word_end = small[at..].find([' ', '\n', '.', ';', ':']).map_or(small.len(), |end| at + end);
            let word = small[at..word_end].trim_end_matches(',');
            let time = !word.is_empty() && table.time_words.longest(word) == Some(word.len());
            let capital = text[at..].starts_with(char::is_uppercase);
            let digits = word.starts_with(|c: char| c.is_ascii_digit());
            if time || comma && !capital || digits && word.len() > 3 {
                return at;
            }
            comma = small[at..word_end].ends_with(',');
            let gap = small[word_end..].len() - small[word_end..].trim_start().len();
            let next = word_end + gap;
            let broken = small[at..word_end].ends_with('-');
            let line = small[word_end..next].contains('\n');
            let ends = gap == 0
                || small[word_end..next].matches('\n').count() > 1
                || gap > 2
                || line && !comma && !broken && text[next..].starts_with(char::is_uppercase);
            if ends || next >= small.len() {
                return word_end;
            }
            at = next;
        }
        small.len()
    }

    /// Without the preposition before it.
    fn bare<'p>(&self, prose: &'p str) -> &'p str {
        let small = lower(prose);
        match self.cues.phrases.meeting.place_lead.longest(&small) {
            Some(length) => prose[length..].trim_start(),
            None => prose,
        }
    }
}

/// Whether the stop after these words ends a part of a line: not after `kl`, nor after the number of a day.
fn ends_part(words: &str) -> bool {
    let word = words.rsplit([' ', ',']).next().unwrap_or_default();
    if word.ends_with(|c: char| c.is_ascii_digit()) {
        word.contains([':', '.'])
    } else {
        word.chars().count() > 3
    }
}

fn capital(place: &str) -> String {
    capitalised(place.trim().trim_end_matches(['.', ',', ' ']))
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::assemble::cues::Cues;
    use crate::assemble::passage::passages;
    use crate::assemble::people::Roster;
    use crate::language::Language;
    use crate::outline::Outline;
    use crate::record::SegmentKind;

    /// The place that a title page tells of.
    fn told(language: Language, text: &str) -> Option<String> {
        let outline = Outline::of_one(SegmentKind::Cover, text);
        let mentions = crate::extract::extract(text, Some(language), &outline);
        let roster = Roster::new(&mentions, false);
        let cues = Cues::of(language);
        let passages = passages(text, &outline, &mentions, &roster, cues);
        let front: Vec<_> = passages.iter().collect();
        place(&front, &front, &mentions, cues)
    }

    const SV: Language = Language::Swedish;
    const DA: Language = Language::Danish;
    const NB: Language = Language::Bokmal;

    #[test]
    fn a_label_tells_the_place_though_its_gap_is_one_space() {
        assert_eq!(
            told(DA, "Dato Onsdag den 4. maj 2022\n\nSted Byrådssalen, Torvet 3\n"),
            Some("Byrådssalen, Torvet 3".into())
        );
        assert_eq!(told(DA, "Sted og tid aftales senere.\n"), None);
    }

    #[test]
    fn of_two_labels_the_longer_is_meant() {
        assert_eq!(
            told(
                SV,
                "Plats och tid     Oxsalen, stadshuset, kl. 13.15–16.40\n                  Ajournering kl. 14.50–15.05\n"
            ),
            Some("Oxsalen, stadshuset".into())
        );
    }

    #[test]
    fn the_place_follows_day_and_hour() {
        assert_eq!(
            told(DA, "Mandag den 12. marts 2018, kl. 18.00, Byrådssalen, Rådhuset\n"),
            Some("Byrådssalen, Rådhuset".into())
        );
        assert_eq!(told(DA, "Mandag den 12. marts 2018, kl. 18.00, 2. behandling\n"), None);
    }

    #[test]
    fn the_place_is_told_in_the_opening_sentence() {
        assert_eq!(
            told(NB, "Kommunestyret holdt møte mandag 27/2-89 kl. 11.00 i Furuset samfunnshus.\n"),
            Some("Furuset samfunnshus".into())
        );
        assert_eq!(
            told(
                SV,
                "Protokoll hållet vid sammanträde med drätselkammaren å rådhuset i Ystad\ntisdagen den 13 maj 1969.\n"
            ),
            Some("Rådhuset i Ystad".into())
        );
        assert_eq!(
            told(
                DA,
                "Torsdag den 14. November 1946 Kl. 19 afholdtes Møde i Byraads-\nsalen paa Raadhuset.\nTil Stede var alle.\n"
            ),
            Some("Byraadssalen paa Raadhuset".into())
        );
    }

    #[test]
    fn a_house_outside_the_sentence_of_the_meeting_is_no_place_of_it() {
        assert_eq!(told(NB, "Kommunen eier bygningen i Furuset samfunnshus.\n"), None);
    }
}
