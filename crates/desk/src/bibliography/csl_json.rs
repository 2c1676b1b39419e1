//! CSL-JSON, as Zotero, pandoc and citation processors have it.
//!
//! Everything on a card has a place here: what CSL has no variable for, or would give back otherwise, stands in `custom`
//! under `kaozheng`, beside what the variables say. When somebody changes those, the change wins.

use super::names::{self, Naming, Parts, is_east_asian};
use super::sorts::{self, Column};
use super::work::Work;
use super::{broken, dates, doubtful};
use kaozheng_text::{Diagnostic, Noted};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Fields of the card with the variable that holds their first value as it stands.
const PLAIN: &[(&str, &str)] = &[
    ("translated-title", "translated-title"),
    ("pages", "page"),
    ("published-at", "publisher-place"),
    ("publisher", "publisher"),
    ("held-at", "archive"),
    ("language", "language"),
];

const PEOPLE: [&str; 3] = ["author", "editor", "translator"];

/// `works` as one array of items.
pub fn write(works: &[Work], naming: &Naming) -> String {
    let items: Vec<Value> = works.iter().map(|work| whole(work, naming)).collect();
    let text = serde_json::to_string_pretty(&items).expect("plain values are JSON");
    text + "\n"
}

/// The item with all that its variables do not give back in `custom`.
fn whole(work: &Work, naming: &Naming) -> Value {
    let mut item = variables(work, naming);
    let back = of_item(&Value::Object(item.clone()), &mut Vec::new());
    let names: BTreeSet<&str> = work.fields.iter().map(|(name, _)| name.as_str()).collect();
    let kept: Map<String, Value> = names
        .into_iter()
        .filter(|name| work.all(name).ne(back.all(name)))
        .map(|name| {
            let (card, read): (Vec<_>, Vec<_>) =
                (work.all(name).collect(), back.all(name).collect());
            (name.to_owned(), json!({ "card": card, "read": read }))
        })
        .collect();
    if !kept.is_empty() {
        item.insert("custom".to_owned(), json!({ "kaozheng": kept }));
    }
    Value::Object(item)
}

/// The variables of CSL that a work fills.
pub(super) fn variables(work: &Work, naming: &Naming) -> Map<String, Value> {
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(work.id));
    let (kind, genre) = sorts::written(work.get("type"), Column::Csl);
    let mut put = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    put("type", json!(kind));
    if let Some(genre) = genre {
        put("genre", json!(genre));
    }
    if let Some(title) = work.get("title") {
        let (title, script) = names::two_scripts(title);
        put("title", json!(title));
        if let Some(script) = script {
            put("original-title", json!(script));
        }
    }
    for (field, name) in PLAIN {
        if let Some(value) = work.get(field) {
            put(name, json!(value));
        }
    }
    if let Some(container) = work.get("in") {
        put("container-title", json!(naming.title(container)));
    }
    for (field, label) in [("volume", "Vol"), ("issue", "No")] {
        if let Some(value) = work.get(field) {
            put(field, json!(unlabelled(value, label)));
        }
    }
    for role in PEOPLE {
        let people = work.all(role).flat_map(|value| naming.people(value));
        let people: Vec<Value> = people.map(|(name, script)| person(&name, script)).collect();
        if !people.is_empty() {
            put(role, json!(people));
        }
    }
    for (field, name) in date_variables(work) {
        if let Some(words) = work.get(field) {
            put(name, date(words));
        }
    }
    for url in work.all("url") {
        match super::doi(url) {
            Some(doi) => put("DOI", json!(doi)),
            None => put("URL", json!(url)),
        }
    }
    notes(work, &mut item);
    item
}

/// `Vol. 29` without its label, which the style prints.
pub(super) fn unlabelled<'a>(value: &'a str, label: &str) -> &'a str {
    let rest = value
        .strip_prefix(label)
        .or(value.strip_prefix(&label.to_lowercase()));
    let number = rest.map(|rest| rest.trim_start_matches('.').trim_start());
    number
        .filter(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(value)
}

/// Which date is which: what a document bears is when it was issued, else that is the day of print.
fn date_variables(work: &Work) -> [(&'static str, &'static str); 3] {
    let (issued, other) = match sorts::date_field(work.get("type")) {
        "dated" => (("dated", "issued"), ("published", "event-date")),
        _ => (("published", "issued"), ("dated", "original-date")),
    };
    [issued, other, ("released", "available-date")]
}

fn person(name: &Parts, script: Option<String>) -> Value {
    let mut value = parted(name);
    if let Some(script) = script {
        let key = parted(&Parts::Whole(script));
        value["multi"] = json!({ "_key": { "und": key } });
    }
    value
}

