//! Who is meant: names, surnames, offices and parties resolved to the people of the document.
//!
//! "Herr Zackrisson", "ordföranden" and "Nanna Ulrikke Foged" without her party all mean somebody whom the document
//! names in full elsewhere. Nothing is guessed: a surname that two people share stays as it is printed.

use super::cues::Cues;
use super::lower::Lower;
use super::passage::{Passage, ends_sentence};
use crate::extract::Mention;
use crate::record::{EntityValue, Person};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Somebody named, or meant by office, in a passage.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    /// Full name and party; for a party its name.
    pub(super) person: Person,
    /// Role beside the name.
    pub(super) role: Option<String>,
    /// A party acts.
    pub(super) is_party: bool,
    /// Where, in the passage.
    pub(super) range: Range<usize>,
}

impl Actor {
    /// A party that acts.
    pub(super) fn party(name: &str, range: Range<usize>) -> Self {
        // "SFP:s grupp" is the party.
        let name = name.split(':').next().unwrap_or(name);
        Self { person: Person { name: name.to_owned(), party: None }, role: None, is_party: true, range }
    }
}

/// The people of the document by name.
#[derive(Debug, Default)]
pub(super) struct Roster {
    /// Party by full name, first name first.
    parties: BTreeMap<String, Option<String>>,
    /// Full names by each of their endings: "von Heijne" and "Heijne" for "Ulla von Heijne".
    endings: BTreeMap<String, BTreeSet<String>>,
    /// (role, full name) in the order of the text.
    roles: Vec<(String, String)>,
}

impl Roster {
    /// Everybody whom the document names in full. `damaged`: the text was misread, so that one name may stand in several readings.
    pub(super) fn new(mentions: &[Mention], damaged: bool) -> Self {
        let mut roster = Self::default();
        let mut unturned = Vec::new();
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for mention in mentions {
            let EntityValue::Person { party, role } = &mention.value else { continue };
            // A surname with its particle ("von Heijne") is no full name.
            if !mention.text.contains(' ') || mention.text.starts_with(char::is_lowercase) {
                continue;
            }
            *times.entry(mention.text.clone()).or_default() += 1;
            let known = roster.parties.entry(mention.text.clone()).or_default();
            if known.is_none() {
                known.clone_from(party);
            }
            if let Some(role) = role {
                unturned.push((role.clone(), mention.text.clone()));
            }
        }
        // Finland-Swedish lists print the surname first: of two mirrored names the one seen first is the list's.
        let mirrored: Vec<(String, String)> = roster
            .parties
            .keys()
            .filter_map(|name| {
                let (first, rest) = name.split_once(' ')?;
                let turned = format!("{rest} {first}");
                roster.parties.contains_key(&turned).then(|| (name.clone(), turned))
            })
            .collect();
        let asked = if mirrored.is_empty() { &[] } else { mentions };
        let first_seen: BTreeMap<&str, usize> =
            asked.iter().enumerate().rev().map(|(place, mention)| (mention.text.as_str(), place)).collect();
        let mut turned = BTreeMap::new();
        for (name, mirror) in mirrored {
            if first_seen.get(name.as_str()) < first_seen.get(mirror.as_str()) {
                let party = roster.parties.remove(&name).flatten();
                if let Some(known) = roster.parties.get_mut(&mirror)
                    && known.is_none()
                {
                    *known = party;
                }
                turned.insert(name, mirror);
            }
        }
        // "Heuch Valberg" where the list has "P. Heuch Valberg" is no other person.
        let short: Vec<String> = roster
            .parties
            .keys()
            .filter_map(|full| {
                let (initials, rest) = full.split_once(' ')?;
                (initials.ends_with('.') && rest.contains(' ') && !rest.contains('.'))
                    .then(|| rest.to_owned())
            })
            .collect();
        for name in short {
            roster.parties.remove(&name);
        }
        let mut shortened = roster.shortened();
        if damaged {
            shortened.extend(roster.misread(&times));
        }
        for short in shortened.keys() {
            roster.parties.remove(short);
        }
        for name in roster.parties.keys() {
            for (at, _) in name.match_indices(' ') {
                roster.endings.entry(name[at + 1..].to_lowercase()).or_default().insert(name.clone());
            }
        }
        for (short, name) in shortened.iter().filter(|(_, name)| roster.parties.contains_key(*name)) {
            roster.endings.entry(short.to_lowercase()).or_default().insert(name.clone());
        }
        for (listed, name) in turned.iter().filter(|(_, name)| roster.parties.contains_key(*name)) {
            roster.endings.entry(listed.to_lowercase()).or_default().insert(name.clone());
        }
        roster.roles = unturned
            .into_iter()
            .map(|(role, name)| (role, turned.get(&name).cloned().unwrap_or(name)))
            .collect();
        roster
    }

