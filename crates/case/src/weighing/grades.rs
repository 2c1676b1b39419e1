//! The table of grades: one plain file, versioned and embedded, over which a case lays rows of its own, each with a
//! reason.
//!
//! A table tuned to a known answer proves nothing; so it is frozen before the case is entered: a row `frozen` names the
//! day and the fingerprint of all rows in force, and whatever is changed later shows.

use super::Grade;
use kaozheng_text::{ContentHash, Diagnostic, Noted, Place, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Formatter, Write};
use std::sync::{Arc, LazyLock};

/// The embedded table.
static EMBEDDED: LazyLock<GradeTable> = LazyLock::new(|| {
    let table = GradeTable::default().overlaid("grades.tsv", GradeTable::DEFAULT, Laid::Embedded);
    assert!(
        table.notes.is_empty(),
        "the embedded table of grades has faults: {:?}",
        table.notes
    );
    table.value
});

/// What evidence is worth until a historian says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeTable {
    version: String,
    rows: BTreeMap<(RowKind, String), Row>,
    frozen: Vec<Freeze>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// A type of source: which form of evidence it is.
    Type,
    /// A form of evidence: its grade.
    Form,
    /// A circumstance: so many steps up or down.
    Adjust,
    /// A scheme of inference: the most that it can give.
    Scheme,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it gives.
    pub effect: Effect,
    /// Why, for people.
    pub reason: String,
    /// Whether the case lays it over the embedded table.
    pub own: bool,
}

/// What a row gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A grade below decisive.
    Grade(Grade),
    /// Steps up, or down when below zero.
    Steps(i8),
    /// The name of a form.
    Form(String),
}

/// When the table was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The day, as it is written.
    pub day: String,
    /// The fingerprint of the rows then in force.
    pub fingerprint: String,
    /// Why then.
    pub reason: String,
}

/// A circumstance that raises or lowers a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// Its name in the table.
    pub name: String,
    /// Steps up, or down when below zero.
    pub steps: i8,
}

/// A default grade and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The grade, never below weak and never above strong.
    pub grade: Grade,
    /// What the form alone gives.
    pub base: Grade,
    /// The adjustments that were applied, in the order given.
    pub adjustments: Vec<Adjustment>,
}

/// Who lays rows over a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Laid {
    Embedded,
    ByTheCase,
}

impl GradeTable {
    /// The name of the file in which a case keeps its own rows.
    pub const FILE: &'static str = "grades.tsv";

    /// The text of the table that every case starts with.
    pub const DEFAULT: &'static str = include_str!("grades.tsv");

    /// The kinds of row in the order of the file: a type names a form that stands above it.
    pub const ORDER: [RowKind; 4] = [
        RowKind::Form,
        RowKind::Type,
        RowKind::Adjust,
        RowKind::Scheme,
    ];

