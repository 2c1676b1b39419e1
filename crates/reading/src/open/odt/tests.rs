//! ODT read to its blocks, notes, marks and pages.

use super::super::archive::tests::zip;
use super::super::{marked_lines, open as open_any};
use crate::divide::divide;
use kaozheng_text::Original;

const STYLES: &str = "<office:automatic-styles><style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/><style:style style:name='Title' style:family='paragraph'/><style:style style:name='P2' style:family='paragraph'><style:text-properties fo:language='ko'/></style:style><style:style style:name='T1' style:family='text'><style:text-properties fo:font-style='italic'/></style:style><style:style style:name='T2' style:family='text'><style:text-properties style:text-position='super 58%'/></style:style></office:automatic-styles>";

fn content(text: &str) -> String {
    format!(
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>{STYLES}<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
}

fn check(text: &str) -> String {
    shown(&zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content(text).as_bytes()),
    ]))
}

fn shown(bytes: &[u8]) -> String {
    match open_any(&Original::new("a.bin", bytes.to_vec())) {
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

#[test]
fn notes_bear_the_sign_that_the_file_keeps() {
    insta::assert_snapshot!(check("<text:p text:style-name='P1'>The Bay</text:p><text:h>Winter</text:h><text:p>He left<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p><text:span text:style-name='T1'>Hai</text:span> shang.</text:p><text:p>Page 4.</text:p></text:note-body></text:note> at<text:s/>once.<text:note text:note-class='endnote'><text:note-citation text:label='*'>*</text:note-citation><text:note-body><text:p>Log.</text:p></text:note-body></text:note></text:p>"), @r"
    title: The Bay
    heading: Winter
    body: He left{1 to 0} at once.{* to 1}
    note 1 #0: *Hai* shang.
    note 1 #0: Page 4.
    note * #1: Log.
    ");
}

#[test]
fn changes_annotations_lists_and_pages() {
    insta::assert_snapshot!(check("<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion></text:changed-region></text:tracked-changes><text:list><text:list-item><text:p>Rice</text:p></text:list-item></text:list><text:p text:style-name='P2'>One<office:annotation><text:p>Remark</text:p></office:annotation> two<text:soft-page-break/> three.<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p><table:table><table:table-row><table:table-cell><text:p>Rice</text:p></table:table-cell><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row></table:table>"), @r#"
    list: Rice
    body (ko): One two three.
    body: In a box.
    list: Rice
    40
    pages: 1 "Rice\n\nOne tw", 2 "three.", 2 "In a box.\n\nR"
    "#);
}

#[test]
fn flat_files_and_notes_by_hand_are_read() {
    let flat = content("<text:p>One.</text:p>").replace("document-content", "document");
    insta::assert_snapshot!(shown(flat.as_bytes()), @"body: One.");
    insta::assert_snapshot!(check("<text:h>Bay</text:h><text:p>He left.<text:span text:style-name='T2'>1</text:span></text:p><text:p><text:span text:style-name='T2'>1</text:span> Ledger, p. 3.</text:p>"), @r"
    # Bay

    He left.¹

    ¹ Ledger, p. 3.
    ");
}

#[test]
fn bad_files_fail_with_a_reason() {
    let kind: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
    insta::assert_snapshot!(shown(&zip(&[kind])), @"the file cannot be read: the archive has no part content.xml; open it in the program that made it and save it anew");
    insta::assert_snapshot!(shown(&zip(&[kind, ("content.xml", b"no XML")])), @"the file cannot be read: it holds no XML element; open it in the program that made it and save it anew");
    let list = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    insta::assert_snapshot!(shown(&zip(&[kind, ("META-INF/manifest.xml", list), ("content.xml", b"\x01")])), @"the file is locked with a password; save it without one, or print it to a new file, then read that");
}
