//! The stage `weigh`: the verdict on a matter from graded arguments and their roots.

use super::Options;
use kaozheng_case::weighing::{Argument, Grade, critical_roots, verdict, widths};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// An argument with its roots by name.
type Named<'a> = (Grade, Vec<&'a str>);

/// Answers one line: verdict, widths of both sides, and the roots whose removal alone changes the verdict.
pub(crate) fn answer(input: &Map<String, Value>, _: &Options) -> Result<Value, String> {
    let (pro, con) = (side(input, "pro")?, side(input, "con")?);
    let names: BTreeSet<&str> = pro
        .iter()
        .chain(&con)
        .flat_map(|(_, roots)| roots.iter().copied())
        .collect();
    // Numbered in the order of their names, so that sorted numbers are sorted names.
    let names: Vec<&str> = names.into_iter().collect();
    let (pro, con) = (numbered(&pro, &names), numbered(&con, &names));
    let critical: Vec<&str> = critical_roots(&pro, &con)
        .into_iter()
        .map(|root| names[root as usize])
        .collect();
    Ok(json!({
        "verdict": verdict(&pro, &con).word(),
        "pro": widths(&pro).vector(),
        "con": widths(&con).vector(),
        "critical": critical,
    }))
}

fn side<'a>(input: &'a Map<String, Value>, key: &str) -> Result<Vec<Named<'a>>, String> {
    let Some(Value::Array(arguments)) = input.get(key) else {
        return Err(format!("`{key}` is not a list of arguments"));
    };
    arguments.iter().map(|value| argument(value, key)).collect()
}

fn argument<'a>(value: &'a Value, key: &str) -> Result<Named<'a>, String> {
    let grade = value
        .get("grade")
        .and_then(Value::as_str)
        .and_then(Grade::from_word);
    let grade = grade.ok_or_else(|| {
        format!("an argument of `{key}` has no grade of weak, fair, strong, decisive")
    })?;
    let roots = value.get("roots").and_then(Value::as_array);
    let roots = roots.and_then(|roots| roots.iter().map(Value::as_str).collect());
    Ok((
        grade,
        roots.ok_or_else(|| format!("an argument of `{key}` has no list of roots"))?,
    ))
}

fn numbered(side: &[Named<'_>], names: &[&str]) -> Vec<Argument> {
    let number = |name: &&str| names.binary_search(name).ok().map(|place| place as u32);
    side.iter()
        .map(|(grade, roots)| {
            Argument::new(*grade, roots.iter().filter_map(number).collect::<Vec<_>>())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn check(input: &str) -> String {
        let options = Options::default();
        let input: Map<String, Value> = serde_json::from_str(input).expect("an object");
        answer(&input, &options).map_or_else(|error| error, |answer| answer.to_string())
    }

    #[test]
    fn a_verdict_with_widths_and_critical_roots() {
        assert_snapshot!(
            check(r#"{"pro":[{"grade":"strong","roots":["cable"]},{"grade":"fair","roots":["diary"]}],"con":[{"grade":"weak","roots":["memoir"]}]}"#),
            @r#"{"verdict":"clear","pro":[0,1,2,2],"con":[0,0,0,1],"critical":["cable","diary"]}"#
        );
        assert_snapshot!(check(r#"{"pro":[],"con":[]}"#), @r#"{"verdict":"no evidence","pro":[0,0,0,0],"con":[0,0,0,0],"critical":[]}"#);
    }

    #[test]
    fn what_cannot_be_weighed_is_said() {
        assert_snapshot!(check(r#"{"pro":[]}"#), @"`con` is not a list of arguments");
        assert_snapshot!(check(r#"{"pro":[{"grade":"good","roots":[]}],"con":[]}"#), @"an argument of `pro` has no grade of weak, fair, strong, decisive");
        assert_snapshot!(check(r#"{"pro":[{"grade":"fair","roots":[1]}],"con":[]}"#), @"an argument of `pro` has no list of roots");
    }
}
