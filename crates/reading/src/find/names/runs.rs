//! Capitalised runs, and what speaks for their being a person, body or place.

use super::lexicon::{
    ACTING, BODY_NOUNS, GIVEN, GROUP_NOUNS, OTHER_NOUNS, PEOPLES, PLACE_NOUNS, TITLES, is_press,
    is_state,
};
use super::not_names::NOT_NAMES;
use crate::find::Named;
use kaozheng_text::{Document, Part, Span};
use kaozheng_values::names::family_name;
use std::collections::BTreeSet;

/// One capitalised run, without title and possessive.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// In [`Document::text`].
    pub(super) span: Span,
    pub(super) form: String,
    /// Index of its passage.
    pub(super) passage: usize,
    pub(super) titled: bool,
    /// The word after, in small letters.
    pub(super) after: String,
    /// The word before, in small letters.
    pub(super) before: String,
    /// First in its sentence.
    pub(super) first: bool,
    pub(super) because: &'static str,
    /// A body made of an adjective and a noun in small letters.
    pub(super) group: bool,
    /// The document also writes the word in small letters.
    pub(super) common: bool,
}

/// Words that the document also writes in small letters.
pub(super) struct LowerWords(BTreeSet<String>);

impl LowerWords {
    pub(super) fn of(document: &Document) -> LowerWords {
        // Titles in notes are left out: romanised ones have small syllables (`waijiao shi`) that are names elsewhere.
        let running = document.passages.iter().filter(|p| p.part != Part::Note);
        let words = running.flat_map(|passage| {
            let text = document.text_of(passage);
            text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        });
        let lower = words.filter(|w| w.starts_with(|c: char| c.is_lowercase()));
        LowerWords(lower.map(str::to_owned).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }
}

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    at: usize,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The runs of one passage.
pub(super) fn runs_in(document: &Document, passage: usize, lower: &LowerWords) -> Vec<Run> {
    let text = document.text_of(&document.passages[passage]);
    let tokens = tokens(text);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let length = run_length(text, &tokens, at);
        if length > 0 {
            if let Some(run) = trimmed(text, &tokens[at..at + length], &tokens, at, lower) {
                let base = document.passages[passage].span.start as usize;
                runs.push(Run {
                    span: run.span.shifted(base),
                    passage,
                    ..run
                });
            }
            at += length;
        } else {
            at += 1;
        }
    }
    runs
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&') && start.is_some();
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text[from..at].trim_end_matches(['-', '\'', '’']);
                tokens.push(Token {
                    text: word,
                    at: from,
                });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// How many tokens from `at` make one capitalised run; 0 for none.
fn run_length(text: &str, tokens: &[Token<'_>], at: usize) -> usize {
    if !is_capital(tokens[at].text) {
        return 0;
    }
    let mut length = 1;
    while let Some(next) = tokens.get(at + length) {
        let last = tokens[at + length - 1];
        let between = &text[last.end()..next.at];
        if possessive(last.text) && !BODY_NOUNS.contains(&next.text) && !is_people(last.text) {
            break;
        }
        let plural = matches!(between, "' " | "’ ") && BODY_NOUNS.contains(&next.text);
        let initial = last.text.len() == 1 && between.trim() == ".";
        if (between == " " || initial || plural || between == ".")
            && is_capital(next.text)
            && (between != "." || last.text.len() == 1)
        {
            length += 1;
            continue;
        }
        let link = between == " "
            && matches!(next.text, "of" | "the" | "for" | "and" | "to")
            && tokens[at..at + length]
                .iter()
                .any(|t| BODY_NOUNS.contains(&t.text));
        let onward = next_capital(text, tokens, at + length);
        if link && next.text != "and" && next.text != "to" && onward > 0 {
            length += onward;
            continue;
        }
        break;
    }
    length
}

/// `of China`, `of the United States`: how many tokens up to and with the capital, when it follows closely.
fn next_capital(text: &str, tokens: &[Token<'_>], at: usize) -> usize {
    for more in 1..=2 {
        let (Some(last), Some(next)) = (tokens.get(at + more - 1), tokens.get(at + more)) else {
            return 0;
        };
        if &text[last.end()..next.at] != " " {
            return 0;
        }
        if is_capital(next.text) {
            return if NOT_NAMES.contains(&next.text) {
                0
            } else {
                more + 1
            };
        }
        if next.text != "the" {
            return 0;
        }
    }
    0
}

/// `People's`: possessive inside the names of bodies.
fn is_people(word: &str) -> bool {
    matches!(
        word,
        "People's" | "People’s" | "Peoples" | "Workers'" | "Party's"
    )
}

fn possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

/// The run without small words, titles and possessives; `None` when nothing of a name is left.
fn trimmed(
    text: &str,
    run: &[Token<'_>],
    tokens: &[Token<'_>],
    at: usize,
    lower: &LowerWords,
) -> Option<Run> {
    let (mut from, mut to) = (0, run.len());
    let mut titled = false;
    let first = sentence_first(text, run[0].at);
    while from < to {
        let word = run[from].text.trim_end_matches("'s").trim_end_matches("’s");
        let small = NOT_NAMES.contains(&word)
            || first
                && from == 0
                && to > 1
                && lower.has(word)
                && !PEOPLES.contains(&word)
                && !is_title(word);
        let body = run[from..to].iter().any(|t| BODY_NOUNS.contains(&t.text));
        if is_title(word) && from + 1 < to && !body {
            titled = true;
        } else if !small {
            break;
        }
        from += 1;
    }
    while to > from
        && (NOT_NAMES.contains(&run[to - 1].text)
            || matches!(run[to - 1].text, "of" | "the" | "for"))
    {
        to -= 1;
    }
    if from >= to {
        return None;
    }
    let alone = to - from == 1 && first && from == 0 && lower.has(run[from].text);
    if alone {
        return None;
    }
    let start = run[from].at;
    let last = run[to - 1];
    let cut = if possessive(last.text) {
        last.text.len()
            - last
                .text
                .trim_end_matches('s')
                .trim_end_matches(['\'', '’'])
                .len()
    } else {
        0
    };
    let mut end = last.end() - cut;
    let mut group = false;
    if let Some(more) = group_noun(text, &text[start..end], last.end()) {
        end = more;
        group = true;
    }
    let form = text[start..end]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('’', "'");
    let form = if group { plain_owner(&form) } else { form };
    let after = text[end..]
        .trim_start_matches(['\'', '’', 's'])
        .split(|c: char| !c.is_alphanumeric())
        .find(|w| {
            !w.is_empty() && !w.ends_with("ly") && !matches!(*w, "also" | "then" | "even" | "again")
        })
        .unwrap_or("")
        .to_lowercase();
    let before = if from > 0 {
        run[from - 1].text
    } else if at > 0 {
        tokens[at - 1].text
    } else {
        ""
    };
    Some(Run {
        span: Span::new(start, end),
        form,
        passage: 0,
        titled,
        after,
        before: before.to_lowercase(),
        first: first && from == 0,
        because: if group {
            "the adjective of a people and a group"
        } else if titled {
            "a title stands before it"
        } else {
            "capitals"
        },
        group,
        common: to - from == 1 && lower.has(run[from].text),
    })
}

/// `PRC's leadership` is `PRC leadership`, where the owner is a state.
fn plain_owner(form: &str) -> String {
    match form.split_once("'s ") {
        Some((owner, noun)) if is_state(owner) => format!("{owner} {noun}"),
        _ => form.to_owned(),
    }
}

fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// `Chinese leadership`: where the noun in small letters ends.
fn group_noun(text: &str, run: &str, end: usize) -> Option<usize> {
    let last = run.split(' ').next_back()?;
    if !PEOPLES.contains(&last) && !run.split(' ').all(|w| PEOPLES.contains(&w)) || possessive(run)
    {
        return None;
    }
    let rest = text.get(end..)?.strip_prefix(' ')?;
    GROUP_NOUNS
        .iter()
        .filter(|noun| {
            rest.starts_with(**noun)
                && rest[noun.len()..]
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric())
        })
        .map(|noun| end + 1 + noun.len())
        .max()
}

/// Whether the position begins a sentence.
fn sentence_first(text: &str, at: usize) -> bool {
    let before = text[..at]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '(' | '\''));
    before.is_empty() || before.ends_with(['.', '!', '?', ':'])
}

/// What all places of one form say together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    places: usize,
    titled: usize,
    acting: usize,
    placed: usize,
    group: usize,
    only_first: usize,
    /// Followed by a noun like `river`.
    waters: usize,
    /// Written in small letters elsewhere.
    common: usize,
}

impl Evidence {
    pub(super) fn add(&mut self, run: &Run) {
        self.places += 1;
        self.titled += usize::from(run.titled);
        self.acting += usize::from(ACTING.contains(&run.after.as_str()));
        self.placed += usize::from(matches!(
            run.before.as_str(),
            "in" | "at" | "near" | "into" | "toward" | "towards" | "around"
        ));
        self.group += usize::from(run.group);
        self.only_first += usize::from(run.first);
        self.waters += usize::from(matches!(
            run.after.as_str(),
            "river"
                | "strait"
                | "sea"
                | "peninsula"
                | "province"
                | "island"
                | "islands"
                | "city"
                | "harbour"
                | "harbor"
        ));
        self.common += usize::from(run.common);
    }

