//! What the beginning of a paragraph does to the state: the first rule of the tables that its first sentence fits opens a segment.
//!
//! Only the first sentence speaks for a paragraph. A paragraph without a rule goes on with what was before it, or falls back to
//! the rest of its section.

use super::front::{self, is_place_and_date};
use super::{State, Walk, surnames};
use crate::outline::cues::Accepts;
use crate::outline::heads::{self, How};
use crate::outline::prose::{contests, is_list_point, label, quotation_start, sentence_end};
use crate::outline::rules::{Heard, Rule, Split, Subject};
use crate::outline::subject::{by_surname, subject};
use crate::record::SegmentKind;
use std::cell::OnceCell;

/// What the tables call the time before the first heading.
const OPEN: &str = "open";

/// How much of a second sentence is heard, in characters.
const SECOND: usize = 160;

/// A sentence as the rules see it.
pub(super) struct Unit {
    /// Original words of the paragraph's beginning, line-end hyphens joined.
    text: String,
    pub(super) folded: String,
    /// What follows the first sentence, folded.
    rest: String,
    pub(super) subject: Option<Subject>,
    /// What it holds of the phrases of each rule.
    pub(super) heard: Vec<Heard>,
}

impl Walk<'_, '_> {
    /// A sentence at the beginning of a line may open a segment.
    pub(super) fn sentence(
        &mut self,
        state: &mut State,
        at: usize,
        from: usize,
        decided: bool,
        begins: bool,
    ) {
        if state.history {
            return;
        }
        let accepts = state.section.map_or(Accepts::All, |section| self.cues.sections[section].accepts);
        if accepts == Accepts::None {
            return;
        }
        let unit = self.unit(at, from);
        let accepts =
            if begins && self.puts_instead(state, &unit, at, from) { Accepts::All } else { accepts };
        let found = self.first_rule(state, &unit, at, decided, begins, accepts);
        let words = || {
            Some(self.page.rows.span(
                self.page.content[at],
                from,
                unit.folded.find(". ").map_or(unit.folded.len(), |end| end + 1),
            ))
        };
        // "Ordføreren opplyste at … Forslaget fikk 8 stemmer mot 35.": what was said leads to the vote.
        let told = found.is_some_and(|rule| rule.kind == SegmentKind::Deliberation)
            && begins
            && self.was_put(SegmentKind::Proposal)
            && contests(&unit.rest, &self.cues.contest);
        // "Forslaget falder. For: A og F, i alt 3. Imod: V og C, i alt 5.": how it ended goes before the votes.
        let ended = begins
            && state.kind == SegmentKind::Proposal
            && state.section.is_some()
            && self.tells_result(&unit)
            && match found {
                None => contests(&unit.rest, &self.cues.contest),
                Some(rule) => {
                    rule.kind == SegmentKind::Voting
                        && rule.split == Split::Never
                        && self.tells_votes(&unit.rest)
                }
            };
        if told || ended {
            self.start(state, SegmentKind::Voting, "vote_contest", words());
            return;
        }
        // "Berg opplyste at hun er medlem av styret. Hun ble erklært inhabil."
        if begins
            && from == 0
            && found.is_none_or(|rule| rule.kind == SegmentKind::Deliberation)
            && let Some(rule) = self.withdraws(state, &unit, at)
        {
            self.start(state, SegmentKind::Recusal, rule, None);
            return;
        }
        if let Some(rule) = found {
            let words = words();
            let opens = match rule.split {
                Split::Never => false,
                Split::Always => true,
                Split::Change => state.kind != rule.kind || state.draft.is_none(),
                // Within a vote only a blank line parts one count from the next.
                Split::Finished => {
                    let figure = unit.folded.starts_with(|c: char| c.is_ascii_digit());
                    state.kind != rule.kind
                        || state.draft.is_none()
                        || (state.finished
                            && (begins || rule.lines)
                            && !figure
                            // Where each line tells a whole count, each is a vote.
                            && (from > 0 || rule.contest || rule.lines || !self.ended_early(at)))
                }
            };
            // The heading's own first paragraph goes with it.
            let straight = state.draft.is_some_and(|draft| self.only_heading(draft, at));
            let under_head = straight && state.kind == rule.kind;
            let first = rule.split == Split::Never && state.draft.is_none();
            // "Protokolltilførsel" says what follows it is, though "ba protokollert" may be a dissent elsewhere.
            let said = |kind: SegmentKind| matches!(kind, SegmentKind::Reservation | SegmentKind::Statement);
            let named = straight && said(state.kind) && said(rule.kind);
            // What stands straight under "Rådmannens innstilling" is no decision yet, whoever is to take it.
            // No more is what the chair or a body proposes there a proposal at the meeting.
            let counselled = straight
                && state.kind == SegmentKind::Recommendation
                && (rule.kind == SegmentKind::Decision
                    || rule.kind == SegmentKind::Proposal
                        && matches!(unit.subject, Some(Subject::Chair | Subject::Body)));
            // "Ingen ba om ordet. Enstemmig." straight under "Votering" is how the vote went.
            let silent = straight
                && state.kind == SegmentKind::Voting
                && rule.kind == SegmentKind::Deliberation
                && unit.subject.is_none();
            if named || counselled || silent {
                return;
            }
            // "Vedtaget med 13 stemmer mod 6, at …" under the heading of the decision, after the votes were told.
            let concluded = rule.kind == SegmentKind::Voting
                && state.pending.is_some()
                && begins
                && state
                    .section
                    .is_some_and(|section| self.cues.sections[section].rest == Some(SegmentKind::Decision))
                && self.was_put(SegmentKind::Voting);
            if concluded {
                self.start(state, SegmentKind::Decision, "section", words);
                return;
            }
            if (first || opens && !under_head) && !self.heads_another(state, at, rule.kind) {
                self.start(state, rule.kind, rule.id.as_str(), words);
                // What is put after a counsel begins the handling, whose heading is not printed.
                state.labelled |= rule.kind == SegmentKind::Proposal
                    && self.minutes
                    && self.is_under(state, SegmentKind::Recommendation);
            }
            return;
        }
        if !begins || from > 0 {
            return;
        }
        if self.is_tail_list(state, at) {
            self.start(state, SegmentKind::Recipients, "tail_list", None);
            return;
        }
        // No cue: does the paragraph go on with the one before it?
        let mixed = state.section.is_none_or(|section| self.cues.sections[section].kind.is_none());
        let aside = state.kind == SegmentKind::Proposal && self.is_under(state, SegmentKind::Background);
        if aside && !self.goes_on(at) {
            // A proposal told among the facts is over with its paragraph, or voted on.
            let voted = contests(&unit.folded, &self.cues.contest);
            let (kind, rule) =
                if voted { (SegmentKind::Voting, "vote_contest") } else { (SegmentKind::Background, "rest") };
            self.start(state, kind, rule, None);
            return;
        }
        if self.is_beside_counsel(state, &unit, at) {
            let again = self.counsels_again(state, &unit, at);
            let kind = if again { SegmentKind::Recommendation } else { SegmentKind::Background };
            self.start(state, kind, "rest", None);
            return;
        }
        // Who speaks under the heading of the decision, before it, has decided nothing.
        if mixed
            && state
                .section
                .is_some_and(|section| self.cues.sections[section].rest == Some(SegmentKind::Decision))
            && matches!(unit.subject, Some(Subject::Person | Subject::Chair))
            && !self.was_put(SegmentKind::Decision)
            && !self.is_last_paragraph(at)
            && (at > 0 && self.page.is_head(at - 1) || !self.goes_on(at))
        {
            if state.kind != SegmentKind::Deliberation || state.draft.is_none() {
                self.start(state, SegmentKind::Deliberation, "spoken", None);
            }
            return;
        }
        if !mixed || state.draft.is_none() {
            // A segment that a rule opened in a section of another kind ends with its paragraphs where the section goes on.
            return;
        }
        let rest =
            state.section.map_or(Some(SegmentKind::Background), |section| self.cues.sections[section].rest);
        let Some(rest) = rest else { return };
        if state.kind == rest || self.goes_on(at) {
            return;
        }
        let holds = matches!(
            state.kind,
            SegmentKind::Decision
                | SegmentKind::Recipients
                | SegmentKind::Attachments
                | SegmentKind::Reservation
                | SegmentKind::Statement
        ) || (state.kind == SegmentKind::Proposal
            && rest != SegmentKind::Decision
            && state.section.is_some());
        if holds && rest != SegmentKind::Decision
            || state.kind == SegmentKind::Voting && state.section.is_none()
        {
            return;
        }
        self.start(state, rest, "rest", None);
    }

