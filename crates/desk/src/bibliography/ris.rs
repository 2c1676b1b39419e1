//! RIS, as library catalogues and reference managers give it: two letters, a hyphen, a value.

use super::csl_json::unlabelled;
use super::names::{self, Naming, Parts, is_east_asian};
use super::sorts::{self, Column};
use super::work::Work;
use super::{broken, dates, doubtful};
use kaozheng_text::{Diagnostic, Noted};
use std::fmt::Write;

/// Fields of the card with the tag of each of their values.
const PLAIN: &[(&str, &str)] = &[
    ("translated-title", "TT"),
    ("published-at", "CY"),
    ("publisher", "PB"),
    ("held-at", "AV"),
    ("language", "LA"),
];

const PEOPLE: [(&str, &str); 3] = [("author", "AU"), ("editor", "ED"), ("translator", "A4")];

/// `works`, one record each.
pub fn write(works: &[Work], naming: &Naming) -> String {
    works.iter().map(|work| record(work, naming)).collect()
}

fn record(work: &Work, naming: &Naming) -> String {
    let mut out = String::new();
    let mut put = |tag: &str, value: &str| {
        writeln!(out, "{tag}  - {value}").expect("a string takes all");
    };
    let (kind, word) = sorts::written(work.get("type"), Column::Ris);
    put("TY", kind);
    put("ID", &work.id);
    if let Some(word) = word {
        put("M3", word);
    }
    if let Some(title) = work.get("title") {
        let (title, script) = names::two_scripts(title);
        put("TI", title);
        if let Some(script) = script {
            put("OP", script);
        }
    }
    for (role, tag) in PEOPLE {
        for (name, script) in work.all(role).flat_map(|value| naming.people(value)) {
            put(
                tag,
                &names::joined(&person(&name), &script.unwrap_or_default()),
            );
        }
    }
    for (field, tag) in PLAIN {
        work.all(field).for_each(|value| put(tag, value));
    }
    if let Some(container) = work.get("in") {
        put("T2", naming.title(container));
    }
    for (field, tag, label) in [("volume", "VL", "Vol"), ("issue", "IS", "No")] {
        if let Some(value) = work.get(field) {
            put(tag, unlabelled(value, label));
        }
    }
    if let Some(pages) = work.get("pages") {
        match pages.split_once('-') {
            Some((first, last)) if is_number(first) && is_number(last) => {
                put("SP", first);
                put("EP", last);
            }
            _ => put("SP", pages),
        }
    }
    if let Some(words) = work.get(sorts::date_field(work.get("type"))) {
        let year = dates::exact(words)
            .map(|parts| parts[0][0])
            .or(dates::year(words));
        if let Some(year) = year {
            put("PY", &format!("{year:04}"));
        }
        put("DA", &date(words));
    }
    for url in work.all("url") {
        match super::doi(url) {
            Some(doi) => put("DO", doi),
            None => put("UR", url),
        }
    }
    for note in work.all("note") {
        match sorts::remark_written(note, Column::Ris) {
            Some((tag, value)) => put(tag, value),
            None => put("N1", note),
        }
    }
    out + "ER  - \n\n"
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// `Family, Given, Suffix`; a name that stands as it is has no comma.
fn person(name: &Parts) -> String {
    match name {
        Parts::Whole(name) => name.clone(),
        Parts::Parted(family, given, suffix) if suffix.is_empty() => format!("{family}, {given}"),
        Parts::Parted(family, given, suffix) => format!("{family}, {given}, {suffix}"),
    }
}

/// Year, month, day and other words, parted by strokes.
fn date(words: &str) -> String {
    match dates::exact(words).as_deref() {
        Some([one]) => {
            let part = |at: usize| {
                one.get(at)
                    .map_or(String::new(), |part| format!("{part:02}"))
            };
            format!("{:04}/{}/{}/", one[0], part(1), part(2))
        }
        _ => {
            let year = dates::year(words).map_or(String::new(), |year| format!("{year:04}"));
            format!("{year}///{words}")
        }
    }
}

/// One line: its tag, its value, and where it stands.
struct Line<'a> {
    tag: &'a str,
    value: String,
}

