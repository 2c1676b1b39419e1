//! The cards of a case by kind, each field with its accounts.

use super::account::{Account, Accounts};
use super::card::{Card, FieldValue};
use super::meaning::{CardWith, Meaning, Relation};
use crate::chronology::Allen;
use kaozheng_record::Kind;
use kaozheng_record::means::{Question as Asked, Reading};
use kaozheng_values::dates::Date;
use std::sync::Arc;

/// A text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The card.
    pub card: Arc<Card>,
    /// What sort of text it is.
    pub genre: Accounts<String>,
    /// Who wrote it: ids or plain names.
    pub authors: Vec<Account<String>>,
    /// The date it bears or was written.
    pub dated: Accounts<Arc<Date>>,
    /// When it was printed.
    pub published: Accounts<Arc<Date>>,
    /// When it became readable.
    pub released: Accounts<Arc<Date>>,
    /// Whether it can be read: open, partly, closed.
    pub access: Accounts<String>,
    /// `complete` or `partly`: whether these are all the papers there were.
    pub coverage: Accounts<String>,
    /// The journal, book or collection it stands in.
    pub within: Accounts<String>,
    /// The texts or witnesses it copies, translates, quotes or retells.
    pub derives_from: Vec<Account<CardWith>>,
    /// Whose testimony it is, when that is not the author.
    pub witness: Accounts<String>,
    /// The message, order or treaty whose text it is.
    pub text_of: Accounts<String>,
    /// It came after this.
    pub after: Vec<Account<Relation>>,
    /// It came before this.
    pub before: Vec<Account<Relation>>,
    /// It came before or after this, and it is not said which.
    pub before_or_after: Vec<Account<Relation>>,
    /// Files in `sources/`.
    pub files: Vec<Account<String>>,
    /// Dependences that are suspected, not shown.
    pub suspected_links: Vec<Account<String>>,
}

/// A person or a body.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The card.
    pub card: Arc<Card>,
    /// The forms of the name.
    pub names: Vec<Account<String>>,
    /// Bodies it belongs to, with dates.
    pub member_of: Vec<Account<CardWith>>,
    /// For a body: whoever of these knows, the body counts as knowing.
    pub informed_through: Vec<Account<String>>,
}

/// Where.
#[derive(Clone, Debug)]
pub struct Place {
    /// The card.
    pub card: Arc<Card>,
    /// The forms of the name.
    pub names: Vec<Account<String>>,
}

/// A proposition.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The card.
    pub card: Arc<Card>,
    /// What is said to be so, for people.
    pub says: Accounts<String>,
    /// What else is so if this is.
    pub entails: Vec<Account<String>>,
    /// What cannot be so if this is.
    pub contradicts: Vec<Account<String>>,
    /// The circle of secrecy; empty is no circle.
    pub kept_within: Vec<Account<String>>,
    /// The topic under which lost messages may have carried it.
    pub topic: Accounts<String>,
    /// Formal readings.
    pub means: Vec<Account<Arc<Reading>>>,
    /// Documents that would settle it.
    pub would_settle: Vec<Account<String>>,
}

/// What happened or was meant to.
#[derive(Clone, Debug)]
pub struct Event {
    /// The card.
    pub card: Arc<Card>,
    /// What sort of event it is.
    pub genre: Accounts<String>,
    /// When.
    pub when: Accounts<Arc<Date>>,
    /// When it was over.
    pub until: Accounts<Arc<Date>>,
    /// It came after this.
    pub after: Vec<Account<Relation>>,
    /// It came before this.
    pub before: Vec<Account<Relation>>,
    /// How its time lies to that of other events, besides before and after.
    pub lies: Vec<(Allen, Account<String>)>,
    /// It came before or after this, and it is not said which.
    pub before_or_after: Vec<Account<Relation>>,
    /// Who acted or took part.
    pub who: Vec<Account<String>>,
    /// Who sent the message.
    pub sender: Accounts<String>,
    /// To whom.
    pub recipients: Vec<Account<String>>,
    /// Through whom it went, in order.
    pub via: Vec<Account<String>>,
    /// Whether it was sent: yes, maybe or no.
    pub sent: Accounts<String>,
    /// When it arrived.
    pub received: Accounts<Arc<Date>>,
    /// What its text states.
    pub tells: Vec<Account<String>>,
    /// Topics it may have carried where its text is lost.
    pub about: Vec<Account<String>>,
    /// Whether it always passes its topics on.
    pub standing: Accounts<String>,
    /// The message it answers.
    pub answers: Accounts<String>,
    /// For a decision: which act.
    pub act: Accounts<String>,
    /// What is decided or promised, or what decision a message tells of.
    pub matters: Vec<Account<String>>,
    /// For a promise: to whom.
    pub to: Vec<Account<String>>,
    /// For a promise or a decision: on what condition.
    pub conditions: Vec<Account<String>>,
    /// For a promise or tie: the ways to take it.
    pub readings: Vec<Account<CardWith>>,
    /// For a tie: formal, de facto or hostile.
    pub form: Accounts<String>,
    /// For a tie: when signed.
    pub signed: Accounts<Arc<Date>>,
    /// For a tie: when it took effect.
    pub in_force: Accounts<Arc<Date>>,
    /// For a tie: when it was acted upon.
    pub practised: Vec<Account<Arc<Date>>>,
    /// For a tie: when it came to an end.
    pub ended: Accounts<Arc<Date>>,
    /// Formal readings.
    pub means: Vec<Account<Arc<Reading>>>,
}

