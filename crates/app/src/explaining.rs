//! What `read --explain` is asked for, and how it is shown.

use crate::print::explained::{self, Length};
use crate::screen::Screen;
use kaozheng_desk::views::ExplainedView;
use kaozheng_desk::views::explained::{Asked, explained};
use kaozheng_reading::align::aligned;
use kaozheng_text::Document;
use std::io;

/// The arguments about explaining.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Explaining {
    /// Show each passage with what it was read as and why, each mark with its note, what was set aside, and what could
    /// not be bound.
    #[arg(long)]
    pub(crate) explain: bool,
    /// Explain only this page: its printed number, or its count where none is printed.
    #[arg(long, value_name = "PAGE", requires = "explain")]
    page: Option<String>,
    /// Explain only the notes of this number and the passages that call them.
    #[arg(long, value_name = "N", requires = "explain")]
    note: Option<String>,
    /// Show the passages that say the same in two languages as well.
    #[arg(long, requires = "explain")]
    aligned: bool,
}

impl Explaining {
    /// The explanation of a document, as far as it is asked for.
    pub(crate) fn view(&self, document: &Document) -> ExplainedView {
        let pairs = match self.aligned {
            true => aligned(document),
            false => Vec::new(),
        };
        let asked = Asked {
            page: self.page.clone(),
            note: self.note.clone(),
        };
        explained(document, &pairs, &asked)
    }

    /// Draws it: texts whole where a page or a note is asked for, else one line of each.
    pub(crate) fn draw(&self, screen: &mut Screen, view: &ExplainedView) -> io::Result<()> {
        let length = match (&self.page, &self.note) {
            (None, None) => Length::Clipped,
            _ => Length::Whole,
        };
        explained::draw(screen, view, length)?;
        if self.aligned {
            explained::draw_aligned(screen, view)?;
        }
        screen.gap()
    }
}
