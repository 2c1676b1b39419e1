//! Reads a question: a reading that is asked, or one with its actor, its time or its matter left open.

use super::parse::{QUESTION, end, fact, noted, reading, sense, when};
use super::tokens::{Parsed, Words};
use super::words::{QUESTION_WORDS, TIME_WORDS, Verb, VerbRow};
use super::{AskedWhen, Id, Question, Reading};
use crate::nearest::{did_you_mean, nearest};
use crate::schema::STANDARDS;
use kaozheng_text::{Diagnostic, Noted, Span};
use kaozheng_values::dates::PhraseTable;

/// Reads one question: `mao knew attack-schedule on 24 June 1950`, `who denied plan`, `verdict reluctance under clear`.
///
/// One question mark at the end is left out. Spans are bytes of `text`, as in [`parse_reading`](super::parse_reading).
/// `None` comes with at least one note.
pub fn parse_question(text: &str) -> Noted<Option<Question>> {
    noted(Words::new(bare(text), QUESTION), question)
}

/// Reads one question, its dates by a case's own table of phrases.
pub fn parse_question_with(phrases: &PhraseTable, text: &str) -> Noted<Option<Question>> {
    noted(Words::new(bare(text), QUESTION).by(phrases), question)
}

fn bare(text: &str) -> &str {
    let bare = text.trim_end();
    bare.strip_suffix('?').unwrap_or(bare)
}

fn question(words: &mut Words<'_>) -> Parsed<Question> {
    let Some(word) = words.take_one_of(&QUESTION_WORDS) else {
        return reading(words)
            .map(Question::Reading)
            .map_err(|note| or_question_word(note, words));
    };
    let question = open_question(words, word);
    let whole = question.and_then(|question| end(words).map(|()| question));
    whole.map_err(|note| helped(note, &format!("as in: {}", example(word))))
}

fn open_question(words: &mut Words<'_>, word: &str) -> Parsed<Question> {
    match word {
        "who" => who(words),
        "when" => asked_when(words),
        "what" => what(words),
        "verdict" => verdict(words),
        "state" => Ok(Question::State {
            of: words.id("the matter, promise or tie")?,
            when: when(words)?,
            sense: sense(words)?,
        }),
        "ties" => Ok(Question::Ties {
            actor: match words.next() {
                None => None,
                Some(word) if TIME_WORDS.contains(&word) => None,
                Some(_) => Some(words.id("one of the parties")?),
            },
            when: when(words)?,
        }),
        "positions" => {
            // As people say it: positions on a matter.
            words.take("on");
            Ok(Question::Positions {
                matter: words.id("the matter")?,
                when: when(words)?,
            })
        }
        "without" => Ok(Question::Without {
            sources: words.ids("the source that is to fall")?,
        }),
        _ => Ok(Question::Missing {
            matter: words.id("the matter")?,
        }),
    }
}

/// A question of each form that is no reading, as an example: by the word that begins it.
pub fn example(word: &str) -> &'static str {
    match word {
        "who" => "who knew attack-schedule on 24 June 1950",
        "when" => "when mao learned attack-plan",
        "what" => "what mao knew on 24 June 1950",
        "verdict" => "verdict mao-reluctant under clear",
        "state" => "state air-cover-promise on 13 October 1950 reading wide",
        "ties" => "ties prc on 25 June 1950",
        "positions" => "positions attack-schedule by 1995",
        "without" => "without li-haiwen-1993, xu-yan-2003",
        _ => "missing attack-schedule",
    }
}

fn who(words: &mut Words<'_>) -> Parsed<Question> {
    let (row, at) = open_verb(words, "who")?;
    let objects = match row.verb {
        Verb::Knowledge(_) | Verb::Attitude(_) | Verb::Act(_) => vec![words.id("the matter")?],
        Verb::Told => vec![words.id("whom it was told")?, words.id("what was told")?],
        Verb::Promised => vec![
            words.id("to whom it was promised")?,
            words.id("what was promised")?,
        ],
        _ => return Err(not_open(words.wrong(at, not_of("who", row)), row)),
    };
    Ok(Question::Who {
        verb: row.words.to_owned(),
        objects,
        when: when(words)?,
    })
}

