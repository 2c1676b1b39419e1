//! Ties between actors: treaty or practice. Signed, in force, practised and ended are separate points.

use super::Fold;

/// What can happen to a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TieAct {
    /// The text is signed.
    Signed,
    /// It comes into force.
    InForce,
    /// The parties act on it, with or without a text.
    Practised,
    /// It ends.
    Ended,
}

/// The state of a tie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tie {
    /// A text has been signed.
    pub signed: bool,
    /// The text binds.
    pub in_force: bool,
    /// The parties act on it.
    pub practised: bool,
    /// It has ended and has not been taken up again.
    pub ended: bool,
}

impl Tie {
    /// The word: `none`, `signed`, `in force`, `practised` (without a text in force) or `ended`.
    pub fn word(self) -> &'static str {
        match self {
            Tie { ended: true, .. } => "ended",
            Tie { in_force: true, .. } => "in force",
            Tie {
                practised: true, ..
            } => "practised",
            Tie { signed: true, .. } => "signed",
            _ => "none",
        }
    }
}

impl Fold for Tie {
    type Kind = TieAct;

    /// A tie taken up after its end begins anew.
    fn after(self, act: TieAct) -> Tie {
        let base = if self.ended { Tie::default() } else { self };
        match act {
            TieAct::Signed => Tie {
                signed: true,
                ..base
            },
            TieAct::InForce => Tie {
                signed: true,
                in_force: true,
                ..base
            },
            TieAct::Practised => Tie {
                practised: true,
                ..base
            },
            TieAct::Ended => Tie {
                ended: true,
                in_force: false,
                practised: false,
                ..self
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TieAct::*;
    use super::*;

    fn check(acts: &[TieAct]) -> &'static str {
        acts.iter()
            .fold(Tie::default(), |state, &act| state.after(act))
            .word()
    }

    #[test]
    fn signed_in_force_practised_and_ended_are_separate() {
        assert_eq!(check(&[]), "none");
        assert_eq!(check(&[Signed]), "signed");
        assert_eq!(check(&[Signed, InForce]), "in force");
        assert_eq!(check(&[Practised]), "practised");
        assert_eq!(check(&[Signed, Practised]), "practised");
        assert_eq!(check(&[Signed, InForce, Practised, Ended]), "ended");
    }

    #[test]
    fn a_tie_taken_up_after_its_end_begins_anew() {
        assert_eq!(check(&[Signed, InForce, Ended, Practised]), "practised");
        assert_eq!(check(&[Signed, InForce, Ended, Signed]), "signed");
    }
}
