//! From marked lines to text and facts.

use super::markup::{Piece, Source, pieces};
use super::{Entity, Error, Gold, Head, Item, Segment};
use crate::language::Language;
use crate::record::{EntityValue, SegmentKind};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

/// An element that is still open.
enum Open {
    Doc,
    Item,
    /// Index into the segments.
    Segment(usize),
    /// What it will be, and its first byte.
    Entity(EntityValue, usize),
}

impl Open {
    const fn name(&self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Item => "item",
            Self::Segment(_) => "seg",
            Self::Entity(..) => "e",
        }
    }
}

#[derive(Default)]
struct Reader {
    head: Option<Head>,
    text: String,
    items: Vec<Item>,
    segments: Vec<Segment>,
    entities: Vec<Entity>,
    /// Open elements, with the lines of their tags.
    open: Vec<(Open, usize)>,
    item: Option<usize>,
}

pub(super) fn read(file: &str) -> Result<Gold, Error> {
    let source = Source::new(file)?;
    let mut reader = Reader::default();
    let mut last = 1;
    for (number, line) in source.lines() {
        reader.line(number, line)?;
        last = number;
    }
    if let Some((open, line)) = reader.open.last() {
        return Err(Error::new(*line, format!("<{}> is never closed", open.name())));
    }
    let head = reader.head.ok_or_else(|| Error::new(last, "there is no <doc>"))?;
    let Reader { text, items, segments, entities, .. } = reader;
    Ok(Gold { head, text, items, segments, entities })
}

impl Reader {
    /// Takes one line. A line that holds only tags is no line of the text.
    fn line(&mut self, number: usize, line: &str) -> Result<(), Error> {
        let mut found = pieces(line, number)?;
        let blank = |piece: &Piece<'_>| matches!(piece, Piece::Text(text) if text.trim().is_empty());
        let is_text = |piece: &Piece<'_>| matches!(piece, Piece::Text(_));
        let only_tags = found.iter().any(|piece| !is_text(piece))
            && found.iter().all(|piece| !is_text(piece) || blank(piece));
        let breaks = found.contains(&Piece::Break);
        let block = found.iter().find_map(|piece| match piece {
            Piece::Break => Some("<pb/>".to_owned()),
            Piece::Open(name, _) if *name != "e" => Some(format!("<{name}>")),
            Piece::Close(name) if *name != "e" => Some(format!("</{name}>")),
            _ => None,
        });
        let tags = found.iter().filter(|piece| !is_text(piece)).count();
        if let Some(block) = block.filter(|_| !only_tags || tags > 1) {
            return Err(Error::new(number, format!("{block} must stand on a line of its own")));
        }
        if only_tags {
            while found.last().is_some_and(blank) {
                found.pop();
            }
            let begin = found.iter().take_while(|piece| blank(piece)).count();
            found.drain(..begin);
        }
        for piece in found {
            match piece {
                Piece::Text(text) => {
                    if !text.trim().is_empty() && !self.inside_segment() {
                        return Err(Error::new(number, "text outside a segment: put it into a <seg>"));
                    }
                    self.text.push_str(&text);
                }
                Piece::Break => self.text.push('\u{c}'),
                Piece::Open(name, attributes) => {
                    let attributes = Attributes { tag: name, line: number, left: attributes };
                    self.open(name, attributes)?;
                }
                Piece::Close(name) => self.close(name, number)?,
            }
        }
        if breaks || !only_tags {
            self.text.push('\n');
        }
        Ok(())
    }

    fn inside_segment(&self) -> bool {
        self.open.iter().any(|(open, _)| matches!(open, Open::Segment(_)))
    }

