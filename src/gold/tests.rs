//! The format by example, and what is refused with its line.

use super::{Error, Gold};
use crate::language::Language;
use crate::record::{EntityValue, Fate, Outcome, ProposalKind, SegmentKind, VoteMethod};

const HEAD: &str =
    r#"<doc lang="sv" type="minutes" country="SE" municipality="1480" body="Valnämnden" date="2023-05-04">"#;

fn within(body: &str) -> String {
    format!("{HEAD}\n{body}\n</doc>\n")
}

fn parse(body: &str) -> Gold {
    Gold::parse(&within(body)).unwrap_or_else(|error| panic!("{error}"))
}

/// The error of a document whose second line is the first of `body`.
fn error(body: &str) -> (usize, String) {
    let Error { line, message } = Gold::parse(&within(body)).unwrap_err();
    (line, message)
}

fn words(gold: &Gold) -> Vec<&str> {
    gold.entities.iter().map(|entity| &gold.text[entity.range.clone()]).collect()
}

#[test]
fn tags_leave_the_text_as_it_is_printed() {
    let gold = parse("<seg t=\"cover\">\nValnämnden   &lt;1&gt; &amp; &#167;\n\n  2023\n</seg>");
    // A line of tags alone is no line of the text; the end of the file after the last tag is one.
    assert_eq!(gold.text, "Valnämnden   <1> & §\n\n  2023\n\n");
    assert_eq!(&gold.text[gold.segments[0].range.clone()], "Valnämnden   <1> & §\n\n  2023\n");
}

#[test]
fn the_head_is_read_in_the_terms_of_the_record() {
    let head = parse("").head;
    assert_eq!(head.language, Language::Swedish);
    assert_eq!(head.municipality.as_deref(), Some("SE-1480"));
    assert_eq!((head.body.as_deref(), head.date.as_deref()), (Some("Valnämnden"), Some("2023-05-04")));
    assert_eq!(head.start, None);
}

#[test]
fn an_entity_runs_over_a_line_end() {
    let body = "<seg t=\"background\">\nSom <e t=\"person\" party=\"S\">Anna\nBerg-</e>, och <e t=\"law\" norm=\"kommunallagen 5:6\">5 kap.\n6 §</e>\n</seg>";
    let gold = parse(body);
    assert_eq!(words(&gold), ["Anna\nBerg-", "5 kap.\n6 §"]);
    assert_eq!(gold.entities[0].value, EntityValue::Person { party: Some("S".into()), role: None });
}

#[test]
fn an_entity_runs_over_a_page_break() {
    let gold = parse("<seg t=\"background\">\ni <e t=\"place\">Norra\n<pb/>\nHamnen</e> nu\n</seg>");
    assert_eq!(words(&gold), ["Norra\n\u{c}\nHamnen"]);
    assert_eq!(gold.text.matches('\u{c}').count(), 1);
}

#[test]
fn a_segment_goes_on_after_furniture() {
    let body = "<item no=\"§ 3\" title=\"Val\" case=\"V 1/23\">\n<seg t=\"decision\" outcome=\"elected\" unanimous=\"1\">\nNämnden väljer\n</seg>\n<seg t=\"furniture\">\nSida 2\n</seg>\n<pb/>\n<seg t=\"decision\" cont=\"1\">\nAnna Berg.\n</seg>\n</item>";
    let gold = parse(body);
    let kinds: Vec<_> = gold.segments.iter().map(|segment| (segment.kind, segment.continues)).collect();
    let (decision, furniture) = (SegmentKind::Decision, SegmentKind::Furniture);
    assert_eq!(kinds, [(decision, false), (furniture, false), (decision, true)]);
    assert!(gold.segments.iter().all(|segment| segment.item == Some(0)));
    assert_eq!((gold.segments[0].outcome, gold.segments[0].unanimous), (Some(Outcome::Elected), true));
    let item = &gold.items[0];
    assert_eq!((item.number.as_deref(), item.case.as_deref()), (Some("§ 3"), Some("V 1/23")));
    assert!(gold.text[item.range.clone()].ends_with("Anna Berg.\n"));
}

