//! Markdown with notes of its own, as HTML whose notes are linked.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Whether a text has notes in the way of Markdown: a definition `[^1]:`, or a note in place `^[…]`.
pub(super) fn has_notes(raw: &str) -> bool {
    raw.contains("^[") && !notes_in_place(raw).is_empty()
        || raw.lines().any(|line| defined(line).is_some())
}

/// The label that a line defines.
fn defined(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches([' ', '>', '\t']);
    let (label, _) = rest.strip_prefix("[^")?.split_once("]:")?;
    let fits = !label.is_empty() && label.len() <= 80 && !label.contains([']', '[', ' ']);
    fits.then_some(label)
}

/// The text as HTML.
pub(super) fn as_html(raw: &str) -> String {
    let raw = with_definitions(raw);
    let options = Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let events: Vec<Event<'_>> = Parser::new_ext(&raw, options).collect();
    let mut writer = Writer {
        html: String::with_capacity(raw.len() * 2),
        text: String::new(),
        definitions: definitions_of(&events),
        written: BTreeMap::new(),
    };
    for (at, event) in events.iter().enumerate() {
        writer.event(at, event);
    }
    writer.flush();
    writer.html
}

/// Where each label is defined, by the place among the events; a label may be defined anew in each chapter.
fn definitions_of(events: &[Event<'_>]) -> BTreeMap<String, Vec<usize>> {
    let mut definitions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        if let Event::Start(Tag::FootnoteDefinition(label)) = event {
            definitions.entry(label.to_string()).or_default().push(at);
        }
    }
    definitions
}

struct Writer {
    html: String,
    /// Text that is not written yet.
    text: String,
    definitions: BTreeMap<String, Vec<usize>>,
    /// How many definitions of a label are written.
    written: BTreeMap<String, usize>,
}

impl Writer {
    fn event(&mut self, at: usize, event: &Event<'_>) {
        if let Event::Text(text) = event {
            self.text.push_str(text);
            return;
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                escape(&mut self.html, code);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html.push_str(html),
            Event::FootnoteReference(label) => self.mark(at, label),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => self.html.push_str("<hr>"),
            Event::TaskListMarker(done) => self.html.push_str(if *done { "[x] " } else { "[ ] " }),
            Event::Text(_) => {}
        }
    }

    /// Writes the text that has gathered; `[^9]` in it are marks whose notes are not defined.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("[^") {
            let label = after.split_once(']').filter(|(label, _)| {
                !label.is_empty() && label.len() <= 80 && !label.contains(char::is_whitespace)
            });
            escape(&mut self.html, before);
            match label {
                Some((label, after)) => {
                    self.link("none", label);
                    rest = after;
                }
                None => {
                    self.html.push_str("[^");
                    rest = after;
                }
            }
        }
        escape(&mut self.html, rest);
    }

    /// The note meant is the next one of the label, else the last.
    fn mark(&mut self, at: usize, label: &str) {
        let places = self.definitions.get(label).map_or(&[][..], Vec::as_slice);
        let nth = places
            .partition_point(|place| *place < at)
            .min(places.len().saturating_sub(1));
        let id = format!("n{nth}");
        self.link(&id, label);
    }

    fn link(&mut self, id: &str, label: &str) {
        self.html
            .push_str("<sup><a class=\"footnote-ref\" href=\"#");
        self.html.push_str(id);
        self.html.push('-');
        attribute(&mut self.html, label);
        self.html.push_str("\">");
        escape(&mut self.html, label);
        self.html.push_str("</a></sup>");
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.html.push_str("<p>"),
            Tag::Heading { level, .. } => self.heading("<", *level),
            Tag::BlockQuote(_) => self.html.push_str("<blockquote>"),
            Tag::CodeBlock(_) => self.html.push_str("<pre>"),
            Tag::List(Some(first)) => {
                let _ = write!(self.html, "<ol start=\"{first}\">");
            }
            Tag::List(None) => self.html.push_str("<ul>"),
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(label) => self.definition(label),
            Tag::Table(_) => self.html.push_str("<table>"),
            Tag::TableHead | Tag::TableRow => self.html.push_str("<tr>"),
            Tag::TableCell => self.html.push_str("<td>"),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::MetadataBlock(_) => self.html.push_str("<div class=\"noprint\">"),
            _ => {}
        }
    }

    fn definition(&mut self, label: &str) {
        let written = self.written.entry(label.to_owned()).or_insert(0);
        let nth = *written;
        *written += 1;
        let _ = write!(self.html, "<div class=\"footnote\" id=\"n{nth}-");
        attribute(&mut self.html, label);
        self.html.push_str("\"><span class=\"footnote-label\">");
        escape(&mut self.html, label);
        self.html.push_str("</span> ");
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.html.push_str("</p>\n"),
            TagEnd::Heading(level) => self.heading("</", *level),
            TagEnd::BlockQuote(_) => self.html.push_str("</blockquote>"),
            TagEnd::CodeBlock => self.html.push_str("</pre>"),
            TagEnd::List(true) => self.html.push_str("</ol>"),
            TagEnd::List(false) => self.html.push_str("</ul>"),
            TagEnd::Item => self.html.push_str("</li>"),
            TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => self.html.push_str("</div>"),
            TagEnd::Table => self.html.push_str("</table>"),
            TagEnd::TableHead | TagEnd::TableRow => self.html.push_str("</tr>"),
            TagEnd::TableCell => self.html.push_str("</td>"),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            _ => {}
        }
    }

    fn heading(&mut self, bracket: &str, level: HeadingLevel) {
        let _ = write!(self.html, "{bracket}{level}>");
    }
}

