//! Bibliographies: which lines of a whole text are entries of a list of references.
//!
//! Two things tell. A *heading* ("Works cited", "Список литературы", "参考文献") opens a section, and another heading may
//! close it. The *shape* of lines tells the rest: a surname with initials before a comma, a year in brackets, volume and
//! pages, a ditto line. Single lines are doubtful, so the most likely way through the whole text is taken, line after line
//! in one of two states, by dynamic programming (Viterbi 1967). A section without a heading is found when enough lines in
//! a row look like entries; one with a heading is left where lines stop looking like them. The weights below are plain
//! numbers set by hand: half a dozen lines of shape outweigh a missing heading.

pub(super) mod entries;
mod heads;
mod shapes;

pub use heads::{Head, head_of};

/// One line of a text, as a bibliography sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedLine<'a> {
    /// Its letters.
    pub text: &'a str,
    /// Its page, counted from any number.
    pub page: usize,
    /// Whether it is a running head or page number, which no section is made of.
    pub furniture: bool,
}

impl PrintedLine<'_> {
    /// Whether no section is made of the line: furniture, or a running head that names a bibliography and its page.
    fn is_outside(&self) -> bool {
        self.furniture
            || self.text.len() < 200
                && self.text.contains(|c: char| c.is_ascii_digit())
                && heads::names_bibliography(self.text)
    }
}

/// What a line was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Part of an entry of a bibliography.
    Entry,
    /// The heading of a bibliography, or one inside of it.
    Heading,
    /// Anything else.
    Other,
}

/// Cost of beginning a bibliography where no heading says so.
const UNHEADED: f32 = 14.0;
/// Cost of beginning one below its heading.
const HEADED: f32 = 0.5;
/// The most that a line below a heading for notes is worth: notes have the shape of entries.
const BELOW_NOTES: f32 = -0.5;
/// Cost of ending one where nothing says so.
const UNMARKED_END: f32 = 9.0;
/// Cost of ending one at a new page.
const END_AT_PAGE: f32 = 6.0;
/// Cost of ending one at a heading of something else.
const END_AT_HEADING: f32 = 1.0;
/// What a running head that names the bibliography is worth to each line of its page.
const NAMED_BY_RUNNING_HEAD: f32 = 0.8;

/// The role of each line. Blank lines and furniture are [`Role::Other`].
pub fn roles(lines: &[PrintedLine<'_>]) -> Vec<Role> {
    let mut out = vec![Role::Other; lines.len()];
    let content: Vec<usize> = (0..lines.len())
        .filter(|&at| !lines[at].is_outside() && !lines[at].text.trim().is_empty())
        .collect();
    if content.is_empty() {
        return out;
    }
    let steps = steps_of(lines, &content);
    let entries = most_likely(&steps);
    for (nth, &at) in content.iter().enumerate() {
        let inside = entries[nth] || nth > 0 && entries[nth - 1];
        let below = entries.get(nth + 1) == Some(&true);
        out[at] = match steps[nth].head {
            Head::Bibliography if inside || below => Role::Heading,
            Head::Inner if entries[nth] => Role::Heading,
            _ if entries[nth] => Role::Entry,
            _ => Role::Other,
        };
    }
    out
}

/// What one line says of the state it is in.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// How much more likely as part of an entry than as anything else (log odds).
    odds: f32,
    /// Cost of passing into a bibliography at this line.
    begin: f32,
    /// Cost of passing out of one at this line.
    end: f32,
    head: Head,
}

fn steps_of(lines: &[PrintedLine<'_>], content: &[usize]) -> Vec<Step> {
    let named = pages_named(lines);
    let mut below = Head::None;
    let mut last_page = None;
    let mut steps = Vec::with_capacity(content.len());
    for (nth, &at) in content.iter().enumerate() {
        let line = &lines[at];
        let next = content.get(nth + 1).map(|&next| lines[next].text);
        let head = heads::head_of(line.text, stands_alone(lines, at));
        let signs = shapes::Signs::of(line.text);
        let new_page = last_page.is_some_and(|page| page != line.page);
        let bonus = if named.binary_search(&line.page).is_ok() {
            NAMED_BY_RUNNING_HEAD
        } else {
            0.0
        };
        let odds = match head {
            Head::None if below == Head::Notes => signs.odds().min(BELOW_NOTES),
            Head::None => signs.odds() + shapes::hanging(line.text, next) + bonus,
            Head::Bibliography => -1.0,
            Head::Inner => 0.0,
            Head::Notes | Head::Other => -2.0,
        };
        steps.push(Step {
            odds,
            begin: match below {
                Head::Bibliography => HEADED,
                _ => UNHEADED,
            },
            end: match head {
                Head::Other | Head::Notes => END_AT_HEADING,
                _ if new_page => END_AT_PAGE,
                _ => UNMARKED_END,
            },
            head,
        });
        below = match (head, below) {
            (Head::None, Head::Notes) => Head::Notes,
            (Head::Inner, before) => before,
            (head, _) => head,
        };
        last_page = Some(line.page);
    }
    steps
}

/// Whether a line is parted by blank lines, or by the edge of its page, from what stands before it.
fn stands_alone(lines: &[PrintedLine<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &lines[before]);
    before.is_none_or(|before| {
        before.furniture || before.text.trim().is_empty() || before.page != lines[at].page
    })
}

/// The pages, in order, whose running head names a bibliography.
fn pages_named(lines: &[PrintedLine<'_>]) -> Vec<usize> {
    let naming = lines
        .iter()
        .filter(|line| line.is_outside() && heads::names_bibliography(line.text));
    let mut pages: Vec<usize> = naming.map(|line| line.page).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

/// The most likely way through: whether each line is part of an entry.
fn most_likely(steps: &[Step]) -> Vec<bool> {
    let mut other = 0.0_f32;
    let mut entry = f32::NEG_INFINITY;
    let mut came_from_other: Vec<[bool; 2]> = Vec::with_capacity(steps.len());
    for step in steps {
        let leave = entry - step.end;
        let enter = other - step.begin;
        came_from_other.push([other >= leave, enter > entry]);
        (other, entry) = (other.max(leave), entry.max(enter) + step.odds);
    }
    let mut inside = entry > other;
    let mut out = vec![false; steps.len()];
    for (at, from) in came_from_other.iter().enumerate().rev() {
        out[at] = inside;
        inside = !from[usize::from(inside)];
    }
    out
}

#[cfg(test)]
mod tests;
