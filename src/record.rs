//! The record: what the pipeline writes for one document. Types only.
//!
//! Names and meanings here are a contract with everyone who reads our output; `schema/record.schema.json` is made
//! from these types and a test keeps the two equal. Fields may be added; none is renamed. Every `start` and `end` is
//! an offset into [`Record::text`], counted in Unicode code points, end exclusive. An absent fact is `null` or an
//! empty list, never a guess; every list is in the order of the text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name and version of this form, the `schema` of every record.
pub const SCHEMA: &str = "protokoll-record/1";

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The name and version of this form.
    pub schema: String,
    /// `sha256:` and the hash of the source bytes: stable over renames and re-runs.
    pub id: String,
    /// Where the text came from.
    pub source: Source,
    /// The written language.
    pub language: LanguageFound,
    /// What kind of document it is.
    pub document: Document,
    /// The meeting; null where the document is not of a meeting.
    pub meeting: Option<Meeting>,
    /// The items of business.
    pub items: Vec<Item>,
    /// The text, cut by function: every non-blank line lies in exactly one segment.
    pub segments: Vec<Segment>,
    /// People, bodies, places, dates, sums, cases and laws.
    pub entities: Vec<Entity>,
    /// The repaired text of the whole document, its lines as read, a form feed between pages.
    pub text: String,
    /// What was changed; putting every `from` back, last to first, gives the text as it was read.
    pub repairs: Vec<Repair>,
    /// What may be wrong but was left, for a reviewer.
    pub suggestions: Vec<Suggestion>,
    /// How well the text was read.
    pub quality: Quality,
    /// What a reader of the record should know.
    pub warnings: Vec<Warning>,
    /// What is told by its form to be personal, masked or not.
    #[serde(default)]
    pub personal_data: Vec<PersonalData>,
    /// What the user asked for that changed the record.
    #[serde(default)]
    pub made_with: MadeWith,
}

/// Where the text came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Path as given, relative to the input root (with the root before it if there are several), with `/`; `-` for
    /// standard input.
    pub path: String,
    /// Hash of the bytes before decoding, lower-case hexadecimal.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
    /// Form of the file.
    pub format: Format,
    /// Encoding of the bytes, as a WHATWG label; `ibm850`, which has none, by its IANA name.
    pub encoding: String,
    /// Number of pages: form feeds between text, plus one.
    pub pages: u32,
}

/// Form of a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text or Markdown.
    Text,
    /// ALTO XML.
    Alto,
    /// PAGE XML.
    Page,
    /// hOCR.
    Hocr,
    /// PDF with a text layer.
    Pdf,
}

/// The written language and how sure that is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageFound {
    /// `sv`, `da`, `nb`, `nn`, or `und` where the text does not say.
    pub code: String,
    /// From 0 to 1; 1 where the language was given.
    pub confidence: f64,
}

/// What kind of document it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Kind of document.
    #[serde(rename = "type")]
    pub kind: DocumentType,
    /// Its title, on one line.
    pub title: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
}

/// Kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentType {
    /// Minutes of a meeting, or an extract of them.
    Minutes,
    /// An official's report that proposes a decision.
    StaffReport,
    /// Another report.
    Report,
    /// A strategy, plan or policy.
    Strategy,
    /// A newsletter.
    Newsletter,
    /// Anything else.
    Other,
}

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// The municipality whose body met.
    pub municipality: Option<Municipality>,
    /// The body that met, as its minutes name it.
    pub body: Option<String>,
    /// Day of the meeting, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// When it began, `HH:MM`.
    pub start: Option<String>,
    /// When it ended, `HH:MM`.
    pub end: Option<String>,
    /// Where it was held.
    pub place: Option<String>,
    /// Who was there, and who was not.
    pub attendance: Vec<Attendee>,
    /// Who was chosen to approve the minutes.
    pub adjusters: Vec<Person>,
}

/// A municipality.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Municipality {
    /// Its name, as the document has it.
    pub name: String,
    /// `SE-0126`, `DK-183`, `NO-0301`, `FI-091`; null where no gazetteer knows it.
    pub code: Option<String>,
}

