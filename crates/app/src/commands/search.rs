//! `kaozheng search`: words in originals, notes and cards.

use crate::exit::Exit;
use crate::folder::CaseFolder;
use crate::load::{self, LoadedCase, SourceFile, load};
use crate::originals;
use crate::print::notes;
use crate::screen::{Screen, Style, remark};
use kaozheng_desk::index::{Hit, Index, IndexFailure, SourceHash};
use std::fs;
use std::path::PathBuf;

/// Find words in originals, notes and cards.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Find the passages, notes and cards in which all of the words stand, the best first. Korean, Chinese and \
                  Japanese words are found inside running text; a word that ends in `*` stands for all that begin so.\n\n\
                  The index lives in .kaozheng/ and is made anew whenever it is missing or out of date. No answer ever \
                  reads it.\n\n\
                  Example:\n  kaozheng search korea/ 모택동 전쟁\n  kaozheng search korea/ 'air cover'",
    after_help = "`kaozheng sources CASE SOURCE` shows what was read in a source."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The words.
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// Show at most this many.
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Print the hits as JSON.
    #[arg(long)]
    json: bool,
}

/// Searches the case.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let mut case = load(CaseFolder::find(&arguments.case)?);
    let sources = load::sources(&case.folder, &mut case.notes);
    notes::remark_on(&case.notes);
    let index = index(&case, &sources)?;
    let hits = index.search(&arguments.words.join(" "), arguments.limit)?;
    if arguments.json {
        screen.json(&hits)?;
        return Ok(Exit::Fine);
    }
    for hit in &hits {
        draw(screen, hit)?;
    }
    screen.line(match hits.len() {
        0 => "Nothing was found.".to_owned(),
        1 => "1 place.".to_owned(),
        found => format!("{found} places."),
    })?;
    Ok(Exit::Fine)
}

/// The index of the case, up to date. One that is damaged is made anew; where none can be kept, it lives in memory.
fn index(case: &LoadedCase, sources: &[SourceFile]) -> anyhow::Result<Index> {
    if let Some(path) = path(&case.folder) {
        let kept = || Index::open(&path).and_then(|index| up_to_date(index, case, sources));
        if let Ok(index) = kept() {
            return Ok(index);
        }
        // A derived file that cannot be used is of no use.
        let _ = fs::remove_file(&path);
        if let Ok(index) = kept() {
            return Ok(index);
        }
    }
    remark("The index cannot be kept in .kaozheng/; this search works without it.");
    Ok(up_to_date(Index::in_memory()?, case, sources)?)
}

/// Where the index of a case is kept; `None` where the folder for it cannot be made.
pub(crate) fn path(folder: &CaseFolder) -> Option<PathBuf> {
    fs::create_dir_all(folder.derived()).ok()?;
    Some(folder.derived().join("index.sqlite"))
}

/// Opens the originals that the index does not know as they are, and no others.
fn up_to_date(
    mut index: Index,
    case: &LoadedCase,
    sources: &[SourceFile],
) -> Result<Index, IndexFailure> {
    let hashes: Vec<SourceHash> = sources
        .iter()
        .map(|of| (of.original.name.clone(), of.text_hash()))
        .collect();
    let outdated = index.outdated(&hashes)?;
    let wanted = sources
        .iter()
        .filter(|of| outdated.contains(&of.original.name));
    let documents = originals::opened(&wanted.collect::<Vec<_>>(), &mut Vec::new());
    index.refresh(&hashes, &documents, &case.record)?;
    Ok(index)
}

fn draw(screen: &mut Screen, hit: &Hit) -> anyhow::Result<()> {
    let page = hit
        .page
        .as_ref()
        .map_or(String::new(), |page| format!(", p. {page}"));
    let card = hit
        .card
        .as_ref()
        .map_or(String::new(), |card| format!(" {card}"));
    let place = format!(
        "{}{card}  {}{page}, characters {}-{}",
        hit.kind, hit.file, hit.start, hit.end
    );
    let place = screen.paint(Style::Dim, &place);
    screen.line(place)?;
    let found = if screen.colour {
        screen.paint(Style::Strong, &hit.found)
    } else {
        hit.found.clone()
    };
    screen.line(format!("  {}{found}{}", hit.before, hit.after))?;
    Ok(())
}
