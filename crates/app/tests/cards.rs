//! check, explain, fmt, rename: what is done with cards that are there.

mod run;

use run::{TestCase, run};

#[test]
fn a_note_has_place_reason_and_mending() {
    let case = TestCase::with_cards();
    case.write("cards/more.card", "event: e\nwho: wilsen\n");
    let out = case.run("check", &[]).out(1);
    for part in [
        "error[unknown-id]",
        "cards/more.card:2:6",
        "did you mean `wilson`?",
        "1 error",
    ] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
    let json = case.run("check", &["--json"]).json(1);
    let note = json["notes"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|note| note["code"] == "unknown-id");
    assert_eq!(note.expect("it is told")["at"]["line"], 2);
}

#[test]
fn an_essay_is_checked_and_renamed_with_the_cards() {
    let case = TestCase::with_cards();
    case.write(
        "essays/a.md",
        "Page cabled [page-cables-washington], as [paeg] knew [page].\n",
    );
    let out = case.run("check", &[]).out(1);
    assert!(out.contains("essays/a.md:1:43"), "{out}");
    case.write("drafts/d.card", "event: talk\nwho: page; somebody\n");
    case.run("rename", &["page", "page-walter"]).out(0);
    assert_eq!(
        case.read("drafts/d.card"),
        "event: talk\nwho: page-walter; somebody\n"
    );
    assert!(
        case.read("essays/a.md")
            .ends_with("as [paeg] knew [page-walter].\n")
    );
    let cards = case.read("cards/all.card");
    assert!(
        cards.contains("person: page-walter\n") && cards.contains("sender: page-walter\n"),
        "{cards}"
    );
    assert!(
        cards.contains("source: page-24-february\n"),
        "another id was touched: {cards}"
    );
    assert!(
        case.run("rename", &["page", "x"])
            .err(2)
            .contains("no card is called `page`")
    );
    assert!(
        case.run("rename", &["wilson", "page-walter"])
            .err(2)
            .contains("already")
    );
}

#[test]
fn a_renamed_question_keeps_its_place_on_the_first_page() {
    let case = TestCase::with_cards();
    case.write(
        "case.toml",
        "title = \"T\" # mine\nquestions = [\"did-wilson-know\"]\n",
    );
    case.run("rename", &["did-wilson-know", "q1"]).out(0);
    assert_eq!(
        case.read("case.toml"),
        "title = \"T\" # mine\nquestions = [\"q1\"]\n"
    );
    assert!(case.run("home", &[]).out(0).contains("[q1]"));
}

#[test]
fn fmt_changes_white_space_only_and_once() {
    let case = TestCase::with_cards();
    case.write(
        "cards/all.card",
        run::CARDS
            .replace(": ", ":    ")
            .replace("\n\n", "\n\n\n\n"),
    );
    assert!(
        case.run("fmt", &["--check"])
            .out(1)
            .contains("would change cards/all.card")
    );
    case.run("fmt", &[]).out(0);
    assert_eq!(case.read("cards/all.card"), run::CARDS);
    assert!(case.run("fmt", &["--check"]).out(0).contains("evenly"));
}

#[test]
fn every_check_is_explained() {
    let list = run(&["explain", "--json"]).json(0);
    for check in list.as_array().expect("a list") {
        let code = check["code"].as_str().expect("a code");
        let page = run(&["explain", code]).out(0);
        assert!(page.contains("## How to mend"), "{page}");
    }
    assert!(
        run(&["explain", "unknown-di"])
            .err(2)
            .contains("did you mean `unknown-id`?")
    );
}

#[test]
fn an_unknown_id_that_is_a_draft_is_said_to_be_one() {
    let case = TestCase::with_cards();
    case.write(
        "cards/more.card",
        "event: e\nfrom: diary, p. 2\nwho: lansing\n",
    );
    case.write(
        "drafts/d.card",
        "person: lansing\nname: Robert Lansing\n\nsource: diary\ntitle: Diary\n",
    );
    let out = case.run("check", &[]).out(1);
    for id in ["lansing", "diary"] {
        assert!(out.contains(&format!("`{id}` is still a draft")), "{out}");
    }
}

#[test]
fn the_card_that_is_offered_for_an_unknown_name_could_be_one() {
    let case = TestCase::with_cards();
    case.write("cards/more.card", "event: e\nwho: Lansing\n");
    let out = case.run("check", &[]).out(1);
    assert!(out.contains("begins `person: lansing`"), "{out}");
}
