//! Every view, in the terminal and as JSON, on a small case.
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod run;

use run::{TestCase, run};

#[test]
fn home_shows_the_questions_and_their_verdicts() {
    let case = TestCase::with_cards();
    let out = case.run("home", &[]).out(0);
    assert!(out.contains("When did Wilson know?"), "{out}");
    assert!(
        out.contains("wilson knew offer-to-mexico on 25 February 1917: told"),
        "{out}"
    );
    let json = case.run("home", &["--json"]).json(0);
    assert_eq!(json["questions"][0]["answers"][0]["verdict"], "told");
}

#[test]
fn an_answer_names_its_grounds_and_route() {
    let case = TestCase::with_cards();
    let json = case
        .run(
            "ask",
            &["wilson knew offer-to-mexico on 25 February 1917", "--json"],
        )
        .json(0);
    assert_eq!(json["verdict"], "told");
    assert_eq!(json["route"], serde_json::json!(["page-cables-washington"]));
    let out = case
        .run(
            "ask",
            &[
                "wilson",
                "knew",
                "offer-to-mexico",
                "on",
                "23 February 1917",
            ],
        )
        .out(0);
    assert!(
        out.starts_with("wilson knew offer-to-mexico on 23 February 1917\nnone\n"),
        "{out}"
    );
    let all = case.run("ask", &["did-wilson-know", "--json"]).json(0);
    assert_eq!(all[0]["verdict"], "told");
}

