//! `kaozheng ask`: a question, answered with its evidence.

use crate::drafts::{load_drafts, still_a_draft};
use crate::exit::{Exit, misused};
use crate::open::{OpenCase, Originals, open};
use crate::print::answer;
use crate::print::notes::{self, Texts};
use crate::screen::Screen;
use kaozheng_case::ask::ask;
use kaozheng_desk::views::{AnswerView, home};
use kaozheng_record::did_you_mean;
use kaozheng_record::means::{Id, Question, parse_question};
use kaozheng_text::{Diagnostic, Place};
use std::path::PathBuf;

/// What the question is called where a note points into it.
const QUESTION: &str = "question";

/// Ask a question and get a verdict with its evidence.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Ask a question in the words of the cards. The answer names the cards it rests on, the route by which news \
                  came, the accounts that differ, what would change it, and what is missing.\n\n\
                  Questions:\n  \
                  mao knew attack-schedule on 24 June 1950     (also: was told, learned, said, denied, decided …)\n  \
                  who knew attack-plan on 20 May 1950\n  \
                  when mao learned outbreak\n  \
                  what happened between 1 October 1950 and 19 October 1950\n  \
                  verdict mao-reluctant under clear\n  \
                  state air-cover-promise on 13 October 1950 reading wide\n  \
                  ties prc on 25 June 1950                     (who was bound to whom, and where sources differ)\n  \
                  positions on attack-schedule                 (who held which view, and what each could have read)\n  \
                  without xu-yan-2003\n  \
                  missing attack-schedule\n\n\
                  The id of a question card asks all that stands on it.\n\n\
                  Example:\n  kaozheng ask korea/ 'mao knew attack-schedule on 24 June 1950'",
    after_help = "`--json` gives the same with the fields question, verdict, standard, grounds, steps, route, rests_on, rivals, \
                  would_change and missing."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The question, or the id of a question card.
    #[arg(value_name = "QUESTION", required = true)]
    question: Vec<String>,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Answers the question.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    answer_in(&open, &arguments.question.join(" "), arguments.json, screen)
}

/// Answers `words` in an open case: a formal question, or the id of a question card.
pub(crate) fn answer_in(
    open: &OpenCase,
    words: &str,
    json: bool,
    screen: &mut Screen,
) -> anyhow::Result<Exit> {
    open.remark();
    let words = unquoted(words);
    let words = words.as_str();
    if let Some(question) = home::question(&open.case, words) {
        match json {
            true => screen.json(&question.answers)?,
            false => answer::draw_question(screen, &question)?,
        }
        return Ok(Exit::Fine);
    }
    let question = put(open, words, screen)?;
    let view = AnswerView::from(ask(&open.case, &question));
    match json {
        true => screen.json(&view)?,
        false => answer::draw(screen, &view)?,
    }
    Ok(Exit::Fine)
}

/// The questions that `words` put to an open case: one, or all that stand on a question card.
pub(super) fn asked_in(
    open: &OpenCase,
    words: &str,
    screen: &mut Screen,
) -> anyhow::Result<Vec<Question>> {
    let words = unquoted(words);
    if let Some(card) = open.case.questions.get(&words) {
        let asked = card.ask.iter().map(|asked| Question::clone(&asked.value));
        return Ok(asked.collect());
    }
    Ok(vec![put(open, &words, screen)?])
}

/// The question that `words` put, all of whose names are cards of the case.
fn put(open: &OpenCase, words: &str, screen: &mut Screen) -> anyhow::Result<Question> {
    let question = understood(words, screen)?;
    let strangers = strangers(open, &question);
    if strangers.is_empty() {
        return Ok(question);
    }
    draw_notes_on(QUESTION, strangers, words, screen)?;
    Err(misused(
        "the question names what the case does not have, so nothing was answered",
    ))
}

/// The question that `words` put; what cannot be understood is drawn with its place, and is a fault of usage.
fn understood(words: &str, screen: &mut Screen) -> anyhow::Result<Question> {
    let mut notes = Vec::new();
    let question = parse_question(words).take(&mut notes);
    if let Some(question) = question {
        return Ok(question);
    }
    draw_notes_on(QUESTION, notes, words, screen)?;
    Err(misused(
        "the question was not understood; `kaozheng help ask` shows the forms a question can take",
    ))
}

/// The words without the quotation marks that word processors set around them; no id has one.
fn unquoted(words: &str) -> String {
    let marks = [
        '"', '\'', '“', '”', '„', '‘', '’', '«', '»', '「', '」', '`',
    ];
    let bare = words
        .split_whitespace()
        .map(|word| word.trim_matches(marks));
    bare.collect::<Vec<_>>().join(" ")
}

/// What the question names and no card is called: no verdict is given on that, least of all "cannot be decided".
fn strangers(open: &OpenCase, question: &Question) -> Vec<Diagnostic> {
    let case = &open.case;
    let unknown = question
        .ids()
        .into_iter()
        .filter(|id| case.kind(&id.id).is_none());
    let drafts = load_drafts(&open.loaded.folder, &mut Vec::new());
    let note = |id: &Id| {
        let known = open.loaded.record.ids().map(|(id, _)| id);
        let help = drafts
            .get(&id.id)
            .map(still_a_draft)
            .or_else(|| did_you_mean(&id.id, known))
            .unwrap_or_else(|| "`kaozheng search` finds how a card is called".to_owned());
        let place = Place {
            file: QUESTION.into(),
            span: id.span,
        };
        Diagnostic::error("unknown-id", format!("No card is called `{}`.", id.id))
            .at(place)
            .help(help)
    };
    unknown.map(note).collect()
}

/// Draws notes on words of the command line, which are called `name` there.
pub(super) fn draw_notes_on(
    name: &str,
    mut notes: Vec<Diagnostic>,
    words: &str,
    screen: &mut Screen,
) -> anyhow::Result<()> {
    let mut texts = Texts::default();
    texts.add(name, words);
    for place in notes.iter_mut().filter_map(|note| note.at.as_mut()) {
        place.file = name.into();
    }
    notes::draw(screen, &notes, &texts)?;
    Ok(screen.flush()?)
}
