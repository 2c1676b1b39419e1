//! What the tagger sees of each token in its reference: the token, its neighbours, its chunk, what came before.
//!
//! Every sight is a hash; a model gives some of them weights and does not know the rest. The numbers of the sights are
//! part of the models: to change one means to train anew.

use super::facts::{CLOSE, Facts, NOTHING, OPEN, QUOTE, ROMAN, mix};
use super::tokens::Token;

/// The sights of all tokens of one reference.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// The sights of the first token, then of the second, and so on.
    pub sights: Vec<u32>,
    /// Where each token's sights end.
    pub ends: Vec<u32>,
    /// What joins each token to the one before, below [`JOINTS`]: chooses how likely one tag follows another.
    pub joints: Vec<u8>,
}

/// How many sorts of joints there are.
pub const JOINTS: usize = 19;

/// The sights of `tokens`, which are the tokens of `text`.
pub fn traits(text: &str, tokens: &[Token]) -> Traits {
    let facts: Vec<Facts> = tokens.iter().map(|t| Facts::of(text, *t)).collect();
    let whole = Whole::of(&facts, text, tokens);
    let chunks = Chunks::of(&facts);
    let years = distance_to_year(&facts);
    let words = Words::of(&facts);
    let mut seen = Traits {
        sights: Vec::with_capacity(tokens.len() * 80),
        ends: Vec::with_capacity(tokens.len()),
        joints: Vec::with_capacity(tokens.len()),
    };
    let mut past = Past::default();
    for at in 0..tokens.len() {
        past.open(&facts[at]);
        let view = View {
            facts: &facts,
            at,
            out: &mut seen.sights,
        };
        let gap =
            u32::from(tokens[at].apart) * 3 + tokens.get(at + 1).map_or(2, |t| u32::from(t.apart));
        view.token(gap, &words)
            .past(&past, years[at])
            .chunk(&chunks, &past, &whole)
            .whole(&past, &whole);
        seen.ends
            .push(u32::try_from(seen.sights.len()).unwrap_or(u32::MAX));
        seen.joints.push(joint(&facts[at], tokens[at].apart));
        past.close(
            &facts[at],
            &text[tokens[at].start as usize..tokens[at].end as usize],
        );
    }
    seen
}

fn joint(facts: &Facts, apart: bool) -> u8 {
    match (facts.mark, apart) {
        (0, true) => 0,
        (0, false) => 18,
        (mark, _) => mark,
    }
}

struct View<'a> {
    facts: &'a [Facts],
    at: usize,
    out: &'a mut Vec<u32>,
}

