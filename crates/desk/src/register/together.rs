//! When parties were bound together: the rows of one tie, each of one party, laid over each other.

use kaozheng_values::dates::{Tick, parse_date};

/// What one row says of one party: bound from a date until another, or until now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: String,
    pub(super) until: Option<String>,
    pub(super) kinds: Vec<&'static str>,
    pub(super) line: usize,
}

/// The stretches that make one tie, each with its party.
pub(super) type Bound<'a> = [(&'a str, &'a Stretch)];

/// A stretch of time in which two or more were bound, with their rows.
pub(super) struct Shared<'a> {
    pub(super) from: &'a str,
    pub(super) until: Option<&'a str>,
    pub(super) bound: Vec<(&'a str, &'a Stretch)>,
}

/// A tie lasts while two are bound by it: from the day on which the second came in, until that on which the last but one
/// went; where they come together again it is another one.
pub(super) fn shared<'a>(all: &Bound<'a>) -> Vec<Shared<'a>> {
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for &(party, stretch) in all {
        turns.push((first_day(&stretch.from), false, party, stretch));
        let until = stretch.until.as_deref();
        turns.extend(until.map(|until| (last_day(until), true, party, stretch)));
    }
    // Who goes on the day on which another comes was bound to him on that day.
    turns.sort_by_key(|(day, goes, ..)| (*day, *goes));
    let mut inside: Vec<(&str, &Stretch)> = Vec::new();
    let mut found: Vec<Shared> = Vec::new();
    for (_, goes, party, stretch) in turns {
        let before = are_two(&inside);
        match goes {
            true => inside.retain(|(_, one)| !std::ptr::eq(*one, stretch)),
            false => inside.push((party, stretch)),
        }
        match (before, are_two(&inside), found.last_mut()) {
            (false, true, Some(last)) if follows(last.until, &stretch.from) => {
                last.until = None;
                last.bound.extend(&inside);
            }
            (false, true, _) => found.push(Shared {
                from: &stretch.from,
                until: None,
                bound: inside.clone(),
            }),
            (true, true, Some(last)) if !goes => last.bound.push((party, stretch)),
            (true, false, Some(last)) => last.until = stretch.until.as_deref(),
            _ => {}
        }
    }
    found
}

/// The day of a coming or a going, whether it is a going, whose, and by which row.
type Turn<'a> = (Option<Tick>, bool, &'a str, &'a Stretch);

fn are_two(inside: &Bound) -> bool {
    inside.iter().any(|(party, _)| *party != inside[0].0)
}

/// Whether a tie goes on where one ended: registers begin a new row when a text is renewed.
fn follows(until: Option<&str>, from: &str) -> bool {
    let ended = until.and_then(last_day);
    let begun = first_day(from);
    ended
        .zip(begun)
        .is_some_and(|(ended, begun)| begun <= ended + 1)
}

/// Whether an end lies before its beginning.
pub(super) fn is_backwards(from: &str, until: Option<&str>) -> bool {
    let ended = until.and_then(last_day);
    let begun = first_day(from);
    ended.zip(begun).is_some_and(|(ended, begun)| ended < begun)
}

fn first_day(words: &str) -> Option<Tick> {
    parse_date(words).value?.bounds.earliest
}

fn last_day(words: &str) -> Option<Tick> {
    parse_date(words).value?.bounds.latest
}
