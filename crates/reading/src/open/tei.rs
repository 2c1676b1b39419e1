//! TEI P5: the profile of *Foreign Relations of the United States*, and any other as far as its elements go.
//!
//! The reading text is taken where an editor offers two (corrected, regularised, expanded). A note stands where it is
//! attached, whether it is written there or at the end and pointed at. Pages bear the labels of `pb`.

mod elements;
mod notes;

use super::flow::{Flow, Mood};
use super::told::PRINTED_IN_PLACE;
use super::xml::{Child, Element, Tree};
use super::{OpenFailure, Opened, Opener};
use elements::{Kind, kind_of};
use kaozheng_text::{Noted, Original, Part};
use notes::{Notes, bare_sign};

/// TEI P5.
pub const OPENER: Opener = Opener {
    name: "TEI",
    endings: &["tei"],
    sniff,
    open,
};

/// Bytes at the head of a file in which its outermost element is looked for.
const HEAD: usize = 8192;

fn sniff(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.replace('\0', "");
    ["<TEI", "<teiCorpus", "<tei:TEI", "<TEI.2"]
        .iter()
        .any(|tag| {
            head.find(tag).is_some_and(|at| {
                let after = head[at + tag.len()..].chars().next();
                after.is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '.'))
            })
        })
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let mut notes = Vec::new();
    let tree = Tree::parse(&original.bytes)
        .map_err(|failure| OpenFailure::Damaged {
            why: failure.to_string(),
        })?
        .take(&mut notes);
    let mut reader = Reader {
        flow: Flow::new(),
        notes: Notes::of(&tree),
        prose: 0,
        lists: 0,
        division: 0,
        langs: Vec::new(),
    };
    reader.walk(tree.root());
    let opened = reader.flow.finish(original, OPENER.name)?;
    super::place_at_head(&mut notes, original);
    Ok(Noted {
        value: opened,
        notes,
    })
}

struct Reader<'a> {
    flow: Flow,
    notes: Notes<'a>,
    /// How many open elements hold running text.
    prose: usize,
    /// How many open lists.
    lists: usize,
    /// How many blocks stood before the open division.
    division: usize,
    /// Languages of the open elements that name one.
    langs: Vec<String>,
}

impl<'a> Reader<'a> {
    fn walk(&mut self, element: Element<'a>) {
        let lang = element.attr_as_written("xml:lang");
        if let Some(lang) = &lang {
            self.langs.push(lang.clone().into_owned());
        }
        self.element(element);
        self.attached(element);
        if lang.is_some() {
            self.langs.pop();
        }
    }

    fn element(&mut self, element: Element<'a>) {
        match kind_of(element) {
            Kind::Nothing => {}
            Kind::Block(..) | Kind::Item if self.notes.is_pointed_at(element) => {
                self.note_text(element);
            }
            Kind::Division => self.division(element),
            Kind::Container => self.container(element),
            Kind::Block(part, because) => self.block(element, part, because),
            Kind::Quotation if self.prose > 0 => self.children(element),
            Kind::Quotation => self.block(element, Part::Body, "a quotation of the file"),
            Kind::Head => self.head(element),
            Kind::List => self.list(element),
            Kind::Item => self.block(element, Part::List, "an entry of a list of the file"),
            Kind::Row => self.row(element),
            Kind::Verse => self.verse(element),
            Kind::Note => self.note(element),
            Kind::Page => self.page(element),
            Kind::Line => self.line(element),
            Kind::Furniture => self.flow.furniture(&element.text()),
            Kind::Choice => self.choice(element),
            Kind::Gap => self.flow.text("[…]"),
            Kind::Space => self.flow.space(),
            Kind::Reference => self.reference(element),
            Kind::Italic => self.italic(element),
            Kind::Words => self.children(element),
        }
    }

    fn children(&mut self, element: Element<'a>) {
        for child in element.children() {
            match child {
                Child::Text(text) => self.flow.text(text),
                Child::Element(element) => self.walk(element),
            }
        }
    }