    fn open(&mut self, name: &str, mut attributes: Attributes<'_>) -> Result<(), Error> {
        let line = attributes.line;
        let within = self.open.last().map(|(open, _)| open.name());
        let may = match name {
            "doc" => within.is_none() && self.head.is_none(),
            "item" => within == Some("doc"),
            "seg" => matches!(within, Some("doc" | "item")),
            "e" => within == Some("seg"),
            _ => {
                return Err(Error::new(
                    line,
                    format!("<{name}> is no tag of this format: doc, item, seg, e, pb"),
                ));
            }
        };
        if !may {
            let place = within.map_or("here".into(), |within| format!("in <{within}>"));
            return Err(Error::new(line, format!("<{name}> may not stand {place}")));
        }
        let start = self.text.len();
        let open = match name {
            "doc" => {
                self.head = Some(head(&mut attributes)?);
                Open::Doc
            }
            "item" => {
                self.items.push(Item {
                    number: attributes.take("no"),
                    title: attributes.take("title"),
                    case: attributes.take("case"),
                    range: start..start,
                });
                self.item = Some(self.items.len() - 1);
                Open::Item
            }
            "seg" => {
                let segment = segment(&mut attributes, start, self.item)?;
                self.fits(&segment, line)?;
                self.segments.push(segment);
                Open::Segment(self.segments.len() - 1)
            }
            _ => Open::Entity(entity(&mut attributes)?, start),
        };
        attributes.end()?;
        self.open.push((open, line));
        Ok(())
    }

    /// Whether a segment may stand where it does: what would never be measured is a slip.
    fn fits(&self, segment: &Segment, line: usize) -> Result<(), Error> {
        let mut before = self.segments.iter().filter(|before| before.item == segment.item);
        if segment.continues && !before.any(|before| before.kind == segment.kind) {
            let message = "cont=\"1\", but there is no segment of this kind before it that it might continue";
            return Err(Error::new(line, message));
        }
        if segment.item.is_none() && segment.outcome.is_some() {
            let message = "an outcome is measured with its matter: put the decision into an <item>";
            return Err(Error::new(line, message));
        }
        Ok(())
    }

    fn close(&mut self, name: &str, line: usize) -> Result<(), Error> {
        let Some((open, opened)) = self.open.pop() else {
            return Err(Error::new(line, format!("</{name}> closes nothing")));
        };
        if open.name() != name {
            let message = format!("</{name}> closes <{}>, opened on line {opened}", open.name());
            return Err(Error::new(line, message));
        }
        let end = self.text.len();
        match open {
            Open::Doc => {}
            Open::Item => {
                if let Some(item) = self.item.take() {
                    self.items[item].range.end = end;
                }
            }
            Open::Segment(index) => self.segments[index].range.end = end,
            Open::Entity(value, start) => {
                if self.text[start..end].trim().is_empty() {
                    return Err(Error::new(line, "an <e> without words"));
                }
                self.entities.push(Entity { range: start..end, value });
            }
        }
        Ok(())
    }
}

/// The attributes of a tag, taken one by one, so that none is left unread.
struct Attributes<'s> {
    tag: &'s str,
    line: usize,
    left: Vec<(&'s str, String)>,
}

