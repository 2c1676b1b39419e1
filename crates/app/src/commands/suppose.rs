//! `kaozheng if`: what if a card said otherwise.

use super::ask::{asked_in, draw_notes_on};
use crate::exit::{Exit, misused};
use crate::open::{Originals, open};
use crate::print::change;
use crate::screen::Screen;
use kaozheng_case::Case;
use kaozheng_case::change::{SUPPOSED, Supposition, compare, if_supposed, suppose};
use kaozheng_desk::views::{ComparisonView, SupposedView};
use std::path::PathBuf;

/// Say what would be answered if a card said otherwise.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Answer a question as the cards stand, and again as if some of them said otherwise. Without a question, every \
                  answer of the case that would move is told. Nothing is written.\n\n\
                  A supposition is `card-id.field = value`, in quotation marks, and several may stand one after another. The \
                  value takes the place of all that the card says in that field; `nothing` takes the field away, and `grade` \
                  is the grade of the whole card.\n\n\
                  Example:\n  kaozheng if korea/ 'mao-drafts-telegram.sent = yes' 'stalin knew intervention on 3 October 1950'\n  \
                  kaozheng if korea/ 'liu-tong-context.grade = weak'",
    after_help = "`kaozheng without CASE SOURCE` takes sources away. `--json` gives both answers."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Suppositions (`card-id.field = value`), then the question.
    #[arg(value_name = "SUPPOSITION… QUESTION", required = true)]
    words: Vec<String>,
    /// Print the answers as JSON.
    #[arg(long)]
    json: bool,
}

/// Answers under suppositions.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    open.remark();
    let count = arguments
        .words
        .iter()
        .take_while(|words| words.contains('='))
        .count();
    let (suppositions, question) = arguments.words.split_at(count.max(1));
    let (supposed, other) = understood(&open.case, suppositions, screen)?;
    if question.is_empty() {
        let view = ComparisonView::from(compare(&open.case, &other));
        match arguments.json {
            true => screen.json(&view)?,
            false => change::draw(screen, &view)?,
        }
        return Ok(Exit::Fine);
    }
    let questions = asked_in(&open, &question.join(" "), screen)?;
    let views: Vec<SupposedView> = questions
        .iter()
        .map(|question| if_supposed(&open.case, supposed.clone(), &other, question).into())
        .collect();
    match arguments.json {
        true => screen.json(&views)?,
        false => views
            .iter()
            .try_for_each(|view| change::draw_supposed(screen, view))?,
    }
    Ok(Exit::Fine)
}

/// The suppositions as they were understood, with the case in which all of them hold.
fn understood(
    case: &Case,
    suppositions: &[String],
    screen: &mut Screen,
) -> anyhow::Result<(Vec<Supposition>, Case)> {
    let (mut all, mut other) = (Vec::new(), case.clone());
    for words in suppositions {
        let mut notes = Vec::new();
        match suppose(&other, words).take(&mut notes) {
            Some((supposition, next)) => {
                all.push(supposition);
                other = next;
            }
            None => {
                draw_notes_on(SUPPOSED, notes, words, screen)?;
                return Err(misused(
                    "the supposition cannot be made, so nothing was answered; `kaozheng help if` shows how one is written",
                ));
            }
        }
    }
    Ok((all, other))
}
