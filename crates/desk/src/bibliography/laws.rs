//! The laws of the forms: what goes out comes back.

use super::*;
use kaozheng_record::{Record, Sheet};
use proptest::prelude::*;

const FORMS: [Form; 3] = [Form::CslJson, Form::Bibtex, Form::Ris];

const CARDS: &str = "\
person: lin-bo
name: Lin Bo [zh-Latn-pinyin]
name: 林波 [zh-Hant]

body: harbour-board
name: Harbour Board

source: lin-1991
type: memoir
title: Haishang huiyi 海上回憶
translated-title: Memories at Sea
author: lin-bo
author: Anna de la Tour
editor: harbour-board
published: 1991
published-at: Beijing
publisher: Sea Press
language: zh
note: edition: 2
note: The maps are missing.

source: tour-to-lin
type: telegram
title: Tour to Lin, no. 7
author: Anna de la Tour
dated: 3 May 1911
released: June 1994
in: lin-1991
volume: Vol. 2
pages: 84-94
held-at: Harbour Archives, box 7
url: https://doi.org/10.1000/7
derives-from: lin-1991, quoted
";

fn case() -> Record {
    Record::new(vec![Sheet::parse("cards/a.card", CARDS)])
}

#[track_caller]
fn check(form: Form) -> String {
    let record = case();
    let naming = Naming::of(&record);
    let works = Work::all_of(&record);
    let mut out = form.write(&works, &naming);
    for work in &works {
        out += &format!(
            "lost of {}: {}\n",
            work.id,
            lost(form, work, &naming).join(", ")
        );
    }
    out
}

