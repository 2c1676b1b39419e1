//! read, drafts, review, try: from an original to cards.

mod run;

use run::{PAPER, TestCase, run};
use std::fs;
use std::path::PathBuf;

/// A case with one paper outside it.
fn with_paper() -> (TestCase, tempfile::TempDir, PathBuf) {
    let outside = tempfile::tempdir().expect("a folder");
    let paper = outside.path().join("paper.txt");
    fs::write(&paper, PAPER).expect("written");
    (TestCase::new(), outside, paper)
}

fn read(case: &TestCase, paper: &std::path::Path) -> run::Ran {
    case.run("read", &[paper.to_str().expect("text")])
}

const DRAFTS: &str = "drafts/paper.txt.card";

#[test]
fn reading_copies_the_original_lays_its_text_beside_it_and_drafts() {
    let (case, _outside, paper) = with_paper();
    let out = read(&case, &paper).out(0);
    assert!(
        out.contains("2 notes; 2 of 2 marks lead to a note"),
        "{out}"
    );
    assert_eq!(case.read("sources/paper.txt"), PAPER);
    assert_eq!(case.read("sources/paper.txt.text"), PAPER);
    assert!(
        case.read(DRAFTS)
            .starts_with("# Drafts from sources/paper.txt."),
        "{}",
        case.read(DRAFTS)
    );
    let drafts = case.run("drafts", &["--json"]).json(0);
    assert!(
        drafts["drafts"]
            .as_array()
            .is_some_and(|drafts| !drafts.is_empty()),
        "{drafts}"
    );
    let explained = case
        .run("read", &[paper.to_str().expect("text"), "--explain"])
        .out(0);
    assert!(explained.contains("note 1: "), "{explained}");
}

#[test]
fn reading_is_explained_passage_by_passage() {
    let (case, _outside, paper) = with_paper();
    let read = |rest: &[&str]| {
        let paper = paper.to_str().expect("text");
        case.run("read", &[&[paper, "--explain"], rest].concat())
    };
    let whole = read(&[]).out(0);
    assert!(
        whole.contains("mark 2 after “1917 that the telegram was genuine.”"),
        "{whole}"
    );
    let of_note = read(&["--note", "2"]).out(0);
    assert!(of_note.contains("Bobbs-Merrill"), "{of_note}");
    assert!(!of_note.contains("Viking"), "{of_note}");
    assert!(
        read(&["--page", "99"])
            .out(0)
            .contains("no page or note of this number")
    );
    assert!(read(&["--aligned"]).out(0).contains("In two languages"));
    let json = read(&["--json", "--note", "1"]).json(0);
    assert_eq!(json[0]["passages"][0]["marks"][0]["number"], "1", "{json}");
    assert_eq!(json[0]["passages"][1]["part"], "note", "{json}");
}

#[test]
fn what_could_not_be_bound_is_told_with_its_place() {
    let (case, _outside, paper) = with_paper();
    let page = "The harbour was closed.¹⁾ Nobody knew why.³⁾\n\n1) Lin Bo, Hai shang, p. 4.\n\n2) Ibid., p. 5.\n";
    std::fs::write(&paper, page).expect("the file can be written");
    let told = case
        .run("read", &[paper.to_str().expect("text"), "--explain"])
        .out(0);
    assert!(
        told.contains(
            "mark 3, line 1: leads to no note; it follows “harbour was closed. Nobody knew why.”"
        ),
        "{told}"
    );
    assert!(
        told.contains("note 2, line 5: no mark leads to it: Ibid., p. 5."),
        "{told}"
    );
}

