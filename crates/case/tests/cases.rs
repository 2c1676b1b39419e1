//! Runs the literate cases in `cases/`.
//!
//! Headings name the tests; fenced blocks are cards (`record`), a folder with a case (`case`), the text of a source
//! (`page NAME`), rows of a table of grades (`grades`), a question (`ask`), suppositions with a question (`if`) or cards in place of those of the same names
//! (`change`) with the answer (`answer`), and what the checks say (`check`). Blocks under a
//! heading hold for the headings below it. `UPDATE_CASES=1 cargo test -p kaozheng-case --test cases` writes what comes
//! out in place of what was expected; read it before it is kept.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads the files it is about and says what differs"
)]

mod literate;

use kaozheng_case::change::{compare, if_supposed, suppose};
use kaozheng_case::{Case, Settings, ask, checks, compile};
use kaozheng_record::edit::{apply_to, remove_card};
use kaozheng_record::means::parse_question;
use kaozheng_record::{FORM_CHECKS, Record, Sheet, Vocabulary, check_record};
use literate::{Scope, Stretch, case_of, files, gathered, parse, root, write};

#[test]
fn literate_cases() {
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut failures: Vec<String> = Vec::new();
    let mut asked = 0;
    for (file, mut parts) in files() {
        let name = file
            .file_name()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
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
    let mut scope: Scope = Vec::new();
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
                    "if" => {
                        answer = Some(supposed(&case_of(&scope), body));
                        continue;
                    }
                    "change" => {
                        answer =
                            Some(compare(&case_of(&scope), &changed(&scope, body)).to_string());
                        continue;
                    }
                    "answer" => answer
                        .take()
                        .unwrap_or_else(|| panic!("{name}:{line}: an answer without a question")),
                    "check" => checked(&scope),
                    "form" => formed(&scope),
                    "record" | "case" | "page" | "grades" => {
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

/// What comes of suppositions, one a line; the last line may be a question.
fn supposed(case: &Case, body: &str) -> String {
    let (mut other, mut all, mut question) = (case.clone(), Vec::new(), None);
    for line in body.lines() {
        if !line.contains('=') {
            question = parse_question(line).value;
            continue;
        }
        let read = suppose(&other, line);
        let Some((supposition, next)) = read.value else {
            let told = read.notes.iter().map(|note| {
                let help = note.help.as_deref().unwrap_or_default();
                format!("{}: {} {help}\n", note.code, note.message)
            });
            return told.collect();
        };
        all.push(supposition);
        other = next;
    }
    match question {
        Some(question) => if_supposed(case, all, &other, &question).to_string(),
        None => compare(case, &other).to_string(),
    }
}

/// The case with these cards in place of those of the same names.
fn changed(scope: &Scope, body: &str) -> Case {
    let new = Sheet::parse("cards/change.card", body);
    let (sheets, documents) = gathered(scope);
    let kept = sheets.iter().map(|sheet| {
        let gone = sheet
            .cards()
            .filter(|card| new.cards().any(|other| other.id() == card.id()));
        let edits: Vec<_> = gone.map(remove_card).collect();
        let text = apply_to(&sheet.text, &edits).expect("cards do not overlap");
        Sheet::parse(&sheet.name, text)
    });
    let mut sheets: Vec<Sheet> = kept.collect();
    sheets.push(new);
    compile(&Record::new(sheets), &documents, &Settings::default()).value
}

/// What the checks of form say of the cards.
fn formed(scope: &Scope) -> String {
    let (sheets, _) = gathered(scope);
    check_record(&Record::new(sheets), &Vocabulary::default())
        .iter()
        .map(|note| format!("{}: {}\n", note.code, note.message))
        .collect()
}

fn checked(scope: &Scope) -> String {
    let case = case_of(scope);
    checks::run(&case)
        .iter()
        .map(|note| format!("{}: {}\n", note.code, note.message))
        .collect()
}

#[test]
fn a_case_file_is_written_back_as_it_was() {
    let text = "# A\n\nProse.\n\n```record\nperson: a\n```\n\n## B\n\n```ask\nwho\n```\n";
    assert_eq!(write(&parse(text)), text);
}

/// Every check has a heading in `cases/`, cards under it that raise it, and cards that do not.
#[test]
fn every_check_has_a_case_that_raises_it_and_one_that_does_not() {
    let codes = checks::CHECKS.iter().map(|check| check.check.code);
    each_raised_and_not("checks.md", codes, "```check");
    // Bytes that are no letters, and files of gigabytes, cannot stand in a case that people read.
    let unwritable = ["not-utf-8", "file-too-large"];
    let codes = FORM_CHECKS.iter().map(|check| check.code);
    let codes = codes.filter(|code| !unwritable.contains(code));
    each_raised_and_not("forms.md", codes, "```form");
}

fn each_raised_and_not<'a>(file: &str, codes: impl Iterator<Item = &'a str>, block: &str) {
    let text = std::fs::read_to_string(root().join("cases").join(file)).expect("it is there");
    let sections: Vec<&str> = text.split("\n## ").collect();
    for code in codes {
        let section = sections
            .iter()
            .find(|section| section.lines().next() == Some(code));
        let section = section.unwrap_or_else(|| panic!("cases/{file} has no part `{code}`"));
        let raised = |part: &&str| part.contains(&format!("\n{code}: "));
        let (raises, not): (Vec<&str>, Vec<&str>) = section
            .split("\n### ")
            .skip(1)
            .filter(|part| part.contains(block))
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