impl Attributes<'_> {
    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.left.iter().position(|(key, _)| *key == name)?;
        Some(self.left.swap_remove(at).1)
    }

    fn has(&self, name: &str) -> bool {
        self.left.iter().any(|(key, _)| *key == name)
    }

    /// A value of a certain form; none if it is empty.
    fn checked(&mut self, name: &str, why: &str, is: impl Fn(&str) -> bool) -> Result<Option<String>, Error> {
        let value = self.take(name).filter(|value| !value.is_empty());
        match value {
            Some(value) if !is(&value) => Err(self.wrong(name, &value, why)),
            value => Ok(value),
        }
    }

    fn required(&mut self, name: &str) -> Result<String, Error> {
        let missing = Error::new(self.line, format!("<{}> needs {name}=", self.tag));
        self.take(name).ok_or(missing)
    }

    fn wrong(&self, name: &str, value: &str, why: &str) -> Error {
        Error::new(self.line, format!("{name}=\"{value}\" of <{}>: {why}", self.tag))
    }

    /// A value that is one of the names of a type of the record.
    fn named<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Error> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let names: StrDeserializer<'_, ValueError> = value.as_str().into_deserializer();
        T::deserialize(names).map(Some).map_err(|error| self.wrong(name, &value, &error.to_string()))
    }

    fn number(&mut self, name: &str) -> Result<Option<u32>, Error> {
        let Some(value) = self.take(name).filter(|value| !value.is_empty()) else { return Ok(None) };
        value.parse().map(Some).map_err(|_| self.wrong(name, &value, "a whole number is needed"))
    }

    fn flag(&mut self, name: &str) -> Result<bool, Error> {
        match self.take(name).as_deref() {
            None | Some("0") => Ok(false),
            Some("1") => Ok(true),
            Some(value) => Err(self.wrong(name, value, "1, or no attribute")),
        }
    }

    /// Refuses what nobody has asked for.
    fn end(&self) -> Result<(), Error> {
        match self.left.first() {
            None => Ok(()),
            Some((name, _)) => Err(Error::new(self.line, format!("<{}> has no attribute {name}", self.tag))),
        }
    }
}

/// Attributes that only some kinds of segments have, and those kinds.
const OF_KINDS: [(&str, &[SegmentKind]); 9] = [
    (
        "by",
        &[
            SegmentKind::Recommendation,
            SegmentKind::Proposal,
            SegmentKind::Reservation,
            SegmentKind::Statement,
            SegmentKind::Recusal,
        ],
    ),
    ("kind", &[SegmentKind::Proposal]),
    ("fate", &[SegmentKind::Proposal]),
    ("method", &[SegmentKind::Voting]),
    ("for", &[SegmentKind::Voting]),
    ("against", &[SegmentKind::Voting]),
    ("abstain", &[SegmentKind::Voting]),
    ("unanimous", &[SegmentKind::Voting, SegmentKind::Decision]),
    ("outcome", &[SegmentKind::Decision]),
];

/// Countries whose municipalities have codes, with the number of digits.
const COUNTRIES: [(&str, usize); 4] = [("SE", 4), ("DK", 3), ("NO", 4), ("FI", 3)];

fn is_code(code: &str) -> bool {
    let digits =
        |digits: &str, length| digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    let of = |(country, length): (&str, usize)| {
        code.strip_prefix(country)
            .and_then(|rest| rest.strip_prefix('-'))
            .is_some_and(|rest| digits(rest, length))
    };
    COUNTRIES.into_iter().any(of)
}

/// Whether a text is numbers of these lengths with this sign between, the first of any value, the others within bounds.
fn is_numbers(text: &str, sign: char, parts: &[(usize, std::ops::RangeInclusive<u32>)]) -> bool {
    let found: Vec<&str> = text.split(sign).collect();
    let fits = |(part, (length, bounds)): (&&str, &(usize, std::ops::RangeInclusive<u32>))| {
        part.len() == *length
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|number| bounds.contains(&number))
    };
    found.len() == parts.len() && found.iter().zip(parts).all(fits)
}

/// A day as `YYYY-MM-DD`; with `short`, also a month or a year.
fn is_date(text: &str, short: bool) -> bool {
    let parts = [(4, 0..=9999), (2, 1..=12), (2, 1..=31)];
    let lengths = if short { 1..=3 } else { 3..=3 };
    lengths.into_iter().any(|length| is_numbers(text, '-', &parts[..length]))
}

