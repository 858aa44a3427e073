//! What is personal in the text: where it stands, and what a reader should know of it. No number is repeated.

use crate::personal::{Personal, name};
use crate::record::{PersonalData, PersonalDataKind, Warning};
use crate::text::{CodePoints, Repaired};

/// Where something personal stands.
pub(super) fn places(found: &[Personal<Repaired>], points: &CodePoints<'_>) -> Vec<PersonalData> {
    let place = |one: &Personal<Repaired>| PersonalData {
        kind: one.kind,
        start: points.at(one.span.start()),
        end: points.at(one.span.end()),
        confidence: super::rounded(one.confidence.into()),
    };
    found.iter().map(place).collect()
}

/// A warning for each number of a person; one for all telephone numbers and one for all addresses, which stand at the foot of
/// many a page.
pub(super) fn warnings(found: &[PersonalData], masked: bool) -> Vec<Warning> {
    let advice = if masked { "masked" } else { "--mask personal-ids masks it" };
    let warning = |one: &PersonalData, message: String| Warning {
        code: "personal_data".into(),
        message,
        start: Some(one.start),
        end: Some(one.end),
    };
    let ways = [PersonalDataKind::Phone, PersonalDataKind::Email];
    let mut out: Vec<Warning> = found
        .iter()
        .filter(|one| !ways.contains(&one.kind))
        .map(|one| {
            let doubt = if one.confidence < 0.9 { ", by its form and the words beside it only" } else { "" };
            warning(one, format!("{}{doubt}: {advice}", name(one.kind)))
        })
        .collect();
    for kind in ways {
        let mut of_kind = found.iter().filter(|one| one.kind == kind);
        if let Some(first) = of_kind.next() {
            let others = match of_kind.count() {
                0 => String::new(),
                others => format!(" here, and {others} more in personal_data"),
            };
            out.push(warning(first, format!("{}{others}: {advice}", name(kind))));
        }
    }
    out
}
