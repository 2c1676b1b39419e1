//! Short forms of a name led back to the full form, within one document and only where one fits.

use super::runs::Run;
use crate::find::Named;
use kaozheng_values::names::{family_name, same_name};
use std::collections::BTreeMap;

/// Full forms of names, and the short forms that may stand for them.
#[derive(Default)]
pub(super) struct Aliases {
    /// Short form to the full forms of persons it may stand for.
    full: BTreeMap<String, Vec<String>>,
    /// Full form of a person to the first of the same person.
    canonical: BTreeMap<String, String>,
    /// Where each full form stands: (passage, byte).
    places: BTreeMap<String, Vec<(usize, u32)>>,
    /// Initials to the one body they stand for.
    initials: BTreeMap<String, Vec<String>>,
}

impl Aliases {
    pub(super) fn of(runs: &[Run], named: &BTreeMap<String, Named>) -> Aliases {
        let mut aliases = Aliases::default();
        for run in runs.iter().filter(|run| run.form.contains(' ')) {
            match named.get(&run.form) {
                Some(Named::Person) => aliases.person(run),
                Some(Named::Body) if !run.group => aliases.body(&run.form),
                _ => {}
            }
        }
        aliases
    }

    fn person(&mut self, run: &Run) {
        let canonical = self.canonical_of(&run.form);
        self.canonical.insert(run.form.clone(), canonical.clone());
        let places = self.places.entry(canonical.clone()).or_default();
        places.push((run.passage, run.span.start));
        for short in short_forms(&run.form) {
            let list = self.full.entry(short).or_default();
            if !list.contains(&canonical) {
                list.push(canonical.clone());
            }
        }
    }

    fn body(&mut self, form: &str) {
        for initials in initials(form) {
            let list = self.initials.entry(initials).or_default();
            if !list.iter().any(|known| known == form) {
                list.push(form.to_owned());
            }
        }
    }

    /// The first full form of the document that is the same name.
    fn canonical_of(&self, form: &str) -> String {
        let same = self
            .canonical
            .values()
            .find(|known| same_name(known, form).same);
        same.cloned().unwrap_or_else(|| form.to_owned())
    }

    /// What a short form of a name named in full elsewhere names.
    pub(super) fn named(&self, form: &str) -> Option<Named> {
        if self.full.contains_key(form) {
            return Some(Named::Person);
        }
        self.initials.contains_key(form).then_some(Named::Body)
    }

    /// The full form of a run, its rivals, and why.
    pub(super) fn resolve(&self, run: &Run, kind: Named) -> (String, Vec<String>, String) {
        let found = match kind {
            Named::Person => self.full.get(&run.form),
            Named::Body => self.initials.get(&run.form),
            Named::Place => None,
        };
        let itself = self
            .canonical
            .get(&run.form)
            .filter(|_| kind == Named::Person);
        match (itself, found.map(Vec::as_slice)) {
            (Some(full), _) => (full.clone(), Vec::new(), String::new()),
            (_, None | Some([])) => (run.form.clone(), Vec::new(), String::new()),
            (_, Some([only])) => (
                only.clone(),
                Vec::new(),
                format!("; the only {} of the document is {only}", run.form),
            ),
            (_, Some(_)) if kind == Named::Body => (run.form.clone(), Vec::new(), String::new()),
            (_, Some(several)) => self.nearest(run, several),
        }
    }

    /// Of several, the one that alone was named in full so far in this paragraph.
    fn nearest(&self, run: &Run, several: &[String]) -> (String, Vec<String>, String) {
        let earlier =
            |(passage, at): &(usize, u32)| *passage == run.passage && *at < run.span.start;
        let here = |full: &&String| {
            self.places
                .get(*full)
                .is_some_and(|places| places.iter().any(earlier))
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

/// The capitals of a body's name, with and without the letter of `of`: `ROK`, `PRC`.
fn initials(form: &str) -> Vec<String> {
    let first = |words: &mut dyn Iterator<Item = &str>| -> String {
        words
            .filter_map(|w| w.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    let all = first(&mut form.split(' ').filter(|w| *w != "the"));
    let capitals = first(
        &mut form
            .split(' ')
            .filter(|w| w.starts_with(char::is_uppercase)),
    );
    let mut out = vec![all, capitals];
    out.dedup();
    out.retain(|word| word.len() >= 2);
    out
}
