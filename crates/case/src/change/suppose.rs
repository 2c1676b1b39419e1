//! What if a card said otherwise.

use crate::ask::{Answer, ask};
use crate::checks::{difference, unknown_on};
use crate::compile::{Card, Case, read_card};
use kaozheng_record::means::Question;
use kaozheng_record::schema::{self, FieldSpec};
use kaozheng_record::{Kind, Sheet, Vocabulary, check_form, did_you_mean};
use kaozheng_text::{Diagnostic, Noted, Place, Span};
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// What the words of a supposition are called where a note points into them.
pub const SUPPOSED: &str = "supposition";

/// The value that takes a field away.
const NOTHING: &str = "nothing";

/// Fields that say where something was read, not what is so.
const PROVENANCE: [&str; 5] = ["from", "because", "accepted", "drafted", "anchor"];

/// A card that is taken to say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supposition {
    /// The card.
    pub card: String,
    /// The field, `grade` for the grade of the whole card.
    pub field: &'static str,
    /// What it is taken to say; empty when the field is taken away.
    pub value: String,
}

impl Display for Supposition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let value = match self.value.as_str() {
            "" => NOTHING,
            value => value,
        };
        write!(f, "{}.{} = {value}", self.card, self.field)
    }
}

/// The answer as the cards stand, and as it would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supposed {
    /// What was supposed.
    pub suppositions: Vec<Supposition>,
    /// The answer as the cards stand.
    pub stands: Answer,
    /// The answer if they said what is supposed.
    pub supposed: Answer,
    /// What checks would say that they do not say now.
    pub raised: Vec<String>,
}

/// The case in which a card says what `words` suppose (`letter.sent = yes`), and the supposition as it was understood.
///
/// The value stands in place of all that the card says in that field and is followed by every answer, cited as
/// *supposed*; `nothing` takes the field away. `grade` is the grade of the whole card. A card, field or value that is
/// none is noted with its place in `words` (file [`SUPPOSED`]) and its mending, and gives `None`.
pub fn suppose(case: &Case, words: &str) -> Noted<Option<(Supposition, Case)>> {
    match read(case, words) {
        Ok(found) => Noted::clean(Some(found)),
        Err(notes) => Noted { value: None, notes },
    }
}

/// A question asked of a case and of the same case under suppositions.
pub fn if_supposed(
    case: &Case,
    suppositions: Vec<Supposition>,
    supposed: &Case,
    question: &Question,
) -> Supposed {
    Supposed {
        suppositions,
        stands: ask(case, question),
        supposed: ask(supposed, question),
        raised: difference(case, supposed).raised,
    }
}

impl Supposed {
    /// In one sentence: what the supposition does to the verdict.
    pub fn told(&self) -> String {
        let all: Vec<String> = self.suppositions.iter().map(ToString::to_string).collect();
        let (stands, supposed) = (&self.stands.verdict, &self.supposed.verdict);
        match stands == supposed {
            true => format!("If {}: {stands} stays.", all.join(" and ")),
            false => format!("If {}: {stands} becomes {supposed}.", all.join(" and ")),
        }
    }
}

impl Display for Supposed {
    /// One fixed layout: what changes, the answer as the cards stand, the answer as it would be, what checks would say.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.told())?;
        write!(f, "\nas the cards stand: {}", self.stands)?;
        write!(f, "\nif so: {}", self.supposed)?;
        for note in &self.raised {
            writeln!(f, "would be noted: {note}")?;
        }
        Ok(())
    }
}

type Notes = Vec<Diagnostic>;

fn read(case: &Case, words: &str) -> Result<(Supposition, Case), Notes> {
    let Some((left, _)) = words.split_once('=') else {
        let note = note(words, words, "This supposes nothing: there is no `=`.");
        return Err(vec![
            note.help("write `card-id.field = value`, as `letter.sent = yes`"),
        ]);
    };
    let value = words[left.len() + 1..].trim();
    let Some((id, field)) = left.trim().split_once('.') else {
        let note = note(words, left.trim(), "Before `=` stands no field.");
        return Err(vec![
            note.help("write `card-id.field = value`, as `letter.sent = yes`"),
        ]);
    };
    let (id, field) = (id.trim(), field.trim());
    let card = case.by_id().get(id).ok_or_else(|| {
        let known = case.cards().map(|card| card.id.as_str());
        let help = did_you_mean(id, known);
        let help = help.unwrap_or("`kaozheng search` finds how a card is called".to_owned());
        vec![note(words, id, format!("No card is called `{id}`.")).help(help)]
    })?;
    let row = row(card.kind, words, field)?;
    if value.is_empty() {
        let note = note(
            words,
            words,
            format!("What `{field}` would say is not given."),
        );
        return Err(vec![note.help(format!(
            "write it after `=`, as `{id}.{field} = {}`; `{NOTHING}` takes the field away",
            row.example
        ))]);
    }
    let supposition = Supposition {
        card: id.to_owned(),
        field: row.name,
        value: if value == NOTHING {
            String::new()
        } else {
            value.to_owned()
        },
    };
    let other = otherwise(case, card, &supposition, words)?;
    let other = with_card(case, other);
    let lost = strangers(&other, id, words, value);
    if lost.is_empty() {
        Ok((supposition, other))
    } else {
        Err(lost)
    }
}

