//! Every word that pages and the server say is in the table of words.
#![allow(
    clippy::disallowed_methods,
    reason = "a test reads the sources of its own rooms"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Adds the text of every source file under `folder`.
fn sources(folder: &Path, out: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("listed").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push_str(&fs::read_to_string(&path).expect("read"));
        }
    }
}

/// The keys that stand in calls of `say` and `say_of`, in order.
fn said(text: &str) -> BTreeSet<&str> {
    let calls = [".say(\"", ".say_of(\""].into_iter();
    let after = calls.flat_map(|call| text.split(call).skip(1));
    after
        .filter_map(|rest| rest.split('"').next())
        .filter(|key| !key.is_empty())
        .collect()
}

#[test]
fn every_word_that_pages_say_is_in_the_table() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&room.join("src/pages"), &mut text);
    sources(&room.with_file_name("app").join("src/serve"), &mut text);
    let table = fs::read_to_string(room.join("src/pages/words.tsv")).expect("the table is there");
    let keys: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.split('\t').next())
        .collect();
    let missing: Vec<&str> = said(&text)
        .into_iter()
        .filter(|key| !keys.contains(key))
        .collect();
    assert!(missing.is_empty(), "not in words.tsv: {missing:?}");
}

#[test]
fn a_key_in_a_call_is_found() {
    assert_eq!(
        said(r#"visit.say("a") + words.say_of("b", 1)"#),
        BTreeSet::from(["a", "b"])
    );
}
