//! Who knew what when, in the terminal.

use super::wrap::{columns, padded};
use crate::screen::{Screen, Style};
use kaozheng_desk::views::KnowledgeView;
use kaozheng_desk::views::knowledge::{ActorKnowledge, Stage};
use std::io;

/// Draws each matter with those of whom there is evidence.
pub(crate) fn draw(screen: &mut Screen, view: &KnowledgeView) -> io::Result<()> {
    for matter in &view.matters {
        screen.heading(&matter.matter)?;
        screen.paragraph("", &matter.says)?;
        let width = matter
            .actors
            .iter()
            .map(|actor| columns(&actor.name))
            .max()
            .unwrap_or(0);
        for actor in &matter.actors {
            draw_actor(screen, actor, width)?;
        }
    }
    if view.matters.is_empty() {
        screen
            .line("There is no evidence that anybody knew, or did not know, of these matters.")?;
    }
    Ok(())
}

fn draw_actor(screen: &mut Screen, actor: &ActorKnowledge, width: usize) -> io::Result<()> {
    for (at, stage) in actor.stages.iter().enumerate() {
        let name = if at == 0 { actor.name.as_str() } else { "" };
        let card = stage
            .card
            .as_ref()
            .map_or(String::new(), |card| format!("  [{card}]"));
        let status = screen.paint(style(stage), &padded(word(&stage.status), 11));
        screen.line(format!(
            "  {}  {status} {}{card}",
            padded(name, width),
            stage.since
        ))?;
    }
    if actor.route.len() > 1 {
        let lead = format!("  {}  by way of ", " ".repeat(width));
        screen.paragraph(&lead, &actor.route.join(", then "))?;
    }
    Ok(())
}

/// The status in words.
fn word(status: &str) -> &str {
    match status {
        "none" => "no evidence",
        other => other,
    }
}

fn style(stage: &Stage) -> Style {
    match stage.status.as_str() {
        "known" | "told" => Style::Good,
        "contested" => Style::Bad,
        "ignorant" => Style::Doubtful,
        _ => Style::Dim,
    }
}
