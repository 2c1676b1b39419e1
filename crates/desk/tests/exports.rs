//! One small document with all that a page can hold, in every form of export.

use kaozheng_desk::export::annotations::{self, Quoting};
use kaozheng_desk::export::{markdown, plain, tei};
use kaozheng_reading::align::aligned;
use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_record::{Record, Sheet};
use kaozheng_text::{Document, Original};
use proptest::prelude::*;

/// Two pages with a running head, a paragraph that goes on, notes whose numbers restart, and a mark without note.
const PAGES: &str = "THE HARBOUR   1\n\nThe harbour was old.¹⁾ It was closed in the spring, and the ships & boats that came from the\n\n1) Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.\n\u{c}THE HARBOUR   2\n\nnorth stayed outside.¹⁾ Nobody knew why.³⁾\n\n1) Ibid., p. 5 <sic>.\n";

/// Sentences, and the note of each.
const PAIRS: [(&str, &str); 5] = [
    (
        "The harbour was closed in the spring, and nobody outside was told.",
        "Lin Bo, Hai shang, p. 4.",
    ),
    (
        "Ships from the north waited in the roads for a whole month.",
        "Letter of the mayor, 3 May 1911.",
    ),
    (
        "Only the pilots knew of another way through the shallows.",
        "Ibid., p. 9.",
    ),
    (
        "What they asked for it has never been found in any account.",
        "Accounts of the guild, vol. 2.",
    ),
    (
        "In autumn the chain was lowered again, and the town forgot.",
        "See the chronicle, p. 77.",
    ),
];

fn document(text: &str) -> Document {
    let original = Original::new("lin.txt", text.as_bytes().to_vec());
    divide(open(&original).expect("a text").value).value
}

#[track_caller]
fn check(form: fn(&Document) -> String, text: &str) -> String {
    form(&document(text))
}

