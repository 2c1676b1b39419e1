//! How well the encoding of a text is told, over own texts in many languages (`tests/encodings/languages.txt`), kept in
//! `corpus/scores.csv`.
//!
//! Each text is taken in every encoding in which its language is found in old files, whole and in pieces of 200 bytes. A
//! piece is told right when it is read letter for letter. The halves are counted apart: rules were made on the first.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read their own texts and say what they measured"
)]

use encoding_rs::Encoding;
use kaozheng_reading::open::encoding::decode;
use std::path::PathBuf;

/// The texts: language, encodings, and the two halves.
fn texts() -> Vec<(String, Vec<String>, [String; 2])> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/encodings/languages.txt");
    let all = std::fs::read_to_string(path).expect("the texts are there");
    let section = |section: &str| {
        let (head, body) = section.split_once('\n').expect("a head");
        let (language, encodings) = head.split_once(": ").expect("encodings");
        let (first, second) = body.split_once("\n--\n").expect("two halves");
        let encodings = encodings.split(' ').map(str::to_owned).collect();
        let halves = [first.trim().to_owned(), second.trim().to_owned()];
        (language.to_owned(), encodings, halves)
    };
    all.split("\n== ").skip(1).map(section).collect()
}

fn encoded(name: &str, text: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(name.as_bytes()).expect("a known encoding");
    let (bytes, _, unmapped) = encoding.encode(text);
    assert!(!unmapped, "{name} has no letter for some of {text}");
    bytes.into_owned()
}

/// The encodings of ISO have no curved quotation marks.
fn typed(name: &str, text: &str) -> String {
    match name.starts_with("iso-8859") {
        true => text.replace(['’', '‘'], "'").replace(['“', '”'], "\""),
        false => text.to_owned(),
    }
}

/// Pieces of a text that take about `size` bytes each, one beginning in the midst of the one before.
fn pieces(name: &str, text: &str, size: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let length = |from: usize, to: usize| {
        let piece: String = letters[from..to].iter().collect();
        encoded(name, &piece).len()
    };
    let (mut out, mut from) = (Vec::new(), 0);
    while from < letters.len() {
        let Some(to) = (from + 1..=letters.len()).find(|&to| length(from, to) >= size) else {
            break;
        };
        out.push(letters[from..to].iter().collect());
        from += (to - from) / 2;
    }
    out
}

fn read_back(name: &str, text: &str) -> bool {
    decode(&encoded(name, text)).is_ok_and(|noted| noted.value == text)
}

/// Pieces told right and all pieces, of one half.
fn measure(half: usize, size: usize) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for (language, encodings, halves) in texts() {
        for name in encodings {
            let text = &typed(&name, &halves[half]);
            let whole = vec![text.clone()];
            let parts = if size == 0 {
                whole
            } else {
                pieces(&name, text, size)
            };
            let told = parts.iter().filter(|part| read_back(&name, part)).count();
            if told < parts.len() {
                eprintln!(
                    "half {half}, {size} bytes: {language} in {name}: {told} of {}",
                    parts.len()
                );
            }
            right += told;
            all += parts.len();
        }
    }
    (right, all)
}

#[test]
fn encodings_are_told_at_least_as_well_as_recorded() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(path).expect("corpus/scores.csv");
    for (half, size, measure_name) in [
        (0, 200, "200 bytes"),
        (0, 0, "whole texts"),
        (1, 200, "200 bytes of texts set aside"),
        (1, 0, "whole texts set aside"),
    ] {
        let (right, all) = measure(half, size);
        let score = (right * 10_000 / all) as f64 / 100.0;
        eprintln!("encodings,{measure_name},{score} ({right} of {all})");
        let row = format!("encodings,{measure_name},");
        let recorded = table.lines().find_map(|line| line.strip_prefix(&row));
        let recorded = recorded.and_then(|rest| rest.split(',').next()?.parse::<f64>().ok());
        let recorded = recorded.unwrap_or_else(|| panic!("{row} is not recorded"));
        assert!(
            score + 0.005 >= recorded,
            "{measure_name}: {score} (was {recorded})"
        );
    }
}
