//! A record as far as changes are told of, read without copying what is only compared.

use super::Kind;
use super::facts::Fact;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A record that could not be read.
#[derive(Debug)]
pub struct Error(serde_json::Error);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a record: {}", self.0)
    }
}

impl std::error::Error for Error {}

/// By what records are matched; the rest of a record is skipped.
#[derive(Debug)]
pub struct Head<'r> {
    /// Path of the document.
    pub path: Cow<'r, str>,
    /// Hash of the document's bytes.
    pub id: Cow<'r, str>,
}

impl<'r> Head<'r> {
    /// Reads the head of a record.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(json: &'r str) -> Result<Self, Error> {
        #[derive(Deserialize)]
        struct Known<'k> {
            #[serde(borrow, default)]
            id: Cow<'k, str>,
            #[serde(borrow)]
            source: Source<'k>,
        }
        let Known { id, source } = serde_json::from_str(json).map_err(Error)?;
        Ok(Self { path: source.path, id })
    }
}

/// One record.
#[derive(Debug, Default, Deserialize)]
pub struct Document<'r> {
    #[serde(borrow)]
    source: Source<'r>,
    #[serde(borrow, default)]
    language: Language<'r>,
    #[serde(default)]
    document: serde_json::Value,
    #[serde(default)]
    meeting: serde_json::Value,
    #[serde(borrow, default)]
    pub(super) items: Vec<Item<'r>>,
    #[serde(borrow, default)]
    entities: Vec<Entity<'r>>,
    #[serde(borrow, default)]
    text: Cow<'r, str>,
    #[serde(borrow, default)]
    repairs: Vec<Repair<'r>>,
}

#[derive(Debug, Default, Deserialize)]
struct Source<'r> {
    #[serde(borrow, default)]
    path: Cow<'r, str>,
}

