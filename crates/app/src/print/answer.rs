//! Answers in the terminal.

use super::kinds;
use crate::screen::{Screen, Style};
use kaozheng_desk::views::home::QuestionView;
use kaozheng_desk::views::{AnswerView, HomeView};
use std::io;

/// Draws one answer: verdict, steps, route, grounds, rivals, what would change it and what is missing.
pub(crate) fn draw(screen: &mut Screen, answer: &AnswerView) -> io::Result<()> {
    head(screen, answer)?;
    for (number, step) in (1..).zip(&answer.steps) {
        screen.paragraph(&format!("  {number}. "), step)?;
    }
    let listed = [
        ("Route", &answer.route, " > "),
        ("Grounds", &answer.grounds, ", "),
        ("Rests on", &answer.rests_on, ", "),
    ];
    for (name, ids, between) in listed {
        if !ids.is_empty() {
            screen.paragraph(&format!("  {name}: "), &ids.join(between))?;
        }
    }
    let sentences = [
        ("Another account", &answer.rivals),
        ("Would change it", &answer.would_change),
        ("Missing", &answer.missing),
    ];
    for (name, sentences) in sentences {
        for sentence in sentences {
            screen.paragraph(&format!("  {name}: "), sentence)?;
        }
    }
    Ok(())
}

fn head(screen: &mut Screen, answer: &AnswerView) -> io::Result<()> {
    let question = screen.paint(Style::Dim, &answer.question);
    screen.line(question)?;
    let verdict = screen.paint(Style::Strong, &answer.verdict);
    match &answer.standard {
        Some(standard) => screen.line(format!("{verdict} (standard: {standard})")),
        None => screen.line(verdict),
    }
}

/// Draws a question card with every answer in full.
pub(crate) fn draw_question(screen: &mut Screen, question: &QuestionView) -> io::Result<()> {
    screen.heading(&question.asks)?;
    for answer in &question.answers {
        screen.gap()?;
        draw(screen, answer)?;
    }
    Ok(())
}

/// Draws the first page: each question with its verdicts in one line.
pub(crate) fn draw_home(screen: &mut Screen, view: &HomeView) -> io::Result<()> {
    let title = screen.paint(Style::Strong, &view.title);
    screen.line(title)?;
    screen.paragraph(
        "",
        &format!(
            "Cards: {}. Originals: {}.",
            kinds(&view.cards),
            view.originals
        ),
    )?;
    if view.questions.is_empty() {
        screen.paragraph(
            "",
            "No question is put yet. A card `question: my-question` with a line `ask:` puts one, and its verdict stands here.",
        )?;
    }
    for question in &view.questions {
        screen.heading(&format!("{} [{}]", question.asks, question.id))?;
        for answer in &question.answers {
            screen.paragraph("  ", &format!("{}: {}", answer.question, answer.verdict))?;
        }
    }
    Ok(())
}