    /// The table that comes with the program.
    pub fn embedded() -> &'static GradeTable {
        &EMBEDDED
    }

    /// Reads the rows of a case, laid over the embedded table: kind, name, effect and reason between tabs; `#` begins a
    /// remark. Faulty rows, and rows that change something without a reason, are noted and left out.
    pub fn of_case(text: &str) -> Noted<GradeTable> {
        let table = EMBEDDED.clone();
        table.overlaid(GradeTable::FILE, text, Laid::ByTheCase)
    }

    fn overlaid(self, file: &str, text: &str, laid: Laid) -> Noted<GradeTable> {
        let file: Arc<str> = file.into();
        let mut table = Noted::clean(self);
        let mut given = BTreeSet::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let row = line.trim_end_matches(['\n', '\r']);
            let fault = match row.is_empty() || row.starts_with('#') {
                true => None,
                false => table.value.lay(row, laid, &mut given).err(),
            };
            if let Some(fault) = fault {
                let place = Place {
                    file: file.clone(),
                    span: Span::new(start, start + row.len()),
                };
                table.notes.push(
                    Diagnostic::warning("grade-table-row", fault)
                        .at(place)
                        .help(HELP),
                );
            }
            start += line.len();
        }
        table
    }

    /// Lays one row over the table.
    fn lay(
        &mut self,
        row: &str,
        laid: Laid,
        given: &mut BTreeSet<(RowKind, String)>,
    ) -> Result<(), String> {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default().trim();
        let (kind, name, effect, reason) = (cell(), cell(), cell(), cell());
        let kind = match kind {
            "version" => {
                self.version = format!("{name} {effect}");
                return Ok(());
            }
            "frozen" => {
                self.frozen.push(Freeze {
                    day: name.to_owned(),
                    fingerprint: effect.to_owned(),
                    reason: reason.to_owned(),
                });
                return Ok(());
            }
            kind => {
                RowKind::of_word(kind).ok_or_else(|| format!("“{kind}” is not a kind of row"))?
            }
        };
        let effect = self.effect(kind, effect)?;
        let key = (kind, name.to_owned());
        if self
            .rows
            .get(&key)
            .is_some_and(|before| before.effect == effect)
        {
            given.insert(key);
            return Ok(());
        }
        if reason.is_empty() {
            return Err(format!(
                "the row for “{name}” gives no reason, and so it is left out"
            ));
        }
        let twice = !given.insert(key.clone());
        let row = Row {
            effect,
            reason: reason.to_owned(),
            own: laid == Laid::ByTheCase,
        };
        self.rows.insert(key, row);
        match twice {
            true => Err(format!(
                "the {} “{name}” is given twice; the last one holds",
                kind.word()
            )),
            false => Ok(()),
        }
    }

    fn effect(&self, kind: RowKind, words: &str) -> Result<Effect, String> {
        match kind {
            RowKind::Form | RowKind::Scheme => Grade::from_word(words)
                .filter(|&grade| grade < Grade::Decisive)
                .map(Effect::Grade)
                .ok_or_else(|| format!("“{words}” is not a grade that a table can give")),
            RowKind::Adjust => step(words).map(Effect::Steps),
            RowKind::Type if self.rows.contains_key(&(RowKind::Form, words.to_owned())) => {
                Ok(Effect::Form(words.to_owned()))
            }
            RowKind::Type => Err(format!("“{words}” is not a form that stands above it")),
        }
    }

    /// The version, for answers to name the table they rest on: that of the embedded table, and how many rows are the
    /// case's own.
    pub fn version(&self) -> String {
        let own = self.rows.values().filter(|row| row.own).count();
        match own {
            0 => self.version.clone(),
            1 => format!("{} with one row of this case", self.version),
            _ => format!("{} with {own} rows of this case", self.version),
        }
    }

    /// All rows in the order of their kinds and names.
    pub fn rows(&self) -> impl Iterator<Item = (RowKind, &str, &Row)> {
        let rows = self.rows.iter();
        rows.map(|((kind, name), row)| (*kind, name.as_str(), row))
    }

    /// The row of that kind and name.
    pub fn row(&self, kind: RowKind, name: &str) -> Option<&Row> {
        self.rows.get(&(kind, name.to_owned()))
    }

    /// How often and when the table was frozen, in the order of the file; the last one holds.
    pub fn frozen(&self) -> &[Freeze] {
        &self.frozen
    }

    /// What tells this table from another: the first 16 hexadecimal digits of the SHA-256 of kinds, names and effects.
    pub fn fingerprint(&self) -> String {
        let mut text = String::new();
        for (kind, name, row) in self.rows() {
            writeln!(text, "{}\t{name}\t{}", kind.word(), row.effect).expect("a string takes it");
        }
        let mut hash = ContentHash::of(text.as_bytes()).to_string();
        hash.truncate(16);
        hash
    }

    /// Whether the rows in force are those that were frozen last; `None` if the table was never frozen.
    pub fn as_frozen(&self) -> Option<bool> {
        let last = self.frozen.last()?;
        Some(last.fingerprint == self.fingerprint())
    }

    /// The form of a type of source.
    pub fn form_of(&self, source_type: &str) -> Option<&str> {
        match &self.row(RowKind::Type, source_type)?.effect {
            Effect::Form(form) => Some(form),
            _ => None,
        }
    }

    /// The grade of a form with adjustments; unknown adjustments are passed over. `None` for an unknown form.
    pub fn grade(&self, form: &str, adjustments: &[&str]) -> Option<Graded> {
        let base = self.given(RowKind::Form, form)?;
        let steps = |name: &str| match self.row(RowKind::Adjust, name)?.effect {
            Effect::Steps(steps) => Some(steps),
            _ => None,
        };
        let applied = adjustments.iter().filter_map(|&name| {
            steps(name).map(|steps| Adjustment {
                name: name.into(),
                steps,
            })
        });
        let applied: Vec<Adjustment> = applied.collect();
        let total: i32 = applied.iter().map(|one| i32::from(one.steps)).sum();
        let place = (base as i32 + total).clamp(Grade::Weak as i32, Grade::Strong as i32);
        Some(Graded {
            grade: Grade::ALL[place as usize],
            base,
            adjustments: applied,
        })
    }

    /// The grade of an argument: no better than its weakest premise, nor than what its scheme can give.
    ///
    /// Premises that are decisive by a historian's act are capped like all others. `None` for an unknown scheme.
    pub fn argument(&self, scheme: &str, premises: &[Grade]) -> Option<Grade> {
        let cap = self.given(RowKind::Scheme, scheme)?;
        Some(premises.iter().copied().fold(cap, Grade::min))
    }

    fn given(&self, kind: RowKind, name: &str) -> Option<Grade> {
        match self.row(kind, name)?.effect {
            Effect::Grade(grade) => Some(grade),
            _ => None,
        }
    }
}

