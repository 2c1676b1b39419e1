//! The stage `grounded`: which arguments of a framework of attacks live.

use super::records::{Fault, below, count, each, need};
use kaozheng_case::weighing::grounded;
use serde::Deserialize;
use std::io::{BufRead, Write};

#[derive(Clone, Copy, Deserialize)]
enum Kind {
    #[serde(rename = "meta")]
    Meta,
    #[serde(rename = "att")]
    Attack,
}

#[derive(Clone, Copy, Deserialize)]
struct Record {
    k: Kind,
    args: Option<u64>,
    from: Option<u32>,
    to: Option<u32>,
}

#[derive(Default)]
struct Workload {
    arguments: Option<u32>,
    attacks: Vec<(u32, u32)>,
    faults: Vec<Fault>,
}

impl Workload {
    fn take(&mut self, record: Record) -> Result<(), String> {
        if let Kind::Meta = record.k {
            self.arguments = Some(count(record.args, "args")?);
            return Ok(());
        }
        let arguments = self.arguments.ok_or("no `meta` line before it")?;
        let argument = |field, name| below(need(field, name)?, arguments, "argument");
        self.attacks
            .push((argument(record.from, "from")?, argument(record.to, "to")?));
        Ok(())
    }
}

/// Reads a `reason-af/1` workload and writes the label of every argument; `true` when every line could be read.
pub(crate) fn run(input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<bool> {
    let mut workload = Workload::default();
    each(input, &mut workload, Workload::take, |workload, fault| {
        workload.faults.push(fault);
    })?;
    for fault in &workload.faults {
        fault.write(out)?;
    }
    let labels = grounded(workload.arguments.unwrap_or(0), &workload.attacks);
    for (argument, label) in labels.into_iter().enumerate() {
        writeln!(out, "{{\"arg\":{argument},\"label\":\"{}\"}}", label.word())?;
    }
    Ok(workload.faults.is_empty())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    fn check(input: &str) -> String {
        super::super::answered(super::run, input)
    }

    #[test]
    fn every_argument_has_a_label_and_a_bad_attack_is_passed_over() {
        let input = "{\"k\":\"meta\",\"args\":4}\n{\"k\":\"att\",\"from\":1,\"to\":0}\n{\"k\":\"att\",\"from\":9,\"to\":0}\n\
                     {\"k\":\"att\",\"from\":2,\"to\":3}\n{\"k\":\"att\",\"from\":3,\"to\":2}\n";
        assert_snapshot!(check(input), @r#"
        {"id":null,"doc":null,"line":3,"error":"there is no argument 9; the last is 3"}
        {"arg":0,"label":"out"}
        {"arg":1,"label":"in"}
        {"arg":2,"label":"undec"}
        {"arg":3,"label":"undec"}
        false
        "#);
    }
}
