//! XML as a flat tree, read leniently and within bounds: what TEI, DOCX, ODT and the tables of EPUB share.
//!
//! Nothing outside the file is ever fetched. Entities are the five of XML, numbers, those of HTML, and short plain
//! texts that the file itself declares; everything else stays as it is written, with a note. A tag that does not close
//! is closed where its parent ends; a file that breaks off is read as far as it goes.

mod entities;

use super::encoding;
use entities::Entities;
use kaozheng_text::{Diagnostic, Noted};
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// How deep elements are kept apart; what lies deeper belongs to the element at this depth.
pub const DEEPEST: usize = 200;

/// Deepest nesting that is read at all.
pub const DEEPEST_READ: usize = 10_000;

/// Most elements and stretches of text in one file.
pub const MOST_NODES: usize = 16_000_000;

/// Largest XML that is read, in bytes.
pub const LARGEST_XML: usize = 512 << 20;

/// An XML file, read.
#[derive(Debug)]
pub struct Tree {
    source: String,
    /// In the order of the file; each node before what it holds.
    nodes: Vec<Node>,
    names: Vec<Name>,
    entities: Entities,
}

/// Why XML cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlFailure {
    /// There is not one element.
    NoElement,
    /// More than [`LARGEST_XML`] bytes or [`MOST_NODES`] nodes.
    TooLarge,
    /// Nested deeper than [`DEEPEST_READ`].
    TooDeep,
    /// The bytes are no text.
    NoText,
}

impl fmt::Display for XmlFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            XmlFailure::NoElement => "it holds no XML element",
            XmlFailure::TooLarge => "its XML is too large to be a text",
            XmlFailure::TooDeep => "its XML is nested too deeply to be a text",
            XmlFailure::NoText => "its XML is no text",
        })
    }
}

impl std::error::Error for XmlFailure {}

/// One element of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Element<'a> {
    tree: &'a Tree,
    at: usize,
}

/// What an element holds.
#[derive(Clone, Copy, Debug)]
pub enum Child<'a> {
    /// An element.
    Element(Element<'a>),
    /// A stretch of text, its entities resolved.
    Text(&'a str),
}

impl Tree {
    /// Reads XML. Its encoding is that of the byte order mark, else that of the XML declaration, else UTF-8.
    ///
    /// Notes, none of them placed: `xml-tags-crossed`, `xml-cut-off`, `xml-entity-unknown`, `xml-too-deep`, and those
    /// of [`encoding::decode`].
    pub fn parse(bytes: &[u8]) -> Result<Noted<Tree>, XmlFailure> {
        if bytes.len() > LARGEST_XML {
            return Err(XmlFailure::TooLarge);
        }
        let mut notes = Vec::new();
        let source = decode(bytes)?.take(&mut notes);
        let mut planter = Planter::new(&source);
        planter.run()?;
        let Planter {
            nodes,
            names,
            entities,
            notes: own,
            ..
        } = planter;
        notes.extend(own);
        if !nodes
            .iter()
            .any(|node| matches!(node.kind, Kind::Element { .. }))
        {
            return Err(XmlFailure::NoElement);
        }
        let tree = Tree {
            source,
            nodes,
            names,
            entities,
        };
        Ok(Noted { value: tree, notes })
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        let is_element = |node: &Node| matches!(node.kind, Kind::Element { .. });
        let at = self.nodes.iter().position(is_element);
        Element {
            tree: self,
            at: at.expect("a tree has an element"),
        }
    }

    fn children_between(&self, start: usize, end: usize) -> Children<'_> {
        Children {
            tree: self,
            at: start,
            end,
        }
    }
}

