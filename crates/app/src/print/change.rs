//! What a case answers otherwise, in the terminal.

use super::answer;
use crate::screen::{Screen, Style};
use kaozheng_desk::views::{ComparisonView, SupposedView};
use std::io;

/// Draws what differs between two states of a case.
pub(crate) fn draw(screen: &mut Screen, view: &ComparisonView) -> io::Result<()> {
    let verdict = screen.paint(Style::Strong, &view.verdict);
    screen.line(verdict)?;
    for (number, moved) in (1..).zip(&view.moved) {
        screen.paragraph(&format!("  {number}. "), &moved.sentence)?;
    }
    if !view.cards.is_empty() {
        screen.heading("Cards")?;
    }
    for card in &view.cards {
        let told = format!("{} {} {}", card.kind, card.card, card.change);
        screen.paragraph("  ", &told)?;
    }
    notes(screen, "Settings", &view.settings)?;
    notes(screen, "Now noted", &view.raised)?;
    notes(screen, "No longer noted", &view.settled)
}

/// Draws an answer as the cards stand, and as it would be.
pub(crate) fn draw_supposed(screen: &mut Screen, view: &SupposedView) -> io::Result<()> {
    let sentence = screen.paint(Style::Strong, &view.sentence);
    screen.paragraph("", &sentence)?;
    screen.heading("As the cards stand")?;
    answer::draw(screen, &view.stands)?;
    screen.heading(&format!("If {}", view.suppositions.join(" and ")))?;
    answer::draw(screen, &view.supposed)?;
    notes(screen, "Would be noted", &view.raised)
}

fn notes(screen: &mut Screen, name: &str, notes: &[String]) -> io::Result<()> {
    if !notes.is_empty() {
        screen.heading(name)?;
    }
    for note in notes {
        screen.paragraph("  ", note)?;
    }
    Ok(())
}
