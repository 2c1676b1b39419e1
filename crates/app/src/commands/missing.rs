//! `kaozheng missing`: what would settle a matter.

use super::ask::answer_in;
use crate::exit::Exit;
use crate::open::{Originals, open};
use crate::screen::Screen;
use std::path::PathBuf;

/// Say what is missing, and what would settle a matter.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Say which evidence would settle a matter, and where it may lie: what the cards name as missing, texts known \
                  only through others, letters of which only the answer is held.\n\n\
                  Without a matter, every matter that is in dispute is gone through.\n\n\
                  Example:\n  kaozheng missing korea/ attack-schedule",
    after_help = "A line `would-settle:` on a matter or a question adds to the list."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The matter.
    #[arg(value_name = "MATTER")]
    matter: Option<String>,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

/// Answers what is missing.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let open = open(&arguments.case, Originals::LeftAlone)?;
    if let Some(matter) = &arguments.matter {
        return answer_in(&open, &format!("missing {matter}"), arguments.json, screen);
    }
    let of_matter = |id: &String| {
        let question = kaozheng_record::means::parse_question(&format!("missing {id}")).value?;
        let answer =
            kaozheng_desk::views::AnswerView::from(kaozheng_case::ask::ask(&open.case, &question));
        (!answer.missing.is_empty()).then_some(answer)
    };
    let answers: Vec<_> = open.case.matters.keys().filter_map(of_matter).collect();
    match arguments.json {
        true => screen.json(&answers)?,
        false if answers.is_empty() => {
            screen.line("Nothing is named as missing. A line `would-settle:` on a matter or a question names it.")?;
        }
        false => {
            for answer in &answers {
                crate::print::answer::draw(screen, answer)?;
                screen.gap()?;
            }
        }
    }
    Ok(Exit::Fine)
}
