//! A case of many cards, uniform and heavy-tailed: how long it takes to be compiled and checked, to answer, to say what falls
//! with a source, and to answer again after one card was edited.
//!
//! `cargo bench -p kaozheng-case --bench large -- 100000` for that many cards, 20,000 where no number is given; with
//! `uniform` or `heavy` only that case, with `check` what each check takes as well, and with one of the questions below only
//! that.

#![expect(
    clippy::disallowed_methods,
    reason = "a bench reads its size, takes the time and prints it"
)]

mod cards;

use kaozheng_case::change::{if_supposed, suppose};
use kaozheng_case::{Case, Settings, ask, checks, compile};
use kaozheng_record::means::{Question, parse_question};
use kaozheng_record::{Record, Sheet};
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

const QUESTIONS: [&str; 13] = [
    "verdict m-1",
    "p-1 knew m-1 on 1 June 1950",
    "when p-1 learned m-1",
    "who knew m-1 on 1 June 1950",
    "what p-1 knew",
    "what p-1 told",
    "p-1 told p-2 m-1",
    "when e-1",
    "what happened on 1 June 1950",
    "missing m-1",
    "positions m-1",
    "ties p-1",
    "without s-1",
];

/// Cards that are edited: what is written and what instead, and the question that is asked again.
const EDITS: [(&str, &str, &str, &str); 4] = [
    (
        "grade of an argument",
        "argument: a-1\n",
        "grade: strong\n",
        "verdict M",
    ),
    (
        "recipient of a message",
        "event: e-1\n",
        "recipient: p-3\n",
        "who knew M on 1 June 1950",
    ),
    (
        "date of a message",
        "event: e-1\n",
        "when: 3 March 1950\n",
        "when e-1",
    ),
    (
        "date of a source",
        "source: s-1\n",
        "dated: 3 March 1950\n",
        "when e-1",
    ),
];

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let count = words.iter().find_map(|word| word.parse().ok());
    let count: usize = count.unwrap_or(20_000);
    let wanted = |word: &str| words.iter().any(|one| one == word);
    if !wanted("heavy") {
        measured(&format!("{count} cards, uniform"), &cards::cards(count));
    }
    if !wanted("uniform") {
        let text = cards::heavy_tailed(count);
        measured(&format!("{count} cards, heavy-tailed"), &text);
    }
}

fn measured(name: &str, text: &str) {
    tell(&format!(
        "\n{name}: milliseconds fresh, then warm (the best of three)"
    ));
    let record = Record::new(vec![Sheet::parse("all.card", text)]);
    let fresh = || compile(&record, &[], &Settings::default()).value;
    let (took, case) = timed(fresh);
    row("compile", &[took]);
    if let Some(words) = std::env::args().find(|word| QUESTIONS.contains(&word.as_str())) {
        return asked(&fresh(), &words);
    }
    if std::env::args().any(|word| word == "check") {
        checked(&case);
    }
    row("all checks", &[timed(|| checks::run(&fresh())).0 - took]);
    for words in QUESTIONS {
        asked(&fresh(), words);
    }
    supposed(&case);
    for edit in EDITS {
        edited(&case, &record, text, edit);
    }
}

fn asked(case: &Case, words: &str) {
    let asked = question(words);
    let first = timed(|| ask(case, &asked)).0;
    row(words, &[first, best(|| ask(case, &asked))]);
}

fn checked(case: &Case) {
    ask(case, &question(QUESTIONS[0]));
    ask(case, &question("when e-1"));
    for one in checks::CHECKS {
        let run = || one.run(case);
        row(one.check.code, &[best(run)]);
    }
}

/// `if …`, with the question asked before and after.
fn supposed(case: &Case) {
    for (words, asked) in [
        ("a-1.grade = strong", "verdict m-1"),
        ("e-1.sent = no", "who knew m-1 on 1 June 1950"),
    ] {
        let asked = question(asked);
        let whole = || {
            let (supposition, other) = suppose(case, words).value.expect("it can be supposed");
            if_supposed(case, vec![supposition], &other, &asked)
        };
        row(&format!("if {words}"), &[timed(whole).0, best(whole)]);
    }
}

/// One card edited: the record parsed anew is not counted, all else is.
fn edited(
    case: &Case,
    record: &Record,
    text: &str,
    (name, head, line, asked): (&str, &str, &str, &str),
) {
    let id = head.trim().split(' ').nth(1).expect("a card has an id");
    let at = text.find(head).expect("the card is there");
    let end = at + text[at..].find("\n\n").expect("a blank line ends it");
    let field = &line[..=line.find(':').expect("a field")];
    let card = &text[at..end];
    let matter = ["tells: ", "for: ", "against: "].into_iter();
    let matter = matter
        .filter_map(|of| card.split_once(of)?.1.lines().next())
        .next();
    let asked = question(&asked.replace('M', matter.unwrap_or("m-1")));
    let kept = card.lines().filter(|one| !one.starts_with(field));
    let card: String = kept.map(|one| format!("{one}\n")).collect::<String>() + line;
    let mut record = record.clone();
    let sheet = Sheet::parse("all.card", format!("{}{card}{}", &text[..at], &text[end..]));
    record.replace(0, sheet);
    let (first, other) = timed(|| {
        let other = case.with_edit(&record, [id]);
        ask(&other, &asked);
        other
    });
    let again = best(|| {
        let other = case.with_edit(&record, [id]);
        ask(&other, &asked)
    });
    row(&format!("{name} edited, then {asked}"), &[first, again]);
    row("  and all checks", &[timed(|| checks::run(&other)).0]);
}

fn question(words: &str) -> Question {
    parse_question(words).value.expect("a question")
}

fn best<T>(work: impl Fn() -> T) -> f64 {
    (0..3).map(|_| timed(&work).0).fold(f64::INFINITY, f64::min)
}

/// The milliseconds that work took, and what came of it.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let out = black_box(work());
    (start.elapsed().as_secs_f64() * 1e3, out)
}

fn row(name: &str, figures: &[f64]) {
    let mut line = format!("{name:60}");
    for figure in figures {
        write!(line, "{figure:12.2}").expect("a text takes everything");
    }
    tell(&line);
}

fn tell(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("the output takes lines");
}
