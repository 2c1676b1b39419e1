//! Cards made, changed and taken out at the desk.

use super::again::Looked;
use super::{Done, Sent};
use crate::atomic::WriteFailure;
use crate::changes::Plan;
use crate::drafts::{self, Decider};
use crate::exit::misused;
use crate::serve::Served;
use crate::serve::standing::Standing;
use crate::serve::undo::Deed;
use anyhow::Context;
use kaozheng_desk::pages::address::escaped;
use kaozheng_desk::pages::{Place, Query, forms};
use kaozheng_record::edit::{Edit, apply, remove_card};
use kaozheng_record::uses::uses;
use kaozheng_record::{CardRef, CardText, Kind, Sheet, check_form, id};
use kaozheng_text::{ContentHash, Severity};
use serde_json::json;

/// Makes a card of what a form says, and the card of its source when the form says so.
pub(super) fn create(served: &Served, standing: &Standing, sent: &Sent) -> anyhow::Result<Done> {
    if sent.form.get("do") == Some("look") {
        return Err(Looked.into());
    }
    let by = decider(sent)?;
    let form = sent.form.with("by", "");
    let card = forms::filled(&standing.desk, &form);
    if let Some(fault) = id::fault(&card.id) {
        return Err(misused(format!("`{}` cannot be an id: {fault}", card.id)));
    }
    let sheet = Sheet::parse("card", card.text.as_str());
    well_formed(&sheet, standing, &form)?;
    let mut plan = Plan::new(&served.folder);
    let mut ids = vec![card.id.clone()];
    if let Some(source) = source(&mut plan, standing, &form, &by)? {
        ids.insert(0, source);
    }
    drafts::plan_card(&mut plan, &standing.desk.record, sheet.card(0), &by)?;
    served.make(deed("made", ids, &by), plan)?;
    let mut done = Done::see(seen_next(&form, &card.id));
    done.said = json!({ "card": card.id });
    if sent.form.get("by").is_some() {
        done.cookie = Some(super::initials::cookie(&by.initials));
    }
    Ok(done)
}

/// Whose card it is: as the form says, else as the browser knows.
pub(super) fn decider(sent: &Sent) -> anyhow::Result<Decider> {
    Decider::today(sent.form.get("by").unwrap_or(&sent.by))
}

/// What the journal says of it.
pub(super) fn deed(what: &str, ids: Vec<String>, by: &Decider) -> Deed {
    Deed {
        what: what.to_owned(),
        ids,
        by: by.initials.clone(),
        day: by.day.clone(),
    }
}

/// The words on their page when the card was made of a passage, else the card.
fn seen_next(form: &Query, id: &str) -> String {
    let chosen = form
        .get("original")
        .zip(form.get("start").zip(form.get("end")));
    match chosen {
        Some((original, (start, end))) => {
            let page = Place::Original(original.to_owned()).path();
            format!(
                "{page}?at={}#c{}-{}",
                escaped(start),
                escaped(start),
                escaped(end)
            )
        }
        None => Place::Card(id.to_owned()).path(),
    }
}

/// Refuses a card with errors of form, unless the form says that it shall be saved all the same.
fn well_formed(sheet: &Sheet, standing: &Standing, form: &Query) -> anyhow::Result<()> {
    if sheet.cards().len() != 1 {
        return Err(misused(
            "the lines make no single card; an empty line ends a card",
        ));
    }
    let notes = check_form(sheet, &standing.desk.vocabulary);
    let errors: Vec<String> = notes
        .into_iter()
        .filter(|note| note.severity == Severity::Error)
        .map(|note| note.message)
        .collect();
    match errors.is_empty() || form.get("anyway").is_some() {
        true => Ok(()),
        false => Err(misused(errors.join("; "))),
    }
}

/// Plans the card of the source that the new card cites: its draft is accepted, or one is made with its title and file.
fn source(
    plan: &mut Plan<'_>,
    standing: &Standing,
    form: &Query,
    by: &Decider,
) -> anyhow::Result<Option<String>> {
    let (Some(id), Some(original)) = (form.get("with-source"), form.get("original")) else {
        return Ok(None);
    };
    let desk = &standing.desk;
    if desk.record.get(id).is_some() {
        return Ok(None);
    }
    match desk.drafts.get(id).filter(|draft| draft.kind() == "source") {
        Some(draft) => drafts::plan_accept(plan, &desk.record, (draft, draft.text()), by)?,
        None => {
            let title = form.get("source-title").unwrap_or(original);
            let card = CardText::new(Kind::Source, id)
                .field("title", title)
                .field("file", original);
            let sheet = Sheet::parse("card", card.to_string());
            drafts::plan_card(plan, &desk.record, sheet.card(0), by)?;
        }
    }
    Ok(Some(id.to_owned()))
}

