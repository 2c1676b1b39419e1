//! Events that a case has dated, so that running text may count from them: *two days after the Inchon landing*.

use super::Bounds;
use super::tokens::{Kind, Token, tokens};

/// An event by the names that a text may call it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedEvent {
    /// What an answer calls it: the id of its card.
    pub id: String,
    /// Its names, in any language.
    pub names: Vec<String>,
    /// When it was.
    pub bounds: Bounds,
}

/// A date that is told by its distance from an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Bytes of the text, from the distance to the event.
    pub span: std::ops::Range<usize>,
    /// The words of the whole: `nearly three weeks after the armistice`.
    pub words: String,
    /// The event of the table that it names; `None` where the table has none, or more than one of that name.
    pub event: Option<String>,
}

/// A table of named events, ready to be looked up.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NamedEvents {
    events: Vec<NamedEvent>,
    /// The words of each name that carry meaning, beside the number of its event.
    names: Vec<(Vec<String>, usize)>,
}

/// Words that names of events are joined by, which a text may put otherwise: the landing at Inchon, the Inchon landing.
const JOINING: [&str; 42] = [
    "the", "a", "an", "of", "at", "in", "on", "to", "for", "der", "die", "das", "des", "dem",
    "den", "von", "vom", "bei", "zu", "im", "le", "la", "les", "l", "l'", "d'", "de", "du", "d",
    "à", "au", "в", "во", "на", "под", "о", "об", "의", "の", "之", "的", "-",
];

impl NamedEvents {
    /// Takes events; one without a bound on either side, or without a name, is left out.
    pub fn new(events: Vec<NamedEvent>) -> NamedEvents {
        let mut names = Vec::new();
        for (number, event) in events.iter().enumerate() {
            if event.bounds.days().is_none() {
                continue;
            }
            for name in &event.names {
                let words: Vec<String> = tokens(name)
                    .into_iter()
                    .filter(|t| !joins(t))
                    .map(|t| t.folded.into_owned())
                    .collect();
                if !words.is_empty() && !names.contains(&(words.clone(), number)) {
                    names.push((words, number));
                }
            }
        }
        NamedEvents { events, names }
    }

    /// True when nothing can be counted from.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The events whose fullest name begins at token `at`, and the token after it. More than one when a name is shared.
    pub(super) fn at(&self, list: &[Token], at: usize) -> Option<(Vec<&NamedEvent>, usize)> {
        let mut best: (usize, usize, Vec<usize>) = (0, 0, Vec::new());
        for (words, number) in &self.names {
            let Some(next) = matched(words, list, at) else {
                continue;
            };
            if words.len() > best.0 {
                best = (words.len(), next, vec![*number]);
            } else if words.len() == best.0 && !best.2.contains(number) {
                best.2.push(*number);
            }
        }
        let events = best.2.iter().map(|number| &self.events[*number]).collect();
        (best.0 > 0).then_some((events, best.1))
    }
}

fn joins(token: &Token) -> bool {
    JOINING.contains(&token.folded.as_ref())
        || matches!(token.kind, Kind::Mark(c) if !matches!(c, '+' | '&'))
}

/// The token after all words of a name, which stand from `at` on in any order, with nothing but joining words between them.
///
/// Signs of East Asian scripts keep their order.
fn matched(words: &[String], list: &[Token], at: usize) -> Option<usize> {
    let mut left: Vec<&String> = words.iter().collect();
    let mut next = at;
    while let Some(token) = list.get(next).filter(|_| !left.is_empty()) {
        let stops = matches!(token.kind, Kind::Mark('.' | ',' | ';' | ':' | '(' | ')'));
        let known = match token.kind {
            Kind::Sign => left
                .first()
                .and_then(|w| (**w == *token.folded).then_some(0)),
            _ => left.iter().position(|w| alike(w, &token.folded)),
        };
        match known {
            Some(k) => {
                left.remove(k);
            }
            None if joins(token) && !stops && !signs(token, next == at) => (),
            None => return None,
        }
        next += 1;
    }
    left.is_empty().then_some(next)
}

/// A sign, which stands for itself, or a mark before the first word of a name.
fn signs(token: &Token, first: bool) -> bool {
    token.kind == Kind::Sign || (first && matches!(token.kind, Kind::Mark(_)))
}

/// The same word, or one that differs by its ending alone, as cases do in Russian and German.
fn alike(name: &str, word: &str) -> bool {
    const ENDING: usize = 3;
    if name == word {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (name.chars().collect(), word.chars().collect());
    let shorter = a.len().min(b.len());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    same >= 4 && same + 2 >= shorter && a.len().abs_diff(b.len()) <= ENDING
}
