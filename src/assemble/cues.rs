//! The words by which minutes state facts, as data: one table per written language.
//!
//! `corpora/cues/facts/*.toml` says what the words are; this module only turns them into matchers, once per
//! language. [`Phrases`] says how phrases are written. A pattern is a regular expression in which a space stands for
//! any white space, ` ?` for some or none, and `{yes}`, `{no}`, `{abstain}`, `{absent}` for a number in figures or
//! words. It is made into an automaton when a text first holds the words that it cannot do without: most tables hold
//! many forms of a fact of which a document uses one, and to build an automaton takes longer than to read a page.

use super::phrases::Phrases;
use crate::language::Language;
use crate::tables::table;
use memchr::memmem::Finder;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// Regular expressions with named groups, tried in the order of the table.
#[derive(Debug, Default)]
pub(super) struct Patterns(Vec<Pattern>);

impl Patterns {
    /// Those that a lower-case text may hold, in the order of the table.
    pub(super) fn of<'p>(&'p self, text: &'p str) -> impl Iterator<Item = &'p Regex> {
        let fits = |list: &Vec<Finder<'_>>| list.iter().any(|run| run.find(text.as_bytes()).is_some());
        self.0.iter().filter(move |pattern| pattern.needs.iter().all(fits)).map(Pattern::build_once)
    }
}

#[derive(Debug)]
struct Pattern {
    source: String,
    /// See [`needs`].
    needs: Vec<Vec<Finder<'static>>>,
    built: OnceLock<Regex>,
}

impl Pattern {
    fn new(source: String) -> Self {
        let finder = |run: Box<str>| Finder::new(run.as_bytes()).into_owned();
        let needs = needs(&source).into_iter().map(|list| list.into_iter().map(finder).collect()).collect();
        Self { needs, source, built: OnceLock::new() }
    }

    /// # Panics
    /// Never with the tables that are embedded: a test builds all patterns.
    fn build_once(&self) -> &Regex {
        self.built.get_or_init(|| Regex::new(&self.source).unwrap_or_else(|error| panic!("{error}")))
    }
}

/// What every text holds that a regular expression matches: of each list one run of letters. Letters count that stand
/// outside of classes, and that no sign makes optional; of alternatives, each gives one run or the list falls.
fn needs(pattern: &str) -> Vec<Vec<Box<str>>> {
    let mut lists: Vec<Vec<Box<str>>> = Vec::new();
    let mut run = String::new();
    // Lists of the alternatives before the one that is read; none if one of them needs nothing.
    let mut others: Option<Vec<Box<str>>> = Some(Vec::new());
    let close = |run: &mut String, lists: &mut Vec<Vec<Box<str>>>| {
        if !run.is_empty() {
            lists.push(vec![std::mem::take(run).into_boxed_str()]);
        }
    };
    let mut rest = pattern;
    while let Some(sign) = rest.chars().next() {
        let part = &rest[..length(rest)];
        rest = &rest[part.len()..];
        let optional = rest.starts_with(['?', '*', '{']);
        if sign.is_alphabetic() && !optional {
            run.push(sign);
            continue;
        }
        close(&mut run, &mut lists);
        if sign == '|' {
            let own = strictest(std::mem::take(&mut lists));
            others = others.zip(own).map(|(others, own)| [others, own].concat());
            if others.is_none() {
                return Vec::new();
            }
        } else if sign == '(' && !optional {
            let inner = part[1..].strip_suffix(')').unwrap_or_default();
            let inner =
                inner.strip_prefix("?:").or_else(|| Some(inner.strip_prefix("?<")?.split_once('>')?.1));
            lists.extend(inner.map(needs).unwrap_or_default());
        }
    }
    close(&mut run, &mut lists);
    match others {
        Some(others) if !others.is_empty() => {
            strictest(lists).map(|own| vec![[others, own].concat()]).unwrap_or_default()
        }
        _ => lists,
    }
}

/// The list whose shortest run is the longest.
fn strictest(lists: Vec<Vec<Box<str>>>) -> Option<Vec<Box<str>>> {
    lists.into_iter().max_by_key(|list| list.iter().map(|run| run.len()).min())
}