/// Somebody named in the attendance list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attendee {
    /// Name, first name first.
    pub name: String,
    /// Party as the document prints it.
    pub party: Option<String>,
    /// Role beside the name, in lower case.
    pub role: Option<String>,
    /// In what way present.
    pub status: AttendanceStatus,
    /// Whom a serving substitute replaces.
    pub replaces: Option<String>,
}

/// In what way somebody was present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttendanceStatus {
    /// A member who took part in the decisions.
    Present,
    /// A substitute who served in a member's place.
    Substitute,
    /// A substitute who was there without serving.
    DeputyPresent,
    /// A member who was not there.
    Absent,
    /// An official or guest.
    Official,
}

/// Somebody who acts: a named person, or a party or group (then `party` is null).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Full name, or the name of the party or group.
    pub name: String,
    /// Party as the document prints it.
    pub party: Option<String>,
}

/// One item of business.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Number as the heading prints it, with the number's word or full stop: `§ 12`, `Sak 021/24`, `3.`
    pub number: Option<String>,
    /// Title as the heading prints it, on one line, without a closing full stop.
    pub title: Option<String>,
    /// Case numbers of the heading, as printed.
    pub case_numbers: Vec<String>,
    /// The heading says that the item goes on from an earlier one (forts., fortsat, framhald).
    pub continues: bool,
    /// First code point of the heading.
    pub start: u64,
    /// Code point after the item.
    pub end: u64,
    /// Written proposals for the decision.
    pub recommendations: Vec<Recommendation>,
    /// Proposals put at the meeting.
    pub proposals: Vec<Proposal>,
    /// Votes, taken by whatever method.
    pub votes: Vec<Vote>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// Recorded dissent.
    pub reservations: Vec<Dissent>,
    /// Statements for the minutes.
    pub statements: Vec<Dissent>,
    /// Who did not take part because of an interest in the matter.
    pub recusals: Vec<Recusal>,
    /// Who is sent the decision.
    pub recipients: Vec<String>,
    /// Annexes and documents behind the decision.
    pub attachments: Vec<String>,
}

/// A written proposal for a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recommendation {
    /// The body that makes it.
    pub by: Option<String>,
    /// Its words, as prose.
    pub text: String,
    /// Its numbered or lettered points, without their numbers.
    pub points: Vec<String>,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
}

/// A proposal put at the meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// The movers, those who join them included.
    pub by: Vec<Person>,
    /// What it would make of the matter.
    pub kind: ProposalKind,
    /// What became of it.
    pub fate: Fate,
    /// Its words, as prose.
    pub text: String,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
}

/// What a proposal would make of the matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// Adopt the recommendation or motion.
    Approval,
    /// Refuse it.
    Rejection,
    /// Change it.
    Amendment,
    /// Add to it.
    Addition,
    /// Send it back or on.
    Remittal,
    /// Put it off.
    Postponement,
    /// Anything else.
    Other,
}

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It prevailed.
    Adopted,
    /// It lost, or lapsed because another prevailed.
    Rejected,
    /// Its mover took it back.
    Withdrawn,
    /// The minutes do not say.
    Unknown,
}

/// One vote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Vote {
    /// How it was taken; null where the minutes do not say.
    pub method: Option<VoteMethod>,
    /// What was put, as printed.
    pub question: Option<String>,
    /// Votes for the side printed as Ja, for, or first option.
    pub yes: Option<u32>,
    /// Votes for the other side.
    pub no: Option<u32>,
    /// Those who abstained.
    pub abstain: Option<u32>,
    /// Those who were absent.
    pub absent: Option<u32>,
    /// What a yes means: `approval`, `rejection`, `remittal`, `postponement`, `decide_today`, `proposal of NAME`.
    pub yes_means: Option<String>,
    /// What a no means.
    pub no_means: Option<String>,
    /// Whether the minutes call it unanimous.
    pub unanimous: bool,
    /// The side that won: `yes` or `no`.
    pub carried: Option<Side>,
    /// How each named person voted.
    pub ballots: Vec<Ballot>,
    /// Votes by party, where the minutes count them so.
    pub parties: PartyVotes,
    /// Names and party counts add up to the stated numbers.
    pub consistent: bool,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
}