    /// What the form names; `None` when it is no name of ours.
    pub(super) fn verdict(&self, form: &str) -> Option<Named> {
        let words: Vec<&str> = form.split(' ').collect();
        let last = *words.last()?;
        if form.chars().any(|c| c.is_ascii_digit()) && !words.iter().any(|w| BODY_NOUNS.contains(w))
        {
            return None;
        }
        if words.iter().all(|w| PEOPLES.contains(w)) && self.group == 0 && !is_state(form)
            || is_title(last)
        {
            return None;
        }
        if words
            .iter()
            .all(|w| PEOPLES.contains(&w.trim_end_matches('s')))
            && last.ends_with('s')
        {
            return Some(Named::Body);
        }
        if self.group > 0
            || is_press(form)
            || is_state(form)
            || is_state(form.trim_start_matches("the "))
        {
            return Some(Named::Body);
        }
        if OTHER_NOUNS.contains(&last) {
            return None;
        }
        if PLACE_NOUNS.contains(&last) || self.waters > 0 {
            return Some(Named::Place);
        }
        if words.iter().any(|w| BODY_NOUNS.contains(w)) {
            return (words.len() > 1).then_some(Named::Body);
        }
        if words.iter().any(|w| {
            OTHER_NOUNS.contains(w)
                || w.contains('-') && w.split('-').all(|p| p.starts_with(char::is_uppercase))
        }) && self.titled == 0
            && !person_like(form, &words)
        {
            return None;
        }
        self.person_or_place(form, &words)
    }

