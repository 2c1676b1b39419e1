//! Reading the records of a workload, one JSON object a line, and writing its faults in their places.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::io::{self, BufRead, Write};

/// The most actors, points or arguments that a workload may have: what is kept for each must fit in memory.
pub(super) const MOST: u64 = 1 << 27;

/// A line that could not be read.
pub(super) struct Fault {
    id: Value,
    doc: Value,
    line: usize,
    error: String,
}

impl Fault {
    fn new(text: &[u8], line: usize, error: String) -> Fault {
        let record: Map<String, Value> = serde_json::from_slice(text).unwrap_or_default();
        let name = |key: &str| record.get(key).cloned().unwrap_or_default();
        Fault {
            id: name("id"),
            doc: name("doc"),
            line,
            error,
        }
    }

    /// Writes the fault as one line.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let Fault {
            id,
            doc,
            line,
            error,
        } = self;
        writeln!(
            out,
            "{}",
            json!({ "id": id, "doc": doc, "line": line, "error": error })
        )
    }
}

/// Reads every line that is not blank as a `T` and hands it to `take`; what `take` refuses is a fault as well.
///
/// `fault` is given the faults as they come.
pub(super) fn each<T: DeserializeOwned, W>(
    input: &mut dyn BufRead,
    workload: &mut W,
    take: impl Fn(&mut W, T) -> Result<(), String>,
    fault: impl Fn(&mut W, Fault),
) -> io::Result<()> {
    let mut text = Vec::new();
    let mut number = 0;
    loop {
        text.clear();
        if input.read_until(b'\n', &mut text)? == 0 {
            return Ok(());
        }
        number += 1;
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let read = serde_json::from_slice::<T>(&text)
            .map_err(|error| format!("not such a record: {error}"));
        if let Err(error) = read.and_then(|record| take(workload, record)) {
            fault(workload, Fault::new(&text, number, error));
        }
    }
}

/// A field that a record of its kind must have.
pub(super) fn need<T>(field: Option<T>, name: &str) -> Result<T, String> {
    field.ok_or_else(|| format!("`{name}` is missing"))
}

/// A number below `end`.
pub(super) fn below(number: u32, end: u32, what: &str) -> Result<u32, String> {
    if number < end {
        Ok(number)
    } else {
        Err(format!(
            "there is no {what} {number}; the last is {}",
            i64::from(end) - 1
        ))
    }
}

/// A count from the first line of a workload.
pub(super) fn count(number: Option<u64>, name: &str) -> Result<u32, String> {
    let number = need(number, name)?;
    let fits = number <= MOST;
    if fits {
        Ok(number as u32)
    } else {
        Err(format!("`{name}` is {number}; the most is {MOST}"))
    }
}