/// How a vote was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteMethod {
    /// The chair finds what the meeting wants; nobody is counted.
    Acclamation,
    /// Counted, without names having been called.
    ShowOfHands,
    /// Counted, by name.
    RollCall,
    /// Secret.
    Ballot,
}

/// A side of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Ja, for, first option.
    Yes,
    /// Nej, against, second option.
    No,
}

/// How one person voted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ballot {
    /// Name.
    pub name: String,
    /// Party as printed.
    pub party: Option<String>,
    /// What was voted.
    pub vote: BallotVote,
}

/// What one person voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BallotVote {
    /// Ja.
    Yes,
    /// Nej.
    No,
    /// Abstained.
    Abstain,
    /// Was absent.
    Absent,
}

/// Votes by party, as printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartyVotes {
    /// For the first side.
    pub yes: BTreeMap<String, u32>,
    /// For the other.
    pub no: BTreeMap<String, u32>,
}

/// What the body decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// What it comes to.
    pub outcome: Outcome,
    /// Stated to be unanimous; null where nothing is said.
    pub unanimous: Option<bool>,
    /// Its words, as prose.
    pub text: String,
    /// Its numbered or lettered points, without their numbers.
    pub points: Vec<String>,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
}

/// What a decision comes to, measured against the last recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The recommendation or motion was adopted.
    Approved,
    /// Adopted with changes.
    ApprovedAmended,
    /// Refused.
    Rejected,
    /// Sent back or on for more work.
    Remitted,
    /// Put off to another meeting.
    Postponed,
    /// Noted.
    Noted,
    /// Somebody was elected or appointed.
    Elected,
    /// Recommended to a higher body.
    Recommended,
    /// A motion or question was answered.
    Answered,
    /// The item was withdrawn.
    Withdrawn,
    /// Anything else.
    Other,
}

/// A reservation or statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dissent {
    /// Whose it is.
    pub by: Vec<Person>,
    /// Its words, as prose.
    pub text: String,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
}

/// Somebody who did not take part in an item because of an interest in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recusal {
    /// Name.
    pub name: String,
    /// Party as printed.
    pub party: Option<String>,
    /// The reason, where it is given.
    pub reason: Option<String>,
}

/// A stretch of text with one function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// Its function.
    pub kind: SegmentKind,
    /// Index into `items`; null outside them.
    pub item: Option<u32>,
    /// Goes on after an interruption in the segment of the same kind before it.
    pub continues: bool,
    /// The rule that opened it.
    pub rule: String,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
}

/// The function of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Front matter: names of body and municipality, time, place, lists of contents, public notice.
    Cover,
    /// Who was present, absent, substitutes.
    Attendance,
    /// Signatures, adjusters, dates of approval.
    Signatures,
    /// Running heads and feet, page numbers, initials lines.
    Furniture,
    /// An item's number, title and case numbers.
    Heading,
    /// The written proposal for a decision.
    Recommendation,
    /// Summary, facts, assessment, earlier handling.
    Background,
    /// Who spoke.
    Deliberation,
    /// One proposal put at the meeting.
    Proposal,
    /// Order of propositions, how the vote was held, its result, lists of names.
    Voting,
    /// What this body decided.
    Decision,
    /// One recorded dissent.
    Reservation,
    /// One statement for the minutes.
    Statement,
    /// Disqualification.
    Recusal,
    /// Who is sent the decision.
    Recipients,
    /// Lists of annexes.
    Attachments,
    /// Anything else.
    Other,
}

/// A mention of something in the world.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Its words, as prose.
    pub text: String,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
    /// Probability that the mention is right, from 0 to 1.
    pub confidence: f64,
    /// What it is, with its value.
    #[serde(flatten)]
    pub value: EntityValue,
}

/// What a mention is, and its normal form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EntityValue {
    /// A person.
    Person {
        /// Party as this document prints it.
        party: Option<String>,
        /// Role beside the name, in lower case.
        role: Option<String>,
    },
    /// A party that acts or is counted.
    Party,
    /// A municipality.
    Municipality {
        /// `SE-0126` and the like.
        code: Option<String>,
    },
    /// A company, authority, association, or named body.
    Organisation,
    /// A town, street, building, property, water, country.
    Place,
    /// A date.
    Date {
        /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
        iso: Option<String>,
    },
    /// A case or journal number.
    Case,
    /// A sum of money.
    Money {
        /// In whole units of the currency.
        amount: Option<f64>,
        /// ISO 4217 code.
        currency: Option<String>,
    },
    /// A citation of a statute.
    Law {
        /// Short canonical form.
        norm: Option<String>,
    },
}