    /// Names printed with initials ("V. Berg", "Jens Kr. Holm") by the only full name that each of them may stand for.
    fn shortened(&self) -> BTreeMap<String, String> {
        let mut by_surname: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for name in self.parties.keys() {
            by_surname.entry(name.rsplit(' ').next().unwrap_or(name)).or_default().push(name);
        }
        let mut found = BTreeMap::new();
        for names in by_surname.values().filter(|names| names.len() > 1) {
            for short in names.iter().filter(|name| name.contains('.')) {
                let party = |name: &str| self.parties.get(name).and_then(Option::as_deref);
                let of_one_party = |other: &str| match (party(short), party(other)) {
                    (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
                    _ => true,
                };
                let mut whole = names.iter().filter(|whole| shortens(short, whole) && of_one_party(whole));
                if let (Some(whole), None) = (whole.next(), whole.next()) {
                    found.insert((*short).clone(), (*whole).clone());
                }
            }
        }
        found
    }

    /// Names that stand once and are most likely another one misread: the only one that stands more often and differs in a letter or
    /// two of one word. Who sits in a body is named more than once.
    fn misread(&self, times: &BTreeMap<String, usize>) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for (rare, party) in self.parties.iter().filter(|(name, _)| times[*name] == 1) {
            let mut likelier = self.parties.iter().filter(|(name, other)| {
                let one_party = match (party, other) {
                    (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
                    _ => true,
                };
                one_party && times[*name] > 1 && is_misread(rare, name)
            });
            if let (Some((name, _)), None) = (likelier.next(), likelier.next()) {
                found.insert(rare.clone(), name.clone());
            }
        }
        found
    }

    /// The person meant by a name as printed.
    pub(super) fn resolve(&self, name: &str, party: Option<&str>) -> Person {
        let own = party.map(str::to_owned);
        if let Some(known) = self.parties.get(name) {
            return Person { name: name.to_owned(), party: own.or_else(|| known.clone()) };
        }
        let empty = BTreeSet::new();
        let candidates = self.endings.get(&name.to_lowercase()).unwrap_or(&empty);
        let fitting: Vec<&String> = candidates
            .iter()
            // Two letters are a party's, not a surname.
            .filter(|_| name.chars().count() > 2)
            .filter(|full| match (party, &self.parties[*full]) {
                (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
                _ => true,
            })
            .collect();
        match fitting[..] {
            [full] => Person { name: full.clone(), party: own.or_else(|| self.parties[full].clone()) },
            _ => Person { name: name.to_owned(), party: own },
        }
    }

    /// Who holds the chair, if exactly the first role of that kind says so.
    pub(super) fn chair(&self, cues: &Cues) -> Option<Person> {
        let (_, name) = self.roles.iter().find(|(role, _)| {
            cues.phrases.people.chair_role.find(role.as_str()).is_some_and(|at| at == (0..role.len()))
        })?;
        Some(self.resolve(name, None))
    }

    /// Adds the parties whose members act without a name: "ledamöterna för (V)", "samtliga M-ledamöter".
    pub(super) fn add_groups(&self, text: &str, actors: &mut Vec<Actor>) {
        let letters: BTreeSet<&str> = self.parties.values().flatten().map(String::as_str).collect();
        for (at, sign) in text.char_indices() {
            let border = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '-');
            if !sign.is_alphabetic() || !border {
                continue;
            }
            let word =
                &text[at..at + text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at)];
            let bracket = text[..at].ends_with('(') && text[at + word.len()..].starts_with(')');
            let compound = text[at + word.len()..]
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with([' ', ',']) || rest.starts_with(char::is_lowercase));
            if (bracket || compound) && letters.contains(word) {
                actors.push(Actor::party(word, at..at + word.len()));
            }
        }
    }

    /// Adds those who are meant by their office to the actors of a passage.
    pub(super) fn add_offices(
        &self,
        words: Lower<'_>,
        chair: Option<&Person>,
        cues: &Cues,
        actors: &mut Vec<Actor>,
    ) {
        let Some(chair) = chair else { return };
        let lower = words.text();
        let mut offices: Vec<Actor> = cues
            .phrases
            .people
            .chair
            .iter(words)
            .filter(|range| {
                let before = lower[..range.start].trim_end();
                let deputy = cues.phrases.people.deputy.iter(&before[line_start(before)..]).last();
                if deputy.is_some_and(|at| line_start(before) + at.end == before.len()) {
                    return false;
                }
                // "ordföranden Anna Berg", "borgmesteren, Anna Berg, …": the name says it, beside the office or around it.
                !actors.iter().any(|actor| {
                    actor.range.start < range.end && range.start < actor.range.end
                        || actor.range.start >= range.end
                            && match lower[range.end..actor.range.start].trim() {
                                "" => true,
                                "," => lower[actor.range.end..].starts_with(','),
                                _ => false,
                            }
                })
            })
            .map(|range| Actor { person: chair.clone(), role: None, is_party: false, range })
            .collect();
        actors.append(&mut offices);
        actors.sort_by_key(|actor| actor.range.start);
    }
}