#[test]
fn a_question_that_is_not_understood_is_shown_with_its_place() {
    let ran = TestCase::with_cards().run("ask", &["wilson knwe offer-to-mexico"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("did you mean `knew`?"), "{ran:?}");
    assert!(ran.out.contains("^^^^"), "{ran:?}");
}

#[test]
fn timeline_knowledge_and_sources_are_drawn_and_printed() {
    let case = TestCase::with_cards();
    let timeline = case.run("timeline", &[]).out(0);
    assert!(
        timeline.contains("24 February 1917        Page cables Washington"),
        "{timeline}"
    );
    let knowledge = case
        .run("knowledge", &["offer-to-mexico", "wilson", "--json"])
        .json(0);
    let stages = &knowledge["matters"][0]["actors"][0]["stages"];
    assert_eq!(stages[1]["status"], "told", "{stages}");
    let sources = case.run("sources", &["--json"]).json(0);
    assert_eq!(sources["sources"][0]["cited"], 1);
    let source = case.run("sources", &["page-24-february"]).out(0);
    assert!(
        source.contains("Falls with it\n  page-cables-washington"),
        "{source}"
    );
    assert!(
        case.run("sources", &["page-24-februar"])
            .err(2)
            .contains("did you mean")
    );
    assert!(
        case.run("knowledge", &["wilsen"])
            .err(2)
            .contains("did you mean `wilson`?")
    );
}

#[test]
fn a_dispute_groups_its_evidence_by_root() {
    let case = TestCase::with_cards();
    case.write(
        "cards/dispute.card",
        "source: memoir\ntype: memoir\nauthor: page\n\nsource: reprint\nderives-from: memoir, reprinted\n\n\
         argument: one\nfor: offer-to-mexico\npremise: memoir\ngrade: fair\nsays: He says so.\n\n\
         argument: two\nfor: offer-to-mexico\npremise: reprint\ngrade: fair\nsays: He says so again.\n",
    );
    let json = case.run("weigh", &["offer-to-mexico", "--json"]).json(0);
    let pro = &json["sides"][0];
    assert_eq!(
        pro["widths"],
        serde_json::json!([0, 0, 1, 1]),
        "a copy counted twice: {json}"
    );
    assert_eq!(pro["groups"][0]["roots"], serde_json::json!(["page"]));
    assert_eq!(pro["groups"][0]["lines"].as_array().map(Vec::len), Some(2));
    assert!(case.run("weigh", &[]).out(0).contains("offer-to-mexico"));
}

#[test]
fn what_falls_and_what_is_missing_are_questions_of_their_own() {
    let case = TestCase::with_cards();
    let out = case.run("without", &["page-24-february"]).out(0);
    assert!(out.contains("page-cables-washington"), "{out}");
    case.run("missing", &["offer-to-mexico"]).out(0);
    case.run("missing", &[]).out(0);
}

#[test]
fn a_table_of_grades_is_frozen_with_a_reason_and_a_later_change_is_told() {
    let case = TestCase::with_cards();
    assert_eq!(
        case.run("grades", &["--json"]).json(0)["as_frozen"],
        serde_json::Value::Null
    );
    case.run("grades", &["--freeze", " "]).err(2);
    let frozen = ["--freeze", "before the first card", "--json"];
    let frozen = case.run("grades", &frozen).json(0);
    assert_eq!(frozen["frozen"][0]["reason"], "before the first card");
    let noted = |case: &TestCase| case.run("check", &[]).out.contains("grades-changed");
    assert!(!noted(&case));
    let rows = case.read("grades.tsv");
    case.write(
        "grades.tsv",
        format!("scheme\tmotive\tfair\twell attested\n{rows}"),
    );
    assert!(noted(&case));
    case.run("grades", &["--freeze", "motives looked at"])
        .out(0);
    assert!(!noted(&case));
    let view = case.run("grades", &["--json"]).json(0);
    assert_eq!(view["frozen"].as_array().map(Vec::len), Some(2), "{view}");
    // What is exported and kept as the case's own table is the same table.
    let exported = case.run("export", &["--to", "grades"]).out(0).to_owned();
    case.write("grades.tsv", exported);
    assert_eq!(case.run("grades", &["--json"]).json(0), view);
}

#[test]
fn the_export_holds_every_card() {
    let json = TestCase::with_cards().run("export", &[]).json(0);
    assert_eq!(json["format"], "kaozheng-case/1");
    assert_eq!(json["cards"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_document_is_exported_in_every_form() {
    let case = TestCase::with_cards();
    case.write("sources/paper.txt", run::PAPER);
    let tei = case.run("export", &["paper"]).out(0);
    assert!(tei.contains("1917.<note n=\"1\" place=\"end\""), "{tei}");
    let markdown = case
        .run("export", &["paper.txt", "--to", "markdown"])
        .out(0);
    assert!(markdown.contains("1917.[^1] Nobody"), "{markdown}");
    let text = case.run("export", &["paper.txt", "--to", "text"]).out(0);
    assert!(text.contains("1917. Nobody"), "{text}");
    let found = case
        .run("export", &["paper.txt", "--to", "annotations"])
        .json(0);
    assert_eq!(found["total"], 2);
    let file = case.file("paper.xml");
    let file = file.to_str().expect("temporary paths are text");
    let again = ["paper", "--output", file];
    assert_eq!(case.run("export", &again).out(0), "");
    assert_eq!(case.read("paper.xml"), tei);
    let told = case.run("export", &again).err(3);
    assert!(told.contains("never overwritten"), "{told}");
}

#[test]
fn an_export_that_cannot_be_made_says_what_to_type() {
    let case = TestCase::with_cards();
    case.write("sources/paper.txt", run::PAPER);
    for (arguments, words) in [
        (&["papr.txt"][..], "did you mean `paper.txt`"),
        (&["--to", "tei"], "name an original"),
        (&["paper.txt", "--to", "json"], "form of the whole case"),
    ] {
        let told = case.run("export", arguments).err(2);
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn deleting_the_index_changes_no_answer() {
    let case = TestCase::with_cards();
    case.write("sources/paper.txt", run::PAPER);
    let every_view = || {
        let commands: [&[&str]; 6] = [
            &["ask", "wilson knew offer-to-mexico on 25 February 1917"],
            &["home"],
            &["timeline"],
            &["check"],
            &["search", "윌슨"],
            &["search", "President"],
        ];
        commands.map(|words| case.run(words[0], &words[1..]).out)
    };
    let with = every_view();
    assert!(case.file(".kaozheng/index.sqlite").is_file());
    std::fs::remove_dir_all(case.file(".kaozheng")).expect("it can be deleted");
    assert_eq!(every_view(), with);
    case.write(".kaozheng/index.sqlite", "damaged, no database at all");
    assert_eq!(every_view(), with);
}

#[test]
fn korean_words_are_found_in_originals_with_their_place() {
    let case = TestCase::with_cards();
    case.write("sources/paper.txt", run::PAPER);
    let hits = case.run("search", &["윌슨", "--json"]).json(0);
    let hit = &hits[0];
    let place = |key: &str| usize::try_from(hit[key].as_u64().expect("a number")).expect("small");
    assert_eq!(hit["file"], "sources/paper.txt");
    assert_eq!(
        (hit["found"].as_str(), place("end") - place("start")),
        (Some("윌슨"), 2)
    );
    assert!(
        case.run("search", &["윌스"])
            .out(0)
            .contains("Nothing was found")
    );
}

#[test]
fn a_question_that_names_no_card_is_told_so_and_gets_no_verdict() {
    let case = TestCase::with_cards();
    let ran = case.run("ask", &["wilsen knew offer-to-mexico"]);
    assert!(
        ran.out.contains("did you mean `wilson`?") && !ran.out.contains("cannot be decided"),
        "{}",
        ran.out
    );
    assert!(ran.err(2).contains("nothing was answered"));
    case.write("drafts/d.card", "person: lansing\nname: Robert Lansing\n");
    let ran = case.run("ask", &["lansing knew offer-to-mexico"]);
    assert!(ran.out.contains("is still a draft"), "{}", ran.out);
    for command in ["missing", "without"] {
        case.run(command, &["no-such-card"]).err(2);
    }
}

#[test]
fn quotation_marks_of_a_word_processor_do_no_harm() {
    let case = TestCase::with_cards();
    let plain = case.run("ask", &["wilson knew offer-to-mexico on 25 February 1917"]);
    let quoted = case.run(
        "ask",
        &["“wilson knew ‘offer-to-mexico’ on 25 February 1917”"],
    );
    assert_eq!(quoted.out(0), plain.out(0));
}

#[test]
fn a_view_with_nothing_to_show_says_what_would_bring_something() {
    let case = TestCase::new();
    for command in [
        "home",
        "timeline",
        "knowledge",
        "weigh",
        "missing",
        "drafts",
        "search",
    ] {
        let arguments: &[&str] = if command == "search" { &["x"] } else { &[] };
        let out = case.run(command, arguments).out(0);
        assert!(out.trim().ends_with('.'), "{command}: {out}");
    }
    assert!(case.run("home", &[]).out(0).contains("Cards: none."));
}

#[test]
fn what_if_answers_as_the_cards_stand_and_as_they_would() {
    let case = TestCase::with_cards();
    let asked = "wilson knew offer-to-mexico on 25 February 1917";
    let supposed = "page-cables-washington.sent = no";
    let json = case.run("if", &[supposed, asked, "--json"]).json(0);
    assert_eq!(json[0]["stands"]["verdict"], "told", "{json}");
    assert_eq!(json[0]["supposed"]["verdict"], "none", "{json}");
    assert_eq!(json[0]["suppositions"], serde_json::json!([supposed]));
    let out = case.run("if", &[supposed, asked]).out(0);
    let first = "If page-cables-washington.sent = no: told becomes none.";
    assert!(out.starts_with(first), "{out}");
    let card = case.run("if", &[supposed, "did-wilson-know"]).out(0);
    assert!(card.starts_with(first), "{card}");
    let all = in_one_line(&case.run("if", &[supposed]).out(0));
    assert!(
        all.contains("because page-cables-washington now has sent: no (before: yes)"),
        "{all}"
    );
    let before = case.read("cards/all.card");
    assert!(before.contains("sent: yes"), "a supposition was written");
}

#[test]
fn what_cannot_be_supposed_is_a_fault_of_usage_with_its_place() {
    let case = TestCase::with_cards();
    let ran = case.run(
        "if",
        &["page-cables-washington.snet = no", "did-wilson-know"],
    );
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.out.contains("did you mean `sent`?") && ran.out.contains("^^^^"),
        "{ran:?}"
    );
    let ran = case.run("if", &["page-cables-washington.sent = perhaps"]);
    assert!(
        ran.code == 2 && ran.out.contains("yes, maybe, no"),
        "{ran:?}"
    );
}

#[test]
fn two_folders_are_told_apart_by_what_moved() {
    let (before, after) = (TestCase::with_cards(), TestCase::with_cards());
    before.write(
        "cards/all.card",
        run::CARDS.replace("sent: yes", "sent: no"),
    );
    let earlier = before.path().to_str().expect("text").to_owned();
    let json = after.run("diff", &[&earlier, "--json"]).json(0);
    assert_eq!(json["moved"][0]["before"], "none", "{json}");
    assert_eq!(json["moved"][0]["after"], "told", "{json}");
    assert_eq!(
        json["moved"][0]["because"][0]["card"],
        "page-cables-washington"
    );
    let same = after
        .run("diff", &[after.path().to_str().expect("text")])
        .out(0);
    assert_eq!(same, "nothing changed\n");
    let none = after.run("diff", &["no-such-commit"]).err(2);
    assert!(none.contains("no-such-commit"), "{none}");
}

#[test]
fn two_commits_are_told_apart_by_what_moved() {
    let case = TestCase::with_cards();
    let git = |arguments: &[&str]| {
        let named = ["-c", "user.name=T", "-c", "user.email=t@example.org"];
        let mut command = std::process::Command::new("git");
        command
            .arg("-C")
            .arg(case.path())
            .args(named)
            .args(arguments)
            .output()
    };
    if git(&["init", "-q"]).is_err() {
        assert!(std::env::var_os("CI").is_none(), "git is not installed");
        eprintln!("SKIPPED: git is not installed");
        return;
    }
    let commit = || {
        git(&["add", "-A"]).expect("git runs");
        let made = git(&["commit", "-q", "-m", "state"]).expect("git runs");
        assert!(made.status.success(), "{made:?}");
    };
    commit();
    case.write(
        "cards/all.card",
        run::CARDS.replace("sent: yes", "sent: no"),
    );
    commit();
    let out = in_one_line(&case.run("diff", &["HEAD~1"]).out(0));
    assert!(
        out.contains("told becomes none, because page-cables-washington"),
        "{out}"
    );
    let turned = in_one_line(&case.run("diff", &["HEAD", "HEAD~1"]).out(0));
    assert!(turned.contains("none becomes told"), "{turned}");
    let none = case.run("diff", &["v1"]).err(2);
    assert!(none.contains("neither a folder nor a commit"), "{none}");
    assert_eq!(case.run("diff", &["--output=x"]).code, 2);
}

/// What was printed, without the breaks of its lines.
fn in_one_line(out: &str) -> String {
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

const DATES: &str = "\
source: s
type: article

event: trip
from: s
title: The trip
when: early 1950

event: back
from: s
title: Back home
after: trip, nearly three weeks

event: crossing
from: s
title: The armies cross
when: 4 a.m., 25 June 1950, Korean time

event: cable
from: s
title: The cable goes out
when: 242030Z JUN 50

event: misdated
from: s
title: The misdated one
when: 30 February 1950
";

#[test]
fn a_case_says_by_its_own_table_what_words_of_time_bound() {
    let case = TestCase::new();
    case.write("cards/a.card", DATES);
    let first = case.run("ask", &["when back", "--json"]).out(0);
    assert!(first.contains("21 May 1950"), "{first}");
    let table = case.run("export", &["--to", "phrases"]).out(0);
    assert!(
        table.contains("early YEAR\t1 January\t30 April\t"),
        "{table}"
    );
    let own = table
        .replace(
            "early YEAR\t1 January\t30 April",
            "early YEAR\t1 January\t31 January",
        )
        .replace("nearly N weeks\t-3 days", "nearly N weeks\t-1 week");
    case.write("phrases.tsv", &own);
    let second = case.run("ask", &["when back"]).out(0);
    assert!(
        second.contains("15 January 1950 to 21 February 1950"),
        "{second}"
    );
    let timeline = case.run("timeline", &[]).out(0);
    assert!(
        timeline.contains("taken as 1 January 1950 to 31 January 1950 (phrases 1: early YEAR: 1 January to 31 January"),
        "{timeline}"
    );
    assert_eq!(case.run("export", &["--to", "phrases"]).out(0), own);
}

#[test]
fn a_bad_row_of_the_table_is_told_with_its_place() {
    let case = TestCase::new();
    case.write("cards/a.card", DATES);
    case.write(
        "phrases.tsv",
        "version\tmine\nearly YEAR\t1 Smarch\t30 April\n",
    );
    let out = case.run("check", &[]).out(1);
    assert!(out.contains("phrases.tsv:2:1"), "{out}");
    assert!(out.contains("\"1 Smarch\" is no bound"), "{out}");
    let page = run(&["explain", "phrase-not-understood"]).out(0);
    assert!(page.contains("How to mend"), "{page}");
}

#[test]
fn a_time_with_a_zone_stands_on_the_day_it_was_elsewhere() {
    let case = TestCase::new();
    case.write("cards/a.card", DATES);
    let timeline = case.run("timeline", &[]).out(0);
    let at = |words: &str| timeline.find(words).unwrap_or_else(|| panic!("{timeline}"));
    assert!(
        at("The armies cross") < at("The cable goes out"),
        "{timeline}"
    );
    assert!(
        timeline.contains("in Greenwich 24 June 1950, 19:00"),
        "{timeline}"
    );
    let day = |day: &str| {
        case.run("ask", &[&format!("what happened on {day}")])
            .out(0)
    };
    assert!(day("24 June 1950").contains("crossing"));
    assert!(!day("23 June 1950").contains("crossing"));
}

#[test]
fn an_export_names_what_has_no_date_and_keeps_it() {
    let case = TestCase::new();
    case.write("cards/a.card", DATES);
    let ran = case.run("export", &["--to", "timelinejs"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        ran.err.contains("misdated (\"30 February 1950\")"),
        "{ran:?}"
    );
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("it is JSON");
    assert_eq!(json["events"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["events"][0]["display_date"], "early 1950");
    assert_eq!(json["events"][0]["end_date"]["month"], 4);
    let title = json["title"]["text"]["text"].as_str().unwrap_or_default();
    assert!(title.contains("The misdated one"), "{title}");
}