/// Bytes of what a regular expression begins with: a group, a class, a number of times, an escaped or a plain sign.
fn length(pattern: &str) -> usize {
    let first = pattern.chars().next().map_or(0, char::len_utf8);
    let closing = match &pattern[..first] {
        "\\" => return first + pattern[first..].chars().next().map_or(0, char::len_utf8),
        "(" => ')',
        "[" => ']',
        "{" => '}',
        _ => return first,
    };
    let mut at = first;
    while at < pattern.len() && !pattern[at..].starts_with(closing) {
        // Inside a class or a number brackets are plain.
        let plain = closing != ')' && !pattern[at..].starts_with('\\');
        at += if plain {
            pattern[at..].chars().next().map_or(0, char::len_utf8)
        } else {
            length(&pattern[at..])
        };
    }
    (at + 1).min(pattern.len())
}

/// What the tables say about one written language.
#[derive(Debug)]
pub(super) struct Cues {
    /// The tables of phrases.
    pub(super) phrases: Tables,
    /// Results of votes.
    pub(super) counts: Patterns,
    /// What is put, side by side.
    pub(super) questions: Patterns,
    /// Headings and sentences that name the body that recommends.
    pub(super) recommends: Patterns,
    /// Lines that name the body that met.
    pub(super) bodies: Patterns,
    /// The body anywhere in a line.
    pub(super) bodies_within: Patterns,
    /// First lines of decisions that name the body that decides.
    pub(super) decision_bodies: Patterns,
    /// A day without words.
    pub(super) day: Patterns,
}

/// A table as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tables {
    /// Words after which a line-end hyphen stays: "mark- och".
    keeps_hyphen: Vec<String>,
    /// Numbers in words.
    numbers: BTreeMap<String, u32>,
    pub(super) people: People,
    pub(super) decision: Decisions,
    pub(super) outcome: Outcomes,
    pub(super) proposal: Proposals,
    pub(super) vote: Votes,
    pub(super) dissent: Dissents,
    pub(super) recommendation: Recommendations,
    pub(super) meeting: Meetings,
    pub(super) attendance: Attendances,
    pub(super) lists: Lists,
}

/// How people are named and joined.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    /// Offices named by their kind alone.
    pub(super) office: Vec<String>,
    /// The one in the chair, by office.
    pub(super) chair: Phrases,
    /// The role of that person beside a name.
    pub(super) chair_role: Phrases,
    /// Words that may stand between two names of one list.
    glue: Vec<String>,
    /// Between a proposal and who made it: "frå", "av".
    pub(super) source: Vec<String>,
    /// Verbs that end the subject of a proposal, reservation or statement.
    pub(super) acts: Phrases,
    /// Where a subject that follows its verb ends.
    pub(super) clause_end: Phrases,
    /// What stands before the names of those who join.
    pub(super) joined_by: Phrases,
    /// What stands after the names of those who join.
    pub(super) joins: Phrases,
    /// What stands before the name of somebody who moves for a party.
    pub(super) moved_by: Phrases,
    /// Words before an office that make it another's: "vice".
    pub(super) deputy: Phrases,
    /// What stands before the names of mere seconders.
    pub(super) seconded_by: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decisions {
    /// Bodies above which there is none to recommend to.
    pub(super) highest: Phrases,
    /// Stated to be unanimous.
    pub(super) unanimous: Phrases,
    /// The decision is a recommendation to a higher body.
    pub(super) recommends: Phrases,
    /// The decision points to a recommendation instead of repeating it.
    pub(super) by_reference: Phrases,
    /// Somebody is released from an office.
    pub(super) discharge: Phrases,
}

