//! From the bytes of a file to a sheet: what is not UTF-8 stays readable, is reported, and is never written back.

use crate::Sheet;
use crate::checks::{file_too_large, not_utf8};
use kaozheng_text::{ContentHash, Diagnostic, Noted, Place, Span};

/// Sheets from this size on are refused: places in a text are counted in 32 bits.
const LARGEST: usize = 1 << 30;

impl Sheet {
    /// Reads the bytes of a file. Bytes that are not UTF-8 are shown as `\u{fffd}`, with a note that gives line and byte;
    /// the sheet is then [`damaged`](Sheet::damaged) and refuses edits. The hash is that of the bytes.
    ///
    /// A file of 1 GiB and more gives an empty, damaged sheet with a note.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Noted<Sheet> {
        if bytes.len() >= LARGEST {
            let empty = Sheet::parse(name, "");
            return Noted::with(damaged(empty, bytes), too_large(name));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Noted::clean(Sheet::parse(name, text)),
            Err(fault) => {
                let sheet = Sheet::parse(name, String::from_utf8_lossy(bytes));
                let note = not_utf8(&sheet, bytes, fault.valid_up_to());
                Noted::with(damaged(sheet, bytes), note)
            }
        }
    }
}

fn damaged(mut sheet: Sheet, bytes: &[u8]) -> Sheet {
    sheet.hash = ContentHash::of(bytes);
    sheet.damaged = true;
    sheet
}

fn not_utf8(sheet: &Sheet, bytes: &[u8], at: usize) -> Diagnostic {
    let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let count = bytes
        .utf8_chunks()
        .filter(|part| !part.invalid().is_empty())
        .count();
    let more = match count - 1 {
        0 => String::new(),
        1 => " (and at one more place)".to_owned(),
        more => format!(" (and at {more} more places)"),
    };
    let message = format!("Byte {at}, on line {line}, is no letter in UTF-8{more}.");
    let help = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "the file begins like UTF-16: save it as UTF-8; until then it is not edited"
        }
        _ => "save the file as UTF-8; until then it is not edited",
    };
    let span = Span::new(at, at + '\u{fffd}'.len_utf8());
    not_utf8::CHECK.note(message).help(help).at(Place {
        file: sheet.name.clone(),
        span,
    })
}

fn too_large(name: &str) -> Diagnostic {
    let note = file_too_large::CHECK.note("The file has 1 GiB or more and is not read.");
    note.help("part it into several files; file names do not matter")
        .at(Place {
            file: name.into(),
            span: Span::at(0),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> String {
        let noted = Sheet::from_bytes("t.card", bytes);
        let mut out = format!("{:?}", noted.value.text);
        for note in &noted.notes {
            let at = note.at.as_ref().expect("a note has a place");
            assert_eq!(at.span.of(&noted.value.text), "\u{fffd}");
            out += &format!(
                "\n{}: {}\n{}",
                note.code,
                note.message,
                note.help.as_deref().unwrap_or("-")
            );
        }
        assert_eq!(noted.value.damaged, !noted.notes.is_empty());
        assert_eq!(noted.value.hash, ContentHash::of(bytes));
        out
    }

    #[test]
    fn bytes_that_are_no_utf8_stay_readable_and_are_reported() {
        insta::assert_snapshot!(check(b"person: a\nname: \xc9mile\n"), @r#"
        "person: a\nname: �mile\n"
        not-utf-8: Byte 16, on line 2, is no letter in UTF-8.
        save the file as UTF-8; until then it is not edited
        "#);
        insta::assert_snapshot!(check(b"\xff\xfep\0e\0"), @r#"
        "��p\0e\0"
        not-utf-8: Byte 0, on line 1, is no letter in UTF-8 (and at one more place).
        the file begins like UTF-16: save it as UTF-8; until then it is not edited
        "#);
        insta::assert_snapshot!(check("person: É\n".as_bytes()), @r#""person: É\n""#);
    }
}
