//! What the styles of a DOCX say a paragraph is.

use super::super::xml::{Element, Tree};
use kaozheng_text::Part;
use std::collections::HashMap;

/// The styles of a file by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// Language of text that names none.
    pub(super) lang: String,
}

#[derive(Debug, Default)]
struct Style {
    /// In small letters. Word keeps the names of its own styles in English, whatever language it speaks.
    name: String,
    based_on: Option<String>,
    outline: bool,
    italic: Option<bool>,
}

/// Longest chain of styles that is followed.
const LONGEST_CHAIN: usize = 12;

impl Styles {
    /// Reads the part of styles.
    pub(super) fn of(tree: Option<&Tree>) -> Styles {
        let mut styles = Styles::default();
        let Some(tree) = tree else { return styles };
        for element in tree.root().elements() {
            match element.name() {
                "style" => {
                    if let Some(id) = element.attr("styleId") {
                        styles.styles.insert(id.into_owned(), style(element));
                    }
                }
                "docDefaults" => styles.lang = default_lang(element),
                _ => {}
            }
        }
        styles
    }

    /// What a paragraph of this style is; `None` for running text.
    pub(super) fn part(&self, id: &str) -> Option<(Part, &'static str)> {
        let chain = self.chain(id);
        if let Some(found) = chain
            .iter()
            .find_map(|style| part_by_style_name(&style.name))
        {
            return Some(found);
        }
        let outline = chain.iter().any(|style| style.outline);
        outline.then_some((Part::Heading, "a style of the file with an outline level"))
    }

    /// Whether text of this style stands in italics, when the style or one it is based on says so.
    pub(super) fn italic(&self, id: &str) -> Option<bool> {
        self.chain(id).iter().find_map(|style| style.italic)
    }

    fn chain(&self, id: &str) -> Vec<&Style> {
        let first = self.styles.get(id);
        let next = |style: &&Style| self.styles.get(style.based_on.as_deref()?);
        std::iter::successors(first, next)
            .take(LONGEST_CHAIN)
            .collect()
    }
}

fn style(element: Element<'_>) -> Style {
    let value = |name: &str| {
        let value = element.child(name)?.attr("val")?;
        Some(value.into_owned())
    };
    let outline = element
        .child("pPr")
        .and_then(|p| p.child("outlineLvl"))
        .and_then(|level| level.attr("val").map(|v| is_outline(&v)));
    Style {
        name: value("name").unwrap_or_default().to_lowercase(),
        based_on: value("basedOn"),
        outline: outline.unwrap_or(false),
        italic: element.child("rPr").and_then(italic_of),
    }
}

/// Levels 0 to 8 are headings, 9 is running text.
pub(super) fn is_outline(value: &str) -> bool {
    value.parse::<u8>().is_ok_and(|level| level < 9)
}

/// What the properties of a run say of italics.
pub(super) fn italic_of(properties: Element<'_>) -> Option<bool> {
    properties.child("i").map(is_on)
}

/// Whether a switch such as `<w:i/>` is on.
pub(super) fn is_on(switch: Element<'_>) -> bool {
    !matches!(
        switch.attr("val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}

fn default_lang(defaults: Element<'_>) -> String {
    let lang = defaults.descendants().find(|e| e.name() == "lang");
    lang.and_then(|lang| lang.attr("val"))
        .map_or(String::new(), std::borrow::Cow::into_owned)
}

/// What a style of this name, in small letters, says of its paragraphs.
pub(in crate::open) fn part_by_style_name(name: &str) -> Option<(Part, &'static str)> {
    Some(match name {
        "title" => (Part::Title, "the title style of the file"),
        "author" | "authors" | "byline" => (Part::Byline, "the author style of the file"),
        "abstract" => (Part::Abstract, "the abstract style of the file"),
        "keywords" => (Part::Keywords, "the keywords style of the file"),
        "signature" => (Part::Signature, "the signature style of the file"),
        "date" => (Part::Dateline, "the date style of the file"),
        "subtitle" | "toc heading" | "abstract title" | "heading" => {
            (Part::Heading, "a heading style of the file")
        }
        _ if name.strip_prefix("heading ").is_some_and(starts_with_digit) => {
            (Part::Heading, "a heading style of the file")
        }
        _ if name.starts_with("toc ") => (Part::List, "a table of contents of the file"),
        _ => return None,
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}
