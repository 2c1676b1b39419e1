//! Names of persons, bodies and places in English prose.
//!
//! Capitalised runs are gathered, then each distinct form is judged by all its places together: by a title before it, a
//! verb after it, a preposition before it, the head noun inside it. Short forms (a surname, `Kim`) are led to a full form
//! of the same document only where exactly one fits.

mod aliases;
mod lexicon;
mod not_names;
mod runs;

use super::{FindContext, Finder, Mention, MentionKind, Named, Reading, inside_citation};
use kaozheng_text::{Document, Part};
use std::collections::BTreeMap;

pub use lexicon::{is_adjective_of_people, is_state};

/// Names of persons, bodies and places.
pub const FINDER: Finder = Finder {
    name: "names",
    find,
};

fn find(document: &Document, context: &FindContext) -> Vec<Mention> {
    let words = runs::LowerWords::of(document);
    let mut found: Vec<runs::Run> = Vec::new();
    for (index, passage) in document.passages.iter().enumerate() {
        let reads = matches!(passage.part, Part::Body | Part::Note | Part::Signature)
            && matches!(passage.lang.as_str(), "en" | "");
        if reads {
            found.extend(runs::runs_in(document, index, &words));
        }
    }
    found.retain(|run| !inside_citation(&context.found, run.span));
    let named = judged(&found);
    let aliases = aliases::Aliases::of(&found, &named);
    found
        .iter()
        .filter_map(|run| mention(document, run, &named, &aliases))
        .collect()
}

/// What each form names, by all its places together.
fn judged(runs: &[runs::Run]) -> BTreeMap<String, Named> {
    let mut evidence: BTreeMap<&str, runs::Evidence> = BTreeMap::new();
    for run in runs {
        evidence.entry(&run.form).or_default().add(run);
    }
    let mut named: BTreeMap<String, Named> = BTreeMap::new();
    for (form, evidence) in &evidence {
        if let Some(kind) = evidence.verdict(form) {
            named.insert((*form).to_owned(), kind);
        }
    }
    named
}

fn mention(
    document: &Document,
    run: &runs::Run,
    named: &BTreeMap<String, Named>,
    aliases: &aliases::Aliases,
) -> Option<Mention> {
    let kind = named
        .get(&run.form)
        .copied()
        .or_else(|| aliases.named(&run.form))?;
    let (full, rivals, why) = aliases.resolve(run, kind);
    let reading = |full: String| Reading::Name {
        form: run.form.clone(),
        full,
        named: kind,
    };
    Some(Mention {
        span: run.span,
        kind: MentionKind::Name,
        because: format!("{}{why}", run.because),
        reading: reading(full),
        rivals: rivals.into_iter().map(reading).collect(),
        note: (document.passages[run.passage].part == Part::Note).then_some(run.passage),
    })
}