impl<'a> Element<'a> {
    /// Its name without the prefix.
    pub fn name(self) -> &'a str {
        &self.its_name().local
    }

    /// The URI of its name space; where the prefix is not declared, the prefix.
    pub fn space(self) -> &'a str {
        &self.its_name().space
    }

    /// The value of the attribute whose name without prefix is `local`.
    pub fn attr(self, local: &str) -> Option<Cow<'a, str>> {
        let raw = self.attributes().find(|(name, _)| {
            let bare = name.rsplit_once(':').map_or(*name, |(_, bare)| bare);
            bare == local && !name.starts_with("xmlns:")
        });
        raw.map(|(_, value)| self.tree.entities.resolve_all(value))
    }

    /// The value of the attribute called `name`, its prefix with it.
    pub fn attr_as_written(self, name: &str) -> Option<Cow<'a, str>> {
        let raw = self.attributes().find(|(n, _)| *n == name);
        raw.map(|(_, value)| self.tree.entities.resolve_all(value))
    }

    /// What it holds, in order.
    pub fn children(self) -> Children<'a> {
        self.tree
            .children_between(self.at + 1, self.tree.nodes[self.at].end as usize)
    }

    /// The elements it holds, in order.
    pub fn elements(self) -> impl Iterator<Item = Element<'a>> {
        self.children().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first element called `name` that it holds.
    pub fn child(self, name: &str) -> Option<Element<'a>> {
        self.elements().find(|element| element.name() == name)
    }

    /// All elements inside, at any depth, in the order of the file.
    pub fn descendants(self) -> impl Iterator<Item = Element<'a>> {
        let tree = self.tree;
        let inside = self.at + 1..tree.nodes[self.at].end as usize;
        inside
            .filter(|&at| matches!(tree.nodes[at].kind, Kind::Element { .. }))
            .map(move |at| Element { tree, at })
    }

    /// All text inside, at any depth.
    pub fn text(self) -> String {
        let inside = self.at + 1..self.tree.nodes[self.at].end as usize;
        let texts = self.tree.nodes[inside].iter();
        texts.filter_map(|node| node.text(self.tree)).collect()
    }

    /// Whether `other` stands inside.
    pub fn holds(self, other: Element<'_>) -> bool {
        other.at > self.at && other.at < self.tree.nodes[self.at].end as usize
    }

    /// A number that tells this element from all others of its tree, rising in the order of the file.
    pub fn rank(self) -> usize {
        self.at
    }

    fn its_name(self) -> &'a Name {
        match self.tree.nodes[self.at].kind {
            Kind::Element { name, .. } => &self.tree.names[name as usize],
            Kind::Text { .. } | Kind::Resolved { .. } => {
                unreachable!("an element is at an element")
            }
        }
    }

    /// Names and unresolved values of its attributes.
    fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let tag = match self.tree.nodes[self.at].kind {
            Kind::Element { start, end, .. } => &self.tree.source[start as usize..end as usize],
            Kind::Text { .. } | Kind::Resolved { .. } => "",
        };
        let name = tag.find(|c: char| c.is_whitespace()).unwrap_or(tag.len());
        let mut attributes = Attributes::new(tag, name);
        attributes.with_checks(false);
        attributes.filter_map(|attribute| {
            let attribute = attribute.ok()?;
            match attribute.value {
                Cow::Borrowed(value) => Some((attribute.key.into_inner(), value)),
                Cow::Owned(_) => None,
            }
        })
    }
}

/// What an element holds, in order.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    tree: &'a Tree,
    at: usize,
    end: usize,
}

impl<'a> Iterator for Children<'a> {
    type Item = Child<'a>;

    fn next(&mut self) -> Option<Child<'a>> {
        if self.at >= self.end {
            return None;
        }
        let at = self.at;
        let node = &self.tree.nodes[at];
        self.at = node.end as usize;
        Some(match node.text(self.tree) {
            Some(text) => Child::Text(text),
            None => Child::Element(Element {
                tree: self.tree,
                at,
            }),
        })
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    /// One past the last node inside.
    end: u32,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// An element; `start` and `end` bound its tag in the source, without the brackets.
    Element { name: u32, start: u32, end: u32 },
    /// Text of the source.
    Text { start: u32, end: u32 },
    /// Text of the table of entities.
    Resolved { start: u32, end: u32 },
}

impl Node {
    fn text(self, tree: &Tree) -> Option<&str> {
        match self.kind {
            Kind::Element { .. } => None,
            Kind::Text { start, end } => Some(&tree.source[start as usize..end as usize]),
            Kind::Resolved { start, end } => Some(tree.entities.of(start, end)),
        }
    }
}

#[derive(Debug)]
struct Name {
    local: String,
    space: String,
}

/// The text of XML bytes. What the declaration says of the encoding is checked against them.
fn decode(bytes: &[u8]) -> Result<Noted<String>, XmlFailure> {
    let declared = declared_encoding(bytes);
    encoding::decode_with_hint(bytes, declared).map_err(|_| XmlFailure::NoText)
}