    /// "Förslag" over "Anna Ek (S): punkt 2 utgår": a heading of one word over what a member or party puts is none of a counsel,
    /// and its section is that of proposals.
    fn puts_instead(&mut self, state: &mut State, unit: &Unit, at: usize, from: usize) -> bool {
        let heading = if from > 0 { Some(at) } else { at.checked_sub(1) };
        let head = heading.and_then(|at| self.page.heads[at].as_ref().map(|head| (at, head)));
        let (Some((row, head)), Some(draft)) = (head, state.draft) else { return false };
        let words = self.page.line(row).get(..head.len).unwrap_or_default();
        let bare = head.organ.is_none() && head.how == How::Exact && !words.trim().contains(' ');
        let member = matches!(unit.subject, Some(Subject::Person | Subject::Party));
        let counsel = state.kind == SegmentKind::Recommendation && self.is_under(state, state.kind);
        let proposals =
            self.cues.sections.iter().position(|section| section.kind == Some(SegmentKind::Proposal));
        let mut rules = self.cues.rules.list.iter().zip(&unit.heard);
        let puts = label(&unit.folded).is_some()
            || rules.any(|(rule, heard)| {
                rule.kind == SegmentKind::Proposal && rule.asks.any && rule.is_heard(heard, 0)
            });
        if !(self.minutes && bare && member && puts && counsel && (from > 0 || self.only_heading(draft, at)))
        {
            return false;
        }
        self.out.drafts[draft].kind = SegmentKind::Proposal;
        state.section = proposals;
        state.kind = SegmentKind::Proposal;
        true
    }

