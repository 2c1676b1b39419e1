//! Small files of our own, whole and broken.

use super::*;

/// What a file gives: its lines by page with their columns, its raised stretches, and the notes.
fn check(bytes: &[u8]) -> String {
    let opened = match open(&Original::new("a.pdf", bytes.to_vec())) {
        Err(failure) => return format!("failure: {failure}"),
        Ok(opened) => opened,
    };
    let raw = &opened.value.raw;
    let Told::Shapes(shapes) = &opened.value.told else {
        return "no shapes".to_owned();
    };
    let mut out = Vec::new();
    for page in &opened.value.pages {
        let label = page.label.as_deref().unwrap_or("-");
        let own = shapes
            .lines
            .iter()
            .filter(|l| l.span.start >= page.span.start && l.span.end <= page.span.end);
        let lines: Vec<String> = own
            .map(|l| {
                format!(
                    "{}{}:{}",
                    l.column,
                    if l.aside { "a" } else { "" },
                    l.span.of(raw)
                )
            })
            .collect();
        out.push(
            format!("[{label}] {}", lines.join(" | "))
                .trim_end()
                .to_owned(),
        );
    }
    out.extend(
        shapes
            .raised
            .iter()
            .map(|span| format!("raised {}", span.of(raw))),
    );
    out.extend(
        opened
            .notes
            .iter()
            .map(|note| format!("{}: {}", note.code, note.message)),
    );
    out.join("\n")
}

macro_rules! seed {
    ($name:literal) => {
        include_bytes!(concat!("../../../../../fuzz/seeds/open_pdf/", $name))
    };
}

#[test]
fn letters_are_read_by_their_places() {
    insta::assert_snapshot!(check(seed!("plain.pdf")), @r#"
[-] 0:The envoy left early. ¹ | 0:1 See the files, p. 4.
raised ¹
"#);
    insta::assert_snapshot!(check(seed!("columns.pdf")), @"[-] 0:aa bb cc dd ee ff | 0:aa bb cc dd ee ff | 0:aa bb cc dd ee ff | 0:aa bb cc dd ee ff | 0:aa bb cc dd ee ff | 0:aa bb cc dd ee ff | 1:aa bb cc dd ee ff | 1:aa bb cc dd ee ff | 1:aa bb cc dd ee ff | 1:aa bb cc dd ee ff | 1:aa bb cc dd ee ff | 1:aa bb cc dd ee ff");
    insta::assert_snapshot!(check(seed!("form.pdf")), @"[-] 0:Drawn in a form | 0:Drawn in a form");
    insta::assert_snapshot!(check(seed!("deflated.pdf")), @"[-] 0:Hidden under a picture");
}

#[test]
fn fonts_tell_their_letters_in_many_ways() {
    insta::assert_snapshot!(check(seed!("composite.pdf")), @"[-] 0:가한A | 0:B");
    insta::assert_snapshot!(check(seed!("vertical.pdf")), @"[-] 0:한국 | 0:中文");
    insta::assert_snapshot!(check(seed!("type3.pdf")), @"[-] 0:Перaa");
}

#[test]
fn pages_carry_labels_and_texts_that_stand_apart() {
    insta::assert_snapshot!(check(seed!("labels.pdf")), @"[iv] 0a:Head | 1a:ofþ");
}

#[test]
fn broken_files_fail_clearly_or_give_what_is_left() {
    let whole = seed!("plain.pdf");
    insta::assert_snapshot!(check(&whole[..60]), @"failure: the file cannot be read: its table of contents and its pages cannot be found; open it in the program that made it and save it anew");
    insta::assert_snapshot!(check(b"%PDF-1.7\n"), @"failure: the file cannot be read: its table of contents and its pages cannot be found; open it in the program that made it and save it anew");
    let lying = String::from_utf8_lossy(whole).replace("startxref", "startxxxx");
    insta::assert_snapshot!(check(lying.as_bytes()), @r#"
[-] 0:The envoy left early. ¹ | 0:1 See the files, p. 4.
raised ¹
"#);
    let looped = String::from_utf8_lossy(seed!("form.pdf"))
        .replace("/Kids[3 0 R]", "/Kids[2 0 R 3 0 R 2 0 R]");
    insta::assert_snapshot!(check(looped.as_bytes()), @"[-] 0:Drawn in a form | 0:Drawn in a form");
}

#[test]
fn fonts_that_count_past_all_codes_show_nothing() {
    let whole = String::from_utf8_lossy(seed!("type3.pdf")).into_owned();
    for (from, to) in [
        ("[65/a/a]", "[9223372036854775807/a/a]"),
        (
            "/FirstChar 65/LastChar 66",
            "/FirstChar 4611686018427387904/LastChar 4611686018427387905",
        ),
    ] {
        assert!(whole.contains(from));
        assert_eq!(check(whole.replace(from, to).as_bytes()), "[-]");
    }
}

#[test]
fn ranges_of_widths_are_bounded() {
    let whole = String::from_utf8_lossy(seed!("composite.pdf")).into_owned();
    let wide = whole
        .replace("16 32 550", "16 4294967295 550")
        .replace("<0020><0041>", "<0020><0031>");
    assert!(wide.contains("4294967295"));
    assert_eq!(check(wide.as_bytes()), "[-] 0:가한1 | 0:2");
}

/// A file whose page draws `content`, unpacked as `filter` says.
fn page_of(content: &[u8], entries: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>endobj\n\
        5 0 obj<</Subtype/Image/Width 1/Height 1/Length 1>>stream\n0\nendstream endobj\n"
        .to_vec();
    file.extend(format!("4 0 obj <<{entries}/Length {}>>stream\n", content.len()).bytes());
    file.extend(content);
    file.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n");
    file
}

#[test]
fn a_picture_without_text_is_a_reported_gap() {
    insta::assert_snapshot!(check(&page_of(b"300 0 0 200 0 0 cm/I Do", "")), @r#"
[-]
page-unreadable: page 1 of the file is a picture without text
"#);
    insta::assert_snapshot!(check(&page_of(b"30 0 0 20 0 0 cm/I Do", "")), @"[-]");
}

#[test]
fn bombs_are_found_before_they_go_off() {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 2 << 20], 6);
    let twice = miniz_oxide::deflate::compress_to_vec_zlib(&packed, 6);
    for (data, entries) in [
        (&packed, "/Filter/FlateDecode"),
        (&packed, "/Type/ObjStm/N 1/First 4/Filter/FlateDecode"),
        (&twice, "/Filter[/FlateDecode/FlateDecode]"),
    ] {
        let file = page_of(data, entries);
        assert!(bounds::holds_over(&file, 1 << 20), "{entries}");
        assert!(!bounds::holds_over(&file, 3 << 20), "{entries}");
    }
}
