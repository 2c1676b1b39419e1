//! The table of grades: what evidence is worth until a historian says otherwise, and whether it is as it was frozen.

use super::{Desk, Visit};
use crate::views::{GradeRow, GradesView};
use maud::{Markup, html};

pub(super) fn view(desk: &Desk) -> GradesView {
    GradesView::of(&desk.case.settings.grades)
}

pub(super) fn page(visit: &Visit, view: &GradesView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("grades")) }
        p { (visit.say("grades-first")) }
        p { (visit.words.say_of("grades-version", &view.version)) " " (frozen(visit, view)) }
        @for kind in kinds(view) {
            h2 id=(kind) { (visit.say(heading(kind))) }
            div.scroll tabindex="0" role="region" aria-labelledby=(kind) {
                table {
                    tbody { @for row in view.rows.iter().filter(|row| row.kind == kind) { (line(visit, row)) } }
                }
            }
        }
        @if view.frozen.len() > 1 {
            h2 { (visit.say("grades-freezes")) }
            ol { @for one in &view.frozen { li { (one.day) ": " (one.reason) " " code { (one.fingerprint) } } } }
        }
    };
    (visit.say("grades").to_owned(), body)
}

/// The kinds of row in the order of the table.
fn kinds(view: &GradesView) -> Vec<&'static str> {
    let mut kinds: Vec<&str> = view.rows.iter().map(|row| row.kind).collect();
    kinds.dedup();
    kinds
}

fn line(visit: &Visit, row: &GradeRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.name) }
            td { (visit.words.term(&row.effect)) }
            td { (row.reason) @if row.own { " (" strong { (visit.say("grades-own")) } ")" } }
        }
    }
}

fn frozen(visit: &Visit, view: &GradesView) -> Markup {
    let last = view.frozen.last();
    html! {
        @match (view.as_frozen, last) {
            (Some(true), Some(last)) => { (visit.words.say_of("grades-as-frozen", &last.day)) " (" (last.reason) ")" }
            (_, Some(last)) => { strong { (visit.words.say_of("grades-changed", &last.day)) } }
            (_, None) => { (visit.say("grades-never-frozen")) }
        }
    }
}

fn heading(kind: &str) -> &'static str {
    match kind {
        "form" => "grades-forms",
        "type" => "grades-types",
        "adjust" => "grades-circumstances",
        _ => "grades-schemes",
    }
}

#[cfg(test)]
mod tests {
    use crate::pages::tests::{desk_of, shown, visit_to};
    use crate::pages::{Desk, Place};
    use kaozheng_case::weighing::GradeTable;
    use std::sync::Arc;

    /// What the page says in its first lines, of a case with these rows of its own.
    fn check(rows: &str) -> String {
        let mut desk: Desk = desk_of("");
        let mut settings = (*desk.case.settings).clone();
        settings.grades = GradeTable::of_case(rows).value;
        desk.case.settings = Arc::new(settings);
        let page = shown(&desk, &visit_to(Place::Grades));
        let words = page.split(['<', '>']).skip(2).step_by(2);
        let words: Vec<&str> = words
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    }

    #[test]
    fn the_page_says_whether_the_table_is_as_frozen_and_which_rows_are_of_the_case() {
        assert!(check("").contains("Version 1 2026-11. It was never frozen."));
        let frozen = format!(
            "frozen\t1 March 2026\t{}\tbefore the first card\n",
            GradeTable::embedded().fingerprint()
        );
        assert!(
            check(&frozen).contains("as it was frozen on 1 March 2026 (before the first card)")
        );
        let changed = check(&format!(
            "{frozen}scheme\tmotive\tfair\tthey are well attested\n"
        ));
        assert!(
            changed.contains("It was changed after it was frozen on 1 March 2026."),
            "{changed}"
        );
        assert!(
            changed.contains("motive fair they are well attested ( row of this case )"),
            "{changed}"
        );
    }
}
