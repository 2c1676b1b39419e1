//! A dispute in the terminal: the two sides, grouped by independent root.

use crate::screen::{Screen, Style};
use kaozheng_desk::views::DisputeView;
use kaozheng_desk::views::dispute::{EvidenceLine, SideView};
use std::io;

/// Draws the verdict, both sides and what does not count.
pub(crate) fn draw(screen: &mut Screen, view: &DisputeView) -> io::Result<()> {
    let verdict = screen.paint(Style::Strong, &verdict(view));
    screen.line(format!("{}: {verdict}", view.matter))?;
    screen.paragraph("  ", &view.says)?;
    for side in &view.sides {
        draw_side(screen, side)?;
    }
    if !view.dead.is_empty() {
        screen.heading("These do not count:")?;
        for line in &view.dead {
            let reason = line.dead.as_deref().unwrap_or_default();
            screen.paragraph("  - ", &format!("{} [{}]: {reason}", line.says, line.id))?;
        }
    }
    Ok(())
}

/// The verdict as answers word it: `probable that not` for the denial.
fn verdict(view: &DisputeView) -> String {
    match view.verdict.strip_prefix("not-p ") {
        Some(reached) => format!("{reached} that not"),
        None => view.verdict.clone(),
    }
}

fn draw_side(screen: &mut Screen, side: &SideView) -> io::Result<()> {
    let [decisive, strong, fair, weak] = side.widths;
    let widths = format!(
        "independent lines: {decisive} decisive, {strong} strong or more, {fair} fair or more, {weak} in all"
    );
    let head = match side.groups.is_empty() {
        true => format!("{}: nothing that counts", capital(&side.side)),
        false => format!("{} ({widths})", capital(&side.side)),
    };
    screen.heading(&head)?;
    for group in &side.groups {
        screen.paragraph("  ", &format!("on {}:", group.roots.join(" and ")))?;
        for line in &group.lines {
            draw_line(screen, line)?;
        }
    }
    Ok(())
}

fn draw_line(screen: &mut Screen, line: &EvidenceLine) -> io::Result<()> {
    let lead = format!("    {:<9}", line.grade);
    let bond = line.bond.as_ref();
    let bond = bond.map_or(String::new(), |bond| format!(" ({bond})"));
    screen.paragraph(&lead, &format!("{} [{}]{bond}", line.says, line.id))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Draws a dispute in one line.
pub(crate) fn draw_short(screen: &mut Screen, view: &DisputeView) -> io::Result<()> {
    let verdict = format!("{:<22}", verdict(view));
    screen.paragraph(&verdict, &format!("{}: {}", view.matter, view.says))
}
