//! What a card is worth as evidence while no historian has said so: the table of grades, by what is recorded of it.
//!
//! The form comes from the type of source; what lowers it or raises it is read from the cards: known only through another
//! text, a translation, words that somebody reports or had by hearsay, set down late, an interest. A grade on the card
//! stands before all that.

use crate::compile::{Argument, Case, Ground, Read, Source, Statement};
use crate::weighing::{Grade, GradeTable, Graded, RowKind};
use kaozheng_values::dates::{DAY, Date, Tick};
use std::collections::BTreeSet;

/// The grade on the card, or else what the table gives for its scheme and the grades of its premises.
pub(super) fn grade_of(case: &Case, argument: &Argument) -> (Grade, String) {
    if let Some(grade) = argument.card.grade {
        return (grade, "on the card".to_owned());
    }
    let Some(scheme) = argument.scheme.value() else {
        return (Grade::Weak, "no grade and no scheme on the card".to_owned());
    };
    let premises = argument.premises.iter().map(|premise| &premise.value);
    let premises = premises.filter_map(|id| Some((id.as_str(), worth(case, id)?)));
    let mut premises: Vec<(&str, Worth)> = premises.collect();
    if [SILENCE, COVERED].contains(&scheme.as_str()) {
        // What files do not say is not worth more or less for being telegrams or a memoir.
        premises.retain(|(_, worth)| worth.words.is_empty());
    }
    if scheme == COVERED && !is_covered(case, argument) {
        let by_table = by_table(&case.settings.grades, SILENCE, &premises);
        let (grade, told) = by_table.unwrap_or_else(|| (Grade::Weak, String::new()));
        return (
            grade,
            format!("{told}: no card says that the files are complete"),
        );
    }
    match by_table(&case.settings.grades, scheme, &premises) {
        Some(found) => found,
        None => (
            Grade::Weak,
            format!("the table of grades has no row for {scheme}"),
        ),
    }
}

/// Whether an argument from silence rests on a source that is known to be complete, or stands in one.
pub(crate) fn is_covered(case: &Case, argument: &Argument) -> bool {
    let premises = argument.premises.iter();
    let mut sources = premises.filter_map(|premise| case.sources.get(&premise.value));
    sources.any(|source| {
        let within = source.within.value().and_then(|id| case.sources.get(id));
        is_complete(source) || within.is_some_and(|within| is_complete(within))
    })
}

/// Whether a source is known to be all the papers there were.
pub(crate) fn is_complete(source: &Source) -> bool {
    source
        .coverage
        .value()
        .is_some_and(|word| word == "complete")
}

/// The grade on the card, or else what the table gives for words that say it themselves.
pub(super) fn grade_of_words(case: &Case, statement: &Statement) -> (Grade, String) {
    if let Some(grade) = statement.card.grade {
        return (grade, "on the card".to_owned());
    }
    let own = worth(case, statement.id()).map(|worth| ("it", worth));
    let by_table = own.and_then(|own| by_table(&case.settings.grades, "stated", &[own]));
    by_table.unwrap_or_else(|| {
        let told = "a statement that nobody has graded, of a form that is in no table";
        (Grade::Weak, told.to_owned())
    })
}

/// What a premise is worth, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Worth {
    grade: Grade,
    /// The form and the circumstances, by their names in the table; empty for a grade on the card.
    words: String,
    /// The reasons of the case's own rows that it comes from.
    reasons: Vec<String>,
}

/// Set down later than this after it was said, words count as late: two years, in ticks.
const LATE: Tick = 2 * 365 * DAY;

/// The form of what is written from other sources.
const SCHOLARSHIP: &str = "scholarship";

/// What would have been written down and is not there.
const SILENCE: &str = "silence";

/// The same, where the files are complete.
pub(crate) const COVERED: &str = "silence-covered";

/// How a case writes that somebody speaks against what he has to gain.
const AGAINST: &str = "against";

/// How a case writes that a witness was told it by others.
const TOLD_BY_OTHERS: [&str; 3] = ["hearsay", "second hand", "at second hand"];

/// What a source or a statement is worth. `None` for other cards, and where nothing tells its form.
fn worth(case: &Case, id: &str) -> Option<Worth> {
    if let Some(grade) = case.card(id)?.grade {
        return Some(Worth {
            grade,
            words: String::new(),
            reasons: Vec::new(),
        });
    }
    if let Some(source) = case.sources.get(id) {
        return of_source(case, source, Vec::new());
    }
    let statement = case.statements.get(id)?;
    let read_in = statement.card.grounds.iter();
    let read_in = read_in.filter_map(|ground| of_ground(case, statement, ground));
    read_in.max_by_key(|worth| worth.grade)
}

