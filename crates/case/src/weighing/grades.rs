//! The table of default grades: one plain file, versioned, embedded, and replaceable by a case.

use super::Grade;
use kaozheng_text::{Diagnostic, Noted, Place, Span};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The embedded table.
static EMBEDDED: LazyLock<GradeTable> = LazyLock::new(|| {
    let table = GradeTable::parse(&Arc::from("grades.tsv"), include_str!("grades.tsv"));
    assert!(
        table.notes.is_empty(),
        "the embedded table of grades has faults: {:?}",
        table.notes
    );
    table.value
});

/// Default grades of forms, steps of adjustments, and the most that each scheme of inference can give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GradeTable {
    version: String,
    forms: BTreeMap<String, Grade>,
    adjustments: BTreeMap<String, i8>,
    schemes: BTreeMap<String, Grade>,
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

impl GradeTable {
    /// The table that comes with the program.
    pub fn embedded() -> &'static GradeTable {
        &EMBEDDED
    }

    /// Reads a table: `kind`, name, effect and reason between tabs; `#` begins a remark. Faulty lines are noted and left out.
    pub fn parse(file: &Arc<str>, text: &str) -> Noted<GradeTable> {
        let mut table = Noted::clean(GradeTable::default());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let row = line.trim_end_matches(['\n', '\r']);
            let fault = match row.is_empty() || row.starts_with('#') {
                true => None,
                false => table.value.read(row).err(),
            };
            if let Some(fault) = fault {
                let place = Place {
                    file: file.clone(),
                    span: Span::new(start, start + row.len()),
                };
                let note = Diagnostic::warning("grade-table-row", fault)
                    .at(place)
                    .help("write: form, adjust or scheme, TAB, name, TAB, weak, fair, strong or a step such as -1");
                table.notes.push(note);
            }
            start += line.len();
        }
        table
    }

    fn read(&mut self, row: &str) -> Result<(), String> {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or_default().trim();
        let (kind, name, effect) = (cell(), cell(), cell());
        let grade = || {
            Grade::from_word(effect)
                .filter(|&grade| grade < Grade::Decisive)
                .ok_or_else(|| format!("“{effect}” is not a grade that a table can give"))
        };
        let replaced = match kind {
            "version" => {
                self.version = format!("{name} {effect}");
                return Ok(());
            }
            "form" => self.forms.insert(name.into(), grade()?).is_some(),
            "scheme" => self.schemes.insert(name.into(), grade()?).is_some(),
            "adjust" => self
                .adjustments
                .insert(name.into(), step(effect)?)
                .is_some(),
            _ => return Err(format!("“{kind}” is not a kind of row")),
        };
        if replaced {
            Err(format!(
                "the {kind} “{name}” is given twice; the last one holds"
            ))
        } else {
            Ok(())
        }
    }

    /// The version line, for answers to name the table they rest on.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The names of the forms, sorted.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }

    /// The names of the adjustments, sorted.
    pub fn adjustments(&self) -> impl Iterator<Item = &str> {
        self.adjustments.keys().map(String::as_str)
    }

    /// The names of the schemes, sorted.
    pub fn schemes(&self) -> impl Iterator<Item = &str> {
        self.schemes.keys().map(String::as_str)
    }

    /// The grade of a form with adjustments; unknown adjustments are passed over. `None` for an unknown form.
    pub fn grade(&self, form: &str, adjustments: &[&str]) -> Option<Graded> {
        let base = *self.forms.get(form)?;
        let applied: Vec<Adjustment> = adjustments
            .iter()
            .filter_map(|&name| {
                self.adjustments.get(name).map(|&steps| Adjustment {
                    name: name.into(),
                    steps,
                })
            })
            .collect();
        let total: i32 = applied
            .iter()
            .map(|adjustment| i32::from(adjustment.steps))
            .sum();
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
        let cap = *self.schemes.get(scheme)?;
        Some(premises.iter().copied().fold(cap, Grade::min))
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

    #[test]
    fn every_scheme_of_the_schema_has_a_row_and_the_other_way_round() {
        let rows: Vec<&str> = GradeTable::embedded().schemes().collect();
        let mut schema = kaozheng_record::schema::SCHEMES.to_vec();
        schema.sort_unstable();
        assert_eq!(rows, schema);
    }

    fn check(text: &str) -> String {
        let read = GradeTable::parse(&Arc::from("table.tsv"), text);
        let notes = read.notes.iter().map(|n| {
            format!(
                "{}: {}\n",
                n.at.as_ref().map_or(0, |p| p.span.start),
                n.message
            )
        });
        let table = &read.value;
        let rows = table
            .forms()
            .chain(table.adjustments())
            .chain(table.schemes());
        format!(
            "{}{}",
            rows.collect::<Vec<_>>().join(" "),
            notes.fold("\n".to_owned(), |all, n| all + &n)
        )
    }

    #[test]
    fn faulty_rows_are_noted_and_left_out() {
        let text = "# table\nform\tdiary\tstrong\tkept at the time\nform\tdream\tdecisive\t\nfrom\tx\tweak\nadjust\tcopy\t-9\nadjust\tcopy\t-1\r\nadjust\tcopy\t-1\n";
        assert_snapshot!(check(text), @r"
        diary copy
        43: “decisive” is not a grade that a table can give
        64: “from” is not a kind of row
        76: “-9” is not a step between -3 and +3
        107: the adjust “copy” is given twice; the last one holds
        ");
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
