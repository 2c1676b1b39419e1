//! BibLaTeX, which also reads BibTeX: entries `@book{key, field = {value}}`.
//!
//! The library reads one entry at a time, so that a broken one costs no other. A translated title stands in `usere`, as
//! the Chicago styles for BibLaTeX have it; a title in its own script in `origtitle`.

use super::csl_json::unlabelled;
use super::names::{self, Naming, Parts, is_east_asian};
use super::sorts::{self, Column};
use super::work::{Work, even};
use super::{broken, dates, doubtful};
use biblatex::{Bibliography, ChunksExt, Entry, Person};
use kaozheng_text::{Diagnostic, Noted};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Fields of the card with the names of the field that holds their first value; the first is the one written.
const PLAIN: &[(&str, &[&str])] = &[
    ("translated-title", &["usere", "translatedtitle"]),
    ("published-at", &["location", "address"]),
    (
        "publisher",
        &["publisher", "institution", "school", "organization"],
    ),
    ("held-at", &["library"]),
    ("language", &["langid", "language"]),
];

const PEOPLE: [&str; 3] = ["author", "editor", "translator"];

/// `works`, one entry each.
pub fn write(works: &[Work], naming: &Naming) -> String {
    let entries: Vec<String> = works.iter().map(|work| entry(work, naming)).collect();
    entries.join("\n")
}

fn entry(work: &Work, naming: &Naming) -> String {
    let (kind, word) = sorts::written(work.get("type"), Column::Bib);
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut put = |name, value: &str| fields.push((name, escaped(value)));
    if let Some(title) = work.get("title") {
        let (title, script) = names::two_scripts(title);
        put("title", title);
        if let Some(script) = script {
            put("origtitle", script);
        }
    }
    for (field, written) in PLAIN {
        if let Some(value) = work.get(field) {
            put(written[0], value);
        }
    }
    if let Some(word) = word {
        put("entrysubtype", word);
    }
    if let Some(container) = work.get("in") {
        put(container_field(kind), naming.title(container));
    }
    if let Some(volume) = work.get("volume") {
        put("volume", unlabelled(volume, "Vol"));
    }
    if let Some(issue) = work.get("issue") {
        put("number", unlabelled(issue, "No"));
    }
    if let Some(pages) = work.get("pages") {
        put("pages", pages);
    }
    for url in work.all("url") {
        match super::doi(url) {
            Some(doi) => put("doi", doi),
            None => put("url", url),
        }
    }
    let (date, other) = date_fields(work);
    for (field, exact, vague) in [(date, "date", "year"), (other, "origdate", "origyear")] {
        match work.get(field).map(|words| (words, dates::exact(words))) {
            Some((_, Some(parts))) => put(exact, &dates::iso(&parts)),
            Some((words, None)) => put(vague, words),
            None => {}
        }
    }
    let mut rest = Vec::new();
    for note in work.all("note") {
        match sorts::remark_written(note, Column::Bib) {
            Some((name, value)) => put(name, value),
            None => rest.push(note),
        }
    }
    if !rest.is_empty() {
        put("note", &rest.join(" | "));
    }
    for role in PEOPLE {
        let people = work.all(role).flat_map(|value| naming.people(value));
        let people: Vec<String> = people.map(|(name, script)| person(&name, script)).collect();
        if !people.is_empty() {
            fields.push((role, people.join(" and ")));
        }
    }
    laid_out(kind, &work.id, &fields)
}

fn laid_out(kind: &str, id: &str, fields: &[(&str, String)]) -> String {
    let mut out = format!("@{kind}{{{id},\n");
    let mut written: Vec<&str> = Vec::new();
    for (name, value) in fields {
        if !written.contains(name) {
            writeln!(out, "  {name} = {{{value}}},").expect("a string takes all");
            written.push(name);
        }
    }
    out + "}\n"
}

fn container_field(kind: &str) -> &'static str {
    match kind {
        "article" => "journaltitle",
        "incollection" | "inproceedings" => "booktitle",
        _ => "maintitle",
    }
}

/// The field of the card for `date`, and the one for `origdate`.
fn date_fields(work: &Work) -> (&'static str, &'static str) {
    match sorts::date_field(work.get("type")) {
        "dated" => ("dated", "published"),
        _ => ("published", "dated"),
    }
}

/// A name that stands as it is has braces around it, so that it is never parted.
fn person(name: &Parts, script: Option<String>) -> String {
    let script = script.unwrap_or_default();
    match name {
        Parts::Parted(family, given, suffix) if script.is_empty() => match suffix.is_empty() {
            true => format!("{{{}}}, {}", escaped(family), escaped(given)),
            false => format!(
                "{{{}}}, {}, {}",
                escaped(family),
                escaped(suffix),
                escaped(given)
            ),
        },
        other => format!(
            "{{{}}}",
            escaped(&names::joined(&names::words(other, false), &script))
        ),
    }
}

