//! Whose minutes they are, and whether a word, a heading or a sentence names that body or another.
//!
//! A body is known by the ending of its name; where the minutes do not say whose they are, any body may be theirs. A cover is
//! one line and may be misread; the headings of decisions are many, and say who decides last in each item.

use std::collections::BTreeMap;

use super::Walk;
use crate::outline::headings::Heading;
use crate::outline::heads::{self, Head};
use crate::outline::page::Page;
use crate::outline::prose::label;

/// The body whose minutes they are: the one that the cover names, or the one that heads the last decision of most items though
/// it reads otherwise than the cover.
pub(super) fn own_body(page: &Page, headings: &[Heading]) -> Option<String> {
    let cover = named_on_cover(page, headings.first().map_or(page.content.len(), |heading| heading.start))?;
    let endings = &page.cues.subject.body;
    let mut heading_last = BTreeMap::<&str, usize>::new();
    let (mut decided, mut labelled) = (0, 0);
    let covers = |line: &str| {
        label(line).is_some_and(|label| {
            !label.contains(' ') && same_body(label, cover.split(' ').next().unwrap_or(&cover))
        })
    };
    for (index, heading) in headings.iter().enumerate() {
        let limit = headings.get(index + 1).map_or(page.content.len(), |next| next.start);
        let mut heads = (heading.end..limit).filter_map(|at| page.heads[at].as_ref()).rev();
        let Some(head) = heads.find(|head| page.cues.sections[head.section].decides()) else { continue };
        decided += 1;
        // "Byrådet: …" over what was done: the cover is right, whoever heads what was counselled.
        labelled += usize::from((heading.end..limit).any(|at| page.begins(at) && covers(page.line(at))));
        let organ = head.organ.as_deref().map(|organ| organ.rsplit(' ').next().unwrap_or(organ));
        if let Some(organ) = organ.filter(|organ| endings.end(organ)) {
            *heading_last.entry(organ).or_default() += 1;
        }
    }
    let most = heading_last.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    // One item's trail may end with a body below; most of several are a form.
    let form = most.filter(|&(organ, count)| {
        count >= 2
            && 2 * count > decided
            && labelled < count
            && !same_body(organ, cover.split(' ').next().unwrap_or(&cover))
    });
    Some(form.map_or(cover, |(organ, _)| organ.to_owned()))
}

/// The first line of the cover that ends like a body's name.
fn named_on_cover(page: &Page, front_end: usize) -> Option<String> {
    let upto = front_end.max(8).min(page.content.len());
    (0..upto).find_map(|at| {
        let line = page.line(at);
        // "Utval      Kommunestyret": the label in the first column is no body.
        let label_of_column = |cell: &str| {
            page.cues
                .fronts
                .iter()
                .any(|front| heads::label(cell, &front.labels).is_some_and(|len| len == cell.len()))
                && line.contains("   ")
        };
        line.split("   ").enumerate().find_map(|(column, cell)| {
            let cell = cell.trim();
            if column == 0 && label_of_column(cell) {
                return None;
            }
            // "Utval: Kommunestyret": the label is no body.
            let cell = cell.split_once(": ").map_or(cell, |(_, value)| value.trim());
            if cell.ends_with(':') {
                return None;
            }
            let last = cell.rsplit(' ').next().unwrap_or(cell).trim_end_matches([':', '.', ',']);
            let named = |word: &str| {
                let word = word.trim_end_matches("'s");
                let table = &page.cues.subject;
                // "Kvinnherad" is a herad, though without marks it ends like a råd: the longest ending tells.
                table.body.of(word).next().is_some_and(|ending| !table.municipality.holds(ending))
            };
            if cell.len() > 90 {
                None
            } else if named(last) {
                Some(last.trim_end_matches("'s").to_owned())
            } else {
                let word = cell.split(' ').find(|word| named(word))?;
                // "Udvalget for Børn og Unge" is told from other committees by its whole name.
                let long =
                    cell.starts_with(word) && cell.split(' ').count() <= 8 && !cell.contains(['.', ':']);
                Some(if long { cell.to_owned() } else { word.trim_end_matches("'s").to_owned() })
            }
        })
    })
}

/// Whether two names may be of one body: one holds the other, genitive and article apart.
fn same_body(a: &str, b: &str) -> bool {
    let stem = |name: &str| -> String {
        let last = name.trim().rsplit(' ').next().unwrap_or(name);
        last.trim_end_matches("'s")
            .trim_end_matches('s')
            .trim_end_matches("et")
            .trim_end_matches("en")
            .to_owned()
    };
    let (a, b) = (stem(a), stem(b));
    a.len() >= 3 && b.len() >= 3 && (a.contains(&b) || b.contains(&a))
}