/// What a statement is worth as it was read in one source.
fn of_ground(case: &Case, statement: &Statement, ground: &Ground) -> Option<Worth> {
    let source = case.sources.get(ground.source()?)?;
    let mut found = Vec::new();
    let reported = statement.reported_by.value().is_some();
    let quoted = is_through(ground) && source.files.is_empty();
    if reported || quoted || is_hearsay(statement.card.words("position")) {
        found.push(SECOND_HAND);
    }
    let said = statement.said_on.value();
    let set_down = statement.recalled_on.value().or(source.dated.value());
    if said
        .zip(set_down)
        .is_some_and(|(said, down)| is_late(said, down))
    {
        found.push("late");
    }
    found.extend(interest(statement.card.words("interest")));
    of_source(case, source, found)
}

const SECOND_HAND: &str = "second-hand";

fn of_source(case: &Case, source: &Source, mut found: Vec<&'static str>) -> Option<Worth> {
    let table = &case.settings.grades;
    let genre = source.genre.value()?;
    let form = table.form_of(genre)?;
    let derived = |word: &str| {
        let mut parents = source.derives_from.iter();
        parents.any(|parent| parent.value.with.contains(word))
    };
    if derived("translat") || source.card.all("translator").next().is_some() {
        found.push("translation");
    }
    let unread = source.files.is_empty() && source.card.grounds.iter().any(is_read);
    let hearsay = is_hearsay(source.card.words("position"));
    if unread || hearsay || derived("quot") || derived("retold") {
        found.push(SECOND_HAND);
    }
    found.extend(interest(source.card.words("interest")));
    if form == SCHOLARSHIP && source.derives_from.is_empty() && !found.contains(&SECOND_HAND) {
        found.push("uncited-source");
    }
    if is_late_by_form(form) {
        found.retain(|name| *name != "late");
    }
    found.sort_unstable();
    found.dedup();
    let graded = table.grade(form, &found)?;
    Some(Worth {
        grade: graded.grade,
        words: words(form, &graded),
        reasons: own_reasons(table, genre, form, &graded),
    })
}

/// Whether a form is late already, so that lateness does not count twice.
fn is_late_by_form(form: &str) -> bool {
    ["memoir-late", "oral-history", SCHOLARSHIP].contains(&form)
}

fn words(form: &str, graded: &Graded) -> String {
    let named = graded.adjustments.iter().map(|one| one.name.as_str());
    let all: Vec<&str> = std::iter::once(form).chain(named).collect();
    all.join(", ")
}

/// Why the case takes a type, a form or a circumstance otherwise than the table that comes with the program.
fn own_reasons(table: &GradeTable, genre: &str, form: &str, graded: &Graded) -> Vec<String> {
    let adjusted = graded.adjustments.iter();
    let adjusted = adjusted.map(|one| (RowKind::Adjust, one.name.as_str()));
    let named = [(RowKind::Type, genre), (RowKind::Form, form)];
    let rows = named.into_iter().chain(adjusted);
    let rows = rows.filter_map(|(kind, name)| table.row(kind, name));
    let own = rows.filter(|row| row.own);
    own.map(|row| row.reason.clone()).collect()
}

fn is_late(said: &Date, down: &Date) -> bool {
    match (said.bounds.latest, down.bounds.earliest) {
        (Some(said), Some(down)) => down.saturating_sub(said) > LATE,
        _ => false,
    }
}

fn interest(words: Option<&str>) -> Option<&'static str> {
    let words = words?.trim();
    Some(match words.to_lowercase().starts_with(AGAINST) {
        true => "against-interest",
        false => "interested",
    })
}

/// Whether the position of a witness is that of one who was told by others.
fn is_hearsay(words: Option<&str>) -> bool {
    let words = words.unwrap_or_default().trim().to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    TOLD_BY_OTHERS
        .iter()
        .any(|told| words.strip_prefix(told).is_some_and(ends))
}

/// Whether a ground was read in a source, and not set down by the editor.
fn is_read(ground: &Ground) -> bool {
    ground.source().is_some()
}

/// Whether a source is known through another.
fn is_through(ground: &Ground) -> bool {
    matches!(&ground.read, Read::Source { via, .. } if !via.is_empty())
}

/// What the table gives for a scheme and its premises, and how that came about.
fn by_table(
    table: &GradeTable,
    scheme: &str,
    premises: &[(&str, Worth)],
) -> Option<(Grade, String)> {
    let worth: Vec<Grade> = premises.iter().map(|(_, worth)| worth.grade).collect();
    let grade = table.argument(scheme, &worth)?;
    let told = format!(
        "by the table of grades, version {}, for {scheme}{}{}",
        table.version(),
        lowered(table, scheme, premises),
        told_reasons(table, scheme, premises),
    );
    Some((grade, told))
}

