//! Recognised pages, from the file to passages.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::Original;

/// A page of PAGE XML: regions with their type and lines, one below the other.
fn page(regions: &[(&str, &[&str])]) -> String {
    let mut top = 40;
    let placed: Vec<Region<'_>> = regions
        .iter()
        .map(|(kind, lines)| {
            let place = (100, top + 30);
            top += 30 * i32::try_from(lines.len()).expect("few lines");
            (*kind, place, *lines)
        })
        .collect();
    page_of(&placed)
}

/// Its type, the place of its first line from the left and from the top, and its lines.
type Region<'a> = (&'a str, (i32, i32), &'a [&'a str]);

/// A page of PAGE XML with regions where they are said to be.
fn page_of(regions: &[Region<'_>]) -> String {
    let mut body = String::new();
    for (kind, (left, first), lines) in regions {
        body.push_str(&format!("<TextRegion type=\"{kind}\">"));
        for (line, top) in lines.iter().zip((*first..).step_by(30)) {
            let right = left + 11 * i32::try_from(line.chars().count()).expect("short lines");
            let foot = top + 24;
            body.push_str(&format!(
                "<TextLine><Coords points=\"{left},{top} {right},{top} {right},{foot} {left},{foot}\"/><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>"
            ));
        }
        body.push_str("</TextRegion>");
    }
    format!(
        "<?xml version=\"1.0\"?><PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\"><Page imageWidth=\"1190\" imageHeight=\"1684\">{body}</Page></PcGts>"
    )
}

/// The passages with their marks, a bar where each stands.
fn shown(file: String) -> String {
    let opened = open(&Original::new("page.xml", file.into_bytes())).expect("a page");
    let divided = divide(opened.value);
    let document = divided.value;
    let passage = |passage: &kaozheng_text::Passage| {
        let mut text = match passage.span.is_empty() {
            true => document.raw_of(passage),
            false => document.text_of(passage).to_owned(),
        };
        for mark in passage.marks.iter().rev() {
            text.insert_str(
                (mark.at - passage.span.start) as usize,
                &format!("|{}|", mark.number),
            );
        }
        let number = passage.number.as_deref().unwrap_or("-");
        format!("{} {number}: {text}", passage.part.word())
    };
    let mut lines: Vec<String> = document.passages.iter().map(passage).collect();
    lines.extend(
        divided
            .notes
            .iter()
            .map(|note| format!("{}: {}", note.code, note.message)),
    );
    lines.join("\n")
}

/// A page's body beside which notes stand.
const BODY: &[&str] = &[
    "The envoy left the harbour on the third of May and reached the",
    "capital two days later. Nobody had told him that the treaty was",
    "signed already, and the minister did not receive him before the",
    "evening of the day after; what they said is not known to us.",
];

#[test]
fn notes_that_the_format_names_are_notes_without_labels_too() {
    let file = page_of(&[
        ("paragraph", (300, 100), BODY),
        ("marginalia", (60, 130), &["The treaty", "of Sable Bay"]),
        ("marginalia", (60, 190), &["12"]),
    ]);
    insta::assert_snapshot!(shown(file), @r"
    body -: The envoy left the harbour on the third of May and reached the capital two days later. Nobody had told him that the treaty was|| signed already, and the minister did not receive him before the evening of the day after; what they said is not known to us.
    note -: The treaty of Sable Bay
    furniture -: 12
    ");
}

#[test]
fn a_note_of_few_letters_is_a_note_and_a_speck_is_none() {
    let file = page_of(&[
        ("paragraph", (300, 100), BODY),
        ("marginalia", (60, 100), &["Ibid."]),
        ("marginalia", (60, 160), &["a | ."]),
        ("marginalia", (60, 190), &["12 n. 1950/3 ab"]),
    ]);
    insta::assert_snapshot!(shown(file), @"
    body -: The envoy left the harbour on the third of May and reached the|| capital two days later. Nobody had told him that the treaty was signed already, and the minister did not receive him before the evening of the day after; what they said is not known to us.
    note -: Ibid.
    furniture -: a | .
    furniture -: 12 n. 1950/3 ab
    ");
}

#[test]
fn a_region_of_footnotes_without_a_label_goes_on_with_the_note_before() {
    let first = page_of(&[
        (
            "paragraph",
            (100, 100),
            &[
                "The envoy left the harbour on the third of May and reached the",
                "capital two days later.\u{b9} Nobody had told him of the treaty.",
            ],
        ),
        (
            "footnote",
            (100, 1400),
            &["\u{b9} Lin Bo, Hai shang (Beijing: Sea Press, 1991), p. 4, who"],
        ),
        (
            "paragraph",
            (100, 200),
            &["The minister did not receive him before the evening of that day."],
        ),
        (
            "footnote",
            (100, 1500),
            &["takes it from the letters of the harbour master."],
        ),
    ]);
    insta::assert_snapshot!(shown(first), @r"
    body -: The envoy left the harbour on the third of May and reached the capital two days later.|1| Nobody had told him of the treaty.
    note 1: Lin Bo, Hai shang (Beijing: Sea Press, 1991), p. 4, who takes it from the letters of the harbour master.
    body -: The minister did not receive him before the evening of that day.
    ");
}

#[test]
fn a_recognised_page_gives_body_notes_and_furniture() {
    let file = page(&[
        ("header", &["Letters of the Harbour"]),
        (
            "paragraph",
            &[
                "The envoy left the harbour on the third of May and reached the cap-",
                "ital two days later.¹ Nobody had told him that the treaty was signed",
                "already, and the minister did not receive him before the evening.²",
            ],
        ),
        (
            "footnote",
            &["¹ Lin Bo, Hai shang (Beijing: Sea Press, 1991), p. 4."],
        ),
        ("footnote", &["² Town Archive, letters, box 12, no. 7."]),
        ("page-number", &["42"]),
    ]);
    let opened = open(&Original::new("page.xml", file.into_bytes()))
        .expect("a page")
        .value;
    let document = divide(opened).value;
    let shown: Vec<String> = document
        .passages
        .iter()
        .map(|passage| {
            let text = match passage.span.is_empty() {
                true => document.raw_of(passage),
                false => document.text_of(passage).to_owned(),
            };
            let marks: Vec<_> = passage
                .marks
                .iter()
                .map(|mark| mark.number.as_str())
                .collect();
            format!("{} {marks:?}: {text}", passage.part.word())
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    furniture []: Letters of the Harbour
    body ["1", "2"]: The envoy left the harbour on the third of May and reached the capital two days later. Nobody had told him that the treaty was signed already, and the minister did not receive him before the evening.
    note []: Lin Bo, Hai shang (Beijing: Sea Press, 1991), p. 4.
    note []: Town Archive, letters, box 12, no. 7.
    furniture []: 42
    "#);
}
