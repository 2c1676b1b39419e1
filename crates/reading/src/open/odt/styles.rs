//! What the styles of an ODT say of paragraphs and words.

use super::super::docx::part_by_style_name;
use super::super::xml::{Element, Tree};
use kaozheng_text::Part;
use std::collections::HashMap;

/// The styles of a file by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(String, String), Style>,
    /// Language of paragraphs that name none.
    lang: String,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    italic: Option<bool>,
    raised: Option<bool>,
    hidden: Option<bool>,
    lang: Option<String>,
    page_before: bool,
}

/// Longest chain of styles that is followed.
const LONGEST_CHAIN: usize = 12;

impl Styles {
    /// Reads the styles of all parts; a later one stands over an earlier one of its name.
    pub(super) fn of(trees: &[&Tree]) -> Styles {
        let mut styles = Styles::default();
        for element in trees.iter().flat_map(|tree| tree.root().descendants()) {
            let family = element.attr("family").unwrap_or_default();
            match element.name() {
                "style" => {
                    let name = element.attr("name").unwrap_or_default().into_owned();
                    let key = (family.into_owned(), name);
                    styles.styles.insert(key, style(element));
                }
                "default-style" if family == "paragraph" => {
                    styles.lang = style(element).lang.unwrap_or_default();
                }
                _ => {}
            }
        }
        styles
    }

    /// What a paragraph of this style is; `None` for running text.
    pub(super) fn part(&self, name: &str) -> Option<(Part, &'static str)> {
        self.chain("paragraph", name)
            .iter()
            .find_map(|style| part_by_style_name(&style.name))
    }

    pub(super) fn lang(&self, name: &str) -> String {
        let chain = self.chain("paragraph", name);
        let own = chain.iter().find_map(|style| style.lang.clone());
        own.unwrap_or_else(|| self.lang.clone())
    }

    pub(super) fn turns_page(&self, name: &str) -> bool {
        self.chain("paragraph", name)
            .first()
            .is_some_and(|style| style.page_before)
    }

    pub(super) fn italic(&self, family: &str, name: &str) -> Option<bool> {
        self.chain(family, name).iter().find_map(|s| s.italic)
    }

    pub(super) fn raised(&self, name: &str) -> bool {
        let chain = self.chain("text", name);
        chain.iter().find_map(|s| s.raised).unwrap_or(false)
    }

    pub(super) fn hidden(&self, name: &str) -> bool {
        let chain = self.chain("text", name);
        chain.iter().find_map(|s| s.hidden).unwrap_or(false)
    }

    fn chain(&self, family: &str, name: &str) -> Vec<&Style> {
        let find = |name: &str| self.styles.get(&(family.to_owned(), name.to_owned()));
        let next = |style: &&Style| find(style.parent.as_deref()?);
        std::iter::successors(find(name), next)
            .take(LONGEST_CHAIN)
            .collect()
    }
}

fn style(element: Element<'_>) -> Style {
    let own = |name: &str| element.attr(name).map(std::borrow::Cow::into_owned);
    let text = element.child("text-properties");
    let word = |name: &str| text.and_then(|properties| properties.attr(name));
    let paragraph = element.child("paragraph-properties");
    let name = own("display-name")
        .or_else(|| own("name"))
        .unwrap_or_default();
    Style {
        name: name.replace("_20_", " ").to_lowercase(),
        parent: own("parent-style-name"),
        italic: word("font-style").map(|v| v != "normal"),
        raised: word("text-position").map(|v| is_raised(&v)),
        hidden: word("display").map(|v| v == "none"),
        lang: word("language")
            .filter(|v| v != "none" && v != "zxx")
            .map(std::borrow::Cow::into_owned),
        page_before: paragraph.is_some_and(|p| p.attr("break-before").as_deref() == Some("page")),
    }
}

/// Text positions are `super` or a share of the letter's height, below the line with a minus sign.
fn is_raised(position: &str) -> bool {
    let first = position.split_whitespace().next().unwrap_or("");
    let share = first.strip_suffix('%').and_then(|n| n.parse::<f32>().ok());
    first == "super" || share.is_some_and(|share| share > 0.0)
}
