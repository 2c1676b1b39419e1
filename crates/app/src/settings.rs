//! The settings of a case: `case.toml`.

use crate::checks::settings_not_understood;
use kaozheng_record::checks::Vocabulary;
use kaozheng_record::schema::STANDARDS;
use kaozheng_text::{Diagnostic, Place, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use toml_edit::{Document, DocumentMut, Item};

/// What `case.toml` says; every value has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaseFile {
    /// The title of the case; empty when none is given.
    pub(crate) title: String,
    /// Languages of its material (BCP 47), the chief one first.
    pub(crate) languages: Vec<String>,
    /// The proof standard used when a question names none.
    pub(crate) standard: Option<String>,
    /// Ids of the questions shown first, in that order; empty is all of them by id.
    pub(crate) questions: Vec<String>,
    /// Words that the case adds to an open list, by `kind.field` (`event.type`).
    pub(crate) vocabulary: BTreeMap<String, Vec<String>>,
}

impl CaseFile {
    /// The case's own words, for the checks of form.
    pub(crate) fn form_vocabulary(&self) -> Vocabulary {
        let words = |field: &str| self.vocabulary.get(field).cloned().unwrap_or_default();
        Vocabulary {
            source_types: words("source.type"),
            body_types: words("body.type"),
            event_types: words("event.type"),
            schemes: words("argument.scheme"),
        }
    }
}

/// The settings file's name.
pub(crate) const NAME: &str = "case.toml";

/// The lists under `[types]`, each with the field whose words it adds to.
const OPEN_LISTS: [(&str, &str); 4] = [
    ("source", "source.type"),
    ("event", "event.type"),
    ("body", "body.type"),
    ("scheme", "argument.scheme"),
];

/// The settings file of a new case.
pub(crate) fn template(title: &str) -> String {
    let title = toml_edit::Value::from(title);
    format!(
        "# The settings of this case. Every line may be left out.\n\
         title = {title}\n\
         # Languages of the material, the chief one first.\n\
         languages = [\"en\"]\n\
         # The proof standard used when a question names none: scintilla, preponderance, clear, established.\n\
         standard = \"preponderance\"\n\n\
         # What `early` or `about` bound in a date: `kaozheng export CASE --to phrases` writes the table; kept beside\n\
         # this file as phrases.tsv and changed, it holds for this case.\n\n\
         # Words of this case beside those that are built in.\n\
         [types]\n\
         source = []\n\
         event = []\n\
         body = []\n\
         scheme = []\n"
    )
}

/// Reads `text`. What cannot be understood becomes a note, and the default holds.
pub(crate) fn read(text: &str, notes: &mut Vec<Diagnostic>) -> CaseFile {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let place = error.span().map_or_else(|| place(0..0), place);
            let message = format!("case.toml cannot be read: {}", error.message());
            let help = "correct the line; until then the defaults hold";
            notes.push(settings_not_understood::note(
                message,
                place,
                help.to_owned(),
            ));
            return CaseFile::default();
        }
    };
    let mut reader = Reader { notes };
    reader.read(&document)
}

/// `text` with `old` called `new` in its list of questions; `None` when it does not stand there. All else stays.
pub(crate) fn with_question_renamed(text: &str, old: &str, new: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let questions = document.get_mut("questions")?.as_array_mut()?;
    let question = questions
        .iter_mut()
        .find(|question| question.as_str() == Some(old))?;
    let decor = question.decor().clone();
    *question = new.into();
    *question.decor_mut() = decor;
    Some(document.to_string())
}

