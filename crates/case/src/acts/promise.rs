//! Promises: what was promised, on what condition, and what became of it.

use super::{Act, Fold, States, states};

/// What can happen to a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PromiseAct {
    /// It is made without a condition: due from the start.
    Made,
    /// It is made on a condition.
    MadeIf,
    /// The condition is met.
    MakesDue,
    /// What was promised is done.
    Keeps,
    /// It is refused, or can no longer be done.
    Breaks,
    /// A part of it is done.
    PartPerforms,
    /// The one to whom it was made gives it up.
    Releases,
}

/// How much of a promise was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Performance {
    /// Nothing.
    #[default]
    None,
    /// A part.
    Part,
    /// All.
    Full,
}

/// The state of a promise, after Singh's commitments (1999).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Promise {
    /// Whether it was made.
    pub made: bool,
    /// Whether its condition is met.
    pub due: bool,
    /// Whether it was broken; once due, a breach stands whatever is done later.
    pub broken: bool,
    /// Whether it was given up before it was kept or broken.
    pub released: bool,
    /// What was done; after a breach this is late.
    pub performed: Performance,
}

impl Promise {
    /// The word: `not made`, `conditional`, `due`, `part-performed`, `kept`, `broken` or `released`.
    pub fn word(self) -> &'static str {
        match self {
            Promise { made: false, .. } => "not made",
            Promise { broken: true, .. } => "broken",
            Promise { released: true, .. } => "released",
            Promise {
                performed: Performance::Full,
                ..
            } => "kept",
            Promise {
                performed: Performance::Part,
                ..
            } => "part-performed",
            Promise { due: true, .. } => "due",
            _ => "conditional",
        }
    }

    fn settled(self) -> bool {
        self.released || self.broken || self.performed == Performance::Full
    }
}

impl Fold for Promise {
    type Kind = PromiseAct;

    /// Nothing happens to a promise before it is made; only one that is due can be broken; one that is kept, broken
    /// or given up stays so.
    fn after(self, act: PromiseAct) -> Promise {
        let performed = |performance| Promise {
            performed: self.performed.max(performance),
            ..self
        };
        match act {
            PromiseAct::Made => Promise {
                made: true,
                due: true,
                ..self
            },
            PromiseAct::MadeIf => Promise { made: true, ..self },
            _ if !self.made => self,
            PromiseAct::MakesDue => Promise { due: true, ..self },
            PromiseAct::PartPerforms => performed(Performance::Part),
            PromiseAct::Keeps => performed(Performance::Full),
            PromiseAct::Breaks if self.due && !self.settled() => Promise {
                broken: true,
                ..self
            },
            PromiseAct::Releases if !self.settled() => Promise {
                released: true,
                ..self
            },
            PromiseAct::Breaks | PromiseAct::Releases => self,
        }
    }
}

/// The states of a promise on an instant under each of several readings.
///
/// An act may hold under one reading only (a refusal breaks the wide promise, not the narrow one) or, with
/// `None`, under all. Positions in the answers are those of `acts`.
pub fn by_reading(
    acts: &[(Act<PromiseAct>, Option<u32>)],
    readings: &[u32],
    instant: i64,
    cap: usize,
) -> Vec<(u32, States<Promise>)> {
    let under = |reading: u32| {
        let places: Vec<usize> = (0..acts.len())
            .filter(|&i| acts[i].1.is_none_or(|only| only == reading))
            .collect();
        let chosen: Vec<Act<PromiseAct>> = places.iter().map(|&i| acts[i].0).collect();
        let mut found = states::<Promise>(&chosen, &[], instant, cap);
        for state in &mut found.states {
            state.acts.iter_mut().for_each(|act| *act = places[*act]);
        }
        (reading, found)
    };
    readings.iter().map(|&reading| under(reading)).collect()
}

#[cfg(test)]
mod tests {
    use super::PromiseAct::*;
    use super::*;
    use crate::chronology::Interval;

    fn check(acts: &[PromiseAct]) -> &'static str {
        acts.iter()
            .fold(Promise::default(), |state, &act| state.after(act))
            .word()
    }

    #[test]
    fn only_a_promise_that_is_due_can_be_broken() {
        assert_eq!(check(&[Breaks]), "not made");
        assert_eq!(check(&[MadeIf]), "conditional");
        assert_eq!(check(&[MadeIf, Breaks]), "conditional");
        assert_eq!(check(&[MadeIf, MakesDue]), "due");
        assert_eq!(check(&[MadeIf, MakesDue, Breaks]), "broken");
        assert_eq!(check(&[Made]), "due");
        assert_eq!(check(&[Made, Breaks, Keeps]), "broken");
    }

    #[test]
    fn what_is_settled_stays_so() {
        assert_eq!(check(&[Made, Keeps, Breaks]), "kept");
        assert_eq!(check(&[Made, PartPerforms]), "part-performed");
        assert_eq!(check(&[Made, PartPerforms, Keeps]), "kept");
        assert_eq!(check(&[Made, PartPerforms, Breaks]), "broken");
        assert_eq!(check(&[MadeIf, Releases, MakesDue, Breaks]), "released");
        assert_eq!(check(&[Made, Breaks, Releases]), "broken");
    }

    const NARROW: u32 = 0;
    const WIDE: u32 = 1;

    /// The air-cover promise: made in July, due by the deployments under the wide reading only, refused in October,
    /// performed in part from November.
    #[test]
    fn the_air_cover_promise_under_both_readings() {
        let act = |day, kind, reading| {
            (
                Act {
                    at: Interval::at(day),
                    kind,
                    document: 0,
                },
                reading,
            )
        };
        let acts = [
            act(5, MadeIf, None),
            act(70, MakesDue, Some(WIDE)),
            act(100, Breaks, None),
            act(120, PartPerforms, None),
        ];
        let on = |day| {
            by_reading(&acts, &[NARROW, WIDE], day, 100)
                .into_iter()
                .map(|(_, s)| s.certain().map(Promise::word))
                .collect::<Vec<_>>()
        };
        assert_eq!(on(80), [Some("conditional"), Some("due")]);
        assert_eq!(on(110), [Some("conditional"), Some("broken")]);
        assert_eq!(on(130), [Some("part-performed"), Some("broken")]);
        let (_, wide) = &by_reading(&acts, &[WIDE], 130, 100)[0];
        assert_eq!(wide.states[0].state.performed, Performance::Part);
        let (_, narrow) = &by_reading(&acts, &[NARROW], 130, 100)[0];
        assert_eq!(narrow.states[0].acts, [0, 2, 3]);
    }
}