/// What the XML declaration says of the encoding.
fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(200)];
    let head = match std::str::from_utf8(head) {
        Ok(head) => head,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
    };
    let declaration = head
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?;
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// Grows the tree from the events of the reader.
struct Planter<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    names: Vec<Name>,
    /// Numbers of the names under the prefixes now declared.
    known: HashMap<&'a str, u32>,
    numbers: HashMap<(String, String), u32>,
    /// Declared prefixes, innermost last, each with the depth of its element.
    spaces: Vec<(usize, &'a str, String)>,
    /// The open elements: name as written, and node where it has one of its own.
    open: Vec<(&'a str, Option<u32>)>,
    entities: Entities,
    notes: Vec<Diagnostic>,
}

impl<'a> Planter<'a> {
    fn new(source: &'a str) -> Planter<'a> {
        Planter {
            source,
            nodes: Vec::with_capacity(source.len() / 40),
            names: Vec::new(),
            known: HashMap::new(),
            numbers: HashMap::new(),
            spaces: Vec::new(),
            open: Vec::new(),
            entities: Entities::default(),
            notes: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<(), XmlFailure> {
        let mut reader = quick_xml::Reader::from_str(self.source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let event = match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => event,
                Err(error) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                    self.broken_off(at, &error.to_string());
                    break;
                }
            };
            self.take(&event)?;
            if self.nodes.len() > MOST_NODES {
                return Err(XmlFailure::TooLarge);
            }
        }
        self.close_all();
        Ok(())
    }

    fn take(&mut self, event: &Event<'a>) -> Result<(), XmlFailure> {
        match event {
            Event::Start(tag) => self.start(self.own(tag))?,
            Event::Empty(tag) => {
                let tag = self.own(tag);
                self.start(tag)?;
                self.end_of_top();
            }
            Event::End(tag) => self.end(self.own(tag.name().into_inner())),
            Event::Text(text) => self.text(self.own(text)),
            Event::CData(text) => self.text(self.own(text)),
            Event::GeneralRef(name) => self.reference(self.own(name)),
            Event::DocType(text) => self.entities.declare(text),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    /// The stretch of the source that `part` is: the reader lends slices of it.
    fn own(&self, part: &str) -> &'a str {
        let start = (part.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        self.source
            .get(start..start + part.len())
            .expect("the reader lends slices of its source")
    }

    fn offset(&self, part: &str) -> u32 {
        let start = (part.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        u32::try_from(start).expect("XML is under 512 MB")
    }

    fn start(&mut self, tag: &'a str) -> Result<(), XmlFailure> {
        if self.open.len() >= DEEPEST_READ {
            return Err(XmlFailure::TooDeep);
        }
        let length = tag.find(|c: char| c.is_whitespace()).unwrap_or(tag.len());
        let written = &tag[..length];
        if tag.contains("xmlns") {
            self.declare_spaces(tag, length);
        }
        if self.open.len() == DEEPEST {
            self.note_once("xml-too-deep", |_| {
                format!("elements nested deeper than {DEEPEST} were read as one")
            });
        }
        let mut node = None;
        if self.open.len() < DEEPEST {
            node = Some(self.next_node());
            let kind = Kind::Element {
                name: self.name(written),
                start: self.offset(tag),
                end: self.offset(tag) + u32::try_from(tag.len()).expect("a short tag"),
            };
            self.nodes.push(Node { kind, end: 0 });
        }
        self.open.push((written, node));
        Ok(())
    }

    fn end(&mut self, written: &'a str) {
        let written = written.trim_end();
        let from = self.open.len().saturating_sub(FARTHEST_CROSSING);
        let found = self.open[from..]
            .iter()
            .rposition(|(name, _)| *name == written);
        let top = self.open.len().checked_sub(from + 1);
        if found.is_none() || found != top {
            let at = self.offset(written) as usize;
            self.note_once("xml-tags-crossed", |planter| {
                let line = planter.line_of(at);
                format!("line {line}: the tag </{written}> closes nothing that is open here")
            });
        }
        let Some(found) = found else {
            return;
        };
        while self.open.len() > from + found {
            self.end_of_top();
        }
    }

    fn end_of_top(&mut self) {
        let end = self.next_node();
        if let Some((_, Some(node))) = self.open.pop() {
            self.nodes[node as usize].end = end;
        }
        let depth = self.open.len();
        if self.spaces.last().is_some_and(|(at, _, _)| *at >= depth) {
            self.spaces.retain(|(at, _, _)| *at < depth);
            self.known.clear();
        }
    }

    fn close_all(&mut self) {
        if let Some((name, _)) = self.open.first() {
            let message = format!("the file ends before <{name}> is closed");
            self.note_once("xml-cut-off", |_| message);
        }
        while !self.open.is_empty() {
            self.end_of_top();
        }
    }

    fn broken_off(&mut self, at: usize, why: &str) {
        let line = self.line_of(at.min(self.source.len()));
        let message =
            format!("line {line}: the XML breaks off ({why}); what stands before it was read");
        self.note_once("xml-cut-off", |_| message);
    }

    fn text(&mut self, text: &'a str) {
        if text.is_empty() || self.open.is_empty() {
            return;
        }
        let start = self.offset(text);
        let end = start + u32::try_from(text.len()).expect("XML is under 512 MB");
        self.leaf(Kind::Text { start, end });
    }

    fn reference(&mut self, name: &'a str) {
        if self.open.is_empty() {
            return;
        }
        match self.entities.resolve(name) {
            Some((start, end)) => self.leaf(Kind::Resolved { start, end }),
            None => {
                self.note_once("xml-entity-unknown", |_| {
                    format!("the file does not say what &{name}; stands for; it was left as it is")
                });
                let start = self.offset(name);
                let end = start + u32::try_from(name.len()).expect("a short name");
                // The `&` before the name and the `;` behind it.
                self.leaf(Kind::Text {
                    start: start - 1,
                    end: end + 1,
                });
            }
        }
    }

    fn leaf(&mut self, kind: Kind) {
        let end = self.next_node() + 1;
        self.nodes.push(Node { kind, end });
    }

    fn next_node(&self) -> u32 {
        u32::try_from(self.nodes.len()).expect("nodes are bounded")
    }

    fn name(&mut self, written: &'a str) -> u32 {
        if let Some(&number) = self.known.get(written) {
            return number;
        }
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let declared = self.spaces.iter().rev().find(|(_, p, _)| *p == prefix);
        let space = declared.map_or(prefix, |(_, _, uri)| uri.as_str());
        let key = (space.to_owned(), local.to_owned());
        let number = match self.numbers.get(&key) {
            Some(&number) => number,
            None => {
                let number = u32::try_from(self.names.len()).expect("names are bounded");
                self.names.push(Name {
                    space: key.0.clone(),
                    local: key.1.clone(),
                });
                self.numbers.insert(key, number);
                number
            }
        };
        self.known.insert(written, number);
        number
    }

    fn declare_spaces(&mut self, tag: &'a str, name: usize) {
        let depth = self.open.len();
        let mut attributes = Attributes::new(tag, name);
        attributes.with_checks(false);
        for attribute in attributes.flatten() {
            let key = attribute.key.into_inner();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            if self.spaces.len() < MOST_SPACES {
                self.spaces
                    .push((depth, prefix, attribute.value.into_owned()));
            }
            self.known.clear();
        }
    }

    fn line_of(&self, at: usize) -> usize {
        let before = self.source.as_bytes().get(..at).unwrap_or_default();
        1 + before.iter().filter(|&&b| b == b'\n').count()
    }

    /// A note of each kind is told once: the first place is where to look.
    fn note_once(&mut self, code: &'static str, message: impl FnOnce(&Planter<'_>) -> String) {
        if self.notes.iter().all(|note| note.code != code) {
            let help = match code {
                "xml-entity-unknown" => {
                    "declare it at the head of the file, or write the letter itself"
                }
                "xml-too-deep" => "look whether the file was made by a program that failed",
                _ => "an XML editor shows where the tags part",
            };
            let message = message(self);
            self.notes
                .push(Diagnostic::warning(code, message).help(help));
        }
    }
}

/// Most prefixes that are declared at one time.
const MOST_SPACES: usize = 512;

/// How far up an end tag is looked for.
const FARTHEST_CROSSING: usize = 64;

#[cfg(test)]
mod tests;
