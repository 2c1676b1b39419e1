//! Where citations stand, by how likely each stretch is one: what the likeliest row of tags does not tell.
//!
//! A note cut at its likeliest places is often cut well on the whole and badly somewhere; where several cuts are nearly as
//! likely, none of them may be the one that agrees best with all. So the chance of every stretch is summed over all rows
//! of tags (forward and backward sums, Rabiner 1989), and those stretches are chosen that are likeliest to agree, in four
//! fifths of their letters, with a citation (the least expected loss: Goel and Byrne 2000).

use super::model::Model;
use super::tokens::Token;
use super::traits::Traits;
use std::ops::Range;

/// Tags that a model of spans may have.
const WIDTH: usize = 16;

type Row = [f32; WIDTH];

/// Weights are in parts of one of these.
const PARTS: usize = 28;

/// e to the power of minus one part. All powers are products of it, so that every machine gives the same.
const ONE_PART_LESS: f32 = 0.964_915_94;

/// Powers beyond this many parts are nothing.
const LEAST: usize = 30 * PARTS;

/// A stretch that is less likely is left out of account.
const SMALL: f32 = 1e-4;

/// Two stretches agree when they share this much of their letters (twice the shared over both).
const AGREES: f32 = 0.8;

/// What it counts that a stretch is exactly a citation, beside agreeing with one.
const EXACT: f32 = 0.03;

/// A stretch must be worth more than this.
const WORTH: f32 = 0.45;

/// A model of spans with its steps as chances.
#[derive(Debug)]
pub struct Chances {
    model: Model<WIDTH>,
    powers: Vec<f32>,
    /// By joint, then the tag before, then the tag here.
    steps: Vec<[Row; WIDTH]>,
    /// One for the tags of a later token of a citation, else nothing; the same for those outside and for the others.
    later: Row,
    outside: Row,
    first: Row,
}

/// A stretch of tokens, both ends included, and how likely it is a citation.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    first: usize,
    last: usize,
    chance: f32,
}

/// What forward and backward sums give for a note.
struct Sums {
    own: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    scale: Vec<f32>,
}

impl Chances {
    /// The chances of a model's steps; a model has at most 16 tags, which begin with O, B or I.
    pub fn of(model: Model<WIDTH>) -> Chances {
        let mut powers = vec![1.; LEAST];
        for parts in 1..LEAST {
            powers[parts] = powers[parts - 1] * ONE_PART_LESS;
        }
        let power = |weight: i16| match weight < 0 {
            true => powers[usize::from(weight.unsigned_abs())],
            false => 1. / powers[usize::from(weight.unsigned_abs())],
        };
        let tags = model.names().len();
        let mut steps = Vec::new();
        for table in model.steps() {
            let mut chances = [[0.; WIDTH]; WIDTH];
            for (row, weights) in chances.iter_mut().zip(table).take(tags) {
                for (chance, weight) in row.iter_mut().zip(weights).take(tags) {
                    *chance = power(*weight);
                }
            }
            steps.push(chances);
        }
        let begins = |letter: char| {
            let mut row = [0.; WIDTH];
            for (one, name) in row.iter_mut().zip(model.names()) {
                *one = f32::from(u8::from(name.starts_with(letter)));
            }
            row
        };
        let (first, later, outside) = (begins('B'), begins('I'), begins('O'));
        Chances {
            model,
            powers,
            steps,
            later,
            outside,
            first,
        }
    }

    /// The citations among `tokens`, as bytes of their text, in order.
    pub fn citations(&self, tokens: &[Token], traits: &Traits) -> Vec<Range<usize>> {
        let stretches = self.stretches(traits);
        let chosen = chosen(&stretches, tokens);
        let bytes = |s: Stretch| tokens[s.first].start as usize..tokens[s.last].end as usize;
        chosen.into_iter().map(bytes).collect()
    }

