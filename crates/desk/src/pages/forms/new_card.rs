//! The form for a new card, from the schema table, with what the chosen passage gives filled in.

use super::names::Names;
use super::understood::{Understood, understood};
use super::{Filled, anchored, card_of, is_field, values};
use crate::pages::reader::points::Points;
use crate::pages::reader::quoted::{anchor_words, source_of};
use crate::pages::{Desk, Query, Visit};
use kaozheng_record::schema::{self, FieldSpec};
use kaozheng_record::{Kind, Sheet, check_form, id};
use kaozheng_text::{Document, Part, QuotationMatch, Span, compare_quotation};
use serde::Serialize;

/// A card as far as it is filled in, and what is to be said of it.
#[derive(Clone, Debug, Serialize)]
pub(in crate::pages) struct NewCardView {
    /// The kind.
    pub kind: &'static str,
    /// The id.
    pub id: String,
    /// The original that was read, if any.
    pub original: Option<String>,
    /// The passage that was chosen, as first and last code point.
    pub chosen: Option<(usize, usize)>,
    /// Where it was read.
    pub from: Row,
    /// The source's own words.
    pub quotation: String,
    /// Grade and reason.
    pub judged: Vec<Row>,
    /// The fields, those that are mostly filled in first.
    pub fields: Vec<Row>,
    /// The card as it would be written.
    pub text: String,
    /// What is wrong or doubtful in it.
    pub notes: Vec<Note>,
    /// Why it was not saved.
    pub problem: Option<String>,
    /// What is to be done about the card of the source.
    pub source: SourceState,
}

/// One field of the form.
#[derive(Clone, Debug, Serialize)]
pub(in crate::pages) struct Row {
    /// The field.
    pub name: &'static str,
    /// What it says.
    pub help: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
    /// What is typed.
    pub value: String,
    /// How that is understood.
    pub understood: Vec<Understood>,
    /// Whether it is one of those mostly filled in.
    pub first: bool,
    #[serde(skip)]
    pub(super) spec: &'static FieldSpec,
}

/// A note on the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct Note {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// Whether the original has a card that can be cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::pages) enum SourceState {
    /// It has, or no original was read.
    Settled,
    /// It has only a draft of this id.
    Draft(String),
    /// It has none; one of this id can be made with the title given.
    Missing(String),
}

/// The fields that are mostly filled in, by kind, in the order of the form.
fn first_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Source => &["type", "title", "author", "dated", "file"],
        Kind::Person => &["name"],
        Kind::Body => &["name", "type"],
        Kind::Place => &["name", "located"],
        Kind::Matter => &["says", "entails", "contradicts"],
        Kind::Event => &["type", "title", "when", "who", "where", "means"],
        Kind::Statement => &[
            "speaker",
            "says",
            "means",
            "said-on",
            "hedge",
            "reported-by",
        ],
        Kind::Argument => &["says", "for", "against", "premise", "scheme"],
        Kind::Question => &["asks", "ask", "standard"],
    }
}

pub(in crate::pages) fn view(desk: &Desk, visit: &Visit) -> NewCardView {
    let names = Names::of(desk);
    let chosen = Chosen::of(desk, &visit.query);
    let form = match visit.query.get("filled") {
        Some(_) => anchored(desk, &visit.query),
        None => prefilled(&names, chosen.as_ref(), &visit.query),
    };
    let Filled { kind, id, text } = card_of(&names, &form);
    let row = |spec: &'static FieldSpec, first: bool| {
        let value = form.text(spec.name).unwrap_or_default();
        let of_value = |words: &String| understood(visit, &names, spec.value, words);
        let understood = values(&form, spec).iter().flat_map(of_value).collect();
        Row {
            name: spec.name,
            help: spec.help,
            example: spec.example,
            value,
            understood,
            first,
            spec,
        }
    };
    let firsts = first_of(kind);
    let known = |name: &str| schema::field(kind, name).expect("the table has it for every card");
    let first_rows = firsts
        .iter()
        .filter_map(|name| schema::field(kind, name))
        .map(|spec| row(spec, true));
    let others = schema::fields(kind).filter(|spec| is_field(spec) && !firsts.contains(&spec.name));
    NewCardView {
        kind: kind.word(),
        notes: notes(desk, visit, (kind, &id, &text), chosen.as_ref(), &form),
        id,
        original: form.get("original").map(str::to_owned),
        chosen: chosen.as_ref().map(|chosen| chosen.points),
        from: row(known("from"), true),
        quotation: form.text("quotation").unwrap_or_default(),
        judged: ["grade", "because"]
            .map(|name| row(known(name), true))
            .into(),
        fields: first_rows
            .chain(others.map(|spec| row(spec, false)))
            .collect(),
        text,
        problem: visit.query.get("problem").map(str::to_owned),
        source: source_state(desk, &names, chosen.as_ref(), kind),
    }
}

/// The stretch of an original that was chosen.
struct Chosen<'a> {
    document: &'a Document,
    span: Span,
    points: (usize, usize),
}