const HELP: &str = "write: form, scheme, adjust or type, TAB, name, TAB, weak, fair, strong, a step such as -1 or the name of a form, TAB, why";

impl RowKind {
    /// Its word in the first column.
    pub fn word(self) -> &'static str {
        match self {
            RowKind::Type => "type",
            RowKind::Form => "form",
            RowKind::Adjust => "adjust",
            RowKind::Scheme => "scheme",
        }
    }

    fn of_word(word: &str) -> Option<RowKind> {
        GradeTable::ORDER
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

impl Display for Effect {
    /// As the third column has it.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Effect::Grade(grade) => f.write_str(grade.word()),
            Effect::Steps(steps) => write!(f, "{steps:+}"),
            Effect::Form(form) => f.write_str(form),
        }
    }
}

impl Display for GradeTable {
    /// The table that is in force, as a file that gives it again.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let remarks = GradeTable::DEFAULT.lines();
        for remark in remarks.take_while(|line| line.starts_with('#')) {
            writeln!(f, "{remark}")?;
        }
        let (name, day) = self.version.split_once(' ').unwrap_or((&self.version, ""));
        writeln!(f, "version\t{name}\t{day}")?;
        for wanted in GradeTable::ORDER {
            for (kind, name, row) in self.rows().filter(|(kind, ..)| *kind == wanted) {
                writeln!(f, "{}\t{name}\t{}\t{}", kind.word(), row.effect, row.reason)?;
            }
        }
        for Freeze {
            day,
            fingerprint,
            reason,
        } in &self.frozen
        {
            writeln!(f, "frozen\t{day}\t{fingerprint}\t{reason}")?;
        }
        Ok(())
    }
}

