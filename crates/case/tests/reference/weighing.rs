//! Widths, verdicts and critical roots.

use crate::solvers::{bench, instances, run};
use kaozheng_case::weighing::{Argument, Grade, critical_roots, verdict, widths};
use serde_json::{Value, json};
use std::process::Command;

fn side(value: &Value) -> Vec<Argument> {
    let argument = |value: &Value| {
        let grade = value["grade"]
            .as_str()
            .and_then(Grade::from_word)
            .expect("a grade");
        let roots = value["roots"]
            .as_array()
            .expect("roots")
            .iter()
            .map(|root| {
                root.as_str()
                    .and_then(|name| name[1..].parse::<u32>().ok())
                    .expect("s and a number")
            });
        Argument::new(grade, roots.collect::<Vec<u32>>())
    };
    value
        .as_array()
        .expect("a side")
        .iter()
        .map(argument)
        .collect()
}

#[test]
fn verdicts_are_those_of_the_reference() {
    let Some(bench) = bench() else { return };
    let weigh = || {
        let mut python = Command::new("python3");
        python.arg(bench.join("weigh.py"));
        python
    };
    let count = instances(3000);
    let instances = run(weigh().args(["gen", &count.to_string(), "7"]), "");
    let input: String = instances.iter().map(|line| format!("{line}\n")).collect();
    let answers = run(weigh().args(["solve", "/dev/stdin"]), &input);
    assert_eq!((instances.len(), answers.len()), (count, count));
    for (instance, answer) in instances.iter().zip(&answers) {
        let (pro, con) = (side(&instance["pro"]), side(&instance["con"]));
        let roots: Vec<String> = critical_roots(&pro, &con)
            .iter()
            .map(|root| format!("s{root}"))
            .collect();
        let own = json!({
            "id": instance["id"],
            "verdict": verdict(&pro, &con).word(),
            "pro": widths(&pro).vector(),
            "con": widths(&con).vector(),
            "critical": roots,
        });
        assert_eq!(own, *answer, "{instance}");
    }
    eprintln!("{count} instances of weighing agree with the reference");
}