/// Whether two names differ in one word alone, and there by so little as readers err.
fn is_misread(read: &str, name: &str) -> bool {
    /// Letters of a word in which one may be wrong, and in which two may.
    const ONE: usize = 3;
    const TWO: usize = 8;
    if read.split(' ').count() != name.split(' ').count() || read.split(' ').count() < 2 {
        return false;
    }
    let mut differing = read.split(' ').zip(name.split(' ')).filter(|(a, b)| a != b);
    let (Some((a, b)), None) = (differing.next(), differing.next()) else { return false };
    let letters = b.chars().count();
    let most = if letters >= TWO { 2 } else { usize::from(letters >= ONE) };
    a.chars().count().abs_diff(letters) <= most && strsim::osa_distance(a, b) <= most
}

/// Whether one name is the other with some of its words cut off behind a point.
fn shortens(short: &str, whole: &str) -> bool {
    let word = |(short, whole): (&str, &str)| match short.strip_suffix('.') {
        Some(cut) => !whole.ends_with('.') && whole.to_lowercase().starts_with(&cut.to_lowercase()),
        None => short == whole,
    };
    short != whole
        && short.split(' ').count() == whole.split(' ').count()
        && short.split(' ').zip(whole.split(' ')).all(word)
}

fn line_start(text: &str) -> usize {
    text.rfind('\n').map_or(0, |at| at + 1)
}

