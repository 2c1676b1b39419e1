//! How a document was read, in the terminal.

use super::wrap::clipped;
use crate::screen::{Screen, Style};
use kaozheng_desk::views::ExplainedView;
use kaozheng_desk::views::explained::{ExplainedMark, ExplainedPassage};
use std::io;

/// How much of each text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// One line.
    Clipped,
    /// All of it.
    Whole,
}

/// Draws every passage with its reason and marks, then what was set aside and what could not be bound.
pub(crate) fn draw(screen: &mut Screen, view: &ExplainedView, length: Length) -> io::Result<()> {
    let name = screen.paint(Style::Strong, &view.name);
    screen.line(name)?;
    for passage in &view.passages {
        draw_passage(screen, passage, length)?;
    }
    if view.passages.is_empty() && view.set_aside.is_empty() {
        screen.line("Nothing there: no page or note of this number.")?;
    }
    draw_set_aside(screen, view)?;
    draw_unbound(screen, view)
}

fn draw_passage(screen: &mut Screen, passage: &ExplainedPassage, length: Length) -> io::Result<()> {
    let number = passage
        .number
        .as_ref()
        .map_or(String::new(), |number| format!(" {number}"));
    let lang = match passage.lang.is_empty() {
        true => String::new(),
        false => format!(" ({})", passage.lang),
    };
    let part = screen.paint(Style::Strong, &format!("{}{number}", passage.part));
    let because = screen.paint(Style::Dim, &passage.because);
    let place = place(&passage.page, passage.line);
    screen.line(format!("{part}: {because}{lang}, {place}"))?;
    draw_text(screen, "    ", &passage.text, length)?;
    for mark in &passage.marks {
        draw_mark(screen, mark, length)?;
    }
    Ok(())
}

fn draw_text(screen: &mut Screen, lead: &str, text: &str, length: Length) -> io::Result<()> {
    match length {
        Length::Whole => screen.paragraph(lead, text),
        Length::Clipped => {
            let room = screen.width.saturating_sub(super::wrap::columns(lead));
            screen.line(format!("{lead}{}", clipped(&text.replace('\n', " "), room)))
        }
    }
}

fn draw_mark(screen: &mut Screen, mark: &ExplainedMark, length: Length) -> io::Result<()> {
    let lead = format!(
        "      {} after \u{201c}{}\u{201d}: ",
        named("mark", &mark.number),
        mark.after
    );
    match &mark.note {
        Some(note) => draw_text(screen, &lead, note, length),
        None => {
            let none = screen.paint(Style::Doubtful, "leads to no note");
            screen.line(format!("{lead}{none}"))
        }
    }
}

/// A mark or note with its sign, if it has one.
fn named(what: &str, sign: &str) -> String {
    format!("{what} {sign}").trim_end().to_owned()
}

fn draw_set_aside(screen: &mut Screen, view: &ExplainedView) -> io::Result<()> {
    if view.set_aside.is_empty() {
        return Ok(());
    }
    screen.heading("Set aside as no part of the text")?;
    for aside in &view.set_aside {
        let place = place(&aside.page, aside.line);
        let because = screen.paint(Style::Dim, &aside.because);
        screen.line(format!("  {place}: {because}"))?;
        draw_text(screen, "    ", &aside.text, Length::Clipped)?;
    }
    Ok(())
}

fn draw_unbound(screen: &mut Screen, view: &ExplainedView) -> io::Result<()> {
    if view.unbound.is_empty() {
        return Ok(());
    }
    screen.heading("Not bound")?;
    for unbound in &view.unbound {
        let place = place(&unbound.page, unbound.line);
        let words = match unbound.what {
            "mark" => format!(
                "leads to no note; it follows \u{201c}{}\u{201d}",
                unbound.words
            ),
            _ => format!("no mark leads to it: {}", unbound.words),
        };
        let lead = format!("  {}, {place}: ", named(unbound.what, &unbound.number));
        draw_text(screen, &lead, &words, Length::Clipped)?;
    }
    Ok(())
}

/// Draws the passages that say the same in two languages, each pair with its reason.
pub(crate) fn draw_aligned(screen: &mut Screen, view: &ExplainedView) -> io::Result<()> {
    screen.heading("In two languages")?;
    if view.aligned.is_empty() {
        return screen.line("  No passages are surely the same in two languages.");
    }
    for pair in &view.aligned {
        let because = screen.paint(Style::Dim, &pair.because);
        screen.line(format!("  {because}"))?;
        draw_text(screen, "    ", &pair.one, Length::Clipped)?;
        draw_text(screen, "    ", &pair.other, Length::Clipped)?;
    }
    Ok(())
}

/// "p. 37, line 210": the page as printed, or its count in square brackets.
fn place(page: &str, line: usize) -> String {
    match page.is_empty() {
        true => format!("line {line}"),
        false => format!("p. {page}, line {line}"),
    }
}