/// Who says what.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The card.
    pub card: Arc<Card>,
    /// Whose words or view it is.
    pub speakers: Vec<Account<String>>,
    /// Through whom, outermost first.
    pub reported_by: Accounts<Vec<String>>,
    /// When it was said.
    pub said_on: Accounts<Arc<Date>>,
    /// When the reporter set it down.
    pub recalled_on: Accounts<Arc<Date>>,
    /// What is said to be so, for people.
    pub says: Accounts<String>,
    /// The same for the compiler.
    pub means: Vec<Account<Arc<Reading>>>,
    /// Words that weaken it.
    pub hedges: Vec<Account<String>>,
    /// What source the running text names, where its note cites another.
    pub body_says: Accounts<String>,
}

/// Premises for or against a matter.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The card.
    pub card: Arc<Card>,
    /// The matters it speaks for.
    pub pro: Vec<Account<String>>,
    /// The matters it speaks against.
    pub con: Vec<Account<String>>,
    /// What it rests on.
    pub premises: Vec<Account<String>>,
    /// How it argues.
    pub scheme: Accounts<String>,
    /// What it takes the force from.
    pub undercuts: Vec<Account<String>>,
    /// Dependences that are suspected, not shown.
    pub suspected_links: Vec<Account<String>>,
    /// The argument in words.
    pub says: Accounts<String>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The card.
    pub card: Arc<Card>,
    /// The question, for people.
    pub asks: Accounts<String>,
    /// The same for the compiler.
    pub ask: Vec<Account<Arc<Asked>>>,
    /// The matters it is about.
    pub matters: Vec<Account<String>>,
    /// The standard asked for.
    pub standard: Accounts<String>,
    /// Documents that would settle it.
    pub would_settle: Vec<Account<String>>,
}

macro_rules! by_kind {
    ($($of:ident is $kind:pat),* $(,)?) => {$(
        impl $of {
            /// Its id.
            pub fn id(&self) -> &str {
                &self.card.id
            }

            /// Whether a card is of this kind.
            pub(crate) fn is(card: &Card) -> bool {
                matches!(card.kind, $kind)
            }
        }
    )*};
}

by_kind! {
    Source is Kind::Source,
    Actor is Kind::Person | Kind::Body,
    Place is Kind::Place,
    Matter is Kind::Matter,
    Event is Kind::Event,
    Statement is Kind::Statement,
    Argument is Kind::Argument,
    Question is Kind::Question,
}

fn words(value: &FieldValue) -> Option<String> {
    Some(value.words.clone())
}

fn date(value: &FieldValue) -> Option<Arc<Date>> {
    match &value.meaning {
        Meaning::Date(date) => Some(date.clone()),
        _ => None,
    }
}

fn card_with(value: &FieldValue) -> Option<CardWith> {
    match &value.meaning {
        Meaning::Card(card) => Some(card.clone()),
        _ => None,
    }
}

fn relation(value: &FieldValue) -> Option<Relation> {
    match &value.meaning {
        Meaning::Relation(relation) => Some(relation.clone()),
        _ => None,
    }
}

fn chain(value: &FieldValue) -> Option<Vec<String>> {
    match &value.meaning {
        Meaning::Chain(links) => Some(links.clone()),
        _ => None,
    }
}

fn reading(value: &FieldValue) -> Option<Arc<Reading>> {
    match &value.meaning {
        Meaning::Reading(reading) => Some(reading.clone()),
        _ => None,
    }
}

fn asked(value: &FieldValue) -> Option<Arc<Asked>> {
    match &value.meaning {
        Meaning::Question(question) => Some(question.clone()),
        _ => None,
    }
}

