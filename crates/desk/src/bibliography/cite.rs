//! Citations and bibliographies in any CSL style.
//!
//! The library decides what a style asks for: full notes, short ones, *ibid.*, the order of the bibliography. Here works
//! become what it prints: a romanised title is followed by the title in its own script and, in square brackets, by its
//! translation; so is a name by its script.

use super::csl_json;
use super::names::Naming;
use super::work::Work;
use citationberg::json::Item;
use citationberg::{IndependentStyle, Locale};
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest,
    ElemChildren,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The style of footnotes that is used when none is named.
pub const USUAL: &str = "chicago-notes";

/// Why a style cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StyleFailure {
    /// No style of that name is built in.
    #[error("no style called `{0}` is built in")]
    Unknown(String),
    /// The text is no style.
    #[error("this is no CSL style: {0}")]
    Broken(String),
    /// It only names another style, which is not built in.
    #[error("this style only points to {0}, which is not built in; take the file of that one")]
    Parent(String),
}

/// A style.
#[derive(Debug)]
pub struct Style {
    style: IndependentStyle,
}

/// The words of every language that styles print in; unpacked once.
pub(super) static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(locales);

/// The style called [`USUAL`]; unpacked once.
static USUAL_STYLE: LazyLock<Style> =
    LazyLock::new(|| Style::named(USUAL).expect("the usual style is built in"));

impl Style {
    /// The style called [`USUAL`].
    pub fn usual() -> &'static Style {
        &USUAL_STYLE
    }

    /// The built-in style called `name`.
    pub fn named(name: &str) -> Result<Style, StyleFailure> {
        let unknown = || StyleFailure::Unknown(name.to_owned());
        Style::archived(ArchivedStyle::by_name(name).ok_or_else(unknown)?)
    }

    /// The style in the text of a `.csl` file.
    pub fn parse(xml: &str) -> Result<Style, StyleFailure> {
        let read = citationberg::Style::from_xml(xml);
        Style::independent(read.map_err(|error| StyleFailure::Broken(error.to_string()))?)
    }

    /// The names of the styles that are built in, in order.
    pub fn names() -> Vec<&'static str> {
        let all = ArchivedStyle::all().iter().flat_map(|style| style.names());
        let mut names: Vec<&str> = all.copied().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The style as the library has it.
    pub(super) fn inner(&self) -> &IndependentStyle {
        &self.style
    }

    /// Whether it is of American English, as most are.
    pub(crate) fn is_american(&self) -> bool {
        let locale = self.style.default_locale.as_ref();
        locale.is_none_or(|locale| locale.0 == "en-US")
    }

    fn archived(style: ArchivedStyle) -> Result<Style, StyleFailure> {
        Style::independent(style.get())
    }

    fn independent(style: citationberg::Style) -> Result<Style, StyleFailure> {
        match style {
            citationberg::Style::Independent(style) => Ok(Style { style }),
            citationberg::Style::Dependent(style) => {
                let parent = style.parent_link.href;
                let archived = ArchivedStyle::by_id(&parent);
                Style::archived(archived.ok_or(StyleFailure::Parent(parent))?)
            }
        }
    }
}

/// Works as a style prints them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// Each work, in the order given.
    pub works: Vec<CitedWork>,
    /// The bibliography in the order of the style; empty when it has none.
    pub bibliography: Vec<String>,
}

/// One work as a style prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitedWork {
    /// The card.
    pub id: String,
    /// Where it is cited first.
    pub first: String,
    /// Where it is cited again, after others.
    pub later: String,
}

/// Every work, cited first and later, and the bibliography of all.
pub fn all(works: &[Work], naming: &Naming, style: &Style) -> Cited {
    let items: Vec<Item> = works.iter().filter_map(|work| item(work, naming)).collect();
    let between = json!({ "id": "", "type": "book", "title": "." });
    let between: Item = serde_json::from_value(between).expect("it is an item");
    let order = items.iter().flat_map(|item| [item, &between]);
    let (notes, bibliography) = print(order.chain(items.iter()), style);
    let (first, later) = notes.split_at(items.len() * 2);
    let cited = |(at, item): (usize, &Item)| CitedWork {
        id: item.id().unwrap_or_default().into_owned(),
        first: first[at * 2].clone(),
        later: later[at].clone(),
    };
    Cited {
        works: items.iter().enumerate().map(cited).collect(),
        bibliography,
    }
}