fn escape(html: &mut String, text: &str) {
    for part in text.split_inclusive(['&', '<', '>']) {
        let (words, sign) =
            part.split_at(part.len() - usize::from(part.ends_with(['&', '<', '>'])));
        html.push_str(words);
        html.push_str(match sign {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            _ => "",
        });
    }
}

/// Writes a label so that it can stand in an attribute, and in a link without being decoded.
fn attribute(html: &mut String, text: &str) {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    for c in text.chars() {
        if safe(c) {
            html.push(c);
        } else {
            let _ = write!(html, "_{:x}_", u32::from(c));
        }
    }
}

/// A note in place: the bytes from `^[` to its closing bracket.
type InPlace = std::ops::Range<usize>;

/// The notes in place, those inside of others left out.
fn notes_in_place(raw: &str) -> Vec<InPlace> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = raw[from..].find("^[") {
        let start = from + at;
        let escaped = raw[..start].ends_with(['\\', '[']);
        match closing_bracket(raw, start + 2).filter(|_| !escaped) {
            Some(end) => {
                found.push(start..end + 1);
                from = end + 1;
            }
            None => from = start + 2,
        }
    }
    found
}

/// The bracket that closes a note, in the same paragraph.
fn closing_bracket(raw: &str, from: usize) -> Option<usize> {
    const LONGEST: usize = 20_000;
    let mut open = 0;
    let mut before = 0u8;
    for (at, &byte) in raw.as_bytes().iter().enumerate().skip(from).take(LONGEST) {
        match byte {
            b'\n' if before == b'\n' => return None,
            b'[' if before != b'\\' => open += 1,
            b']' if before != b'\\' && open == 0 => return Some(at),
            b']' if before != b'\\' => open -= 1,
            _ => {}
        }
        before = byte;
    }
    None
}

/// The text with notes in place turned into definitions at its end, under numbers that no other note has.
fn with_definitions(raw: &str) -> String {
    let places = notes_in_place(raw);
    if places.is_empty() {
        return raw.to_owned();
    }
    let taken: BTreeSet<&str> = raw.lines().filter_map(defined).collect();
    let mut numbers = (1..)
        .map(|n: usize| n.to_string())
        .filter(|n| !taken.contains(n.as_str()));
    let mut text = String::with_capacity(raw.len() + places.len() * 12);
    let mut definitions = String::new();
    let mut from = 0;
    for place in places {
        let number = numbers.next().unwrap_or_default();
        let words = raw[place.start + 2..place.end - 1].replace('\n', " ");
        text.push_str(&raw[from..place.start]);
        let _ = write!(text, "[^{number}]");
        let _ = write!(definitions, "\n\n[^{number}]: {}", words.trim());
        from = place.end;
    }
    text.push_str(&raw[from..]);
    text + &definitions + "\n"
}
