//! Grading a card where it is read: the grade and the reason are written on the card.

use super::{Done, Sent, next};
use crate::atomic::WriteFailure;
use crate::changes::Plan;
use crate::drafts::Decider;
use crate::exit::misused;
use crate::serve::Served;
use crate::serve::standing::Standing;
use crate::serve::undo::Deed;
use kaozheng_record::Sheet;
use kaozheng_record::edit::{apply, judge};
use kaozheng_record::schema::GRADES;
use kaozheng_text::ContentHash;
use serde_json::json;

/// Writes grade and reason on the card `card`, when its lines still are those that were shown (`hash`).
pub(super) fn run(served: &Served, standing: &Standing, sent: &Sent) -> anyhow::Result<Done> {
    let by = Decider::today(&sent.by)?;
    let id = sent.form.get("card").unwrap_or_default();
    let grade = sent.form.get("grade").unwrap_or_default();
    let because = sent.form.get("because").unwrap_or_default();
    if !GRADES.contains(&grade) {
        return Err(misused("a grade is weak, fair, strong or decisive"));
    }
    if because.is_empty() {
        return Err(misused("a grade needs its reason, in a sentence"));
    }
    let card = standing.desk.record.get(id);
    let card = card.ok_or_else(|| misused(format!("there is no card `{id}` any more")))?;
    let name = card.sheet().name.to_string();
    let mut plan = Plan::new(&served.folder);
    let sheet = Sheet::parse(&name, plan.text(&name)?);
    let changed = || anyhow::Error::from(WriteFailure::Changed(served.folder.path(&name)));
    let card = sheet
        .cards()
        .find(|card| card.id() == id)
        .ok_or_else(changed)?;
    let mut done = Done::see(next(sent, &format!("/cards/{id}")));
    done.said = json!({ "card": id, "grade": grade });
    if card.grade().as_deref() == Some(grade) && card.because().as_deref() == Some(because) {
        return Ok(done);
    }
    let shown = sent.form.get("hash").unwrap_or_default();
    if shown != ContentHash::of(card.text().as_bytes()).to_string() {
        return Err(changed().context(format!(
            "the card `{id}` is not as it was shown; nothing was written"
        )));
    }
    let text = apply(&sheet, &judge(card, grade, because), sheet.hash)
        .map_err(|refused| misused(refused.to_string()))?;
    plan.set(&name, text)?;
    let deed = Deed {
        what: "graded".to_owned(),
        ids: vec![id.to_owned()],
        by: by.initials,
        day: by.day,
    };
    served.make(deed, plan)?;
    Ok(done)
}
