//! The best ascending chain of numbered lines: candidates of one family whose numbers rise, a step of one best of all.
//!
//! Nothing is looked at but numbers and weights.

use super::candidates::Candidate;
use crate::outline::numbering::Family;

/// The best ascending chain: candidates of one family whose numbers rise, a step of one best of all.
///
/// `headed` says whether a section heading stands between two positions of the content rows.
pub(super) fn chain(candidates: &[Candidate], headed: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut families: Vec<&Family> = candidates.iter().map(|candidate| &candidate.number.family).collect();
    families.sort();
    families.dedup();
    let mut best: (i32, Vec<usize>) = (0, Vec::new());
    for family in families {
        let members: Vec<usize> =
            (0..candidates.len()).filter(|&index| candidates[index].number.family == *family).collect();
        let found = family_chain(candidates, &members, family);
        if found.0 > best.0 {
            best = found;
        }
    }
    let mut chain = best.1;
    out_of_turn(candidates, &mut chain);
    // Cases of other series (reports, open post) between them, where they stand as headings of their own.
    if let Some(&first) = chain.first()
        && let Family::Word(name) = &candidates[first].number.family
        && name.len() <= 3
    {
        for (index, candidate) in candidates.iter().enumerate() {
            let same_kind =
                matches!(&candidate.number.family, Family::Word(other) if other.len() <= 3 && other != name);
            // Under the heading that collects them they are its list; after other text, of the same year, items.
            let before = chain.iter().rev().find(|&&taken| taken < index);
            let own_item = before.is_some_and(|&before| {
                let own = candidates[before].number.other.is_some()
                    && candidates[before].number.other == candidate.number.other;
                own && candidate.score >= 5 && headed(candidates[before].at, candidate.at)
            });
            if same_kind && (candidate.score >= 9 || own_item) && index > first {
                chain.push(index);
            }
        }
        chain.sort_unstable();
    }
    chain
}

/// Items that were taken out of their turn: a number that the chain lacks, at a place as good as the worst in it.
fn out_of_turn(candidates: &[Candidate], chain: &mut Vec<usize>) {
    let Some((&first, &last)) = chain.first().zip(chain.last()) else { return };
    let number = |index: usize| &candidates[index].number;
    // What was moved forward may have the number after the last.
    let numbers = number(first).value..=number(last).value + 1;
    let least = chain.iter().map(|&index| candidates[index].score).min().unwrap_or_default();
    let missing = |index: &usize| {
        let own = number(*index);
        own.family == number(first).family
            && own.other == number(first).other
            && !own.damaged
            && !candidates[*index].continues
            && numbers.contains(&own.value)
            && candidates[*index].score >= least
            && chain.iter().all(|&taken| number(taken).value != own.value)
    };
    let found: Vec<usize> = (first..candidates.len()).filter(missing).collect();
    // A number that comes back is cited.
    let once = |index: &&usize| {
        found.iter().filter(|&&other| number(other).value == number(**index).value).count() == 1
    };
    let found: Vec<usize> = found.iter().filter(once).copied().collect();
    chain.extend(found);
    chain.sort_unstable();
}

fn family_chain(candidates: &[Candidate], members: &[usize], family: &Family) -> (i32, Vec<usize>) {
    const WINDOW: usize = 120;
    let least = if family.is_bare() { 3 } else { 4 };
    let members: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&m| candidates[m].number.damaged || candidates[m].score >= least)
        .collect();
    let mut totals: Vec<(i32, Option<usize>)> = Vec::with_capacity(members.len());
    for (j, &member) in members.iter().enumerate() {
        let own = &candidates[member];
        // A misread sign needs its neighbours.
        let alone = if own.number.damaged { own.score - 8 } else { own.score };
        let mut best = (alone, None);
        for i in (j.saturating_sub(WINDOW)..j).rev() {
            let before = &candidates[members[i]];
            let step = i64::from(own.number.value) - i64::from(before.number.value);
            let link = match step {
                1 => 2,
                2..=3 => 0,
                4..=40 => -1,
                0 if own.continues || own.number.other != before.number.other => 0,
                41.. => -4,
                _ => -9,
            };
            let damage = if own.number.damaged && step != 1 { -8 } else { 0 };
            let total = totals[i].0 + own.score + link + damage;
            if total > best.0 {
                best = (total, Some(i));
            }
        }
        totals.push(best);
    }
    let Some((mut at, total)) =
        totals.iter().enumerate().max_by_key(|(n, t)| (t.0, std::cmp::Reverse(*n))).map(|(n, t)| (n, t.0))
    else {
        return (0, Vec::new());
    };
    let mut out = vec![members[at]];
    while let Some(before) = totals[at].1 {
        at = before;
        out.push(members[at]);
    }
    out.reverse();
    // A word that no table lists counts items only if it does so again and again.
    if matches!(family, Family::Code(_)) && out.len() < 3 {
        return (0, Vec::new());
    }
    // One plain number is no numbering, unless it is plainly a heading.
    if family.is_bare() && out.len() < 2 && total < 6 {
        return (0, Vec::new());
    }
    (total, out)
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::numbers;

    #[test]
    fn an_item_taken_out_of_its_turn_stays_where_it_was_taken() {
        let item = |number: u32| format!("Nr. {number}   Sag om bro {number}\n\nBeslutning\n\nGodkendt.\n\n");
        let text: String = [81, 82, 84, 85, 83].into_iter().map(item).collect();
        let found = numbers(&format!("Referat\n\n{text}"), Language::Danish);
        assert_eq!(found, ["Nr. 81", "Nr. 82", "Nr. 84", "Nr. 85", "Nr. 83"]);
        // Cited inside an item, it heads none.
        let text =
            format!("Referat\n\n{}Nr. 83 er udsat til næste møde, som nævnt.\n\n{}", item(82), item(84));
        assert_eq!(numbers(&text, Language::Danish), ["Nr. 82", "Nr. 84"]);
    }
}
