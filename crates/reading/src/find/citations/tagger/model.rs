//! A model: weights of sights for every tag, and the likeliest row of tags for a reference.
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) whose weights are small whole
//! numbers, so that every machine decodes the same tags. Decoding is Viterbi's.

use super::traits::{JOINTS, Traits};

/// First bytes of a model file.
pub const MAGIC: &[u8] = b"kaozheng tagger 1\n";

/// A trained model with at most `WIDTH` tags.
#[derive(Debug)]
pub struct Model<const WIDTH: usize> {
    names: Vec<String>,
    /// Open addressing: the sight and its row; row 0 is empty.
    slots: Vec<(u32, u32)>,
    rows: Vec<[i8; WIDTH]>,
    /// By joint, then the tag before, then the tag here.
    steps: Vec<[[i16; WIDTH]; WIDTH]>,
}

impl<const WIDTH: usize> Model<WIDTH> {
    /// Reads a model file: the magic, the names of its tags in one line parted by spaces, the number of sights (u32,
    /// little end first, as all numbers), the sights (u32), a row of one weight (i8) a tag for each, and the weights of
    /// steps (i8) from tag to tag: for any joint, then for each of [`JOINTS`].
    ///
    /// `None` when the bytes are no such file.
    pub fn read(bytes: &[u8]) -> Option<Model<WIDTH>> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let line = rest.iter().position(|b| *b == b'\n')?;
        let names: Vec<String> = std::str::from_utf8(&rest[..line])
            .ok()?
            .split(' ')
            .map(str::to_owned)
            .collect();
        let (count, rest) = rest[line + 1..].split_at_checked(4)?;
        let count = u32::from_le_bytes(count.try_into().ok()?) as usize;
        let (sights, rest) = rest.split_at_checked(count * 4)?;
        let (weights, rest) = rest.split_at_checked(count * names.len())?;
        if names.len() > WIDTH || rest.len() != (JOINTS + 1) * names.len() * names.len() {
            return None;
        }
        let sights = sights
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        Some(Model {
            slots: slots(sights),
            rows: rows(weights, names.len()),
            steps: steps(rest, names.len()),
            names,
        })
    }

    /// The names of its tags, in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The weights of steps, by joint, then the tag before, then the tag here.
    pub(super) fn steps(&self) -> &[[[i16; WIDTH]; WIDTH]] {
        &self.steps
    }

    /// The likeliest tag of each token, as an index into [`Model::names`].
    pub fn tags(&self, traits: &Traits) -> Vec<u8> {
        let mut tags = vec![0; traits.ends.len()];
        let Some((mut best, first)) = self.start(traits) else {
            return tags;
        };
        let mut back: Vec<[u8; WIDTH]> = vec![[0; WIDTH]; tags.len()];
        let mut from = first;
        let rest = back.iter_mut().zip(traits.ends.iter().zip(&traits.joints));
        for (back, (&end, &joint)) in rest.skip(1) {
            let here = self.weigh(&traits.sights[from..end as usize]);
            best = self.step(&best, &here, joint, back);
            from = end as usize;
        }
        let mut tag = self.highest(&best);
        for at in (0..tags.len()).rev() {
            tags[at] = tag;
            tag = back[at][tag as usize];
        }
        tags
    }

    fn start(&self, traits: &Traits) -> Option<([i32; WIDTH], usize)> {
        let end = *traits.ends.first()? as usize;
        Some((self.weigh(&traits.sights[..end]), end))
    }

    /// What sights weigh together, for every tag.
    pub(super) fn weigh(&self, sights: &[u32]) -> [i32; WIDTH] {
        let mut sums = [0i16; WIDTH];
        for &sight in sights {
            let row = &self.rows[self.row(sight)];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i16::from(*weight);
            }
        }
        sums.map(i32::from)
    }

    fn row(&self, sight: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = sight as usize & mask;
        loop {
            let (known, row) = self.slots[slot];
            if row == 0 || known == sight {
                return row as usize;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn step(
        &self,
        before: &[i32; WIDTH],
        here: &[i32; WIDTH],
        joint: u8,
        back: &mut [u8; WIDTH],
    ) -> [i32; WIDTH] {
        let steps = &self.steps[usize::from(joint).min(JOINTS - 1)];
        let mut best = [i32::MIN / 2; WIDTH];
        let mut through = [0i32; WIDTH];
        for (tag, (&score, row)) in (0..).zip(before.iter().zip(steps)).take(self.names.len()) {
            for ((best, through), weight) in best.iter_mut().zip(&mut through).zip(row) {
                let sum = score + i32::from(*weight);
                let better = sum > *best;
                *best = if better { sum } else { *best };
                *through = if better { tag } else { *through };
            }
        }
        for (back, tag) in back.iter_mut().zip(through) {
            *back = u8::try_from(tag).unwrap_or(0);
        }
        for (sum, weight) in best.iter_mut().zip(here) {
            *sum += weight;
        }
        best
    }

    /// The tag of the highest score, the first of equals.
    fn highest(&self, scores: &[i32; WIDTH]) -> u8 {
        let tags = (0u8..).zip(&scores[..self.names.len()]);
        tags.max_by_key(|(tag, score)| (**score, std::cmp::Reverse(*tag)))
            .map_or(0, |(tag, _)| tag)
    }
}

fn slots(sights: impl ExactSizeIterator<Item = u32>) -> Vec<(u32, u32)> {
    let room = (sights.len() * 2 + 2).next_power_of_two();
    let mut slots = vec![(0, 0); room];
    for (row, sight) in (1..).zip(sights) {
        let mut slot = sight as usize & (room - 1);
        while slots[slot].1 != 0 {
            slot = (slot + 1) & (room - 1);
        }
        slots[slot] = (sight, row);
    }
    slots
}

/// The rows, an empty one first: what stands for a sight the model does not know.
fn rows<const WIDTH: usize>(weights: &[u8], tags: usize) -> Vec<[i8; WIDTH]> {
    let empty = std::iter::once([0; WIDTH]);
    let read = weights.chunks_exact(tags).map(wide);
    empty.chain(read).collect()
}

fn wide<const WIDTH: usize>(weights: &[u8]) -> [i8; WIDTH] {
    let mut row = [0; WIDTH];
    for (place, weight) in row.iter_mut().zip(weights) {
        *place = weight.cast_signed();
    }
    row
}

fn steps<const WIDTH: usize>(weights: &[u8], tags: usize) -> Vec<[[i16; WIDTH]; WIDTH]> {
    let tables: Vec<Vec<[i8; WIDTH]>> = weights
        .chunks_exact(tags * tags)
        .map(|table| table.chunks_exact(tags).map(wide).collect())
        .collect();
    let sum = |special: &Vec<[i8; WIDTH]>| {
        let mut joined = [[0; WIDTH]; WIDTH];
        for (row, (a, b)) in joined.iter_mut().zip(tables[0].iter().zip(special)) {
            for (weight, (a, b)) in row.iter_mut().zip(a.iter().zip(b)) {
                *weight = i16::from(*a) + i16::from(*b);
            }
        }
        joined
    };
    tables[1..].iter().map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model of two tags that knows one sight.
    fn small() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(b"O title\n");
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(77u32.to_le_bytes());
        bytes.extend([0, 9]);
        bytes.extend(std::iter::repeat_n(0, (JOINTS + 1) * 4));
        bytes
    }

    #[test]
    fn a_known_sight_decides_and_equals_go_to_the_first() {
        let model: Model<4> = Model::read(&small()).expect("a model");
        let traits = Traits {
            sights: vec![1, 77, 2],
            ends: vec![1, 2, 3],
            joints: vec![0, 0, 0],
        };
        assert_eq!(model.tags(&traits), [0, 1, 0]);
        assert_eq!(model.tags(&Traits::default()), [] as [u8; 0]);
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let whole = small();
        for length in 0..whole.len() {
            assert!(Model::<4>::read(&whole[..length]).is_none(), "{length}");
        }
        assert!(Model::<1>::read(&whole).is_none());
    }
}
