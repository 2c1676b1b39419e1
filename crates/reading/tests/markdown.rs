//! Markdown with notes of its own: numbers and words, several paragraphs, in place, anywhere; and without.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::{Original, Part};

fn check(text: &str) -> String {
    let opened = open(&Original::new("page.md", text.as_bytes().to_vec())).expect("a text");
    let mut notes = opened.notes;
    let document = divide(opened.value).take(&mut notes);
    let mut lines: Vec<String> = Vec::new();
    for passage in &document.passages {
        let words = match passage.part {
            Part::Furniture => document.raw_of(passage),
            _ => document.text_of(passage).to_owned(),
        };
        let number = passage
            .number
            .as_ref()
            .map_or(String::new(), |n| format!(" {n}"));
        let marks = passage.marks.iter().map(|m| {
            let before = &document.text[passage.span.start as usize..m.at as usize];
            let word = before.rsplit(' ').next().unwrap_or("");
            let note = m.note.map_or("?".to_owned(), |n| n.to_string());
            format!(" <{word}|{}→{note}>", m.number)
        });
        let marks: String = marks.collect();
        lines.push(format!("{}{number}: {words}{marks}", passage.part.word()));
    }
    lines.extend(notes.iter().map(|note| format!("! {}", note.code)));
    lines.join("\n")
}

#[test]
fn notes_by_number_and_word_anywhere() {
    insta::assert_snapshot!(check("# The Bay\n\nHe left[^1] in\nspring; *she* stayed.[^shi]\n\n[^shi]: The [letter](http://example.org/a) of\n    May.\n\n    It was *never* sent.\n\n## Winter\n\n> Snow fell.[^2]\n\n- salt\n- fish[^1]\n\n[^1]: 12 May 1890, p. 3 & 4 < 5.\n[^2]: Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.\n"), @r"
    title: The Bay
    body: He left in spring; *she* stayed. <left|1→2> <stayed.|shi→3>
    note 1: 12 May 1890, p. 3 & 4 < 5.
    note shi: The letter of May. It was *never* sent.
    heading: Winter
    body: Snow fell. <fell.|2→6>
    note 2: Lin Bo, *Hai shang* (Beijing: Sea Press, 1991), p. 4.
    list: salt
    list: fish <fish|1→2>
    ");
}

#[test]
fn notes_in_place_and_marks_without_note() {
    insta::assert_snapshot!(check("He left^[Ledger [torn], p. 3.] early.[^9] She stayed.[^1]\n\n[^1]: Letter.\n\n[^7]: Nobody calls this.\n"), @r"
    body: He left early. She stayed. <left|2→1> <early.|9→?> <stayed.|1→2>
    note 2: Ledger [torn], p. 3.
    note 1: Letter.
    note 7: Nobody calls this.
    ! mark-without-note
    ! note-without-mark
    ");
}

#[test]
fn labels_may_begin_again_in_each_chapter() {
    insta::assert_snapshot!(check("# One\n\nHe left.[^1]\n\n[^1]: Ledger.\n\n# Two\n\nShe stayed.[^1] Alone.[^*]\n\n[^1]: Letter.\n\n[^*]: So they say.\n"), @r"
    title: One
    body: He left. <left.|1→2>
    note 1: Ledger.
    heading: Two
    body: She stayed. Alone. <stayed.|1→5> <Alone.|*→6>
    note 1: Letter.
    note *: So they say.
    ");
}

#[test]
fn markdown_without_notes_of_its_own_is_read_by_its_letters() {
    insta::assert_snapshot!(check("# The Bay\n\nHe left in the spring of that year.¹⁾\n\n1) Ledger, *p. 3*.\n"), @r"
    heading: The Bay
    body: He left in the spring of that year. <year.|1→2>
    note 1: Ledger, *p. 3*.
    ");
}

#[test]
fn front_matter_is_set_aside() {
    insta::assert_snapshot!(check("---\ntitle: Bay\n---\n\nHe left.[^a]\n\n[^a]: Ledger.\n"), @r"
    furniture: title: Bay
    body: He left. <left.|a→2>
    note a: Ledger.
    ");
}
