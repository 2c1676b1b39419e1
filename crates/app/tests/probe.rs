//! The contract of `probe`: order, errors in their place, the same bytes for any number of threads.

mod run;

use run::{TestCase, run, run_with};
use serde_json::{Value, json};

fn lines(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).expect("every line is JSON"))
        .collect()
}

#[test]
fn stages_that_are_not_there_yet_say_so() {
    let err = run(&["probe", "quotes"]).err(2);
    assert!(err.contains("not there yet"), "{err}");
    assert!(
        run(&["probe", "no-such-stage"])
            .err(2)
            .contains("there is no stage")
    );
}

#[test]
fn a_malformed_line_is_answered_in_its_place_and_the_others_are_answered() {
    let input = "{\"id\":\"a\",\"pro\":[{\"grade\":\"fair\",\"roots\":[\"x\"]}],\"con\":[]}\nnot json\n\
                 {\"id\":\"c\",\"pro\":[],\"con\":[],\"unknown\":1}\n";
    let ran = run_with(&["probe", "weigh"], input);
    let out = lines(&ran.out(1));
    assert_eq!(out.len(), 3);
    assert_eq!(out[0]["id"], "a");
    assert_eq!((&out[1]["id"], &out[1]["line"]), (&Value::Null, &json!(2)));
    assert!(out[1]["error"].is_string());
    assert_eq!(out[2]["id"], "c");
}

#[test]
fn ask_answers_as_ask_json_does() {
    let case = TestCase::with_cards();
    let question = "wilson knew offer-to-mexico on 25 February 1917";
    let line = json!({ "id": 7, "case": case.path(), "question": question });
    let mut answer = lines(&run_with(&["probe", "ask"], &format!("{line}\n")).out(0)).remove(0);
    assert_eq!(answer["id"], 7);
    answer.as_object_mut().expect("an object").remove("id");
    assert_eq!(answer, case.run("ask", &[question, "--json"]).json(0));
    let bad = json!({ "id": 8, "case": case.path(), "question": "wilson knwe it" });
    let told = lines(&run_with(&["probe", "ask"], &format!("{bad}\n")).out(1)).remove(0);
    assert!(
        told["error"]
            .as_str()
            .is_some_and(|error| error.contains("not understood")),
        "{told}"
    );
}

#[test]
fn the_output_does_not_depend_on_threads_and_files_are_read_in_order() {
    let case = TestCase::new();
    let grades = ["weak", "fair", "strong", "decisive"];
    let line = |n: usize| {
        let argument = |grade: usize, roots: [usize; 2]| {
            let roots = roots.map(|root| format!("root-{root}"));
            json!({ "grade": grades[grade % 4], "roots": roots })
        };
        json!({ "id": n, "pro": [argument(n, [n % 3, n % 5])], "con": [argument(n + 1, [n % 7, n % 2])] })
    };
    let text = |from: usize| {
        (from..from + 500)
            .map(|n| format!("{}\n", line(n)))
            .collect::<String>()
    };
    case.write("a.jsonl", text(0));
    case.write("b.jsonl", text(500));
    let (a, b) = (case.file("a.jsonl"), case.file("b.jsonl"));
    let files = [a.to_str().expect("text"), b.to_str().expect("text")];
    let with = |threads: &str| {
        run(&[
            &["probe", "weigh"],
            &files[..],
            &["--threads", threads, "--stats"],
        ]
        .concat())
    };
    let (one, four) = (with("1"), with("4"));
    assert!(four.err.contains("\"mb_per_second\""), "{}", four.err);
    let out = one.out(0);
    assert_eq!(out, four.out(0));
    let ids: Vec<u64> = lines(&out)
        .iter()
        .filter_map(|line| line["id"].as_u64())
        .collect();
    assert_eq!(ids, (0..1000).collect::<Vec<_>>());
}
