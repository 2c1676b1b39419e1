//! Many short lists in two arrays.

/// Lists of numbers, one after the other, without an allocation for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lists {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Lists {
        Lists {
            starts: vec![0],
            values: Vec::new(),
        }
    }
}

impl Lists {
    pub(super) fn reserve(&mut self, lists: usize) {
        self.starts.reserve(lists);
        self.values.reserve(lists);
    }

    pub(super) fn push(&mut self, list: &[u32]) {
        self.values.extend_from_slice(list);
        let end = u32::try_from(self.values.len()).expect("under 2^32 numbers in lists");
        self.starts.push(end);
    }

    /// All numbers, list after list.
    pub(super) fn values(&self) -> &[u32] {
        &self.values
    }

    pub(super) fn get(&self, index: u32) -> &[u32] {
        let index = index as usize;
        &self.values[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}
