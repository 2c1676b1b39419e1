//! Bad material: each a clear note with its place, and everything else still read.

#![allow(
    clippy::print_stderr,
    reason = "a test says loudly when it misses a program"
)]

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

/// Files outside a case, to be read into it.
fn outside(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |(name, bytes): &(&str, &[u8])| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path.to_str().expect("text").to_owned()
    };
    let paths = files.iter().map(write).collect();
    (folder, paths)
}

fn read(case: &TestCase, files: &[String], options: &[&str]) -> run::Ran {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    case.run("read", &[&files[..], options].concat())
}

#[test]
fn each_file_that_is_not_read_is_told_with_reason_and_mending_and_the_others_are_read() {
    let case = TestCase::new();
    let (folder, mut files) = outside(&[
        ("good.txt", b"The envoy left on 3 May 1948."),
        ("empty.txt", b""),
        ("archive.txt", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"),
        ("talk.txt", b"OggS\0\x02"),
        ("last.md", b"# A heading\n\nThe minister stayed."),
    ]);
    files.push(folder.path().to_str().expect("text").to_owned());
    files.push("no-such-file.txt".to_owned());
    let json = read(&case, &files, &["--json", "--no-ocr"]).json(2);
    let of = |name: &str| {
        let all = json.as_array().expect("a list").iter();
        let mut found =
            all.filter(|outcome| outcome["name"].as_str().is_some_and(|n| n.ends_with(name)));
        found
            .next()
            .unwrap_or_else(|| panic!("no {name} in {json}"))
            .clone()
    };
    assert_eq!(of("good.txt")["passages"], 1);
    assert_eq!(of("last.md")["passages"], 2);
    for (name, reason, mending) in [
        ("archive.txt", "a 7-Zip archive", "unpack it"),
        ("old.doc", "an old Office document", "LibreOffice"),
        ("talk.txt", "a sound recording", "write down"),
        (
            "no-such-file.txt",
            "cannot read no-such-file.txt",
            "spelled",
        ),
    ] {
        let failure = &of(name)["failure"];
        let says = |key: &str| failure[key].as_str().unwrap_or_default().to_owned();
        assert!(says("reason").contains(reason), "{name}: {failure}");
        assert!(says("mending").contains(mending), "{name}: {failure}");
    }
    assert!(
        of("empty.txt")["failure"]["reason"]
            .as_str()
            .is_some_and(|reason| reason.contains("empty"))
    );
    let names: Vec<_> = std::fs::read_dir(case.file("sources"))
        .expect("there")
        .collect();
    assert_eq!(
        names.len(),
        4,
        "only what was read is kept, with its text: {names:?}"
    );
}

#[test]
fn a_failure_of_the_world_ends_with_three_and_the_others_are_read() {
    let case = TestCase::new();
    let (_folder, mut files) = outside(&[("good.txt", b"The envoy left on 3 May 1948.")]);
    files.insert(0, "no-such-file.txt".to_owned());
    let ran = read(&case, &files, &[]);
    assert!(
        ran.err.contains("cannot read no-such-file.txt"),
        "{}",
        ran.err
    );
    assert!(ran.out(3).contains("good.txt"));
}

#[test]
fn a_file_of_four_gigabytes_is_refused() {
    let case = TestCase::new();
    let (folder, _) = outside(&[]);
    let path = folder.path().join("large.txt");
    let file = std::fs::File::create(&path).expect("made");
    if file.set_len(4 << 30).is_err() {
        eprintln!("SKIPPED: no file with holes can be made here");
        return;
    }
    let err = read(&case, &[path.to_str().expect("text").to_owned()], &[]).err(2);
    assert!(err.contains("has 4096 MB; cut it into volumes"), "{err}");
    std::fs::rename(&path, case.file("sources/large.txt"))
        .or_else(|_| std::fs::File::create(case.file("sources/large.txt"))?.set_len(4 << 30))
        .expect("moved");
    told(&case, 1, "file-unreadable", "4096 MB");
}

#[test]
fn bytes_decide_and_not_the_ending() {
    let case = TestCase::new();
    let (_folder, files) = outside(&[
        ("text.pdf", b"Not a PDF at all, but a few words of text."),
        (
            "page.txt",
            b"<html><body><p>The envoy left.</p></body></html>",
        ),
    ]);
    let ran = read(&case, &files, &["--no-ocr"]);
    let all = format!("{}{}", ran.out, ran.err);
    assert!(all.contains("text.pdf"), "{all}");
    assert!(
        !case.read("sources/page.txt.text").contains("<p>"),
        "{}",
        case.read("sources/page.txt.text")
    );
}

#[test]
fn an_encoding_can_be_said_and_is_remembered_in_the_text() {
    let case = TestCase::new();
    // "Plzeň" in Windows-1250: with one letter nobody can tell which encoding it is.
    let (_folder, files) = outside(&[("letter.txt", b"The papers lay in Plze\xf2 for years.")]);
    read(&case, &files, &[]).out(0);
    assert!(
        case.read("sources/letter.txt.text").contains("Plzeò"),
        "{}",
        case.read("sources/letter.txt.text")
    );
    read(&case, &files, &["--encoding", "cp1250"]).out(0);
    assert!(
        case.read("sources/letter.txt.text").contains("Plzeň"),
        "{}",
        case.read("sources/letter.txt.text")
    );
    assert!(case.run("search", &["Plzeň"]).out(0).contains("letter.txt"));
    read(&case, &files, &[]).out(0);
    assert!(case.read("sources/letter.txt.text").contains("Plzeň"));
    let err = read(&case, &files, &["--encoding", "koi8-r"]).err(2);
    assert!(err.contains("was corrected by hand"), "{err}");
    assert!(
        read(&case, &files, &["--encoding", "klingon"])
            .err(2)
            .contains("koi8-r")
    );
}

/// Whether a program is installed; says loudly when it is not, and fails in CI, which installs it.
fn installed(program: &str) -> bool {
    let there = std::process::Command::new(program)
        .arg("--version")
        .output()
        .is_ok();
    if !there {
        assert!(
            std::env::var_os("CI").is_none(),
            "{program} is not installed"
        );
        eprintln!("SKIPPED: {program} is not installed");
    }
    there
}

const SCAN: &[u8] = include_bytes!("scans/envoy.png");

#[test]
fn a_scan_is_recognised_and_its_text_laid_beside_it() {
    if !installed("tesseract") {
        return;
    }
    let case = TestCase::new();
    let (_folder, files) = outside(&[("envoy.png", SCAN), ("good.txt", b"Another text.")]);
    let json = read(&case, &files, &["--json", "--ocr-lang", "eng"]).json(0);
    assert_eq!(json[0]["recognised"], "eng", "{json}");
    let text = case.read("sources/envoy.png.text");
    assert!(text.contains("The envoy left the harbour"), "{text}");
    assert!(
        case.run("search", &["harbour"])
            .out(0)
            .contains("sources/envoy.png")
    );
    let again = read(&case, &files, &[]).out(0);
    assert!(again.contains("The text beside it was read"), "{again}");
    let left = std::fs::read_dir(case.file(".kaozheng")).map(|all| {
        all.flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with("recognise"))
            .count()
    });
    assert_eq!(left.unwrap_or(0), 0, "pictures were left behind");
    let err = read(&TestCase::new(), &files, &["--ocr-lang", "tlh"]).err(2);
    assert!(
        err.contains("no language `tlh`") && err.contains("tesseract-ocr-tlh"),
        "{err}"
    );
}

#[test]
fn a_scan_without_tesseract_says_what_to_install_and_the_others_are_read() {
    let case = TestCase::new();
    let (folder, files) = outside(&[("envoy.png", SCAN), ("good.txt", b"Another text.")]);
    let mut command = run::binary();
    command
        .arg("read")
        .arg(case.path())
        .args(&files)
        .env("PATH", folder.path());
    let ran = run::Ran::of(&command.output().expect("it starts"));
    assert!(
        ran.err.contains("tesseract-ocr-kor")
            && ran
                .err
                .contains("envoy.png was not read: it is a PNG image"),
        "{}",
        ran.err
    );
    assert!(ran.out(2).contains("good.txt"));
}
