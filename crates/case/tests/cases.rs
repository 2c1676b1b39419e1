//! Runs the literate cases in `cases/`.
//!
//! Headings name the tests; fenced blocks are cards (`record`), a folder with a case (`case`), the text of a source
//! (`page NAME`), a question (`ask`) with its answer (`answer`), and what the checks say (`check`). Blocks under a
//! heading hold for the headings below it. `UPDATE_CASES=1 cargo test -p kaozheng-case --test cases` writes what comes
//! out in place of what was expected; read it before it is kept.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads the files it is about and says what differs"
)]

use kaozheng_case::{Case, Settings, ask, checks, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{ContentHash, Document, Mark, Page, Part, Passage, Piece, Span};
use std::path::{Path, PathBuf};

/// A stretch of a file: prose as it stands, or a fenced block.
enum Stretch {
    Heading(usize, String),
    Prose(String),
    Block {
        info: String,
        body: String,
        line: usize,
    },
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn literate_cases() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("cases"))
        .expect("cases/ is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    files.sort();
    let mut failures: Vec<String> = Vec::new();
    let mut asked = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a case can be read");
        let name = file
            .file_name()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let mut parts = parse(&text);
        let found = run(&name, &mut parts, &mut failures);
        asked += found;
        if update {
            std::fs::write(&file, write(&parts)).expect("a case can be written");
        }
    }
    assert!(asked > 0, "no case asks anything");
    assert!(
        update || failures.is_empty(),
        "{} of {asked} expectations differ:\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Puts what comes out in place of what was expected; says where they differed, and how many expectations there were.
fn run(name: &str, parts: &mut [Stretch], failures: &mut Vec<String>) -> usize {
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut scope: Vec<(usize, String, String)> = Vec::new();
    let mut answer: Option<String> = None;
    let mut count = 0;
    for part in parts {
        match part {
            Stretch::Prose(_) => {}
            Stretch::Heading(level, title) => {
                open.retain(|(above, _)| above < level);
                scope.retain(|(above, ..)| above < level);
                open.push((*level, title.clone()));
            }
            Stretch::Block { info, body, line } => {
                let level = open.last().map_or(0, |(level, _)| *level);
                let out = match info.split(' ').next().unwrap_or_default() {
                    "ask" => {
                        answer = Some(answered(&case_of(&scope), body.trim()));
                        continue;
                    }
                    "answer" => answer
                        .take()
                        .unwrap_or_else(|| panic!("{name}:{line}: an answer without a question")),
                    "check" => checked(&scope),
                    "record" | "case" | "page" => {
                        scope.push((level, info.clone(), body.clone()));
                        continue;
                    }
                    _ => continue,
                };
                count += 1;
                if out.trim_end() != body.trim_end() {
                    let titles: Vec<&str> = open.iter().map(|(_, title)| title.as_str()).collect();
                    failures.push(format!(
                        "{name}:{line} {}\n--- expected\n{}\n--- found\n{}\n",
                        titles.join(" / "),
                        body.trim_end(),
                        out.trim_end()
                    ));
                }
                *body = format!("{}\n", out.trim_end());
                if out.trim_end().is_empty() {
                    body.clear();
                }
            }
        }
    }
    count
}

fn answered(case: &Case, question: &str) -> String {
    let read = parse_question(question);
    match read.value {
        Some(question) => ask(case, &question).to_string(),
        None => read
            .notes
            .iter()
            .map(|note| format!("{}: {}\n", note.code, note.message))
            .collect(),
    }
}

fn checked(scope: &[(usize, String, String)]) -> String {
    let case = case_of(scope);
    checks::run(&case)
        .iter()
        .map(|note| format!("{}: {}\n", note.code, note.message))
        .collect()
}

fn case_of(scope: &[(usize, String, String)]) -> Case {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for (number, (_, info, body)) in scope.iter().enumerate() {
        match info.split_once(' ').unwrap_or((info, "")) {
            ("record", _) => {
                sheets.push(Sheet::parse(&format!("cards/{number}.card"), body.as_str()));
            }
            ("page", name) => documents.push(document(name, body)),
            _ => folder(&root().join(body.trim()), &mut sheets, &mut documents),
        }
    }
    compile(&Record::new(sheets), &documents, &Settings::default()).value
}

fn folder(at: &Path, sheets: &mut Vec<Sheet>, documents: &mut Vec<Document>) {
    for (folder, end) in [("cards", "card"), ("sources", "txt")] {
        let entries = std::fs::read_dir(at.join(folder))
            .unwrap_or_else(|error| panic!("{}: {error}", at.display()));
        let mut files: Vec<PathBuf> = entries
            .map(|entry| entry.expect("it can be read").path())
            .collect();
        files.retain(|file| file.extension().is_some_and(|of| of == end));
        files.sort();
        for file in files {
            let name = file
                .file_name()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            let text = std::fs::read_to_string(&file).expect("it can be read");
            match end {
                "card" => sheets.push(Sheet::parse(&format!("cards/{name}"), text)),
                _ => documents.push(document(&name, &text)),
            }
        }
    }
}

/// A text as a document of one passage.
/// A text as a document: paragraphs parted by blank lines; one that begins `[^3]:` is note 3, and `[^3]` elsewhere a mark.
fn document(name: &str, text: &str) -> Document {
    let mut clean = String::new();
    let mut passages: Vec<Passage> = Vec::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        if !clean.is_empty() {
            clean += "\n\n";
        }
        let passage = passage(paragraph, &mut clean);
        passages.push(passage);
    }
    let whole = Span::new(0, clean.len());
    Document {
        name: name.to_owned(),
        hash: ContentHash::of(text.as_bytes()),
        raw: clean.clone(),
        pages: vec![Page {
            label: None,
            span: whole,
        }],
        text: clean,
        passages,
    }
}

fn passage(paragraph: &str, clean: &mut String) -> Passage {
    let note = paragraph
        .strip_prefix("[^")
        .and_then(|rest| rest.split_once("]:"));
    let start = clean.len();
    let mut marks = Vec::new();
    let mut rest = note.map_or(paragraph, |(_, text)| text.trim());
    while let Some((before, after)) = rest.split_once("[^") {
        clean.push_str(before);
        let (number, after) = after.split_once(']').expect("a mark ends with a bracket");
        marks.push(Mark {
            at: clean.len() as u32,
            number: number.to_owned(),
            note: None,
        });
        rest = after;
    }
    clean.push_str(rest);
    let span = Span::new(start, clean.len());
    Passage {
        part: if note.is_some() {
            Part::Note
        } else {
            Part::Body
        },
        lang: String::new(),
        span,
        pieces: vec![Piece {
            at: span.start,
            raw: span,
        }],
        marks,
        number: note.map(|(number, _)| number.to_owned()),
        because: "written in a case".to_owned(),
    }
}

fn parse(text: &str) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let mut body = String::new();
            for (inner, _) in lines.by_ref().take_while(|(inner, _)| *inner != "```") {
                body += inner;
                body.push('\n');
            }
            parts.push(Stretch::Block {
                info: info.trim().to_owned(),
                body,
                line: number,
            });
        } else if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
            let level = line.len() - line.trim_start_matches('#').len();
            parts.push(Stretch::Heading(level, line[level..].trim().to_owned()));
        } else {
            parts.push(Stretch::Prose(line.to_owned()));
        }
    }
    parts
}

