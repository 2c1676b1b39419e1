//! Help, completions, the manual page, exit codes.

mod run;

use run::{TestCase, run};

const COMMANDS: [&str; 25] = [
    "try",
    "new",
    "read",
    "drafts",
    "review",
    "check",
    "home",
    "ask",
    "timeline",
    "knowledge",
    "weigh",
    "grades",
    "sources",
    "missing",
    "without",
    "if",
    "diff",
    "search",
    "export",
    "explain",
    "fmt",
    "rename",
    "probe",
    "completions",
    "man",
];

#[test]
fn help_of_every_command_teaches_by_an_example() {
    let overview = run(&["help"]).out(0);
    for command in COMMANDS {
        assert!(
            overview.contains(&format!("  {command} ")),
            "{command} is not in the overview: {overview}"
        );
        let help = run(&["help", command]).out(0);
        assert!(
            help.contains("Example:"),
            "{command} has no example: {help}"
        );
        assert!(
            help.contains(&format!("kaozheng {command}")) || command == "probe",
            "{help}"
        );
        assert!(!help.contains('!'), "{command} shouts: {help}");
    }
}

#[test]
fn a_mistyped_command_is_a_fault_of_usage_with_a_hint() {
    let err = run(&["timelin", "x"]).err(2);
    assert!(err.contains("timeline"), "{err}");
    run(&["ask"]).err(2);
}

#[test]
fn a_case_that_is_not_there_is_told() {
    let err = run(&["check", "no/such/folder"]).err(3);
    assert!(err.contains("there is no case at no/such/folder"), "{err}");
    let empty = tempfile::tempdir().expect("a folder");
    let err = run(&["check", empty.path().to_str().expect("text")]).err(2);
    assert!(err.contains("kaozheng new"), "{err}");
}

#[test]
fn completions_and_the_manual_page_are_made_from_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let script = run(&["completions", shell]).out(0);
        assert!(script.contains("timeline"), "{shell}");
    }
    assert!(run(&["man"]).out(0).contains(".TH kaozheng"));
    assert!(run(&["man", "ask"]).out(0).contains("attack"));
    assert!(run(&["man", "asq"]).err(2).contains("no command"));
}

#[test]
fn exit_codes_are_as_documented() {
    let case = TestCase::with_cards();
    case.run("check", &[]).out(0);
    case.write("cards/more.card", "event: e\nwho: nobody-there\n");
    case.run("check", &[]).out(1);
    case.run("check", &["--no-such-option"]).err(2);
    case.run("ask", &["what ever"]).err(2);
}

#[test]
fn colours_are_written_only_when_asked_for_or_on_a_terminal() {
    let case = TestCase::with_cards();
    assert!(!case.run("home", &[]).out(0).contains('\u{1b}'));
    assert!(
        case.run("home", &["--colour", "always"])
            .out(0)
            .contains('\u{1b}')
    );
}

#[test]
fn a_new_case_is_named_after_its_folder_and_can_be_asked_from_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("korea");
    std::fs::create_dir(&root).expect("made");
    let inside = |arguments: &[&str]| {
        let output = run::binary().args(arguments).current_dir(&root).output();
        run::Ran::of(&output.expect("the binary starts"))
    };
    inside(&["new", "."]).out(0);
    let settings = std::fs::read_to_string(root.join("case.toml")).expect("there");
    assert!(settings.contains("title = \"korea\""), "{settings}");
    inside(&["check", "."]).out(0);
    inside(&["check", "cards"]).out(0);
    assert!(inside(&["new", "."]).err(2).contains("is a case already"));
}
