//! `kaozheng try`: the sample case, end to end.

use super::read::{How, read_all};
use crate::exit::{Exit, misused};
use crate::folder::typed;
use crate::open::{Originals, open};
use crate::print::{answer, reading};
use crate::screen::Screen;
use crate::{sample, settings};
use kaozheng_desk::views::HomeView;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Make a sample case, read it, and answer six questions from it.
#[derive(Debug, clap::Args)]
#[command(
    name = "try",
    long_about = "Make the sample case (an essay on the Iranian crisis of 1945-46 with its notes and cards), read its essay, \
                  and answer six questions with their evidence: who did what when, who knew what when, who says so and on \
                  which document, where accounts disagree, how sure we can be, and how a promise stood.\n\n\
                  Example:\n  kaozheng try\n  kaozheng try sample/",
    after_help = "Without a folder, a new one is made among the temporary files."
)]
pub(crate) struct Arguments {
    /// Where to make it.
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Print the first page with all answers as JSON.
    #[arg(long)]
    json: bool,
}

/// Makes, reads and asks the sample case.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    let root = arguments.folder.clone().unwrap_or_else(temporary);
    if root.join(settings::NAME).exists() {
        return Err(misused(format!(
            "{} is a case already; nothing was changed",
            root.display()
        )));
    }
    let folder = sample::write(&root)?;
    let (summaries, failures) = read_all(
        &folder,
        &[folder.path("sources/essay.txt")],
        &How::default(),
        |_| Ok(()),
    )?;
    failures
        .into_iter()
        .try_for_each(|unread| Err(unread.failure))?;
    let open = open(&root, Originals::LeftAlone)?;
    let settings = &open.loaded.settings;
    let view = HomeView::of(
        &open.case,
        &settings.title,
        summaries.len(),
        &settings.questions,
    );
    if arguments.json {
        screen.json(&view)?;
        return Ok(Exit::Fine);
    }
    screen.paragraph(
        "",
        &format!(
            "The sample case \"{}\" is in {}",
            view.title,
            root.display()
        ),
    )?;
    screen.gap()?;
    summaries
        .iter()
        .try_for_each(|summary| reading::draw_summary(screen, summary))?;
    for question in &view.questions {
        answer::draw_question(screen, question)?;
    }
    screen.gap()?;
    next(screen, &root, begun.elapsed().as_secs_f64())?;
    Ok(Exit::Fine)
}

fn next(screen: &mut Screen, root: &Path, seconds: f64) -> anyhow::Result<()> {
    let case = typed(root);
    screen.line(format!(
        "Made, read and asked in {seconds:.1} s. What to type next:"
    ))?;
    for (command, purpose) in [
        (
            format!("kaozheng check {case}"),
            "what is wrong or doubtful",
        ),
        (
            format!("kaozheng knowledge {case} atomic-project"),
            "who knew of it, from when on",
        ),
        (
            format!("kaozheng weigh {case} ultimatum"),
            "the evidence by independent root",
        ),
        (
            format!("kaozheng without {case} truman-1955"),
            "what falls if his memoirs fall",
        ),
        (
            format!("kaozheng review {case} --by ME"),
            "what reading proposes",
        ),
        ("kaozheng new my-case/".to_owned(), "a case of your own"),
    ] {
        screen.line(format!("  {command}"))?;
        screen.line(format!("      {purpose}"))?;
    }
    Ok(())
}

/// A folder among the temporary files that is not there yet.
fn temporary() -> PathBuf {
    let base = std::env::temp_dir();
    let named = |number: u32| match number {
        1 => base.join("kaozheng-sample"),
        _ => base.join(format!("kaozheng-sample-{number}")),
    };
    (1..)
        .map(named)
        .find(|path| !path.exists())
        .expect("some number is free")
}