/// The works in a file of records. A line that is none and a record that does not end are noted; the rest is read.
pub fn read(file: &str, text: &str) -> Noted<Vec<Work>> {
    let mut notes = Vec::new();
    let mut works = Vec::new();
    let mut open: Option<(usize, Vec<Line<'_>>)> = None;
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let (start, end) = (at, at + whole.trim_end().len());
        at += whole.len();
        let line = whole.trim_end().trim_start_matches('\u{feff}');
        if line.is_empty() {
            continue;
        }
        let mut note = |what: Diagnostic| notes.push(super::placed(what, file, start, end));
        match (tagged(line), &mut open) {
            (Some(("TY", value)), _) => {
                if let Some((from, lines)) = open.take() {
                    note(
                        broken("the record before this line has no end")
                            .help("a record ends with `ER  - `"),
                    );
                    finish(file, from, start, &lines, &mut works, &mut notes);
                }
                open = Some((
                    start,
                    vec![Line {
                        tag: "TY",
                        value: value.to_owned(),
                    }],
                ));
            }
            (Some(("ER", _)), Some(_)) => {
                let (from, lines) = open.take().expect("it is open");
                finish(file, from, end, &lines, &mut works, &mut notes);
            }
            (Some((tag, value)), Some((_, lines))) => lines.push(Line {
                tag,
                value: value.to_owned(),
            }),
            (None, Some((_, lines))) => {
                let last = lines.last_mut().expect("a record has its first line");
                last.value = format!("{} {}", last.value, line.trim());
            }
            (_, None) => {
                note(broken("this line stands in no record").help("a record begins with `TY  - `"));
            }
        }
    }
    if let Some((from, lines)) = open {
        let note = broken("this record has no end").help("a record ends with `ER  - `");
        notes.push(super::placed(note, file, from, text.len()));
        finish(file, from, text.len(), &lines, &mut works, &mut notes);
    }
    Noted {
        value: works,
        notes,
    }
}

/// `AU  - Stueck, William` as its tag and its value.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let is_tag = tag
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let value = rest.trim_start().strip_prefix('-')?;
    (is_tag && rest.starts_with([' ', '-'])).then_some((tag, value.trim()))
}

