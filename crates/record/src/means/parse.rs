//! Reads a `means:` line. What cannot be read is dropped with a note; nothing is guessed.

use super::tokens::{Parsed, Words, note};
use super::words::{TIME_WORDS, VERBS, Verb, VerbRow, verb, verb_at};
use super::{Fact, Id, Reading, When};
use crate::nearest::nearest;
use kaozheng_text::{Diagnostic, Noted, Place, Span};
use kaozheng_values::dates::{Date, PhraseTable};

/// Code of the notes on a reading.
pub const READING: &str = "reading-not-understood";
/// Code of the notes on a question.
pub const QUESTION: &str = "question-not-understood";
/// Code of the notes on a date inside either.
pub const DATE: &str = "date-not-understood";

/// Reads one reading: `mao learned outbreak on 25 June 1950`.
///
/// Spans of ids and of notes are bytes of `text`; the notes carry an empty file name, and
/// [`FieldRef::reading`](crate::FieldRef::reading) puts them where the line stands. `None` comes with at least one note.
pub fn parse_reading(text: &str) -> Noted<Option<Reading>> {
    noted(Words::new(text, READING), reading)
}

/// Reads one reading, its dates by a case's own table of phrases.
pub fn parse_reading_with(phrases: &PhraseTable, text: &str) -> Noted<Option<Reading>> {
    noted(Words::new(text, READING).by(phrases), reading)
}

pub(super) fn noted<T>(
    mut words: Words<'_>,
    read: fn(&mut Words<'_>) -> Parsed<T>,
) -> Noted<Option<T>> {
    match read(&mut words) {
        Ok(value) => Noted {
            value: Some(value),
            notes: words.notes(),
        },
        Err(note) => Noted::with(None, *note),
    }
}

/// A note on a value inside the line, placed where that value stands when it has no place of its own.
fn placed(mut note: Diagnostic, span: Span) -> Diagnostic {
    let inner = note
        .at
        .take()
        .map(|at| at.span.shifted(span.start as usize));
    note.at = Some(Place {
        file: "".into(),
        span: inner.unwrap_or(span),
    });
    note
}

pub(super) fn reading(words: &mut Words<'_>) -> Parsed<Reading> {
    let (fact, row) = fact(words)?;
    let when = when(words).map_err(|note| time_last(note, row))?;
    let sense = sense(words)?;
    if words.next().is_some() {
        return Err(left_over(words, row));
    }
    Ok(Reading { fact, when, sense })
}

/// Reads a fact, and gives the row of its verb for the notes.
pub(super) fn fact(words: &mut Words<'_>) -> Parsed<(Fact, &'static VerbRow)> {
    if let Some(row) = verb_at(&words.left()) {
        let message = format!("`{}` has nobody and nothing before it", row.words);
        return Err(with_example(words.wrong(words.here(), message), row));
    }
    let subject = words
        .id("who or what the line is about")
        .map_err(|note| helped(note, EXAMPLE))?;
    let Some(row) = words.verb() else {
        return Err(no_verb(words, &subject));
    };
    let fact = fact_of(words, subject, row.verb).map_err(|note| with_example(note, row))?;
    Ok((fact, row))
}

fn fact_of(words: &mut Words<'_>, subject: Id, verb: Verb) -> Parsed<Fact> {
    Ok(match verb {
        Verb::Knowledge(verb) => Fact::Knowledge {
            actor: subject,
            verb,
            matter: words.id("the matter")?,
            from: words.id_after("from", "the person or source it came from")?,
        },
        Verb::Told => told(words, subject)?,
        Verb::Attitude(verb) => Fact::Attitude {
            actor: subject,
            verb,
            matter: words.id("the matter")?,
        },
        Verb::Act(verb) => Fact::Act {
            actor: subject,
            verb,
            matter: words.id("the matter")?,
        },
        Verb::Promised => Fact::Promised {
            debtor: subject,
            creditor: words.id("to whom it was promised")?,
            matter: words.id("what was promised")?,
            condition: words.id_after("if", "the condition")?,
        },
        Verb::Effect(verb) => Fact::Effect {
            event: subject,
            verb,
            promise: words.id("the promise")?,
        },
        Verb::Happened(so) => Fact::Happened { event: subject, so },
        Verb::Holds(so) => Fact::Holds {
            matter: subject,
            so,
        },
        Verb::Tie(state) => Fact::Tie {
            tie: subject,
            state,
        },
    })
}

fn told(words: &mut Words<'_>, teller: Id) -> Parsed<Fact> {
    let hearers = words.ids("whom it was told")?;
    let matters = words.ids("what was told")?;
    let via = if words.take("via") {
        words.ids("through whom it went")?
    } else {
        Vec::new()
    };
    Ok(Fact::Told {
        teller,
        hearers,
        matters,
        via,
    })
}

/// Reads a time, when one of the words that begin it stands here.
pub(super) fn when(words: &mut Words<'_>) -> Parsed<Option<When>> {
    let at = words.here();
    let Some(word) = words.take_one_of(&TIME_WORDS) else {
        return Ok(None);
    };
    let span = words.date_words();
    if span.is_empty() {
        return Err(words.wrong(at, format!("no date follows `{word}`")));
    }
    let made: fn(Date) -> When = match word {
        "on" => When::On,
        "by" => When::By,
        "before" => When::Before,
        "after" => When::After,
        "since" => When::Since,
        "until" => When::Until,
        _ => return between(words, span).map(Some),
    };
    date(words, span).map(made).map(Some)
}

/// The date `words` between which `and` parts two that are both understood; the first such parting.
fn between(words: &mut Words<'_>, span: Span) -> Parsed<When> {
    let halves = |and: Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        (
            Span::new(start, and.start as usize),
            Span::new(and.end as usize, end),
        )
    };
    let ands = words.ands(span);
    let Some(&first) = ands.first() else {
        let message = "`between` wants two dates parted by `and`";
        let note = words.wrong(span, message);
        return Err(helped(note, "as in: between 1 May 1950 and 5 May 1950"));
    };
    let mut both = |and: Span| {
        let (from, to) = halves(and);
        Ok(When::Between(date(words, from)?, date(words, to)?))
    };
    let found = ands.iter().find_map(|&and| both(and).ok());
    found.map_or_else(|| both(first), Ok)
}