/// The value with every letter that TeX takes for a command written as one.
fn escaped(value: &str) -> String {
    let mut out = String::new();
    for c in value.chars() {
        match c {
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            // Two in a row are a dash to TeX.
            '-' if out.ends_with('-') => out += "{}-",
            _ => out.push(c),
        }
    }
    out
}

/// One `@…{…}` of a file.
struct Piece<'a> {
    kind: String,
    key: &'a str,
    start: usize,
    end: usize,
}

/// The works in a file of entries. What is broken is noted with its place and the rest is read.
pub fn read(file: &str, text: &str) -> Noted<Vec<Work>> {
    let mut notes = Vec::new();
    let pieces = pieces(file, text, &mut notes);
    let strings: String = pieces
        .iter()
        .filter(|piece| piece.kind == "string")
        .map(|piece| format!("{}\n", &text[piece.start..piece.end]))
        .collect();
    let strings = Bibliography::parse(&strings).map_or(String::new(), |_| strings);
    let parents: BTreeMap<&str, &Piece<'_>> =
        pieces.iter().map(|piece| (piece.key, piece)).collect();
    let entries = pieces
        .iter()
        .filter(|piece| !["string", "comment", "preamble"].contains(&piece.kind.as_str()));
    let mut works = Vec::new();
    for piece in entries {
        let own = &text[piece.start..piece.end];
        let parent = parent_of(own)
            .and_then(|key| parents.get(key))
            .filter(|parent| parent.key != piece.key);
        let parent = parent.map_or("", |parent| &text[parent.start..parent.end]);
        let with = |parent: &str| Bibliography::parse(&format!("{strings}{parent}\n{own}"));
        let read = with(parent).or_else(|_| with(""));
        let mut said = Vec::new();
        match read.map(|all| all.get(piece.key).or(all.iter().last()).cloned()) {
            Ok(Some(entry)) => works.push(of_entry(&entry, &piece.kind, &mut said)),
            Ok(None) => {}
            Err(error) => {
                let reason = format!("the entry `{}` is not read: {}", piece.key, error.kind);
                let before = strings.len() + 1;
                let at = |place: usize| place.saturating_sub(before) + piece.start;
                let (start, end) = match (at(error.span.start), at(error.span.end)) {
                    (start, end) if start < end && end < piece.end => (start, end),
                    _ => (piece.start, piece.end),
                };
                let note = broken(&reason).help(
                    "an entry is `@book{key, title = {…}, year = 1991}`; every `{` has its `}`",
                );
                notes.push(super::placed(
                    note,
                    file,
                    floor(text, start),
                    floor(text, end),
                ));
            }
        }
        notes.extend(
            said.into_iter()
                .map(|note| super::placed(note, file, piece.start, piece.end)),
        );
    }
    Noted {
        value: works,
        notes,
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The key that an entry names as `crossref`.
fn parent_of(entry: &str) -> Option<&str> {
    let at = entry.to_ascii_lowercase().find("crossref")?;
    let value = entry[at + "crossref".len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let value = value.strip_prefix(['{', '"'])?;
    Some(value[..value.find(['}', '"'])?].trim())
}

/// Cuts a file at its `@`. One whose braces never close ends where the next line begins with `@`.
fn pieces<'a>(file: &str, text: &'a str, notes: &mut Vec<Diagnostic>) -> Vec<Piece<'a>> {
    let mut out: Vec<Piece<'a>> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('@') {
        let start = at + found;
        at = start + 1;
        let word: &str = &text[at..];
        let word = &word[..word
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(word.len())];
        let rest = text[at + word.len()..].trim_start();
        if word.is_empty() || !rest.starts_with(['{', '(']) {
            continue;
        }
        let open = text.len() - rest.len();
        match close(&text[open..]) {
            Some(length) => {
                let end = open + length;
                let inside = &text[open + 1..end];
                let key = inside.split(',').next().unwrap_or_default().trim();
                out.push(Piece {
                    kind: word.to_ascii_lowercase(),
                    key,
                    start,
                    end,
                });
                at = end;
            }
            None => {
                let next = text[at..].find("\n@").map_or(text.len(), |next| at + next);
                let note = broken("this entry has no end: a `}` is missing")
                    .help("every `{` has its `}`; the next entry is read again");
                notes.push(super::placed(note, file, start, next));
                at = next;
            }
        }
    }
    out
}