#[test]
fn reading_twice_gives_the_same_drafts_and_keeps_what_was_decided_and_changed() {
    let (case, _outside, paper) = with_paper();
    read(&case, &paper).out(0);
    let first = case.read(DRAFTS);
    read(&case, &paper).out(0);
    assert_eq!(case.read(DRAFTS), first);
    let drafts = case.run("drafts", &["--json"]).json(0);
    let id = |at: usize| {
        drafts["drafts"][at]["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let (accepted, rejected, changed) = (id(0), id(1), id(2));
    case.run(
        "review",
        &["--by", "KR", "--accept", &accepted, "--reject", &rejected],
    )
    .out(0);
    let changed_text = drafts["drafts"][2]["text"].as_str().expect("text");
    case.write(
        DRAFTS,
        case.read(DRAFTS)
            .replace(changed_text, &format!("{changed_text}\nnote: my remark")),
    );
    let before = case.read(DRAFTS);
    let out = read(&case, &paper).out(0);
    assert!(out.contains("Decided on before: 2."), "{out}");
    assert_eq!(
        case.read(DRAFTS),
        before,
        "{changed}: a change was lost, or a decided draft is back"
    );
    assert!(before.contains("note: my remark"));
}

#[test]
fn another_file_of_the_same_name_is_refused_and_the_same_file_under_another_name_is_the_same() {
    let (case, outside, paper) = with_paper();
    read(&case, &paper).out(0);
    fs::write(&paper, "Another text altogether.\n").expect("written");
    let err = read(&case, &paper).err(2);
    assert!(
        err.contains("sources/paper.txt is another file") && err.contains("another name"),
        "{err}"
    );
    assert_eq!(case.read("sources/paper.txt"), PAPER);
    fs::create_dir(outside.path().join("more")).expect("made");
    let twins = [
        outside.path().join("twin.txt"),
        outside.path().join("more/twin.txt"),
    ];
    fs::write(&twins[0], "The first of two.\n").expect("written");
    fs::write(&twins[1], "The second of two.\n").expect("written");
    let err = case
        .run(
            "read",
            &[
                twins[0].to_str().expect("text"),
                twins[1].to_str().expect("text"),
            ],
        )
        .err(2);
    assert!(err.contains("sources/twin.txt is another file"), "{err}");
    assert_eq!(case.read("sources/twin.txt"), "The first of two.\n");
    let copy = outside.path().join("copy.txt");
    fs::write(&copy, PAPER).expect("written");
    read(&case, &copy).out(0);
    assert!(!case.file("sources/copy.txt").exists());
}

#[test]
fn a_corrected_text_is_read_and_said_so() {
    let (case, _outside, paper) = with_paper();
    read(&case, &paper).out(0);
    case.write(
        "sources/paper.txt.text",
        PAPER.replace("genuine", "authentic"),
    );
    let out = read(&case, &paper).out(0);
    assert!(
        out.contains("The text beside it was read: sources/paper.txt.text"),
        "{out}"
    );
    assert_eq!(case.read("sources/paper.txt"), PAPER);
    assert!(case.read("sources/paper.txt.text").contains("authentic"));
    assert!(
        case.run("search", &["authentic"])
            .out(0)
            .contains("sources/paper.txt")
    );
}

/// Notes that only the markup tells: by their letters they are paragraphs of the text, for they bear no label.
const MARKED: [(&str, &str); 2] = [
    (
        "bay.html",
        "<html><body><p>The bay froze twice<a href='#one' role='doc-noteref'><sup>1</sup></a> in that winter. Nobody came.</p>\
         <p>The ships waited.</p><aside id='one' role='doc-footnote'><p>Ledger of the harbour, p. 3.</p></aside></body></html>",
    ),
    (
        "bay.tei",
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body><p>The bay froze twice<note>Ledger of the \
         harbour, p. 3.</note> in that winter. Nobody came.</p><p>The ships waited.</p></body></text></TEI>",
    ),
];

/// A card whose quotation stands in note 1.
const QUOTING: &str = "source: bay\ntype: article\ntitle: The Bay\nfile: bay.html\n\n\
                       statement: ledger-named\nfrom: bay, n. 1\nsays: The ledger is named.\n> Ledger of the harbour\n";

#[test]
fn an_original_keeps_what_its_markup_says_after_it_was_read() {
    for (name, markup) in MARKED {
        let (case, outside, _paper) = with_paper();
        let file = outside.path().join(name);
        fs::write(&file, markup).expect("written");
        let explain = || {
            let file = file.to_str().expect("text");
            case.run("read", &[file, "--explain", "--json"]).json(0)
        };
        let first = explain();
        let export = || case.run("export", &[name, "--to", "markdown"]).out(0);
        let exported = export();
        assert!(exported.contains("twice[^"), "{exported}");
        assert!(case.file(&format!("sources/{name}.text")).exists());
        assert_eq!(
            explain(),
            first,
            "{name} is read otherwise when its text lies beside it"
        );
        fs::remove_file(case.file(&format!("sources/{name}.text"))).expect("removed");
        assert_eq!(
            export(),
            exported,
            "{name} is exported otherwise without the text beside it"
        );

        let place = format!("sources/{name}.text");
        explain();
        case.write(&place, case.read(&place).replace("twice", "three times"));
        let corrected = case.run("export", &[name, "--to", "text"]).out(0);
        assert!(corrected.contains("three times"), "{corrected}");
        assert!(explain().to_string().contains("three times"));
    }
}

#[test]
fn a_quotation_is_looked_for_in_the_note_that_the_markup_tells() {
    let (case, outside, _paper) = with_paper();
    let (name, markup) = MARKED[0];
    let file = outside.path().join(name);
    fs::write(&file, markup).expect("written");
    read(&case, &file).out(0);
    case.write("cards/all.card", QUOTING);
    let told = case.run("check", &["--json"]).out(0);
    assert!(!told.contains("quotation-"), "{told}");
    case.write(
        "cards/all.card",
        QUOTING.replace("of the harbour\n", "of the town\n"),
    );
    let told = case.run("check", &["--json"]);
    assert!(told.out.contains("quotation-not-found"), "{told:?}");
}

#[test]
fn what_cannot_be_read_is_told_and_not_copied_and_the_others_are_read() {
    let (case, outside, paper) = with_paper();
    let file = |name: &str, bytes: &[u8]| {
        let path = outside.path().join(name);
        fs::write(&path, bytes).expect("written");
        path.to_str().expect("text").to_owned()
    };
    let empty = file("empty.txt", b"");
    let photo = file("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    let ran = case.run(
        "read",
        &[
            &empty,
            &photo,
            paper.to_str().expect("text"),
            "no-such-file",
        ],
    );
    assert_eq!(ran.code, 2, "{ran:?}");
    for reason in [
        "empty.txt was not read: the file is empty",
        "JPEG",
        "cannot read no-such-file",
    ] {
        assert!(ran.err.contains(reason), "{reason} is not in {}", ran.err);
    }
    let names: Vec<_> = fs::read_dir(case.file("sources"))
        .expect("a folder")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn review_takes_single_keys_and_takes_back() {
    let case = TestCase::new();
    case.write(
        "drafts/d.card",
        "person: a\nname: A\n\nperson: b\nname: B\n\nperson: c\nname: C\n",
    );
    assert!(case.run("review", &[]).err(2).contains("--by"));
    let out = case
        .run_with("review", &["--by", "KR"], "a\nu\nr\ns\na\nq\n")
        .out(0);
    assert!(out.contains("2 decided, 1 left."), "{out}");
    assert!(
        case.read("cards/people.card")
            .starts_with("person: c\nname: C\naccepted: KR, "),
        "{}",
        case.read("cards/people.card")
    );
    assert_eq!(case.read("drafts/d.card"), "person: b\nname: B\n\n");
    let decided = case.read("drafts/decided.txt");
    let words: Vec<&str> = decided
        .lines()
        .map(|line| line.split(' ').nth(1).expect("a word"))
        .collect();
    assert_eq!(words, ["rejected", "accepted"]);
    assert!(
        case.run("review", &["--by", "KR", "--accept", "bb"])
            .err(2)
            .contains("there is no draft `bb`")
    );
}

#[test]
fn review_says_which_drafts_an_accepted_one_still_leans_on() {
    let case = TestCase::new();
    case.write(
        "drafts/d.card",
        "source: p\ntitle: P\n\nperson: m\nname: M\n\nstatement: s\nfrom: p, n. 1\nspeaker: m\n",
    );
    let out = case.run("review", &["--by", "KR", "--accept", "s"]).out(0);
    assert!(
        out.contains("accepted s; it names m, p, which are still drafts"),
        "{out}"
    );
    let out = case
        .run("review", &["--by", "KR", "--accept", "p", "m"])
        .out(0);
    assert_eq!(out, "accepted p\naccepted m\n");
}

#[cfg(unix)]
#[test]
fn a_draft_is_amended_in_the_editor() {
    use std::os::unix::fs::PermissionsExt;
    let case = TestCase::new();
    case.write("drafts/d.card", "person: a\nname: A\n");
    case.write(
        "editor.sh",
        "#!/bin/sh\nsed -i 's/name: A/name: Amended/' \"$1\"\n",
    );
    fs::set_permissions(case.file("editor.sh"), fs::Permissions::from_mode(0o755)).expect("set");
    let mut review = run::binary();
    review
        .arg("review")
        .arg(case.path())
        .args(["--by", "KR"])
        .env("EDITOR", case.file("editor.sh"));
    let mut child = review
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("keys"), b"e\n").expect("it reads");
    run::Ran::of(&child.wait_with_output().expect("it ends")).out(0);
    assert!(
        case.read("cards/people.card")
            .starts_with("person: a\nname: Amended\n")
    );
}

#[test]
fn try_answers_six_questions_from_the_sample_and_makes_it_once() {
    let outside = tempfile::tempdir().expect("a folder");
    let folder = outside.path().join("sample");
    let folder = folder.to_str().expect("text");
    let out = run(&["try", folder]).out(0);
    let asked = run(&["home", folder, "--json"]).json(0);
    let questions = asked["questions"].as_array().expect("a list");
    assert_eq!(questions.len(), 6);
    for question in questions {
        assert!(
            out.contains(question["asks"].as_str().expect("text")),
            "{question}"
        );
    }
    assert!(out.contains("What to type next"), "{out}");
    assert!(run(&["try", folder]).err(2).contains("nothing was changed"));
    run(&["check", folder]).out(0);
}

#[test]
fn the_same_file_under_two_names_at_once_is_one_original() {
    let (case, outside, paper) = with_paper();
    let copy = outside.path().join("copy.txt");
    fs::copy(&paper, &copy).expect("copied");
    let ran = case.run(
        "read",
        &[paper.to_str().expect("text"), copy.to_str().expect("text")],
    );
    assert!(
        ran.err.contains("the same content as sources/paper.txt"),
        "{}",
        ran.err
    );
    ran.out(0);
    assert!(!case.file("sources/copy.txt").exists());
}

#[test]
fn drafts_are_proposed_with_the_best_first_and_a_change_of_order_by_hand_stands() {
    let (case, _outside, paper) = with_paper();
    read(&case, &paper).out(0);
    let ids = || -> Vec<String> {
        let view = case.run("drafts", &["--json"]).json(0);
        let drafts = view["drafts"].as_array().expect("a list");
        let id = |draft: &serde_json::Value| draft["id"].as_str().expect("text").to_owned();
        drafts.iter().map(id).collect()
    };
    let first = ids();
    assert_eq!(first[0], "paper", "{first:?}");
    let at = |id: &str| first.iter().position(|known| known == id);
    let event = first
        .iter()
        .position(|id| id.starts_with("walter-hines-page-cabled"));
    assert!(
        event.is_some() && at("walter-hines-page") < event,
        "{first:?}"
    );
    let file = case.read(DRAFTS);
    let (head, cards) = file.split_once("\n\n").expect("a head and cards");
    let mut cards: Vec<&str> = cards.trim_end().split("\n\n").collect();
    cards.reverse();
    case.write(DRAFTS, format!("{head}\n\n{}\n", cards.join("\n\n")));
    let mut turned = first.clone();
    turned.reverse();
    assert_eq!(ids(), turned);
}

#[test]
fn a_date_counted_from_an_event_is_resolved_against_the_card_of_the_case() {
    let case = TestCase::new();
    let outside = tempfile::tempdir().expect("a folder");
    let paper = outside.path().join("staff.txt");
    let text = "Two days after the Inchon landing Stalin told Mao that the front was open.\n";
    fs::write(&paper, text).expect("written");
    read(&case, &paper).out(0);
    let drafts = "drafts/staff.txt.card";
    assert!(
        !case.read(drafts).contains("said-on"),
        "{}",
        case.read(drafts)
    );
    let card =
        "event: inchon-landing\ntitle: Landing at Inchon\ntype: landing\nwhen: 15 September 1950\n";
    case.write("cards/landing.card", card);
    fs::remove_file(case.file(drafts)).expect("removed");
    read(&case, &paper).out(0);
    assert!(
        case.read(drafts).contains("said-on: 17 September 1950"),
        "{}",
        case.read(drafts)
    );
}
