//! Short forms of a name led back to the full form, within one document and only where one fits.

use super::runs::Run;
use crate::find::Named;
use kaozheng_text::Document;
use kaozheng_values::names::{family_name, same_name};
use std::collections::{BTreeMap, BTreeSet};

/// Full forms of persons, and the short forms that may stand for them.
pub(super) struct Aliases {
    /// Short form to the full forms it may stand for.
    full: BTreeMap<String, Vec<String>>,
    /// Full form to the fullest of the same person.
    canonical: BTreeMap<String, String>,
    /// Where each full form stands: (passage, byte).
    places: BTreeMap<String, Vec<(usize, u32)>>,
    persons: BTreeSet<String>,
}

impl Aliases {
    pub(super) fn of(runs: &[Run], named: &BTreeMap<String, Named>) -> Aliases {
        let long =
            |run: &&Run| run.form.contains(' ') && named.get(&run.form) == Some(&Named::Person);
        let mut aliases = Aliases {
            full: BTreeMap::new(),
            canonical: BTreeMap::new(),
            places: BTreeMap::new(),
            persons: BTreeSet::new(),
        };
        for run in runs.iter().filter(long) {
            let canonical = aliases.canonical_of(&run.form);
            aliases
                .canonical
                .insert(run.form.clone(), canonical.clone());
            aliases
                .places
                .entry(canonical.clone())
                .or_default()
                .push((run.passage, run.span.start));
            for short in short_forms(&run.form) {
                let list = aliases.full.entry(short).or_default();
                if !list.contains(&canonical) {
                    list.push(canonical.clone());
                }
            }
        }
        let singles = runs
            .iter()
            .filter(|run| !run.form.contains(' ') && named.get(&run.form) == Some(&Named::Person));
        aliases.persons = singles.map(|run| run.form.clone()).collect();
        aliases
    }

    /// The first full form of the document that is the same name.
    fn canonical_of(&self, form: &str) -> String {
        let same = self
            .canonical
            .values()
            .find(|known| same_name(known, form).same);
        same.cloned().unwrap_or_else(|| form.to_owned())
    }

    /// Whether a form is a short form of a person named in full.
    pub(super) fn is_alias(&self, form: &str) -> bool {
        self.full.contains_key(form)
    }

    /// The full form of a run, its rivals, and why.
    pub(super) fn resolve(
        &self,
        document: &Document,
        run: &Run,
        kind: Named,
    ) -> (String, Vec<String>, String) {
        if kind != Named::Person {
            return (run.form.clone(), Vec::new(), String::new());
        }
        if let Some(full) = self.canonical.get(&run.form) {
            return (full.clone(), Vec::new(), String::new());
        }
        match self.full.get(&run.form).map(Vec::as_slice) {
            None | Some([]) => (run.form.clone(), Vec::new(), String::new()),
            Some([only]) => (
                only.clone(),
                Vec::new(),
                format!("; the only {} of the document is {only}", run.form),
            ),
            Some(several) => self.nearest(document, run, several),
        }
    }

    /// Of several, the one that alone was named in full so far in this paragraph.
    fn nearest(
        &self,
        _document: &Document,
        run: &Run,
        several: &[String],
    ) -> (String, Vec<String>, String) {
        let here = |full: &&String| {
            self.places.get(*full).is_some_and(|places| {
                places
                    .iter()
                    .any(|(passage, at)| *passage == run.passage && *at < run.span.start)
            })
        };
        let near: Vec<&String> = several.iter().filter(here).collect();
        match near[..] {
            [only] => (
                only.clone(),
                Vec::new(),
                format!(
                    "; the only {} named in full so far in this paragraph is {only}",
                    run.form
                ),
            ),
            _ => (
                run.form.clone(),
                several.to_vec(),
                format!("; it may be {}", several.join(" or ")),
            ),
        }
    }
}

/// The family name, and for names in Western order the last word.
fn short_forms(full: &str) -> Vec<String> {
    let family = family_name(full).to_owned();
    let last = full.rsplit(' ').next().unwrap_or("").to_owned();
    let eastern = full.starts_with(&family);
    if eastern || last == family {
        vec![family]
    } else {
        vec![family, last]
    }
}
