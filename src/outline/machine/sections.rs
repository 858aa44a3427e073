//! What a heading does to the state: it opens a segment, waits for its first one, or only names the body.

use super::{State, Walk};
use crate::outline::cues::{HANDLING, TRAIL};
use crate::outline::headings::is_stamp;
use crate::outline::heads::{Head, How};
use crate::outline::prose::{is_list_point, label};
use crate::record::SegmentKind;
use crate::text::{Repaired, Span};

/// What an item held before a heading.
#[derive(Clone, Copy)]
pub(super) struct Above {
    /// The meeting's own handling has begun.
    pub(super) handled: bool,
    /// The item has a heading for this body's decision somewhere.
    pub(super) decided: bool,
    /// The section of the heading before.
    pub(super) last_head: Option<usize>,
    /// Text stands between it and this one.
    pub(super) text_since_head: bool,
}

impl Walk<'_, '_> {
    /// Whether a row is a heading of this body's decision.
    pub(super) fn decides(&self, at: usize) -> bool {
        let Some(head) = &self.page.heads[at] else { return false };
        let section = &self.cues.sections[head.section];
        section.decides() && !self.foreign(head, section.organ)
    }

    /// A heading changes the state.
    pub(super) fn enter(
        &mut self,
        state: &mut State,
        head: &Head,
        at: usize,
        Above { handled, decided, last_head, text_since_head }: Above,
    ) {
        let section = &self.cues.sections[head.section];
        let foreign = self.foreign(head, section.organ);
        if state.quoted && head.organ.is_none() {
            if self.own_record(at) {
                self.quoted_head(state, head);
                return;
            }
            state.quoted = false;
        }
        let words = Some(self.page.rows.span(self.page.content[at], 0, head.len.min(110)));
        // Of two headings with nothing between them, the second only names the body: "Förslag till beslut" over
        // "Kommunstyrelsens beslut".
        if !text_since_head
            && let Some(last) = last_head
            && state.kind == SegmentKind::Recommendation
            && self.cues.sections[last].kind == Some(SegmentKind::Recommendation)
            && section.kind == Some(SegmentKind::Decision)
        {
            return;
        }
        let bare_above = !text_since_head && state.draft.is_some();
        // "Beslut" over "Nämnden föreslår att kommunfullmäktige beslutar": the second is its first line.
        if bare_above
            && !state.history
            && state.kind == SegmentKind::Decision
            && section.kind == Some(SegmentKind::Decision)
            && head.organ.is_some()
        {
            return;
        }
        let own_turn = (section.id == TRAIL && self.is_last_of_trail(at)).then(|| self.handling()).flatten();
        let section = own_turn.map_or(section, |own| &self.cues.sections[own]);
        state.section = Some(own_turn.unwrap_or(head.section));
        state.labelled = false;
        state.history = false;
        state.quoted = false;
        let Some(kind) = section.kind else {
            if foreign {
                state.history = true;
                // A record of a whole meeting has headings of its own; a line of what was decided has none.
                state.quoted = section.rest != Some(SegmentKind::Decision);
                let kind = self.trail_kind(at);
                self.start(state, kind, "history", words);
                return;
            }
            // A mixed section: the heading waits for the first segment in it.
            state.pending = Some(state.pending.unwrap_or(at));
            state.draft = None;
            state.finished = false;
            state.kind = section.rest.unwrap_or(SegmentKind::Other);
            return;
        };
        if section.id == TRAIL {
            let kind = if self.asks_here(at) { SegmentKind::Recommendation } else { SegmentKind::Background };
            if state.draft.is_none() || state.kind != kind || kind != SegmentKind::Background {
                self.start(state, kind, section.id.as_str(), words);
            }
            return;
        }
        let mut kind = match section.after_handling {
            Some(after) if handled => after,
            _ => kind,
        };
        if foreign && kind == SegmentKind::Decision {
            kind = self.trail_kind(at);
            state.history = true;
        }
        // What the meeting's own body proposes to the one above it is its decision, where it has no other.
        if kind == SegmentKind::Recommendation && !decided && self.proposes_upward(head, at) {
            kind = SegmentKind::Decision;
        }
        // "Formannskapets innstilling: Som rådmannens." after the handling: what the meeting's own body came to.
        let own = head.organ.as_deref().is_some_and(|named| self.names_own(named) == Some(true));
        if kind == SegmentKind::Recommendation && !decided && own && self.was_put(SegmentKind::Proposal) {
            kind = SegmentKind::Decision;
        }
        // "Omröstningsresultat" after a vote that was called for and has none yet; under the heading that opened that vote
        // stands another one.
        if kind == SegmentKind::Voting && state.kind == kind && state.called && !self.opens_anew(state, words)
        {
            return;
        }
        // One list of the same kind goes on; a heading over a heading of the same kind is one segment.
        let same = state.draft.is_some() && state.kind == kind;
        if same && (!section.each || bare_above) {
            return;
        }
        if bare_above
            && last_head.is_some_and(|last| self.cues.sections[last].handling)
            && (section.handling || matches!(state.kind, SegmentKind::Proposal | SegmentKind::Voting))
            && state.pending.is_none()
        {
            // "Behandling" over "Yrkanden": both open the first segment.
            if let Some(draft) = state.draft {
                self.out.drafts[draft].kind = kind;
                state.kind = kind;
                return;
            }
        }
        self.start(state, kind, section.id.as_str(), words);
    }