struct Reader<'a> {
    notes: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn read(&mut self, document: &Document<&str>) -> CaseFile {
        let mut settings = CaseFile::default();
        for (key, item) in document.iter() {
            match key {
                "title" => settings.title = self.text(key, item).unwrap_or_default(),
                "languages" => settings.languages = self.list(key, item),
                "standard" => settings.standard = self.standard(item),
                "questions" => settings.questions = self.list(key, item),
                "types" => settings.vocabulary = self.vocabulary(item),
                _ => self.unknown(key, item, "title, languages, standard, questions, [types]"),
            }
        }
        settings
    }

    fn vocabulary(&mut self, item: &Item) -> BTreeMap<String, Vec<String>> {
        let mut out = BTreeMap::new();
        let Some(table) = item.as_table_like() else {
            self.wrong("types", item, "a table of lists");
            return out;
        };
        for (key, item) in table.iter() {
            match OPEN_LISTS.iter().find(|(name, _)| *name == key) {
                Some((_, field)) => {
                    out.insert((*field).to_owned(), self.list(key, item));
                }
                None => self.unknown(key, item, &OPEN_LISTS.map(|(name, _)| name).join(", ")),
            }
        }
        out
    }

    fn standard(&mut self, item: &Item) -> Option<String> {
        let word = self.text("standard", item)?;
        if STANDARDS.contains(&word.as_str()) {
            return Some(word);
        }
        self.wrong(
            "standard",
            item,
            &format!("one of {}", STANDARDS.join(", ")),
        );
        None
    }

    fn text(&mut self, key: &str, item: &Item) -> Option<String> {
        let text = item.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(key, item, "text in quotation marks");
        }
        text
    }

    fn list(&mut self, key: &str, item: &Item) -> Vec<String> {
        let texts = item.as_array().and_then(|array| {
            array
                .iter()
                .map(|value| value.as_str().map(str::to_owned))
                .collect()
        });
        if texts.is_none() {
            self.wrong(key, item, "a list such as [\"en\", \"ko\"]");
        }
        texts.unwrap_or_default()
    }

    fn wrong(&mut self, key: &str, item: &Item, expected: &str) {
        let message = format!("`{key}` in case.toml should be {expected}");
        self.note(
            message,
            item,
            "correct it; until then the default holds".to_owned(),
        );
    }

    fn unknown(&mut self, key: &str, item: &Item, known: &str) {
        let message = format!("case.toml has no setting `{key}`");
        self.note(message, item, format!("the settings are: {known}"));
    }

    fn note(&mut self, message: String, item: &Item, help: String) {
        let place = place(item.span().unwrap_or(0..0));
        self.notes
            .push(settings_not_understood::note(message, place, help));
    }
}

fn place(span: Range<usize>) -> Place {
    Place {
        file: NAME.into(),
        span: Span::new(span.start, span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> (CaseFile, Vec<String>) {
        let mut notes = Vec::new();
        let settings = read(text, &mut notes);
        (
            settings,
            notes.into_iter().map(|note| note.message).collect(),
        )
    }

    #[test]
    fn the_template_reads_without_a_note() {
        let (settings, notes) = check(&template("Korea \"1950\""));
        assert_eq!(notes, [""; 0]);
        assert_eq!(settings.title, "Korea \"1950\"");
        assert_eq!(settings.standard.as_deref(), Some("preponderance"));
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_is_read() {
        let (settings, notes) =
            check("title = \"T\"\nstandard = \"certain\"\nlanguages = 3\ncolour = 1\n");
        assert_eq!(settings.title, "T");
        assert_eq!(
            notes,
            [
                "`standard` in case.toml should be one of scintilla, preponderance, clear, established",
                "`languages` in case.toml should be a list such as [\"en\", \"ko\"]",
                "case.toml has no setting `colour`",
            ]
        );
    }

    #[test]
    fn a_renamed_question_changes_its_own_line_only() {
        let text = "# mine\nquestions = [\n    \"a\", # first\n    \"b\",\n]\n";
        let changed = with_question_renamed(text, "b", "c");
        assert_eq!(
            changed.as_deref(),
            Some(text.replace("\"b\"", "\"c\"").as_str())
        );
        assert_eq!(with_question_renamed(text, "x", "c"), None);
    }

    #[test]
    fn a_file_that_is_no_toml_gives_defaults_and_one_note() {
        let (settings, notes) = check("title = \n");
        assert_eq!(settings, CaseFile::default());
        assert_eq!(notes.len(), 1, "{notes:?}");
    }
}
