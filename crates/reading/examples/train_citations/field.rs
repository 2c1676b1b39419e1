//! A linear-chain conditional random field, learned by gradient steps of their own size for every weight (AdaGrad,
//! Duchi, Hazan and Singer 2011), with sights left out at random so that no single one is leaned on.

use crate::random::Random;
use crate::rows::Row;
use kaozheng_reading::find::citations::tagger::traits::JOINTS;

/// Most tags a task has.
pub(crate) const TAGS: usize = 32;

type Scores = [f32; TAGS];
type Table = [Scores; TAGS];

/// How learning goes.
pub(crate) struct Course {
    /// Rounds over all rows.
    pub(crate) rounds: usize,
    /// Length of a step.
    pub(crate) step: f32,
    /// Share of sights left out, in hundredths.
    pub(crate) left_out: usize,
    /// The weights are the mean of those after this round and all later ones.
    pub(crate) mean_from: usize,
}

/// Weights of sights and of steps from tag to tag; the last table of steps holds for any joint.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) sights: Vec<Scores>,
    pub(crate) steps: Vec<Table>,
    tags: usize,
}

/// Pulls every weight towards zero at each step.
const PULL: f32 = 1e-6;

/// Sum of squares that every weight begins with.
const BEGIN: f32 = 1e-2;

impl Field {
    pub(crate) fn learn(rows: &[Row], sights: usize, tags: usize, course: &Course) -> Field {
        let mut learner = Learner {
            field: Field {
                sights: vec![[0.; TAGS]; sights],
                steps: vec![[[0.; TAGS]; TAGS]; JOINTS + 1],
                tags,
            },
            squares: vec![[BEGIN; TAGS]; sights],
            step_squares: vec![[[BEGIN; TAGS]; TAGS]; JOINTS + 1],
            step: course.step,
        };
        let mut random = Random::new(20_261_125);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut mean: Option<(Field, f32)> = None;
        for round in 0..course.rounds {
            random.shuffle(&mut order);
            let loss: f64 = order
                .iter()
                .map(|&row| learner.row(&rows[row], course.left_out, &mut random))
                .sum();
            let tokens: usize = rows.iter().map(|row| row.tags.len()).sum();
            eprintln!(
                "  round {}: {:.4} nats a token",
                round + 1,
                loss / tokens as f64
            );
            if round >= course.mean_from {
                mean = Some(join(mean, &learner.field));
            }
        }
        mean.map_or(learner.field, |(field, _)| field)
    }

    fn scores(&self, sights: &[u32]) -> Scores {
        let mut scores = [0.; TAGS];
        for &sight in sights {
            for (score, weight) in scores.iter_mut().zip(&self.sights[sight as usize]) {
                *score += weight;
            }
        }
        scores
    }

    /// The steps over a joint, as powers of e.
    fn powers(&self, joint: u8) -> Table {
        let (any, own) = (&self.steps[JOINTS], &self.steps[usize::from(joint)]);
        let mut table = [[0.; TAGS]; TAGS];
        for (row, (a, b)) in table.iter_mut().zip(any.iter().zip(own)).take(self.tags) {
            for (power, (a, b)) in row.iter_mut().zip(a.iter().zip(b)).take(self.tags) {
                *power = (a + b).exp();
            }
        }
        table
    }
}

/// The mean of several fields, one more taken in.
fn join(mean: Option<(Field, f32)>, field: &Field) -> (Field, f32) {
    let Some((mut mean, count)) = mean else {
        return (field.clone(), 1.);
    };
    let count = count + 1.;
    let sights = mean
        .sights
        .iter_mut()
        .flatten()
        .zip(field.sights.iter().flatten());
    sights.for_each(|(mean, weight)| *mean += (weight - *mean) / count);
    let steps = mean
        .steps
        .iter_mut()
        .flatten()
        .flatten()
        .zip(field.steps.iter().flatten().flatten());
    steps.for_each(|(mean, weight)| *mean += (weight - *mean) / count);
    (mean, count)
}

struct Learner {
    field: Field,
    squares: Vec<Scores>,
    step_squares: Vec<Table>,
    step: f32,
}

/// What forward and backward sums give for one row.
struct Sums {
    /// Powers of e of each token's own scores.
    own: Vec<Scores>,
    steps: Vec<Table>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    scale: Vec<f32>,
}