    /// Whether the item has a segment of a kind already.
    pub(super) fn was_put(&self, kind: SegmentKind) -> bool {
        self.out.drafts.iter().any(|draft| draft.item == self.item && draft.kind == kind)
    }

    /// Whether the record of the meeting's own body begins further down in the item.
    fn own_record(&self, at: usize) -> bool {
        (at + 1..self.limit).any(|later| {
            self.page.heads[later].as_ref().is_some_and(|head| {
                let section = &self.cues.sections[head.section];
                section.kind.is_none()
                    && section.organ
                    && head.organ.is_some()
                    && self.organ.is_some()
                    && !self.foreign(head, section.organ)
            })
        })
    }

    /// A heading without a body inside the record of another body, whose own stands further down: what they recommended, or
    /// the course of their meeting.
    fn quoted_head(&mut self, state: &mut State, head: &Head) {
        let kind = match self.cues.sections[head.section].kind {
            Some(SegmentKind::Recommendation | SegmentKind::Decision) => SegmentKind::Recommendation,
            _ => SegmentKind::Background,
        };
        if state.kind != kind {
            self.start(state, kind, "history", None);
        }
        state.history = true;
    }

    /// "Byrådet: Anna Lund foreslog …" after what others counselled: the meeting's own body is named before what it did. The
    /// section of its handling, and the length of the label.
    pub(super) fn own_turn(&self, state: &State, at: usize) -> Option<(usize, usize)> {
        let before = matches!(
            state.kind,
            SegmentKind::Background
                | SegmentKind::Recommendation
                | SegmentKind::Recusal
                | SegmentKind::Proposal
        );
        if !(state.history || before) {
            return None;
        }
        let line = self.page.line(at);
        let label = label(line)?.len();
        // A label with a day or the like is a heading of the tables; this is the bare name.
        let bare = label + 1 < line.len() && !line[..label].contains([' ', ',', '(']);
        if !bare || self.label_is_own(line) != Some(true) {
            return None;
        }
        Some((self.handling()?, label + 1))
    }

    /// The tables' section of the meeting's handling.
    fn handling(&self) -> Option<usize> {
        self.cues.sections.iter().position(|section| section.id == HANDLING)
    }

    /// "Stadsfullmäktige 18.6.2018 § 51" after "Stadsstyrelsen 4.6.2018 § 201": in the trail of a case, the meeting's own turn is last,
    /// unless what it is to decide stands under it. Where it bears the item's own number, nothing else is asked.
    fn is_last_of_trail(&self, at: usize) -> bool {
        let line = self.page.line(at);
        if self.number.is_some_and(|own| is_stamp(line, own)) {
            return true;
        }
        let body = line.split_once(|c: char| c.is_ascii_digit()).map_or(line, |(body, _)| body.trim_end());
        let trails = |k: usize| {
            self.page.heads[k].as_ref().is_some_and(|head| self.cues.sections[head.section].id == TRAIL)
        };
        let counsel = at + 1 < self.limit
            && self.page.heads[at + 1].as_ref().is_some_and(|head| {
                self.cues.sections[head.section].kind == Some(SegmentKind::Recommendation)
            });
        self.names_own(body) == Some(true) && !counsel && !(at + 1..self.limit).any(trails)
    }