fn parted(name: &Parts) -> Value {
    match name {
        Parts::Whole(name) => json!({ "literal": name }),
        Parts::Parted(family, given, suffix) if suffix.is_empty() => {
            json!({ "family": family, "given": given })
        }
        Parts::Parted(family, given, suffix) => {
            json!({ "family": family, "given": given, "suffix": suffix })
        }
    }
}

fn date(words: &str) -> Value {
    match (dates::exact(words), dates::year(words)) {
        (Some(parts), _) => json!({ "date-parts": parts }),
        (None, Some(year)) => json!({ "date-parts": [[year]], "circa": true, "literal": words }),
        (None, None) => json!({ "literal": words }),
    }
}

/// Notes of the form `edition: 2` fill their variable, the others stand in `note`, one a line.
fn notes(work: &Work, item: &mut Map<String, Value>) {
    let mut rest = Vec::new();
    for note in work.all("note") {
        match sorts::remark_written(note, Column::Csl) {
            Some((name, value)) if !item.contains_key(name) => {
                item.insert(name.to_owned(), json!(value));
            }
            _ => rest.push(note),
        }
    }
    if !rest.is_empty() {
        item.insert("note".to_owned(), json!(rest.join("\n")));
    }
}

/// The works in a file of items. An object that is no item, or is broken, is noted, and the others are read.
pub fn read(file: &str, text: &str) -> Noted<Vec<Work>> {
    let mut works = Vec::new();
    let mut notes = Vec::new();
    let (objects, unended) = objects(text);
    for (start, end) in objects {
        let mut own = Vec::new();
        match serde_json::from_str::<Value>(&text[start..end]) {
            Ok(value) => works.extend(items(&value).iter().map(|item| of_item(item, &mut own))),
            Err(error) => own.push(broken(&format!("this is no JSON: {error}"))),
        }
        notes.extend(
            own.into_iter()
                .map(|note| super::placed(note, file, start, end)),
        );
    }
    if let Some(start) = unended {
        let note = broken("this object has no end: a `}` or a quotation mark is missing");
        notes.push(super::placed(note, file, start, text.len()));
    } else if works.is_empty() && notes.is_empty() && text.trim() != "[]" {
        notes.push(
            broken("there is no item in this file")
                .help("CSL-JSON is a list of objects: `[{\"id\": …, \"type\": …}]`"),
        );
    }
    Noted {
        value: works,
        notes,
    }
}