fn date(words: &mut Words<'_>, span: Span) -> Parsed<Date> {
    let span = words.trimmed(span);
    let text = words.text(span);
    let read = words.parse_date(text);
    let mut notes = read.notes.into_iter().map(|note| placed(note, span));
    let Some(date) = read.value else {
        let message = format!("`{text}` is not understood as a date");
        let help = "write it as historians do: 25 June 1950; early 1950; 12 Feb. 1732/3";
        let why = notes.next();
        return Err(Box::new(
            why.unwrap_or_else(|| note(DATE, span, message).help(help)),
        ));
    };
    words.doubts(notes);
    Ok(date)
}

/// Reads `reading WORD`.
pub(super) fn sense(words: &mut Words<'_>) -> Parsed<Option<Id>> {
    words.id_after("reading", "the reading it is meant in")
}

/// Refuses whatever is left on the line.
pub(super) fn end(words: &Words<'_>) -> Parsed<()> {
    match words.next() {
        None => Ok(()),
        Some(word) => Err(words.wrong(
            words.here(),
            format!("`{word}` and what follows have no place here"),
        )),
    }
}

/// What the words after the subject may have been meant for.
fn no_verb(words: &Words<'_>, subject: &Id) -> Box<Diagnostic> {
    let span = words.here();
    let left: Vec<&str> = words.left().collect();
    let Some(word) = left.first() else {
        let message = format!("nothing is said of `{}`: a verb is missing", subject.id);
        return helped(words.wrong(span, message), EXAMPLE);
    };
    if let (None, Some((before, row))) = (nearest_verb(&left), verb_further_on(&left)) {
        let id = [&[subject.id.as_str()], before].concat().join("-");
        let message = format!("`{word}` is no verb");
        let help = format!("an id has no spaces: `{id} {} …`", row.words);
        return helped(words.wrong(span, message), &help);
    }
    let message = format!("`{word}` is no verb of the grammar");
    let help = match nearest_verb(&left) {
        Some(row) => format!("did you mean `{}`? As in: {}", row.words, row.example),
        None => format!("the verbs are: {}", verb_list()),
    };
    helped(words.wrong(span, message), &help)
}

const EXAMPLE: &str = "write for example: mao learned outbreak on 25 June 1950";

/// A verb within the next few words, with the words that stand before it.
fn verb_further_on<'a, 'b>(left: &'b [&'a str]) -> Option<(&'b [&'a str], &'static VerbRow)> {
    (1..left.len().min(4))
        .find_map(|at| verb_at(&left[at..].iter().copied()).map(|row| (&left[..at], row)))
}

/// The verb nearest to the next one, two or three words.
fn nearest_verb(left: &[&str]) -> Option<&'static VerbRow> {
    (1..=left.len().min(3)).rev().find_map(|count| {
        let written = left[..count].join(" ");
        let same_length = VERBS
            .iter()
            .map(|row| row.words)
            .filter(|words| count == 1 || words.split(' ').count() == count);
        nearest(&written, same_length).and_then(verb)
    })
}

/// Every verb, parted by commas.
pub(super) fn verb_list() -> String {
    let words: Vec<&str> = VERBS.iter().map(|row| row.words).collect();
    words.join(", ")
}

fn left_over(words: &Words<'_>, row: &'static VerbRow) -> Box<Diagnostic> {
    let word = words.next().expect("something is left");
    let span = words.here();
    let message = format!(
        "`{word}` and what follows have no place after `{}`",
        row.words
    );
    let rest: Vec<&str> = words.left().collect();
    let rest = rest.join(" ");
    let help = match word {
        ";" | "," => "one reading a line: write a second `means:` line".to_owned(),
        "from" => "`from` belongs to knew, ignorant of, learned and silent on".to_owned(),
        "via" => "`via` belongs to told".to_owned(),
        "if" => "`if` belongs to promised".to_owned(),
        _ if !words.time_ahead() && words.parse_date(&rest).value.is_some() => {
            format!("say how the date is meant: `on {rest}`, `by {rest}`, `before {rest}`")
        }
        _ => format!("as in: {}", row.example),
    };
    helped(words.wrong(span, message), &help)
}

/// A date that could not be read often has the rest of the fact behind it.
fn time_last(mut note: Box<Diagnostic>, row: &'static VerbRow) -> Box<Diagnostic> {
    let joined = [" from ", " via ", " if "];
    if joined.iter().any(|word| note.message.contains(word)) {
        note.help = Some(format!("the time comes last, as in: {}", row.example));
    }
    note
}

fn with_example(note: Box<Diagnostic>, row: &VerbRow) -> Box<Diagnostic> {
    helped(note, &format!("as in: {}", row.example))
}

fn helped(mut note: Box<Diagnostic>, help: &str) -> Box<Diagnostic> {
    note.help.get_or_insert_with(|| help.to_owned());
    note
}
