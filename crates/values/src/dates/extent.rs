//! How far a phrase of time goes: the noun that a date stands before, and the words that TIMEX2 takes in after one.

use super::engine::Engine;
use super::find::Convention;
use super::tokens::Kind;
use super::words::{Class, Language};

/// How many tokens may follow a noun of time as part of its phrase.
const REACH: usize = 14;

impl Engine<'_> {
    /// The extent of a date: without a preposition at its head, with the article and the word for year before it.
    pub(super) fn whole_extent(&self, (from, to): (usize, usize)) -> (usize, usize) {
        let outside = self
            .words
            .find(&self.list, from, Class::Outside)
            .filter(|(_, next)| *next < to && !self.words.is(&self.list, from, Class::NoLater));
        if let Some((_, next)) = outside {
            return (next, to);
        }
        let Some(before) = from.checked_sub(1) else {
            return (from, to);
        };
        let number = matches!(self.list[from].kind, Kind::Number(..));
        if number && self.words.is(&self.list, before, Class::YearWord) {
            return (self.article_before(before), to);
        }
        if self.words.is(&self.list, before, Class::LeadArticle) && self.takes_article(from, to) {
            (before, to)
        } else {
            (from, to)
        }
    }

    fn article_before(&self, at: usize) -> usize {
        let article = at > 0 && self.words.is(&self.list, at - 1, Class::LeadArticle);
        at - usize::from(article)
    }

    /// An article before a year, a month or a full date belongs to the noun after it: the *1950* elections.
    fn takes_article(&self, from: usize, to: usize) -> bool {
        let number = matches!(self.list[from].kind, Kind::Number(..));
        let long = |at| {
            self.partial(at)
                .is_some_and(|(p, _)| p.decade.is_some() || p.century.is_some())
        };
        // German adverbs (gestern) take none: its article is that of a noun to come.
        let adverb = self.words.is(&self.list, from, Class::DayStep) && !self.list[from].capital;
        if self.language != Language::English {
            return (!number || long(from)) && !adverb;
        }
        let often = self.words.is(&self.list, from, Class::Often);
        let suffixed = number && self.after_suffix(from + 1) > from + 1;
        let named = self.words.is(&self.list, from, Class::Month)
            || self.words.is(&self.list, from, Class::Weekday);
        let compound = self.glued_mark(from + 1) == Some('-') && !long(from);
        let season = to == from + 1 && self.words.is(&self.list, from, Class::Season);
        let described = (compound || season) && self.stands_before_noun(to);
        (!number || suffixed || long(from)) && !named && !described && !often
    }

    /// True when the word at `at` is a noun that what stands before it describes: the summer *offensive*.
    pub(super) fn stands_before_noun(&self, at: usize) -> bool {
        self.list
            .get(at)
            .is_some_and(|t| t.kind == Kind::Word && !t.folded.ends_with("ly"))
            && !self.ends_phrase_here(at)
            && !self.is_participle(at)
    }

    fn is_participle(&self, at: usize) -> bool {
        let word = &self.list[at].folded;
        word.len() > 4 && word.ends_with("ed")
    }

    /// Function words, verbs of being, pronouns: no noun phrase goes over them.
    pub(super) fn ends_phrase_here(&self, at: usize) -> bool {
        [
            Class::PhraseEnd,
            Class::FunctionWord,
            Class::Article,
            Class::Determiner,
            Class::And,
            Class::Or,
            Class::To,
            Class::Until,
            Class::Since,
            Class::Before,
            Class::After,
            Class::From,
            Class::By,
        ]
        .iter()
        .any(|class| self.words.is(&self.list, at, *class))
    }

    /// The token after the phrase that `of`, `between` … begins at `at`, where TIMEX2 takes it in; else `at`.
    pub(super) fn with_complement(&self, at: usize, leads: &[&str]) -> usize {
        let led = self
            .list
            .get(at)
            .is_some_and(|t| leads.contains(&t.folded.as_ref()));
        if self.convention != Convention::Timex2 || !led || self.is_dated(at + 1) {
            return at;
        }
        self.noun_phrase_end(at + 1).unwrap_or(at)
    }

    /// A date after `of` is no complement: it is read for itself.
    pub(super) fn is_dated(&self, at: usize) -> bool {
        let Some(token) = self.list.get(at) else {
            return true;
        };
        matches!(token.kind, Kind::Number(..))
            || [Class::Month, Class::Same, Class::This, Class::YearStep]
                .iter()
                .any(|c| self.words.is(&self.list, at, *c))
    }

    /// The token after a noun phrase that begins at `at`: nouns, with what `of` and `and` add to them.
    pub(super) fn noun_phrase_end(&self, at: usize) -> Option<usize> {
        let mut end = None;
        let mut next = at;
        // True where a determiner may stand: at the head, and after a word that joins.
        let mut open = true;
        while next < self.list.len().min(at + REACH) {
            let token = &self.list[next];
            match token.kind {
                Kind::Word if self.joins_nouns(next) && !open => open = true,
                Kind::Word if open && self.words.is(&self.list, next, Class::Determiner) => (),
                Kind::Word if self.breaks_phrase(next, open) => break,
                Kind::Word | Kind::Number(..) => (end, open) = (Some(next + 1), false),
                Kind::Mark('-' | '\'' | '"' | '“' | '”') if token.glued || open => (),
                _ => break,
            }
            next += 1;
        }
        end
    }

    /// of, and `and` or `in` before another noun.
    fn joins_nouns(&self, at: usize) -> bool {
        match self.list[at].folded.as_ref() {
            "of" => true,
            "in" | "on" => self.list.get(at + 1).is_some_and(|t| t.capital),
            "and" | "between" => true,
            _ => false,
        }
    }

    fn breaks_phrase(&self, at: usize, open: bool) -> bool {
        self.ends_phrase_here(at)
            || (!open && (self.is_participle(at) || self.list[at].folded.ends_with("ly")))
    }
}