impl Learner {
    /// Learns one row; the loss in nats.
    fn row(&mut self, row: &Row, left_out: usize, random: &mut Random) -> f64 {
        if row.tags.is_empty() {
            return 0.;
        }
        let (sights, ends) = thinned(row, left_out, random);
        let sums = self.sums(row, &sights, &ends, 100. / (100 - left_out) as f32);
        let mut loss = 0.;
        let mut from = 0;
        for at in 0..row.tags.len() {
            let mut pull: Scores = [0.; TAGS];
            for tag in 0..self.field.tags {
                pull[tag] = -sums.forward[at][tag] * sums.backward[at][tag];
            }
            let gold = usize::from(row.tags[at]);
            loss -= f64::from(-pull[gold]).max(1e-9).ln();
            pull[gold] += 1.;
            let to = ends[at] as usize;
            if pull.iter().any(|p| p.abs() > 1e-4) {
                sights[from..to]
                    .iter()
                    .for_each(|&sight| self.pull_sight(sight as usize, &pull));
            }
            from = to;
            if at > 0 {
                self.pull_steps(row, &sums, at);
            }
        }
        loss
    }

    fn sums(&self, row: &Row, sights: &[u32], ends: &[u32], factor: f32) -> Sums {
        let (length, tags) = (row.tags.len(), self.field.tags);
        let mut own = Vec::with_capacity(length);
        let mut from = 0;
        for &end in ends {
            let scores = self
                .field
                .scores(&sights[from..end as usize])
                .map(|s| s * factor);
            let highest = scores[..tags].iter().copied().fold(f32::MIN, f32::max);
            let mut powers = scores.map(|score| (score - highest).exp());
            powers[tags..].fill(0.);
            own.push(powers);
            from = end as usize;
        }
        let steps: Vec<Table> = row
            .joints
            .iter()
            .map(|&joint| self.field.powers(joint))
            .collect();
        let (mut forward, mut scale) = (vec![[0f32; TAGS]; length], vec![0f32; length]);
        for at in 0..length {
            let mut sum = if at == 0 {
                own[0]
            } else {
                through(&forward[at - 1], &steps[at])
            };
            if at > 0 {
                sum.iter_mut().zip(&own[at]).for_each(|(s, o)| *s *= o);
            }
            scale[at] = sum.iter().sum::<f32>().max(1e-30);
            forward[at] = sum.map(|s| s / scale[at]);
        }
        let mut backward = vec![[1f32; TAGS]; length];
        for at in (0..length - 1).rev() {
            let mut ahead = backward[at + 1];
            ahead
                .iter_mut()
                .zip(&own[at + 1])
                .for_each(|(a, o)| *a *= o);
            for tag in 0..tags {
                let sum: f32 = steps[at + 1][tag]
                    .iter()
                    .zip(&ahead)
                    .map(|(s, a)| s * a)
                    .sum();
                backward[at][tag] = sum / scale[at + 1];
            }
        }
        Sums {
            own,
            steps,
            forward,
            backward,
            scale,
        }
    }

    fn pull_sight(&mut self, sight: usize, pull: &Scores) {
        let weights = self.field.sights[sight]
            .iter_mut()
            .zip(&mut self.squares[sight]);
        for ((weight, square), pull) in weights.zip(pull) {
            let slope = pull - PULL * *weight;
            *square += slope * slope;
            *weight += self.step * slope / square.sqrt();
        }
    }

    fn pull_steps(&mut self, row: &Row, sums: &Sums, at: usize) {
        let gold = (usize::from(row.tags[at - 1]), usize::from(row.tags[at]));
        let joint = usize::from(row.joints[at]);
        for before in 0..self.field.tags {
            let reach = sums.forward[at - 1][before] / sums.scale[at];
            if reach < 1e-5 && before != gold.0 {
                continue;
            }
            for tag in 0..self.field.tags {
                let mut slope = -reach
                    * sums.steps[at][before][tag]
                    * sums.own[at][tag]
                    * sums.backward[at][tag];
                slope += f32::from(u8::from((before, tag) == gold));
                if slope.abs() < 1e-5 {
                    continue;
                }
                for table in [joint, JOINTS] {
                    let square = &mut self.step_squares[table][before][tag];
                    *square += slope * slope;
                    self.field.steps[table][before][tag] += self.step * slope / square.sqrt();
                }
            }
        }
    }
}

fn through(forward: &Scores, steps: &Table) -> Scores {
    let mut sum = [0.; TAGS];
    for (reach, row) in forward
        .iter()
        .zip(steps)
        .filter(|(reach, _)| **reach > 1e-12)
    {
        sum.iter_mut()
            .zip(row)
            .for_each(|(s, step)| *s += reach * step);
    }
    sum
}

/// The sights of a row with some left out.
fn thinned(row: &Row, left_out: usize, random: &mut Random) -> (Vec<u32>, Vec<u32>) {
    let mut sights = Vec::with_capacity(row.sights.len());
    let mut from = 0;
    let mut cut = |&end: &u32| {
        let kept = row.sights[from..end as usize]
            .iter()
            .filter(|_| random.below(100) >= left_out);
        sights.extend(kept);
        from = end as usize;
        u32::try_from(sights.len()).expect("few")
    };
    let ends = row.ends.iter().map(&mut cut).collect();
    (sights, ends)
}