#[test]
fn facts_of_segments_are_typed() {
    let body = "<item no=\"1\">\n<seg t=\"proposal\" by=\"Anna Berg (S); Bo Ek (V)\" kind=\"addition\" fate=\"rejected\">\na\n</seg>\n<seg t=\"voting\" method=\"roll_call\" for=\"12\" against=\"9\">\nb\n</seg>\n</item>";
    let gold = parse(body);
    assert_eq!(gold.segments[0].by, ["Anna Berg (S)", "Bo Ek (V)"]);
    assert_eq!(gold.segments[0].proposal, Some(ProposalKind::Addition));
    assert_eq!(gold.segments[0].fate, Some(Fate::Rejected));
    let vote = &gold.segments[1];
    assert_eq!(
        (vote.method, vote.yes, vote.no, vote.abstain),
        (Some(VoteMethod::RollCall), Some(12), Some(9), None)
    );
}

#[test]
fn comments_and_declarations_are_no_text_and_keep_the_lines() {
    let source = format!(
        "\u{FEFF}<?xml version=\"1.0\"?>\r\n{HEAD}\r\n<!-- two\r\nlines -->\r\n<seg t=\"cover\">\r\na<!-- x -->b\r\n</seg>\r\n<oops>\r\n</doc>\r\n"
    );
    assert_eq!(Gold::parse(&source).unwrap_err().line, 8);
    let gold = Gold::parse(&source.replace("<oops>\r\n", "")).unwrap();
    assert_eq!(gold.text.trim_end(), "ab");
}

#[test]
fn a_comment_alone_on_its_lines_is_no_line_of_the_text() {
    let gold = parse(
        "<seg t=\"cover\">\na\n<!-- x -->\nb\n  <!-- y\nz -->  \n\nc <!-- w -->\nd\n</seg>\n<!-- end -->",
    );
    assert_eq!(gold.text, "a\nb\n\nc \nd\n\n");
}

#[test]
fn letters_are_composed_as_in_every_text_that_is_read() {
    let gold = parse("<seg t=\"cover\">\nVa\u{308}xjo&#776; <e t=\"place\">A\u{30A}by</e>\n</seg>");
    assert_eq!(gold.text.trim_end(), "Växjö Åby");
    assert_eq!(words(&gold), ["Åby"]);
}

#[test]
fn dates_may_be_short_and_codes_have_their_country() {
    let gold = parse(
        "<seg t=\"cover\">\n<e t=\"date\" iso=\"1987\">a</e> <e t=\"date\" iso=\"1987-02\">b</e> <e t=\"municipality\" code=\"FI-091\">c</e> <e t=\"municipality\" code=\"\">d</e>\n</seg>",
    );
    assert_eq!(gold.entities[1].value, EntityValue::Date { iso: Some("1987-02".into()) });
    assert_eq!(gold.entities[3].value, EntityValue::Municipality { code: None });
}

#[test]
fn a_head_that_no_record_can_agree_with_is_refused() {
    for (from, to, says) in [
        ("2023-05-04", "4.5.2023", "YYYY-MM-DD"),
        ("2023-05-04", "2023-13-04", "YYYY-MM-DD"),
        ("2023-05-04", "2023-05", "YYYY-MM-DD"),
        ("date=\"2023", "start=\"half past six\" date=\"2023", "HH:MM"),
        ("date=\"2023", "end=\"18.30\" date=\"2023", "HH:MM"),
        ("country=\"SE\" ", "", "with its country"),
        ("\"1480\"", "\"Göteborg\"", "with its country"),
        ("\"1480\"", "\"148\"", "with its country"),
        ("country=\"SE\"", "country=\"XX\"", "SE, DK, NO or FI"),
    ] {
        let source = within("").replace(from, to);
        assert_ne!(source, within(""));
        let Error { line, message } = Gold::parse(&source).unwrap_err();
        assert!(line == 1 && message.contains(says), "{to}: {message}");
    }
}

