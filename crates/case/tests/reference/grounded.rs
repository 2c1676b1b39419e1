//! Grounded labellings.

use crate::solvers::{each, id, instances};
use kaozheng_case::weighing::grounded;

#[test]
fn labels_are_those_of_the_reference() {
    each("af", instances(600), |case| {
        let n = id(&case.workload[0]["args"]);
        let attacks: Vec<(u32, u32)> = case.workload[1..]
            .iter()
            .map(|line| (id(&line["from"]), id(&line["to"])))
            .collect();
        let labels: Vec<&str> = grounded(n, &attacks)
            .iter()
            .map(|label| label.word())
            .collect();
        assert_eq!(labels, case.answers, "{attacks:?}");
    });
}
