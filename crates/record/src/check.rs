//! What a check is: a name, a severity, and the page that explains it.
//!
//! The page of a check is the module documentation of the file that holds it, with the four parts *What it checks*,
//! *Why it matters*, *Example* and *How to mend*. It is written once, there; `kaozheng explain` and `docs/checks/` are
//! made from it.
//!
//! ```
//! use kaozheng_record::check::{Check, Severity};
//! // In a check's own file: `docs: include_str!("sample_of_a_check.rs")`.
//! const CHECK: Check = Check {
//!     code: "unknown-kind",
//!     title: "Unknown kind of card",
//!     severity: Severity::Error,
//!     docs: "//! What it checks: the word that begins a card.\n//!\n//! How to mend: correct it.\n",
//! };
//! assert_eq!(CHECK.what(), "the word that begins a card.");
//! assert_eq!(CHECK.mending(), "correct it.");
//! let note = CHECK.note("`statment` is no kind of card.");
//! assert_eq!(note.code, "unknown-kind");
//! ```

pub use kaozheng_text::{Diagnostic, Severity};

/// One check: its name, how much it matters, and the page that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, in words joined with hyphens; the code of the notes it makes.
    pub code: &'static str,
    /// The fault in a few words, as a heading.
    pub title: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The text of its own file, `include_str!`; its `//!` lines are the page.
    pub docs: &'static str,
}

/// The headings of the four parts, in order.
pub const PARTS: [&str; 4] = ["What it checks", "Why it matters", "Example", "How to mend"];

impl Check {
    /// A note of this check, without place or help; a message that repeats a very long value is cut.
    pub fn note(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.severity, clipped(message.into()))
    }

    /// What it checks.
    pub fn what(&self) -> String {
        self.part(PARTS[0])
    }

    /// Why it matters.
    pub fn why(&self) -> String {
        self.part(PARTS[1])
    }

    /// An example that raises it.
    pub fn example(&self) -> String {
        self.part(PARTS[2])
    }

    /// How to mend it.
    pub fn mending(&self) -> String {
        self.part(PARTS[3])
    }

    /// The whole page as Markdown: heading, severity, the four parts.
    pub fn page(&self) -> String {
        let mut out = format!(
            "# {}\n\n`{}`, {}\n",
            self.title,
            self.code,
            self.severity.word()
        );
        for heading in PARTS {
            let part = self.part(heading);
            if !part.is_empty() {
                out += &format!("\n## {heading}\n\n{part}\n");
            }
        }
        out
    }

    /// The text under one heading of the module documentation; empty when it has none.
    ///
    /// A heading stands at the start of a line, with or without `#` or `*` around it and a colon after it.
    fn part(&self, wanted: &str) -> String {
        let mut out: Vec<&str> = Vec::new();
        let mut inside = false;
        for line in page_lines(self.docs) {
            match heading(line) {
                Some((name, rest)) => {
                    inside = name == wanted;
                    if inside && !rest.is_empty() {
                        out.push(rest);
                    }
                }
                None if inside => out.push(line),
                None => {}
            }
        }
        let text = out.join("\n");
        text.trim_matches('\n').trim_end().to_owned()
    }
}

/// Longest message, in bytes.
const LONGEST: usize = 600;

/// The message, cut in its middle when it is too long to be read.
pub(crate) fn clipped(message: String) -> String {
    if message.len() <= LONGEST {
        return message;
    }
    let boundary = |at: &usize| message.is_char_boundary(*at);
    let head = (0..=LONGEST * 2 / 3).rev().find(boundary).unwrap_or(0);
    let tail = (message.len() - LONGEST / 3..message.len()).find(boundary);
    format!(
        "{} … {}",
        &message[..head],
        &message[tail.unwrap_or(message.len())..]
    )
}

/// The `//!` lines at the head of a file, without their marks.
fn page_lines(docs: &str) -> impl Iterator<Item = &str> {
    docs.lines()
        .map_while(|line| line.trim_start().strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// The heading that begins `line`, with what follows it on the line.
fn heading(line: &str) -> Option<(&'static str, &str)> {
    let bare = line.trim_start_matches(['#', '*', ' ']);
    let name = PARTS.into_iter().find(|name| bare.starts_with(name))?;
    let rest = bare[name.len()..].trim_start_matches(['*', ':', '.', ' ']);
    Some((name, rest.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_read_off_the_module_documentation() {
        let check = Check {
            code: "stray-line",
            title: "A line that is nothing",
            severity: Severity::Warning,
            docs: "//! A line that is nothing.\n//!\n//! # What it checks\n//!\n//! Every line.\n//! Each one.\n//!\n//! **Why it matters.** Words are lost.\n//!\n//! Example:\n//!\n//!     mao knew\n//!\n//! How to mend: indent it.\n\nuse x;\n//! Why it matters: not this.\n",
        };
        insta::assert_snapshot!(check.page(), @r"
        # A line that is nothing

        `stray-line`, warning

        ## What it checks

        Every line.
        Each one.

        ## Why it matters

        Words are lost.

        ## Example

            mao knew

        ## How to mend

        indent it.
        ");
    }
}