impl Walk<'_, '_> {
    /// Whether a word names the body whose minutes they are; none where the minutes do not say which it is.
    pub(super) fn names_own(&self, word: &str) -> Option<bool> {
        let own = self.organ?;
        // "Teknisk udvalg" is not the Økonomiudvalg, though it ends like it.
        let last = word.rsplit(' ').next().unwrap_or(word);
        if last.len() < word.len()
            && !own.contains(' ')
            && own.trim_end_matches("et").len() > last.trim_end_matches("et").len()
        {
            return Some(false);
        }
        Some(same_body(word, own.split(' ').next().unwrap_or(own)))
    }

    /// Whether the body among the first words of a sentence is the one whose minutes they are, as any is where the minutes do
    /// not say which; none if there is no body.
    pub(super) fn is_own(&self, folded: &str) -> Option<bool> {
        let mut words = folded.split([' ', ',', ':']).take(6);
        let named = words.find(|word| self.cues.subject.body.end(word))?;
        Some(self.names_own(named).unwrap_or(true))
    }

    /// The same of the body before the colon that a sentence begins with: "Havnestyrets uttalelse (5 mot 4): …".
    pub(super) fn label_is_own(&self, folded: &str) -> Option<bool> {
        const FIRST: usize = 3;
        let body = &self.cues.subject.body;
        let words: Vec<&str> = label(folded)?.split([' ', ',', '(']).take(FIRST).collect();
        let at = words
            .iter()
            .position(|word| body.end(word) || word.strip_suffix('s').is_some_and(|stem| body.end(stem)))?;
        let named = words[at].trim_end_matches('s');
        // "Tekniska nämnden" is not the Hamnnämnden, though "nämnden" may be.
        let other = at > 0
            && self.organ.is_some_and(|own| own.split(' ').next().is_some_and(|own| own.len() > named.len()))
            && !self.cues.heading.open_end.iter().any(|open| open == words[at - 1]);
        Some(!other && self.names_own(named).unwrap_or(false))
    }

    /// Whether the first body that a sentence names is known to be the one whose minutes they are.
    pub(super) fn speaks_itself(&self, folded: &str) -> bool {
        let first = folded.split([' ', ',', '.']).find(|word| self.cues.subject.body.end(word));
        first.and_then(|word| self.names_own(word)).unwrap_or(false)
    }

    /// Whether a heading names another body than the one whose minutes they are.
    pub(super) fn foreign(&self, head: &Head, organ: bool) -> bool {
        match (&head.organ, self.organ) {
            (Some(named), Some(own)) if organ => {
                // "Behandling i Kommunestyret den 3.5.2016": the day is no part of the name.
                let day = |word: &str| {
                    word.bytes().any(|b| b.is_ascii_digit())
                        || self.cues.heading.tail.iter().any(|tail| tail == word)
                };
                let end =
                    named.split(' ').take_while(|word| !day(word)).map(|word| word.len() + 1).sum::<usize>();
                let named = &named[..end.saturating_sub(1).min(named.len())];
                let endings = &self.cues.subject.body;
                let first = named.split(' ').next().unwrap_or(named);
                // "Udvalget for Børn og Unge" ends like no body, but begins like one.
                let long = first.len() < named.len() && endings.end(first);
                if long && !endings.end(named) {
                    return self.names_own(first) != Some(true)
                        || own.contains(' ') && !own.contains(&named[first.len()..]);
                }
                (endings.end(named.trim_end_matches('s')) || endings.end(named))
                    && self.names_own(named) != Some(true)
            }
            _ => false,
        }
    }

    /// Whether a heading says that the body whose minutes they are proposes something to another.
    pub(super) fn proposes_upward(&self, head: &Head, at: usize) -> bool {
        let line = self.page.line(at).trim_end_matches(':');
        let target = line.rsplit(' ').next().unwrap_or_default();
        head.organ.as_deref().and_then(|named| self.names_own(named)) == Some(true)
            && self.cues.subject.body.end(target)
            && self.names_own(target) == Some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::same_body;

    #[test]
    fn a_misread_cover_is_outvoted_by_the_headings_of_decisions() {
        use crate::outline::sample::danish;
        use crate::record::SegmentKind::Decision;
        let item = |number: u32| {
            format!(
                "{number}. Sag om bro\n\nBeslutning i Havneudvalget den 3. maj 2017\nIndstilles.\n\n\
                     Beslutning i Bådrådet den 9. maj 2017\nGodkendt.\n\n"
            )
        };
        let text = format!("Referat\nBestyrelsens møde\n\n{}{}{}", item(1), item(2), item(3));
        let decisions = danish(&text).into_iter().filter(|(kind, _)| *kind == Decision).count();
        assert_eq!(decisions, 3);
    }

    #[test]
    fn bodies_are_the_same_under_genitive_and_article() {
        assert!(same_body("fullmaktige", "kommunfullmaktige"));
        assert!(same_body("byradet", "byrad"));
        assert!(!same_body("okonomiudvalget", "byradet"));
    }
}
