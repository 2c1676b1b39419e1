//! `kaozheng search`: words in originals, notes and cards.

use crate::exit::Exit;
use crate::open::{OpenCase, Originals, open};
use crate::screen::{Screen, Style, remark};
use kaozheng_desk::index::{Hit, Index, IndexFailure};
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
    let open = open(&arguments.case, Originals::Opened)?;
    open.remark();
    let index = index(&open)?;
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
fn index(open: &OpenCase) -> anyhow::Result<Index> {
    let path = open.loaded.folder.derived().join("index.sqlite");
    let kept = || -> Result<Index, IndexFailure> {
        let mut index = Index::open(&path)?;
        index.refresh(&open.documents, &open.loaded.record)?;
        Ok(index)
    };
    let ready = fs::create_dir_all(open.loaded.folder.derived()).is_ok();
    if ready {
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
    let mut index = Index::in_memory()?;
    index.refresh(&open.documents, &open.loaded.record)?;
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
        "{}{card}  {}{page}, code points {}-{}",
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
