//! Cues that a user adds to the embedded ones, without a compiler.
//!
//! A file has a table for each written language, of the same form as the embedded one: lists that are there grow by the
//! user's cues, new sections and rules stand beside them. What a user's cue says goes before what an embedded one says
//! of the same words. The module reads and checks; it refuses to know where the file lies.

use super::cues::{Accepts, Cues, Section, Table};
use super::fold::fold_cue;
use super::rules::{RawRule, Subject};
use crate::language::Language;
use crate::record::SegmentKind;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;
use toml::Spanned;

/// So many cues a file may hold: more is no table that somebody wrote.
const MOST: usize = 10_000;

/// A heading with wildcards needs so many letters beside them, or it would be met everywhere.
const FEWEST_LETTERS: usize = 3;

/// A user's cues.
#[derive(Debug)]
pub struct OwnCues {
    languages: [Option<Own>; Language::ALL.len()],
    /// The embedded tables with the user's cues in them, when a document has asked for them.
    tables: [OnceLock<&'static Cues>; Language::ALL.len()],
}

/// Why a file holds no cues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for CueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for CueError {}

type Cue = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sv: Option<Own>,
    da: Option<Own>,
    nb: Option<Own>,
    nn: Option<Own>,
}

/// The cues of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Own {
    furniture: OwnFurniture,
    heading: OwnHeading,
    subject: OwnSubject,
    front: Vec<OwnFront>,
    section: Vec<OwnSection>,
    rule: Vec<OwnRule>,
    /// Headings, labels and phrases of the program that mislead here.
    without: Vec<Cue>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OwnFurniture {
    page: Vec<Cue>,
    of: Vec<Cue>,
    starts: Vec<Cue>,
    address: Vec<Cue>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OwnHeading {
    number: Vec<Cue>,
    case: Vec<Cue>,
    meta: Vec<Cue>,
    continued: Vec<Cue>,
    open_end: Vec<Cue>,
    contents: Vec<Cue>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OwnSubject {
    chair: Vec<Cue>,
    honorific: Vec<Cue>,
    party: Vec<Cue>,
    company: Vec<Cue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnFront {
    id: Cue,
    labels: Vec<Cue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnSection {
    id: Cue,
    kind: Option<SegmentKind>,
    heads: Vec<Cue>,
    accepts: Option<Accepts>,
    each: Option<bool>,
    handling: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnRule {
    id: Cue,
    kind: Option<SegmentKind>,
    #[serde(default)]
    start: Vec<Cue>,
    #[serde(default)]
    any: Vec<Cue>,
    #[serde(default)]
    with: Vec<Cue>,
    #[serde(default)]
    not: Vec<Cue>,
    subject: Option<Vec<Subject>>,
    strong: Option<bool>,
}

impl OwnCues {
    /// Reads a file of cues, TOML.
    ///
    /// # Errors
    /// If it is no TOML, has a key, section or rule that there is none of, or a cue that would be met everywhere.
    pub fn parse(text: &str) -> Result<Self, CueError> {
        let fault = |at: usize, message: String| {
            let before = text.get(..at.min(text.len())).unwrap_or(text);
            CueError { line: before.matches('\n').count() + 1, message }
        };
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            fault(at, error.message().trim().replace('\n', "; "))
        })?;
        let File { sv, da, nb, nn } = file;
        let mut languages: [Option<Own>; Language::ALL.len()] = Default::default();
        for (language, own) in
            [(Language::Swedish, sv), (Language::Danish, da), (Language::Bokmal, nb), (Language::Nynorsk, nn)]
        {
            if let Some(own) = &own {
                let checked = own.check(&Table::of(language));
                checked.map_err(|(cue, message)| fault(cue.span().start, message))?;
            }
            languages[language.index()] = own;
        }
        let count: usize = languages.iter().flatten().map(|own| own.cues().count()).sum();
        if count > MOST {
            return Err(fault(0, format!("{count} cues are more than the {MOST} that a file may hold")));
        }
        Ok(Self { languages, tables: Default::default() })
    }

    /// The tables of a language with the user's cues in them.
    pub(super) fn of(&self, language: Language) -> &'static Cues {
        let Some(own) = &self.languages[language.index()] else { return Cues::of(language) };
        // Rules are named by what they opened for as long as the program runs, as those of the embedded tables are; there is one
        // such table for each language of each file.
        self.tables[language.index()]
            .get_or_init(|| Box::leak(Box::new(Cues::new(own.added_to(Table::of(language))))))
    }
}

fn ids<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    let ids: Vec<&str> = ids.collect();
    ids.join(", ")
}

fn plain(cues: &[Cue]) -> impl Iterator<Item = String> {
    cues.iter().map(|cue| cue.get_ref().clone())
}

impl Own {
    /// Every cue but the names of sections and rules.
    fn cues(&self) -> impl Iterator<Item = &Cue> {
        let Self { furniture, heading, subject, front, section, rule, without } = self;
        let lists = [
            &furniture.page,
            &furniture.of,
            &furniture.starts,
            &furniture.address,
            &heading.number,
            &heading.case,
            &heading.meta,
            &heading.continued,
            &heading.open_end,
            &heading.contents,
            &subject.chair,
            &subject.honorific,
            &subject.party,
            &subject.company,
        ];
        lists
            .into_iter()
            .chain(front.iter().map(|front| &front.labels))
            .chain(section.iter().map(|section| &section.heads))
            .chain(rule.iter().flat_map(|rule| [&rule.start, &rule.any, &rule.with, &rule.not]))
            .chain([without])
            .flatten()
    }

    /// What is wrong with the cues, and where.
    fn check(&self, table: &Table) -> Result<(), (&Cue, String)> {
        for cue in self.cues() {
            let letters = fold_cue(cue.get_ref()).bytes().filter(u8::is_ascii_alphanumeric).count();
            if letters == 0 {
                return Err((cue, "a cue needs a letter or a figure".into()));
            }
        }
        if !self.without.is_empty() {
            let known: BTreeSet<String> = table.removable().collect();
            if let Some(cue) = self.without.iter().find(|cue| !known.contains(&fold_cue(cue.get_ref()))) {
                return Err((cue, "the program has no such heading, label or phrase to take out".into()));
            }
        }
        for front in &self.front {
            let id = front.id.get_ref();
            if !table.front.iter().any(|known| known.id == *id) {
                let known = ids(table.front.iter().map(|front| front.id.as_str()));
                return Err((&front.id, format!("there is no front `{id}`, only {known}")));
            }
        }
        for section in &self.section {
            let id = section.id.get_ref();
            let known = table.section.iter().any(|known| known.id == *id);
            if known && (section.accepts.is_some() || section.each.is_some() || section.handling.is_some()) {
                return Err((
                    &section.id,
                    format!("`{id}` is a section of the program: only heads can be added to it"),
                ));
            }
            let kind = table.section.iter().find(|known| known.id == *id).and_then(|known| known.kind);
            if known && section.kind.is_some() && section.kind != kind {
                return Err((&section.id, format!("`{id}` is a section of the program, of another kind")));
            }
            if !known && section.kind.is_none() {
                let known = ids(table.section.iter().map(|section| section.id.as_str()));
                return Err((
                    &section.id,
                    format!("there is no section `{id}`: a new one needs a kind; there are {known}"),
                ));
            }
            for head in &section.heads {
                let letters = head.get_ref().chars().filter(|c| c.is_alphanumeric()).count();
                if head.get_ref().contains('*') && letters < FEWEST_LETTERS {
                    return Err((
                        head,
                        "beside `*`, which stands for any words, three letters are needed".into(),
                    ));
                }
            }
        }
        for rule in &self.rule {
            let id = rule.id.get_ref();
            match table.rule.iter().find(|known| known.id == *id) {
                Some(known) => {
                    if rule.kind.is_some_and(|kind| kind != known.kind)
                        || rule.subject.is_some()
                        || rule.strong.is_some()
                    {
                        return Err((
                            &rule.id,
                            format!("`{id}` is a rule of the program: only phrases can be added to it"),
                        ));
                    }
                    for (part, more, there) in [
                        ("start", &rule.start, &known.start),
                        ("any", &rule.any, &known.any),
                        ("with", &rule.with, &known.with),
                    ] {
                        if !more.is_empty() && there.is_empty() {
                            return Err((
                                &rule.id,
                                format!(
                                    "rule `{id}` asks for no `{part}`: a phrase there would make it ask for more"
                                ),
                            ));
                        }
                    }
                }
                None if rule.kind.is_none() => {
                    let known = ids(table.rule.iter().map(|rule| rule.id.as_str()));
                    return Err((
                        &rule.id,
                        format!("there is no rule `{id}`: a new one needs a kind; there are {known}"),
                    ));
                }
                None if rule.start.is_empty() && rule.any.is_empty() => {
                    return Err((&rule.id, format!("rule `{id}` needs phrases in `start` or `any`")));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// A table with these cues in it.
    fn added_to(&self, mut table: Table) -> Table {
        let Self { furniture, heading, subject, front, section, rule, without } = self;
        if !without.is_empty() {
            table.remove(&without.iter().map(|cue| fold_cue(cue.get_ref())).collect());
        }
        table.furniture.page.extend(plain(&furniture.page));
        table.furniture.of.extend(plain(&furniture.of));
        table.heading.open_end.extend(plain(&heading.open_end));
        for (list, more) in [
            (&mut table.furniture.starts, &furniture.starts),
            (&mut table.furniture.address, &furniture.address),
            (&mut table.heading.number, &heading.number),
            (&mut table.heading.case, &heading.case),
            (&mut table.heading.meta, &heading.meta),
            (&mut table.heading.continued, &heading.continued),
            (&mut table.heading.contents, &heading.contents),
            (&mut table.subject.chair, &subject.chair),
            (&mut table.subject.honorific, &subject.honorific),
            (&mut table.subject.party, &subject.party),
            (&mut table.subject.company, &subject.company),
        ] {
            if !more.is_empty() {
                list.add(plain(more));
            }
        }
        for own in front {
            if let Some(known) = table.front.iter_mut().find(|known| known.id == *own.id.get_ref()) {
                known.labels.add(plain(&own.labels));
            }
        }
        for own in section {
            let heads: Vec<String> = own.heads.iter().map(|head| fold_cue(head.get_ref())).collect();
            for known in &mut table.section {
                known.heads.retain(|head| !heads.contains(&fold_cue(head)));
            }
            match table.section.iter_mut().find(|known| known.id == *own.id.get_ref()) {
                Some(known) => known.heads.extend(plain(&own.heads)),
                None => table.section.push(own.section()),
            }
        }
        // A new rule knows more of the archive than those that are there, and is asked first.
        let mut new = Vec::new();
        for own in rule {
            let id = own.id.get_ref();
            match table.rule.iter_mut().find(|known| known.id == *id) {
                Some(known) => own.add_to(known),
                None => {
                    let mut raw = RawRule::new(id.clone(), own.kind.unwrap_or(SegmentKind::Other));
                    raw.subject = own.subject.clone().unwrap_or_default();
                    raw.strong = own.strong.unwrap_or(true);
                    own.add_to(&mut raw);
                    new.push(raw);
                }
            }
        }
        table.rule.splice(..0, new);
        table
    }
}

impl Table {
    /// The headings, labels and phrases that a user may take out, folded.
    fn removable(&self) -> impl Iterator<Item = String> {
        let heads = self.section.iter().flat_map(|section| &section.heads).map(|head| fold_cue(head));
        let labels = self.front.iter().flat_map(|front| front.labels.iter()).map(fold_cue);
        let phrases = self.rule.iter().flat_map(|rule| rule.start.iter().chain(&rule.any).chain(&rule.with));
        heads.chain(labels).chain(phrases.map(|phrase| fold_cue(phrase)))
    }

    /// Takes out headings, labels and phrases. A rule that is left without what it asks for goes, too: it would ask for less.
    fn remove(&mut self, without: &BTreeSet<String>) {
        let keep = |phrase: &str| !without.contains(&fold_cue(phrase));
        for section in &mut self.section {
            section.heads.retain(|head| keep(head));
        }
        for front in &mut self.front {
            let labels: Vec<String> =
                front.labels.iter().filter(|label| keep(label)).map(str::to_owned).collect();
            front.labels = labels.into();
        }
        self.rule.retain_mut(|rule| {
            [&mut rule.start, &mut rule.any, &mut rule.with].into_iter().all(|list| {
                let asked = !list.is_empty();
                list.retain(|phrase| keep(phrase));
                !(asked && list.is_empty())
            })
        });
    }
}

impl OwnSection {
    fn section(&self) -> Section {
        Section {
            id: self.id.get_ref().clone(),
            kind: self.kind,
            rest: None,
            heads: plain(&self.heads).collect(),
            accepts: self.accepts.unwrap_or_default(),
            each: self.each.unwrap_or(false),
            organ: false,
            dated: false,
            after_handling: None,
            handling: self.handling.unwrap_or(false),
            closes: false,
        }
    }
}

impl OwnRule {
    fn add_to(&self, rule: &mut RawRule) {
        rule.start.extend(plain(&self.start));
        rule.any.extend(plain(&self.any));
        rule.with.extend(plain(&self.with));
        rule.not.extend(plain(&self.not));
    }
}

#[cfg(test)]
mod tests {
    use super::OwnCues;
    use crate::language::Language;
    use crate::outline::{Outline, outline, outline_with};
    use crate::record::SegmentKind;

    const MINUTES: &str = "Kommunstyrelsen\nProtokoll\n\n§ 4 Ny bro över ån\n\nSammanfattning av ärendet\n\n\
        Bron är gammal.\n\nMälarklausul\n\nAnna Ek (S) vill inte ha någon bro.\n\n\
        Bertil Alm (M) fäller in att pengar saknas.\n\nBeslut\n\nBron byggs.\n";

    fn kinds(outline: &Outline) -> Vec<(SegmentKind, &'static str)> {
        outline.segments.iter().map(|segment| (segment.kind, segment.evidence.rule)).collect()
    }

    #[test]
    fn a_heading_of_the_user_opens_its_section() {
        let own =
            OwnCues::parse("[[sv.section]]\nid = \"reservation\"\nheads = [\"mälarklausul\"]\n").unwrap();
        let without = outline(MINUTES, Some(Language::Swedish));
        let with = outline_with(MINUTES, Some(Language::Swedish), Some(&own));
        assert!(!kinds(&without).iter().any(|(kind, _)| *kind == SegmentKind::Reservation));
        assert!(kinds(&with).contains(&(SegmentKind::Reservation, "reservation")));
        let danish = outline_with(MINUTES, Some(Language::Danish), Some(&own));
        assert_eq!(kinds(&danish), kinds(&outline(MINUTES, Some(Language::Danish))));
    }

    #[test]
    fn a_new_section_and_a_new_rule_have_a_kind_of_their_own() {
        let own = "[[sv.section]]\nid = \"klausul\"\nkind = \"statement\"\naccepts = \"all\"\nheads = [\"mälarklausul\"]\n\
            [[sv.rule]]\nid = \"inflikat\"\nkind = \"deliberation\"\nany = [\"fäller in\"]\n";
        let own = OwnCues::parse(own).unwrap();
        let with = kinds(&outline_with(MINUTES, Some(Language::Swedish), Some(&own)));
        assert!(with.contains(&(SegmentKind::Statement, "klausul")), "{with:?}");
        assert!(with.contains(&(SegmentKind::Deliberation, "inflikat")), "{with:?}");
    }

    #[test]
    fn the_users_cue_goes_before_an_embedded_one() {
        let own = OwnCues::parse("[[sv.section]]\nid = \"background\"\nheads = [\"Beslut\"]\n").unwrap();
        let with = kinds(&outline_with(MINUTES, Some(Language::Swedish), Some(&own)));
        assert!(!with.iter().any(|(_, rule)| *rule == "decision"), "{with:?}");
    }

    #[test]
    fn a_cue_of_the_program_can_be_taken_out() {
        let own = OwnCues::parse("[sv]\nwithout = [\"Sammanfattning av ärendet\"]\n").unwrap();
        let background =
            |outline: &Outline| kinds(outline).contains(&(SegmentKind::Background, "background"));
        assert!(background(&outline(MINUTES, Some(Language::Swedish))));
        let with = outline_with(MINUTES, Some(Language::Swedish), Some(&own));
        assert!(!background(&with), "{:?}", kinds(&with));
        let unknown = OwnCues::parse("[sv]\n\nwithout = [\"mälarklausul\"]\n").unwrap_err();
        assert!(unknown.line == 3 && unknown.message.contains("take out"), "{unknown}");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_what_is_allowed() {
        for (file, line, said) in [
            ("[se]\n", 1, "`sv`"),
            ("# ours\n[[sv.section]]\nid = \"reservation\"\nhead = []\n", 4, "`heads`"),
            ("[[sv.section]]\nid = \"klausul\"\nheads = [\"x\"]\n", 2, "reservation"),
            ("[[sv.section]]\nid = \"k\"\nkind = \"dissent\"\nheads = [\"x\"]\n", 3, "`reservation`"),
            ("[[sv.section]]\nid = \"decision\"\nkind = \"voting\"\nheads = [\"x\"]\n", 2, "another kind"),
            ("[[sv.section]]\nid = \"decision\"\neach = false\nheads = [\"x\"]\n", 2, "only heads"),
            ("[[sv.section]]\nid = \"decision\"\nheads = [\n  \"bra\",\n  \"* -\",\n]\n", 5, "letter"),
            ("[[sv.section]]\nid = \"decision\"\nheads = [\"*a\"]\n", 3, "three letters"),
            ("[[sv.front]]\nid = \"ending\"\nlabels = [\"x\"]\n", 2, "attendance"),
            ("[[sv.rule]]\nid = \"new\"\nany = [\"x\"]\n", 2, "needs a kind"),
            ("[[sv.rule]]\nid = \"new\"\nkind = \"other\"\n", 2, "`start` or `any`"),
            ("[sv.furniture]\nstarts = \"x\"\n", 2, "sequence"),
            ("[sv\n", 1, ""),
        ] {
            let error = OwnCues::parse(file).unwrap_err();
            assert_eq!(error.line, line, "{file}: {error}");
            assert!(error.message.contains(said), "{file}: {error}");
        }
    }

    #[test]
    fn an_empty_file_changes_nothing() {
        let own = OwnCues::parse("# nothing yet\n").unwrap();
        let with = outline_with(MINUTES, Some(Language::Swedish), Some(&own));
        assert_eq!(kinds(&with), kinds(&outline(MINUTES, Some(Language::Swedish))));
    }
}
