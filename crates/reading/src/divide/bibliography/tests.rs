//! What is a bibliography, what is none, and where one ends.

use super::*;

#[track_caller]
fn check(text: &str) -> String {
    let lines: Vec<PrintedLine<'_>> = text
        .lines()
        .map(|text| PrintedLine {
            text,
            page: 0,
            furniture: text.starts_with('~'),
        })
        .collect();
    let sign = |role: &Role| match role {
        Role::Entry => 'e',
        Role::Heading => 'h',
        Role::Other => '.',
    };
    roles(&lines).iter().map(sign).collect()
}

const PROSE: &str = "The harbour was closed when we came, and nobody could say\nwhy the ships had not been told that it would be closed.\n";

#[test]
fn entries_below_a_heading_are_found_up_to_the_next() {
    let text = format!(
        "{PROSE}\nWorks cited\n\nLin, B. 1991. Hai shang. Beijing: Sea Press.\n~ 12\nArchive of the Harbour, Tallinn\n———. 1994. A second\n   voyage. Same place.\n\nAppendix A\n{PROSE}"
    );
    assert_eq!(check(&text), "...h.e.eee....");
}

#[test]
fn a_heading_in_any_of_the_languages_opens_a_section() {
    for heading in [
        "7. References",
        "Список литературы",
        "참고문헌",
        "Quellen und Literatur",
        "B I B L I O G R A P H Y",
        "參考文獻：",
        "## Bibliografía",
    ] {
        assert_eq!(head_of(heading, true), Head::Bibliography, "{heading}");
    }
    assert_eq!(head_of("References .......... 187", true), Head::None);
    assert_eq!(head_of("References 187", true), Head::None);
}

#[test]
fn entries_without_a_heading_need_company() {
    let entry = "Lin, B. (1991). “At sea.” Journal of Harbours, 12(3), 45–67.\n";
    let alone = format!("{PROSE}{entry}{PROSE}");
    assert_eq!(check(&alone), ".....");
    let many = format!("{PROSE}{}{}", entry.repeat(6), PROSE.repeat(3));
    assert_eq!(check(&many), "..eeeeee......");
}

#[test]
fn notes_have_the_same_shape_and_are_none() {
    let note = "12. Lin, B., Hai shang (Beijing: Sea Press, 1991), pp. 45–67.\n";
    assert_eq!(check(&format!("Notes\n\n{}", note.repeat(6))), "........");
}

#[test]
fn a_bibliography_in_parts_keeps_its_inner_headings() {
    let entry = "Lin, Bo. Hai shang. Beijing: Sea Press, 1991.\n";
    let text =
        format!("Bibliography\n\nPrimary sources\n{entry}{entry}\nSecondary sources\n{entry}");
    assert_eq!(check(&text), "h.hee.he");
}

#[test]
fn nothing_is_made_of_nothing() {
    assert_eq!(check(""), "");
    assert_eq!(check("\n\n"), "..");
}

/// The entries that a page of lines is put together to.
fn entries(text: &str) -> String {
    let original = kaozheng_text::Original::new("a.txt", text.as_bytes().to_vec());
    let opened = crate::open::open(&original).expect("a text").value;
    let document = crate::divide::divide(opened).value;
    let is_list = |p: &&kaozheng_text::Passage| p.part == kaozheng_text::Part::List;
    let found: Vec<&str> = document
        .passages
        .iter()
        .filter(is_list)
        .map(|p| document.text_of(p))
        .collect();
    found.join("\n")
}

const HANGING: &str = "Works cited\n\nLin, Bo. 1991. Hai shang: a history of the harbour and of the\n   people who lived by it. Beijing: Sea Press.\nMa, Li. 1987. The closed port. Hong Kong: Coast Books.\nWei, Anna. 2001. Letters of the mayor, with a preface and notes,\n\u{c}   from the archive of the guild. Tallinn: Hansa Press.\nZhou, Min. 1979. Ships. Same place.\n";

#[test]
fn entries_that_hang_are_whole_over_a_page_break() {
    insta::assert_snapshot!(entries(&format!("{PROSE}\n{HANGING}")), @r#"
    Lin, Bo. 1991. Hai shang: a history of the harbour and of the people who lived by it. Beijing: Sea Press.
    Ma, Li. 1987. The closed port. Hong Kong: Coast Books.
    Wei, Anna. 2001. Letters of the mayor, with a preface and notes, from the archive of the guild. Tallinn: Hansa Press.
    Zhou, Min. 1979. Ships. Same place.
    "#);
}

#[test]
fn entries_with_a_gap_between_them_need_no_indent() {
    let text = HANGING
        .replace("\n   ", "\n")
        .replace("\u{c}   ", "")
        .replace(".\n", ".\n\n");
    insta::assert_snapshot!(entries(&format!("{PROSE}\n{text}")), @r#"
    Lin, Bo. 1991. Hai shang: a history of the harbour and of the people who lived by it. Beijing: Sea Press.
    Ma, Li. 1987. The closed port. Hong Kong: Coast Books.
    Wei, Anna. 2001. Letters of the mayor, with a preface and notes, from the archive of the guild. Tallinn: Hansa Press.
    Zhou, Min. 1979. Ships. Same place.
    "#);
}
