//! The text of a DOCX, paragraph by paragraph and run by run.

use super::super::flow::{Flow, Mood};
use super::super::signs::as_raised;
use super::super::xml::{Child, Element, Tree};
use super::numbering::Numbering;
use super::parts::Parts;
use super::styles::{Styles, is_on, is_outline, italic_of};
use super::{OpenFailure, Opened};
use kaozheng_text::{Diagnostic, Original, Part};
use std::collections::{BTreeSet, HashMap};

/// Reads the text into a flow.
pub(super) struct Body<'a> {
    parts: &'a Parts,
    styles: &'a Styles,
    numbering: Numbering,
    flow: Flow,
    footnotes: HashMap<String, Element<'a>>,
    endnotes: HashMap<String, Element<'a>>,
    /// The open fields, each with whether its result has begun.
    fields: Vec<bool>,
    /// Whether the file itself says where its pages ended when it was saved.
    rendered: bool,
    /// Whether notes were typed by hand, as raised numbers.
    by_hand: bool,
    /// Notes that are being written, so that none opens inside itself.
    inside: Vec<String>,
    lost: BTreeSet<String>,
    /// Whether the author chose the sign of the note that is being written.
    custom: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(
        parts: &'a Parts,
        styles: &'a Styles,
        numbering: Numbering,
        flow: Flow,
    ) -> Body<'a> {
        let root = parts.document.root();
        let any = |names: &[&str]| root.descendants().any(|e| names.contains(&e.name()));
        let linked = any(&["footnoteReference", "endnoteReference"]);
        Body {
            footnotes: notes_in(parts.footnotes.as_ref(), "footnote"),
            endnotes: notes_in(parts.endnotes.as_ref(), "endnote"),
            rendered: any(&["lastRenderedPageBreak"]),
            by_hand: !linked && root.descendants().any(is_raised_number),
            parts,
            styles,
            numbering,
            flow,
            fields: Vec::new(),
            inside: Vec::new(),
            lost: BTreeSet::new(),
            custom: false,
        }
    }

    /// Reads everything.
    pub(super) fn run(&mut self) {
        let root = self.parts.document.root();
        let paged = self.rendered || root.descendants().any(is_page_break);
        if paged {
            self.flow.turn_page(Some(self.numbering.page_label()));
        }
        match root.child("body") {
            Some(body) => self.blocks(body),
            None => self.blocks(root),
        }
        self.notes_never_called();
        let mut seen = BTreeSet::new();
        for margin in &self.parts.margins {
            let text = text_of_runs(margin.root());
            if seen.insert(text.clone()) {
                self.flow.furniture(&text);
            }
        }
    }

    /// What is amiss with the file as a whole.
    pub(super) fn notes_on_the_file(&self) -> Option<Diagnostic> {
        let first = self.lost.first()?;
        let message = format!(
            "{} notes are called in the text and are not in the file, the first of them note {first}",
            self.lost.len()
        );
        let note = Diagnostic::warning("note-lost", message);
        Some(note.help("open the file in the program that made it and save it anew"))
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

    /// Paragraphs, tables and what holds them.
    fn blocks(&mut self, holder: Element<'a>) {
        for element in holder.elements() {
            match element.name() {
                "p" => self.paragraph(element),
                "tbl" => self.table(element),
                "del" | "moveFrom" | "sectPr" | "pPr" | "sdtPr" | "sdtEndPr" => {}
                "AlternateContent" => self.alternative(element, Body::blocks),
                _ => self.blocks(element),
            }
        }
    }

    /// The one of several forms of the same thing that is read.
    fn alternative(&mut self, element: Element<'a>, read: fn(&mut Body<'a>, Element<'a>)) {
        let form = element
            .child("Choice")
            .or_else(|| element.child("Fallback"));
        if let Some(form) = form {
            read(self, form);
        }
    }

    /// A table; a row of short cells is one block.
    fn table(&mut self, table: Element<'a>) {
        for row in table.elements() {
            match row.name() {
                "tr" if is_plain_row(row) => {
                    self.flow.enter(Mood {
                        part: Part::List,
                        lang: String::new(),
                        because: "a row of a table of the file",
                    });
                    for paragraph in row.descendants().filter(|e| e.name() == "p") {
                        self.inline(paragraph);
                        self.flow.line();
                    }
                    self.flow.leave();
                }
                "tr" | "sdt" | "sdtContent" | "ins" | "tc" => self.blocks(row),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: Element<'a>) {
        let properties = paragraph.child("pPr");
        let flag = |name: &str| properties.and_then(|p| p.child(name)).is_some_and(is_on);
        if flag("pageBreakBefore") && !self.rendered {
            self.turn_page();
        }
        let (part, because) = self.part_of(properties);
        let lang = self.lang_of(paragraph);
        self.flow.enter(Mood {
            part,
            lang,
            because,
        });
        if self.by_hand && part == Part::Heading {
            self.flow.lead("#");
        }
        self.inline(paragraph);
        self.flow.leave();
        self.fields.retain(|result| *result);
        if properties.is_some_and(|p| p.child("sectPr").is_some()) {
            self.numbering.end_section();
        }
    }

    fn part_of(&self, properties: Option<Element<'a>>) -> (Part, &'static str) {
        const BODY: (Part, &str) = (Part::Body, "a paragraph of the file");
        let Some(properties) = properties else {
            return BODY;
        };
        let value = |name: &str| properties.child(name)?.attr("val");
        if value("outlineLvl").is_some_and(|level| is_outline(&level)) {
            return (Part::Heading, "an outline level of the file");
        }
        let style = value("pStyle").and_then(|id| self.styles.part(&id));
        if let Some(style) = style {
            return style;
        }
        match properties.child("numPr") {
            Some(_) => (Part::List, "an entry of a list of the file"),
            None => BODY,
        }
    }

    fn lang_of(&self, paragraph: Element<'a>) -> String {
        let runs = paragraph.elements().filter(|e| e.name() == "r");
        let mut langs = runs.filter_map(|run| run.child("rPr")?.child("lang")?.attr("val"));
        langs
            .next()
            .map_or_else(|| self.styles.lang.clone(), std::borrow::Cow::into_owned)
    }

    /// Runs and what holds them.
    fn inline(&mut self, holder: Element<'a>) {
        for element in holder.elements() {
            match element.name() {
                "r" => self.run_of(element),
                "del" | "moveFrom" | "pPr" | "sdtPr" | "sdtEndPr" | "commentRangeStart" | "rt" => {}
                "AlternateContent" => self.alternative(element, Body::inline),
                "oMath" | "oMathPara" => self.flow.text(&element.text()),
                "p" | "tbl" => self.aside(holder),
                _ => self.inline(element),
            }
            if matches!(element.name(), "p" | "tbl") {
                return;
            }
        }
    }

    /// A text box, written behind the paragraph it hangs on.
    fn aside(&mut self, holder: Element<'a>) {
        let fields = std::mem::take(&mut self.fields);
        self.flow.open_aside();
        self.blocks(holder);
        self.flow.close_note();
        self.fields = fields;
    }

    fn run_of(&mut self, run: Element<'a>) {
        let properties = run.child("rPr");
        let flag = |name: &str| properties.and_then(|p| p.child(name)).is_some_and(is_on);
        if flag("vanish") {
            return;
        }
        let style = || {
            self.styles
                .italic(&properties?.child("rStyle")?.attr("val")?)
        };
        let italic = properties.and_then(italic_of).or_else(style);
        let raised = self.by_hand && is_raised(run);
        let before = self.flow.set_italic(italic.unwrap_or(false));
        let custom = run.elements().find(|e| is_custom_call(*e));
        for element in run.children().filter_map(element_of) {
            match custom {
                Some(call) if element.rank() > call.rank() => {}
                _ => self.piece(element, raised),
            }
        }
        if let Some(call) = custom {
            self.custom_mark(run, call);
        }
        self.flow.set_italic(before);
    }

    /// One thing in a run.
    fn piece(&mut self, element: Element<'a>, raised: bool) {
        match element.name() {
            "fldChar" => return self.field(element),
            "lastRenderedPageBreak" => return self.turn_page(),
            _ if self.fields.contains(&false) => return,
            _ => {}
        }
        match element.name() {
            "t" if raised => self.flow.text(&as_raised(&element.text())),
            "t" => self.text(element),
            "tab" | "ptab" => self.flow.space(),
            "br" if is_page_break(element) && !self.rendered => self.turn_page(),
            "br" | "cr" => self.flow.line(),
            "noBreakHyphen" => self.flow.text("\u{2011}"),
            "sym" => self.flow.text(&symbol(element)),
            "footnoteReference" | "endnoteReference" if !is_custom_call(element) => {
                self.call(element, None);
            }
            "ruby" => {
                if let Some(base) = element.child("rubyBase") {
                    self.inline(base);
                }
            }
            "AlternateContent" => self.alternative(element, Body::boxes),
            "drawing" | "pict" | "object" => self.boxes(element),
            _ => {}
        }
    }

    fn text(&mut self, element: Element<'a>) {
        for child in element.children() {
            if let Child::Text(text) = child {
                self.flow.text(text);
            }
        }
    }

    /// The text boxes inside a drawing.
    fn boxes(&mut self, drawing: Element<'a>) {
        for element in drawing.elements() {
            match element.name() {
                "txbxContent" => self.aside(element),
                "AlternateContent" => self.alternative(element, Body::boxes),
                _ => self.boxes(element),
            }
        }
    }

    /// The code of a field stands before `separate`, its result behind it.
    fn field(&mut self, element: Element<'a>) {
        match element.attr("fldCharType").as_deref() {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn turn_page(&mut self) {
        let label = self.numbering.turn_page();
        self.flow.turn_page(Some(label));
    }

    /// A note whose sign the author chose: it stands in the run behind the call.
    fn custom_mark(&mut self, run: Element<'a>, call: Element<'a>) {
        let mut sign = String::new();
        for element in run.elements().filter(|e| e.rank() > call.rank()) {
            match element.name() {
                "t" => sign.push_str(&element.text()),
                "sym" => sign.push_str(&symbol(element)),
                _ => {}
            }
        }
        let sign = sign.trim();
        let sign = if sign.is_empty() { "*" } else { sign };
        self.call(call, Some(sign));
    }

    /// A mark, and behind the paragraph its note.
    fn call(&mut self, element: Element<'a>, sign: Option<&str>) {
        let foot = element.name() == "footnoteReference";
        let (notes, because) = match foot {
            true => (&self.footnotes, "a footnote of the file"),
            false => (&self.endnotes, "an endnote of the file"),
        };
        let id = element.attr("id").unwrap_or_default();
        let key = format!("{}{id}", element.name());
        let text = notes.get(id.as_ref()).copied();
        let number = match sign {
            Some(sign) => sign.to_owned(),
            None if foot => self.numbering.next_footnote(),
            None => self.numbering.next_endnote(),
        };
        let Some(text) = text.filter(|_| !self.inside.contains(&key)) else {
            self.lost.insert(number.clone());
            return self.flow.mark(&number, None);
        };
        let note = self.flow.new_note();
        self.flow.mark(&number, Some(note));
        self.inside.push(key);
        self.custom = sign.is_some();
        self.note(note, &number, text, because);
        self.inside.pop();
        match foot {
            true => self.footnotes.remove(id.as_ref()),
            false => self.endnotes.remove(id.as_ref()),
        };
    }

    fn note(&mut self, note: usize, number: &str, text: Element<'a>, because: &'static str) {
        let lang = text.child("p").map_or(String::new(), |p| self.lang_of(p));
        let fields = std::mem::take(&mut self.fields);
        let italic = self.flow.set_italic(false);
        self.flow.open_note(note, Some(number), &lang, because);
        if self.custom {
            self.flow.without_label(number);
        }
        self.blocks(text);
        self.flow.close_note();
        self.flow.set_italic(italic);
        self.fields = fields;
    }

    /// Notes that nothing calls are kept behind the text.
    fn notes_never_called(&mut self) {
        let all = [&self.footnotes, &self.endnotes];
        let mut left: Vec<Element<'a>> = all
            .iter()
            .flat_map(|notes| notes.values().copied())
            .collect();
        left.sort_by_key(|note| (note.name() == "endnote", note.rank()));
        for text in left {
            let note = self.flow.new_note();
            let number = text.attr("id").unwrap_or_default().into_owned();
            self.note(note, &number, text, "a note of the file that nothing calls");
        }
    }
}

fn element_of(child: Child<'_>) -> Option<Element<'_>> {
    match child {
        Child::Element(element) => Some(element),
        Child::Text(_) => None,
    }
}

/// The notes of a part by their ids; lines that part notes from text are none.
fn notes_in<'a>(tree: Option<&'a Tree>, name: &str) -> HashMap<String, Element<'a>> {
    let mut notes = HashMap::new();
    let Some(tree) = tree else { return notes };
    for element in tree.root().elements().filter(|e| e.name() == name) {
        let kind = element.attr("type");
        let id = element.attr("id");
        if let Some(id) = id.filter(|_| kind.is_none_or(|kind| kind == "normal")) {
            notes.entry(id.into_owned()).or_insert(element);
        }
    }
    notes
}

fn is_custom_call(element: Element<'_>) -> bool {
    matches!(element.name(), "footnoteReference" | "endnoteReference")
        && element
            .attr("customMarkFollows")
            .is_some_and(|v| !matches!(v.as_ref(), "0" | "false" | "off"))
}

fn is_page_break(element: Element<'_>) -> bool {
    element.name() == "br" && element.attr("type").as_deref() == Some("page")
        || element.name() == "pageBreakBefore" && is_on(element)
}

fn is_raised(run: Element<'_>) -> bool {
    let align = run.child("rPr").and_then(|p| p.child("vertAlign"));
    align.is_some_and(|a| a.attr("val").as_deref() == Some("superscript"))
}

/// A raised run that is nothing but a number or a sign of notes.
fn is_raised_number(run: Element<'_>) -> bool {
    if run.name() != "r" || !is_raised(run) {
        return false;
    }
    let text = text_of_runs(run);
    let text = text.trim();
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "*†‡§[](),.".contains(c))
}

/// Whether every cell of a row holds at most one paragraph with words, and no other table.
fn is_plain_row(row: Element<'_>) -> bool {
    let plain = |cell: Element<'_>| {
        let written = cell.elements().filter(|e| e.name() == "p");
        written
            .filter(|p| !text_of_runs(*p).trim().is_empty())
            .count()
            <= 1
            && cell.elements().all(|e| matches!(e.name(), "p" | "tcPr"))
    };
    row.elements().filter(|e| e.name() == "tc").count() > 1
        && row.elements().filter(|e| e.name() == "tc").all(plain)
}

fn text_of_runs(holder: Element<'_>) -> String {
    let mut out = String::new();
    for element in holder.descendants() {
        match element.name() {
            "t" => out.push_str(&element.text()),
            "p" | "tab" | "br" => out.push(' '),
            _ => {}
        }
    }
    out
}

/// A letter of a symbol font; those fonts keep plain letters at U+F000.
fn symbol(element: Element<'_>) -> String {
    let code = element
        .attr("char")
        .and_then(|c| u32::from_str_radix(&c, 16).ok());
    let code = code.map(|code| match code {
        0xf020..=0xf07e => code - 0xf000,
        other => other,
    });
    code.and_then(char::from_u32)
        .filter(|c| !c.is_control())
        .map_or(String::new(), String::from)
}
