//! Who was linked to whom, in the terminal.

use crate::screen::{Screen, Style};
use kaozheng_case::Case;
use kaozheng_desk::views::NetworkView;
use kaozheng_desk::views::network::Link;
use std::collections::BTreeMap;
use std::io;

/// Draws the links by pairs of actors, those that name one side only at the end.
pub(crate) fn draw(screen: &mut Screen, case: &Case, view: &NetworkView) -> io::Result<()> {
    if let Some(on) = &view.on {
        screen.line(format!("As of the end of {on}"))?;
    }
    for ((one, other), links) in by_pair(view) {
        let names = format!("{} — {}", case.name_of(one), case.name_of(other));
        screen.heading(&names)?;
        for link in links {
            draw_link(screen, case, link)?;
        }
    }
    let alone: Vec<&Link> = view
        .links
        .iter()
        .filter(|link| link.pairs().is_empty())
        .collect();
    if !alone.is_empty() {
        screen.heading("Only one side is named")?;
        for link in alone {
            draw_link(screen, case, link)?;
        }
    }
    if view.links.is_empty() {
        screen.line("There is no message, tie, promise or meeting by then.")?;
    }
    Ok(())
}

fn by_pair(view: &NetworkView) -> BTreeMap<(&str, &str), Vec<&Link>> {
    let mut out: BTreeMap<(&str, &str), Vec<&Link>> = BTreeMap::new();
    for link in &view.links {
        for (a, b) in link.pairs() {
            let links = out.entry((a.min(b), a.max(b))).or_default();
            if !links.last().is_some_and(|last| std::ptr::eq(*last, link)) {
                links.push(link);
            }
        }
    }
    out
}

fn draw_link(screen: &mut Screen, case: &Case, link: &Link) -> io::Result<()> {
    let when = match (link.when.as_str(), link.by_then) {
        ("", _) => "no date".to_owned(),
        (words, "maybe") => format!("{words}, perhaps later"),
        (words, _) => words.to_owned(),
    };
    let names = |ids: &[String]| case.names_of(ids.iter().map(String::as_str));
    let way = match link.kind.is_directed() && !link.to.is_empty() {
        true => format!(", {} to {}", names(&link.from), names(&link.to)),
        false => String::new(),
    };
    let form = link
        .form
        .as_ref()
        .map_or(String::new(), |form| format!(" ({form})"));
    let state = match link.state.is_empty() {
        true => String::new(),
        false => format!(": {}", screen.paint(Style::Strong, &link.state)),
    };
    let lead = format!("  {}{form}{way}{state}", link.kind.word());
    screen.line(format!("{lead}  {when}"))?;
    screen.paragraph("    ", &format!("{} [{}]", link.title, link.card))?;
    for passage in link
        .passages
        .iter()
        .filter(|passage| !passage.cited.is_empty())
    {
        let cited = screen.paint(Style::Dim, &passage.cited);
        screen.line(format!("    {cited}"))?;
    }
    Ok(())
}