/// Changes the lines of a card, or takes it out.
pub(super) fn change(
    served: &Served,
    standing: &Standing,
    sent: &Sent,
    id: &str,
) -> anyhow::Result<Done> {
    match sent.form.get("do") {
        Some("save") => save(served, standing, sent, id),
        Some("remove") => take_out(served, standing, sent, id),
        _ => Err(misused("the form does not say what is to be done")),
    }
}

fn save(served: &Served, standing: &Standing, sent: &Sent, id: &str) -> anyhow::Result<Done> {
    let by = Decider::today(&sent.by)?;
    let typed = sent.form.text("text").unwrap_or_default();
    let typed = typed.trim_matches('\n').trim_end();
    let next = Done::see(Place::Card(id.to_owned()).path());
    let mut plan = Plan::new(&served.folder);
    let sheet = sheet_of(&mut plan, standing, id)?;
    let card = find(served, &sheet, id)?;
    if even(card.text()) == even(typed) {
        return Ok(next);
    }
    as_shown(served, card, sent)?;
    let new = Sheet::parse("card", typed);
    well_formed(&new, standing, &sent.form)?;
    let one = new.card(0);
    if (one.kind(), one.id()) != (card.kind(), id) {
        return Err(misused(
            "kind and id stay as they are here; `kaozheng rename` gives a card another id, everywhere it is named",
        ));
    }
    let newline = sheet.newline();
    let with = typed.lines().collect::<Vec<_>>().join(newline);
    let edit = Edit {
        span: card.span(),
        with,
    };
    let text =
        apply(&sheet, &[edit], sheet.hash).map_err(|refused| misused(refused.to_string()))?;
    let name = sheet.name.to_string();
    plan.set(&name, text)?;
    served.make(deed("changed", vec![id.to_owned()], &by), plan)?;
    Ok(next)
}

fn take_out(served: &Served, standing: &Standing, sent: &Sent, id: &str) -> anyhow::Result<Done> {
    let by = Decider::today(&sent.by)?;
    let Some(shown) = standing.desk.record.get(id) else {
        return Ok(Done::see("/"));
    };
    let next = Kind::parse(shown.kind()).map_or(Place::Home, Place::Cards);
    let names =
        |card: &CardRef<'_>| card.id() != id && uses(*card).iter().any(|used| used.id == id);
    if sent.form.get("anyway").is_none() && standing.desk.record.cards().any(|card| names(&card)) {
        return Err(misused(format!(
            "other cards name `{id}`; say that it is to be taken out all the same"
        )));
    }
    let mut plan = Plan::new(&served.folder);
    let sheet = sheet_of(&mut plan, standing, id)?;
    let Some(card) = sheet.cards().find(|card| card.id() == id) else {
        return Ok(Done::see(next.path()));
    };
    as_shown(served, card, sent)?;
    let text = apply(&sheet, &[remove_card(card)], sheet.hash)
        .map_err(|refused| misused(refused.to_string()))?;
    let name = sheet.name.to_string();
    plan.set(&name, text)?;
    served.make(deed("taken out", vec![id.to_owned()], &by), plan)?;
    Ok(Done::see(next.path()))
}

/// The file in which a card stands, as it is on the disk now.
pub(super) fn sheet_of(
    plan: &mut Plan<'_>,
    standing: &Standing,
    id: &str,
) -> anyhow::Result<Sheet> {
    let card = standing.desk.record.get(id);
    let card = card.ok_or_else(|| misused(format!("there is no card `{id}` any more")))?;
    let name = card.sheet().name.to_string();
    let text = plan.text(&name)?;
    Ok(Sheet::parse(&name, text))
}

/// The card in its file; refused where somebody took it out meanwhile.
pub(super) fn find<'a>(served: &Served, sheet: &'a Sheet, id: &str) -> anyhow::Result<CardRef<'a>> {
    let card = sheet.cards().find(|card| card.id() == id);
    card.ok_or_else(|| WriteFailure::Changed(served.folder.path(&sheet.name)))
        .with_context(|| format!("the card `{id}` is not there any more; nothing was written"))
}

/// Refuses to change a card that is not as the form showed it.
pub(super) fn as_shown(served: &Served, card: CardRef<'_>, sent: &Sent) -> anyhow::Result<()> {
    let shown = sent.form.get("hash").unwrap_or_default();
    if shown == ContentHash::of(card.text().as_bytes()).to_string() {
        return Ok(());
    }
    let changed = WriteFailure::Changed(served.folder.path(&card.sheet().name));
    Err(anyhow::Error::from(changed)).with_context(|| {
        format!(
            "the card `{}` was changed since it was shown; nothing was written",
            card.id()
        )
    })
}

/// Lines without white space at their ends.
fn even(text: &str) -> Vec<&str> {
    text.trim_end().lines().map(str::trim_end).collect()
}