impl View<'_> {
    fn see(&mut self, kind: u32, what: u32) {
        self.out.push(mix(kind, what));
    }

    fn near(&self, step: isize) -> Option<&Facts> {
        self.facts.get(self.at.checked_add_signed(step)?)
    }

    fn lower(&self, step: isize) -> u32 {
        let edge = if step < 0 { NOTHING } else { NOTHING + 1 };
        self.near(step).map_or(edge, |f| f.lower)
    }

    fn outline(&self, step: isize) -> u32 {
        let edge = if step < 0 { NOTHING } else { NOTHING + 1 };
        self.near(step).map_or(edge, Facts::outline)
    }

    fn sort(&self, step: isize) -> u32 {
        let edge = if step < 0 { 30 } else { 31 };
        self.near(step).map_or(edge, Facts::sort)
    }

    /// The token with two neighbours on either side.
    fn token(mut self, gap: u32, words: &Words) -> Self {
        let own = self.facts[self.at];
        let (before, after) = (self.lower(-1), self.lower(1));
        self.see(1, own.lower);
        self.see(2, before);
        self.see(3, after);
        self.see(4, self.lower(-2));
        self.see(5, self.lower(2));
        self.see(6, mix(before, own.lower));
        self.see(7, mix(own.lower, after));
        self.see(8, mix(self.lower(-2), before));
        self.see(9, mix(after, self.lower(2)));
        self.outlines(&own);
        self.ends(&own);
        let (last, next) = (words.last[self.at], words.next[self.at]);
        self.see(33, last);
        self.see(34, next);
        self.see(35, mix(last, own.lower));
        self.see(36, mix(own.lower, next));
        self.see(37, gap + 9 * own.sort());
        self.see(66, u32::from(own.length) * 4 + u32::from(own.initial));
        let middle = mix(self.sort(-1), mix(own.sort(), self.sort(1)));
        self.see(67, middle);
        self.see(68, mix(mix(self.sort(-2), middle), self.sort(2)));
        self
    }

    fn outlines(&mut self, own: &Facts) {
        let (before, here, after) = (self.outline(-1), own.outline(), self.outline(1));
        self.see(10, own.shape);
        self.see(11, before);
        self.see(12, after);
        self.see(13, mix(before, here));
        self.see(14, mix(here, after));
        self.see(15, mix(before, mix(here, after)));
        self.see(16, mix(self.outline(-2), mix(before, here)));
        self.see(17, mix(here, mix(after, self.outline(2))));
    }

    fn ends(&mut self, own: &Facts) {
        for (length, (prefix, suffix)) in (0..).zip(own.prefixes.iter().zip(own.suffixes)) {
            if suffix != 0 {
                self.see(20 + length, *prefix);
                self.see(24 + length, suffix);
            }
        }
        if let Some(suffix) = self.near(-1).map(|f| f.suffixes[2]).filter(|s| *s != 0) {
            self.see(30, suffix);
        }
        let Some(next) = self.near(1).copied() else {
            return;
        };
        if next.suffixes[2] != 0 {
            self.see(31, next.suffixes[2]);
        }
        if next.prefixes[3] != 0 {
            self.see(32, next.prefixes[3]);
        }
    }

    /// What came before, and where in the reference this is.
    fn past(mut self, past: &Past, year: u32) -> Self {
        let own = self.facts[self.at];
        let (sort, outline) = (own.sort(), own.outline());
        let commas = past.commas.min(4);
        let [first, last] = [self.at, self.facts.len() - 1 - self.at]
            .map(|n| u32::try_from(n.min(12)).unwrap_or(12));
        self.see(38, past.inside());
        self.see(39, mix(past.inside(), sort));
        self.see(40, commas);
        self.see(41, past.had);
        self.see(42, mix(past.had, sort));
        self.see(43, mix(commas, outline));
        self.see(44, first);
        self.see(45, last);
        self.see(46, mix(first.min(6), outline));
        self.see(47, mix(last.min(6), outline));
        self.see(48, year);
        self.see(49, mix(year, outline));
        self.see(64, mix(year, mix(commas, past.inside())));
        self
    }

    /// The stretch between two commas, full stops, colons or brackets.
    fn chunk(mut self, chunks: &Chunks, past: &Past, whole: &Whole) -> Self {
        let index = chunks.of[self.at] as usize;
        let chunk = &chunks.all[index];
        let own = self.facts[self.at].lower;
        let place = chunks.of[self.at].min(6);
        self.see(50, mix(chunk.length, chunk.between));
        self.see(51, chunk.first);
        self.see(52, chunk.last);
        self.see(53, mix(chunk.first, own));
        self.see(54, chunk.look);
        self.see(55, mix(chunk.look, chunk.between));
        self.see(56, mix(place, chunk.look));
        self.see(57, mix(place, mix(past.had, whole.language)));
        let before = index.checked_sub(1).map(|i| &chunks.all[i]);
        let after = chunks.all.get(index + 1);
        self.see(58, before.map_or(NOTHING, |c| c.last));
        self.see(59, after.map_or(NOTHING, |c| c.first));
        self.see(60, mix(after.map_or(NOTHING, |c| c.outline), chunk.look));
        self.see(69, mix(chunk.first, chunk.between));
        self
    }

    /// The whole reference.
    fn whole(mut self, past: &Past, whole: &Whole) -> Self {
        let own = self.facts[self.at];
        self.see(61, whole.look);
        self.see(62, mix(whole.language, own.outline()));
        self.see(63, mix(whole.edges, past.commas.min(4)));
        self.see(65, mix(whole.language, mix(past.had, own.sort())));
        self
    }
}

/// What has been read before a token.
#[derive(Default)]
struct Past {
    bracket: bool,
    quotation: bool,
    commas: u32,
    /// Bits: 1 a year, 2 *in*, 4 a quotation, 8 a word for pages, 16 a colon, 32 a bracket.
    had: u32,
}

impl Past {
    fn open(&mut self, facts: &Facts) {
        if OPEN.contains(&facts.mark) {
            self.bracket = true;
            self.had |= 32;
        }
        if facts.mark == QUOTE {
            self.quotation = !self.quotation;
            self.had |= 4;
        }
    }

    fn close(&mut self, facts: &Facts, word: &str) {
        match facts.mark {
            2 => self.commas += 1,
            4 => self.had |= 16,
            mark if CLOSE.contains(&mark) => self.bracket = false,
            _ => {}
        }
        if facts.is_year() {
            self.had |= 1;
        }
        match word {
            "in" | "In" | "dans" => self.had |= 2,
            "p" | "pp" | "S" | "s" | "pag" | "pagg" | "c" | "cc" | "b" | "f" | "ff" | "col"
            | "n" | "С" | "с" => self.had |= 8,
            _ => {}
        }
    }

    fn inside(&self) -> u32 {
        u32::from(self.bracket) | u32::from(self.quotation) << 1
    }
}

struct Chunk {
    length: u32,
    /// The marks before and after it.
    between: u32,
    first: u32,
    last: u32,
    /// Outline of its first token.
    outline: u32,
    /// Share of capitals, count of numbers and length.
    look: u32,
}

struct Chunks {
    all: Vec<Chunk>,
    /// The chunk of each token; a mark that parts belongs to the chunk it ends.
    of: Vec<u32>,
}

