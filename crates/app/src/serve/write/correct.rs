//! Correcting the text of a passage: the text beside the original changes, and with it the anchors on cards and drafts.

use super::card::{decider, deed};
use super::{Done, Sent};
use crate::atomic::WriteFailure;
use crate::changes::Plan;
use crate::exit::misused;
use crate::load::{self, SourceFile, TEXT_ENDING};
use crate::originals;
use crate::serve::Served;
use crate::serve::standing::Standing;
use anyhow::Context;
use kaozheng_desk::pages::Place;
use kaozheng_desk::pages::forms::correction::{Correction, correct, is_exact, moved};
use kaozheng_record::Sheet;
use kaozheng_record::edit::apply;
use kaozheng_text::{ContentHash, Document};
use serde_json::json;
use std::collections::BTreeSet;

/// Makes the passage say what was typed.
pub(super) fn run(
    served: &Served,
    standing: &Standing,
    sent: &Sent,
    name: &str,
) -> anyhow::Result<Done> {
    let by = decider(sent)?;
    let passage: usize = sent
        .form
        .get("correct")
        .and_then(|number| number.parse().ok())
        .unwrap_or(usize::MAX);
    let typed = sent.form.text("text").unwrap_or_default();
    let source = source(served, name)?;
    let old = opened(&source)?;
    let next = format!(
        "{}?passage={passage}#p{passage}",
        Place::Original(name.to_owned()).path()
    );
    let stands = old
        .passages
        .get(passage)
        .map(|passage| old.text_of(passage));
    if sent.form.get("hash") != Some(ContentHash::of(old.raw.as_bytes()).to_string().as_str()) {
        if stands == Some(typed.trim()) {
            return Ok(Done::see(next));
        }
        let changed = WriteFailure::Changed(served.folder.path(&format!("sources/{name}")));
        return Err(anyhow::Error::from(changed))
            .context("the text was changed since it was shown; nothing was written");
    }
    let correction =
        correct(&old, passage, &typed).map_err(|refused| misused(refused.to_string()))?;
    let shown = source.text.clone().unwrap_or_default();
    let new = opened(&SourceFile {
        text: Some(correction.raw.clone()),
        ..source
    })?;
    if !is_exact(&old, &new, &correction) && sent.form.get("anyway").is_none() {
        return Err(misused(otherwise(&old, &new)));
    }
    let mut plan = Plan::new(&served.folder);
    let touched = cards(
        &mut plan,
        standing,
        (&old, &new),
        &correction,
        sent.form.get("quotations").is_some(),
    )?;
    let beside = format!("sources/{name}{TEXT_ENDING}");
    if plan.found(&beside)? != shown {
        return Err(WriteFailure::Changed(served.folder.path(&beside)).into());
    }
    plan.set(&beside, correction.raw)?;
    let mut ids: Vec<String> = vec![name.to_owned()];
    ids.extend(touched);
    served.make(deed("corrected", ids.clone(), &by), plan)?;
    let mut done = Done::see(next);
    done.said = json!({ "corrected": name, "quotations": ids[1..] });
    if sent.form.get("by").is_some() {
        done.cookie = Some(super::initials::cookie(&by.initials));
    }
    Ok(done)
}

/// The original with the text beside it, as they are on the disk now.
fn source(served: &Served, name: &str) -> anyhow::Result<SourceFile> {
    let listed = load::list_sources(&served.folder, &mut Vec::new());
    let wanted = format!("sources/{name}");
    let file = listed.iter().find(|file| file.name == wanted);
    let file = file.ok_or_else(|| misused(format!("there is no original `{name}` any more")))?;
    load::source(file).with_context(|| format!("cannot read {wanted}"))
}

fn opened(source: &SourceFile) -> anyhow::Result<Document> {
    let document = originals::document(source);
    document
        .map(|noted| noted.value)
        .map_err(|failure| misused(failure.to_string()))
}

/// Says that the corrected text falls into other passages.
fn otherwise(old: &Document, new: &Document) -> String {
    format!(
        "with this correction the text is divided otherwise ({} passages and notes, {} before); look whether that is meant",
        new.passages.len(),
        old.passages.len()
    )
}

/// Plans what becomes of cards and drafts; gives the ids of those whose quotation had what was corrected.
fn cards(
    plan: &mut Plan<'_>,
    standing: &Standing,
    (old, new): (&Document, &Document),
    correction: &Correction,
    with_quotations: bool,
) -> anyhow::Result<BTreeSet<String>> {
    let sheets = standing
        .desk
        .record
        .sheets()
        .iter()
        .chain(standing.desk.drafts.sheets());
    let (mut lost, mut quoting) = (Vec::new(), BTreeSet::new());
    for name in sheets.map(|sheet| sheet.name.to_string()) {
        let sheet = Sheet::parse(&name, plan.text(&name)?);
        let moved = moved(old, new, correction, &sheet, with_quotations);
        lost.extend(moved.lost);
        quoting.extend(moved.quoting);
        if !moved.edits.is_empty() {
            let text = apply(&sheet, &moved.edits, sheet.hash)
                .map_err(|refused| misused(refused.to_string()))?;
            plan.set(&name, text)?;
        }
    }
    if !lost.is_empty() {
        return Err(misused(format!(
            "the words of these cards would not be found any more, so nothing was changed: {}",
            lost.join(", ")
        )));
    }
    Ok(quoting)
}
