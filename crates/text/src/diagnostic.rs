//! Notes on the user's material, as data: work goes on, the note stands beside the result.

use crate::Span;
use std::sync::Arc;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Doubtful.
    Warning,
    /// Wrong: `check` ends with exit code 1.
    Error,
}

impl Severity {
    /// The word shown to people and written in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A stretch of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's name, relative to the case folder.
    pub file: Arc<str>,
    /// The stretch, in bytes of that file's text.
    pub span: Span,
}

/// One note on the user's material: place, reason and mending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The check's name, in words joined with hyphens (`quotation-not-found`).
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was read and what is wrong with it, in one sentence.
    pub message: String,
    /// Where; `None` when no place applies (an empty case).
    pub at: Option<Place>,
    /// Other places that belong to it, each with what stands there.
    pub also: Vec<(Place, String)>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A note without place or mending; add them with [`Diagnostic::at`], [`Diagnostic::also`] and [`Diagnostic::help`].
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            at: None,
            also: Vec::new(),
            help: None,
        }
    }

    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, message)
    }

    /// A piece of information.
    pub fn info(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Info, message)
    }

    /// The same note, placed.
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.at = Some(place);
        self
    }

    /// The same note with a further place.
    pub fn also(mut self, place: Place, what: impl Into<String>) -> Diagnostic {
        self.also.push((place, what.into()));
        self
    }

    /// The same note with its mending.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// A result with the notes that were made on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted<T> {
    /// The result, as good as the material allowed.
    pub value: T,
    /// The notes, in the order of the material.
    pub notes: Vec<Diagnostic>,
}

impl<T> Noted<T> {
    /// A result without notes.
    pub fn clean(value: T) -> Noted<T> {
        Noted {
            value,
            notes: Vec::new(),
        }
    }

    /// A result with one note.
    pub fn with(value: T, note: Diagnostic) -> Noted<T> {
        Noted {
            value,
            notes: vec![note],
        }
    }

    /// The same notes around another result.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Noted<U> {
        Noted {
            value: change(self.value),
            notes: self.notes,
        }
    }

    /// Hands the notes to `notes` and gives the bare result.
    pub fn take(self, notes: &mut Vec<Diagnostic>) -> T {
        notes.extend(self.notes);
        self.value
    }
}