#[test]
fn csl_json_holds_every_field() {
    insta::assert_snapshot!(check(Form::CslJson), @r#"
    [
      {
        "id": "lin-1991",
        "type": "book",
        "genre": "memoir",
        "title": "Haishang huiyi",
        "original-title": "海上回憶",
        "translated-title": "Memories at Sea",
        "publisher-place": "Beijing",
        "publisher": "Sea Press",
        "language": "zh",
        "author": [
          {
            "literal": "Lin Bo",
            "multi": {
              "_key": {
                "und": {
                  "literal": "林波"
                }
              }
            }
          },
          {
            "family": "de la Tour",
            "given": "Anna"
          }
        ],
        "editor": [
          {
            "literal": "Harbour Board"
          }
        ],
        "issued": {
          "date-parts": [
            [
              1991
            ]
          ]
        },
        "edition": "2",
        "note": "The maps are missing.",
        "custom": {
          "kaozheng": {
            "author": {
              "card": [
                "lin-bo",
                "Anna de la Tour"
              ],
              "read": [
                "Lin Bo 林波",
                "Anna de la Tour"
              ]
            },
            "editor": {
              "card": [
                "harbour-board"
              ],
              "read": [
                "Harbour Board"
              ]
            },
            "note": {
              "card": [
                "edition: 2",
                "The maps are missing."
              ],
              "read": [
                "The maps are missing.",
                "edition: 2"
              ]
            }
          }
        }
      },
      {
        "id": "tour-to-lin",
        "type": "personal_communication",
        "genre": "telegram",
        "title": "Tour to Lin, no. 7",
        "page": "84-94",
        "archive": "Harbour Archives, box 7",
        "container-title": "Haishang huiyi 海上回憶",
        "volume": "2",
        "author": [
          {
            "family": "de la Tour",
            "given": "Anna"
          }
        ],
        "issued": {
          "date-parts": [
            [
              1911,
              5,
              3
            ]
          ]
        },
        "available-date": {
          "date-parts": [
            [
              1994,
              6
            ]
          ]
        },
        "DOI": "10.1000/7",
        "custom": {
          "kaozheng": {
            "derives-from": {
              "card": [
                "lin-1991, quoted"
              ],
              "read": []
            },
            "in": {
              "card": [
                "lin-1991"
              ],
              "read": [
                "Haishang huiyi 海上回憶"
              ]
            },
            "volume": {
              "card": [
                "Vol. 2"
              ],
              "read": [
                "2"
              ]
            }
          }
        }
      }
    ]
    lost of lin-1991: 
    lost of tour-to-lin:
    "#);
}

#[test]
fn biblatex_names_what_it_cannot_hold() {
    insta::assert_snapshot!(check(Form::Bibtex), @r"
    @book{lin-1991,
      title = {Haishang huiyi},
      origtitle = {海上回憶},
      usere = {Memories at Sea},
      location = {Beijing},
      publisher = {Sea Press},
      langid = {zh},
      entrysubtype = {memoir},
      date = {1991},
      edition = {2},
      note = {The maps are missing.},
      author = {{Lin Bo 林波} and {de la Tour}, Anna},
      editor = {{Harbour Board}},
    }

    @letter{tour-to-lin,
      title = {Tour to Lin, no. 7},
      library = {Harbour Archives, box 7},
      entrysubtype = {telegram},
      maintitle = {Haishang huiyi 海上回憶},
      volume = {2},
      pages = {84-94},
      doi = {10.1000/7},
      date = {1911-05-03},
      author = {{de la Tour}, Anna},
    }
    lost of lin-1991: author, editor
    lost of tour-to-lin: derives-from, in, released, volume
    ");
}

#[test]
fn ris_names_what_it_cannot_hold() {
    insta::assert_snapshot!(check(Form::Ris), @r"
    TY  - BOOK
    ID  - lin-1991
    M3  - memoir
    TI  - Haishang huiyi
    OP  - 海上回憶
    AU  - Lin Bo 林波
    AU  - de la Tour, Anna
    ED  - Harbour Board
    TT  - Memories at Sea
    CY  - Beijing
    PB  - Sea Press
    LA  - zh
    PY  - 1991
    DA  - 1991///
    ET  - 2
    N1  - The maps are missing.
    ER  - 

    TY  - PCOMM
    ID  - tour-to-lin
    M3  - telegram
    TI  - Tour to Lin, no. 7
    AU  - de la Tour, Anna
    AV  - Harbour Archives, box 7
    T2  - Haishang huiyi 海上回憶
    VL  - 2
    SP  - 84
    EP  - 94
    PY  - 1911
    DA  - 1911/05/03/
    DO  - 10.1000/7
    ER  - 

    lost of lin-1991: author, editor
    lost of tour-to-lin: derives-from, in, released, volume
    ");
}

/// What is read, as cards, then the notes with the words they are about.
fn read(form: Form, text: &str) -> String {
    let read = form.read("works", text);
    let mut out: String = read.value.iter().map(|work| work.card() + "\n").collect();
    for note in read.notes {
        let at = note.at.map(|at| {
            text[at.span.range()]
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned()
        });
        out += &format!(
            "{}: {} @ {}\n",
            note.severity.word(),
            note.message,
            at.unwrap_or_default()
        );
    }
    out
}

#[test]
fn a_broken_entry_costs_no_other() {
    insta::assert_snapshot!(read(Form::Bibtex, "@string{sea = \"Sea Press\"}\n\
        @book{good, author = {Lin, Bo and {Harbour Board}}, title = {G{\\\"u}ter \\& {Rest}}, publisher = sea, year = 1991}\n\
        @book{noend, title = {Open\n\
        @weird{odd, title = \"What\", month = may, year = 1911, shelf = 7}\n\
        @article{bad, title = , year = 2}\n\
        @incollection{child, crossref = {good}, title = {Part}}\n"), @r#"
    source: good
    type: book
    title: Güter & Rest
    author: Bo Lin
    author: Harbour Board
    published: 1991
    publisher: Sea Press

    source: odd
    type: other
    title: What
    dated: May 1911
    note: type: weird
    note: shelf: 7

    source: child
    type: chapter
    title: Part
    author: Bo Lin
    author: Harbour Board
    published: 1991
    in: Güter & Rest
    publisher: Sea Press

    error: this entry has no end: a `}` is missing @ @book{noend, title = {Open
    warning: `@weird` is no type of source; it is read as `other` @ @weird{odd, title = "What", month = may, year = 1911, shelf = 7}
    error: the entry `bad` is not read: unexpected end of file @ @article{bad, title = , year = 2}
    "#);
}

#[test]
fn a_broken_record_of_ris_costs_no_other() {
    insta::assert_snapshot!(read(Form::Ris, "stray\nTY  - BOOK\nAU  - Lin, Bo\nTI  - Sea\nPY  - 1991\nSN  - 978\nTY  - ODD\nTI  - What\nDA  - 1911/05/03/\nER  - \n"), @r"
    source: 
    type: book
    title: Sea
    author: Bo Lin
    published: 1991
    note: SN: 978

    source: 
    type: other
    title: What
    dated: 3 May 1911
    note: type: ODD

    error: this line stands in no record @ stray
    error: the record before this line has no end @ TY  - ODD
    warning: `ODD` is no type of source; it is read as `other` @ TY  - ODD
    ");
}

#[test]
fn a_broken_object_costs_no_other() {
    insta::assert_snapshot!(read(Form::CslJson, r#"[{"id":"a","type":"book","title":"Sea","issued":{"date-parts":[[1991,5]]},"author":[{"family":"Vries","non-dropping-particle":"de","given":"Jan"}],"medium":"print"},{"id":"b",,},{"id":7,"type":"odd","title":"What"},{"id":"c" "#), @r#"
    source: a
    type: book
    title: Sea
    author: Jan de Vries
    published: May 1991
    note: medium: print

    source: 7
    type: other
    title: What
    note: type: odd

    error: this is no JSON: key must be a string at line 1 column 11 @ {"id":"b",,}
    warning: `odd` is no type of source; it is read as `other` @ {"id":7,"type":"odd","title":"What"}
    error: this object has no end: a `}` or a quotation mark is missing @ {"id":"c"
    "#);
}

#[test]
fn ids_are_never_shared_and_likeness_is_told() {
    let record = case();
    let text = "@book{lin-1991, title = {Other}}\n@book{Lin1991, title = {Haishang huiyi}, origtitle = {海上回憶}, year = 1991}\n@book{lin-1991, title = {Third}}";
    let admitted = admit(Form::Bibtex.read("a.bib", text).value, &record);
    let ids: Vec<&str> = admitted.new.iter().map(|work| work.id.as_str()).collect();
    insta::assert_snapshot!(format!("{ids:?} {:?} {:?}", admitted.renamed, admitted.alike), @r#"["lin-1991-2", "lin1991", "lin-1991-3"] [("lin-1991", "lin-1991-2"), ("Lin1991", "lin1991"), ("lin-1991", "lin-1991-3")] [("lin1991", "lin-1991")]"#);
}

#[test]
fn what_the_case_has_is_not_put_in_again() {
    let record = case();
    let naming = Naming::of(&record);
    let text = Form::CslJson.write(&Work::all_of(&record), &naming);
    let admitted = admit(Form::CslJson.read("a.json", &text).value, &record);
    assert!(admitted.new.is_empty(), "{admitted:?}");
    assert_eq!(admitted.there.len(), 2);
}

/// Values with whatever marks a form may take for its own.
fn value() -> impl Strategy<Value = String> {
    prop::string::string_regex("[a-zA-Zé林海ж0-9 .,:&%$#_{}\\\\~^\"'@<>|/-]{0,24}")
        .expect("it is an expression")
}

fn work() -> impl Strategy<Value = Work> {
    let sort = prop::sample::select(kaozheng_record::schema::SOURCE_TYPES);
    let name = prop::sample::select(vec![
        "William Stueck",
        "Shi Zhe 師哲",
        "師哲",
        "García Márquez, Gabriel",
        "Sea Press",
        "King, Jr., Ann",
        "Board of Trade",
    ]);
    let date = prop::sample::select(vec![
        "1991",
        "18 May 1949",
        "June 1994",
        "early 1950",
        "soon after the war",
    ]);
    (sort, value(), value(), name, date, value()).prop_map(
        |(sort, title, publisher, author, date, note)| {
            let mut work = Work::new("w1");
            work.put("type", sort);
            work.put("title", &title);
            work.put("author", author);
            work.put(sorts::date_field(Some(sort)), date);
            work.put("publisher", &publisher);
            work.put("note", &note.replace('|', ""));
            work
        },
    )
}

proptest! {
    #[test]
    fn what_a_form_can_hold_comes_back(work in work()) {
        let naming = Naming::default();
        for form in FORMS {
            let text = form.write(std::slice::from_ref(&work), &naming);
            prop_assert_eq!(lost(form, &work, &naming), Vec::<String>::new(), "{}: {}", form.name(), text);
        }
    }

    #[test]
    fn csl_json_holds_any_value_of_any_field(values in prop::collection::vec((prop::sample::select(kaozheng_record::schema::fields(kaozheng_record::Kind::Source).map(|row| row.name).collect::<Vec<_>>()), value()), 0..8)) {
        let mut work = Work::new("w1");
        values.iter().for_each(|(name, value)| work.put(name, value));
        prop_assert_eq!(lost(Form::CslJson, &work, &Naming::default()), Vec::<String>::new());
    }

    #[test]
    fn no_text_stops_a_reader(text in "\\PC{0,60}", before in prop::sample::select(vec!["@book{a, title={", "TY  - BOOK\nTI  - ", "[{\"title\": \"", ""])) {
        for form in FORMS {
            form.read("x", &format!("{before}{text}"));
        }
    }
}
