//! What an answer holds, and how it is laid out as text.

use std::fmt::{self, Display, Formatter};

/// The answer to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The question, as it is written in the grammar.
    pub question: String,
    /// The verdict: a word, or a few.
    pub verdict: String,
    /// The proof standard it was held to; `None` where nothing is weighed.
    pub standard: Option<String>,
    /// The cards it rests on, sorted: remove them, and the verdict changes or is withdrawn.
    pub grounds: Vec<String>,
    /// From the question to the verdict, in sentences; each ends with its cards and places in brackets.
    pub steps: Vec<String>,
    /// The messages by which something came to somebody, from first to last.
    pub route: Vec<String>,
    /// Sources and cards whose removal alone changes the verdict, sorted.
    pub rests_on: Vec<String>,
    /// Where accounts differ: which was followed, and which stands beside it.
    pub rivals: Vec<String>,
    /// What would give another verdict.
    pub would_change: Vec<String>,
    /// What is known to be absent, and where to look.
    pub missing: Vec<String>,
}

/// The verdict where evidence allows more than one answer, or a question cannot be put.
pub const UNDECIDED: &str = "cannot be decided";

/// The verdict where there is no evidence; never "no".
pub const NONE: &str = "none";

impl Answer {
    /// An answer to which steps are added.
    pub(super) fn new(verdict: impl Into<String>) -> Answer {
        Answer {
            verdict: verdict.into(),
            ..Answer::default()
        }
    }

    /// Adds a sentence.
    pub(super) fn step(&mut self, sentence: impl Into<String>) {
        self.steps.push(sentence.into());
    }

    /// Adds cards that the answer rests on; [`Answer::in_order`] puts them in order when all are there.
    pub(super) fn rest_on<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) {
        self.grounds.extend(ids.into_iter().map(str::to_owned));
    }

    /// Puts the grounds in order, each once.
    pub(super) fn in_order(&mut self) {
        self.grounds.sort();
        self.grounds.dedup();
    }
}

impl Display for Answer {
    /// One fixed layout: verdict first, then steps, then what it rests on and what would change it; empty parts left out.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.verdict)?;
        if let Some(standard) = &self.standard {
            writeln!(f, "standard: {standard}")?;
        }
        for (number, step) in (1..).zip(&self.steps) {
            writeln!(f, "{number}. {step}")?;
        }
        if !self.route.is_empty() {
            writeln!(f, "route: {}", self.route.join(" > "))?;
        }
        if !self.grounds.is_empty() {
            writeln!(f, "grounds: {}", self.grounds.join("; "))?;
        }
        if !self.rests_on.is_empty() {
            writeln!(f, "rests on: {}", self.rests_on.join("; "))?;
        }
        let parts = [
            ("rival", &self.rivals),
            ("would change", &self.would_change),
            ("missing", &self.missing),
        ];
        for (name, sentences) in parts {
            for sentence in sentences {
                writeln!(f, "{name}: {sentence}")?;
            }
        }
        Ok(())
    }
}
