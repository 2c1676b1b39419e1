//! Which arguments live: the grounded labelling of an argumentation framework.

/// What becomes of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// Live: every attacker is out.
    In,
    /// Dead: some attacker is in.
    Out,
    /// Neither; it does not count, but it is listed.
    Undec,
}

impl Label {
    /// The word: `in`, `out` or `undec`.
    pub fn word(self) -> &'static str {
        match self {
            Label::In => "in",
            Label::Out => "out",
            Label::Undec => "undec",
        }
    }
}

/// The labels of arguments `0..n` under attacks `(from, to)`: the least complete labelling (Dung 1995). Linear.
///
/// Panics when an attack names an argument that is not there.
pub fn grounded(n: u32, attacks: &[(u32, u32)]) -> Vec<Label> {
    let (starts, targets) = by_attacker(n as usize, attacks);
    let attacked_by =
        |a: u32| &targets[starts[a as usize] as usize..starts[a as usize + 1] as usize];
    let mut undefeated = vec![0u32; n as usize];
    for &(_, to) in attacks {
        undefeated[to as usize] += 1;
    }
    let mut labels = vec![Label::Undec; n as usize];
    let mut live: Vec<u32> = (0..n).filter(|&a| undefeated[a as usize] == 0).collect();
    while let Some(argument) = live.pop() {
        labels[argument as usize] = Label::In;
        for &dead in attacked_by(argument) {
            if std::mem::replace(&mut labels[dead as usize], Label::Out) == Label::Out {
                continue;
            }
            for &relieved in attacked_by(dead) {
                undefeated[relieved as usize] -= 1;
                if undefeated[relieved as usize] == 0 && labels[relieved as usize] == Label::Undec {
                    live.push(relieved);
                }
            }
        }
    }
    labels
}

fn by_attacker(n: usize, attacks: &[(u32, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; n + 1];
    for &(from, _) in attacks {
        starts[from as usize + 1] += 1;
    }
    for row in 0..n {
        starts[row + 1] += starts[row];
    }
    let mut next = starts.clone();
    let mut targets = vec![0u32; attacks.len()];
    for &(from, to) in attacks {
        targets[next[from as usize] as usize] = to;
        next[from as usize] += 1;
    }
    (starts, targets)
}
