//! Bad material: each a clear note with its place, and everything else still read.

mod run;

use run::TestCase;

fn notes(case: &TestCase, code: i32) -> Vec<(String, String)> {
    let json = case.run("check", &["--json"]).json(code);
    let text =
        |note: &serde_json::Value, key: &str| note[key].as_str().unwrap_or_default().to_owned();
    let notes = json["notes"].as_array().expect("a list").iter();
    notes
        .map(|note| (text(note, "code"), text(note, "message")))
        .collect()
}

#[track_caller]
fn told(case: &TestCase, exit: i32, code: &str, words: &str) {
    let notes = notes(case, exit);
    let found = notes
        .iter()
        .any(|(of, message)| of == code && message.contains(words));
    assert!(found, "no {code} with {words:?} in {notes:#?}");
}

#[test]
fn an_empty_case_is_read() {
    let case = TestCase::new();
    case.write("cards/empty.card", "");
    case.run("check", &[]).out(0);
    case.run("timeline", &[]).out(0);
    case.run("home", &[]).out(0);
}

#[test]
fn invalid_utf8_is_told_with_its_line_and_the_file_is_never_rewritten() {
    let case = TestCase::with_cards();
    let bytes = b"person:   mao\nname: Mao \xff\xfe\n";
    case.write("cards/bad.card", bytes);
    told(&case, 1, "not-utf-8", "line 2");
    case.run("fmt", &[]).out(1);
    assert_eq!(
        std::fs::read(case.file("cards/bad.card")).expect("there"),
        bytes
    );
    assert!(
        case.run("ask", &["wilson knew offer-to-mexico on 25 February 1917"])
            .out(0)
            .contains("told")
    );
}

#[test]
fn a_binary_card_file_is_told() {
    let case = TestCase::with_cards();
    case.write(
        "cards/image.card",
        [0x89, b'P', b'N', b'G', 0, 1, 2, 0xff, 0, 0, 7],
    );
    told(&case, 1, "not-utf-8", "");
}

#[test]
fn an_unknown_kind_is_told_with_what_may_be_meant() {
    let case = TestCase::with_cards();
    case.write("cards/bad.card", "statment: s\nsays: x\n");
    told(&case, 1, "unknown-kind", "statment");
    assert!(
        case.run("check", &[])
            .out(1)
            .contains("did you mean `statement`?")
    );
}

#[test]
fn two_cards_with_one_id_are_told_with_both_places() {
    let case = TestCase::with_cards();
    case.write("cards/twice.card", "person: wilson\nname: Another Wilson\n");
    told(&case, 1, "id-repeated", "wilson");
    let out = case.run("check", &[]).out(1);
    assert!(
        out.contains("cards/twice.card") && out.contains("cards/all.card"),
        "{out}"
    );
}

#[test]
fn a_circle_of_copies_is_told_and_ends() {
    let case = TestCase::with_cards();
    case.write(
        "cards/circle.card",
        "source: a\nderives-from: b\n\nsource: b\nderives-from: a\n",
    );
    told(&case, 1, "derivation-circle", "a");
    case.run("sources", &["a"]).out(0);
    case.run("without", &["a"]).out(0);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_read_as_a_card_and_refused_as_an_original() {
    let case = TestCase::with_cards();
    let line = "x".repeat(100 << 20);
    case.write("sources/long.txt", &line);
    told(&case, 0, "original-unread", "long.txt");
    std::fs::remove_file(case.file("sources/long.txt")).expect("removed");
    case.write("cards/long.card", format!("person: long\nwho: {line}\n"));
    let out = case.run("check", &[]);
    assert!(out.out.len() < 100_000, "the whole line was printed");
}

#[test]
fn originals_that_cannot_be_read_are_gaps_that_are_told() {
    let case = TestCase::with_cards();
    case.write("sources/empty.txt", "");
    case.write("sources/photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    told(
        &case,
        0,
        "original-unread",
        "empty.txt was not read: the file is empty",
    );
    told(&case, 0, "original-unread", "photo.jpg");
    case.write(
        "sources/photo.jpg.text",
        "What is written on the photograph.\n",
    );
    let left = notes(&case, 0);
    assert!(
        !left.iter().any(|(_, message)| message.contains("photo")),
        "{left:?}"
    );
    assert!(
        case.run("search", &["photograph"])
            .out(0)
            .contains("sources/photo.jpg")
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_leads_nowhere_is_told_and_the_rest_is_read() {
    let case = TestCase::with_cards();
    std::os::unix::fs::symlink("nowhere", case.file("cards/lost.card")).expect("linked");
    told(&case, 1, "file-unreadable", "cards/lost.card");
    assert!(case.run("home", &[]).out(0).contains("told"));
}
