//! `kaozheng ask`: a question, answered with its evidence.

use crate::exit::{Exit, misused};
use crate::open::{OpenCase, Originals, open};
use crate::print::answer;
use crate::print::notes::{self, Texts};
use crate::screen::Screen;
use kaozheng_case::ask::ask;
use kaozheng_desk::views::{AnswerView, home};
use kaozheng_record::means::{Question, parse_question};
use std::path::PathBuf;

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
    if let Some(question) = home::question(&open.case, words.trim()) {
        match json {
            true => screen.json(&question.answers)?,
            false => answer::draw_question(screen, &question)?,
        }
        return Ok(Exit::Fine);
    }
    let view = AnswerView::from(ask(&open.case, &understood(words, screen)?));
    match json {
        true => screen.json(&view)?,
        false => answer::draw(screen, &view)?,
    }
    Ok(Exit::Fine)
}

/// The question that `words` put; what cannot be understood is drawn with its place, and is a fault of usage.
fn understood(words: &str, screen: &mut Screen) -> anyhow::Result<Question> {
    let mut notes = Vec::new();
    let question = parse_question(words).take(&mut notes);
    if let Some(question) = question {
        return Ok(question);
    }
    let mut texts = Texts::default();
    texts.add("question", words);
    for place in notes.iter_mut().filter_map(|note| note.at.as_mut()) {
        place.file = "question".into();
    }
    notes::draw(screen, &notes, &texts)?;
    screen.flush()?;
    Err(misused(
        "the question was not understood; `kaozheng help ask` shows the forms a question can take",
    ))
}