#[test]
fn what_is_malformed_is_refused_with_its_line() {
    let cases: &[(&str, usize, &str)] = &[
        ("<seg t=\"cover\">\na & b\n</seg>", 3, "&amp;"),
        ("<seg t=\"cover\">\na < b\n</seg>", 3, "&lt;"),
        ("<seg t=\"cover\">\na &nbsp; b\n</seg>", 3, "&nbsp;"),
        ("<seg t=\"cover\">\na\n", 5, "</doc> closes <seg>, opened on line 2"),
        ("<seg t=\"cover\">\n<e t=\"date\">1 maj\n</seg>", 4, "closes <e>"),
        ("</seg>", 2, "</seg> closes <doc>"),
        ("<seg>\na\n</seg>", 2, "needs t="),
        ("<seg t=\"decison\">\na\n</seg>", 2, "decison"),
        ("<seg t=\"decision\" outcome=\"accepted\">\na\n</seg>", 2, "accepted"),
        ("<seg t=\"cover\" outcom=\"approved\">\na\n</seg>", 2, "no attribute outcom"),
        ("<seg t=\"voting\" for=\"twelve\">\na\n</seg>", 2, "whole number"),
        ("<seg t=\"cover\" t=\"cover\">\na\n</seg>", 2, "twice"),
        ("<seg t=cover>\na\n</seg>", 2, "not quoted"),
        ("<seg t=\"cover\">\n<e t=\"money\" amount=\"1,5\">1,5</e>\n</seg>", 3, "plain number"),
        ("<seg t=\"cover\">\n<e t=\"thing\">a</e>\n</seg>", 3, "thing"),
        ("<seg t=\"cover\">\n<e t=\"place\"> </e>a\n</seg>", 3, "without words"),
        ("<seg t=\"cover\">\na\n<seg t=\"other\">\n", 4, "may not stand in <seg>"),
        ("<e t=\"place\">a</e>", 2, "may not stand in <doc>"),
        ("<seg t=\"cover\">\na\n</seg>\n\nb", 6, "outside a segment"),
        ("<seg t=\"cover\">\na <pb/> b\n</seg>", 3, "line of its own"),
        ("<seg t=\"cover\"\n>\na\n</seg>", 2, "does not end on its line"),
        ("<para>\n</para>", 2, "no tag of this format"),
        ("<seg t=\"cover\"/>", 2, "is empty"),
        ("<!-- never ends", 2, "comment"),
        ("<!-- a -->\n<seg t=\"cover\">\na & b\n</seg>", 4, "&amp;"),
        ("a <seg t=\"cover\">\na\n</seg>", 2, "<seg> must stand on a line of its own"),
        ("<seg t=\"cover\">\na</seg>", 3, "</seg> must stand on a line of its own"),
        ("<item><seg t=\"cover\">\na\n</seg>\n</item>", 2, "<item> must stand on a line of its own"),
        ("<seg t=\"cover\">\n<e t=\"date\" iso=\"4/5 23\">a</e>\n</seg>", 3, "YYYY-MM"),
        ("<seg t=\"cover\">\n<e t=\"municipality\" code=\"Göteborg\">a</e>\n</seg>", 3, "with its country"),
        ("<seg t=\"cover\">\n<e t=\"money\" amount=\"1\" currency=\"kr\">a</e>\n</seg>", 3, "three capitals"),
        (
            "<item>\n<seg t=\"proposal\" outcome=\"approved\">\na\n</seg>\n</item>",
            3,
            "outcome= is for decision",
        ),
        ("<item>\n<seg t=\"proposal\" for=\"3\">\na\n</seg>\n</item>", 3, "for= is for voting"),
        ("<item>\n<seg t=\"decision\" by=\"A\">\na\n</seg>\n</item>", 3, "by= is for recommendation"),
        ("<item>\n<seg t=\"decision\" cont=\"1\">\na\n</seg>\n</item>", 3, "no segment of this kind before"),
        ("<seg t=\"decision\" outcome=\"noted\">\na\n</seg>", 2, "into an <item>"),
        ("<seg t=\"cover\">\n&#0;\n</seg>", 3, "&#0;"),
        ("<seg t=\"cover\">\n\na\u{0}\n</seg>", 4, "control character"),
    ];
    for (body, line, says) in cases {
        let (at, message) = error(body);
        assert_eq!(at, *line, "{body}: {message}");
        assert!(message.contains(says), "{body}: {message}");
    }
}

#[test]
fn a_document_that_is_none_is_refused() {
    let parse = |source: &str| Gold::parse(source).unwrap_err();
    assert_eq!(parse("").message, "there is no <doc>");
    assert_eq!(parse("<doc lang=\"sv\">\n</doc>").line, 1);
    assert!(parse("<doc lang=\"fi\" type=\"minutes\">\n</doc>").message.contains("fi"));
    assert_eq!(parse(HEAD).message, "<doc> is never closed");
    assert_eq!(parse(&format!("{}{HEAD}", within(""))).message, "<doc> may not stand here");
}
