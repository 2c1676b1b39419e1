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

mod literate;

use kaozheng_case::{Case, ask, checks};
use kaozheng_record::means::parse_question;
use kaozheng_record::{FORM_CHECKS, Record, Vocabulary, check_record};
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
                    "answer" => answer
                        .take()
                        .unwrap_or_else(|| panic!("{name}:{line}: an answer without a question")),
                    "check" => checked(&scope),
                    "form" => formed(&scope),
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