impl Source {
    pub(crate) fn of(card: &Arc<Card>) -> Source {
        Source {
            genre: card.one("type", words),
            authors: card.many("author", words),
            dated: card.one("dated", date),
            published: card.one("published", date),
            released: card.one("released", date),
            access: card.one("access", words),
            coverage: card.one("coverage", words),
            within: card.one("in", words),
            derives_from: card.many("derives-from", card_with),
            witness: card.one("witness", words),
            text_of: card.one("text-of", words),
            after: card.many("after", relation),
            before: card.many("before", relation),
            before_or_after: card.many("before-or-after", relation),
            files: card.many("file", words),
            suspected_links: card.many("suspected-link", words),
            card: card.clone(),
        }
    }
}

impl Actor {
    pub(crate) fn of(card: &Arc<Card>) -> Actor {
        Actor {
            names: card.many("name", words),
            member_of: card.many("member-of", card_with),
            informed_through: card.many("informed-through", words),
            card: card.clone(),
        }
    }

    /// Whether it is a body, not a person.
    pub fn is_body(&self) -> bool {
        self.card.kind == Kind::Body
    }
}

impl Place {
    pub(crate) fn of(card: &Arc<Card>) -> Place {
        Place {
            names: card.many("name", words),
            card: card.clone(),
        }
    }
}

impl Matter {
    pub(crate) fn of(card: &Arc<Card>) -> Matter {
        Matter {
            says: card.one("says", words),
            entails: card.many("entails", words),
            contradicts: card.many("contradicts", words),
            kept_within: card.many("kept-within", words),
            topic: card.one("topic", words),
            means: card.many("means", reading),
            would_settle: card.many("would-settle", words),
            card: card.clone(),
        }
    }
}

impl Event {
    pub(crate) fn of(card: &Arc<Card>) -> Event {
        Event {
            genre: card.one("type", words),
            when: card.one("when", date),
            until: card.one("until", date),
            after: card.many("after", relation),
            before: card.many("before", relation),
            lies: Allen::ALL
                .into_iter()
                .flat_map(|allen| {
                    card.many(allen.field(), words)
                        .into_iter()
                        .map(move |one| (allen, one))
                })
                .collect(),
            before_or_after: card.many("before-or-after", relation),
            who: card.many("who", words),
            sender: card.one("sender", words),
            recipients: card.many("recipient", words),
            via: card.many("via", words),
            sent: card.one("sent", words),
            received: card.one("received", date),
            tells: card.many("tells", words),
            about: card.many("about", words),
            standing: card.one("standing", words),
            answers: card.one("answers", words),
            act: card.one("act", words),
            matters: card.many("matter", words),
            to: card.many("to", words),
            conditions: card.many("if", words),
            readings: card.many("reading", card_with),
            form: card.one("form", words),
            signed: card.one("signed", date),
            in_force: card.one("in-force", date),
            practised: card.many("practised", date),
            ended: card.one("ended", date),
            means: card.many("means", reading),
            card: card.clone(),
        }
    }

    /// Whether it is of this type.
    pub fn is_a(&self, genre: &str) -> bool {
        self.genre.value().is_some_and(|word| word == genre)
    }

    /// Whether it went from a sender to someone.
    pub fn is_message(&self) -> bool {
        !self.sender.is_empty() && !self.recipients.is_empty()
    }
}

impl Statement {
    pub(crate) fn of(card: &Arc<Card>) -> Statement {
        Statement {
            speakers: card.many("speaker", words),
            reported_by: card.one("reported-by", chain),
            said_on: card.one("said-on", date),
            recalled_on: card.one("recalled-on", date),
            says: card.one("says", words),
            means: card.many("means", reading),
            hedges: card.many("hedge", words),
            body_says: card.one("body-says", words),
            card: card.clone(),
        }
    }
}

impl Argument {
    pub(crate) fn of(card: &Arc<Card>) -> Argument {
        Argument {
            pro: card.many("for", words),
            con: card.many("against", words),
            premises: card.many("premise", words),
            scheme: card.one("scheme", words),
            undercuts: card.many("undercuts", words),
            suspected_links: card.many("suspected-link", words),
            says: card.one("says", words),
            card: card.clone(),
        }
    }
}

impl Question {
    pub(crate) fn of(card: &Arc<Card>) -> Question {
        Question {
            asks: card.one("asks", words),
            ask: card.many("ask", asked),
            matters: card.many("matter", words),
            standard: card.one("standard", words),
            would_settle: card.many("would-settle", words),
            card: card.clone(),
        }
    }
}
