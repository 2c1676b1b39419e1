//! Who decides: the initials that are written on what is accepted, kept in the browser.

use super::{Done, Sent, next};
use crate::exit::misused;
use kaozheng_desk::pages::address::escaped;

/// Keeps the initials in a cookie.
pub(super) fn run(sent: &Sent) -> anyhow::Result<Done> {
    let by = sent.form.get("by").unwrap_or_default();
    if by.is_empty() || by.chars().count() > 40 || by.chars().any(char::is_control) {
        return Err(misused(
            "initials are one to forty letters, as they shall stand on the cards",
        ));
    }
    let mut done = Done::see(next(sent, "/inbox"));
    done.cookie = Some(cookie(by));
    Ok(done)
}

/// The cookie that keeps initials in the browser.
pub(super) fn cookie(by: &str) -> String {
    let by = escaped(by).replace('/', "%2F");
    format!("by={by}; Path=/; SameSite=Strict; Max-Age=31536000")
}
