//! DOCX read to its blocks, notes, marks and pages.

use super::super::archive::tests::zip;
use super::super::{marked_lines, open as open_any};
use crate::divide::divide;
use kaozheng_text::Original;

/// A document of paragraphs, with these footnotes; `settings` are section properties.
fn document(paragraphs: &str, footnotes: &str, settings: &str) -> Vec<u8> {
    let space = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let text = format!(
        "<w:document {space}><w:body>{paragraphs}<w:sectPr>{settings}</w:sectPr></w:body></w:document>"
    );
    let notes = format!(
        "<w:footnotes {space}><w:footnote w:id='0' w:type='separator'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{footnotes}</w:footnotes>"
    );
    let styles = format!(
        "<w:styles {space}><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='Own'><w:basedOn w:val='berschrift1'/><w:name w:val='My heads'/></w:style><w:style w:styleId='T'><w:name w:val='Title'/></w:style></w:styles>"
    );
    zip(&[
        ("word/document.xml", text.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ])
}

fn note(id: &str, text: &str) -> String {
    format!(
        "<w:footnote w:id='{id}'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>"
    )
}

fn shown(bytes: &[u8]) -> String {
    shown_as("a.docx", bytes)
}

fn shown_as(name: &str, bytes: &[u8]) -> String {
    match open_any(&Original::new(name, bytes.to_vec())) {
        Err(failure) => failure.to_string(),
        Ok(noted) => {
            let mut lines = marked_lines(&noted.value);
            lines.extend(noted.notes.iter().map(|note| format!("! {}", note.message)));
            lines.extend(
                divide(noted.value)
                    .notes
                    .iter()
                    .map(|note| format!("! {}", note.message)),
            );
            lines.join("\n")
        }
    }
}

fn check(paragraphs: &str) -> String {
    let notes: String = (1..=4)
        .map(|n| note(&n.to_string(), &format!("Note {n}.")))
        .collect();
    shown(&document(paragraphs, &notes, ""))
}

/// A paragraph that calls a note behind its words.
fn calling(words: &str, id: u8) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r><w:r><w:footnoteReference w:id='{id}'/></w:r></w:p>")
}

