//! The case: cards compiled, and what follows from them.
//!
//! [`compile()`] reads a record to a [`Case`]: every card by kind, every value with its grounds and its rivals.
//! `facts` turns cards into the small integers of four kernels that never feed into one another: [`chronology`]
//! (what dates allow), [`knowledge`] (who can have known what), [`weighing`] (how sure we can be) and [`acts`]
//! (what was decided, promised and kept). `ask` answers questions, `checks` says what is wrong or doubtful, and
//! [`change`] what a case answers otherwise when cards change.
//! Nothing here reads a file or knows the day.
//!
//! ```
//! use kaozheng_case::{Settings, compile};
//! use kaozheng_record::{Record, Sheet};
//!
//! let cards = "source: book\n\nevent: landing\nwhen: 15 September 1950\nfrom: book, p. 3\nwhen: 16 September 1950\nfrom: editor\n";
//! let record = Record::new(vec![Sheet::parse("a.card", cards)]);
//! let case = compile(&record, &[], &Settings::default()).value;
//! let when = &case.events["landing"].when;
//! assert_eq!(when.followed().unwrap().words, "16 September 1950");
//! assert_eq!(when.rivals().count(), 1);
//! ```

pub mod compile;
pub mod facts;

pub mod acts;
pub mod chronology;
pub mod knowledge;
pub mod weighing;
pub mod workload;

mod queue;

pub mod ask;
pub mod checks;

pub mod change;

pub use ask::{Answer, ask};
pub use compile::{Case, Settings, compile};
