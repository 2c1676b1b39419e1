//! A timeline in the terminal.

use super::wrap::padded;
use crate::screen::{Screen, Style};
use kaozheng_desk::views::TimelineView;
use kaozheng_desk::views::timeline::{Clock, TimelineEntry, Undated};
use std::io;

/// Columns of the dates.
const DATES: usize = 24;

/// Which of the other times of an entry are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// Those of its own card.
    Own,
    /// Also those of the papers that tell of it.
    All,
}

/// Draws the entries, then what has no date, then what cannot all hold.
pub(crate) fn draw(screen: &mut Screen, view: &TimelineView, clocks: Clocks) -> io::Result<()> {
    if view.entries.is_empty() {
        screen.line("Nothing has a date yet. A line `when:` on an event gives it one.")?;
    }
    for entry in &view.entries {
        draw_entry(screen, entry, clocks)?;
    }
    if !view.undated.is_empty() {
        screen.gap()?;
        let undated: Vec<String> = view.undated.iter().map(undated).collect();
        screen.paragraph("Without a date: ", &undated.join(", "))?;
    }
    if !view.contradiction.is_empty() {
        screen.heading("These dates cannot all hold:")?;
        for sentence in &view.contradiction {
            screen.paragraph("  - ", sentence)?;
        }
    }
    Ok(())
}

/// An event without a date; what its card gives and nobody can read as one stands beside it.
pub(crate) fn undated(event: &Undated) -> String {
    match event.words.is_empty() {
        true => event.id.clone(),
        false => format!("{} (\"{}\")", event.id, event.words.join("\", \"")),
    }
}

fn draw_entry(screen: &mut Screen, entry: &TimelineEntry, clocks: Clocks) -> io::Result<()> {
    let words = match entry.words.as_str() {
        // As editors do: what no source says stands in brackets.
        "" => format!("[{}]", entry.bounds),
        words => words.to_owned(),
    };
    let lead = match super::wrap::columns(&words) >= DATES {
        true => format!("{words}  "),
        false => padded(&words, DATES),
    };
    let mut text = entry.title.clone();
    if text.is_empty() {
        text.clone_from(&entry.id);
    }
    if !entry.who.is_empty() {
        text += &format!(" ({})", entry.who.join(", "));
    }
    match entry.sent.as_deref() {
        Some("no") => text += ", not sent",
        Some("maybe") => text += ", perhaps not sent",
        _ => {}
    }
    text += &format!(" [{}]", place(&entry.id, &entry.grounds));
    screen.paragraph(&lead, &text)?;
    if entry.impossible {
        under(
            screen,
            Style::Doubtful,
            "cannot stand with the dates told below",
        )?;
    }
    if let Some(reckoned) = reckoned(entry) {
        under(screen, Style::Dim, &reckoned)?;
    }
    for rival in &entry.rivals {
        let rival = format!("also dated {} [{}]", rival.words, rival.grounds.join("; "));
        under(screen, Style::Doubtful, &rival)?;
    }
    let shown = entry
        .clocks
        .iter()
        .filter(|clock| clocks == Clocks::All || clock.source.is_none());
    let told: Vec<String> = shown.map(told).collect();
    if !told.is_empty() {
        under(screen, Style::Dim, &told.join("; "))?;
    }
    Ok(())
}

fn under(screen: &mut Screen, style: Style, text: &str) -> io::Result<()> {
    let text = screen.paint(style, text);
    screen.line(format!("{}{text}", " ".repeat(DATES)))
}

/// How the words of a date were taken, where they do not say it themselves.
fn reckoned(entry: &TimelineEntry) -> Option<String> {
    if let Some(moment) = &entry.greenwich {
        return Some(format!("in Greenwich {moment}"));
    }
    let because = entry.because.as_ref()?;
    Some(format!("taken as {} ({because})", entry.bounds))
}

fn told(clock: &Clock) -> String {
    match &clock.source {
        None => format!("{} {}", clock.clock, clock.words),
        Some(source) => format!("{source} {} {}", clock.clock, clock.words),
    }
}

fn place(id: &str, grounds: &[String]) -> String {
    let parts: Vec<&str> = std::iter::once(id)
        .chain(grounds.iter().map(String::as_str))
        .collect();
    parts.join("; ")
}