#[test]
fn headings_are_known_by_style_in_any_language() {
    insta::assert_snapshot!(check("<w:p><w:pPr><w:pStyle w:val='T'/></w:pPr><w:r><w:t>The Bay</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='Own'/></w:pPr><w:r><w:t>Winter</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Ice</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Rice</w:t></w:r></w:p>"), @r"
    title: The Bay
    heading: Winter
    heading: Ice
    list: Rice
    note 1 #0: Note 1.
    note 2 #1: Note 2.
    note 3 #2: Note 3.
    note 4 #3: Note 4.
    ! no mark in the text leads to note 1
    ! no mark in the text leads to note 2
    ! no mark in the text leads to note 3
    ! no mark in the text leads to note 4
    ");
}

#[test]
fn marks_stand_where_they_are_called_and_keep_their_sign() {
    insta::assert_snapshot!(check("<w:p><w:r><w:t xml:space='preserve'>He left </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>Genoa</w:t></w:r><w:r><w:footnoteReference w:id='2'/><w:t xml:space='preserve'>, she stayed.</w:t></w:r><w:r><w:footnoteReference w:id='1' w:customMarkFollows='1'/><w:t>*</w:t></w:r></w:p>"), @r"
    body: He left *Genoa*{1 to 0}, she stayed.{* to 1}
    note 1 #0: Note 2.
    note * #1: Note 1.
    note 3 #2: Note 3.
    note 4 #3: Note 4.
    ! no mark in the text leads to note 3
    ! no mark in the text leads to note 4
    ");
    insta::assert_snapshot!(check(&calling("Lost.", 9)), @r"
    body: Lost.{1 to nothing}
    note 1 #0: Note 1.
    note 2 #1: Note 2.
    note 3 #2: Note 3.
    note 4 #3: Note 4.
    ! 1 notes are called in the text and are not in the file, the first of them note 1
    ! the mark 1 leads to no note
    ! no mark in the text leads to note 1
    ! no mark in the text leads to note 2
    ! no mark in the text leads to note 3
    ! no mark in the text leads to note 4
    ");
}

#[test]
fn numbers_are_printed_as_word_prints_them() {
    let paragraphs = [calling("One.", 1), "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>".to_owned(), calling("Three.", 3)].concat();
    let notes: String = (1..=3)
        .map(|n| note(&n.to_string(), &format!("Note {n}.")))
        .collect();
    let settings = "<w:footnotePr><w:numFmt w:val='chicago'/><w:numRestart w:val='eachPage'/></w:footnotePr><w:pgNumType w:start='7'/>";
    insta::assert_snapshot!(shown(&document(&paragraphs, &notes, settings)), @r#"
    body: One.{* to 0}
    note * #0: Note 1.
    body: Two.{* to 1}
    note * #1: Note 2.
    body: Three.{† to 2}
    note † #2: Note 3.
    pages: 7 "One.", 7 "* Note 1.", 8 "Two.", 8 "* Note 2.\n\nT", 8 "† Note 3."
    "#);
}

#[test]
fn changes_fields_comments_and_boxes() {
    insta::assert_snapshot!(check("<w:p><w:r><w:t xml:space='preserve'>He </w:t></w:r><w:del><w:r><w:delText>stayed</w:delText></w:r></w:del><w:ins><w:r><w:t>left</w:t></w:r></w:ins><w:r><w:commentReference w:id='0'/><w:t>.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"), @r"
    body: He left.
    note 1 #0: Note 1.
    note 2 #1: Note 2.
    note 3 #2: Note 3.
    note 4 #3: Note 4.
    ! no mark in the text leads to note 1
    ! no mark in the text leads to note 2
    ! no mark in the text leads to note 3
    ! no mark in the text leads to note 4
    ");
    insta::assert_snapshot!(check("<w:p><w:r><w:t xml:space='preserve'>See </w:t><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>ADDIN</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:hyperlink><w:r><w:t>Bo 1991</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType='end'/><w:noBreakHyphen/><w:t>7</w:t><w:softHyphen/><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Rice</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>40</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"), @r"
    body: See Bo 1991‑7
    body: In a box.
    list: Rice
    40
    note 1 #0: Note 1.
    note 2 #1: Note 2.
    note 3 #2: Note 3.
    note 4 #3: Note 4.
    ! no mark in the text leads to note 1
    ! no mark in the text leads to note 2
    ! no mark in the text leads to note 3
    ! no mark in the text leads to note 4
    ");
}

#[test]
fn notes_typed_by_hand_are_laid_out_for_divide() {
    let raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>";
    let text = format!(
        "<w:p><w:r><w:t>The envoy left on May 3.</w:t></w:r>{raised}</w:p><w:p><w:r><w:t>Notes</w:t></w:r></w:p><w:p>{raised}<w:r><w:t xml:space='preserve'> Lin Bo, Hai shang, p. 4.</w:t></w:r></w:p>"
    );
    let space = "xmlns:w='w'";
    let bytes = zip(&[(
        "word/document.xml",
        format!("<w:document {space}><w:body>{text}</w:body></w:document>").as_bytes(),
    )]);
    insta::assert_snapshot!(shown(&bytes), @r"
    The envoy left on May 3.¹

    Notes

    ¹ Lin Bo, Hai shang, p. 4.
    ");
    let opened = open_any(&Original::new("a.docx", bytes))
        .expect("a text")
        .value;
    let document = divide(opened).value;
    assert_eq!(document.passages[0].marks.len(), 1, "{document:?}");
}

#[test]
fn bad_files_fail_with_a_reason() {
    let whole = document(&calling("One.", 1), &note("1", "Note."), "");
    insta::assert_snapshot!(shown(&zip(&[("word/other.xml", b"<a/>")])), @"the file cannot be read: its text (word/document.xml) is missing or is no XML; open it in the program that made it and save it anew");
    insta::assert_snapshot!(shown(b"PK\x03\x04 and no more"), @"the file cannot be read: the file is no zip archive, or its parts are lost; open it in the program that made it and save it anew");
    insta::assert_snapshot!(shown(&zip(&[("word/document.xml", b"")])), @"the file cannot be read: its text (word/document.xml) is missing or is no XML; open it in the program that made it and save it anew");
    let table = whole
        .windows(4)
        .position(|s| s == b"PK\x01\x02")
        .expect("a table");
    insta::assert_snapshot!(shown(&whole[..table - 200]), @r"
    body: One.{1 to 0}
    note 1 #0: Note.
    ! the end of the file is missing; what is left of it was read
    ");
    let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    insta::assert_snapshot!(shown(&locked), @"the file is locked with a password; save it without one, or print it to a new file, then read that");
    insta::assert_snapshot!(shown(b"Just words."), @"the file cannot be read: the file is no zip archive, or its parts are lost; open it in the program that made it and save it anew");
    let bomb = vec![b' '; 12 << 20];
    insta::assert_snapshot!(shown(&zip(&[("word/document.xml", &bomb)])), @"the file cannot be read: the part word/document.xml unpacks to far more than a text would: this may be a zip bomb; open it in the program that made it and save it anew");
    insta::assert_snapshot!(shown_as("a.txt", &whole), @r"
    body: One.{1 to 0}
    note 1 #0: Note.
    ");
}