/// Notes that cite `order`, one each: again, and right after itself, as the style has it. And their bibliography.
pub fn in_order(order: &[&Work], naming: &Naming, style: &Style) -> (Vec<String>, Vec<String>) {
    // The library knows a work again by where it stands in memory.
    let mut ids: Vec<&str> = order.iter().map(|work| work.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let work = |id: &&str| order.iter().find(|work| work.id == *id);
    let items: Vec<Item> = ids
        .iter()
        .filter_map(work)
        .filter_map(|work| item(work, naming))
        .collect();
    let known = |work: &&Work| {
        items
            .iter()
            .find(|item| item.id().as_deref() == Some(&work.id))
    };
    print(order.iter().filter_map(known), style)
}

fn print<'a>(
    order: impl Iterator<Item = &'a Item>,
    style: &'a Style,
) -> (Vec<String>, Vec<String>) {
    let mut driver = BibliographyDriver::new();
    for (at, item) in order.enumerate() {
        let items = vec![CitationItem::with_entry(item)];
        driver.citation(CitationRequest::new(
            items,
            &style.style,
            None,
            &LOCALES,
            Some(at + 1),
        ));
    }
    let printed = driver.finish(BibliographyRequest::new(&style.style, None, &LOCALES));
    let notes = printed
        .citations
        .iter()
        .map(|note| inside(plain(&note.citation), style))
        .collect();
    let entries = printed
        .bibliography
        .map(|all| all.items)
        .unwrap_or_default();
    let entries = entries
        .iter()
        .filter(|entry| !entry.key.is_empty())
        .map(|entry| {
            let number = entry.first_field.as_ref().map(|field| {
                let mut out = String::new();
                field
                    .write_buf(&mut out, BufWriteFormat::Plain)
                    .expect("a string takes all");
                out + " "
            });
            number.unwrap_or_default() + &plain(&entry.content)
        });
    (notes, entries.collect())
}

fn plain(printed: &ElemChildren) -> String {
    let mut out = String::new();
    printed
        .write_buf(&mut out, BufWriteFormat::Plain)
        .expect("a string takes all");
    super::work::even(&out)
}

/// In American styles the full stop of a note stands inside the quotation marks; the library leaves its own outside.
fn inside(note: String, style: &Style) -> String {
    match note.strip_suffix("”.") {
        Some(start) if style.is_american() => format!("{start}.”"),
        _ => note,
    }
}

/// What the library prints for a work.
pub(super) fn item(work: &Work, naming: &Naming) -> Option<Item> {
    let mut variables = csl_json::variables(work, naming);
    if let Some(title) = work.get("title").or(work.get("translated-title")) {
        let translated = work.get("translated-title").filter(|other| *other != title);
        let translated = translated.map_or(String::new(), |title| format!(" [{title}]"));
        variables.insert("title".to_owned(), json!(format!("{title}{translated}")));
    }
    for name in ["original-title", "translated-title", "note", "custom"] {
        variables.remove(name);
    }
    // That a book is a memoir is the historian's remark, not part of what a reader looks it up by.
    if variables.get("type") == Some(&json!("book")) {
        variables.remove("genre");
    }
    for role in ["author", "editor", "translator"] {
        let people = variables.get_mut(role).and_then(Value::as_array_mut);
        people.into_iter().flatten().for_each(with_script);
    }
    variables.retain(|_, value| !value.is_object() || is_one_date(value));
    serde_json::from_value(Value::Object(variables)).ok()
}

/// The library prints one date, not a span: of a span it is given the first.
fn is_one_date(value: &mut Value) -> bool {
    let Some(parts) = value.get("date-parts").and_then(Value::as_array).cloned() else {
        return false;
    };
    let circa = value.get("circa").cloned();
    let mut date = Map::new();
    date.insert("date-parts".to_owned(), json!([parts[0]]));
    date.extend(circa.map(|circa| ("circa".to_owned(), circa)));
    *value = Value::Object(date);
    true
}

