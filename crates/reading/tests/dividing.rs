//! From pages to passages, on pages made for the purpose: notes, marks, broken paragraphs, lists that are no notes.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::{Original, Part};

/// One line for each passage: part, number, text, and its marks with the notes they lead to.
fn check(text: &str) -> String {
    let opened = open(&Original::new("page.txt", text.as_bytes().to_vec())).expect("a text");
    let noted = divide(opened.value);
    let document = noted.value;
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
        let marks: Vec<String> = passage
            .marks
            .iter()
            .map(|m| {
                format!(
                    " <{} {}>",
                    m.number,
                    m.note.map_or("?".to_owned(), |n| n.to_string())
                )
            })
            .collect();
        lines.push(format!(
            "{}{number}: {words}{}",
            passage.part.word(),
            marks.concat()
        ));
    }
    lines.extend(noted.notes.iter().map(|note| format!("! {}", note.code)));
    lines.join("\n")
}

#[test]
fn a_paragraph_and_a_note_go_on_behind_a_page_break() {
    insta::assert_snapshot!(check("The envoy carried a letter¹⁾ that nobody had yet seen, and he kept his secret from the inter-\n\n1) Lin Bo, *Hai shang* (*On the\n\npreter for many days. Then the ship turned to the north²⁾ and was not heard of again in all that long\n\nSea*, Beijing: Sea Press, 1991), p. 4.\n\n2) Ibid., p. 9.\n\nwinter of storms. The interpreter wept."), @r"
    body: The envoy carried a letter that nobody had yet seen, and he kept his secret from the interpreter for many days. Then the ship turned to the north and was not heard of again in all that long winter of storms. The interpreter wept. <1 1> <2 2>
    note 1: Lin Bo, *Hai shang* (*On the Sea*, Beijing: Sea Press, 1991), p. 4.
    note 2: Ibid., p. 9.
    ");
}

#[test]
fn a_numbered_list_is_no_run_of_notes() {
    insta::assert_snapshot!(check("The committee met in May.¹ It resolved upon three things:\n\n1. That the harbour be closed.\n\n2. That the fleet be sent home.\n\n3. That nobody be told.\n\n1. See the minutes of that day.\n"), @r"
    body: The committee met in May. It resolved upon three things: <1 1>
    note 1: See the minutes of that day.
    list: 1. That the harbour be closed.
    list: 2. That the fleet be sent home.
    list: 3. That nobody be told.
    ");
}

#[test]
fn a_printed_page_gives_up_its_heads_and_notes() {
    let page = "1066      FOREIGN PAPERS, 1951, VOLUME VII\n\n   The minister sent word to the capital that the talks had\nfailed,¹ and that nothing could be hoped for from the other side\nbefore the spring. He asked for new orders and received none at\nall, though he waited for\n\n  1. Not printed.\n\u{c}THE TALKS        1067\n\nsix weeks in the cold.\n   In the end he went home without leave.² The king forgave him\nand gave him the command of a fortress in the mountains.\n\n  2. See the letter of May 3.\n";
    insta::assert_snapshot!(check(page), @r"
    furniture: 1066      FOREIGN PAPERS, 1951, VOLUME VII
    body: The minister sent word to the capital that the talks had failed, and that nothing could be hoped for from the other side before the spring. He asked for new orders and received none at all, though he waited for six weeks in the cold. <1 2>
    note 1: Not printed.
    furniture: THE TALKS        1067
    body: In the end he went home without leave. The king forgave him and gave him the command of a fortress in the mountains. <2 5>
    note 2: See the letter of May 3.
    ");
}

#[test]
fn other_styles_of_note_and_mark() {
    insta::assert_snapshot!(check("He came back.[1] Nobody knew.[2]\n\n[Footnote 1: In the spring.]\n\n[Footnote 2: So he said.]\n"), @r"
    body: He came back. Nobody knew. <1 1> <2 2>
    note 1: In the spring.
    note 2: So he said.
    ");
    insta::assert_snapshot!(check("He came back.[^a] Nobody knew.\n\n[^a]: In the spring.\n"), @r"
    body: He came back. Nobody knew. <a 1>
    note a: In the spring.
    ");
    insta::assert_snapshot!(check("Lin Bo *\n\n* Lin Bo teaches at the naval school.\n\nThe sea is wide.\n"), @r"
    body: Lin Bo <* 1>
    note *: Lin Bo teaches at the naval school.
    body: The sea is wide.
    ");
}

#[test]
fn what_has_no_partner_is_told() {
    insta::assert_snapshot!(check("He came back.¹⁾ Nobody knew.²⁾\n\n1) In the spring.\n"), @r"
    body: He came back. Nobody knew. <1 1> <2 ?>
    note 1: In the spring.
    ! mark-without-note
    ");
}

#[test]
fn a_mark_alone_on_its_line_belongs_to_the_text_before() {
    insta::assert_snapshot!(check("The envoy came home.\n\n²\n\nNobody had seen the letter.³\n\n2. See the minutes.\n\n3. So she said.\n"), @r"
    body: The envoy came home. <2 1>
    note 2: See the minutes.
    body: Nobody had seen the letter. <3 3>
    note 3: So she said.
    ");
    insta::assert_snapshot!(check("²\n\n###\n\nThe envoy came home.\n"), @r"
    furniture: ²
    furniture: ###
    body: The envoy came home.
    ");
}

#[test]
fn running_heads_on_some_pages_only_hide_no_notes() {
    let long = "Every ship of that winter stands in the ledger with its captain and its cargo, down to the last barrel of salt";
    let page = |n: &str, mark: &str| {
        format!("{long}.{mark}⁾ Nobody read it.\n\n{n}) Ledger, p. {n}0.\n\n")
    };
    let text = [
        "The Ledger of the Bay\n\nA. Writer *\n\n* A made-up name.\n\n",
        &page("1", "¹"),
        &page("2", "²"),
        "A. WRITER   12\n\n",
        &page("3", "³"),
        &page("4", "⁴"),
        "A. WRITER   15\n\n",
        &page("5", "⁵"),
    ];
    insta::assert_snapshot!(check(&text.concat()).replace(long, "…"), @r"
    title: The Ledger of the Bay
    byline: A. Writer <* 2>
    note *: A made-up name.
    body: …. Nobody read it. <1 4>
    note 1: Ledger, p. 10.
    body: …. Nobody read it. <2 6>
    note 2: Ledger, p. 20.
    furniture: A. WRITER   12
    body: …. Nobody read it. <3 9>
    note 3: Ledger, p. 30.
    body: …. Nobody read it. <4 11>
    note 4: Ledger, p. 40.
    furniture: A. WRITER   15
    body: …. Nobody read it. <5 14>
    note 5: Ledger, p. 50.
    ");
}

#[test]
fn a_numbered_heading_in_small_letters_stands_alone() {
    insta::assert_snapshot!(check("1. A ship that never came\n\nThe harbour master waited for a week and sent word to the capital.\n\n2. A letter for the king\n\nNobody answered him.\n"), @r"
    heading: 1. A ship that never came
    body: The harbour master waited for a week and sent word to the capital.
    heading: 2. A letter for the king
    body: Nobody answered him.
    ");
}

#[test]
fn a_mark_buried_in_a_figure_is_found_between_its_neighbours() {
    insta::assert_snapshot!(check("He wrote at once.1 To telegram 1162 nobody replied; telegram 11622 came back unread (with its seal3).\n\nThe king slept.4Nobody woke him.\n\n1. Lin Bo, Ledger, p. 3.\n\n2. Not printed.\n\n3. Ibid.\n\n4. So she said.\n"), @r"
    body: He wrote at once. To telegram 1162 nobody replied; telegram 1162 came back unread (with its seal). <1 1> <2 2> <3 3>
    note 1: Lin Bo, Ledger, p. 3.
    note 2: Not printed.
    note 3: Ibid.
    body: The king slept.Nobody woke him. <4 5>
    note 4: So she said.
    ");
}

#[test]
fn figures_without_notes_hold_no_marks() {
    insta::assert_snapshot!(check("He wrote at once.1 Telegram 11622 came back unread. The king slept.2\n\n1. Lin Bo, Ledger, p. 3.\n\n2. So she said.\n"), @r"
    body: He wrote at once. Telegram 11622 came back unread. The king slept. <1 1> <2 2>
    note 1: Lin Bo, Ledger, p. 3.
    note 2: So she said.
    ");
}

#[test]
fn notes_at_the_end_of_chapters_begin_anew_and_lists_stay_lists() {
    insta::assert_snapshot!(check("CHAPTER ONE\n\nThe envoy came home.[1] He asked for three things:\n\n1. That the harbour be closed.\n\n2. That nobody be told.\n\nHe waited.[2]\n\nNotes\n\n1. Lin Bo, who was there.\n\n2. The harbour book.\n\nCHAPTER TWO\n\nNobody came.[1] The snow fell.[2]\n\nNotes\n\n1. The harbour book again.\n\n2. Her letter.\n"), @r"
    heading: CHAPTER ONE
    body: The envoy came home. He asked for three things: <1 2>
    note 1: Lin Bo, who was there.
    list: 1. That the harbour be closed.
    list: 2. That nobody be told.
    body: He waited. <2 6>
    note 2: The harbour book.
    heading: Notes
    heading: CHAPTER TWO
    body: Nobody came. The snow fell. <1 10> <2 11>
    note 1: The harbour book again.
    note 2: Her letter.
    heading: Notes
    ");
}

#[test]
fn notes_of_many_chapters_at_the_end_of_a_book_find_their_chapters() {
    insta::assert_snapshot!(check("CHAPTER ONE\n\nThe envoy came home.[1] He waited.[2]\n\nCHAPTER TWO\n\nNobody came.[1] The snow fell.[2]\n\nNOTES\n\nChapter One\n\n1. Lin Bo, who was there.\n\n2. The harbour book.\n\nChapter Two\n\n1. The harbour book again.\n\n2. Her letter.\n"), @r"
    heading: CHAPTER ONE
    body: The envoy came home. He waited. <1 2> <2 3>
    note 1: Lin Bo, who was there.
    note 2: The harbour book.
    heading: CHAPTER TWO
    body: Nobody came. The snow fell. <1 6> <2 7>
    note 1: The harbour book again.
    note 2: Her letter.
    heading: NOTES
    body: Chapter One
    body: Chapter Two
    ");
}

#[test]
fn a_list_on_a_page_without_marks_is_no_run_of_notes() {
    let page = "   The minister sent word to the capital that the talks had\nfailed,¹ and that nothing could be hoped for from the other side\nbefore the spring. He asked for new orders and received none at\nall, though he waited for weeks.²\n\n  1. Not printed.\n  2. See the letter of May 3.\n\u{c}   In the spring he laid his plan before the council once more and\nsaid what he thought of the fortress and of its walls:\n\n   1. The harbour would be closed to all ships, and the chain laid\nacross its mouth by night.\n   2. The fleet would be sent home, and the crews paid.\n";
    insta::assert_snapshot!(check(page), @r"
    body: The minister sent word to the capital that the talks had failed, and that nothing could be hoped for from the other side before the spring. He asked for new orders and received none at all, though he waited for weeks. <1 1> <2 2>
    note 1: Not printed.
    note 2: See the letter of May 3.
    body: In the spring he laid his plan before the council once more and said what he thought of the fortress and of its walls:
    list: 1. The harbour would be closed to all ships, and the chain laid across its mouth by night.
    list: 2. The fleet would be sent home, and the crews paid.
    ");
}

#[test]
fn merged_notes_are_parted_where_numbering_begins_anew() {
    insta::assert_snapshot!(check("The envoy came home.⁷ He waited.\n\nANOTHER LETTER¹\n\nNobody came.²\n\n7. Not printed. 1. Lin Bo, who was there. 2. Her letter.\n"), @r"
    body: The envoy came home. He waited. <7 1>
    note 7: Not printed.
    heading: ANOTHER LETTER <1 3>
    note 1: Lin Bo, who was there.
    body: Nobody came. <2 5>
    note 2: Her letter.
    ");
}

#[test]
fn a_mark_is_found_in_a_figure_behind_a_curved_quotation_mark() {
    insta::assert_snapshot!(check("He wrote at once.1 The chart was named “1162” by all; on the wall hung “11622, in red.3\n\n1. Lin Bo, Ledger, p. 3.\n\n2. Not printed.\n\n3. Ibid.\n"), @r"
    body: He wrote at once. The chart was named “1162” by all; on the wall hung “1162, in red. <1 1> <2 2> <3 3>
    note 1: Lin Bo, Ledger, p. 3.
    note 2: Not printed.
    note 3: Ibid.
    ");
}