fn row(kind: Kind, words: &str, field: &str) -> Result<&'static FieldSpec, Notes> {
    if PROVENANCE.contains(&field) {
        let told = format!("`{field}` says where something was read or by whom, not what is so.");
        let help = "suppose what the card says instead, or take the source away: `kaozheng without CASE SOURCE`";
        return Err(vec![note(words, field, told).help(help)]);
    }
    schema::field(kind, field).ok_or_else(|| {
        let known: Vec<&str> = schema::fields(kind)
            .map(|row| row.name)
            .filter(|name| !PROVENANCE.contains(name))
            .collect();
        let help = did_you_mean(field, known.iter().copied());
        let help = help.unwrap_or_else(|| format!("its fields are {}", known.join(", ")));
        vec![
            note(
                words,
                field,
                format!("No card of kind `{kind}` has a field `{field}`."),
            )
            .help(help),
        ]
    })
}

/// The card with the value in place of all that the field said.
fn otherwise(
    case: &Case,
    card: &Arc<Card>,
    supposition: &Supposition,
    words: &str,
) -> Result<Card, Notes> {
    let Supposition {
        card: id,
        field,
        value,
    } = supposition;
    let mut other = Card::clone(card);
    other.values.retain(|value| value.field != *field);
    if value.is_empty() {
        if *field == "grade" {
            other.grade = None;
        }
        return Ok(other);
    }
    let head = format!("{}: {id}\n{field}: ", card.kind);
    let provenance = if *field == "grade" {
        "\nbecause: supposed"
    } else {
        "\nfrom: editor"
    };
    let sheet = Sheet::parse(SUPPOSED, format!("{head}{value}{provenance}\n"));
    let start = words.len()
        - words
            .split_once('=')
            .map_or("", |(_, rest)| rest)
            .trim_start()
            .len();
    let placed = |mut found: Diagnostic| {
        found.also.clear();
        let span = found.at.take().map(|at| at.span)?;
        let shift = |at: u32| {
            (at as usize + start)
                .saturating_sub(head.len())
                .min(words.len())
        };
        (span.start as usize >= head.len() - field.len() - 2).then(|| {
            let end = shift(span.end);
            found.at(place(Span::new(shift(span.start).max(start).min(end), end)))
        })
    };
    let notes = check_form(&sheet, &vocabulary(case));
    let notes: Notes = notes.into_iter().filter_map(placed).collect();
    if !notes.is_empty() {
        return Err(notes);
    }
    let read = sheet
        .cards()
        .next()
        .and_then(|read| read_card(read, &case.settings));
    let mut read = read.expect("a sheet with one card of a known kind");
    if *field == "grade" {
        other.grade = read.grade;
    }
    for ground in read.values.iter_mut().flat_map(|value| &mut value.grounds) {
        "supposed".clone_into(&mut ground.words);
    }
    other.values.append(&mut read.values);
    Ok(other)
}

fn with_card(case: &Case, other: Card) -> Case {
    case.changed([(other.id.clone(), Some(Arc::new(other)))].into())
}

/// What the value names and no card is called.
fn strangers(case: &Case, card: &str, words: &str, value: &str) -> Notes {
    let all = unknown_on(case, card);
    let here = all
        .into_iter()
        .filter(|found| found.at.as_ref().is_some_and(|at| &*at.file == SUPPOSED));
    here.map(|found| found.at(note(words, value, "").at.expect("it has a place")))
        .collect()
}

fn vocabulary(case: &Case) -> Vocabulary {
    let of = |field: &str| {
        case.settings
            .vocabulary
            .get(field)
            .cloned()
            .unwrap_or_default()
    };
    Vocabulary {
        source_types: of("source.type"),
        body_types: of("body.type"),
        event_types: of("event.type"),
        schemes: of("argument.scheme"),
    }
}

fn place(span: Span) -> Place {
    Place {
        file: SUPPOSED.into(),
        span,
    }
}

/// A note on `part` of the words.
fn note(words: &str, part: &str, message: impl Into<String>) -> Diagnostic {
    let start = words.find(part).unwrap_or(0);
    Diagnostic::error("supposition-not-understood", message.into())
        .at(place(Span::new(start, start + part.len())))
}