    fn mood(&self, part: Part, because: &'static str) -> Mood {
        Mood {
            part,
            lang: self.langs.last().cloned().unwrap_or_default(),
            because,
        }
    }

    fn division(&mut self, element: Element<'a>) {
        self.flow.cut();
        let outer = std::mem::replace(&mut self.division, self.flow.blocks());
        let (part, because) = elements::part_of_division(element);
        self.flow.enter(self.mood(part, because));
        self.container_children(element);
        self.flow.leave();
        self.division = outer;
    }

    fn container(&mut self, element: Element<'a>) {
        self.flow.cut();
        self.container_children(element);
        self.flow.cut();
    }

    /// Children of an element whose own white space is make-up of the file.
    fn container_children(&mut self, element: Element<'a>) {
        let prose = std::mem::take(&mut self.prose);
        self.children(element);
        self.prose = prose;
    }

    fn block(&mut self, element: Element<'a>, part: Part, because: &'static str) {
        let part = match (part, self.lists) {
            (Part::Body, 1..) => Part::List,
            _ => part,
        };
        if part == Part::Byline && self.flow.part() == Part::Byline {
            return self.children(element);
        }
        self.flow.enter(self.mood(part, because));
        self.prose += 1;
        self.children(element);
        self.prose -= 1;
        self.flow.leave();
    }

    /// A heading; that of a list, table or figure is no heading of the text.
    fn head(&mut self, element: Element<'a>) {
        match self.lists {
            0 => self.block(element, Part::Heading, "a heading of the file"),
            _ => self.block(element, Part::List, "the head of a list of the file"),
        }
    }

    /// A list: the label of an entry stands before its words.
    fn list(&mut self, element: Element<'a>) {
        self.flow.cut();
        self.lists += 1;
        let prose = std::mem::take(&mut self.prose);
        let mut label: Option<Element<'a>> = None;
        for child in element.children() {
            let child = match child {
                Child::Text(text) => {
                    self.flow.text(text);
                    continue;
                }
                Child::Element(child) => child,
            };
            match child.name() {
                "label" | "headLabel" => {
                    if let Some(before) = label.replace(child) {
                        self.walk_item(Some(before), None);
                    }
                }
                "item" if !self.notes.is_pointed_at(child) => {
                    self.walk_item(label.take(), Some(child));
                }
                _ => self.walk(child),
            }
        }
        if label.is_some() {
            self.walk_item(label, None);
        }
        self.prose = prose;
        self.lists -= 1;
        self.flow.cut();
    }

    fn walk_item(&mut self, label: Option<Element<'a>>, item: Option<Element<'a>>) {
        let mood = self.mood(Part::List, "an entry of a list of the file");
        self.flow.enter(mood);
        self.prose += 1;
        let n = || Some(item?.attr("n")?.into_owned());
        if let Some(lead) = label.map(Element::text).or_else(n) {
            self.flow.lead(&lead);
        }
        match item {
            Some(item) => self.children(item),
            None => self.flow.flush_lead(),
        }
        self.prose -= 1;
        self.flow.leave();
        if let Some(item) = item {
            self.attached(item);
        }
    }

    /// A row of a table: its cells one after the other.
    fn row(&mut self, element: Element<'a>) {
        self.flow
            .enter(self.mood(Part::List, "a row of a table of the file"));
        self.prose += 1;
        for cell in element.elements() {
            self.children(cell);
            self.flow.line();
        }
        self.prose -= 1;
        self.flow.leave();
    }

    /// A line of verse.
    fn verse(&mut self, element: Element<'a>) {
        self.prose += 1;
        self.flow.line();
        self.children(element);
        self.flow.line();
        self.prose -= 1;
    }

    fn page(&mut self, element: Element<'a>) {
        self.flow.turn_page(elements::page_label(element));
    }

    fn line(&mut self, element: Element<'a>) {
        match element.attr("break").as_deref() {
            Some("no") => self.flow.join(),
            _ => self.flow.line(),
        }
    }