    fn sums(&self, traits: &Traits) -> Sums {
        let length = traits.ends.len();
        let mut sums = Sums {
            own: Vec::with_capacity(length),
            forward: Vec::with_capacity(length),
            backward: vec![[1.; WIDTH]; length],
            scale: Vec::with_capacity(length),
        };
        let mut from = 0;
        for at in 0..length {
            let end = traits.ends[at] as usize;
            let own = self.own(&traits.sights[from..end]);
            let mut row = match at {
                0 => own,
                _ => times(through(&sums.forward[at - 1], self.step(traits, at)), &own),
            };
            let scale = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|chance| *chance /= scale);
            sums.own.push(own);
            sums.forward.push(row);
            sums.scale.push(scale);
            from = end;
        }
        for at in (1..length).rev() {
            let ahead = times(sums.backward[at], &sums.own[at]);
            let scale = sums.scale[at];
            sums.backward[at - 1] = back(&ahead, self.step(traits, at)).map(|sum| sum / scale);
        }
        sums
    }

    /// What a token's own sights say of each tag, the likeliest as one.
    fn own(&self, sights: &[u32]) -> Row {
        let weights = self.model.weigh(sights);
        let tags = self.model.names().len();
        let highest = weights[..tags].iter().copied().max().unwrap_or(0);
        let mut own = [0.; WIDTH];
        for (chance, weight) in own.iter_mut().zip(weights).take(tags) {
            let less = usize::try_from(highest - weight).unwrap_or(LEAST);
            *chance = self.powers.get(less).copied().unwrap_or(0.);
        }
        own
    }

    fn step(&self, traits: &Traits, at: usize) -> &[Row; WIDTH] {
        &self.steps[usize::from(traits.joints[at]).min(self.steps.len() - 1)]
    }

    /// Every stretch that may be a citation, by its first token and then its last.
    fn stretches(&self, traits: &Traits) -> Vec<Stretch> {
        let sums = self.sums(traits);
        let mut found = Vec::new();
        for first in 0..traits.ends.len() {
            let mut open = self.opened(&sums, traits, first);
            for last in first..traits.ends.len() {
                if last > first {
                    let inside = times(through(&open, self.step(traits, last)), &self.later);
                    let scale = sums.scale[last];
                    open = times(inside, &sums.own[last]).map(|chance| chance / scale);
                }
                if dot(&open, &sums.backward[last]) < SMALL {
                    break;
                }
                let chance = self.closed(&sums, traits, &open, last);
                if chance >= SMALL {
                    found.push(Stretch {
                        first,
                        last,
                        chance,
                    });
                }
            }
        }
        found
    }

    /// The chances of the tags of a token that begins a citation.
    fn opened(&self, sums: &Sums, traits: &Traits, at: usize) -> Row {
        let begun = times(sums.forward[at], &self.first);
        // A token that goes on with nothing begins as well: the note may be a cut of a longer one.
        let mut late = match at {
            0 => times(sums.forward[0], &self.later),
            _ => {
                let before = times(sums.forward[at - 1], &self.outside);
                let here = times(through(&before, self.step(traits, at)), &self.later);
                times(here, &sums.own[at]).map(|chance| chance / sums.scale[at])
            }
        };
        late.iter_mut().zip(begun).for_each(|(sum, b)| *sum += b);
        late
    }

    /// The chance that a stretch opened so ends with this token.
    fn closed(&self, sums: &Sums, traits: &Traits, open: &Row, last: usize) -> f32 {
        if last + 1 == sums.own.len() {
            return open.iter().sum();
        }
        let mut after = times(
            through(open, self.step(traits, last + 1)),
            &sums.own[last + 1],
        );
        after
            .iter_mut()
            .zip(self.later)
            .for_each(|(chance, later)| *chance *= 1. - later);
        dot(&after, &sums.backward[last + 1]) / sums.scale[last + 1]
    }
}

fn through(before: &Row, steps: &[Row; WIDTH]) -> Row {
    let mut sums = [0.; WIDTH];
    for (chance, row) in before.iter().zip(steps).filter(|(chance, _)| **chance > 0.) {
        sums.iter_mut()
            .zip(row)
            .for_each(|(sum, step)| *sum += chance * step);
    }
    sums
}

fn back(ahead: &Row, steps: &[Row; WIDTH]) -> Row {
    let mut sums = [0.; WIDTH];
    sums.iter_mut()
        .zip(steps)
        .for_each(|(sum, row)| *sum = dot(row, ahead));
    sums
}

fn times(mut row: Row, other: &Row) -> Row {
    row.iter_mut().zip(other).for_each(|(a, b)| *a *= b);
    row
}

fn dot(a: &Row, b: &Row) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The stretches apart from each other whose worth is the greatest together, in order.
fn chosen(stretches: &[Stretch], tokens: &[Token]) -> Vec<Stretch> {
    let worths = worths(stretches, tokens);
    let mut ending: Vec<Vec<usize>> = vec![Vec::new(); tokens.len()];
    for (nth, stretch) in stretches
        .iter()
        .enumerate()
        .filter(|(nth, _)| worths[*nth] > 0.)
    {
        ending[stretch.last].push(nth);
    }
    let mut best: Vec<(f32, Option<usize>)> = vec![(0., None)];
    for at in 0..tokens.len() {
        let mut here = (best[at].0, None);
        for &nth in &ending[at] {
            let sum = best[stretches[nth].first].0 + worths[nth];
            if sum > here.0 {
                here = (sum, Some(nth));
            }
        }
        best.push(here);
    }
    let mut found = Vec::new();
    let mut at = tokens.len();
    while at > 0 {
        match best[at].1 {
            Some(nth) => {
                found.push(stretches[nth]);
                at = stretches[nth].first;
            }
            None => at -= 1,
        }
    }
    found.reverse();
    found
}

/// What each stretch is worth: the chance that it agrees with a citation, and a little for being one, less [`WORTH`].
fn worths(stretches: &[Stretch], tokens: &[Token]) -> Vec<f32> {
    let mut worths: Vec<f32> = stretches
        .iter()
        .map(|s| s.chance * (1. + EXACT) - WORTH)
        .collect();
    for (nth, one) in stretches.iter().enumerate() {
        let later = stretches.iter().enumerate().skip(nth + 1);
        for (other, two) in later.take_while(|(_, two)| two.first <= one.last) {
            if agree(one, two, tokens) {
                worths[nth] += two.chance;
                worths[other] += one.chance;
            }
        }
    }
    worths
}

fn agree(one: &Stretch, two: &Stretch, tokens: &[Token]) -> bool {
    let length = |first: usize, last: usize| (tokens[last].end - tokens[first].start) as f32;
    let (first, last) = (one.first.max(two.first), one.last.min(two.last));
    let both = length(one.first, one.last) + length(two.first, two.last);
    first <= last && 2. * length(first, last) >= AGREES * both
}
