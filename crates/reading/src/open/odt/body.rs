//! The text of an ODT, paragraph by paragraph.

use super::super::flow::{Flow, Mood};
use super::super::signs::as_raised;
use super::super::xml::{Child, Element, Tree};
use super::styles::Styles;
use super::{OpenFailure, Opened};
use kaozheng_text::{Original, Part};
use std::collections::BTreeSet;

/// Reads the text into a flow.
pub(super) struct Body<'a> {
    content: &'a Tree,
    styles: &'a Styles,
    flow: Flow,
    /// How many open lists.
    lists: usize,
    page: u32,
    /// Whether the file itself says where its pages ended when it was saved.
    soft_pages: bool,
    /// Whether notes were typed by hand, as raised numbers.
    by_hand: bool,
    raised: bool,
    /// Signs of notes that bear none.
    unsigned: u32,
}

impl<'a> Body<'a> {
    pub(super) fn new(content: &'a Tree, styles: &'a Styles, flow: Flow) -> Body<'a> {
        let any = |name: &str| content.root().descendants().any(|e| e.name() == name);
        let raised_number = |e: Element<'_>| {
            let style = e.attr("style-name").filter(|_| e.name() == "span");
            style.is_some_and(|style| styles.raised(&style)) && is_number(&e.text())
        };
        Body {
            content,
            styles,
            flow,
            lists: 0,
            page: 1,
            soft_pages: any("soft-page-break"),
            by_hand: !any("note") && content.root().descendants().any(raised_number),
            raised: false,
            unsigned: 0,
        }
    }

    /// Reads everything.
    pub(super) fn run(&mut self, trees: &[&'a Tree]) {
        if self.soft_pages {
            self.flow.turn_page(Some(self.page.to_string()));
        }
        let root = self.content.root();
        let text = root.child("body").and_then(|body| body.child("text"));
        self.blocks(text.unwrap_or(root));
        let mut seen = BTreeSet::new();
        for element in trees.iter().flat_map(|tree| tree.root().descendants()) {
            let in_margin = matches!(
                element.name(),
                "header" | "footer" | "header-left" | "footer-left"
            );
            if in_margin {
                let words = element.text();
                if seen.insert(words.clone()) {
                    self.flow.furniture(&words);
                }
            }
        }
    }

    pub(super) fn finish(
        self,
        original: &Original,
        format: &'static str,
    ) -> Result<Opened, OpenFailure> {
        match self.by_hand {
            true => self.flow.finish_as_letters(original, format),
            false => self.flow.finish(original, format),
        }
    }

    /// Paragraphs, lists, tables and what holds them.
    fn blocks(&mut self, holder: Element<'a>) {
        for element in holder.elements() {
            match element.name() {
                "p" => self.paragraph(element, None),
                "h" => self.paragraph(element, Some((Part::Heading, "a heading of the file"))),
                "list" => {
                    self.lists += 1;
                    self.blocks(element);
                    self.lists -= 1;
                }
                "table-row" if is_plain_row(element) => self.row(element),
                "soft-page-break" => self.turn_page(),
                "frame" => self.boxes(element),
                _ if is_no_text(element) => {}
                _ => self.blocks(element),
            }
        }
    }

    /// A row of short cells is one block.
    fn row(&mut self, row: Element<'a>) {
        self.flow.enter(Mood {
            part: Part::List,
            lang: String::new(),
            because: "a row of a table of the file",
        });
        let written = |e: &Element<'_>| matches!(e.name(), "p" | "h");
        for paragraph in row.elements().flat_map(Element::elements).filter(written) {
            self.inline(paragraph);
            self.flow.line();
        }
        self.flow.leave();
    }

    fn paragraph(&mut self, paragraph: Element<'a>, told: Option<(Part, &'static str)>) {
        let style = paragraph.attr("style-name").unwrap_or_default();
        if !self.soft_pages && self.styles.turns_page(&style) {
            self.turn_page();
        }
        let running = match self.lists {
            0 => (Part::Body, "a paragraph of the file"),
            _ => (Part::List, "an entry of a list of the file"),
        };
        let (part, because) = self.styles.part(&style).or(told).unwrap_or(running);
        self.flow.enter(Mood {
            part,
            lang: self.styles.lang(&style),
            because,
        });
        if self.by_hand && part == Part::Heading {
            self.flow.lead("#");
        }
        let italic = self.styles.italic("paragraph", &style).unwrap_or(false);
        let before = self.flow.set_italic(italic);
        self.inline(paragraph);
        self.flow.set_italic(before);
        self.flow.leave();
    }

    /// Words and what holds them.
    fn inline(&mut self, holder: Element<'a>) {
        for child in holder.children() {
            match child {
                Child::Text(text) if self.raised => self.flow.text(&as_raised(text)),
                Child::Text(text) => self.flow.text(text),
                Child::Element(element) => self.piece(element),
            }
        }
    }

    fn piece(&mut self, element: Element<'a>) {
        match element.name() {
            "span" => self.span(element),
            "note" => self.note(element),
            "s" | "tab" => self.flow.space(),
            "line-break" => self.flow.line(),
            "soft-page-break" => self.turn_page(),
            "ruby-text" | "note-ref-hidden" => {}
            "frame" | "custom-shape" | "g" => self.boxes(element),
            "p" | "h" | "list" => self.blocks(element),
            _ if is_no_text(element) => {}
            _ => self.inline(element),
        }
    }

    fn span(&mut self, span: Element<'a>) {
        let style = span.attr("style-name").unwrap_or_default();
        if self.styles.hidden(&style) {
            return;
        }
        let italic = self.styles.italic("text", &style);
        let before = self.flow.set_italic(italic.unwrap_or(false));
        if italic.is_none() {
            self.flow.set_italic(before);
        }
        let raised = self.by_hand && self.styles.raised(&style);
        let was_raised = std::mem::replace(&mut self.raised, raised);
        self.inline(span);
        self.raised = was_raised;
        self.flow.set_italic(before);
    }

    fn note(&mut self, note: Element<'a>) {
        let because = match note.attr("note-class").as_deref() {
            Some("endnote") => "an endnote of the file",
            _ => "a footnote of the file",
        };
        let citation = note.child("note-citation");
        let label = citation
            .and_then(|c| c.attr("label"))
            .map(std::borrow::Cow::into_owned);
        let printed = label.or_else(|| citation.map(Element::text));
        let printed = printed.map(|sign| sign.trim().to_owned());
        let number = printed.filter(|sign| !sign.is_empty()).unwrap_or_else(|| {
            self.unsigned += 1;
            self.unsigned.to_string()
        });
        let id = self.flow.new_note();
        self.flow.mark(&number, Some(id));
        let italic = self.flow.set_italic(false);
        let lists = std::mem::take(&mut self.lists);
        self.flow.open_note(id, Some(&number), "", because);
        if let Some(body) = note.child("note-body") {
            self.blocks(body);
        }
        self.flow.close_note();
        self.lists = lists;
        self.flow.set_italic(italic);
    }

    /// The text boxes inside a drawing, written behind the paragraph it hangs on.
    fn boxes(&mut self, drawing: Element<'a>) {
        for element in drawing.elements() {
            match element.name() {
                "text-box" => {
                    self.flow.open_aside();
                    self.blocks(element);
                    self.flow.close_note();
                }
                "p" => {
                    self.flow.open_aside();
                    self.paragraph(element, None);
                    self.flow.close_note();
                }
                _ if is_no_text(element) => {}
                _ => self.boxes(element),
            }
        }
    }

    fn turn_page(&mut self) {
        self.page = self.page.saturating_add(1);
        self.flow.turn_page(Some(self.page.to_string()));
    }
}

/// Elements that hold letters which are not part of the text.
fn is_no_text(element: Element<'_>) -> bool {
    matches!(
        element.name(),
        "tracked-changes"
            | "annotation"
            | "annotation-end"
            | "forms"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "dde-connection-decls"
            | "index-title-template"
            | "table-of-content-source"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "title"
            | "desc"
            | "image"
            | "object"
            | "script"
            | "hidden-text"
            | "event-listeners"
            | "binary-data"
    ) && !(element.name() == "title" && element.space().contains("text:"))
}

/// Whether every cell of a row holds at most one paragraph with words, and nothing else.
fn is_plain_row(row: Element<'_>) -> bool {
    let cells = || row.elements().filter(|e| e.name() == "table-cell");
    let plain = |cell: Element<'_>| {
        let written = cell.elements().filter(|p| !p.text().trim().is_empty());
        written.count() <= 1 && cell.elements().all(|e| matches!(e.name(), "p" | "h"))
    };
    cells().count() > 1 && cells().all(plain)
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    let sign = |c: char| c.is_ascii_digit() || "*†‡§[](),.".contains(c);
    !text.is_empty() && text.chars().all(sign)
}