    /// Whether what reads as a heading of proposals is a line of the report of votes: "Forslag nr. 2 (V, H):" under "Votering".
    pub(super) fn reports(&self, state: &State, head: &Head, at: usize) -> bool {
        // "Ja = bifall till nämndens förslag" says what a yes means.
        let equates = self.page.line(at).contains(" = ");
        let voting = equates || self.is_under(state, SegmentKind::Voting);
        let line = self.page.line(at);
        let asks = matches!(
            self.cues.sections[head.section].kind,
            Some(SegmentKind::Proposal | SegmentKind::Recommendation)
        );
        voting
            && head.how == How::Pattern
            && (equates && asks
                || self.cues.sections[head.section].kind == Some(SegmentKind::Proposal)
                    && (line.contains(|c: char| c.is_ascii_digit()) || head.len < line.len()))
    }

    /// Whether the current section holds nothing but what a kind is.
    pub(super) fn is_under(&self, state: &State, kind: SegmentKind) -> bool {
        state.section.is_some_and(|section| self.cues.sections[section].kind == Some(kind))
    }

    /// Whether what reads as a heading is an entry of a list of annexes: "- Brev fra ministeriet".
    pub(super) fn is_entry(&self, state: &State, head: &Head, at: usize) -> bool {
        let listed = self.is_under(state, SegmentKind::Attachments);
        let exact = head.how == How::Exact && self.cues.sections[head.section].id != TRAIL;
        // "Arbetsutskottets förslag 2021-04-20, § 88" straight under "Beslutsunderlag".
        let line = self.page.line(at);
        let first = at > 0 && self.page.is_head(at - 1) && line.bytes().any(|byte| byte.is_ascii_digit());
        listed && !exact && (is_list_point(line) || !self.page.begins(at) || first)
    }

    /// Whether a heading reads as the one that opened the current segment, or there is no segment.
    fn opens_anew(&self, state: &State, words: Option<Span<Repaired>>) -> bool {
        let Some(draft) = state.draft else { return true };
        let read = |span: Span<Repaired>| span.of(self.page.rows.text);
        self.out.drafts[draft].words.zip(words).is_some_and(|(opened, now)| read(opened) == read(now))
    }

    /// Whether an earlier body's part asks this one for a decision: it is the last before the meeting's own, no
    /// proposal has a heading of its own, and its words ask.
    fn asks_here(&self, at: usize) -> bool {
        let later = (at + 1..self.limit).filter_map(|k| self.page.heads[k].as_ref());
        for head in later {
            let section = &self.cues.sections[head.section];
            if section.id == TRAIL || section.kind == Some(SegmentKind::Recommendation) {
                return false;
            }
            if section.handling || section.kind == Some(SegmentKind::Decision) {
                break;
            }
        }
        self.trail_kind(at) == SegmentKind::Recommendation
    }

    /// What another body's earlier decision is to this one: a recommendation if it asks for something.
    fn trail_kind(&self, at: usize) -> SegmentKind {
        let mut end = at + 1;
        while end < self.limit && self.page.heads[end].is_none() {
            end += 1;
        }
        // "Anbefales." alone on the next line reads as a heading.
        let headed = end == at + 1
            && end < self.limit
            && self.page.heads[end].as_ref().is_some_and(|head| {
                self.cues.sections[head.section].kind == Some(SegmentKind::Recommendation)
                    && self.page.rows.ends_sentence(self.page.content[end])
            });
        let end = end + usize::from(headed);
        let asks = (at..end).any(|k| self.says([self.cues.rules.trail_recommends], k) == [true]);
        if asks { SegmentKind::Recommendation } else { SegmentKind::Background }
    }
}

#[cfg(test)]
mod tests {
    use crate::outline::sample::danish;
    use crate::record::SegmentKind;

    #[test]
    fn what_happened_at_the_meeting_holds_proposals_and_votes() {
        let text = "Referat fra mødet i Udvalget\n\n4. Ny bro\n\nDet handler sagen om\nBroen er gammel.\n\nDirektionen råder udvalget til\nat  \
                    rive broen.\n\nSådan gik det på mødet\nPer Vad foreslog en tunnel.\n\nTo var for, fire imod.\n\nDet blev til\nBroen rives.\n\n\
                    5. Ny vej\n\nDet blev til\nUdsat.\n";
        let kinds: Vec<_> = danish(text).into_iter().map(|(kind, _)| kind).collect();
        let wanted = [
            SegmentKind::Background,
            SegmentKind::Recommendation,
            SegmentKind::Proposal,
            SegmentKind::Voting,
            SegmentKind::Decision,
        ];
        assert!(kinds.windows(5).any(|window| window == wanted), "{kinds:?}");
    }