impl Chunks {
    fn of(facts: &[Facts]) -> Chunks {
        let mut chunks = Chunks {
            all: Vec::new(),
            of: Vec::with_capacity(facts.len()),
        };
        let mut start = 0;
        for (at, fact) in facts.iter().enumerate() {
            chunks
                .of
                .push(u32::try_from(chunks.all.len()).unwrap_or(u32::MAX));
            if fact.parts() {
                chunks.all.push(Chunk::of(facts, start, at));
                start = at + 1;
            }
        }
        chunks.all.push(Chunk::of(facts, start, facts.len()));
        chunks
    }
}

impl Chunk {
    fn of(facts: &[Facts], start: usize, end: usize) -> Chunk {
        let inside = &facts[start..end];
        let capitals = inside.iter().filter(|f| f.initial == 1).count();
        let words = inside.iter().filter(|f| f.mark == 0).count().max(1);
        let numbers = inside
            .iter()
            .filter(|f| f.figure > 0 && f.figure < ROMAN)
            .count();
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let length = small(inside.len().min(9));
        let before = start
            .checked_sub(1)
            .map_or(30, |at| u32::from(facts[at].mark));
        let after = facts.get(end).map_or(31, |f| u32::from(f.mark));
        Chunk {
            length,
            between: mix(before, after),
            first: inside.first().map_or(1, |f| f.lower),
            last: inside.last().map_or(0, |f| f.lower),
            outline: inside.first().map_or(1, Facts::outline),
            look: small(capitals * 4 / words) | small(numbers.min(2)) << 3 | length.min(6) << 6,
        }
    }
}

/// The last word before each token and the next after it, marks left out.
struct Words {
    last: Vec<u32>,
    next: Vec<u32>,
}

impl Words {
    fn of(facts: &[Facts]) -> Words {
        let mut last = vec![NOTHING; facts.len()];
        let mut word = NOTHING;
        for (at, fact) in facts.iter().enumerate() {
            last[at] = word;
            if fact.mark == 0 {
                word = fact.lower;
            }
        }
        let mut next = vec![NOTHING; facts.len()];
        word = NOTHING;
        for (at, fact) in facts.iter().enumerate().rev() {
            next[at] = word;
            if fact.mark == 0 {
                word = fact.lower;
            }
        }
        Words { last, next }
    }
}

/// For each token, how far the next year is: 0 the next token, 5 there is none.
fn distance_to_year(facts: &[Facts]) -> Vec<u32> {
    let mut distances = vec![5; facts.len()];
    let mut year: Option<usize> = None;
    for (at, fact) in facts.iter().enumerate().rev() {
        distances[at] = match year.map(|year| year - at - 1) {
            Some(0..=1) => 0,
            Some(2..=3) => 1,
            Some(4..=6) => 2,
            Some(7..=12) => 3,
            Some(_) => 4,
            None => 5,
        };
        if fact.is_year() {
            year = Some(at);
        }
    }
    distances
}

/// What holds for the reference as a whole.
struct Whole {
    /// Length, years, quotations and language.
    look: u32,
    /// How it begins and ends.
    edges: u32,
    /// 0 not told, 1 Italian, 2 English, 3 German, 4 French.
    language: u32,
}

impl Whole {
    fn of(facts: &[Facts], text: &str, tokens: &[Token]) -> Whole {
        let length = match facts.len() {
            0..=6 => 0,
            7..=14 => 1,
            15..=25 => 2,
            26..=45 => 3,
            46..=80 => 4,
            _ => 5,
        };
        let years = facts.iter().filter(|f| f.is_year()).count().min(3);
        let quoted = facts.iter().any(|f| f.mark == QUOTE);
        let language = language(text, tokens);
        let first = facts
            .first()
            .map_or(0, |f| u32::from(f.initial) * 8 + u32::from(f.figure.min(7)));
        let last = facts
            .last()
            .map_or(0, |f| u32::from(f.mark) * 10 + u32::from(f.figure));
        Whole {
            look: length
                | u32::try_from(years).unwrap_or(3) << 4
                | u32::from(quoted) << 8
                | language << 10,
            edges: mix(first, last),
            language,
        }
    }
}

/// The language by its little words, the first of equals.
fn language(text: &str, tokens: &[Token]) -> u32 {
    let mut counts = [0u32; 5];
    for token in tokens {
        counts[match &text[token.start as usize..token.end as usize] {
            "di" | "della" | "del" | "il" | "la" | "e" | "nel" | "dei" | "delle" | "degli"
            | "dal" | "per" | "alla" => 1,
            "the" | "of" | "and" | "in" | "for" | "The" | "on" | "to" => 2,
            "der" | "die" | "und" | "des" | "das" | "von" | "zur" | "im" => 3,
            "et" | "les" | "du" | "le" | "dans" | "au" => 4,
            _ => 0,
        }] += 1;
    }
    (1..5u32)
        .rev()
        .max_by_key(|&language| counts[language as usize])
        .filter(|&language| counts[language as usize] > 0)
        .unwrap_or(0)
}
