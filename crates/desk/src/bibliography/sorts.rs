//! What sorts of work are called in the forms, and which fields have a name of their own in them.

/// One sort of source: the word of the card, then its type in CSL, BibLaTeX and RIS.
struct Sort {
    word: &'static str,
    csl: &'static str,
    bib: &'static str,
    ris: &'static str,
    /// Whether its date is the one it bears, and not that of print.
    is_document: bool,
}

const fn sort(word: &'static str, csl: &'static str, bib: &'static str, ris: &'static str) -> Sort {
    Sort {
        word,
        csl,
        bib,
        ris,
        is_document: false,
    }
}

const fn document(
    word: &'static str,
    csl: &'static str,
    bib: &'static str,
    ris: &'static str,
) -> Sort {
    Sort {
        word,
        csl,
        bib,
        ris,
        is_document: true,
    }
}

/// Of several words with one type, the first is what the type means when it is read.
const SORTS: &[Sort] = &[
    sort("book", "book", "book", "BOOK"),
    sort("article", "article-journal", "article", "JOUR"),
    sort("chapter", "chapter", "incollection", "CHAP"),
    sort("memoir", "book", "book", "BOOK"),
    document("diary", "manuscript", "unpublished", "UNPB"),
    document("interview", "interview", "misc", "GEN"),
    document("letter", "personal_communication", "letter", "PCOMM"),
    document("telegram", "personal_communication", "letter", "PCOMM"),
    document("memorandum", "document", "misc", "GEN"),
    document("minutes", "document", "misc", "GEN"),
    document("note", "document", "misc", "GEN"),
    document("order", "document", "misc", "GEN"),
    sort("report", "report", "report", "RPRT"),
    document("speech", "speech", "misc", "GEN"),
    document("treaty", "treaty", "misc", "GEN"),
    sort("newspaper", "article-newspaper", "article", "NEWS"),
    sort("collection", "collection", "collection", "EDBOOK"),
    document("archive-file", "manuscript", "unpublished", "MANSCPT"),
    sort("thesis", "thesis", "thesis", "THES"),
    sort("paper", "paper-conference", "inproceedings", "CPAPER"),
    sort("web", "webpage", "online", "ELEC"),
    document("other", "document", "misc", "GEN"),
];

/// Types that are read but never written, with the word of the card.
const READ: &[(&str, &str)] = &[
    ("article", "article"),
    ("article-magazine", "article"),
    ("post", "web"),
    ("post-weblog", "web"),
    ("inbook", "chapter"),
    ("suppbook", "chapter"),
    ("bookinbook", "chapter"),
    ("mvbook", "book"),
    ("booklet", "book"),
    ("mvcollection", "collection"),
    ("proceedings", "collection"),
    ("conference", "paper"),
    ("phdthesis", "thesis"),
    ("mastersthesis", "thesis"),
    ("techreport", "report"),
    ("manual", "report"),
    ("www", "web"),
    ("electronic", "web"),
    ("periodical", "collection"),
    ("legislation", "treaty"),
    ("entry-encyclopedia", "chapter"),
    ("MGZN", "article"),
    ("EJOUR", "article"),
    ("JFULL", "collection"),
    ("WEB", "web"),
    ("BLOG", "web"),
    ("CONF", "paper"),
    ("EBOOK", "book"),
    ("ECHAP", "chapter"),
    ("GOVDOC", "report"),
    ("LETTER", "letter"),
];

/// Which column of the table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Csl,
    Bib,
    Ris,
}

fn cell(sort: &Sort, column: Column) -> &'static str {
    match column {
        Column::Csl => sort.csl,
        Column::Bib => sort.bib,
        Column::Ris => sort.ris,
    }
}

/// The type for a word of the card, and the word itself when the type alone does not give it back.
pub(super) fn written(word: Option<&str>, column: Column) -> (&'static str, Option<&str>) {
    let fallback = SORTS.last().expect("the table has rows");
    let row = SORTS.iter().find(|row| Some(row.word) == word);
    let kind = cell(row.unwrap_or(fallback), column);
    let kept = word.filter(|word| read(kind, column) != Some(word));
    (kind, kept)
}

/// The word of the card for a type; `None` when it is not known.
pub(super) fn read(kind: &str, column: Column) -> Option<&'static str> {
    let row = SORTS.iter().find(|row| cell(row, column) == kind);
    let other = READ.iter().find(|(read, _)| *read == kind);
    match (row, other) {
        // What is of several sorts in the form is told only as what no other word is for.
        (Some(_), _) if matches!(kind, "document" | "misc" | "GEN") => Some("other"),
        (Some(_), _) if kind == "manuscript" => Some("archive-file"),
        (Some(_), _) if kind == "unpublished" => Some("archive-file"),
        (Some(row), _) => Some(row.word),
        (None, other) => other.map(|(_, word)| *word),
    }
}

/// The words of the card that a form may name beside its type.
pub(super) fn is_word(word: &str) -> bool {
    SORTS.iter().any(|row| row.word == word)
}

/// The field of the card for the one date that most forms have.
pub(super) fn date_field(word: Option<&str>) -> &'static str {
    let row = SORTS.iter().find(|row| Some(row.word) == word);
    match row.is_some_and(|row| row.is_document) {
        true => "dated",
        false => "published",
    }
}

/// What a card holds as `note: name: value`, by its name in CSL, and its name in BibLaTeX and RIS.
const REMARKS: &[(&str, &str, &str)] = &[
    ("edition", "edition", "ET"),
    ("collection-title", "series", "T3"),
    ("collection-number", "seriesnumber", ""),
    ("ISBN", "isbn", ""),
    ("ISSN", "issn", ""),
    ("abstract", "abstract", "AB"),
    ("number-of-volumes", "volumes", "NV"),
    ("number-of-pages", "pagetotal", ""),
    ("event-title", "eventtitle", ""),
    ("keyword", "keywords", ""),
    ("title-short", "shorttitle", "ST"),
    ("original-publisher", "origpublisher", ""),
    ("original-publisher-place", "origlocation", ""),
];

fn remark(row: &(&'static str, &'static str, &'static str), column: Column) -> &'static str {
    match column {
        Column::Csl => row.0,
        Column::Bib => row.1,
        Column::Ris => row.2,
    }
}

/// `edition: 2` as the name it has in a form and its value; `None` for any other note.
pub(super) fn remark_written(note: &str, column: Column) -> Option<(&'static str, &str)> {
    let (name, value) = note.split_once(": ")?;
    let row = REMARKS.iter().find(|row| row.0 == name)?;
    let written = remark(row, column);
    (!written.is_empty()).then_some((written, value))
}

/// The note for a field that cards have no name for.
pub(super) fn remark_read(name: &str, value: &str, column: Column) -> String {
    let row = REMARKS.iter().find(|row| remark(row, column) == name);
    format!("{}: {value}", row.map_or(name, |row| row.0))
}
