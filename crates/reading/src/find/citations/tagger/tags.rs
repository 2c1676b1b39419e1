//! What a token can be part of, with the names that models and scorers know it by.

use kaozheng_values::citations::Field;

/// What a run of tokens is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tag {
    /// Nothing that is asked for: a mark between two fields, a word that only joins.
    Outside,
    /// A field of the citation.
    Field(Field),
    /// A word that says how the citation bears on the text (*see*, *vgl.*).
    Signal,
    /// An abbreviation or a number that stands for several things at once.
    Joined,
    /// *Ibid.*, *op. cit.*, *a.a.O.*
    Again,
    /// A reference to another note.
    OtherNote,
}

/// Every tag with its name in the files that models are trained on.
pub const NAMES: &[(&str, Tag)] = &[
    ("O", Tag::Outside),
    ("author", Tag::Field(Field::Author)),
    ("editor", Tag::Field(Field::Editor)),
    ("translator", Tag::Field(Field::Translator)),
    ("title", Tag::Field(Field::Title)),
    ("container-title", Tag::Field(Field::Container)),
    ("collection-title", Tag::Field(Field::Series)),
    ("issued", Tag::Field(Field::Issued)),
    ("page", Tag::Field(Field::Pages)),
    ("locator", Tag::Field(Field::Locator)),
    ("volume", Tag::Field(Field::Volume)),
    ("issue", Tag::Field(Field::Issue)),
    ("publisher", Tag::Field(Field::Publisher)),
    ("publisher-place", Tag::Field(Field::Place)),
    ("edition", Tag::Field(Field::Edition)),
    ("archive", Tag::Field(Field::Archive)),
    ("archive_location", Tag::Field(Field::ShelfMark)),
    ("number", Tag::Field(Field::Number)),
    ("note", Tag::Field(Field::Note)),
    ("genre", Tag::Field(Field::Genre)),
    ("URL", Tag::Field(Field::Url)),
    ("DOI", Tag::Field(Field::Doi)),
    ("ISBN", Tag::Field(Field::Isbn)),
    ("citation-number", Tag::Field(Field::ListNumber)),
    ("x-signal", Tag::Signal),
    ("x-abbreviation", Tag::Joined),
    ("x-number-year", Tag::Joined),
    ("x-ref", Tag::OtherNote),
    ("x-ref-footnote", Tag::OtherNote),
    ("x-ref-op-cit", Tag::Again),
];

/// The tag of a name; `None` for names that are not trained on.
pub fn tag(name: &str) -> Option<Tag> {
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, tag)| *tag)
}