fn is_time(text: &str) -> bool {
    is_numbers(text, ':', &[(2, 0..=24), (2, 0..=59)])
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

const CODE_NEEDED: &str = "a code with its country is needed: SE-1480, DK-183, NO-0301, FI-091";

fn head(attributes: &mut Attributes<'_>) -> Result<Head, Error> {
    let code = attributes.required("lang")?;
    let language: Language = code.parse().map_err(|why: String| attributes.wrong("lang", &code, &why))?;
    let kind = attributes.named("type")?.ok_or_else(|| Error::new(attributes.line, "<doc> needs type="))?;
    let country = attributes.checked("country", "SE, DK, NO or FI", |country| {
        COUNTRIES.iter().any(|(known, _)| *known == country)
    })?;
    let municipality =
        attributes.take("municipality").filter(|code| !code.is_empty()).map(|code| match &country {
            Some(country) if !code.contains('-') => format!("{country}-{code}"),
            _ => code,
        });
    if let Some(code) = municipality.as_ref().filter(|code| !is_code(code)) {
        return Err(attributes.wrong("municipality", code, CODE_NEEDED));
    }
    let time = "HH:MM is needed";
    Ok(Head {
        language,
        kind,
        municipality,
        body: attributes.take("body"),
        date: attributes.checked("date", "YYYY-MM-DD is needed", |date| is_date(date, false))?,
        start: attributes.checked("start", time, is_time)?,
        end: attributes.checked("end", time, is_time)?,
        place: attributes.take("place"),
    })
}

fn segment(attributes: &mut Attributes<'_>, start: usize, item: Option<usize>) -> Result<Segment, Error> {
    let kind: SegmentKind =
        attributes.named("t")?.ok_or_else(|| Error::new(attributes.line, "<seg> needs t="))?;
    let wrong = OF_KINDS.iter().find(|(name, kinds)| attributes.has(name) && !kinds.contains(&kind));
    if let Some((name, kinds)) = wrong {
        let kinds =
            kinds.iter().filter_map(|kind| serde_json::to_value(kind).ok()?.as_str().map(str::to_owned));
        let message = format!("{name}= is for {}", kinds.collect::<Vec<_>>().join(", "));
        return Err(Error::new(attributes.line, message));
    }
    let by = attributes.take("by").unwrap_or_default();
    Ok(Segment {
        kind,
        range: start..start,
        item,
        continues: attributes.flag("cont")?,
        by: by.split(';').map(str::trim).filter(|name| !name.is_empty()).map(Into::into).collect(),
        outcome: attributes.named("outcome")?,
        proposal: attributes.named("kind")?,
        fate: attributes.named("fate")?,
        method: attributes.named("method")?,
        yes: attributes.number("for")?,
        no: attributes.number("against")?,
        abstain: attributes.number("abstain")?,
        unanimous: attributes.flag("unanimous")?,
    })
}

fn entity(attributes: &mut Attributes<'_>) -> Result<EntityValue, Error> {
    let kind = attributes.required("t")?;
    Ok(match kind.as_str() {
        "person" => EntityValue::Person { party: attributes.take("party"), role: attributes.take("role") },
        "party" => EntityValue::Party,
        "municipality" => {
            EntityValue::Municipality { code: attributes.checked("code", CODE_NEEDED, is_code)? }
        }
        "organisation" => EntityValue::Organisation,
        "place" => EntityValue::Place,
        "date" => EntityValue::Date {
            iso: attributes
                .checked("iso", "YYYY-MM-DD, YYYY-MM or YYYY is needed", |date| is_date(date, true))?,
        },
        "case" => EntityValue::Case,
        "money" => {
            let amount = match attributes.take("amount") {
                None => None,
                Some(value) => match value.parse::<f64>() {
                    Ok(amount) if amount.is_finite() => Some(amount),
                    _ => return Err(attributes.wrong("amount", &value, "a plain number is needed")),
                },
            };
            EntityValue::Money {
                amount,
                currency: attributes.checked("currency", "three capitals are needed: SEK", is_currency)?,
            }
        }
        "law" => EntityValue::Law { norm: attributes.take("norm") },
        _ => {
            let kinds = "person, party, municipality, organisation, place, date, case, money or law";
            return Err(attributes.wrong("t", &kind, kinds));
        }
    })
}
