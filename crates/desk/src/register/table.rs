//! A table in CSV: rows of cells, each row with its place.

use kaozheng_text::Span;

/// A table as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Its rows.
    pub(super) rows: Vec<Row>,
    /// A quotation mark that opens a cell and is never closed. It and all marks after it were read as letters.
    pub(super) unclosed: Option<Span>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The cells, without quotation marks and white space at their ends.
    pub(super) cells: Vec<String>,
    /// The line it begins on, from 1.
    pub(super) line: usize,
    /// Where it stands.
    pub(super) span: Span,
}

impl Row {
    /// A cell; empty where the row is too short.
    pub(super) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// The rows of a text, by commas, semicolons or tabs, whichever the first line has most of. Empty lines are left out.
pub(super) fn rows(text: &str) -> Table {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[start..].lines().next().unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let mark = [',', ';', '\t']
        .into_iter()
        .max_by_key(|&mark| (count(mark), mark == ','));
    let read = |quoting_until| {
        let mut reader = Reader {
            mark: mark.unwrap_or(','),
            quoting_until,
            rows: Vec::new(),
            cells: Vec::new(),
            cell: String::new(),
            start,
            begun: 1,
        };
        let unclosed = reader.read(text);
        (reader.rows, unclosed)
    };
    let (rows, unclosed) = read(text.len());
    Table {
        rows: unclosed.map_or(rows, |at| read(at).0),
        unclosed: unclosed.map(|at| Span::new(at, at + 1)),
    }
}

struct Reader {
    mark: char,
    /// From here on, in bytes, quotation marks are letters.
    quoting_until: usize,
    rows: Vec<Row>,
    cells: Vec<String>,
    cell: String,
    start: usize,
    begun: usize,
}

impl Reader {
    /// Where a cell was opened that the text never closes.
    fn read(&mut self, text: &str) -> Option<usize> {
        let (mut quoted, mut opened, mut line) = (false, 0, 1);
        let mut chars = text[self.start..].char_indices().peekable();
        let from = self.start;
        while let Some((at, char)) = chars.next() {
            line += usize::from(char == '\n');
            match char {
                '"' if quoted && chars.peek().is_some_and(|&(_, next)| next == '"') => {
                    chars.next();
                    self.cell.push('"');
                }
                '"' if quoted => quoted = false,
                '"' if self.cell.trim().is_empty() && from + at < self.quoting_until => {
                    (quoted, opened) = (true, from + at);
                }
                '\n' if !quoted => {
                    self.end(from + at);
                    (self.start, self.begun) = (from + at + 1, line);
                }
                '\r' if !quoted => {}
                mark if mark == self.mark && !quoted => self.next(),
                other => self.cell.push(other),
            }
        }
        self.end(text.len());
        quoted.then_some(opened)
    }

    fn next(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(cell.trim().to_owned());
    }

    fn end(&mut self, at: usize) {
        self.next();
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(Row {
                cells,
                line: self.begun,
                span: Span::new(self.start, at),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let table = rows(text);
        let told = table.rows.into_iter().map(|row| {
            format!(
                "{}: {} <{}>",
                row.line,
                row.cells.join("|"),
                text[row.span.range()].trim_end()
            )
        });
        let unclosed = table
            .unclosed
            .map(|span| format!("unclosed at {}", span.start));
        told.chain(unclosed).collect::<Vec<String>>().join("\n")
    }

    #[test]
    fn quoted_cells_may_hold_commas_marks_and_line_ends() {
        insta::assert_snapshot!(check("a,b\r\n\"x, \"\"y\"\"\", 2 \n\n\"one\ntwo\",3\n"), @r#"
        1: a|b <a,b>
        2: x, "y"|2 <"x, ""y""", 2>
        4: one
        two|3 <"one
        two",3>
        "#);
        insta::assert_snapshot!(check("a;b\n1;2"), @"
        1: a|b <a;b>
        2: 1|2 <1;2>
        ");
    }

    #[test]
    fn a_mark_that_is_never_closed_swallows_nothing() {
        insta::assert_snapshot!(check("a,b\n\"x,2\n3,\"\"\n"), @r#"
        1: a|b <a,b>
        2: "x|2 <"x,2>
        3: 3|"" <3,"">
        unclosed at 4
        "#);
        insta::assert_snapshot!(check("a,b\n\"x\",\"y\n3,4\n"), @r#"
        1: a|b <a,b>
        2: x|"y <"x","y>
        3: 3|4 <3,4>
        unclosed at 8
        "#);
    }
}
