//! Grading a card where it is read: the grade and the reason are written on the card.

use super::{Done, Sent, card, next};
use crate::changes::Plan;
use crate::drafts::Decider;
use crate::exit::misused;
use crate::serve::Served;
use crate::serve::standing::Standing;
use kaozheng_record::edit::{apply, judge};
use kaozheng_record::schema::GRADES;
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
    let mut plan = Plan::new(&served.folder);
    let sheet = card::sheet_of(&mut plan, standing, id)?;
    let card = card::find(served, &sheet, id)?;
    let mut done = Done::see(next(sent, &format!("/cards/{id}")));
    done.said = json!({ "card": id, "grade": grade });
    if card.grade().as_deref() == Some(grade) && card.because().as_deref() == Some(because) {
        return Ok(done);
    }
    card::as_shown(served, card, sent)?;
    let text = apply(&sheet, &judge(card, grade, because), sheet.hash)
        .map_err(|refused| misused(refused.to_string()))?;
    plan.set(&sheet.name, text)?;
    served.make(card::deed("graded", vec![id.to_owned()], &by), plan)?;
    Ok(done)
}