/// The stretches of the outermost objects, and where one begins that has no end.
fn objects(text: &str) -> (Vec<(usize, usize)>, Option<usize>) {
    let (mut out, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            _ if quoted => {}
            '{' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '}' if depth == 1 => {
                depth = 0;
                out.push((start, at + 1));
            }
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (out, (depth > 0).then_some(start))
}

/// The items in an object: itself, or those of its list `items`.
fn items(value: &Value) -> Vec<Value> {
    match value.get("items").and_then(Value::as_array) {
        Some(items) => items.clone(),
        None => vec![value.clone()],
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

fn of_item(item: &Value, trouble: &mut Vec<Diagnostic>) -> Work {
    let get = |name: &str| item.get(name).and_then(text_of).unwrap_or_default();
    let mut work = Work::new(&get("id"));
    let kind = get("type");
    let genre = Some(get("genre")).filter(|genre| sorts::is_word(genre));
    let word = genre
        .clone()
        .or(sorts::read(&kind, Column::Csl).map(str::to_owned));
    if word.is_none() && !kind.is_empty() {
        trouble.push(doubtful(&format!(
            "`{kind}` is no type of source; it is read as `other`"
        )));
        work.put("note", &format!("type: {kind}"));
    }
    let word = word.or((!kind.is_empty()).then(|| "other".to_owned()));
    work.maybe("type", word.as_deref());
    work.put("title", &title(&get("title"), &get("original-title")));
    for (field, name) in PLAIN {
        work.put(field, &get(name));
    }
    work.put("in", &get("container-title"));
    work.put("volume", &get("volume"));
    work.put("issue", &get("issue"));
    let east_asian = is_east_asian(&get("language"));
    for role in PEOPLE {
        let people = item.get(role).and_then(Value::as_array);
        for person in people.into_iter().flatten() {
            work.put(role, &name_of(person, east_asian));
        }
    }
    for (field, name) in date_variables(&work) {
        if let Some(value) = item.get(name) {
            work.put(field, &date_words(value));
        }
    }
    work.put("url", &get("URL"));
    if !get("DOI").is_empty() {
        work.put("url", &super::of_doi(&get("DOI")));
    }
    work.fields.extend(
        item.get("note")
            .and_then(text_of)
            .into_iter()
            .flat_map(|note| {
                let lines: Vec<String> = note.lines().map(super::work::even).collect();
                lines
                    .into_iter()
                    .filter(|line| !line.is_empty())
                    .map(|line| ("note".to_owned(), line))
            }),
    );
    if genre.is_none() {
        remark(&mut work, "genre", &json!(get("genre")));
    }
    others(item, &mut work);
    held_as_card(item, &mut work);
    work
}

/// A romanised title with the same in its own script; an original title in another language is kept as a note by
/// [`others`].
fn title(title: &str, original: &str) -> String {
    let both = names::joined(title, original);
    match names::two_scripts(&both).1.is_some() && names::two_scripts(title).1.is_none() {
        true => both,
        false => title.to_owned(),
    }
}

/// Variables that have been read into fields of the card.
const READ: &[&str] = &[
    "id",
    "type",
    "genre",
    "title",
    "container-title",
    "volume",
    "issue",
    "URL",
    "DOI",
    "note",
    "custom",
    "translated-title",
    "page",
    "publisher-place",
    "publisher",
    "archive",
    "language",
    "author",
    "editor",
    "translator",
    "available-date",
    "issued",
    "citation-key",
];

/// What cards have no field for is kept as `note: name: value`.
fn others(item: &Value, work: &mut Work) {
    let read_dates: Vec<&str> = date_variables(work).iter().map(|(_, name)| *name).collect();
    for (name, value) in item.as_object().into_iter().flatten() {
        let in_title = name == "original-title"
            && text_of(value).is_some_and(|script| {
                work.get("title")
                    .is_some_and(|t| t.ends_with(&super::work::even(&script)))
            });
        if !READ.contains(&name.as_str()) && !read_dates.contains(&name.as_str()) && !in_title {
            remark(work, name, value);
        }
    }
}

fn remark(work: &mut Work, name: &str, value: &Value) {
    let text = match value {
        Value::Array(people) if people.iter().all(Value::is_object) => {
            let names: Vec<String> = people.iter().map(|person| name_of(person, false)).collect();
            names.join("; ")
        }
        Value::Object(parts) if parts.contains_key("date-parts") => date_words(value),
        other => text_of(other).unwrap_or_else(|| other.to_string()),
    };
    if !text.trim().is_empty() {
        work.put("note", &sorts::remark_read(name, &text, Column::Csl));
    }
}

fn name_of(person: &Value, east_asian: bool) -> String {
    let get = |name: &str| person.get(name).and_then(text_of).unwrap_or_default();
    let parts = match get("literal") {
        literal if !literal.is_empty() => Parts::Whole(literal),
        _ => {
            let family = names::joined(&get("non-dropping-particle"), &get("family"));
            let family = names::joined(&get("dropping-particle"), &family);
            Parts::Parted(family, get("given"), get("suffix"))
        }
    };
    let keys = person.pointer("/multi/_key").and_then(Value::as_object);
    let script = keys
        .and_then(|keys| keys.values().next())
        .map(|key| name_of(key, true));
    names::joined(
        &names::words(&parts, east_asian),
        &script.unwrap_or_default(),
    )
}

fn date_words(value: &Value) -> String {
    let get = |name: &str| value.get(name).and_then(text_of);
    if let Some(literal) = get("literal") {
        return literal;
    }
    if let Some(raw) = get("raw") {
        return dates::reworded(&raw);
    }
    let number = |part: &Value| match part {
        Value::String(text) => text.parse().ok(),
        other => other.as_i64().and_then(|number| i32::try_from(number).ok()),
    };
    let ends = value.get("date-parts").and_then(Value::as_array);
    let ends: Vec<Vec<i32>> = ends
        .into_iter()
        .flatten()
        .filter_map(Value::as_array)
        .map(|end| end.iter().map_while(number).collect())
        .filter(|end: &Vec<i32>| !end.is_empty())
        .collect();
    let words = dates::words(&ends);
    match value.get("circa") {
        Some(circa) if circa.as_bool() == Some(true) || circa.as_i64() == Some(1) => {
            format!("about {words}")
        }
        _ => words,
    }
}

/// Puts back what stands under `custom`, as long as the variables still say what they said when it was written.
fn held_as_card(item: &Value, work: &mut Work) {
    let kept = item.pointer("/custom/kaozheng").and_then(Value::as_object);
    for (name, kept) in kept.into_iter().flatten() {
        let list = |side: &str| -> Vec<String> {
            let values = kept.get(side).and_then(Value::as_array);
            values.into_iter().flatten().filter_map(text_of).collect()
        };
        if work.all(name).eq(list("read").iter().map(String::as_str)) && super::is_field(name) {
            work.fields.retain(|(field, _)| field != name);
            for value in list("card") {
                work.put(name, &value);
            }
        }
    }
}