#[test]
fn tei_has_notes_at_their_marks_and_keeps_pages() {
    insta::assert_snapshot!(check(|document| tei::export(document, &aligned(document)), PAGES), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
    <teiHeader>
    <fileDesc>
    <titleStmt><title>lin.txt</title></titleStmt>
    <publicationStmt><p>Divided by Kaozheng; not published.</p></publicationStmt>
    <sourceDesc><p>lin.txt, SHA-256 3b81df601ea89202d25f092e294e743ff2f5cf298c9c653aefd6fa391f9d9ad1</p></sourceDesc>
    </fileDesc>
    </teiHeader>
    <text>
    <body>
    <div>
    <fw type="header">THE HARBOUR   1</fw>
    <p><pb n="1"/>The harbour was old.<note n="1" place="bottom" xml:id="p2">Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.</note> It was closed in the spring, and the ships &amp; boats that came from the <pb n="2"/>north stayed outside.<note n="1" place="bottom" xml:id="p3">Ibid., p. 5 &lt;sic&gt;.</note> Nobody knew why.<ref type="noteAnchor">3</ref></p>
    <fw type="header">THE HARBOUR   2</fw>
    </div>
    </body>
    </text>
    </TEI>
    "#);
}

#[test]
fn markdown_names_each_note_once() {
    insta::assert_snapshot!(check(markdown::export, PAGES), @r#"
    The harbour was old.[^1] It was closed in the spring, and the ships & boats that came from the north stayed outside.[^1-2] Nobody knew why.[^3]

    [^1]: Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.

    [^1-2]: Ibid., p. 5 \<sic>.
    "#);
}

#[test]
fn annotations_point_into_the_clean_text() {
    let document = document(PAGES);
    let quoting = [
        Quoting {
            id: "closed".to_owned(),
            kind: "statement".to_owned(),
            draft: true,
            says: "The harbour was closed.".to_owned(),
            words: "It was closed in the spring".to_owned(),
            at: None,
        },
        Quoting {
            id: "absent".to_owned(),
            kind: "statement".to_owned(),
            draft: true,
            says: String::new(),
            words: "It was opened in the autumn".to_owned(),
            at: Some((4, 11)),
        },
    ];
    let text_of_lin = "source: lin\nfile: lin.txt\n\nperson: nobody\nfrom: lin\n> was\nsays: The second one.\nanchor: lin.txt, chars 24-27\n";
    let drafts = Record::new(vec![Sheet::parse("lin.card", text_of_lin)]);
    let of_card = annotations::quoting(&Record::default(), &drafts, "lin.txt");
    assert_eq!(
        annotations::quoting(&drafts, &Record::default(), "other.txt"),
        []
    );
    let quoting = [&quoting[..], &of_card].concat();
    let found = annotations::export(&document, &quoting, &[]);
    let text: Vec<char> = plain(&document).chars().collect();
    let mut out = Vec::new();
    for annotation in found["first"]["items"].as_array().expect("annotations") {
        let targets = match &annotation["target"] {
            serde_json::Value::Array(targets) => targets.clone(),
            one => vec![one.clone()],
        };
        for target in &targets {
            let place = &target["selector"][0];
            let at =
                |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("small");
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(
                Some(words.as_str()),
                target["selector"][1]["exact"].as_str()
            );
            let id = annotation["id"]
                .as_str()
                .and_then(|id| id.rsplit('#').next());
            out.push(format!(
                "{} at {}: {words}",
                id.expect("an id"),
                at("start")
            ));
        }
    }
    insta::assert_snapshot!(out.join("\n"), @r#"
    note-1 at 16: old.
    note-1-2 at 104: outside.
    mark-1-3 at 125: why.
    draft-closed-1 at 21: It was closed in the spring
    draft-nobody-3 at 24: was
    "#);
}

/// Whether every tag is closed in order and no name stands twice: as much of an XML parser as the export needs.
fn well_formed(xml: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let body = xml.split_once("?>").ok_or("no declaration")?.1;
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').ok_or("a tag does not end")?;
        if text.contains("&") && !text.split('&').skip(1).all(|rest| rest.contains(';')) {
            return Err(format!("a bare ampersand: {text}"));
        }
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return Err(format!("</{closed}> closes nothing"));
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    let ids: Vec<&str> = xml
        .split("xml:id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    match (open.is_empty(), distinct.len() == ids.len()) {
        (true, true) => Ok(()),
        (false, _) => Err(format!("left open: {open:?}")),
        (_, false) => Err("a name stands twice".to_owned()),
    }
}

proptest! {
    #[test]
    fn every_text_gives_well_formed_tei(text in "([A-Za-z가-힣<>&\"'*.,;:]{1,9}|[0-9]{1,3}[).]|[¹²³]|\\[\\^1\\]|\n|\n\n|\u{c}| ){1,80}") {
        let original = Original::new("any.txt", text.into_bytes());
        if let Ok(opened) = open(&original) {
            let document = divide(opened.value).value;
            let xml = tei::export(&document, &aligned(&document));
            prop_assert_eq!(well_formed(&xml), Ok(()), "{}", xml);
        }
    }

    #[test]
    fn no_note_is_lost_in_markdown(order in Just((0..PAIRS.len()).collect::<Vec<_>>()).prop_shuffle(), count in 1..PAIRS.len()) {
        let chosen = &order[..count];
        let pages: Vec<String> = chosen
            .iter()
            .map(|&nth| format!("{}¹⁾\n\n1) {}\n", PAIRS[nth].0, PAIRS[nth].1))
            .collect();
        let text = markdown::export(&document(&pages.join("\u{c}")));
        for &nth in chosen {
            let note = format!("]: {}", PAIRS[nth].1);
            prop_assert_eq!(text.matches(&note).count(), 1, "{}", text);
        }
        let definitions = text.lines().filter_map(|line| line.strip_prefix("[^")?.split_once("]: "));
        let names: Vec<&str> = definitions.map(|(name, _)| name).collect();
        let distinct: std::collections::BTreeSet<&&str> = names.iter().collect();
        prop_assert_eq!(distinct.len(), names.len());
    }
}

/// What a document says, whatever form it was read from: its paragraphs, its notes, and its marks with the words before.
fn said(document: &Document) -> Vec<String> {
    use kaozheng_text::Part;
    let mut out = Vec::new();
    for passage in &document.passages {
        if passage.part == Part::Furniture {
            continue;
        }
        let number = passage.number.as_deref().unwrap_or("");
        let text = document.text_of(passage);
        out.push(format!("{} {number}: {text}", passage.part.word()));
        for mark in &passage.marks {
            let before = &document.text[passage.span.start as usize..mark.at as usize];
            let note = mark
                .note
                .map(|note| document.text_of(&document.passages[note]));
            out.push(format!(
                "mark {} at {}: {note:?}",
                mark.number,
                before.chars().count()
            ));
        }
    }
    out
}

#[test]
fn tei_read_again_gives_the_same_paragraphs_notes_and_marks() {
    // A mark that leads to no note is kept in the file as a `ref`, which the opener of TEI still reads as letters.
    let first = document(&PAGES.replace("³⁾", ""));
    let xml = tei::export(&first, &aligned(&first));
    let original = Original::new("lin.xml", xml.into_bytes());
    let again = divide(open(&original).expect("TEI").value).value;
    assert_eq!(said(&again), said(&first));
}

#[test]
fn markdown_read_again_gives_the_same_paragraphs_notes_and_marks() {
    // Names of notes are made unique, so numbers that restart come back as `1-2`.
    let first = document(
        &PAGES
            .replace("³⁾", "")
            .replace("outside.¹⁾", "outside.²⁾")
            .replace("1) Ibid.", "2) Ibid."),
    );
    let original = Original::new("lin.md", markdown::export(&first).into_bytes());
    let again = divide(open(&original).expect("Markdown").value).value;
    assert_eq!(said(&again), said(&first));
}
