//! Bibliographies in and out, and footnotes in a style.

mod run;

use run::TestCase;

const WORKS: &str = "@book{lin-1991,\n  author = {Lin, Bo},\n  title = {Memories at Sea},\n  publisher = {Sea Press},\n  year = 1991,\n}\n\
                     @book{broken, title = {Open\n\
                     @article{stone-1994, author = {Stone, Ann}, title = {The Chain}, journal = {Ports}, year = 1994}\n";

#[test]
fn a_bibliography_becomes_cards_once_and_comes_out_again() {
    let case = TestCase::new();
    case.write("works.bib", WORKS);
    let file = case.file("works.bib").display().to_string();
    let first = case.run("import", &[&file]).out(1);
    assert!(
        first.starts_with("cards/works.card: 2 new source cards."),
        "{first}"
    );
    assert!(first.contains("works.bib:7:1"), "{first}");
    insta::assert_snapshot!(case.read("cards/works.card"), @r"
    # Imported from works.bib (BibLaTeX).

    source: lin-1991
    type: book
    title: Memories at Sea
    author: Bo Lin
    published: 1991
    publisher: Sea Press

    source: stone-1994
    type: article
    title: The Chain
    author: Ann Stone
    published: 1994
    in: Ports
    ");
    let again = case.run("import", &[&file]).out(1);
    assert!(
        again.starts_with("There is nothing new to put in."),
        "{again}"
    );
    let exported = case.run("export", &["--to", "csl-json"]).out(0);
    case.write("back.json", &exported);
    let back = case.file("back.json").display().to_string();
    let there = case.run("import", &[&back]).out(0);
    assert_eq!(there, "There is nothing new to put in.\n");
}

#[test]
fn works_are_cited_first_and_again() {
    let case = TestCase::new();
    case.write("works.bib", WORKS);
    case.run("import", &[&case.file("works.bib").display().to_string()])
        .out(1);
    insta::assert_snapshot!(case.run("cite", &["lin-1991", "stone-1994", "lin-1991"]).out(0), @r"
       1. Bo Lin, Memories at Sea (Sea Press, 1991).
       2. Ann Stone, “The Chain,” Ports, 1994.
       3. Lin, Memories at Sea.

    Bibliography
      Lin, Bo. Memories at Sea. Sea Press, 1991.
      Stone, Ann. “The Chain.” Ports, 1994.
    ");
    let unknown = case.run("cite", &["--style", "chicago-note"]).err(2);
    assert!(unknown.contains("chicago-notes"), "{unknown}");
}

#[test]
fn a_file_whose_form_is_not_told_is_not_guessed_at() {
    let case = TestCase::new();
    case.write("works.txt", WORKS);
    let said = case
        .run("import", &[&case.file("works.txt").display().to_string()])
        .err(2);
    assert!(said.contains("--from"), "{said}");
}