    /// Gives the draft another kind if it is no more than the heading of proposals or votes: "Propositioner" over the proposals is
    /// no vote.
    fn heads_another(&mut self, state: &mut State, at: usize, kind: SegmentKind) -> bool {
        let Some((section, draft)) = state.section.zip(state.draft) else { return false };
        let handling = self.cues.sections[section].handling
            && matches!(state.kind, SegmentKind::Proposal | SegmentKind::Voting);
        // "Yttranden" over who spoke are no facts.
        let spoken = state.kind == SegmentKind::Background && kind == SegmentKind::Deliberation;
        if !(handling || spoken) || !self.only_heading(draft, at) {
            return false;
        }
        self.out.drafts[draft].kind = kind;
        state.kind = kind;
        true
    }

    /// Whether the draft holds no more than the heading straight above.
    pub(super) fn only_heading(&self, draft: usize, at: usize) -> bool {
        let mut k = at;
        while k > 0 && self.out.of[k - 1] == draft {
            k -= 1;
            if !self.page.is_head(k) {
                return false;
            }
        }
        true
    }

    /// A paragraph after a colon, in a list, or beginning small goes on with the one before it.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let before = self.page.line(at - 1);
        let line = self.page.line(at);
        let row = self.page.content[at];
        before.ends_with([':', ',', ';'])
            || line.starts_with('"')
            || is_list_point(line)
            || !self.page.rows.begins_upper(row)
            || (4..20).contains(&self.page.rows.rows[row].indent) && self.is_deeper(at)
    }

    /// Whether a paragraph stands deeper than the one before it begins.
    fn is_deeper(&self, at: usize) -> bool {
        let indent = |at: usize| self.page.rows.rows[self.page.content[at]].indent;
        let before = (0..at).rev().find(|&k| self.page.begins(k) || self.page.is_head(k));
        before.is_none_or(|before| indent(at) > indent(before))
    }

    /// The first sentence of a paragraph, which alone speaks for it, up to the words that it introduces: as it stands in the
    /// text, with what follows it, folded, and what follows it folded.
    fn opening(&self, at: usize, from: usize) -> (String, String, String) {
        const LONGEST: usize = 420;
        let (mut text, mut folded) = (String::with_capacity(LONGEST), String::with_capacity(LONGEST));
        let mut k = at;
        while k < self.limit && k < at + 6 && folded.len() < LONGEST {
            // A line that ends in a colon introduces what follows.
            let introduced = k > at && folded.ends_with(':') && folded.len() > 30;
            if introduced || k > at && (self.begins(k) || self.page.heads[k].is_some()) {
                break;
            }
            let row = self.page.content[k];
            let skip = if k == at { from } else { 0 };
            let piece = self.page.rows.folded(row);
            let piece = &piece[skip.min(piece.len())..];
            let original = self.page.rows.after(row, skip);
            let (piece, original) =
                if k == at { (piece.trim_start(), original.trim_start()) } else { (piece, original) };
            if folded.ends_with('-') && piece.starts_with(|c: char| c.is_ascii_lowercase()) {
                folded.pop();
                text.pop();
            } else if k > at {
                folded.push(' ');
                text.push(' ');
            }
            folded.push_str(piece);
            text.push_str(original);
            k += 1;
        }
        let end = sentence_end(&folded, &text).min(quotation_start(&folded));
        let rest = folded.split_off(end);
        (text, folded, rest)
    }

    /// The paragraph's beginning, as the rules read it.
    pub(super) fn unit(&self, at: usize, from: usize) -> Unit {
        let (text, folded, rest) = self.opening(at, from);
        let heard = self.cues.rules.heard(&folded);
        let subject = subject(&text, &folded, self.cues).or_else(|| {
            let surnames = self.surnames.get_or_init(|| surnames(self.page));
            by_surname(&text, surnames, self.cues).then_some(Subject::Person)
        });
        Unit { text, folded, rest, subject, heard }
    }

    fn first_rule(
        &self,
        state: &State,
        unit: &Unit,
        at: usize,
        decided: bool,
        begins: bool,
        accepts: Accepts,
    ) -> Option<&'static Rule> {
        let lead = unit.folded.len() - unit.folded.trim_start_matches(['-', '*', '"', '(', ' ']).len();
        let contested = OnceCell::new();
        let contested = || *contested.get_or_init(|| contests(&unit.folded, &self.cues.contest));
        let state_id = state.section.map_or(OPEN, |section| self.cues.sections[section].id.as_str());
        let mut rules = self.cues.rules.list.iter().zip(&unit.heard);
        let found = rules.find(|(rule, heard)| {
            // A line that only follows a full stop needs a strong rule with a subject, or one for lines.
            let for_lines = rule.lines || !rule.subject.is_empty() || rule.split == Split::Always;
            if !(begins || rule.strong && for_lines) {
                return false;
            }
            let is_open = if rule.states.is_empty() {
                rule.strong || accepts == Accepts::All
            } else {
                rule.states.iter().any(|name| name == state_id || state.labelled && name == OPEN)
            };
            is_open
                && rule.is_heard(heard, lead)
                && !(rule.undecided && decided)
                && (!rule.unasked || self.asks_before_handling(state, at))
                && rule.own.is_none_or(|own| {
                    let named = if rule.label { self.label_is_own(&unit.folded) } else { self.is_own(&unit.folded) };
                    named == Some(own)
                })
                && (!rule.label || label(&unit.folded).is_some())
                && (!rule.contest || contested())
                && (rule.subject.is_empty()
                    || unit.subject.is_some_and(|subject| rule.subject.contains(&subject)))
                // What the meeting's own body says is no counsel to it.
                && !(rule.kind == SegmentKind::Recommendation
                    && unit.subject == Some(Subject::Body)
                    && self.speaks_itself(&unit.folded))
                && (!rule.last || self.is_last_paragraph(at))
                && !rule.closes
                && !unit.text.is_empty()
                && !rule.asked
                && !self.is_prepared_later(rule, unit, at)
        });
        found.map(|(rule, _)| rule)
    }

    /// "Lund eier naboeiendommen. Han erklærte seg inhabil": a person who is told of first, and leaves in the second sentence.
    /// What an applicant owns is told first under the heading of the background, too.
    fn withdraws(&self, state: &State, unit: &Unit, at: usize) -> Option<&'static str> {
        let first = at > 0 && self.page.line(at - 1).ends_with(':');
        if first && self.is_under(state, SegmentKind::Background) || unit.subject != Some(Subject::Person) {
            return None;
        }
        let rule = self.cues.rules.list.iter().position(|rule| rule.kind == SegmentKind::Recusal)?;
        // The rest of the paragraph's beginning, after its first sentence.
        let rest = unit.rest.get(..unit.rest.len().min(SECOND)).unwrap_or(&unit.rest);
        let heard = self.cues.rules.heard(rest);
        let own = &self.cues.rules.list[rule];
        own.is_heard(&heard[rule], 0).then_some(own.id.as_str())
    }

    /// Whether a paragraph begins with somebody who speaks, and with nothing that was decided.
    pub(super) fn is_spoken(&self, at: usize) -> bool {
        let unit = self.unit(at, 0);
        let rest = self.cues.rules.heard(&unit.rest);
        let hears = |kind: SegmentKind, all: &[Heard]| {
            let mut rules = self.cues.rules.list.iter().zip(all);
            rules.any(|(rule, heard)| rule.kind == kind && !rule.asked && rule.is_heard(heard, 0))
        };
        matches!(unit.subject, Some(Subject::Person | Subject::Chair))
            && hears(SegmentKind::Deliberation, &unit.heard)
            && !hears(SegmentKind::Decision, &unit.heard)
            && !hears(SegmentKind::Decision, &rest)
    }

    /// Whether a sentence tells how a vote ended, and whether a text tells votes for and against.
    fn tells_result(&self, unit: &Unit) -> bool {
        self.cues.rules.vote_result.is_some_and(|rule| unit.heard[rule].is_said())
    }

    fn tells_votes(&self, text: &str) -> bool {
        let heard = self.cues.rules.heard(text);
        contests(text, &self.cues.contest)
            || self.cues.rules.vote_counted.is_some_and(|rule| heard[rule].is_said())
            || self.cues.rules.list.iter().zip(&heard).any(|(rule, heard)| {
                rule.kind == SegmentKind::Voting && rule.split == Split::Finished && rule.is_heard(heard, 0)
            })
    }

    /// Whether a row tells how a vote ended.
    pub(super) fn has_result(&self, at: usize) -> bool {
        self.says([self.cues.rules.vote_result], at) == [true]
    }

    /// Whether a row holds one of the phrases of each rule.
    pub(super) fn says<const N: usize>(&self, rules: [Option<usize>; N], at: usize) -> [bool; N] {
        let heard = self.cues.rules.heard(self.page.line(at));
        rules.map(|rule| rule.is_some_and(|rule| heard[rule].is_said()))
    }

    /// Whether the paragraph is the item's last, or only headings of other sections follow it.
    fn is_last_paragraph(&self, at: usize) -> bool {
        let mut k = at + 1;
        while k < self.limit && !self.begins(k) && self.page.heads[k].is_none() {
            k += 1;
        }
        k >= self.limit || self.page.heads[k].is_some()
    }

    /// Whether a paragraph ends the meeting.
    pub(super) fn closes(&self, at: usize) -> bool {
        if is_place_and_date(self.page, at) || front::stands_over_names(self.page, at) {
            return true;
        }
        let line = self.page.line(at);
        let labelled = self.cues.fronts.iter().any(|front| {
            front.kind == SegmentKind::Signatures
                && heads::label(line, &front.labels).is_some_and(|len| {
                    let rest = &line[len..];
                    // "Läst och godkänd den 3 maj av Anna Ek och Bo Alm."
                    let named = || front::names(self.page.rows.after(self.page.content[at], len)) > 1;
                    rest.is_empty()
                        || rest.starts_with([':', ' '])
                            && (rest.len() < 60 && !line.ends_with('.')
                                || line[..len].contains(' ') && named())
                })
        });
        if labelled && self.page.heads[at].is_none() {
            return true;
        }
        let (_, folded, _) = self.opening(at, 0);
        let heard = self.cues.rules.heard(&folded);
        self.cues.rules.list.iter().zip(&heard).any(|(rule, heard)| rule.closes && rule.is_heard(heard, 0))
    }

    /// The last paragraph of an item, a list of bodies without a sentence: who is sent the decision.
    fn is_tail_list(&self, state: &State, at: usize) -> bool {
        if !matches!(
            state.kind,
            SegmentKind::Decision | SegmentKind::Reservation | SegmentKind::Statement | SegmentKind::Voting
        ) || self.goes_on(at)
        {
            return false;
        }
        let mut end = at;
        while end < self.limit && (end == at || !self.page.begins(end)) {
            let line = self.page.line(end);
            if self.page.heads[end].is_some()
                || line.len() > 60
                || line.ends_with(['.', ',', ':'])
                || !self.page.rows.begins_upper(self.page.content[end])
            {
                return false;
            }
            end += 1;
        }
        let first = self.page.line(at).split([' ', ',', '(']).next().unwrap_or("");
        self.cues.subject.body.end(first) && end >= self.limit && self.page.complete(at - 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::outline;
    use crate::outline::sample::{danish, kinds};
    use crate::record::SegmentKind::{self, Background, Decision, Proposal, Recusal, Reservation, Voting};

    #[test]
    fn undivided_prose_is_parted_where_a_line_ended_early() {
        let text = "Lunde Sogneraads Protokol\n\nTilstede: Jens Vad, Ole Krog, Hans Bæk.\n\n1)\n\
                    Fra Beboerne i Vester Lunde forelaa et Andragende om Grus til Vejen forbi Møllen og videre\n\
                    mod Kirken, hvor Grøften er faldet sammen.\nKrog foreslog at bevilge 200 Kr.\n\
                    Man vedtog at bevilge 200 Kr.\n\n2)\nFra Amtet forelaa en Skrivelse om Regnskabet for det forløbne Aar med\n\
                    Bemærkninger. Den er\nDateret i Maj.\nToges til Efterretning.\n\n3)\nJens Bro søgte om Fritagelse for Skat, da han er syg og har fem Børn.\nBevilgedes.\n";
        let kinds: Vec<_> =
            danish(text).into_iter().filter(|(kind, _)| *kind != SegmentKind::Heading).skip(1).collect();
        assert!(kinds.contains(&(SegmentKind::Proposal, "Krog foreslog".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(SegmentKind::Decision, "Man vedtog".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(SegmentKind::Decision, "Toges til".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(SegmentKind::Decision, "Bevilgedes.".to_owned())), "{kinds:?}");
        assert!(!kinds.iter().any(|(_, words)| words.starts_with("mod Kirken")), "{kinds:?}");
    }

    #[test]
    fn lines_that_each_tell_a_whole_vote_are_votes() {
        let text = "Behandling\nPer Berg (V) fremmet forslag om ny vei.\n\nVotering\nForslaget fra V falt med 3 mot 8 stemmer.\n\
                    Tilleggsforslaget fra SV: Enstemmig vedtatt.\n\nVedtak\nVeien legges om.";
        assert_eq!(kinds(Language::Bokmal, text), [Proposal, Voting, Voting, Decision]);
        // Two sides of one vote, line by line.
        let text = "Behandling\nPer Berg (V) fremmet forslag om ny vei.\n\nVotering\nForslaget fra V ble satt opp mot innstillingen.\n\
                    Innstillingen fikk 8 stemmer.\nForslaget fikk 3 stemmer.\n\nVedtak\nVeien legges om.";
        assert_eq!(kinds(Language::Bokmal, text), [Proposal, Voting, Decision]);
    }

    #[test]
    fn the_heading_of_the_decision_holds_after_the_votes_were_told() {
        let text = "Referat\nHavneudvalget\n\n4. Ny bro\n\nBehandling\nPer Berg (V) foreslog en tunnel.\n\nFor stemte 6, imod stemte 13.\n\n\
                    Udvalgets beslutning:\nVedtaget med 13 stemmer mod 6, at broen bygges.\n\n5. Ny vej\n\nUdvalgets \
                    beslutning:\nUdsat.\n";
        let found: Vec<_> = danish(text).into_iter().map(|(kind, _)| kind).collect();
        assert!(found.windows(3).any(|window| window == [Proposal, Voting, Decision]), "{found:?}");
    }

    #[test]
    fn who_says_why_and_leaves_in_the_next_sentence_is_recused() {
        let text = "Behandling:\n\nKari Vik (H) opplyste at hun er medlem av idrettslagets styre. Hun ble enstemmig \
                    erklært inhabil og fratrådte.\n\nPer Berg (V) fremmet forslag om ny vei.\n\nVedtak\nVeien legges om.";
        assert_eq!(kinds(Language::Bokmal, text), [Recusal, Proposal, Decision]);
        let text = "Fakta i saken:\nKari Vik søker om hytte ved elva. Hun samtykker som grunneier.\n\nVedtak\nSøknaden innvilges.";
        assert_eq!(kinds(Language::Bokmal, text), [Background, Decision]);
    }

    #[test]
    fn what_is_quoted_behind_a_colon_is_said_by_whoever_stands_before_it() {
        let text = "Referat\nHavneudvalget\n\n4. Ny bro\n\nUdvalgets beslutning:\n\nGodkendt.\n\nAnna Berg (V) ønskede følgende \
                    tilført protokollen:\n\"Venstre kan ikke støtte, at broen bygges. Den er for dyr.\"\n\n5. Ny vej\n\nUdvalgets \
                    beslutning:\nUdsat.\n";
        let found: Vec<_> = danish(text).into_iter().map(|(kind, _)| kind).collect();
        assert!(found.contains(&SegmentKind::Statement) && !found.contains(&Reservation), "{found:?}");
    }

    #[test]
    fn who_speaks_under_the_heading_of_the_decision_has_decided_nothing() {
        let text = "Referat\nHavneudvalget\n\n4. Ny bro\n\nUdvalgets beslutning:\n\nAnna Berg (V) takkede forvaltningen for det \
                    gode arbejde.\n\nGodkendt.\n\n5. Ny vej\n\nUdvalgets beslutning:\n\nUdsat.\n";
        let found: Vec<_> = danish(text).into_iter().map(|(kind, _)| kind).collect();
        assert!(found.windows(2).any(|two| two == [SegmentKind::Deliberation, Decision]), "{found:?}");
    }

    #[test]
    fn how_a_vote_ended_may_stand_before_its_votes() {
        let text = "Referat\nHavneudvalget\n\n4. Ny bro\n\nUdvalgets beslutning:\n\nAnna Berg (V) foreslog en tunnel.\n\n\
                    Forslaget falder. For: V og C, i alt 3 stemmer. Imod: A og F, i alt 5 stemmer.\n\nGodkendt.\n\n5. Ny \
                    vej\n\nUdvalgets beslutning:\n\nUdsat.\n";
        let found: Vec<_> = danish(text).into_iter().map(|(kind, _)| kind).collect();
        assert!(found.windows(3).any(|three| three == [Proposal, Voting, Decision]), "{found:?}");
    }

    #[test]
    fn what_is_put_after_a_counsel_begins_the_handling() {
        let text = "Rådmannen si tilråding:\n\nLaget får tilskot med kr 60.000,-.\n\nPer Berg (V) føreslo kr. 85.000,-.\n\n\
                    Framlegget fekk 4 røyster mot 5 og fall.";
        assert_eq!(kinds(Language::Nynorsk, text), [SegmentKind::Recommendation, Proposal, Voting]);
    }

    #[test]
    fn a_heading_of_one_word_over_what_members_put_is_none_of_a_counsel() {
        let item = |text: &str| {
            let text = format!(
                "BERGVIKS KOMMUN\nNämnden\n\n§ 14   Vägen till Lia\n\n{text}\n\nBeslut\nVägen läggs om.\n\n§ 15   Bron\n\nBeslut\nBordläggs.\n"
            );
            let found = outline(&text, Some(Language::Swedish)).segments;
            found.iter().filter(|one| one.item == Some(0)).map(|one| one.kind).nth(1)
        };
        assert_eq!(item("Förslag\nAnna Berg (S) yrkar avslag."), Some(Proposal));
        assert_eq!(item("Förslag\nVägen läggs om."), Some(SegmentKind::Recommendation));
        assert_eq!(item("Förslag\nAnna Berg (S) väljs."), Some(SegmentKind::Recommendation));
    }

    #[test]
    fn the_minutes_end_over_the_names_that_close_them() {
        let text = "Referat\nHavneudvalget\n\n4. Ny bro\n\nUdvalgets beslutning:\n\nGodkendt.\n\n5. Ny vej\n\nUdvalgets beslutning:\n\n\
                    Udsat.\n\nGodkendt, Hvidby Rådhus, den 6. oktober 2008\n\nFrank Lind      Birthe Krag      Hans Tange\n";
        let last = danish(text).pop();
        assert_eq!(last, Some((SegmentKind::Signatures, "Godkendt, Hvidby".to_owned())));
    }

    #[test]
    fn who_leaves_in_the_second_sentence_is_recused() {
        let text = "Per Berg (V) eier naboeiendommen. Han fratrådte som inhabil.\n\nFormannskapet vedtok å selge tomta.";
        assert_eq!(kinds(Language::Bokmal, text), [Recusal, Decision]);
    }

    #[test]
    fn an_abbreviated_title_is_no_sentence_of_its_own() {
        let text = "Behandling:\nRepr. Per Berg (V) foreslo at saken utsettes.\n\nVedtak:\nUtsatt.";
        assert_eq!(kinds(Language::Bokmal, text), [Proposal, Decision]);
    }

    #[test]
    fn talk_alone_is_no_decision() {
        use SegmentKind::Background;
        let text = "Per Berg (V) takket for svaret. Det ble ikke fattet vedtak.";
        assert!(!kinds(Language::Bokmal, text).contains(&Decision));
        let text = "Grunneierne ber om en ny vei til sjøen.\n\nSaken tas til orientering.";
        assert_eq!(kinds(Language::Bokmal, text), [Background, Decision]);
    }

    #[test]
    fn what_bodies_and_members_said_stands_under_their_names() {
        use SegmentKind::Deliberation;
        let text = "Grunneierne ber om vei.\n\nHavnestyret (5 mot 4): Veien legges om.\n\nBehandling\nPer Berg (V): Veien legges ned.\n\n\
            Bergs forslag fikk 3 mot 8.\n\nVeien fikk 7 mot 4.\n\nVedtak\nVeien legges om.";
        let found = kinds(Language::Bokmal, text);
        assert_eq!(found, [Background, SegmentKind::Recommendation, Proposal, Voting, Voting, Decision]);
        let text = "Ordskiftet\nFrå Berg, for Ap og KrF: Nytt punkt 4.\n\nSlik røysta dei\nFire for, seks imot.\n\nDette vart avgjort\nVegen blir.";
        assert_eq!(kinds(Language::Nynorsk, text), [Proposal, Voting, Decision]);
        let text = "Handsaming\nOrdet hadde Berg og Lid.\n\nVedtak\nVegen blir.";
        assert_eq!(kinds(Language::Nynorsk, text), [Deliberation, Decision]);
    }

    #[test]
    fn counsel_of_several_bodies_stands_before_the_handling() {
        let text = "Formannskapet hadde tilrådd at veien blev bygget med 6 mot 3 stemmer.\n\nVeistyret hadde krevd en bro i stedet.\n\nPer Berg \
            foreslo at saken utsettes.\n\nBystyret vedtok å utsette saken.";
        let text =
            format!("KOLSUND KOMMUNE\nBystyret\n\nSak 1/34   Vei\n\n{text}\n\nSak 2/34   Bro\n\nUtsatt.\n");
        let found = outline(&text, Some(Language::Bokmal)).segments;
        let found: Vec<_> =
            found.iter().filter(|one| one.item == Some(0)).map(|one| one.kind).skip(1).collect();
        assert_eq!(found, [SegmentKind::Recommendation, SegmentKind::Recommendation, Proposal, Decision]);
    }

    #[test]
    fn prose_without_headings_is_told_apart_by_who_does_what() {
        let text = "Veistyret tilrår at veien legges om.\n\nPer Berg (V) foreslo at saken går tilbake til veistyret.\n\n\
            Forslaget fikk 2 stemmer og falt.\n\nFormannskapet innstiller på avslag.\n\n\
            Per Berg (V) krevde protokollført at han er uenig.";
        let found = kinds(Language::Bokmal, text);
        assert_eq!(found[1..], [Proposal, Voting, Decision, Reservation]);
        let text = "Per Berg (V) er bror til søkeren og trådte ut.\n\nFormannskapet vedtok å selge tomta.";
        assert_eq!(kinds(Language::Bokmal, text), [Recusal, Decision]);
        // Another body's decision is none of ours.
        let text = "Skolestyret vedtok å bygge i fjor vår, og tomta ble kjøpt.\n\nSaken utsettes.";
        assert_eq!(kinds(Language::Bokmal, text), [Background, Decision]);
    }
}