    fn person_or_place(&self, form: &str, words: &[&str]) -> Option<Named> {
        let acronym = words.len() == 1 && form.len() >= 2 && form.chars().all(char::is_uppercase);
        if acronym {
            return (self.places >= 2 && form.len() <= 6).then_some(Named::Body);
        }
        let only_placed = self.placed > 0 && self.titled == 0 && self.acting == 0;
        if !only_placed && (self.titled > 0 || words.len() > 1 && person_like(form, words)) {
            return Some(Named::Person);
        }
        if self.placed * 2 >= self.places && self.placed > 0 && self.common == 0 {
            return Some(Named::Place);
        }
        if self.acting > 0
            && self.placed == 0
            && self.common == 0
            && words.len() <= 3
            && (self.places > 1 || self.only_first == 0)
        {
            return Some(Named::Person);
        }
        None
    }
}

/// Two or three words of which the first is an East Asian family name, a Western given name or an initial.
fn person_like(form: &str, words: &[&str]) -> bool {
    let initial =
        |w: &str| w.trim_end_matches('.').chars().count() == 1 || w.contains('.') && w.len() <= 5;
    let eastern = family_name(form) == words[0] && words.len() <= 3;
    let plain = words.iter().all(|w| !PEOPLES.contains(w));
    plain
        && (2..=4).contains(&words.len())
        && (eastern || GIVEN.contains(&words[0]) || initial(words[0]))
}
