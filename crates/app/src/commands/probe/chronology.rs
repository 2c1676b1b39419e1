//! The stage `chronology`: whether bounds between points can all hold, and the dates they leave.

use super::records::{Fault, below, count, each, need};
use kaozheng_case::chronology::{Bound, Contradiction, Network, Schedule, Side, Solution, solve};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

#[derive(Clone, Copy, Deserialize)]
enum Kind {
    #[serde(rename = "meta")]
    Meta,
    #[serde(rename = "c")]
    Bound,
}

#[derive(Deserialize)]
struct Record {
    k: Kind,
    points: Option<u64>,
    #[serde(default)]
    id: Value,
    u: Option<u32>,
    v: Option<u32>,
    lo: Option<i64>,
    hi: Option<i64>,
}

#[derive(Default)]
struct Workload {
    network: Option<Network>,
    ids: Vec<Value>,
    faults: Vec<Fault>,
}

impl Workload {
    fn take(&mut self, record: Record) -> Result<(), String> {
        if let Kind::Meta = record.k {
            self.network = Some(Network::new(count(record.points, "points")?));
            return Ok(());
        }
        let network = self.network.as_mut().ok_or("no `meta` line before it")?;
        let point = |field, name| below(need(field, name)?, network.points(), "point");
        let (from, to) = (point(record.u, "u")?, point(record.v, "v")?);
        let id = self.ids.len() as u32;
        network.add(Bound {
            id,
            from,
            to,
            least: record.lo,
            most: record.hi,
        });
        self.ids.push(record.id);
        Ok(())
    }
}

/// Reads a `reason-stn/1` workload and writes its answer; `true` when every line could be read.
pub(crate) fn run(input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<bool> {
    let mut workload = Workload::default();
    each(input, &mut workload, Workload::take, |workload, fault| {
        workload.faults.push(fault);
    })?;
    for fault in &workload.faults {
        fault.write(out)?;
    }
    match workload.network.as_ref().map(solve) {
        Some(Solution::Consistent(schedule)) => dates(&schedule, out)?,
        Some(Solution::Contradiction(found)) => cycle(&found, &workload.ids, out)?,
        None => {}
    }
    Ok(workload.faults.is_empty())
}

/// Written piece by piece: a network may have millions of points.
fn dates(schedule: &Schedule, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"consistent\":true,\"bounds\":[")?;
    let mut gap = "";
    for (lo, hi) in schedule.earliest.iter().zip(&schedule.latest) {
        write!(out, "{gap}[")?;
        tick(*lo, out)?;
        write!(out, ",")?;
        tick(*hi, out)?;
        write!(out, "]")?;
        gap = ",";
    }
    writeln!(out, "]}}")
}

fn tick(tick: Option<i64>, out: &mut dyn Write) -> io::Result<()> {
    match tick {
        Some(tick) => write!(out, "{tick}"),
        None => write!(out, "null"),
    }
}

fn cycle(found: &Contradiction, ids: &[Value], out: &mut dyn Write) -> io::Result<()> {
    let side = |side| if side == Side::Least { "lo" } else { "hi" };
    let steps: Vec<Value> = found
        .cycle
        .iter()
        .map(|step| json!([ids[step.bound as usize], side(step.side)]))
        .collect();
    writeln!(
        out,
        "{}",
        json!({ "consistent": false, "cycle": steps, "weight": found.weight })
    )
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    fn check(input: &str) -> String {
        super::super::answered(super::run, input)
    }

    #[test]
    fn dates_or_one_contradiction() {
        let meta = r#"{"k":"meta","points":3}"#;
        let one = r#"{"k":"c","id":0,"u":0,"v":1,"lo":3,"hi":5,"doc":"s"}"#;
        let late = r#"{"k":"c","id":"b","u":0,"v":1,"lo":7,"hi":null}"#;
        assert_snapshot!(check(&format!("{meta}\n{one}\n")), @r#"
        {"consistent":true,"bounds":[[0,0],[3,5],[null,null]]}
        true
        "#);
        assert_snapshot!(check(&format!("{meta}\n{one}\n{late}\n")), @r#"
        {"consistent":false,"cycle":[[0,"hi"],["b","lo"]],"weight":-2}
        true
        "#);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_answered_and_passed_over() {
        let input = "{\"k\":\"meta\",\"points\":2}\n\n{\"k\":\"c\",\"id\":4,\"u\":0,\"v\":2}\nno\n{\"k\":\"c\",\"id\":5,\"u\":0}\n";
        assert_snapshot!(check(input), @r#"
        {"id":4,"doc":null,"line":3,"error":"there is no point 2; the last is 1"}
        {"id":null,"doc":null,"line":4,"error":"not such a record: expected ident at line 1 column 2"}
        {"id":5,"doc":null,"line":5,"error":"`v` is missing"}
        {"consistent":true,"bounds":[[0,0],[null,null]]}
        false
        "#);
        assert_snapshot!(check("{\"k\":\"c\",\"u\":0,\"v\":0}"), @r#"
        {"id":null,"doc":null,"line":1,"error":"no `meta` line before it"}
        false
        "#);
    }
}
