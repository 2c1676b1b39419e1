//! The README is true: its cards check clean, its questions are answered, and the commands it names exist.
#![allow(
    clippy::disallowed_methods,
    reason = "a test reads the file it is about and runs the program"
)]

mod run;

use run::TestCase;
use std::path::Path;

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    std::fs::read_to_string(path).expect("README.md is there")
}

/// The indented block that begins with a line starting with `first`.
fn block(readme: &str, first: &str) -> String {
    let lines = readme
        .lines()
        .skip_while(|line| !line.trim_start().starts_with(first));
    let inside = lines.take_while(|line| line.is_empty() || line.starts_with("    "));
    inside
        .map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line)))
        .collect()
}

#[test]
fn the_cards_of_the_readme_check_clean_and_answer_its_questions() {
    let readme = readme();
    let case = TestCase::new();
    case.write("cards/readme.card", block(&readme, "source: "));
    let checked = case.run("check", &[]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let verdicts: Vec<String> = block(&readme, "kaozheng ask")
        .lines()
        .filter_map(|line| Some(line.split_once('\'')?.1.trim_end_matches('\'').to_owned()))
        .map(|question| {
            let answered = case.run("ask", &[&question]);
            answered
                .out
                .lines()
                .nth(1)
                .unwrap_or(&answered.err)
                .to_owned()
        })
        .collect();
    assert_eq!(verdicts, ["none", "told"]);
}

#[test]
fn every_command_that_the_readme_names_exists() {
    let readme = readme();
    let commands = readme
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("kaozheng "))
        .filter_map(|line| line.split_whitespace().next());
    let mut seen = 0;
    for command in commands.filter(|command| *command != "help") {
        let helped = run::run(&[command, "--help"]);
        assert_eq!(
            helped.code, 0,
            "the README names `kaozheng {command}`: {}",
            helped.err
        );
        seen += 1;
    }
    assert!(seen >= 5, "the README names only {seen} commands");
}
