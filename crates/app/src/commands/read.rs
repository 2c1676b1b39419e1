//! `kaozheng read`: originals become documents, passages and drafts.

use crate::exit::Exit;
use crate::explaining::Explaining;
use crate::folder::{CaseFolder, typed};
use crate::load::{self, SourceFile, load};
use crate::print::{notes, reading as drawing};
use crate::reading::{self, Reading, Summary};
use crate::screen::{Screen, progress, remark};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io;
use std::path::{Path, PathBuf};

/// Read originals: copy them into the case, divide them, draft cards.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Read originals. Each is copied into sources/ and never changed; its text is laid beside it (NAME.text), where \
                  you can correct what OCR got wrong, and reading it again uses your text. Passages, notes and their marks \
                  are found, dates, names and citations read, and cards drafted in drafts/. Nothing is believed: no answer \
                  reads a draft until you accept it.\n\n\
                  Reading the same file twice gives the same drafts, and keeps what you changed, accepted or rejected. To \
                  draft anew, delete its file in drafts/ first.\n\n\
                  Example:\n  kaozheng read korea/ zhang-2005.txt\n  kaozheng read korea/ scans/*.md --explain\n  kaozheng read korea/ zhang-2005.txt --explain --note 14",
    after_help = "Next: `kaozheng review CASE --by INITIALS` goes through the drafts one by one."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The originals: plain text or Markdown.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    explaining: Explaining,
    /// Print the summaries as JSON; with --explain, the explanations.
    #[arg(long)]
    json: bool,
}

/// Reads the files; one that fails does not keep the others from being read.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let folder = CaseFolder::find(&arguments.case)?;
    let mut explained = Vec::new();
    let (summaries, failures) = read_all(&folder, &arguments.files, |reading| {
        if arguments.explaining.explain {
            let view = arguments.explaining.view(&reading.result.document);
            match arguments.json {
                true => explained.push(view),
                false => arguments.explaining.draw(screen, &view)?,
            }
        }
        if !arguments.json && !reading.notes.is_empty() {
            let mut texts = notes::Texts::default();
            texts.add(
                reading.source.original.name.as_str(),
                &reading.result.document.raw,
            );
            notes::draw(screen, &reading.notes, &texts)?;
        }
        Ok(())
    })?;
    match arguments.json {
        true if arguments.explaining.explain => screen.json(&explained)?,
        true => screen.json(&summaries)?,
        false => draw_all(&summaries, &arguments.case, screen)?,
    }
    screen.flush()?;
    let mut failures = failures.into_iter();
    match failures.next() {
        None => Ok(Exit::Fine),
        Some(first) => {
            failures.for_each(|failure| crate::exit::tell(&failure));
            Err(first)
        }
    }
}

/// Draws what came of each original, and what to type next when something waits for a person.
fn draw_all(summaries: &[Summary], case: &Path, screen: &mut Screen) -> io::Result<()> {
    for summary in summaries {
        drawing::draw_summary(screen, summary)?;
    }
    if summaries.iter().any(|summary| !summary.drafts.is_empty()) {
        screen.line(format!(
            "Next: `kaozheng review {} --by INITIALS` goes through the drafts, the best first.",
            typed(case)
        ))?;
    }
    Ok(())
}

/// Reads the files, several at once, and keeps them one after the other, in the order given.
pub(crate) fn read_all(
    folder: &CaseFolder,
    files: &[PathBuf],
    mut shown: impl FnMut(&Reading) -> anyhow::Result<()>,
) -> anyhow::Result<(Vec<Summary>, Vec<anyhow::Error>)> {
    let case = load(folder.clone());
    notes::remark_on(&case.notes);
    let held = load::sources(folder, &mut Vec::new());
    let taken = take_all(folder, held, files);
    let bar = progress("reading", taken.len());
    let readings: Vec<anyhow::Result<Reading>> = taken
        .into_par_iter()
        .map(|source| {
            let read = source.and_then(|source| reading::read_source(source, &case.record));
            bar.inc(1);
            read
        })
        .collect();
    bar.finish_and_clear();
    let (mut summaries, mut failures) = (Vec::new(), Vec::new());
    for reading in readings {
        match reading {
            Ok(reading) => {
                shown(&reading)?;
                match reading::keep(folder, &reading) {
                    Ok(summary) => summaries.push(summary),
                    Err(failure) => failures.push(failure),
                }
            }
            Err(failure) => failures.push(failure),
        }
    }
    Ok((summaries, failures))
}

/// The originals that `files` are, each once: the same content under two names is one original, and that is told.
fn take_all(
    folder: &CaseFolder,
    mut held: Vec<SourceFile>,
    files: &[PathBuf],
) -> Vec<anyhow::Result<SourceFile>> {
    let mut out: Vec<anyhow::Result<SourceFile>> = Vec::new();
    for file in files {
        let source = match reading::take(folder, &held, file) {
            Ok(source) => source,
            Err(failure) => {
                out.push(Err(failure));
                continue;
            }
        };
        let name = &source.original.name;
        if file
            .file_name()
            .is_some_and(|given| given != name.rsplit('/').next().unwrap_or(name))
        {
            remark(&format!(
                "{} has the same content as sources/{name} and is not kept twice.",
                file.display()
            ));
        }
        let again = |other: &SourceFile| other.original.name == *name;
        if !out.iter().flatten().any(again) {
            held.push(source.clone());
            out.push(Ok(source));
        }
    }
    out
}