fn what(words: &mut Words<'_>) -> Parsed<Question> {
    if words.take("happened") {
        return Ok(Question::What {
            actor: None,
            verb: "happened".to_owned(),
            when: when(words)?,
        });
    }
    let actor = words.id("whose knowledge, words or acts are asked for, or `happened`,")?;
    let (row, at) = open_verb(words, "what")?;
    match row.verb {
        Verb::Knowledge(_) | Verb::Attitude(_) | Verb::Act(_) | Verb::Told | Verb::Promised => {
            Ok(Question::What {
                actor: Some(actor),
                verb: row.words.to_owned(),
                when: when(words)?,
            })
        }
        _ => Err(not_open(words.wrong(at, not_of("what", row)), row)),
    }
}

fn asked_when(words: &mut Words<'_>) -> Parsed<Question> {
    let asked = if words.left().count() == 1 {
        AskedWhen::Card(words.id("an event, source or statement, or a reading without its time,")?)
    } else {
        AskedWhen::Reading(without_time(words)?)
    };
    Ok(Question::When(Box::new(asked)))
}

fn without_time(words: &mut Words<'_>) -> Parsed<Reading> {
    let (fact, _) = fact(words)?;
    let at = words.here();
    if when(words)?.is_some() {
        return Err(words.wrong(at, "a `when` question leaves the time open"));
    }
    let sense = sense(words)?;
    Ok(Reading {
        fact,
        when: None,
        sense,
    })
}

fn verdict(words: &mut Words<'_>) -> Parsed<Question> {
    let matter = words.id("the matter")?;
    let standard = words.id_after("under", "the proof standard")?;
    if let Some(standard) = &standard {
        known_standard(words, standard)?;
    }
    Ok(Question::Verdict { matter, standard })
}

fn known_standard(words: &Words<'_>, standard: &Id) -> Parsed<()> {
    if STANDARDS.contains(&standard.id.as_str()) {
        return Ok(());
    }
    let message = format!("`{}` is no proof standard", standard.id);
    let help = did_you_mean(&standard.id, STANDARDS)
        .unwrap_or_else(|| format!("the standards are: {}", STANDARDS.join(", ")));
    Err(helped(words.wrong(standard.span, message), &help))
}

/// The verb of a question that leaves something open.
fn open_verb(words: &mut Words<'_>, word: &str) -> Parsed<(&'static VerbRow, Span)> {
    let span = words.here();
    if let Some(row) = words.verb() {
        return Ok((row, span));
    }
    let written = words.next().unwrap_or_default();
    let message = match written {
        "" => "the question ends where a verb was expected".to_owned(),
        _ => format!("`{written}` is no verb of the grammar"),
    };
    let verbs = super::VERBS.iter().map(|row| row.words);
    let help = match nearest(written, verbs) {
        Some(verb) => format!("did you mean `{verb}`? As in: {}", example(word)),
        None => format!("as in: {}", example(word)),
    };
    Err(helped(words.wrong(span, message), &help))
}

fn not_of(word: &str, row: &VerbRow) -> String {
    format!("`{word}` cannot be asked of `{}`", row.words)
}

fn not_open(note: Box<Diagnostic>, row: &VerbRow) -> Box<Diagnostic> {
    helped(note, &format!("ask it as a reading: {}", row.example))
}

/// A line that begins with no question word may have been meant to.
fn or_question_word(mut note: Box<Diagnostic>, words: &Words<'_>) -> Box<Diagnostic> {
    let first = words.first().unwrap_or_default();
    if words.taken() <= 1
        && let Some(word) = nearest(first, QUESTION_WORDS)
    {
        note.help = Some(format!("did you mean `{word}`? As in: {}", example(word)));
    }
    note
}

fn helped(mut note: Box<Diagnostic>, help: &str) -> Box<Diagnostic> {
    note.help.get_or_insert_with(|| help.to_owned());
    note
}
