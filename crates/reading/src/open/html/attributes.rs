//! The attributes of a tag, and the page labels that they and the text give.

use super::vocabulary::Traits;
use html5ever::tokenizer::Tag;

/// The attributes that matter to a reader.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) ids: Vec<String>,
    pub(super) href: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) class: String,
    pub(super) label: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) value: Option<u32>,
    pub(super) hidden: bool,
    pub(super) traits: Traits,
}

impl Attributes {
    /// Reads them off a tag called `name`.
    pub(super) fn of(tag: &Tag, name: &str) -> Attributes {
        let mut own = Attributes::default();
        for attribute in &tag.attrs {
            let value = &*attribute.value;
            match &*attribute.name.local {
                "id" | "xml:id" => own.ids.push(value.to_owned()),
                "name" if name == "a" => own.ids.push(value.to_owned()),
                "href" | "xlink:href" => own.href = Some(value.trim().to_owned()),
                "lang" | "xml:lang" => own.lang = Some(value.trim().to_owned()),
                "class" => {
                    own.learn(value);
                    value.clone_into(&mut own.class);
                }
                "role" | "epub:type" | "data-type" => own.learn(value),
                "data-footnote-backref" => own.traits.back = true,
                "data-footnote-ref" => own.traits.calls = true,
                "title" | "aria-label" => own.label = Some(value.to_owned()),
                "alt" => own.alt = Some(value.to_owned()),
                "start" | "value" => own.value = value.trim().parse().ok(),
                "hidden" => own.hidden = true,
                "style" => own.hidden |= value.replace(' ', "").contains("display:none"),
                _ => {}
            }
        }
        own.traits.page_word = own.traits.page;
        own.traits.page |= own.ids.iter().any(|id| page_of_id(id).is_some());
        own
    }

    fn learn(&mut self, words: &str) {
        for word in words.split_ascii_whitespace().take(64) {
            self.traits.learn(&word.to_lowercase());
        }
    }
}

/// The page that an id such as `Page_12` or `pg12` names.
pub(super) fn page_of_id(id: &str) -> Option<&str> {
    let number = ["Page_", "page_", "Page", "page-", "page", "pg_", "pg", "Pg"]
        .iter()
        .find_map(|head| id.strip_prefix(head))?;
    let roman = |c: char| "ivxlcIVXLC".contains(c);
    let fits = number.len() <= 6
        && !number.is_empty()
        && (number.chars().all(|c| c.is_ascii_digit()) || number.chars().all(roman));
    fits.then_some(number)
}

/// `[Pg 12]` and `p. 12` without their wrapping.
pub(super) fn bare_page_label(text: &str) -> &str {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "[](){}|-–—".contains(c));
    let heads = ["Page", "page", "Pg", "pg", "S.", "p."];
    let found = heads.iter().find_map(|head| bare.strip_prefix(head));
    found
        .unwrap_or(bare)
        .trim_matches([' ', '.', '_', ':', '\u{a0}'])
}
