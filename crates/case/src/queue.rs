//! What is settled next: a radix queue for searches whose times never run backwards.
//!
//! Keys lie in buckets by the highest bit in which they differ from the last one taken (Ahuja, Mehlhorn, Orlin
//! and Tarjan 1990). Nothing may be put in before the last key taken; adding is O(1), taking O(log of the range)
//! for all together, without the comparisons of a heap.

/// A time that can be a key: its bits, in the order of the times.
pub(crate) trait Key: Copy + Ord {
    /// How many buckets there are: one more than the bits.
    const BUCKETS: usize;

    /// The highest bit, from 1, in which two keys differ; 0 when they are the same.
    fn differs(self, other: Self) -> usize;
}

impl Key for u32 {
    const BUCKETS: usize = 33;

    fn differs(self, other: u32) -> usize {
        32 - (self ^ other).leading_zeros() as usize
    }
}

impl Key for i64 {
    const BUCKETS: usize = 65;

    fn differs(self, other: i64) -> usize {
        64 - (self ^ other).leading_zeros() as usize
    }
}

impl Key for i128 {
    const BUCKETS: usize = 129;

    fn differs(self, other: i128) -> usize {
        128 - (self ^ other).leading_zeros() as usize
    }
}

/// Pairs of a key and what it belongs to, taken from the smallest key on. Among equal keys the order is fixed, but
/// not stated.
#[derive(Clone, Debug)]
pub(crate) struct Queue<K> {
    buckets: Vec<Vec<(K, u32)>>,
    /// Which buckets above the lowest hold something: bit 0 for bucket 1.
    filled: u128,
    last: Option<K>,
    held: usize,
}

impl<K: Key> Queue<K> {
    pub(crate) fn new() -> Queue<K> {
        Queue {
            buckets: vec![Vec::new(); K::BUCKETS],
            filled: 0,
            last: None,
            held: 0,
        }
    }

    /// Forgets everything, the last key too, and keeps the memory.
    pub(crate) fn clear(&mut self) {
        if self.held > 0 {
            self.buckets.iter_mut().for_each(Vec::clear);
        }
        self.filled = 0;
        self.held = 0;
        self.last = None;
    }

    /// Adds a pair. Before anything was taken every key is welcome.
    pub(crate) fn push(&mut self, key: K, value: u32) {
        let bucket = match self.last {
            Some(last) => {
                debug_assert!(key >= last, "a key before the last one taken");
                key.differs(last)
            }
            // All wait together until the first is asked for.
            None => K::BUCKETS - 1,
        };
        self.put(bucket, key, value);
        self.held += 1;
    }

    fn put(&mut self, bucket: usize, key: K, value: u32) {
        self.buckets[bucket].push((key, value));
        if bucket > 0 {
            self.filled |= 1 << (bucket - 1);
        }
    }

    /// Takes a pair of the smallest key.
    pub(crate) fn pop(&mut self) -> Option<(K, u32)> {
        if self.held == 0 {
            return None;
        }
        if self.last.is_none() || self.buckets[0].is_empty() {
            self.spread();
        }
        self.held -= 1;
        self.buckets[0].pop()
    }

    /// Deals the first bucket that holds anything, which is not the lowest, out to the buckets below it.
    fn spread(&mut self) {
        let first = self.filled.trailing_zeros() as usize + 1;
        self.filled &= self.filled - 1;
        let mut pairs = std::mem::take(&mut self.buckets[first]);
        let least = pairs.iter().map(|&(key, _)| key).min();
        let least = least.expect("the bucket holds something");
        self.last = Some(least);
        for &(key, value) in &pairs {
            self.put(key.differs(least), key, value);
        }
        // Gives the memory back, unless the pairs came to lie in the same bucket again.
        if self.buckets[first].is_empty() {
            pairs.clear();
            self.buckets[first] = pairs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        /// As a sorted list does: whatever is put in, the smallest comes out, and never below what came before.
        #[test]
        fn the_smallest_comes_first(first in vec(any::<i64>(), 0..20), steps in vec(prop::option::of(0..1_000_000i64), 0..60)) {
            let mut queue = Queue::new();
            let mut held: Vec<i64> = first.clone();
            first.iter().for_each(|&key| queue.push(key, 0));
            let mut last = i64::MIN;
            for step in steps {
                match step {
                    Some(later) => {
                        let key = last.saturating_add(later);
                        queue.push(key, 0);
                        held.push(key);
                    }
                    None => {
                        held.sort_unstable();
                        let least = (!held.is_empty()).then(|| held.remove(0));
                        prop_assert_eq!(queue.pop().map(|(key, _)| key), least);
                        last = least.unwrap_or(last);
                    }
                }
            }
        }
    }

    #[test]
    fn what_was_cleared_is_gone_and_any_key_is_welcome_again() {
        let mut queue = Queue::new();
        queue.push(5i128, 1);
        assert_eq!(queue.pop(), Some((5, 1)));
        queue.push(9, 2);
        queue.clear();
        queue.push(-3, 3);
        assert_eq!(queue.pop(), Some((-3, 3)));
        assert_eq!(queue.pop(), None);
    }
}