/// A romanised name is followed by the same in its own script.
fn with_script(person: &mut Value) {
    let script = person
        .pointer("/multi/_key/und/literal")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if let Some(script) = script {
        let text = |name: &str| person.get(name).and_then(Value::as_str).unwrap_or_default();
        let name = format!("{}{} {}", text("literal"), text("given"), text("family"));
        *person = json!({ "literal": super::work::even(&format!("{name} {script}")) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_record::{Record, Sheet};

    const CARDS: &str = "\
source: lin-1991
type: memoir
title: Haishang huiyi 海上回憶
translated-title: Memories at Sea
author: Lin Bo 林波
published: 1991
published-at: Beijing
publisher: Sea Press
language: zh

source: stone-1994
type: article
title: The Chain in the Harbour
author: Ann Stone
in: Journal of Ports
volume: Vol. 29
issue: No. 3
pages: 84-94
published: 1994

source: tour-to-lin
type: telegram
title: Tour to Lin, no. 7
author: Anna de la Tour
dated: 3 May 1911
held-at: Harbour Archives, box 7
";

    /// A small style of notes that says what follows itself.
    const IBID: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
      <info><title>Small</title><id>small</id><updated>2020-01-01T00:00:00+00:00</updated></info>
      <citation><layout suffix=".">
        <choose>
          <if position="ibid"><text value="Ibid"/></if>
          <else-if position="subsequent"><names variable="author"><name form="short"/></names></else-if>
          <else><names variable="author"/><text variable="title" prefix=", "/></else>
        </choose>
      </layout></citation>
    </style>"#;

    fn case() -> (Vec<Work>, Naming) {
        let record = Record::new(vec![Sheet::parse("cards/a.card", CARDS)]);
        (Work::all_of(&record), Naming::of(&record))
    }

    fn check(style: &Style) -> String {
        let (works, naming) = case();
        let cited = all(&works, &naming, style);
        let works = cited
            .works
            .iter()
            .map(|work| format!("{}\n  {}\n  {}\n", work.id, work.first, work.later));
        works.collect::<String>() + &cited.bibliography.join("\n")
    }

    #[test]
    fn chicago_notes_with_script_and_translation() {
        insta::assert_snapshot!(check(&Style::named(USUAL).expect("it is built in")), @r"
        lin-1991
          Lin Bo 林波, Haishang huiyi 海上回憶 [Memories at Sea] (Sea Press, 1991).
          Lin Bo 林波, Haishang huiyi 海上回憶 [Memories at Sea].
        stone-1994
          Ann Stone, “The Chain in the Harbour,” Journal of Ports 29, no. 3 (1994): 84–94.
          Stone, “The Chain in the Harbour.”
        tour-to-lin
          Anna de la Tour, “Tour to Lin, No. 7,” telegram, May 3, 1911, Harbour Archives, box 7.
          Tour, “Tour to Lin, No. 7.”
        Lin Bo 林波. Haishang huiyi 海上回憶 [Memories at Sea]. Sea Press, 1991.
        Stone, Ann. “The Chain in the Harbour.” Journal of Ports 29, no. 3 (1994): 84–94.
        Tour, Anna de la. “Tour to Lin, No. 7.” Telegram. May 3, 1911. Harbour Archives, box 7.
        ");
    }

    #[test]
    fn a_style_of_dates_in_brackets() {
        insta::assert_snapshot!(check(&Style::named("apa").expect("it is built in")), @r"
        lin-1991
          (Lin Bo 林波, 1991)
          (Lin Bo 林波, 1991)
        stone-1994
          (Stone, 1994)
          (Stone, 1994)
        tour-to-lin
          (Tour, 1911)
          (Tour, 1911)
        Lin Bo 林波. (1991). Haishang huiyi 海上回憶 [Memories at Sea]. Sea Press.
        Stone, A. (1994). The Chain in the Harbour. Journal of Ports, 29(3), 84–94.
        Tour, A. de la. (1911, May 3). Tour to Lin, no. 7 [Telegram]. Harbour Archives, box 7.
        ");
    }

    #[test]
    fn what_follows_itself_is_cited_as_the_style_has_it() {
        let (works, naming) = case();
        let style = Style::parse(IBID).expect("it is a style");
        let order = [&works[0], &works[0], &works[1], &works[0]];
        insta::assert_snapshot!(in_order(&order, &naming, &style).0.join("\n"), @r"
        Lin Bo 林波, Haishang huiyi 海上回憶 [Memories at Sea].
        Ibid.
        Ann Stone, The Chain in the Harbour.
        Lin Bo 林波.
        ");
    }

    #[test]
    fn every_style_that_is_built_in_prints_the_works() {
        for name in Style::names() {
            let style = Style::named(name).expect("it is built in");
            assert!(check(&style).contains("lin-1991"), "{name}");
        }
    }

    #[test]
    fn a_style_that_is_none_is_refused() {
        assert!(matches!(
            Style::parse("<style>"),
            Err(StyleFailure::Broken(_))
        ));
        assert!(matches!(
            Style::named("no such"),
            Err(StyleFailure::Unknown(_))
        ));
    }
}
