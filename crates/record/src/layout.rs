//! `fmt`: white space only. What a card says is the same before and after.

use crate::sheet::{LineKind, Sheet};
use kaozheng_text::Span;

/// The text of a sheet laid out evenly: no blank lines at the ends and one between cards, no spaces at the end of a line,
/// one after the colon and the `>`, continuation lines indented by two, one newline style, a newline at the end. A byte
/// order mark stays. Laying out twice is the same as once.
pub fn format(sheet: &Sheet) -> String {
    let newline = sheet.newline();
    let (mark, _) = split_mark(&sheet.text, true);
    let mut out = String::with_capacity(sheet.text.len());
    let mut blank = true;
    for line in laid_out(sheet, newline) {
        if line == newline && blank {
            continue;
        }
        blank = line == newline;
        out += &line;
    }
    if blank && !out.is_empty() {
        out.truncate(out.len() - newline.len());
    }
    // Without the blank line above it, a stray mark would become the mark of the file.
    let guard = if mark.is_empty() && out.starts_with('\u{feff}') {
        newline
    } else {
        ""
    };
    format!("{mark}{guard}{out}")
}

/// Every line with its newline; blank ones are nothing else.
fn laid_out(sheet: &Sheet, newline: &str) -> Vec<String> {
    // An id over several lines is a fault that a check reports; its lines are its value and stay, but for the newline.
    let long_ids: Vec<Span> = sheet
        .cards()
        .map(|card| card.kind_span().cover(card.id_span()))
        .filter(|span| span.of(&sheet.text).contains('\n'))
        .collect();
    let mut long_ids = long_ids.into_iter().peekable();
    let mut out = Vec::new();
    for (kind, span) in sheet.lines() {
        let line = split_mark(span.of(&sheet.text), span.start == 0).1;
        while long_ids.next_if(|id| id.end <= span.start).is_some() {}
        if long_ids.peek().is_some_and(|id| id.start < span.end) {
            out.push(line.trim_end_matches(['\n', '\r']).to_owned() + newline);
        } else {
            out.push(line_of(kind, line) + newline);
        }
    }
    out
}

fn line_of(kind: LineKind, line: &str) -> String {
    match kind {
        LineKind::Blank => String::new(),
        LineKind::Remark | LineKind::Stray => {
            line.trim_end_matches(['\n', '\r', ' ', '\t']).to_owned()
        }
        LineKind::More => format!("  {}", line.trim()),
        LineKind::Quote => spaced(">", &line[1..]),
        LineKind::Head | LineKind::Field => {
            let colon = line
                .find(':')
                .expect("the line begins with a word and a colon");
            spaced(&line[..=colon], &line[colon + 1..])
        }
    }
}

fn spaced(head: &str, value: &str) -> String {
    match value.trim() {
        "" => head.to_owned(),
        value => format!("{head} {value}"),
    }
}

/// The byte order mark at the start of a file, and the rest.
fn split_mark(text: &str, starts_file: bool) -> (&str, &str) {
    let marked = starts_file && text.starts_with('\u{feff}');
    text.split_at(if marked { '\u{feff}'.len_utf8() } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) -> String {
        format(&Sheet::parse("t.card", text))
    }

    #[test]
    fn white_space_is_evened_out() {
        let text = "\n\n# remark  \nperson:mao  \nname:   Mao\t\n\tZedong\n>  said\n>\nstray\t\n\n \n\nperson:  mao\nname: Mao\n   Zedong  \n# inside \n>said\nstray \n\n\n\nplace: x";
        insta::assert_snapshot!(check(text), @r"
        # remark
        person:mao
        name:   Mao	
        	Zedong
        > said
        >
        stray

        person: mao
        name: Mao
          Zedong
        # inside
        > said
        stray

        place: x
        ");
    }

    #[test]
    fn newlines_and_mark_stay() {
        let text = "\u{feff}a: b \r\nc:  d\r\ne: f\n";
        assert_eq!(check(text), "\u{feff}a: b\r\nc: d\r\ne: f\r\n");
        assert_eq!(check("\u{feff}"), "\u{feff}");
        assert_eq!(check(" \n\n"), "");
    }

    fn said(sheet: &Sheet) -> Vec<String> {
        let lines = |card: crate::CardRef<'_>| {
            card.every_line()
                .map(|(name, value, _, role)| format!("{name} {value} {role:?}"))
                .collect::<Vec<_>>()
                .join("\n")
        };
        sheet
            .cards()
            .map(|card| {
                format!(
                    "{} {}\n{}",
                    card.kind(),
                    card.id().replace('\r', ""),
                    lines(card)
                )
            })
            .collect()
    }

    proptest! {
        #[test]
        fn layout_changes_white_space_only(text in "((person|name|from|x):|>|#| |\t|\n|\r\n|\r|\u{3000}|\u{feff}|stray|\\PC){0,60}") {
            let before = Sheet::parse("t.card", text.clone());
            let laid = format(&before);
            let after = Sheet::parse("t.card", laid.clone());
            prop_assert_eq!(said(&after), said(&before));
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&laid), bare(&text));
            prop_assert_eq!(format(&after), laid);
        }
    }
}