fn finish(
    file: &str,
    from: usize,
    to: usize,
    lines: &[Line<'_>],
    works: &mut Vec<Work>,
    notes: &mut Vec<Diagnostic>,
) {
    let mut own = Vec::new();
    works.push(of_lines(lines, &mut own));
    notes.extend(
        own.into_iter()
            .map(|note| super::placed(note, file, from, to)),
    );
}

fn of_lines(lines: &[Line<'_>], trouble: &mut Vec<Diagnostic>) -> Work {
    let all = |tags: &[&str]| -> Vec<&str> {
        let own = lines.iter().filter(|line| tags.contains(&line.tag));
        own.map(|line| line.value.as_str())
            .filter(|value| !value.is_empty())
            .collect()
    };
    let first = |tags: &[&str]| all(tags).first().copied().unwrap_or_default().to_owned();
    let mut work = Work::new(&first(&["ID"]));
    let kind = first(&["TY"]);
    let own_word = Some(first(&["M3"])).filter(|word| sorts::is_word(word));
    let word = own_word
        .clone()
        .or(sorts::read(&kind, Column::Ris).map(str::to_owned));
    if word.is_none() {
        trouble.push(doubtful(&format!(
            "`{kind}` is no type of source; it is read as `other`"
        )));
        work.put("note", &format!("type: {kind}"));
    }
    work.put("type", word.as_deref().unwrap_or("other"));
    let title = first(&["TI", "T1", "CT"]);
    let original = first(&["OP"]);
    let both = names::joined(&title, &original);
    let has_script =
        names::two_scripts(&both).1.is_some() && names::two_scripts(&title).1.is_none();
    work.put("title", if has_script { &both } else { &title });
    let east_asian = is_east_asian(&first(&["LA"]));
    for (role, tags) in [
        ("author", &["AU", "A1"][..]),
        ("editor", &["ED", "A2"]),
        ("translator", &["A4"]),
    ] {
        for name in all(tags) {
            work.put(role, &name_of(name, east_asian));
        }
    }
    for (field, tag) in PLAIN {
        all(&[tag])
            .into_iter()
            .for_each(|value| work.put(field, value));
    }
    work.put("in", &first(&["T2", "JO", "JF", "JA", "BT"]));
    work.put("volume", &first(&["VL"]));
    work.put("issue", &first(&["IS"]));
    let (first_page, last_page) = (first(&["SP"]), first(&["EP"]));
    work.put(
        "pages",
        &match last_page.is_empty() || first_page == last_page {
            true => first_page,
            false => format!("{first_page}-{last_page}"),
        },
    );
    let date = Some(first(&["DA"])).filter(|date| !date.is_empty());
    let date = date.unwrap_or_else(|| first(&["PY", "Y1"]));
    let field = sorts::date_field(work.get("type"));
    work.put(field, &date_words(&date));
    all(&["UR"])
        .into_iter()
        .for_each(|url| work.put("url", url));
    all(&["DO"])
        .into_iter()
        .for_each(|doi| work.put("url", &super::of_doi(doi)));
    all(&["N1"])
        .into_iter()
        .for_each(|note| work.put("note", note));
    if own_word.is_none() {
        all(&["M3"])
            .into_iter()
            .for_each(|sort| work.put("note", &format!("genre: {sort}")));
    }
    others(lines, has_script, &mut work);
    work
}

/// Tags that have been read into fields of the card.
const READ: &[&str] = &[
    "TY", "ID", "M3", "TI", "T1", "CT", "AU", "A1", "ED", "A2", "A4", "TT", "CY", "PB", "AV", "LA",
    "VL", "IS", "SP", "EP", "DA", "PY", "Y1", "UR", "DO", "N1",
];

/// What cards have no field for is kept as `note: name: value`; so is a second title of the container.
fn others(lines: &[Line<'_>], has_script: bool, work: &mut Work) {
    let is_read = |tag: &str| READ.contains(&tag) || (tag == "OP" && has_script);
    for line in lines
        .iter()
        .filter(|line| !is_read(line.tag) && !line.value.is_empty())
    {
        let is_container = ["T2", "JO", "JF", "JA", "BT"].contains(&line.tag);
        let value = super::work::even(&line.value);
        if !(is_container && work.get("in") == Some(value.as_str())) {
            work.put("note", &sorts::remark_read(line.tag, &value, Column::Ris));
        }
    }
}

fn name_of(written: &str, east_asian: bool) -> String {
    let (name, script) = names::two_scripts(written);
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    let parted = match parts[..] {
        [family, given] => Parts::Parted(family.to_owned(), given.to_owned(), String::new()),
        [family, given, suffix] => {
            Parts::Parted(family.to_owned(), given.to_owned(), suffix.to_owned())
        }
        _ => Parts::Whole(name.to_owned()),
    };
    names::joined(
        &names::words(&parted, east_asian),
        script.unwrap_or_default(),
    )
}

/// The words for `1949/05/18/other`.
fn date_words(written: &str) -> String {
    let parts: Vec<&str> = written.splitn(4, '/').map(str::trim).collect();
    if let Some(words) = parts.get(3).filter(|words| !words.is_empty()) {
        return (*words).to_owned();
    }
    let given: Vec<&str> = parts
        .into_iter()
        .take(3)
        .take_while(|part| !part.is_empty())
        .collect();
    let numbers: Option<Vec<i32>> = given.iter().map(|part| part.parse().ok()).collect();
    match numbers {
        Some(numbers) if !numbers.is_empty() => dates::words(&vec![numbers]),
        _ => dates::reworded(written),
    }
}