fn write(parts: &[Stretch]) -> String {
    let written = parts.iter().map(|part| match part {
        Stretch::Heading(level, title) => format!("{} {title}\n", "#".repeat(*level)),
        Stretch::Prose(line) => format!("{line}\n"),
        Stretch::Block { info, body, .. } => format!("```{info}\n{body}```\n"),
    });
    written.collect()
}

#[test]
fn a_case_file_is_written_back_as_it_was() {
    let text = "# A\n\nProse.\n\n```record\nperson: a\n```\n\n## B\n\n```ask\nwho\n```\n";
    assert_eq!(write(&parse(text)), text);
}

/// Every check has a heading in `cases/checks.md`, cards under it that raise it, and cards that do not.
#[test]
fn every_check_has_a_case_that_raises_it_and_one_that_does_not() {
    let text = std::fs::read_to_string(root().join("cases/checks.md")).expect("it is there");
    let sections: Vec<&str> = text.split("\n## ").collect();
    for check in checks::CHECKS {
        let code = check.check.code;
        let section = sections
            .iter()
            .find(|section| section.lines().next() == Some(code));
        let section = section.unwrap_or_else(|| panic!("cases/checks.md has no part `{code}`"));
        let raised = |part: &&str| part.contains(&format!("\n{code}: "));
        let (raises, not): (Vec<&str>, Vec<&str>) = section
            .split("\n### ")
            .skip(1)
            .filter(|part| part.contains("```check"))
            .partition(raised);
        assert!(
            !raises.is_empty() && raises.iter().all(|part| part.starts_with("It raises")),
            "{code}: no cards raise it"
        );
        assert!(
            !not.is_empty() && not.iter().all(|part| part.starts_with("It does not")),
            "{code}: no cards leave it alone"
        );
    }
}