/// One applied repair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// First code point of the repaired characters.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
    /// What stood there as read.
    pub from: String,
    /// What the repair does.
    pub kind: RepairKind,
    /// Probability that it is right, from 0 to 1.
    pub confidence: f64,
    /// Applied, but a reviewer should look at it.
    pub doubtful: bool,
}

/// What a repair does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepairKind {
    /// Characters were read badly.
    Character,
    /// Two words were read as one.
    Split,
    /// One word was read as two or more.
    Join,
    /// Bytes were decoded wrongly.
    Encoding,
}

/// A change that was not made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Suggestion {
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
    /// What may have stood there.
    pub to: String,
    /// Probability that it is right, from 0 to 1.
    pub confidence: f64,
}

/// How well the text was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// The damage found, page by page.
    pub damage: Vec<PageDamage>,
    /// Number of words.
    pub words: u64,
    /// Number of repairs.
    pub repaired: u64,
    /// Unknown words that were left as they were.
    pub doubtful: u64,
    /// Estimated share of wrong words.
    pub estimated_word_error_rate: ErrorRate,
    /// The same as read, page by page.
    pub pages: Vec<PageQuality>,
}

/// The damage of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageDamage {
    /// Page, counted from 1.
    pub page: u32,
    /// What happened to it.
    pub kind: DamageKind,
}

/// What happened to a page on its way to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DamageKind {
    /// Nothing.
    Clean,
    /// Read with an English model: no å ä ö æ ø.
    EnglishModel,
    /// Read with the model of a neighbouring language.
    NeighbourModel,
    /// Read with its own model from a bad copy.
    OwnModel,
    /// Typewriting.
    Typewriter,
    /// A letter is missing everywhere.
    LostGlyph,
    /// Letters and their marks stand apart.
    Decomposed,
    /// Decoded with the wrong encoding.
    Mojibake,
    /// Different on different parts of the page.
    Mixed,
}

/// An estimated share of wrong words, from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ErrorRate {
    /// As read.
    pub read: f64,
    /// After repair.
    pub repaired: f64,
}

/// How well one page was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageQuality {
    /// Page, counted from 1.
    pub page: u32,
    /// Estimated share of wrong words as read.
    pub estimated_word_error_rate: f64,
}

/// Something that a reader of the record should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Stable code, in snake case.
    pub code: String,
    /// What is the matter and what to do, for a person.
    pub message: String,
    /// First code point of the place that it is about.
    pub start: Option<u64>,
    /// Code point after the last.
    pub end: Option<u64>,
}

/// Something personal in the text. It is never repeated here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PersonalData {
    /// What it is.
    pub kind: PersonalDataKind,
    /// First code point.
    pub start: u64,
    /// Code point after the last.
    pub end: u64,
    /// Probability that it is what its form says, from 0 to 1.
    pub confidence: f64,
}

/// What is personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonalDataKind {
    /// Swedish personnummer or samordningsnummer.
    Personnummer,
    /// Norwegian fødselsnummer or D-nummer.
    Fodselsnummer,
    /// Danish CPR number.
    Cpr,
    /// Finnish personbeteckning (henkilötunnus).
    Hetu,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
}

/// What the user asked for that changed the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MadeWith {
    /// What was masked; null where nothing was to be.
    pub masked: Option<Masked>,
    /// The user's own cues; null where none were given.
    pub cues: Option<CueFile>,
}

/// What was masked before the text was worked on: the same number of code points stands everywhere instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Masked {
    /// What was asked for: `personal-ids`.
    pub what: String,
    /// In how many places something was masked.
    pub count: u64,
    /// What stands for each letter and digit.
    pub with: String,
}

/// A file of cues that the user gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CueFile {
    /// Name of the file, without folders.
    pub name: String,
    /// Hash of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// The JSON Schema of [`Record`], as committed in `schema/record.schema.json`.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Record)
}
