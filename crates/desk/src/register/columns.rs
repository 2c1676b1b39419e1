//! Which column of a register says what, by the names that registers of alliances give their columns.

use super::table::Row;

/// The columns of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) parties: Named,
    /// The number of the tie, where the register gives one.
    pub(super) tie: Option<usize>,
    pub(super) from: Option<Dated>,
    pub(super) until: Option<Dated>,
    /// A table with one row for each year has the year here.
    pub(super) year: Option<usize>,
    /// What the parties bound themselves to: a word, and the column that says yes with 1.
    pub(super) kinds: Vec<(&'static str, usize)>,
}

/// How a row names the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Both.
    Pair(usize, usize),
    /// One; rows with the same number belong together.
    Member(usize),
}

/// Where a date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// In one cell, as words.
    Whole(usize),
    /// Year, month and day.
    Parts(usize, Option<usize>, Option<usize>),
}

const PAIRS: [(&str, &str); 7] = [
    ("ccode1", "ccode2"),
    ("gwcode1", "gwcode2"),
    ("statea", "stateb"),
    ("state1", "state2"),
    ("party1", "party2"),
    ("mem1", "mem2"),
    ("a", "b"),
];

const MEMBERS: [&str; 6] = ["member", "ccode", "gwcode", "state", "country", "party"];

const TIES: [&str; 7] = [
    "atopid",
    "version4id",
    "allianceid",
    "alliance",
    "treaty",
    "tie",
    "id",
];

const FROM: [&str; 6] = [
    "signed",
    "in-force",
    "start",
    "begin",
    "stdate",
    "startdate",
];

const UNTIL: [&str; 5] = ["ended", "end", "enddate", "until", "terminated"];

const FROM_PARTS: [[&str; 3]; 6] = [
    ["yrent", "moent", "dayent"],
    ["begyr", "begmo", "begday"],
    ["styear", "stmonth", "stday"],
    ["memstyear", "memstmonth", "memstday"],
    ["dyadstyear", "dyadstmonth", "dyadstday"],
    ["startyear", "startmonth", "startday"],
];

const UNTIL_PARTS: [[&str; 3]; 5] = [
    ["yrexit", "moexit", "dayexit"],
    ["endyr", "endmo", "endday"],
    ["endyear", "endmonth", "endday"],
    ["memendyear", "memendmonth", "memendday"],
    ["dyadendyear", "dyadendmonth", "dyadendday"],
];

const KINDS: [(&str, &[&str]); 6] = [
    ("defence", &["defense", "defence"]),
    ("offence", &["offense", "offence"]),
    ("neutrality", &["neutral", "neutrality"]),
    ("non-aggression", &["nonagg", "nonaggression"]),
    ("consultation", &["consul", "consultation"]),
    ("entente", &["entente"]),
];

impl Columns {
    /// The columns that a first row names; what is wanting, in words, where parties or times are not found.
    pub(super) fn of(head: &Row) -> Result<Columns, &'static str> {
        let names: Vec<String> = head.cells.iter().map(|cell| plain(cell)).collect();
        let at = |name: &str| names.iter().position(|one| *one == plain(name));
        let pair = PAIRS
            .iter()
            .find_map(|(a, b)| Some(Named::Pair(at(a)?, at(b)?)));
        let tie = TIES.iter().find_map(|name| at(name));
        let member = MEMBERS.iter().find_map(|name| at(name)).map(Named::Member);
        let parties = pair.or(member.filter(|_| tie.is_some()));
        let whole = |all: &[&str]| all.iter().find_map(|name| at(name)).map(Dated::Whole);
        let parts = |all: &[[&str; 3]]| {
            let found =
                |[year, month, day]: &[&str; 3]| Some(Dated::Parts(at(year)?, at(month), at(day)));
            all.iter().find_map(found)
        };
        let found = Columns {
            parties: parties.ok_or(
                "no columns for the parties: either two of them (`a` and `b`, `ccode1` and `ccode2`), or one (`member`) with the number of the tie (`id`)",
            )?,
            tie,
            from: parts(&FROM_PARTS).or_else(|| whole(&FROM)),
            until: parts(&UNTIL_PARTS).or_else(|| whole(&UNTIL)),
            year: at("year"),
            kinds: KINDS
                .iter()
                .filter_map(|(word, all)| {
                    Some((*word, all.iter().find_map(|name| at(name).or_else(|| at(&format!("atop{name}"))))?))
                })
                .collect(),
        };
        match (found.from, found.year) {
            (None, None) => Err("no column for the time: `start`, `signed`, `in-force`, or `year`"),
            _ => Ok(found),
        }
    }
}

/// A name of a column without marks and capitals.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|char| char.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}