/// How long the stretch in braces or round brackets is that `text` begins with.
fn close(text: &str) -> Option<usize> {
    let round = text.starts_with('(');
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 1 && !round => return Some(at + 1),
            '}' => depth = depth.saturating_sub(1),
            ')' if round && depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn of_entry(entry: &Entry, kind: &str, trouble: &mut Vec<Diagnostic>) -> Work {
    let get = |name: &str| {
        entry
            .get(name)
            .map(|value| even(&value.format_verbatim()))
            .unwrap_or_default()
    };
    let first = |names: &[&str]| {
        names
            .iter()
            .map(|name| get(name))
            .find(|value| !value.is_empty())
            .unwrap_or_default()
    };
    let mut work = Work::new(&entry.key);
    let subtype = Some(get("entrysubtype")).filter(|word| sorts::is_word(word));
    let known = subtype
        .clone()
        .or(sorts::read(kind, Column::Bib).map(str::to_owned));
    if known.is_none() {
        trouble.push(doubtful(&format!(
            "`@{kind}` is no type of source; it is read as `other`"
        )));
        work.put("note", &format!("type: {kind}"));
    }
    work.put("type", known.as_deref().unwrap_or("other"));
    let (title, original) = (title(&get("title"), &get("subtitle")), get("origtitle"));
    let both = names::joined(&title, &original);
    let has_script =
        names::two_scripts(&both).1.is_some() && names::two_scripts(&title).1.is_none();
    work.put("title", if has_script { &both } else { &title });
    for (field, written) in PLAIN {
        work.put(field, &first(written));
    }
    work.put("in", &first(&CONTAINERS));
    work.put("volume", &get("volume"));
    work.put("issue", &first(&["number", "issue"]));
    work.put("pages", &get("pages").replace("--", "-").replace('–', "-"));
    let east_asian = is_east_asian(&first(&["langid", "language"]));
    for role in PEOPLE {
        let people = entry.get_as::<Vec<Person>>(role).unwrap_or_default();
        people
            .iter()
            .for_each(|person| work.put(role, &name_of(person, east_asian)));
    }
    let (date, other) = date_fields(&work);
    work.put(
        date,
        &date_words(&get("date"), &get("year"), &get("month"), &get("day")),
    );
    work.put(
        other,
        &date_words(&get("origdate"), &get("origyear"), "", ""),
    );
    work.put("url", &get("url"));
    if !get("doi").is_empty() {
        work.put("url", &super::of_doi(&get("doi")));
    }
    get("note")
        .split(" | ")
        .for_each(|note| work.put("note", note));
    others(entry, has_script, subtype.is_some(), &mut work);
    work
}

const CONTAINERS: [&str; 4] = ["journaltitle", "journal", "booktitle", "maintitle"];

fn title(title: &str, subtitle: &str) -> String {
    match subtitle.is_empty() {
        true => title.to_owned(),
        false => format!("{title}: {subtitle}"),
    }
}

/// Fields that have been read into fields of the card, whichever of several names was used.
const READ: &[&str] = &[
    "title",
    "subtitle",
    "volume",
    "pages",
    "author",
    "editor",
    "translator",
    "date",
    "year",
    "month",
    "day",
    "origdate",
    "origyear",
    "url",
    "doi",
    "note",
    "crossref",
    "xdata",
];

/// What cards have no field for is kept as `note: name: value`; so is what a name stands for that was not read.
fn others(entry: &Entry, has_script: bool, has_word: bool, work: &mut Work) {
    for (name, chunks) in &entry.fields {
        let value = even(&chunks.format_verbatim());
        let taken = PLAIN
            .iter()
            .filter(|(_, names)| names.contains(&name.as_str()))
            .any(|(field, _)| work.get(field) == Some(&value))
            || (CONTAINERS.contains(&name.as_str()) && work.get("in") == Some(&value))
            || (["number", "issue"].contains(&name.as_str()) && work.get("issue") == Some(&value))
            || (name == "origtitle" && has_script)
            || (name == "entrysubtype" && has_word);
        if !READ.contains(&name.as_str()) && !taken && !value.is_empty() {
            work.put("note", &sorts::remark_read(name, &value, Column::Bib));
        }
    }
}

fn name_of(person: &Person, east_asian: bool) -> String {
    let family = names::joined(&person.prefix, &person.name);
    if person.given_name.is_empty() && person.suffix.is_empty() {
        return names::words(&Parts::Whole(family), east_asian);
    }
    let parts = Parts::Parted(family, person.given_name.clone(), person.suffix.clone());
    names::words(&parts, east_asian)
}

fn date_words(date: &str, year: &str, month: &str, day: &str) -> String {
    if !date.is_empty() {
        return dates::reworded(date);
    }
    let Ok(number) = month.trim().parse::<i32>() else {
        return even(&format!("{day} {month} {year}"));
    };
    let parts: Option<Vec<i32>> = [year.parse().ok(), Some(number), day.parse().ok()]
        .into_iter()
        .take(if day.is_empty() { 2 } else { 3 })
        .collect();
    parts.map_or_else(
        || even(&format!("{day} {month} {year}")),
        |parts| dates::words(&vec![parts]),
    )
}