#[derive(Debug, Default, Deserialize)]
struct Language<'r> {
    #[serde(borrow, default)]
    code: Cow<'r, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Item<'r> {
    #[serde(borrow)]
    number: Option<Cow<'r, str>>,
    title: Option<Cow<'r, str>>,
    case_numbers: Vec<String>,
    recommendations: Vec<ByBody>,
    proposals: Vec<Proposal>,
    votes: Vec<Vote>,
    decisions: Vec<Decision>,
    reservations: Vec<ByPeople>,
    statements: Vec<ByPeople>,
    recusals: Vec<Person>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ByBody {
    by: Option<String>,
    text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ByPeople {
    by: Vec<Person>,
    text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Person {
    name: String,
    party: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Proposal {
    by: Vec<Person>,
    kind: String,
    fate: String,
    text: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Vote {
    method: Option<String>,
    question: Option<String>,
    yes: Option<u64>,
    no: Option<u64>,
    abstain: Option<u64>,
    yes_means: Option<String>,
    carried: Option<String>,
    ballots: Vec<serde_json::Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Decision {
    outcome: String,
    unanimous: Option<bool>,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Entity<'r> {
    #[serde(borrow)]
    kind: Cow<'r, str>,
    #[serde(borrow)]
    text: Cow<'r, str>,
    party: Option<String>,
    role: Option<String>,
    code: Option<String>,
    iso: Option<String>,
    amount: Option<f64>,
    currency: Option<String>,
    norm: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Repair<'r> {
    start: u64,
    end: u64,
    #[serde(borrow)]
    from: Cow<'r, str>,
}

impl<'r> Document<'r> {
    /// Reads a record.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(json: &'r str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(Error)
    }

    /// A document of which nothing is known, as which a missing one counts.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Path of the document, by which records are matched.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let of = |value: &serde_json::Value| value.to_string();
        vec![
            ("language", self.language.code.to_string()),
            ("description", of(&self.document)),
            ("meeting", of(&self.meeting)),
        ]
    }

    pub(super) fn mentions(&self) -> Vec<(String, Cow<'_, str>)> {
        self.entities
            .iter()
            .map(|entity| (format!("{} {:?}", entity.kind, entity.text), entity.value()))
            .collect()
    }

    /// The repairs as `"from" → "to"`.
    pub(super) fn changes(&self) -> Vec<(String, Cow<'_, str>)> {
        let mut offsets = self.text.char_indices().map(|(byte, _)| byte).chain([self.text.len()]);
        let (mut point, mut byte) = (0, offsets.next().unwrap_or_default());
        let mut to = |at: u64| {
            while point < at {
                let Some(next) = offsets.next() else { break };
                (point, byte) = (point + 1, next);
            }
            byte
        };
        let mut repairs: Vec<&Repair<'_>> = self.repairs.iter().collect();
        repairs.sort_by_key(|repair| (repair.start, repair.end));
        let mut after = 0;
        let said = repairs.into_iter().map(|repair| {
            // A repair that begins in an earlier one would need to go back.
            let start = to(repair.start.max(after));
            let end = to(repair.end.max(after));
            after = repair.end.max(after);
            (format!("{:?} → {:?}", repair.from, &self.text[start..end]), Cow::Borrowed(""))
        });
        said.collect()
    }
}

impl Entity<'_> {
    fn value(&self) -> Cow<'_, str> {
        let amount = self.amount.map(|amount| amount.to_string());
        let texts = [&self.party, &self.role, &self.code, &self.iso, &amount, &self.currency, &self.norm];
        let mut given = texts.into_iter().flatten();
        match (given.next(), given.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(one), None) => Cow::Owned(one.clone()),
            (Some(one), Some(two)) => {
                let rest = given.map(String::as_str);
                Cow::Owned([one.as_str(), two.as_str()].into_iter().chain(rest).collect::<Vec<_>>().join(" "))
            }
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn person(person: &Person) -> String {
    match &person.party {
        Some(party) => format!("{} ({party})", person.name),
        None => person.name.clone(),
    }
}

fn people(by: &[Person]) -> String {
    by.iter().map(person).collect::<Vec<_>>().join("; ")
}

impl Item<'_> {
    pub(super) fn number(&self) -> Option<String> {
        self.number.as_deref().map(Into::into)
    }

    /// The number without white space, signs and case.
    pub(super) fn key(&self) -> String {
        let number = self.number.as_deref().unwrap_or_default();
        number.chars().filter(|c| c.is_alphanumeric() || *c == '/').flat_map(char::to_lowercase).collect()
    }

    /// The title, white space folded.
    pub(super) fn title(&self) -> String {
        folded(self.title.as_deref().unwrap_or_default())
    }

    pub(super) fn heading(&self) -> String {
        [self.number.as_deref(), self.title.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let title = self.title.as_deref().unwrap_or_default();
        vec![("title", title.into()), ("case numbers", self.case_numbers.join(", "))]
    }

    pub(super) fn held(&self) -> [(Kind, Vec<Fact>); 7] {
        let by_people = |list: &[ByPeople]| {
            let facts =
                list.iter().map(|x| Fact { by: people(&x.by), aspects: Vec::new(), text: folded(&x.text) });
            facts.collect::<Vec<_>>()
        };
        let bodies = self.recommendations.iter().map(|x| Fact {
            by: x.by.clone().unwrap_or_default(),
            aspects: Vec::new(),
            text: folded(&x.text),
        });
        let recusals =
            self.recusals.iter().map(|x| Fact { by: person(x), aspects: Vec::new(), text: String::new() });
        [
            (Kind::Decision, self.decisions.iter().map(Decision::fact).collect()),
            (Kind::Proposal, self.proposals.iter().map(Proposal::fact).collect()),
            (Kind::Vote, self.votes.iter().map(Vote::fact).collect()),
            (Kind::Reservation, by_people(&self.reservations)),
            (Kind::Statement, by_people(&self.statements)),
            (Kind::Recommendation, bodies.collect()),
            (Kind::Recusal, recusals.collect()),
        ]
    }
}

impl Decision {
    fn fact(&self) -> Fact {
        let unanimous = if self.unanimous == Some(true) { "unanimous" } else { "" };
        let aspects = vec![("outcome", self.outcome.clone()), ("unanimity", unanimous.into())];
        Fact { by: String::new(), aspects, text: folded(&self.text) }
    }
}

impl Proposal {
    fn fact(&self) -> Fact {
        let aspects = vec![("kind", self.kind.clone()), ("fate", self.fate.clone())];
        Fact { by: people(&self.by), aspects, text: folded(&self.text) }
    }
}

impl Vote {
    fn fact(&self) -> Fact {
        let counts =
            [self.yes, self.no, self.abstain].map(|count| count.map_or("?".into(), |n| n.to_string()));
        let counted = counts.iter().any(|count| count != "?");
        let mut sides: BTreeMap<String, u64> = BTreeMap::new();
        for ballot in &self.ballots {
            *sides.entry(ballot["vote"].to_string()).or_default() += 1;
        }
        let ballots = if sides.is_empty() { String::new() } else { format!("ballots {sides:?}") };
        let aspects = vec![
            ("counts", if counted { counts.join("-") } else { String::new() }),
            ("method", self.method.clone().unwrap_or_default()),
            ("result", self.carried.clone().map_or(String::new(), |side| format!("carried {side}"))),
            ("meaning", self.yes_means.clone().map_or(String::new(), |means| format!("yes = {means}"))),
            ("ballots", ballots),
        ];
        Fact { by: String::new(), aspects, text: folded(self.question.as_deref().unwrap_or_default()) }
    }
}
