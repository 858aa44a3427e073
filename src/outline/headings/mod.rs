//! Items: which numbered lines head one, and how far the heading goes.
//!
//! Numbers of items ascend; numbers of list points, citations and lists of contents do too. So every line that begins
//! with a number is weighed by what stands around it (`candidates`), and the best ascending chain wins (`chain`);
//! numbers that it lacks are looked for as they may have been misread (`gaps`); then title and case numbers are read
//! (`reading`, `parts`). Words are data; what follows the heading is for the machine.

mod candidates;
mod chain;
mod gaps;
mod letterhead;
mod parts;
mod reading;

use super::contents;
use super::page::Page;
use crate::text::{Repaired, Span};
pub(super) use candidates::Candidate;
pub(super) use letterhead::unnumbered;
pub(super) use reading::is_stamp;
use std::collections::{BTreeMap, BTreeSet};

/// An item's heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// Positions in the content rows: from the first to before `end`.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<String>,
    /// The number that ascends.
    pub(super) value: Option<u32>,
    pub(super) number_span: Option<Span<Repaired>>,
    pub(super) title: Option<String>,
    pub(super) case_numbers: Vec<String>,
    pub(super) continues: bool,
}

/// The headings of a document's items, in order.
pub(super) fn headings(page: &Page) -> Vec<Heading> {
    let mut candidates = candidates::candidates(page);
    gaps::part_years(page, &mut candidates);
    let listed = contents::take_listed(page, &mut candidates);
    candidates::drop_rows(page, &mut candidates);
    candidates::drop_stacked(page, &mut candidates);
    candidates::drop_stamps(page, &mut candidates);
    for at in 0..candidates.len() {
        candidates[at].score += candidates::surroundings(page, &candidates, at);
    }
    let mut chain: Vec<Candidate> =
        chain::chain(&candidates, |from, to| page.heads[from + 1..to].iter().any(Option::is_some))
            .into_iter()
            .map(|index| candidates[index].clone())
            .collect();
    gaps::agree(page, &mut chain);
    let filled = gaps::fill(page, &chain, &listed);
    chain.extend(filled);
    chain.sort_by_key(|candidate| candidate.at);
    let stock = stock_words(page, &chain);
    let mut out: Vec<Heading> = Vec::with_capacity(chain.len());
    for (n, candidate) in chain.iter().enumerate() {
        let limit = chain.get(n + 1).map_or(page.content.len(), |next| next.at);
        out.push(reading::read_heading(page, candidate, limit, &stock));
    }
    out
}

/// What stands behind the numbers of most items in the same words, "Åben dagsorden": of the form, and no title.
fn stock_words<'p>(page: &'p Page, chain: &[Candidate]) -> BTreeSet<&'p str> {
    const FEWEST: usize = 3;
    let mut counts = BTreeMap::<&str, usize>::new();
    for candidate in chain {
        let rest = reading::behind_number(page, candidate);
        if !rest.is_empty() && !rest.bytes().any(|byte| byte.is_ascii_digit()) {
            *counts.entry(rest).or_default() += 1;
        }
    }
    let most = |count: usize| count >= FEWEST && count * 2 > chain.len();
    counts.into_iter().filter(|(_, count)| most(*count)).map(|(rest, _)| rest).collect()
}

