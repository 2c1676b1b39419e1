//! Drawing for the terminal: wrapping, notes, answers and views.

pub(crate) mod answer;
pub(crate) mod change;
pub(crate) mod dispute;
pub(crate) mod explained;
pub(crate) mod knowledge;
pub(crate) mod network;
pub(crate) mod notes;
pub(crate) mod reading;
pub(crate) mod sources;
pub(crate) mod timeline;
pub(crate) mod wrap;

use kaozheng_desk::views::drafts::KindCount;

/// "3 bodies": a number with its word.
pub(crate) fn counted(count: usize, what: &str) -> String {
    match (count, what) {
        (1, _) => format!("1 {what}"),
        (_, "body") => format!("{count} bodies"),
        _ => format!("{count} {what}s"),
    }
}

/// "2 persons, 1 event": how many of each kind; "none" when there are none.
pub(crate) fn kinds(counts: &[KindCount]) -> String {
    let counted = counts.iter().map(|of| counted(of.count, &of.kind));
    match counts.is_empty() {
        true => "none".to_owned(),
        false => counted.collect::<Vec<_>>().join(", "),
    }
}
