//! How well notes and marks of TEI, DOCX and ODT are read, over documents of our own in the ways their makers write them.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, open};
use kaozheng_text::{Document, Original, Part};

/// A document with what stands in it: the notes, and each mark as the words before it and the place of its note.
struct Sample {
    name: &'static str,
    bytes: Vec<u8>,
    notes: &'static [&'static str],
    marks: &'static [(&'static str, usize)],
}

const NOTES: &[&str] = &[
    "Lin Bo, Hai shang, p. 4.",
    "The clerk was new. He had come in March.",
    "1891 was a hard year.",
];
const MARKS: &[(&str, usize)] = &[("He left", 0), ("she stayed.", 1), ("The ice broke", 2)];

fn tei(name: &'static str, body: &str) -> Sample {
    sample(
        name,
        format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text>{body}</text></TEI>")
            .into_bytes(),
    )
}

fn sample(name: &'static str, bytes: Vec<u8>) -> Sample {
    Sample {
        name,
        bytes,
        notes: NOTES,
        marks: MARKS,
    }
}

/// An archive that packs nothing.
fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, part) in parts {
        let size = u32::try_from(part.len())
            .expect("a short part")
            .to_le_bytes();
        bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend([size, size].concat());
        bytes.extend([u8::try_from(name.len()).expect("a short name"), 0, 0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(part.as_bytes());
    }
    bytes
}

fn docx(name: &'static str, body: &str, kind: &str, notes: &[&str]) -> Sample {
    let notes = notes
        .iter()
        .enumerate()
        .map(|(n, note)| format!("<w:{kind} w:id='{}'>{note}</w:{kind}>", n + 1));
    let notes: String = notes.collect();
    sample(
        name,
        archive(&[
            (
                "word/document.xml",
                format!(
                    "<w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body>{body}</w:body></w:document>"
                ),
            ),
            (
                &format!("word/{kind}s.xml"),
                format!("<w:{kind}s><w:{kind} w:id='0' w:type='separator'/>{notes}</w:{kind}s>"),
            ),
        ]),
    )
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn call(kind: &str, id: u8) -> String {
    format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>")
}

fn word_notes() -> [String; 3] {
    let own = "<w:r><w:footnoteRef/></w:r>";
    [
        format!(
            "<w:p>{own}{}<w:r><w:rPr><w:i/></w:rPr><w:t>Hai shang</w:t></w:r>{}</w:p>",
            run(" Lin Bo, "),
            run(", p. 4.")
        ),
        format!(
            "<w:p>{own}{}</w:p><w:p>{}</w:p>",
            run(" The clerk was new."),
            run("He had come in March.")
        ),
        format!("<w:p>{own}{}</w:p>", run(" 1891 was a hard year.")),
    ]
}

fn word_body(kind: &str) -> String {
    format!(
        "<w:p>{}{}{}{}</w:p><w:p>{}{}{}</w:p>",
        run("He left"),
        call(kind, 1),
        run(", she stayed."),
        call(kind, 2),
        run("The ice broke"),
        call(kind, 3),
        run(" late.")
    )
}

fn odt(name: &'static str, text: &str) -> Sample {
    sample(
        name,
        archive(&[
            (
                "mimetype",
                "application/vnd.oasis.opendocument.text".to_owned(),
            ),
            ("content.xml", flat(text)),
        ]),
    )
}

fn flat(text: &str) -> String {
    format!(
        "<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><office:body><office:text>{text}</office:text></office:body></office:document>"
    )
}

fn odt_text(class: &str, signs: [&str; 3]) -> String {
    let note = |n: usize, body: &str| {
        format!(
            "<text:note text:note-class='{class}'><text:note-citation>{}</text:note-citation><text:note-body>{body}</text:note-body></text:note>",
            signs[n]
        )
    };
    format!(
        "<text:h>The bay</text:h><text:p>He left{}, she stayed.{}</text:p><text:p>The ice broke{} late.</text:p>",
        note(
            0,
            "<text:p>Lin Bo, <text:span>Hai shang</text:span>, p. 4.</text:p>"
        ),
        note(
            1,
            "<text:p>The clerk was new.</text:p><text:p>He had come in March.</text:p>"
        ),
        note(2, "<text:p>1891 was a<text:s/>hard year.</text:p>")
    )
}

fn samples() -> Vec<Sample> {
    let one = "Lin Bo, <hi rend='italic'>Hai shang</hi>, p. 4.";
    let two = "<p>The clerk was new.</p><p>He had come in March.</p>";
    let word = word_notes();
    let word: Vec<&str> = word.iter().map(String::as_str).collect();
    let foot = word_body("footnote");
    vec![
        tei(
            "TEI, notes in the text",
            &format!(
                "<body><div><head>The bay</head><p>He left<note n='1'>{one}</note>, she stayed.<note n='2'>{two}</note></p><p>The ice <pb n='2'/>broke<note n='3'>1891 was a hard year.</note> late.</p></div></body>"
            ),
        ),
        tei(
            "TEI, notes at the end, pointed at",
            &format!(
                "<body><p>He left<ref target='#a'>1</ref>, she stayed.<ref target='#b'>2</ref></p><p>The ice broke<ptr target='#c'/> late; see <ref target='#a'>note 1</ref>.</p></body><back><div type='notes'><note xml:id='a'>{one}</note><note xml:id='b'>{two}</note><note xml:id='c'>1891 was a hard year.</note></div></back>"
            ),
        ),
        tei(
            "TEI, notes at the end, pointing",
            &format!(
                "<body><p>He left<anchor xml:id='x'/>, she stayed.<anchor xml:id='y'/></p><p>The <seg xml:id='z'>ice broke</seg> late.</p></body><back><note target='#x'>{one}</note><note target='#y'>{two}</note><note target='#z'>1891 was a hard year.</note></back>"
            ),
        ),
        tei(
            "TEI, numbers restart, no numbers",
            &format!(
                "<body><div><p>He left<note place='foot'>{one}</note>, she stayed.<note>{two}</note></p></div><div><p>The ice broke<note n='*'>1891 was a hard year.</note> late.</p></div></body>"
            ),
        ),
        tei(
            "TEI, entries of a list called as notes",
            "<body><p>He left<ref target='#a'>[1]</ref>, she stayed.<ref target='#b'>[2]</ref></p><p>The ice broke<ref target='#c'>[3]</ref> late.</p></body><back><div type='endnotes'><list><item xml:id='a'>Lin Bo, Hai shang, p. 4.</item><item xml:id='b'>The clerk was new. He had come in March.</item><item xml:id='c'>1891 was a hard year.</item></list></div></back>",
        ),
        docx("DOCX, footnotes", &foot, "footnote", &word),
        docx("DOCX, endnotes", &word_body("endnote"), "endnote", &word),
        docx(
            "DOCX, inserted and in a field",
            &format!(
                "<w:p><w:ins>{}</w:ins><w:del>{}</w:del>{}{}{}</w:p><w:p>{}{}{}</w:p>",
                run("He left"),
                run("nothing"),
                call("footnote", 1),
                "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>X</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>, she stayed.</w:t><w:fldChar w:fldCharType='end'/></w:r>",
                call("footnote", 2),
                run("The ice broke"),
                call("footnote", 3),
                run(" late.")
            ),
            "footnote",
            &word,
        ),
        docx(
            "DOCX, in a table",
            &format!("<w:tbl><w:tr><w:tc>{foot}</w:tc></w:tr></w:tbl>"),
            "footnote",
            &word,
        ),
        docx(
            "DOCX, restarting signs",
            &format!(
                "{foot}<w:sectPr><w:footnotePr><w:numFmt w:val='chicago'/></w:footnotePr></w:sectPr>"
            ),
            "footnote",
            &word,
        ),
        odt("ODT, footnotes", &odt_text("footnote", ["1", "2", "3"])),
        odt(
            "ODT, endnotes with letters",
            &odt_text("endnote", ["i", "ii", "iii"]),
        ),
        sample(
            "FODT, signs",
            flat(&odt_text("footnote", ["*", "†", "*"])).into_bytes(),
        ),
        odt(
            "ODT, in a list and a section",
            &format!(
                "<text:section><text:list><text:list-item>{}</text:list-item></text:list></text:section>",
                odt_text("footnote", ["1", "2", "3"])
            ),
        ),
    ]
}

fn words(text: &str) -> String {
    let bare = text.replace('*', "");
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Right answers, and the mean of what was answered and what was asked: the two halves of an F1.
#[derive(Default)]
struct Tally {
    right: usize,
    half: f64,
}

impl Tally {
    fn add(&mut self, answered: &[String], asked: &[String]) {
        let mut left = answered.to_vec();
        for wanted in asked {
            if let Some(at) = left.iter().position(|given| given == wanted) {
                left.remove(at);
                self.right += 1;
            }
        }
        self.half += (answered.len() + asked.len()) as f64 / 2.0;
    }

    fn f1(&self) -> f64 {
        (10_000.0 * self.right as f64 / self.half).round() / 100.0
    }
}

fn notes_of(document: &Document) -> Vec<String> {
    let notes = document.passages.iter().filter(|p| p.part == Part::Note);
    notes.map(|p| words(document.text_of(p))).collect()
}

/// Each mark as the words before it in its paragraph and the words of its note.
fn marks_of(document: &Document) -> Vec<String> {
    let mut marks = Vec::new();
    for passage in document.passages.iter().filter(|p| p.part != Part::Note) {
        for mark in &passage.marks {
            let before = words(&document.text[passage.span.start as usize..mark.at as usize]);
            let from = before
                .rmatch_indices(' ')
                .nth(1)
                .map_or(0, |(at, _)| at + 1);
            let note = mark.note.map_or(String::new(), |n| {
                words(document.text_of(&document.passages[n]))
            });
            marks.push(format!("{} -> {note}", &before[from..]));
        }
    }
    marks
}

fn last_two(before: &str) -> &str {
    let from = before
        .rmatch_indices(' ')
        .nth(1)
        .map_or(0, |(at, _)| at + 1);
    &before[from..]
}

#[test]
fn office_documents_hold_their_scores() {
    let (mut notes, mut marks) = (Tally::default(), Tally::default());
    for sample in samples() {
        let original = Original::new(sample.name, sample.bytes);
        let opened = open(&original).unwrap_or_else(|failure| panic!("{}: {failure}", sample.name));
        let document = divide(opened.value).value;
        let asked: Vec<String> = sample.notes.iter().map(|note| (*note).to_owned()).collect();
        notes.add(&notes_of(&document), &asked);
        let wanted = sample.marks.iter();
        let wanted: Vec<String> = wanted
            .map(|(before, note)| format!("{} -> {}", last_two(before), sample.notes[*note]))
            .collect();
        let found = marks_of(&document);
        marks.add(&found, &wanted);
    }
    for (measure, score) in [
        ("notes exact F1", notes.f1()),
        ("marks right F1", marks.f1()),
    ] {
        let before = recorded(measure);
        assert!(score >= before, "{measure} fell from {before} to {score}");
    }
}

/// The score of this set that `corpus/scores.csv` holds.
fn recorded(measure: &str) -> f64 {
    let table = include_str!("../../../corpus/scores.csv");
    let row = table
        .lines()
        .find_map(|line| line.strip_prefix(&format!("office own,{measure},")));
    let score = row.and_then(|row| row.split(',').next()?.parse().ok());
    score.unwrap_or_else(|| panic!("corpus/scores.csv has no {measure} of office own"))
}

proptest::proptest! {
    /// Bytes changed, cut out and doubled: the file is read or refused, and what is read keeps its promises.
    #[test]
    fn no_damage_makes_it_panic(which in 0usize..14, changes in proptest::collection::vec((0usize..4000, 0u8..4, 0u8..=255, 0usize..60), 1..6)) {
        let sample = samples().swap_remove(which);
        let mut bytes = sample.bytes;
        for (at, change, byte, length) in changes {
            let at = at % bytes.len().max(1);
            let end = (at + length).min(bytes.len());
            match change {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
                _ => bytes.insert(at, b"<>&/'\0 x"[usize::from(byte) % 8]),
            }
        }
        if let Ok(opened) = open(&Original::new("a.bin", bytes)) {
            if let Told::Markup(markup) = &opened.value.told {
                assert!(markup.is_sound(&opened.value.raw));
            }
            let document = divide(opened.value).value;
            for passage in &document.passages {
                document.raw_of(passage);
            }
        }
    }
}
