//! What came of reading an original, in the terminal.

use super::counted;
use crate::reading::Summary;
use crate::screen::{Screen, Style};
use std::io;

/// Draws the figures of one original.
pub(crate) fn draw_summary(screen: &mut Screen, summary: &Summary) -> io::Result<()> {
    let name = screen.paint(Style::Strong, &summary.name);
    screen.line(format!("{name}  read in {:.2} s", summary.seconds))?;
    if let Some(languages) = &summary.recognised {
        screen.line(format!(
            "  Its letters were recognised by Tesseract ({languages}); correct them in sources/{}.text",
            summary.name
        ))?;
    }
    if summary.corrected_text {
        screen.line(format!(
            "  The text beside it was read: sources/{}.text",
            summary.name
        ))?;
    }
    screen.line(format!(
        "  {}, {}, {}; {} of {} marks lead to a note",
        counted(summary.pages, "page"),
        counted(summary.passages, "passage"),
        counted(summary.notes, "note"),
        summary.marks_placed,
        summary.marks
    ))?;
    let drafts: Vec<String> = summary
        .drafts
        .iter()
        .map(|(kind, count)| counted(*count, kind))
        .collect();
    let drafts = if drafts.is_empty() {
        "none".to_owned()
    } else {
        drafts.join(", ")
    };
    screen.paragraph("  Drafts: ", &drafts)?;
    if summary.decided > 0 {
        screen.line(format!("  Decided on before: {}.", summary.decided))?;
    }
    if !summary.troubles.is_empty() {
        screen.line(format!(
            "  {} about what is doubtful in it.",
            counted(summary.troubles.len(), "remark")
        ))?;
    }
    Ok(())
}
