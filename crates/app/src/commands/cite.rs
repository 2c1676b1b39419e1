//! `kaozheng cite`: the works of a case as footnotes and a bibliography.

use crate::exit::{Exit, misnamed, misused};
use crate::folder::CaseFolder;
use crate::load::load;
use crate::print::notes;
use crate::screen::{Screen, Style as Look};
use crate::whole_file;
use kaozheng_desk::bibliography::cite::{self, Cited, Style, StyleFailure, USUAL};
use kaozheng_desk::bibliography::{Naming, Work};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Print the works of a case as footnotes and a bibliography, in any CSL style.
#[derive(Debug, clap::Args)]
#[command(
    long_about = "Print the works of a case as footnotes and a bibliography, in any CSL style.\n\n\
                  Without SOURCE, each work is printed as it is cited first and as it is cited again, and the bibliography \
                  follows. With sources, in the order in which the notes cite them, the notes are printed with their \
                  numbers: in full, short, or as Ibid. where the style has it.\n\n\
                  STYLE is a name of --styles, or a file that ends in .csl (thousands are at the repository of citation \
                  styles). Chicago notes are the default. A romanised title is followed by the title in its own script and, \
                  in brackets, by its translation. Of a span of dates the first is printed.\n\n\
                  Example:\n  kaozheng cite korea/\n  kaozheng cite korea/ zhang-2005 zhang-2005 stueck-1995 --style apa\n  \
                  kaozheng cite korea/ --style journal.csl",
    after_help = "The styles that are built in are by the makers of the Citation Style Language, under CC BY-SA 3.0."
)]
pub(crate) struct Arguments {
    /// The case folder.
    #[arg(value_name = "CASE", required_unless_present = "styles")]
    case: Option<PathBuf>,
    /// The sources that the notes cite, in their order; one may come again.
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// The style: a name of --styles, or a .csl file.
    #[arg(long, value_name = "STYLE", default_value = USUAL)]
    style: String,
    /// List the styles that are built in.
    #[arg(long)]
    styles: bool,
    /// Print as JSON.
    #[arg(long)]
    json: bool,
}

/// Notes in the order in which sources were named.
#[derive(Serialize)]
struct Notes {
    /// Each note.
    notes: Vec<String>,
    /// What they cite.
    bibliography: Vec<String>,
}

/// Prints the works.
pub(crate) fn run(arguments: &Arguments, screen: &mut Screen) -> anyhow::Result<Exit> {
    let (Some(case), false) = (&arguments.case, arguments.styles) else {
        match arguments.json {
            true => screen.json(&Style::names())?,
            false => screen.line(Style::names().join("\n"))?,
        }
        return Ok(Exit::Fine);
    };
    let style = style(&arguments.style)?;
    let case = load(CaseFolder::find(case)?);
    notes::remark_on(&case.notes);
    let (works, naming) = (Work::all_of(&case.record), Naming::of(&case.record));
    if arguments.sources.is_empty() {
        let cited = cite::all(&works, &naming, &style);
        match arguments.json {
            true => screen.json(&cited)?,
            false => draw(screen, &cited)?,
        }
        return Ok(Exit::Fine);
    }
    let order: anyhow::Result<Vec<&Work>> = arguments
        .sources
        .iter()
        .map(|id| called(&works, id))
        .collect();
    let (notes, bibliography) = cite::in_order(&order?, &naming, &style);
    match arguments.json {
        true => screen.json(&Notes {
            notes,
            bibliography,
        })?,
        false => {
            for (at, note) in notes.iter().enumerate() {
                screen.paragraph(&format!("{:>4}. ", at + 1), note)?;
            }
            entries(screen, &bibliography)?;
        }
    }
    Ok(Exit::Fine)
}

fn called<'a>(works: &'a [Work], id: &str) -> anyhow::Result<&'a Work> {
    works.iter().find(|work| work.id == id).ok_or_else(|| {
        let known = works.iter().map(|work| work.id.as_str());
        let fault = format!("`{id}` is no source of this case");
        misnamed(&fault, id, known, "`kaozheng sources CASE` lists them")
    })
}

/// A style of a file, or a built-in one.
pub(crate) fn style(name: &str) -> anyhow::Result<Style> {
    let read = match name.to_lowercase().ends_with(".csl") {
        true => {
            let bytes = whole_file::read(Path::new(name))
                .map_err(|failure| misused(failure.to_string()))?;
            Style::parse(&String::from_utf8_lossy(&bytes))
        }
        false => Style::named(name),
    };
    read.map_err(|failure| match failure {
        StyleFailure::Unknown(_) => {
            let listed = "`kaozheng cite --styles` lists them; a file of a style ends in .csl";
            misnamed(&failure.to_string(), name, Style::names(), listed)
        }
        other => misused(format!("{name}: {other}")),
    })
}

fn draw(screen: &mut Screen, cited: &Cited) -> std::io::Result<()> {
    for work in &cited.works {
        let id = screen.paint(Look::Strong, &work.id);
        screen.line(id)?;
        screen.paragraph("  first: ", &work.first)?;
        screen.paragraph("  again: ", &work.later)?;
    }
    entries(screen, &cited.bibliography)
}

fn entries(screen: &mut Screen, bibliography: &[String]) -> std::io::Result<()> {
    if bibliography.is_empty() {
        return Ok(());
    }
    screen.heading("Bibliography")?;
    for entry in bibliography {
        screen.paragraph("  ", entry)?;
    }
    Ok(())
}