    /// The one of several readings that is read.
    fn choice(&mut self, element: Element<'a>) {
        if let Some(chosen) = elements::chosen(element) {
            self.walk(chosen);
        }
    }

    fn italic(&mut self, element: Element<'a>) {
        let before = self.flow.set_italic(true);
        self.children(element);
        self.flow.set_italic(before);
    }

    /// A reference in the text; one that calls a note written elsewhere is its mark.
    fn reference(&mut self, element: Element<'a>) {
        let Some(note) = self.notes.called_by(element) else {
            if self.flow.part() == Part::Note && is_way_back(element) {
                return;
            }
            return match lone_mark(element) {
                Some(sign) => self.flow.mark(&sign, None),
                None => self.children(element),
            };
        };
        let printed = bare_sign(&element.text());
        let number = match self.notes.number_as_written(note) {
            _ if !printed.is_empty() => printed,
            Some(number) => number,
            None => self.notes.next_number(),
        };
        let id = self.notes.id_of(note, &mut self.flow);
        self.flow.mark(&number, Some(id));
        self.notes.remember_number(note, number);
    }

    fn note(&mut self, element: Element<'a>) {
        if self.notes.is_pointed_at(element) {
            return self.note_text(element);
        }
        if let Some(first) = self.notes.repeated(element) {
            let id = self.notes.id_of(first, &mut self.flow);
            let number = self.notes.number_of(first);
            return self.flow.mark(&number, Some(id));
        }
        if notes::is_printed_in_place(element) {
            return self.note_text(element);
        }
        let id = self.notes.id_of(element, &mut self.flow);
        let number = self.notes.number_of(element);
        if self.prose > 0 {
            self.flow.mark(&number, Some(id));
        } else {
            self.flow.mark_behind(&number, Some(id), self.division);
        }
        self.note_text(element);
    }

    fn note_text(&mut self, element: Element<'a>) {
        let id = self.notes.id_of(element, &mut self.flow);
        let lang = self.langs.last().cloned().unwrap_or_default();
        let italic = self.flow.set_italic(false);
        let number = if notes::is_printed_in_place(element) {
            self.flow.open_note(id, None, &lang, PRINTED_IN_PLACE);
            String::new()
        } else {
            let number = self.notes.number_of(element);
            self.flow
                .open_note(id, Some(&number), &lang, "a note of the file");
            number
        };
        let (prose, lists) = (
            std::mem::replace(&mut self.prose, 1),
            std::mem::take(&mut self.lists),
        );
        for child in element.children() {
            match child {
                Child::Text(text) => self.flow.text(text),
                Child::Element(child) if notes::is_own_label(child, &number) => {}
                Child::Element(child) => self.walk(child),
            }
        }
        (self.prose, self.lists) = (prose, lists);
        self.flow.close_note();
        self.flow.set_italic(italic);
    }

    /// The marks of notes elsewhere that say of themselves that they belong to this element.
    fn attached(&mut self, element: Element<'a>) {
        for note in self.notes.pointing_at(element) {
            let id = self.notes.id_of(note, &mut self.flow);
            let number = self.notes.number_of(note);
            if self.prose > 0 {
                self.flow.mark(&number, Some(id));
            } else {
                self.flow.mark_behind(&number, Some(id), self.division);
            }
        }
    }
}

/// The sign of a mark whose note is not in the file, as it is exported: an anchor of a note that points nowhere.
fn lone_mark(element: Element<'_>) -> Option<String> {
    let anchor = element.name() == "ref" && element.attr("type").as_deref() == Some("noteAnchor");
    let sign = bare_sign(&element.text());
    (anchor && element.attr("target").is_none() && !sign.is_empty()).then_some(sign)
}

/// Whether a reference is only an arrow back to the text.
fn is_way_back(element: Element<'_>) -> bool {
    let text = element.text();
    !text.trim().is_empty() && !text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