/// Rows that say at the top of a page that the item before goes on: they interrupt it and head nothing.
pub(super) fn running(page: &Page, found: &[Heading]) -> Vec<usize> {
    let digits = |heading: &Heading| -> Option<String> {
        Some(heading.number.as_ref()?.chars().filter(|c| c.is_ascii_digit() || *c == '/').collect())
    };
    let mut out = Vec::new();
    for pair in found.windows(2) {
        let (row, before) = (page.content[pair[1].start], page.content[pair[1].start - 1]);
        let torn = row != before + 1 || page.rows.rows[row].page != page.rows.rows[before].page;
        if pair[1].continues && torn && digits(&pair[0]) == digits(&pair[1]) {
            out.push(row);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::{items, numbers};

    #[test]
    fn a_number_repeated_at_the_top_of_a_page_goes_on_with_the_item() {
        let text = "PROTOKOLL\n\n§ 4 Bron\n\nBeslut\n\nNämnden beslutar att laga bron före\n\x0c§ 4 forts\n\nvårens \
                    flod.\n\n§ 5 Val\n\nBeslut\n\nBo Ek väljs.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 4", "§ 5"]);
        // In the middle of a page, and after another item, it is taken up again.
        let text = "PROTOKOLL\n\n§ 4 Bron\n\nBeslut\n\nÄrendet vilar.\n\n§ 5 Val\n\nBeslut\n\nBo Ek väljs.\n\n§ 5 forts\n\n\
                    Beslut\n\nÅsa Ek väljs också.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 4", "§ 5", "§ 5"]);
    }

    #[test]
    fn a_stroke_that_was_not_read_parts_the_number_from_the_year() {
        let item = |number: &str| format!("Sak {number} Bru over Lia\n\nVedtak:\n\nGodkjent.\n\n");
        let text = format!(
            "KOLSUND KOMMUNE\nKommunestyret\nMøtedato: 25.04.2012\n\n{}{}{}",
            item("4642"),
            item("4742"),
            item("4812")
        );
        assert_eq!(numbers(&text, Language::Bokmal), ["Sak 46/12", "Sak 47/12", "Sak 48/12"]);
        // Numbers that grow beyond a thousand are whole.
        let text = format!(
            "KOLSUND KOMMUNE\nKommunestyret\nMøtedato: 25.04.2012\n\n{}{}{}",
            item("1011"),
            item("1012"),
            item("1013")
        );
        assert_eq!(numbers(&text, Language::Bokmal), ["Sak 1011", "Sak 1012", "Sak 1013"]);
    }

    #[test]
    fn the_first_heading_after_a_list_of_contents_is_no_entry_of_it() {
        let item = |number: u32| format!("PS {number}/18 Sak om bru\n\nVedtak:\nGodkjent.\n\n");
        let text = format!(
            "KOLSUND KOMMUNE\nKommunestyret\n\nSaksliste\nPS 22/18  Sak om bru\nPS 23/18  Sak om bru\nFO 3/18  Spørsmål\nRS 6/18  \
             Referatsaker\n{}{}FO 3/18 Spørsmål\n\nVedtak:\nBesvart.\n\nRS 6/18 Referatsaker\n\nVedtak:\nTatt til orientering.\n",
            item(22),
            item(23)
        );
        assert_eq!(numbers(&text, Language::Bokmal), ["PS 22/18", "PS 23/18", "FO 3/18", "RS 6/18"]);
    }

    #[test]
    fn items_at_the_top_of_pages_are_no_running_heads() {
        let page = |n: u32, title: &str| {
            format!(
                "Storvik kommune\n\nSak 0{n}/21          Arkivsak 21/{n}4\n{title}\n\nVedtak:\n\nGodkjent.\n\x0c"
            )
        };
        let text =
            format!("{}{}{}{}", page(1, "Brua"), page(2, "Skolen"), page(3, "Kaien"), page(4, "Veien"));
        assert_eq!(numbers(&text, Language::Bokmal), ["Sak 01/21", "Sak 02/21", "Sak 03/21", "Sak 04/21"]);
    }

    #[test]
    fn words_behind_every_number_are_no_titles() {
        let item = |number: &str, form: &str, title: &str| {
            format!(
                "{number}      {form}\n{title}\nSagsid: 08/2610{}\n\nBeslutning\n\nGodkendt.\n\n",
                &number[4..]
            )
        };
        for form in ["Åben dagsorden", "Del af dagsordenen"] {
            let text: String = [("Sag 4", "Ny bro"), ("Sag 5", "Ny vej"), ("Sag 6", "Valg")]
                .map(|(number, title)| item(number, form, title))
                .concat();
            let titles: Vec<_> = items(&format!("Referat\n\n{text}"), Language::Danish)
                .into_iter()
                .map(|item| item.1)
                .collect();
            assert_eq!(titles, ["Ny bro", "Ny vej", "Valg"].map(|title| Some(title.to_owned())), "{form}");
        }
    }

    #[test]
    fn one_series_of_numbers_however_the_word_is_shortened() {
        let text = "Referat\n\nSag nr. 1. Valg.\n\nGodkendt.\n\nSag nr: 2. Leje af lokale.\n\nGodkendt.\n\n\u{2018}Sag nr. 3. \
                    Tilskud.\n\nGodkendt.\n";
        assert_eq!(numbers(text, Language::Danish).len(), 3);
    }
}