    #[test]
    fn our_own_body_named_before_what_it_did_ends_what_others_counselled() {
        use SegmentKind::{Decision, Proposal, Recommendation, Voting};
        let item = |number: u32| {
            format!(
                "Ad. {number}   Ny vej\n\nVejudvalget, 11.8.1998: Indstiller, at vejen bygges.\n\nØkonomiudvalget, 18.8.1998: Anbefales.\n\n\
                 Byrådet: Anna Vad (V) foreslog, at vejen ikke bygges.\n\nForslaget forkastedes med 9 stemmer mod 2.\n\n\
                 Indstillingen godkendtes.\n\n"
            )
        };
        let text =
            format!("Lunde Kommune\nByrådet\nBeslutningsprotokol\n\n{}{}{}", item(1), item(2), item(3));
        let kinds: Vec<_> = danish(&text).into_iter().map(|(kind, _)| kind).collect();
        let wanted = [Recommendation, Recommendation, Proposal, Voting, Decision];
        assert_eq!(kinds.windows(5).filter(|window| *window == wanted).count(), 3, "{kinds:?}");
    }

    #[test]
    fn the_record_of_another_bodys_meeting_keeps_its_headings_to_itself() {
        use crate::language::Language;
        use crate::outline::outline;
        use SegmentKind::{Background, Decision, Proposal, Recommendation, Voting};
        let text = "KOLSUND KOMMUNE\nKommunestyret\n\nPS 23/18 Ny bru\n\nSaksprotokoll i Formannskapet - 10.04.2018\n\nBehandling:\nEva \
                    Lid (H) fremmet forslag om ferje.\n\nInnstilling:\nBrua bygges.\n\nSaksprotokoll i Kommunestyret - \
                    24.04.2018\n\nBehandling:\nPer Dal (V) fremmet følgende forslag: Brua utgår.\n\nVotering:\nForslaget fikk 3 \
                    stemmer og falt.\n\nVedtak:\nBrua bygges.\n\nPS 24/18 Ny vei\n\nVedtak:\nUtsatt.\n";
        let found = outline(text, Some(Language::Bokmal)).segments;
        let kinds: Vec<_> =
            found.iter().filter(|one| one.item == Some(0)).map(|one| one.kind).skip(1).collect();
        assert_eq!(kinds, [Background, Recommendation, Proposal, Voting, Decision]);
    }

    #[test]
    fn entries_of_lists_and_lines_of_reports_are_no_headings() {
        use crate::language::Language;
        use crate::outline::sample::kinds;
        use SegmentKind::{Attachments, Decision, Proposal, Voting};
        let text = "Behandling\nPer Berg (V) fremmet forslag nr. 1: Ny vei.\n\nVotering\nForslag nr. 1 (V): For 3. Mot 8. Falt.\n\n\
                    Vedtak\nVeien legges om.";
        assert_eq!(kinds(Language::Bokmal, text), [Proposal, Voting, Decision]);
        let text = "BERGA KOMMUN\nKommunstyrelsen\n\n§ 9 Bron\n\nBeslut\nBron lagas.\n\nBeslutsunderlag\nArbetsutskottets förslag \
                    2021-04-20, § 88\nKarta över bron\n\n§ 10 Vägen\n\nBeslut\nVägen lagas.\n";
        let found = crate::outline::outline(text, Some(Language::Swedish)).segments;
        let found: Vec<_> =
            found.iter().filter(|one| one.item == Some(0)).map(|one| one.kind).skip(1).collect();
        assert_eq!(found, [Decision, Attachments]);
    }

    #[test]
    fn another_body_with_its_day_recommends_and_our_own_decides() {
        let text = "Referat fra mødet i Byrådet\n\n4. Ny bro\n\nSagsfremstilling\nBroen er gammel.\n\nUdvalget for By og Havn den 3. maj 2011\n\
                    Anbefales.\n\nØkonomiudvalget, den 9. maj 2011, pkt. 12:\nTiltrådt.\n\nByrådet den 16. maj 2011\nGodkendt.\n\n\
                    5. Ny vej\n\nBeslutning\nUdsat.\n";
        let kinds: Vec<_> = danish(text)
            .into_iter()
            .filter(|(kind, _)| matches!(kind, SegmentKind::Recommendation | SegmentKind::Decision))
            .collect();
        assert_eq!(
            kinds,
            [
                (SegmentKind::Recommendation, "Udvalget for".to_owned()),
                (SegmentKind::Recommendation, "Økonomiudvalget, den".to_owned()),
                (SegmentKind::Decision, "Byrådet den".to_owned()),
                (SegmentKind::Decision, "Beslutning Udsat.".to_owned()),
            ]
        );
    }
}
