//! Taking a deed back, and doing it again.

use super::{Done, Sent, next};
use crate::exit::misused;
use crate::serve::Served;
use crate::serve::undo::{Deed, redo, undo};
use serde_json::json;

/// Takes the deed of a form back.
pub(super) fn take_back(served: &Served, sent: &Sent) -> anyhow::Result<Done> {
    let deed = undo(&served.folder, number(sent)?)?;
    Ok(done(sent, &deed, "undone"))
}

/// Does the deed of a form again.
pub(super) fn again(served: &Served, sent: &Sent) -> anyhow::Result<Done> {
    let deed = redo(&served.folder, number(sent)?)?;
    Ok(done(sent, &deed, "redone"))
}

fn number(sent: &Sent) -> anyhow::Result<u32> {
    let number = sent.form.get("deed").and_then(|number| number.parse().ok());
    number.ok_or_else(|| misused("which deed? Use the button beside it"))
}

fn done(sent: &Sent, deed: &Deed, how: &str) -> Done {
    let mut done = Done::see(next(sent, "/inbox"));
    done.said = json!({ "how": how, "what": deed.what, "ids": deed.ids });
    done
}
