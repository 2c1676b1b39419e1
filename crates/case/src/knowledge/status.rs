//! What can be said of one actor, one proposition and one time.

use super::Closure;

/// How far an actor was exposed to a proposition. Each step includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pro {
    /// No evidence within what is recorded.
    None,
    /// A message may have carried it.
    Could,
    /// A surviving text may have reached it by then.
    MaybeTold,
    /// It must have reached it by then.
    Told,
    /// It is shown to have known.
    Known,
}

/// Exposure and attested ignorance: two axes, so four values in Belnap's sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status {
    /// Exposure.
    pub pro: Pro,
    /// Whether a witness says that the actor did not know yet.
    pub con: bool,
}

impl Status {
    /// The word: `none`, `could`, `maybe_told`, `told`, `known`, `ignorant` or `contested`.
    ///
    /// Ignorance attested against lower exposure is `ignorant`; [`Status::pro`] keeps the exposure for a remark.
    pub fn word(self) -> &'static str {
        match (self.con, self.pro) {
            (true, Pro::Told | Pro::Known) => "contested",
            (true, _) => "ignorant",
            (false, Pro::None) => "none",
            (false, Pro::Could) => "could",
            (false, Pro::MaybeTold) => "maybe_told",
            (false, Pro::Told) => "told",
            (false, Pro::Known) => "known",
        }
    }
}

impl Closure {
    /// The status of an actor at a time.
    pub fn status(&self, actor: u32, time: i64) -> Status {
        let by = |reached: Option<i64>| reached.is_some_and(|reached| reached <= time);
        let pro = if by(self.known(actor)) {
            Pro::Known
        } else if by(self.cert(actor)) {
            Pro::Told
        } else if by(self.told(actor)) {
            Pro::MaybeTold
        } else if by(self.poss(actor)) {
            Pro::Could
        } else {
            Pro::None
        };
        let con = self
            .ignorant_until(actor)
            .is_some_and(|until| time <= until);
        Status { pro, con }
    }
}