/// The premise that gives less than the scheme could, with what the table has of it.
fn lowered(table: &GradeTable, scheme: &str, worth: &[(&str, Worth)]) -> String {
    let cap = table.argument(scheme, &[]);
    let weakest = worth.iter().min_by_key(|(_, worth)| worth.grade);
    match weakest.filter(|(_, worth)| Some(worth.grade) < cap) {
        Some((id, worth)) if worth.words.is_empty() => {
            format!(", {id} being {} on its card", worth.grade.word())
        }
        Some((id, worth)) => format!(", {id} being {}", worth.words),
        None => String::new(),
    }
}

/// Why the case gives a scheme or a premise another grade than the table that comes with the program.
fn told_reasons(table: &GradeTable, scheme: &str, premises: &[(&str, Worth)]) -> String {
    let row = table.row(RowKind::Scheme, scheme);
    let of_scheme = row.filter(|row| row.own).map(|row| &row.reason);
    let of_premises = premises.iter().flat_map(|(_, worth)| &worth.reasons);
    let all: BTreeSet<&str> = of_scheme
        .into_iter()
        .chain(of_premises)
        .map(String::as_str)
        .collect();
    match all.is_empty() {
        true => String::new(),
        false => format!(", since {}", all.into_iter().collect::<Vec<_>>().join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::worth;
    use crate::weighing::GradeTable;
    use crate::{Settings, compile};
    use kaozheng_record::{Record, Sheet};

    /// What the card `it` is worth.
    fn check(cards: &str) -> String {
        let others = "source: book\ntype: book\nfile: book.txt\n\nsource: file\ntype: telegram\nfile: file.txt\n\n";
        let record = Record::new(vec![Sheet::parse("a.card", format!("{others}{cards}"))]);
        let case = compile(&record, &[], &Settings::default()).value;
        worth(&case, "it").map_or("none".to_owned(), |worth| {
            format!("{}: {}", worth.grade.word(), worth.words)
        })
    }

    #[test]
    fn a_source_is_worth_what_its_form_and_its_circumstances_say() {
        insta::assert_snapshot!(check("source: it\ntype: telegram\nfile: it.txt\n"), @"strong: official-contemporary");
        insta::assert_snapshot!(check("source: it\nfrom: book, n. 1\ntype: telegram\n"), @"fair: official-contemporary, second-hand");
        insta::assert_snapshot!(check("source: it\ntype: telegram\nfile: it.txt\nderives-from: file, translated\n"), @"fair: official-contemporary, translation");
        insta::assert_snapshot!(check("source: it\ntype: memoir\nfile: it.txt\ninterest: defends his own part\n"), @"weak: memoir-late, interested");
        insta::assert_snapshot!(check("source: it\ntype: memoir\nfile: it.txt\ninterest: against his own part\n"), @"strong: memoir-late, against-interest");
        insta::assert_snapshot!(check("source: it\ntype: other\n"), @"none");
        insta::assert_snapshot!(check("source: it\ntype: book\nfile: it.txt\n"), @"weak: scholarship, uncited-source");
        insta::assert_snapshot!(check("source: it\ntype: book\nfile: it.txt\nderives-from: file, cited\n"), @"fair: scholarship");
        insta::assert_snapshot!(check("source: it\ntype: memoir\ngrade: strong\n"), @"strong:");
    }

    #[test]
    fn a_statement_is_worth_what_its_source_is_read_through_whoever_reports_it() {
        let said = "statement: it\nfrom: file\nsaid-on: 1 June 1950\nsays: So it was.\n";
        insta::assert_snapshot!(check(said), @"strong: official-contemporary");
        insta::assert_snapshot!(check(&said.replace("file\n", "file, via book, n. 3\n")), @"strong: official-contemporary");
        insta::assert_snapshot!(check(&format!("{said}recalled-on: 1991\n")), @"fair: official-contemporary, late");
        insta::assert_snapshot!(check(&format!("{said}position: in the room\n")), @"strong: official-contemporary");
        insta::assert_snapshot!(check(&format!("{said}position: hearsay, from his clerk\n")), @"fair: official-contemporary, second-hand");
        insta::assert_snapshot!(check(&format!("person: p\nname: P\n\n{said}reported-by: p\n")), @"fair: official-contemporary, second-hand");
        insta::assert_snapshot!(check(&format!("{said}from: book\n")), @"strong: official-contemporary");
        insta::assert_snapshot!(check("matter: it\nsays: So.\n"), @"none");
    }

    #[test]
    fn a_row_of_the_case_stands_before_the_table() {
        let settings = Settings {
            grades: GradeTable::of_case("type\tmemoir\tofficial-contemporary\tkept as a diary\n")
                .value,
            ..Settings::default()
        };
        let cards = "source: it\ntype: memoir\nfile: it.txt\n";
        let record = Record::new(vec![Sheet::parse("a.card", cards.to_owned())]);
        let case = compile(&record, &[], &settings).value;
        insta::assert_snapshot!(worth(&case, "it").expect("it has a form").grade.word(), @"strong");
    }
}