impl Passage {
    /// Whether nothing but list words stands between two names.
    pub(super) fn is_glue(&self, gap: Range<usize>, cues: &Cues) -> bool {
        let mut bare = String::new();
        let mut depth = 0_u32;
        for c in self.lower()[gap.clone()].chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ if depth > 0 && bare.len() < 200 => {}
                _ => bare.push(c),
            }
        }
        let stop = self.text()[gap.clone()]
            .match_indices('.')
            .any(|(at, _)| ends_sentence(self.text(), gap.start + at) && !bare.trim().is_empty());
        let blank_line =
            bare.lines().skip(1).any(|line| line.trim().is_empty()) && bare.matches('\n').count() > 1;
        !stop
            && !blank_line
            && bare.split(|c: char| !c.is_alphabetic()).all(|word| word.is_empty() || cues.is_glue(word))
    }

    /// The people or parties listed from byte `from` on.
    pub(super) fn list_after(&self, from: usize, cues: &Cues) -> &[Actor] {
        let first = self.actors.partition_point(|actor| actor.range.start < from);
        let Some(head) = self.actors.get(first) else { return &[] };
        // The list may begin on the next line, after a number and a colon.
        let lead =
            self.lower()[from..head.range.start].trim_matches(|c: char| !c.is_alphabetic() && c != '.');
        if lead.contains('.')
            || lead.split(|c: char| !c.is_alphabetic()).any(|word| !word.is_empty() && !cues.is_glue(word))
        {
            return &[];
        }
        let mut last = first;
        while self.actors.get(last + 1).is_some_and(|next| {
            next.is_party == head.is_party
                && self.is_glue(self.actors[last].range.end..next.range.start, cues)
        }) {
            last += 1;
        }
        &self.actors[first..=last]
    }

    /// The people or parties listed up to byte `to`.
    pub(super) fn list_before(&self, to: usize, cues: &Cues) -> &[Actor] {
        let after = self.actors.partition_point(|actor| actor.range.end <= to);
        let Some(last) = after.checked_sub(1) else { return &[] };
        let head = &self.actors[last];
        if !self.is_glue(head.range.end..to, cues) {
            return &[];
        }
        let mut first = last;
        while first > 0
            && self.actors[first - 1].is_party == head.is_party
            && self.is_glue(self.actors[first - 1].range.end..self.actors[first].range.start, cues)
        {
            first -= 1;
        }
        &self.actors[first..=last]
    }

    /// The subject of the passage: who moves, dissents or declares. The second value is where it ends.
    pub(super) fn subject(&self, cues: &Cues) -> (Vec<Person>, usize) {
        let people = &cues.phrases.people;
        let Some(first) = self.actors.first() else { return (Vec::new(), 0) };
        let lower = self.lower();
        let verb =
            people.acts.iter(self.words()).find(|act| act.start >= first.range.end && !self.is_named(act));
        let colon = lower[first.range.end..].find([':', '”', '"', '«']).map(|at| first.range.end + at);
        let stop = (first.range.end..lower.len())
            .find(|&at| lower.as_bytes()[at] == b'.' && ends_sentence(self.text(), at));
        let early =
            people.acts.iter(self.words()).find(|act| act.end <= first.range.start && !self.is_named(act));
        let mut end = [verb.as_ref().map(|act| act.start), colon, stop]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(lower.len());
        let mut start = 0;
        // "Mot beslutet reserverar sig A och B med följande motivering": the subject follows its verb.
        if let Some(early) = early
            && verb.as_ref().is_none_or(|act| act.start > end)
            && self.is_glue_or_short(early.end..first.range.start)
        {
            start = early.end;
            end = people
                .clause_end
                .find_from(self.words(), first.range.end)
                .map_or(end, |clause| clause.start.min(end));
        }
        let seconders: Vec<Range<usize>> = people
            .seconded_by
            .iter(self.words())
            .map(|at| self.run_of(self.list_after(at.end, cues)))
            .collect();
        let mut joiners: Vec<&Actor> = Vec::new();
        for at in people.joined_by.iter(self.words()) {
            joiners.extend(self.list_after(at.end, cues));
        }
        for at in people.joins.iter(self.words()).filter(|at| at.start > end) {
            joiners.extend(self.list_before(at.start, cues));
        }
        let lead: Vec<&Actor> = self
            .actors
            .iter()
            .filter(|actor| actor.range.start >= start && actor.range.end <= end)
            .filter(|actor| !seconders.iter().any(|run| run.contains(&actor.range.start)))
            .collect();
        let named = lead.iter().any(|actor| !actor.is_party);
        // "Samtliga ledamöter för C reserverar sig: A och B": the names stand after the colon.
        let mut lead = lead;
        let mut named = named;
        if !named && let Some(colon) = colon.filter(|&colon| colon >= end) {
            let mark = lower[colon..].chars().next().map_or(0, char::len_utf8);
            let listed = self.list_after(colon + mark, cues);
            if listed.len() > 1 && listed.iter().all(|actor| !actor.is_party) {
                lead = listed.iter().collect();
                named = true;
            }
        }
        // "På vegne af Venstre foreslog Anna Berg": whoever acts stands after the verb.
        if !named
            && let (Some(verb), Some(party)) = (&verb, lead.first())
            && lower[start..party.range.start].chars().any(char::is_alphabetic)
        {
            let turned = self.list_after(verb.end, cues);
            if !turned.is_empty() && turned.iter().all(|actor| !actor.is_party) {
                lead = turned.iter().collect();
                end = lead.last().map_or(end, |actor| actor.range.end);
                named = true;
            }
        }
        // "Ændringsforslag fra A, stillet af Anna Berg": the party's mover is named.
        if !named && !lead.is_empty() {
            let movers = people.moved_by.iter(self.words()).map(|at| self.list_after(at.end, cues));
            if let Some(listed) =
                movers.into_iter().find(|list| !list.is_empty() && list.iter().all(|actor| !actor.is_party))
            {
                lead = listed.iter().collect();
                named = true;
            }
        }
        let mut by: Vec<Person> = Vec::new();
        let lead = lead.into_iter().filter(|actor| !(named && actor.is_party));
        for actor in lead.chain(joiners.into_iter().filter(|actor| !actor.is_party || !named)) {
            if !by.iter().any(|person| person.name == actor.person.name) {
                by.push(actor.person.clone());
            }
        }
        (by, end)
    }

    /// Whether a phrase lies inside a name.
    fn is_named(&self, phrase: &Range<usize>) -> bool {
        self.actors.iter().any(|actor| actor.range.start <= phrase.start && phrase.end <= actor.range.end)
    }

    fn is_glue_or_short(&self, gap: Range<usize>) -> bool {
        self.lower()[gap].split_whitespace().count() <= 4
    }

    fn run_of(&self, list: &[Actor]) -> Range<usize> {
        match list {
            [] => 0..0,
            [first, .., last] => first.range.start..last.range.end,
            [one] => one.range.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_misread, shortens};

    #[test]
    fn a_name_misread_is_told_from_another_name() {
        assert!(is_misread("Pet Kloster Krag", "Per Kloster Krag"));
        assert!(is_misread("Ingela Sandhammear", "Ingela Sandhammar"));
        assert!(!is_misread("Anna Ek", "Anna Ås"));
        assert!(!is_misread("Anna Berg", "Anne Borg"));
        assert!(!is_misread("Anna Berg", "Anna Maria Berg"));
    }

    #[test]
    fn initials_stand_for_the_names_that_begin_so() {
        assert!(shortens("V. Berg", "Verner Berg"));
        assert!(shortens("Jens Kr. Holm", "Jens Kristian Holm"));
        assert!(!shortens("V. Berg", "Anna Berg"));
        assert!(!shortens("V. Berg", "Verner Borg"));
        assert!(!shortens("Verner Berg", "Verner Berg"));
    }
}
