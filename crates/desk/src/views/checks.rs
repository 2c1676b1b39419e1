//! What is wrong or doubtful in a case.

use kaozheng_text::{Diagnostic, Place, Position, Severity};
use serde::Serialize;

/// Every note, in the order given, and how many there are of each severity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChecksView {
    /// Notes that say that something is wrong.
    pub errors: usize,
    /// Notes that say that something is doubtful.
    pub warnings: usize,
    /// Notes that are only worth knowing.
    pub remarks: usize,
    /// The notes.
    pub notes: Vec<NoteLine>,
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteLine {
    /// The check's name; `kaozheng explain CODE` says what it means.
    pub code: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// What was read and what is wrong with it.
    pub message: String,
    /// Where; null when no place applies.
    pub at: Option<PlaceLine>,
    /// Other places that belong to it.
    pub also: Vec<PlaceLine>,
    /// What to write instead.
    pub help: Option<String>,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceLine {
    /// The file, relative to the case folder.
    pub file: String,
    /// Line, from 1; null when the file is not a text of the case.
    pub line: Option<usize>,
    /// Column in code points, from 1.
    pub column: Option<usize>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What stands there, for a further place.
    pub what: Option<String>,
}

impl ChecksView {
    /// The view of `notes`; `position` knows the texts of the files.
    pub fn of(notes: &[Diagnostic], position: &dyn Fn(&Place) -> Option<Position>) -> ChecksView {
        let count = |severity| {
            notes
                .iter()
                .filter(|note| note.severity == severity)
                .count()
        };
        ChecksView {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            remarks: count(Severity::Info),
            notes: notes.iter().map(|note| line(note, position)).collect(),
        }
    }
}

fn line(note: &Diagnostic, position: &dyn Fn(&Place) -> Option<Position>) -> NoteLine {
    let place = |place: &Place, what: Option<&String>| {
        let at = position(place);
        PlaceLine {
            file: place.file.to_string(),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            start: place.span.start,
            end: place.span.end,
            what: what.cloned(),
        }
    };
    NoteLine {
        code: note.code.to_owned(),
        severity: note.severity.word().to_owned(),
        message: note.message.clone(),
        at: note.at.as_ref().map(|at| place(at, None)),
        also: note
            .also
            .iter()
            .map(|(at, what)| place(at, Some(what)))
            .collect(),
        help: note.help.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kaozheng_text::{LineIndex, Span};

    #[test]
    fn places_are_given_in_lines_and_bytes() {
        let text = "person: a\nname: 毛\n";
        let lines = LineIndex::new(text);
        let place = Place {
            file: "cards/a.card".into(),
            span: Span::new(16, 19),
        };
        let note = Diagnostic::warning("doubtful", "Doubtful.")
            .at(place)
            .help("look again");
        let view = ChecksView::of(&[note], &|place| {
            Some(lines.place(text, place.span.start as usize))
        });
        insta::assert_snapshot!(serde_json::to_string(&view).expect("plain fields"), @r#"{"errors":0,"warnings":1,"remarks":0,"notes":[{"code":"doubtful","severity":"warning","message":"Doubtful.","at":{"file":"cards/a.card","line":2,"column":7,"start":16,"end":19,"what":null},"also":[],"help":"look again"}]}"#);
    }
}
