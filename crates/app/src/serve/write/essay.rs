//! Writing an essay: the text of one that was read, or a new one. What was changed meanwhile is never overwritten.

use super::{Done, Sent};
use crate::atomic::WriteFailure;
use crate::changes::Plan;
use crate::drafts::today;
use crate::exit::misused;
use crate::serve::Served;
use crate::serve::standing::Standing;
use crate::serve::undo::Deed;
use kaozheng_desk::pages::Place;
use kaozheng_text::ContentHash;

/// Writes the essay called `name` in the place of the one with the hash that was sent.
pub(super) fn change(
    served: &Served,
    standing: &Standing,
    sent: &Sent,
    name: &str,
) -> anyhow::Result<Done> {
    let Some((file, _)) = standing.desk.essay(name) else {
        return Err(misused(format!(
            "there is no essay called `{name}` any more; what you wrote stands below"
        )));
    };
    let text = text(sent)?;
    let done = Done::see(Place::Essay(name.to_owned()).path());
    let mut plan = Plan::new(&served.folder);
    let there = plan.found(file)?.to_owned();
    let text = match there.contains("\r\n") {
        true => text.replace('\n', "\r\n"),
        false => text,
    };
    // The same form sent twice has been written once already.
    if there == text {
        return Ok(done);
    }
    let hash = sent.form.get("hash").and_then(ContentHash::parse);
    let hash = hash.ok_or_else(|| {
        misused("the form does not say which text it was made from; open the essay again")
    })?;
    if ContentHash::of(there.as_bytes()) != hash {
        return Err(WriteFailure::Changed(served.folder.path(file)).into());
    }
    plan.set(file, text)?;
    served.make(deed(sent, name), plan)?;
    Ok(done)
}

/// Writes a new essay.
pub(super) fn add(served: &Served, sent: &Sent) -> anyhow::Result<Done> {
    let name = sent.form.get("name").unwrap_or_default();
    if !is_name(name) {
        return Err(misused(
            "the name of an essay is one to eighty letters, digits and hyphens, such as `who-knew-what`",
        ));
    }
    let text = match text(sent)? {
        text if text.trim().is_empty() => format!("# {name}\n"),
        text => text,
    };
    let file = format!("essays/{name}.md");
    let mut plan = Plan::new(&served.folder);
    if served.folder.path(&file).exists() && plan.found(&file)? != text {
        return Err(WriteFailure::Exists(served.folder.path(&file)).into());
    }
    plan.set(&file, text)?;
    served.make(deed(sent, name), plan)?;
    Ok(Done::see(Place::Essay(name.to_owned()).path()))
}

/// What the journal says of it; an essay has no stamp, so nobody has to give initials for one.
fn deed(sent: &Sent, name: &str) -> Deed {
    Deed {
        what: "written".to_owned(),
        ids: vec![name.to_owned()],
        by: sent.by.clone(),
        day: today(),
    }
}

fn text(sent: &Sent) -> anyhow::Result<String> {
    let text = sent
        .form
        .text("text")
        .ok_or_else(|| misused("the form has no text; nothing was written"))?;
    match text.ends_with('\n') || text.is_empty() {
        true => Ok(text),
        false => Ok(text + "\n"),
    }
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    (1..=80).contains(&length) && name.chars().all(letter) && !name.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_letters_and_lead_out_of_no_folder() {
        for good in ["who-knew-what", "누가-알았나", "a1"] {
            assert!(is_name(good), "{good}");
        }
        for bad in [
            "",
            "../a",
            "a/b",
            "a b",
            ".a",
            "-a",
            "a.md",
            &"a".repeat(81),
        ] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
