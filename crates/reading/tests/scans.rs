//! Recognised pages, from the file to passages.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::Original;

/// A page of PAGE XML: regions with their type and lines.
fn page(regions: &[(&str, &[&str])]) -> String {
    let mut top = 40;
    let mut body = String::new();
    for (kind, lines) in regions {
        body.push_str(&format!("<TextRegion type=\"{kind}\">"));
        for line in *lines {
            top += 30;
            let right = 100 + 11 * line.chars().count();
            body.push_str(&format!(
                "<TextLine><Coords points=\"100,{top} {right},{top} {right},{} 100,{}\"/><TextEquiv><Unicode>{line}</Unicode></TextEquiv></TextLine>",
                top + 24, top + 24
            ));
        }
        body.push_str("</TextRegion>");
    }
    format!(
        "<?xml version=\"1.0\"?><PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\"><Page imageWidth=\"1190\" imageHeight=\"1684\">{body}</Page></PcGts>"
    )
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
