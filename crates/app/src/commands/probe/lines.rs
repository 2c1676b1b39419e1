//! The driver of line stages: many lines at once, answers in the order of the lines.

use super::stats::Seconds;
use super::{LineStage, Options};
use crate::exit::Exit;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Map, Value, json};
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes read before they are answered together: enough work for every core, little enough to hold in memory.
const BATCH: usize = 4 << 20;

/// Answers every line of `input`. Runs in the thread pool it is called in. `seconds` gets the time of each step.
pub(crate) fn answer_all(
    stage: LineStage,
    options: &Options,
    input: &mut dyn BufRead,
    out: &mut (dyn Write + Send),
    seconds: &mut Seconds,
) -> io::Result<Exit> {
    let mut exit = Exit::Fine;
    let mut number = 0;
    loop {
        let lines = seconds.reading(|| batch(input, &mut number))?;
        if lines.is_empty() {
            return Ok(exit);
        }
        let answers: Vec<Answered> = seconds.answering(|| {
            let of_line =
                |(number, line): &(usize, Vec<u8>)| answer_line(stage, options, *number, line);
            lines.par_iter().map(of_line).collect()
        });
        for answered in answers {
            out.write_all(answered.text.as_bytes())?;
            out.write_all(b"\n")?;
            exit = super::worse(exit, answered.exit);
        }
    }
}

struct Answered {
    text: String,
    exit: Exit,
}

/// The next lines with their numbers, counted from 1; about [`BATCH`] bytes of them, or one line that is longer.
fn batch(input: &mut dyn BufRead, number: &mut usize) -> io::Result<Vec<(usize, Vec<u8>)>> {
    let mut lines = Vec::new();
    let mut size = 0;
    while size < BATCH {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        size += line.len();
        *number += 1;
        lines.push((*number, line));
    }
    Ok(lines)
}

fn answer_line(stage: LineStage, options: &Options, number: usize, line: &[u8]) -> Answered {
    let input = match object(line) {
        Ok(input) => input,
        Err(error) => return fault(&Map::new(), number, &error, Exit::HasErrors),
    };
    match catch_unwind(AssertUnwindSafe(|| stage(&input, options))) {
        Ok(Ok(answer)) => Answered {
            text: named(&input, answer).to_string(),
            exit: Exit::Fine,
        },
        Ok(Err(error)) => fault(&input, number, &error, Exit::HasErrors),
        Err(_) => fault(
            &input,
            number,
            "a bug of ours; please report this line",
            Exit::Bug,
        ),
    }
}

fn object(line: &[u8]) -> Result<Map<String, Value>, String> {
    let text = std::str::from_utf8(line).map_err(|error| format!("not UTF-8 text: {error}"))?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("a JSON object was expected".to_owned()),
        Err(error) => Err(format!("not JSON: {error}")),
    }
}

/// `answer` with the `id` and `doc` of its line in front, unless the stage has set them.
fn named(input: &Map<String, Value>, answer: Value) -> Value {
    let Value::Object(answer) = answer else {
        return answer;
    };
    let mut out = Map::new();
    for key in ["id", "doc"] {
        if let (Some(name), None) = (input.get(key), answer.get(key)) {
            out.insert(key.to_owned(), name.clone());
        }
    }
    out.extend(answer);
    Value::Object(out)
}

fn fault(input: &Map<String, Value>, number: usize, error: &str, exit: Exit) -> Answered {
    let name = |key: &str| input.get(key).cloned().unwrap_or(Value::Null);
    let text =
        json!({ "id": name("id"), "doc": name("doc"), "line": number, "error": error }).to_string();
    Answered { text, exit }
}

/// The text under `key`, or the sentence that says it is missing.
pub(crate) fn text<'a>(input: &'a Map<String, Value>, key: &str) -> Result<&'a str, String> {
    match input.get(key) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("`{key}` is not a string")),
        None => Err(format!("`{key}` is missing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(input: &Map<String, Value>, _: &Options) -> Result<Value, String> {
        let text = text(input, "text")?;
        assert_ne!(text, "bug", "the stage is asked to fail");
        Ok(json!({ "letters": text.chars().count() }))
    }

    fn check(input: &str) -> (String, Exit) {
        let options = Options::default();
        let mut out = Vec::new();
        let exit = answer_all(
            count,
            &options,
            &mut input.as_bytes(),
            &mut out,
            &mut Seconds::default(),
        )
        .expect("memory can be written to");
        (String::from_utf8(out).expect("answers are text"), exit)
    }

    #[test]
    fn a_malformed_line_is_told_in_its_place() {
        let (out, exit) = check(
            "{\"id\":1,\"text\":\"考證\"}\n{\"id\":\n[]\n{\"doc\":\"d\"}\n\n{\"id\":2,\"text\":\"ab\"}\n",
        );
        insta::assert_snapshot!(out, @r#"
        {"id":1,"letters":2}
        {"id":null,"doc":null,"line":2,"error":"not JSON: EOF while parsing a value at line 2 column 0"}
        {"id":null,"doc":null,"line":3,"error":"a JSON object was expected"}
        {"id":null,"doc":"d","line":4,"error":"`text` is missing"}
        {"id":null,"doc":null,"line":5,"error":"not JSON: EOF while parsing a value at line 2 column 0"}
        {"id":2,"letters":2}
        "#);
        assert_eq!(exit, Exit::HasErrors);
    }

    #[test]
    fn a_bug_in_one_line_leaves_the_others_answered() {
        let (out, exit) = check("{\"id\":1,\"text\":\"bug\"}\n{\"id\":2,\"text\":\"ab\"}\n");
        assert!(out.contains("a bug of ours"), "{out}");
        assert!(out.ends_with("{\"id\":2,\"letters\":2}\n"), "{out}");
        assert_eq!(exit, Exit::Bug);
    }

    #[test]
    fn answers_do_not_depend_on_the_number_of_threads() {
        let input: String = (0..5000)
            .map(|n| format!("{{\"id\":{n},\"text\":\"{}\"}}\n", "x".repeat(n % 97)))
            .collect();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("threads can be made");
            pool.install(|| check(&input).0)
        };
        assert_eq!(with(1), with(4));
    }
}
