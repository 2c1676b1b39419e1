//! A timeline in the terminal.

use super::wrap::padded;
use crate::screen::{Screen, Style};
use kaozheng_desk::views::TimelineView;
use kaozheng_desk::views::timeline::TimelineEntry;
use std::io;

/// Columns of the dates.
const DATES: usize = 24;

/// Draws the entries, then what has no date, then what cannot all hold.
pub(crate) fn draw(screen: &mut Screen, view: &TimelineView) -> io::Result<()> {
    if view.entries.is_empty() {
        screen.line("Nothing has a date yet. A line `when:` on an event gives it one.")?;
    }
    for entry in &view.entries {
        draw_entry(screen, entry)?;
    }
    if !view.undated.is_empty() {
        screen.gap()?;
        screen.paragraph("Without a date: ", &view.undated.join(", "))?;
    }
    if !view.contradiction.is_empty() {
        screen.heading("These dates cannot all hold:")?;
        for sentence in &view.contradiction {
            screen.paragraph("  - ", sentence)?;
        }
    }
    Ok(())
}

fn draw_entry(screen: &mut Screen, entry: &TimelineEntry) -> io::Result<()> {
    let lead = padded(&entry.words, DATES);
    let lead = if super::wrap::columns(&entry.words) >= DATES {
        format!("{}  ", entry.words)
    } else {
        lead
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
    for rival in &entry.rivals {
        let rival = format!("also dated {} [{}]", rival.words, rival.grounds.join("; "));
        let rival = screen.paint(Style::Doubtful, &rival);
        screen.line(format!("{}{rival}", " ".repeat(DATES)))?;
    }
    Ok(())
}

fn place(id: &str, grounds: &[String]) -> String {
    let parts: Vec<&str> = std::iter::once(id)
        .chain(grounds.iter().map(String::as_str))
        .collect();
    parts.join("; ")
}