fn step(effect: &str) -> Result<i8, String> {
    effect
        .parse::<i8>()
        .ok()
        .filter(|step| (1..=3).contains(&step.unsigned_abs()))
        .ok_or_else(|| format!("“{effect}” is not a step between -3 and +3"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    /// The case's own rows, then what is noted.
    fn check(text: &str) -> String {
        let read = GradeTable::of_case(text);
        let own = read.value.rows().filter(|(.., row)| row.own);
        let mut out: String = own
            .map(|(kind, name, row)| {
                format!("{} {name}: {} ({})\n", kind.word(), row.effect, row.reason)
            })
            .collect();
        for note in &read.notes {
            let at = note.at.as_ref().map_or(0, |place| place.span.start);
            writeln!(out, "{at}: {}", note.message).expect("a string takes it");
        }
        out
    }

    #[test]
    fn every_scheme_and_type_of_the_schema_has_a_row_and_the_other_way_round() {
        let rows = |wanted: RowKind| -> Vec<&str> {
            let all = GradeTable::embedded().rows();
            let all = all.filter(|(kind, ..)| *kind == wanted);
            all.map(|(_, name, _)| name).collect()
        };
        let sorted = |words: &[&'static str]| {
            let mut words = words.to_vec();
            words.sort_unstable();
            words
        };
        assert_eq!(
            rows(RowKind::Scheme),
            sorted(kaozheng_record::schema::SCHEMES)
        );
        let types = kaozheng_record::schema::SOURCE_TYPES;
        let types: Vec<&str> = types
            .iter()
            .copied()
            .filter(|word| *word != "other")
            .collect();
        assert_eq!(rows(RowKind::Type), sorted(&types));
    }

    #[test]
    fn rows_of_a_case_are_laid_over_the_table_each_with_its_reason() {
        assert_snapshot!(check("# ours\nscheme\tmotive\tfair\tmotives are well attested here\nform\tintercept\tstrong\tread by the enemy\ntype\tintercept\tintercept\tours\nform\tmemoir-late\tweak\n"), @"
        type intercept: intercept (ours)
        form intercept: strong (read by the enemy)
        scheme motive: fair (motives are well attested here)
        127: the row for “memoir-late” gives no reason, and so it is left out
        ");
        assert_eq!(
            GradeTable::of_case("scheme\tmotive\tfair\twhy\n")
                .value
                .version(),
            "1 2026-11 with one row of this case"
        );
    }

    #[test]
    fn faulty_rows_are_noted_and_left_out() {
        let text = "# table\nform\tdiary\tstrong\tkept at the time\nform\tdream\tdecisive\t\nfrom\tx\tweak\nadjust\tcopy\t-9\nadjust\tcopy\t-1\tcopied\r\nadjust\tcopy\t-2\tcopied\ntype\tdream\tdream\tit is one\n";
        assert_snapshot!(check(text), @"
        form diary: strong (kept at the time)
        adjust copy: -2 (copied)
        43: “decisive” is not a grade that a table can give
        64: “from” is not a kind of row
        76: “-9” is not a step between -3 and +3
        114: the adjust “copy” is given twice; the last one holds
        136: “dream” is not a form that stands above it
        ");
    }

    #[test]
    fn what_is_written_is_read_as_the_same_table() {
        let own = "scheme\tmotive\tfair\twhy\nfrozen\t26 November 2026\t0123456789abcdef\tbefore entering\n";
        let table = GradeTable::of_case(own).value;
        let again = GradeTable::of_case(&table.to_string());
        assert!(again.notes.is_empty(), "{:?}", again.notes);
        assert_eq!(again.value, table);
        assert_eq!(again.value.fingerprint(), table.fingerprint());
    }

    #[test]
    fn a_change_after_the_table_was_frozen_shows() {
        assert_eq!(GradeTable::embedded().as_frozen(), None);
        let frozen =
            |table: &GradeTable| format!("frozen\ttoday\t{}\tfirst\n", table.fingerprint());
        let kept = GradeTable::of_case(&frozen(GradeTable::embedded())).value;
        assert_eq!(kept.as_frozen(), Some(true));
        let changed = format!(
            "{}scheme\tmotive\tfair\twhy\n",
            frozen(GradeTable::embedded())
        );
        assert_eq!(GradeTable::of_case(&changed).value.as_frozen(), Some(false));
        // A reason in other words is not another table.
        let told = "scheme\tmotive\tfair\twhy\n";
        let again = format!(
            "{}scheme\tmotive\tfair\tbecause\n",
            frozen(&GradeTable::of_case(told).value)
        );
        assert_eq!(GradeTable::of_case(&again).value.as_frozen(), Some(true));
    }

    #[test]
    fn the_embedded_table_gives_the_defaults() {
        let table = GradeTable::embedded();
        let grade =
            |form, adjustments: &[&str]| table.grade(form, adjustments).map(|g| g.grade.word());
        assert_eq!(table.version(), "1 2026-11");
        assert_eq!(grade("official-contemporary", &[]), Some("strong"));
        assert_eq!(
            grade("official-contemporary", &["translation"]),
            Some("fair")
        );
        assert_eq!(grade("memoir-late", &["against-interest"]), Some("strong"));
        assert_eq!(
            grade("official-contemporary", &["against-interest"]),
            Some("strong")
        );
        assert_eq!(grade("scholarship", &["uncited-source"]), Some("weak"));
        assert_eq!(
            grade("silence", &["second-hand", "translation"]),
            Some("weak")
        );
        assert_eq!(grade("rumour", &[]), None);
        assert_eq!(table.form_of("telegram"), Some("official-contemporary"));
        assert_eq!(table.form_of("memoir"), Some("memoir-late"));
        assert_eq!(table.form_of("other"), None);
    }

    #[test]
    fn an_argument_is_no_better_than_its_scheme_or_its_weakest_premise() {
        let table = GradeTable::embedded();
        assert_eq!(
            table.argument("conduct", &[Grade::Strong]),
            Some(Grade::Fair)
        );
        assert_eq!(
            table.argument("stated", &[Grade::Strong, Grade::Weak]),
            Some(Grade::Weak)
        );
        assert_eq!(table.argument("hunch", &[]), None);
    }
}
