//! Works and their stemma in the terminal.

use crate::screen::{Screen, Style};
use kaozheng_desk::views::cited::CitedAt;
use kaozheng_desk::views::source::StemmaLine;
use kaozheng_desk::views::sources::{Citing, SourceLine, Taken};
use kaozheng_desk::views::{CitedView, SourceView, SourcesView};
use std::io;

/// Draws the list of works, those most used first.
pub(crate) fn draw_all(screen: &mut Screen, view: &SourcesView) -> io::Result<()> {
    for source in &view.sources {
        draw_work(screen, source)?;
    }
    let held = view
        .sources
        .iter()
        .filter(|source| source.file.is_some())
        .count();
    screen.gap()?;
    screen.line(format!(
        "{} works, {held} with their original in the case.",
        view.sources.len()
    ))?;
    view.cited
        .iter()
        .try_for_each(|cited| draw_cited(screen, cited))
}

/// Most places and cards that one line names.
const MOST: usize = 8;

fn draw_cited(screen: &mut Screen, view: &CitedView) -> io::Result<()> {
    screen.heading(&format!("Cited in the notes of {}", view.original))?;
    for work in &view.works {
        let name = screen.paint(Style::Strong, &work.name);
        screen.line(format!("{:>4}  {}. {name}", work.cited, work.work))?;
        let about = [work.title.as_str(), &work.held_at];
        let about: Vec<&str> = about
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        if !about.is_empty() {
            screen.paragraph("      ", &about.join(", "))?;
        }
        screen.paragraph("      in ", &listed(work.at.iter().map(place)))?;
        for kin in work.rests_on.iter().chain(&work.kin) {
            let words = format!("{} {}. {} ({})", kin.bond, kin.work, kin.name, kin.because);
            screen.paragraph("      ", &words)?;
        }
    }
    for at in &view.unresolved {
        screen.paragraph("   ?  ", &format!("{}: {}", place(at), at.because))?;
    }
    Ok(())
}

/// The note, the place in the work, and what else the words may mean.
fn place(at: &CitedAt) -> String {
    let mut out = match &at.note {
        Some(note) => format!("n. {note}"),
        None => format!("chars {}-{}", at.start, at.end),
    };
    if !at.locator.is_empty() {
        out += &format!(" ({})", at.locator);
    }
    if !at.rivals.is_empty() {
        let rivals: Vec<String> = at.rivals.iter().map(|work| format!("{work}.")).collect();
        out += &format!(" or {}", rivals.join(" or "));
    }
    out
}

fn listed(words: impl ExactSizeIterator<Item = String>) -> String {
    let count = words.len();
    let mut list: Vec<String> = words.take(MOST).collect();
    if count > MOST {
        list.push(format!("and {} more", count - MOST));
    }
    list.join(", ")
}

fn draw_work(screen: &mut Screen, source: &SourceLine) -> io::Result<()> {
    let id = screen.paint(Style::Strong, &source.id);
    screen.line(format!("{:>4}  {id}", source.cited))?;
    let mut about = source.authors.clone();
    about.extend(
        [source.title.clone()]
            .into_iter()
            .filter(|title| !title.is_empty()),
    );
    about.extend(source.sort.clone());
    about.extend(source.dated.clone());
    screen.paragraph("      ", &about.join(", "))?;
    if !source.by.is_empty() {
        screen.paragraph("      read for ", &listed(source.by.iter().map(used)))?;
    }
    for (head, links) in [
        ("rests on ", &source.rests_on),
        ("carries ", &source.carries),
    ] {
        if !links.is_empty() {
            screen.paragraph(&format!("      {head}"), &listed(links.iter().map(taken)))?;
        }
    }
    for rivals in &source.rivals {
        let accounts = rivals.accounts.join("; ");
        screen.paragraph(&format!("      {} differs: ", rivals.field), &accounts)?;
    }
    if !source.through.is_empty() {
        screen.paragraph("      known through ", &source.through.join(", "))?;
    }
    if source.roots != [source.id.clone()] {
        screen.paragraph("      leads back to ", &source.roots.join(", "))?;
    }
    Ok(())
}

/// Draws one source: card, stemma, what rests on it and what falls with it.
pub(crate) fn draw_one(screen: &mut Screen, view: &SourceView) -> io::Result<()> {
    let id = screen.paint(Style::Strong, &view.id);
    screen.line(id)?;
    for field in &view.fields {
        let grounds = if field.grounds.is_empty() {
            String::new()
        } else {
            format!(" [{}]", field.grounds.join("; "))
        };
        screen.paragraph(
            &format!("  {}: ", field.name),
            &format!("{}{grounds}", field.value),
        )?;
    }
    stemma(screen, "Comes from", &view.above)?;
    stemma(screen, "Taken over by", &view.below)?;
    screen.heading("Independent roots")?;
    screen.paragraph("  ", &view.roots.join(", "))?;
    if !view.suspected_roots.is_empty() {
        screen.paragraph("  with suspected links: ", &view.suspected_roots.join(", "))?;
    }
    screen.heading(&format!("Read in it: {}", view.rests.len()))?;
    for citing in &view.rests {
        screen.paragraph(&format!("  {:<9} ", citing.kind), &used(citing))?;
    }
    if !view.falls.is_empty() {
        screen.heading("Falls with it")?;
        screen.paragraph("  ", &view.falls.join(", "))?;
    }
    Ok(())
}

fn taken(link: &Taken) -> String {
    match link.how.is_empty() {
        true => link.id.clone(),
        false => format!("{} ({})", link.id, link.how),
    }
}

fn used(citing: &Citing) -> String {
    let mut out = citing.card.clone();
    if !citing.locus.is_empty() {
        out += &format!(" ({})", citing.locus);
    }
    if !citing.via.is_empty() {
        out += &format!(", through {}", citing.via.join(", "));
    }
    out
}

fn stemma(screen: &mut Screen, head: &str, lines: &[StemmaLine]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    screen.heading(head)?;
    for line in lines {
        let how = if line.how.is_empty() {
            String::new()
        } else {
            format!(" ({})", line.how)
        };
        screen.paragraph(
            &format!("{}- ", "  ".repeat(line.depth)),
            &format!("{}{how} {}", line.id, line.title),
        )?;
    }
    Ok(())
}