impl<'a> Chosen<'a> {
    fn of(desk: &'a Desk, query: &Query) -> Option<Chosen<'a>> {
        let document = desk.document(query.get("original")?)?;
        let number = |name: &str| {
            query
                .get(name)
                .and_then(|words| words.parse::<usize>().ok())
        };
        let points = Points::of(document);
        let by_points = number("start").zip(number("end"));
        let span = match by_points.and_then(|(start, end)| points.span(start, end)) {
            Some(span) => trimmed(&document.text, span),
            None => document.passages.get(number("passage")?)?.span,
        };
        let ends = (
            points.point(span.start as usize),
            points.point(span.end as usize),
        );
        (!span.is_empty()).then_some(Chosen {
            document,
            span,
            points: ends,
        })
    }

    fn words(&self) -> String {
        let words = self.span.of(&self.document.text);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where it stands, as a historian cites it: page and note.
    fn locus(&self) -> String {
        let at = self.span.start as usize;
        let page = self.document.page_at(at).map(|page| format!(", p. {page}"));
        let passage = self
            .document
            .passage_at(at)
            .map(|at| &self.document.passages[at]);
        let note = passage.and_then(|passage| match passage.part {
            Part::Note => passage.number.clone(),
            _ => {
                let marks = passage
                    .marks
                    .iter()
                    .filter(|mark| mark.at > self.span.start && mark.at <= self.span.end + 1);
                marks.map(|mark| mark.number.clone()).next_back()
            }
        });
        let note = note.map(|number| format!(", n. {number}"));
        format!("{}{}", page.unwrap_or_default(), note.unwrap_or_default())
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// The first sentence or clause of some words, for a title.
fn shortened(words: &str) -> String {
    let end = words.find(['.', ';', ':', '。']).unwrap_or(words.len());
    let first = words[..end].trim();
    match first.chars().count() {
        3..=120 => first.to_owned(),
        _ => words.chars().take(80).collect(),
    }
}

/// What the chosen passage gives for a card of the kind.
fn prefilled(names: &Names<'_>, chosen: Option<&Chosen<'_>>, query: &Query) -> Query {
    let kind = query
        .get("kind")
        .and_then(Kind::parse)
        .unwrap_or(Kind::Statement);
    let mut form = query.with("kind", kind.word());
    let Some(chosen) = chosen else {
        return form;
    };
    let words = chosen.words();
    let short = shortened(&words);
    let title = match kind {
        Kind::Person | Kind::Body | Kind::Place => Some("name"),
        Kind::Event | Kind::Source => Some("title"),
        Kind::Matter => Some("says"),
        Kind::Question => Some("asks"),
        Kind::Statement | Kind::Argument => None,
    };
    if let Some(title) = title.filter(|title| query.get(title).is_none()) {
        form = form.with(title, &short);
    }
    let source = source_of(names.desk, chosen.document).map(|(card, _)| card.id().to_owned());
    let source = source.unwrap_or_else(|| new_source_id(names, chosen.document));
    for (name, value) in [
        ("from", format!("{source}{}", chosen.locus())),
        ("quotation", words.clone()),
        ("anchor", anchor_words(chosen.document, chosen.span)),
        ("id", names.free(&id_of(&words))),
    ] {
        if query.get(name).is_none() {
            form = form.with(name, &value);
        }
    }
    form
}

/// An id made of the first words that say something: short ones are left out unless there are no others.
fn id_of(words: &str) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let all: Vec<String> = words
        .split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    let long = all
        .iter()
        .filter(|word| !word.is_ascii() || word.len() > 3 || word.starts_with(char::is_uppercase));
    let mut chosen: Vec<&str> = long.take(4).map(String::as_str).collect();
    if chosen.is_empty() {
        chosen = all.iter().take(4).map(String::as_str).collect();
    }
    id::suggestion(&chosen.join(" ").replace('.', " "))
        .chars()
        .take(48)
        .collect()
}

/// An id for the card of an original that has none: its name without its ending.
fn new_source_id(names: &Names<'_>, document: &Document) -> String {
    let name = document.name.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    names.free(&id::suggestion(stem))
}

fn source_state(
    desk: &Desk,
    names: &Names<'_>,
    chosen: Option<&Chosen<'_>>,
    kind: Kind,
) -> SourceState {
    let Some(chosen) = chosen.filter(|_| kind != Kind::Source) else {
        return SourceState::Settled;
    };
    match source_of(desk, chosen.document) {
        Some((_, false)) => SourceState::Settled,
        Some((draft, true)) => SourceState::Draft(draft.id().to_owned()),
        None => SourceState::Missing(new_source_id(names, chosen.document)),
    }
}

/// What is wrong or doubtful in a card before it is saved: its form, its id, and its quotation beside the page.
fn notes(
    desk: &Desk,
    visit: &Visit,
    (kind, id, text): (Kind, &str, &str),
    chosen: Option<&Chosen<'_>>,
    form: &Query,
) -> Vec<Note> {
    let sheet = Sheet::parse("card", text);
    let mut out: Vec<Note> = check_form(&sheet, &desk.vocabulary)
        .into_iter()
        .map(|note| Note {
            severity: note.severity.word(),
            message: note.message,
            help: note.help,
        })
        .collect();
    if desk.record.get(id).is_some() {
        let message = visit.words.say_of("id-taken", id);
        out.push(Note {
            severity: "error",
            message,
            help: Some(visit.say("id-taken-help").to_owned()),
        });
    }
    let quotation = form.text("quotation").unwrap_or_default();
    if let Some(chosen) = chosen.filter(|_| !quotation.trim().is_empty()) {
        let message = match compare_quotation(&chosen.document.text, &quotation) {
            QuotationMatch::Verbatim(_) => None,
            QuotationMatch::Altered { differences, .. } => {
                Some(visit.words.say_of("quotation-altered", differences))
            }
            QuotationMatch::Absent => Some(visit.say("quotation-absent").to_owned()),
        };
        out.extend(message.map(|message| Note {
            severity: "warning",
            message,
            help: None,
        }));
    }
    let bare = kind == Kind::Statement
        && form.text("says").unwrap_or_default().trim().is_empty()
        && quotation.trim().is_empty();
    if bare {
        out.push(Note {
            severity: "warning",
            message: visit.say("says-nothing").to_owned(),
            help: None,
        });
    }
    out
}
