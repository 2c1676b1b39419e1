//! Running the reference solvers, and reading what they write.

use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The folder of the reference solvers; `None`, loudly, when it is not beside the repository.
pub(crate) fn bench() -> Option<PathBuf> {
    let bench = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench/reason");
    if bench.is_dir() {
        return Some(bench);
    }
    assert!(std::env::var_os("CI").is_none(), "../shared is not there");
    eprintln!("SKIPPED: ../shared is not there");
    None
}

/// One workload and its reference answers.
pub(crate) struct Case {
    pub(crate) workload: Vec<Value>,
    pub(crate) answers: Vec<Value>,
}

/// How many instances to try: `usual`, or as many as `KAOZHENG_INSTANCES` says.
pub(crate) fn instances(usual: usize) -> usize {
    let asked = std::env::var("KAOZHENG_INSTANCES").ok();
    asked.map_or(usual, |asked| asked.parse().expect("a number of instances"))
}

/// Hands on so many random workloads of a kind; none when the solvers are not there.
///
/// The solvers work on the next few hundred while these are looked at.
pub(crate) fn each(kind: &'static str, count: usize, mut take: impl FnMut(Case)) {
    let some = move |first| cases_from(kind, 500.min(count - first), first);
    let mut coming = std::thread::spawn(move || some(0));
    for next in (500..count + 500).step_by(500) {
        let now = coming.join().expect("the solver answers");
        coming = std::thread::spawn(move || if next < count { some(next) } else { Vec::new() });
        now.into_iter().for_each(&mut take);
    }
    if bench().is_some() {
        eprintln!("{count} instances of {kind} agree with the reference");
    }
}

/// So many random workloads of a kind; none when the solvers are not there.
pub(crate) fn cases(kind: &str, count: usize) -> Vec<Case> {
    cases_from(kind, count, 0)
}

fn cases_from(kind: &str, count: usize, first: usize) -> Vec<Case> {
    let Some(bench) = bench() else {
        return Vec::new();
    };
    let drive = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/reference/drive.py");
    let mut python = Command::new("python3");
    python
        .arg(drive)
        .arg(bench)
        .arg(kind)
        .arg(count.to_string())
        .arg(first.to_string());
    let cases: Vec<Case> = run(&mut python, "")
        .into_iter()
        .map(|mut line| Case {
            workload: list(&mut line, "workload"),
            answers: list(&mut line, "answers"),
        })
        .collect();
    assert_eq!(cases.len(), count);
    cases
}

/// The lines that a solver writes, given some input.
pub(crate) fn run(python: &mut Command, input: &str) -> Vec<Value> {
    python
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = python
        .spawn()
        .expect("python3 is needed for the reference solvers");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let feed = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the solver ends");
    feed.join()
        .expect("no panic")
        .expect("the solver reads its input");
    assert!(output.status.success(), "the solver failed");
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

fn list(line: &mut Value, key: &str) -> Vec<Value> {
    match line[key].take() {
        Value::Array(list) => list,
        other => panic!("{key} is not a list: {other}"),
    }
}

/// A number that is an id.
pub(crate) fn id(value: &Value) -> u32 {
    u32::try_from(value.as_u64().expect("an id")).expect("ids fit 32 bits")
}

/// A list of ids; empty when it is not there.
pub(crate) fn ids(value: &Value) -> Vec<u32> {
    value
        .as_array()
        .map(|list| list.iter().map(id).collect())
        .unwrap_or_default()
}
