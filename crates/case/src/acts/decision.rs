//! Decisions: what an actor or a body had resolved on a matter.

use super::Fold;

/// What can be done about a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionAct {
    /// Weighed.
    Considered,
    /// Written down, not resolved.
    Drafted,
    /// Resolved.
    Decided,
    /// Refused.
    Declined,
    /// Commanded.
    Ordered,
    /// Halted.
    Suspended,
    /// Taken back.
    Reversed,
    /// Resolved again.
    Reaffirmed,
    /// Carried out.
    Executed,
}

/// How far a decision has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Nothing is recorded.
    #[default]
    Untouched,
    /// Weighed.
    Considered,
    /// Written down, not resolved.
    Drafted,
    /// Refused.
    Declined,
    /// Taken back.
    Reversed,
    /// Resolved.
    Decided,
    /// Commanded.
    Ordered,
    /// Carried out.
    Executed,
}

/// The state of a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decision {
    /// How far it has come.
    pub stage: Stage,
    /// Whether it is halted; reaffirming takes it up where it stood.
    pub suspended: bool,
}

impl Decision {
    /// The word for people: `undecided`, `considered`, … or `suspended`.
    pub fn word(self) -> &'static str {
        match self.stage {
            _ if self.suspended => "suspended",
            Stage::Untouched => "undecided",
            Stage::Considered => "considered",
            Stage::Drafted => "drafted",
            Stage::Declined => "declined",
            Stage::Reversed => "reversed",
            Stage::Decided => "decided",
            Stage::Ordered => "ordered",
            Stage::Executed => "executed",
        }
    }

    /// Whether it stands: decided, ordered or carried out, and not halted.
    pub fn stands(self) -> bool {
        self.stage >= Stage::Decided && !self.suspended
    }

    fn at_least(self, stage: Stage) -> Decision {
        Decision {
            stage: self.stage.max(stage),
            suspended: false,
        }
    }
}

impl Fold for Decision {
    type Kind = DecisionAct;

    /// Weighing and drafting reopen what was refused or taken back, and leave what stands as it is. A halt is
    /// lifted by deciding, ordering, reaffirming or carrying out. What was carried out can be halted or taken
    /// back, but no longer refused.
    fn after(self, act: DecisionAct) -> Decision {
        let to = |stage| Decision {
            stage,
            suspended: false,
        };
        let stands = self.stage >= Stage::Decided;
        match act {
            DecisionAct::Considered if self.stage == Stage::Drafted || stands => self,
            DecisionAct::Considered => Decision {
                stage: Stage::Considered,
                ..self
            },
            DecisionAct::Drafted if stands => self,
            DecisionAct::Drafted => Decision {
                stage: Stage::Drafted,
                ..self
            },
            DecisionAct::Decided | DecisionAct::Reaffirmed => self.at_least(Stage::Decided),
            DecisionAct::Ordered => self.at_least(Stage::Ordered),
            DecisionAct::Executed => to(Stage::Executed),
            DecisionAct::Declined if self.stage == Stage::Executed => self,
            DecisionAct::Declined => to(Stage::Declined),
            DecisionAct::Reversed => to(Stage::Reversed),
            DecisionAct::Suspended => Decision {
                suspended: true,
                ..self
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DecisionAct::*;
    use super::*;
    use crate::acts::{Act, states};
    use crate::chronology::Interval;

    fn check(acts: &[DecisionAct]) -> &'static str {
        acts.iter()
            .fold(Decision::default(), |state, &act| state.after(act))
            .word()
    }

    #[test]
    fn a_draft_is_not_a_decision() {
        assert_eq!(check(&[]), "undecided");
        assert_eq!(check(&[Considered]), "considered");
        assert_eq!(check(&[Considered, Drafted]), "drafted");
        assert_eq!(check(&[Drafted, Considered]), "drafted");
        assert_eq!(check(&[Drafted, Decided]), "decided");
        assert_eq!(check(&[Decided, Drafted]), "decided");
    }

    #[test]
    fn what_is_halted_is_taken_up_where_it_stood() {
        assert_eq!(check(&[Decided, Ordered, Suspended]), "suspended");
        assert_eq!(check(&[Decided, Ordered, Suspended, Reaffirmed]), "ordered");
        assert_eq!(check(&[Decided, Suspended, Considered]), "suspended");
    }

    #[test]
    fn what_is_taken_back_can_be_taken_up_again() {
        assert_eq!(check(&[Decided, Reversed]), "reversed");
        assert_eq!(check(&[Decided, Reversed, Considered]), "considered");
        assert_eq!(check(&[Declined, Decided]), "decided");
        assert_eq!(check(&[Executed, Declined]), "executed");
        assert_eq!(check(&[Executed, Reversed]), "reversed");
    }

    /// October 1950, day by day: drafted, refused, ordered, halted, reaffirmed, carried out.
    #[test]
    fn the_decision_to_enter_the_war() {
        let october = [
            (2, Drafted),
            (3, Declined),
            (5, Decided),
            (8, Ordered),
            (12, Suspended),
            (13, Reaffirmed),
            (19, Executed),
        ];
        let acts = october.map(|(day, kind)| Act {
            at: Interval::at(day),
            kind,
            document: 0,
        });
        let on = |day| {
            states::<Decision>(&acts, &[], day, 100)
                .certain()
                .map(Decision::word)
        };
        assert_eq!(
            [1, 2, 4, 6, 12, 14, 20].map(on),
            [
                "undecided",
                "drafted",
                "declined",
                "decided",
                "suspended",
                "ordered",
                "executed"
            ]
            .map(Some)
        );
        assert!(
            !states::<Decision>(&acts, &[], 12, 100).states[0]
                .state
                .stands()
        );
    }
}
