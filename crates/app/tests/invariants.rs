//! What is always true of the whole program, shown on the sample case through the binary itself.
//!
//! ARCHITECTURE.md names these tests beside the invariants that they hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

#[test]
fn no_answer_reads_a_draft() {
    let case = Copy::of_the_sample();
    let before = case.answers();
    let cards = case.read_cards();
    for (name, text) in &cards {
        case.write(
            &format!("drafts/{name}"),
            &text.replace("1946", "1947").replace("strong", "weak"),
        );
    }
    let invented = "event: invented\ntype: battle\nwhen: 1 March 1946\nfrom: editor\n";
    case.write("drafts/new.card", invented);
    assert_eq!(case.answers(), before);
    assert_eq!(case.read_cards(), cards, "asking changes no card");
    case.write("cards/new.card", invented);
    assert_ne!(case.answers(), before, "the same words as a card are read");
}

#[test]
fn no_answer_reads_the_index() {
    let case = Copy::of_the_sample();
    let before = case.answers();
    case.write(".kaozheng/index.sqlite", "this is no index");
    assert_eq!(case.answers(), before, "with a spoilt index");
    fs::remove_dir_all(case.path(".kaozheng")).expect("the index can be deleted");
    assert_eq!(case.answers(), before, "without an index");
}

#[test]
fn names_and_order_of_card_files_do_not_matter() {
    let case = Copy::of_the_sample();
    let before = case.answers();
    let cards = case.read_cards();
    fs::remove_dir_all(case.path("cards")).expect("the cards can be moved");
    for (number, (_, text)) in cards.iter().rev().enumerate() {
        let backwards: Vec<&str> = text.split("\n\n").map(str::trim).collect();
        let text = backwards.into_iter().rev().collect::<Vec<_>>().join("\n\n");
        case.write(&format!("cards/{number}-moved.card"), &(text + "\n"));
    }
    assert_eq!(case.answers(), before);
}

#[test]
fn rival_dates_stand_side_by_side_with_who_says_which() {
    let case = Copy::with_cards(
        "source: first-book\n\nsource: second-book\n\nevent: landing\ntype: battle\nwhen: 15 September 1950\n\
         from: first-book, p. 3\nwhen: 16 September 1950\nfrom: second-book, p. 9\n",
    );
    let timeline = case.ask(&["timeline", "--json"]);
    for said in [
        "15 September 1950",
        "first-book, p. 3",
        "16 September 1950",
        "second-book, p. 9",
    ] {
        assert!(timeline.contains(said), "{said} is not in {timeline}");
    }
}

#[test]
fn undecided_and_unevidenced_are_told_apart() {
    let case = Copy::with_cards(
        "source: first-book\n\nsource: second-book\n\nperson: mao\n\nmatter: split\n\nmatter: bare\n\n\
         argument: one\nfor: split\nfrom: first-book, p. 1\ngrade: fair\nbecause: a witness\n\n\
         argument: two\nagainst: split\nfrom: second-book, p. 1\ngrade: fair\nbecause: a witness\n",
    );
    let undecided = case.ask(&["weigh", "split", "--json"]);
    assert!(undecided.contains("\"verdict\": \"open\""), "{undecided}");
    let bare = case.ask(&["weigh", "bare", "--json"]);
    assert!(bare.contains("\"verdict\": \"no evidence\""), "{bare}");
}

/// A copy of a case in a folder of its own, gone when the test ends.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn of_the_sample() -> Copy {
        let copy = Copy {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        };
        copy_folder(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("sample"),
            copy.folder.path(),
        );
        copy
    }

    fn with_cards(cards: &str) -> Copy {
        let copy = Copy {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        };
        copy.write("case.toml", "title = \"A small case\"\n");
        copy.write("cards/all.card", cards);
        copy
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().expect("a file stands in a folder"))
            .expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// Names and texts of the card files, by name.
    fn read_cards(&self) -> Vec<(String, String)> {
        let mut cards: Vec<(String, String)> = fs::read_dir(self.path("cards"))
            .expect("the case has cards")
            .map(|entry| entry.expect("a card file").path())
            .map(|path| {
                (
                    name_of(&path),
                    fs::read_to_string(&path).expect("a card file is text"),
                )
            })
            .collect();
        cards.sort();
        cards
    }

    /// Everything that the views say, as JSON.
    fn answers(&self) -> String {
        ["timeline", "knowledge", "weigh", "sources"]
            .map(|view| self.ask(&[view, "--json"]))
            .join("\n")
    }

    /// What a command prints on this case. The command comes first, the case behind it.
    fn ask(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_kaozheng"))
            .arg(arguments[0])
            .arg(self.folder.path())
            .args(&arguments[1..])
            .output()
            .expect("the binary runs");
        let printed = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        assert!(
            !printed.is_empty(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        printed
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .and_then(|name| name.to_str())
        .expect("a card file has a name")
        .to_owned()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from)
        .expect("the sample case is there")
        .flatten()
    {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}