/// Formulas of outcomes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcomes {
    pub(super) approved: Phrases,
    pub(super) approved_amended: Phrases,
    pub(super) rejected: Phrases,
    pub(super) remitted: Phrases,
    pub(super) postponed: Phrases,
    pub(super) noted: Phrases,
    pub(super) elected: Phrases,
    pub(super) answered: Phrases,
    pub(super) withdrawn: Phrases,
    /// The decision is not told, or is of no kind that has a name.
    pub(super) other: Phrases,
    /// Titles of items that elect.
    pub(super) election_titles: Phrases,
    /// Titles of questions to somebody, which are answered.
    pub(super) question_titles: Phrases,
    /// Titles of items that only take note of something.
    pub(super) noting_titles: Phrases,
    /// Titles of items about the agenda, in which other items are postponed or withdrawn.
    pub(super) agenda_titles: Phrases,
    /// What takes note if nothing else is said.
    pub(super) noted_weak: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proposals {
    pub(super) approval: Phrases,
    pub(super) rejection: Phrases,
    pub(super) amendment: Phrases,
    pub(super) addition: Phrases,
    pub(super) remittal: Phrases,
    pub(super) postponement: Phrases,
    pub(super) other: Phrases,
    /// Nouns for the written proposal that an approval may have as its object.
    pub(super) recommendation_nouns: Phrases,
    /// What stands before the addition or the change with which a recommendation is supported.
    pub(super) qualifies: Phrases,
    /// The mover took it back.
    pub(super) withdrawn: Phrases,
    /// It lapsed for want of support.
    pub(super) lapsed: Phrases,
    /// Whoever brought the matter up, named in its heading.
    pub(super) asker: Phrases,
    /// "In the second place": the mover is that of the proposal before.
    pub(super) alternative: Phrases,
    /// What a sentence speaks of that leaves the other points as they were recommended.
    pub(super) remainder: Phrases,
    /// What leads from what is not to be done to what is, behind a comma.
    pub(super) instead: Vec<String>,
    /// Nobody was against it.
    pub(super) unopposed: Phrases,
    /// Said of one that is only chosen to stand against the main proposal.
    pub(super) preliminary: Phrases,
    /// The vote was won.
    pub(super) won: Phrases,
    /// The vote was lost.
    pub(super) lost: Phrases,
    /// Where the table of findings has any: said of what was won or lost without one.
    pub(super) passed: Phrases,
    pub(super) failed: Phrases,
    /// What the chair's finding begins with; where the table has none, the whole sentence counts.
    pub(super) result: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Votes {
    /// What parts a noun for a proposal from what it is about.
    pub(super) about: Vec<String>,
    /// Said of a vote that only finds what is to stand against the main proposal.
    pub(super) counter: Phrases,
    /// How counted votes are taken where the minutes do not say.
    pub(super) counted_method: crate::record::VoteMethod,
    pub(super) ballot: Phrases,
    pub(super) roll_call: Phrases,
    pub(super) show_of_hands: Phrases,
    /// Beside a list of those who voted yes, before or after it.
    pub(super) yes: Phrases,
    pub(super) no: Phrases,
    pub(super) abstain: Phrases,
    pub(super) absent: Phrases,
    /// Labels that need a colon after them.
    pub(super) yes_label: Phrases,
    pub(super) no_label: Phrases,
    pub(super) abstain_label: Phrases,
    /// Column heads of a table of voters.
    pub(super) yes_column: Phrases,
    pub(super) no_column: Phrases,
    pub(super) abstain_column: Phrases,
    pub(super) absent_column: Phrases,
    pub(super) total_row: Phrases,
    pub(super) transport_row: Phrases,
    /// Between the noun for a proposal and its number, as printed.
    pub(super) label_lead: Vec<String>,
    /// How a bracket opens that gives a proposal its number.
    pub(super) label_brackets: Vec<String>,
    /// How words for votes begin: a number before one is a count, and no proposal's.
    pub(super) ballots: Vec<String>,
    /// After a number: what votes, how, and what they are cast with.
    pub(super) voters: Phrases,
    /// Before a number that is the name of something.
    pub(super) numbered: Phrases,
    /// Beside a number of votes: its side.
    pub(super) yes_word: Phrases,
    pub(super) no_word: Phrases,
    pub(super) abstain_word: Phrases,
    /// Before a sum of votes.
    pub(super) total_words: Phrases,
    counts: Vec<String>,
    questions: Vec<String>,
    pub(super) means_approval: Phrases,
    pub(super) means_rejection: Phrases,
    pub(super) means_remittal: Phrases,
    pub(super) means_postponement: Phrases,
    pub(super) means_today: Phrases,
    /// "Whoever does not": the opposite of the other side.
    pub(super) means_opposite: Phrases,
    /// Between two proposals that are put to the vote as one.
    joint: Vec<String>,
    /// Between two proposals that are put against each other.
    pub(super) against: Phrases,
    /// Between a mover and the votes for the proposal, or the proposal.
    pub(super) gains: Phrases,
    /// Nouns for what a person has proposed.
    pub(super) proposal_nouns: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dissents {
    /// What stands before or after the name of one who serves in a disqualified member's place.
    pub(super) substitute: Phrases,
    /// Not.
    pub(super) negation: Phrases,
    /// What a reason for disqualification begins with.
    pub(super) reason: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recommendations {
    by: Vec<String>,
    /// Verbs of counsel that is told among the facts.
    pub(super) told: Phrases,
    /// Abbreviated bodies and their names.
    pub(super) abbreviations: BTreeMap<String, String>,
    /// Words that are no body though they stand where one does.
    pub(super) not_bodies: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meetings {
    bodies: Vec<String>,
    /// The body anywhere in a line of a cover that no other pattern understands.
    bodies_within: Vec<String>,
    /// Names of bodies without an article, and with it.
    pub(super) definite: BTreeMap<String, String>,
    /// What stands before an hour without minutes.
    pub(super) hour_label: Vec<String>,
    day: Vec<String>,
    decision_body: Vec<String>,
    /// Labels of the body that met.
    pub(super) body_label: Phrases,
    pub(super) date_label: Phrases,
    /// Labels of other days: approval, notice.
    pub(super) not_date_label: Phrases,
    pub(super) time_label: Phrases,
    pub(super) end_label: Phrases,
    /// After a time: in the afternoon.
    pub(super) afternoon: Phrases,
    /// Breaks and adjournments, whose times are not the meeting's.
    pub(super) pause: Phrases,
    /// The meeting was closed, before a time.
    pub(super) closed: Phrases,
    pub(super) place_label: Phrases,
    /// Prepositions before the place where a meeting is held.
    pub(super) place_lead: Phrases,
    /// Rooms and buildings where meetings are held.
    pub(super) rooms: Phrases,
    /// Words of the sentence that tells of the meeting.
    pub(super) meeting_words: Phrases,
    /// Words of the time line that are not the place.
    pub(super) time_words: Phrases,
    pub(super) adjusters_label: Phrases,
    /// The decision that chooses adjusters.
    pub(super) adjusters_chosen: Phrases,
    /// Somebody is only a substitute for an adjuster.
    pub(super) adjuster_substitute: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attendances {
    pub(super) present: Phrases,
    pub(super) deputies: Phrases,
    pub(super) serving: Phrases,
    pub(super) absent: Phrases,
    pub(super) officials: Phrases,
    /// Headings after which no names of people who attend stand.
    pub(super) ends: Phrases,
    /// Serves in the place of the person named next.
    pub(super) replaces: Phrases,
    /// The same in the row of somebody who is known to serve.
    pub(super) serving_for: Phrases,
    /// Opens a sentence with the one in whose place another serves.
    pub(super) in_place_of: Phrases,
    /// Between one who is away and the one who serves.
    pub(super) steps_in: Phrases,
    /// Of the names up to the end of the sentence: these are away.
    pub(super) except: Phrases,
    /// Of the names up to the end of the sentence: these serve.
    pub(super) and_serving: Phrases,
    /// Mark of absence in a table, or the excuse in a bracket.
    pub(super) absence_mark: Phrases,
    /// What a sentence says of one who is away, after the name.
    pub(super) absence_told: Phrases,
    /// What a sentence says of the one who led the meeting, after the name.
    pub(super) chaired: Phrases,
    /// Away for a part of the meeting only.
    pub(super) partly: Phrases,
    /// Roles of members, whoever else has a role being an official.
    pub(super) member_roles: Phrases,
    /// Roles of those who serve for others.
    pub(super) serving_roles: Phrases,
    /// The role of those whom a heading only says to serve.
    pub(super) serving_role: Option<String>,
    /// The role of those whom a heading only says to be deputies.
    pub(super) deputy_role: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    /// First lines of lists of recipients and annexes.
    pub(super) headings: Phrases,
    /// Words that begin a point of a decision, "att".
    pub(super) point_words: Vec<String>,
}

impl Cues {
    /// The cues of a language, set up when first asked for.
    pub(super) fn of(language: Language) -> &'static Self {
        static ALL: [LazyLock<Cues>; 4] = [
            LazyLock::new(|| Cues::parse(table!("cues/facts/sv.toml").text())),
            LazyLock::new(|| Cues::parse(table!("cues/facts/da.toml").text())),
            LazyLock::new(|| Cues::parse(table!("cues/facts/nb.toml").text())),
            LazyLock::new(|| Cues::parse(table!("cues/facts/nn.toml").text())),
        ];
        &ALL[language.index()]
    }

    /// Parses an embedded table; a test parses all of them, so that a mistake in one never reaches a user.
    fn parse(source: &str) -> Self {
        let tables: Tables = toml::from_str(source).unwrap_or_else(|error| panic!("{error}"));
        let mut words: Vec<&str> = tables.numbers.keys().map(String::as_str).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let number = format!(r"\d{{1,3}}|{}", words.join("|"));
        let compile = |list: &[String]| {
            Patterns(
                list.iter()
                    .map(|pattern| {
                        let mut pattern = pattern.replace("{paren}", r"(?: ?\([^)]*\))?");
                        for name in ["yes", "no", "abstain", "absent"] {
                            pattern =
                                pattern.replace(&format!("{{{name}}}"), &format!(r"(?<{name}>{number})"));
                        }
                        Pattern::new(narrow(&pattern))
                    })
                    .collect(),
            )
        };
        Self {
            counts: compile(&tables.vote.counts),
            questions: compile(&tables.vote.questions),
            recommends: compile(&tables.recommendation.by),
            bodies: compile(&tables.meeting.bodies),
            bodies_within: compile(&tables.meeting.bodies_within),
            decision_bodies: compile(&tables.meeting.decision_body),
            day: compile(&tables.meeting.day),
            phrases: tables,
        }
    }

    /// Whether a line-end hyphen before this word belongs to the text.
    pub(super) fn keeps_hyphen(&self, word: &str) -> bool {
        self.phrases.keeps_hyphen.iter().any(|keeps| keeps == word)
    }

    /// Whether the word may stand between two names of one list.
    pub(super) fn is_glue(&self, word: &str) -> bool {
        self.phrases.people.glue.iter().any(|glue| glue == word)
    }

    /// Whether the word stands between a proposal and who made it: "frå", "av".
    pub(super) fn is_source(&self, word: &str) -> bool {
        self.phrases.people.source.iter().any(|source| source == word)
    }

    /// Whether the word may stand between two things that are put to the vote together.
    pub(super) fn is_joint(&self, word: &str) -> bool {
        self.phrases.vote.joint.iter().any(|joint| joint == word)
    }

    /// A number in figures or in words.
    pub(super) fn number(&self, text: &str) -> Option<u32> {
        text.parse().ok().or_else(|| self.phrases.numbers.get(text).copied())
    }
}

/// A pattern of a table as a regular expression. Letters and digits are those that Nordic minutes are written with,
/// in lower case: automata over the letters of the world take a hundred times as long to build.
fn narrow(pattern: &str) -> String {
    const LETTERS: &str = "0-9a-z_à-öø-ɏ";
    pattern
        .replace(" ?", r"\s*")
        .replace(' ', r"\s+")
        .replace(r"\w", &format!("[{LETTERS}]"))
        .replace(r"\W", &format!("[^{LETTERS}]"))
        .replace(r"\d", "[0-9]")
}

#[cfg(test)]
mod tests {
    use super::{Cues, Patterns, needs};
    use crate::language::Language;

    #[test]
    fn every_table_can_be_read_and_every_pattern_built() {
        for language in Language::ALL {
            let cues = Cues::of(language);
            assert!(cues.number("3").is_some());
            let Cues { counts, questions, recommends, bodies, bodies_within, decision_bodies, day, .. } =
                cues;
            for Patterns(list) in [counts, questions, recommends, bodies, bodies_within, decision_bodies, day]
            {
                assert!(list.iter().all(|pattern| pattern.build_once().captures_len() > 1));
            }
        }
    }

    #[test]
    fn a_pattern_needs_the_letters_that_no_text_of_its_form_lacks() {
        let shown = |pattern| needs(pattern).iter().map(|list| list.join("/")).collect::<Vec<_>>();
        assert_eq!(shown(r"ja(?:-röster)?[:)x]+\s+(?<no>[0-9]{1,3}|nio) mot nejs?"), ["ja", "mot", "nej"]);
        assert_eq!(shown(r"^\s*(?<by>[^\n]{3,60}?)s{2,} \(?dy*"), ["d"]);
        assert_eq!(shown("(?:fick|(?:har )?fått) (?:a|b)? röst"), ["fick/fått", "röst"]);
        assert_eq!(shown("ja|nej"), ["ja/nej"]);
        assert!(needs("ja|[0-9]+").is_empty());
    }
}
