//! Lists of contents: the same numbers and titles before the real headings.
//!
//! A list stands close, under a heading of its own or with dots and page numbers; the real headings have text under
//! them. What is listed is taken from the candidates. Nothing is judged but place and likeness.

use super::headings::Candidate;
use super::numbering::Family;
use super::page::Page;

/// Rows that an entry of a list may take.
const ENTRY: usize = 3;

/// Takes the candidates that a list of contents lists from the others.
pub(super) fn take_listed(page: &Page, candidates: &mut Vec<Candidate>) -> Vec<Candidate> {
    let mut listed = vec![false; candidates.len()];
    let n = page.content.len();
    for at in 0..n {
        if is_label(page, at) {
            mark_run(page, candidates, at, &mut listed);
        }
    }
    // Entries with dot leaders are listed wherever they stand.
    for (index, candidate) in candidates.iter().enumerate() {
        let end = candidates.get(index + 1).map_or(n, |next| next.at).min(candidate.at + ENTRY);
        listed[index] |= (candidate.at..end).any(|at| has_leader(page.line(at)));
    }
    // A close run whose numbers all come back later is a list, whatever stands over it.
    let mut start = 0;
    while start < candidates.len() {
        let mut end = start + 1;
        while end < candidates.len()
            && candidates[end].at - candidates[end - 1].at <= ENTRY
            && candidates[end].number.value > candidates[end - 1].number.value
        {
            end += 1;
        }
        // What does not come back at its end are the first of the real headings.
        let back: Vec<usize> = (start..end).filter(|&index| comes_back(candidates, index, end)).collect();
        if let Some(last) = back.last() {
            let run = start..last + 1;
            if run.len() >= 3 && back.len() * 3 >= run.len() * 2 {
                listed[run].fill(true);
            }
        }
        start = end;
    }
    let mut index = 0;
    let taken = candidates.extract_if(.., |_| {
        index += 1;
        listed[index - 1]
    });
    taken.collect()
}

/// Whether a row heads a list of contents.
pub(super) fn is_label(page: &Page, at: usize) -> bool {
    let line = page.line(at).trim_start_matches(['#', '*', ' ']);
    if line.len() > 110 {
        return false;
    }
    page.cues.heading.contents.of(line).any(|label| {
        let rest = line[label.len()..].trim_matches([':', ' ', '*']);
        let counted = rest.bytes().any(|b| b.is_ascii_digit());
        rest.is_empty() || rest.len() <= 12 && !counted || line[label.len()..].starts_with("   ")
    })
}

/// Marks the entries under a list's heading: close to each other, and ascending.
fn mark_run(page: &Page, candidates: &[Candidate], label: usize, listed: &mut [bool]) {
    let first = candidates.partition_point(|candidate| candidate.at < label);
    let mut last_at = label;
    let mut last: Option<(u32, &Family)> = None;
    let mut run = Vec::new();
    for (index, candidate) in candidates.iter().enumerate().skip(first) {
        if candidate.at - last_at > ENTRY + 1 {
            break;
        }
        if last.is_some_and(|(value, family)| {
            candidate.number.value <= value || candidate.number.family != *family
        }) {
            break;
        }
        // So does running text.
        if (last_at + 1..candidate.at).any(|at| page.line(at).len() > 25 && page.line(at).ends_with('.')) {
            break;
        }
        // A section between them ends the list.
        if (last_at + 1..candidate.at).any(|at| page.is_head(at) && page.begins(at)) {
            break;
        }
        run.push(index);
        last = Some((candidate.number.value, &candidate.number.family));
        last_at = candidate.at;
    }
    // The list may run straight into the only real heading: a list entry comes back.
    while let Some(&index) = run.last() {
        if run.len() >= 2 || comes_back(candidates, index, index + 1) {
            break;
        }
        run.pop();
    }
    for index in run {
        listed[index] = true;
    }
}

fn comes_back(candidates: &[Candidate], index: usize, from: usize) -> bool {
    candidates[from.min(candidates.len())..]
        .iter()
        .any(|later| later.number.value == candidates[index].number.value)
}

/// "Title ........ 12"
pub(super) fn has_leader(line: &str) -> bool {
    line.contains(".....") || line.contains(". . . .")
}
