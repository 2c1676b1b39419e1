//! What running text must have around words before they stand as a date: numbers count things, and May is a verb.

use super::classes::{BEGINNERS, ClassSet};
use super::engine::Engine;
use super::find::Convention;
use super::join::Member;
use super::tokens::{Kind, Token};
use super::words::{Class, Language};

impl Engine<'_> {
    /// False inside file numbers, addresses and longer words of figures.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        let token = &self.list[at];
        if matches!(token.kind, Kind::Other | Kind::Note) || self.begins_nothing(token) {
            return false;
        }
        if at == 0 || !token.glued {
            return true;
        }
        let before = &self.list[at - 1];
        if self.language.year_first() {
            // Korean parts its words by spaces: a date does not begin in the middle of one.
            let hangul = |t: &str| t.starts_with(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
            return self.language != Language::Korean
                || !(hangul(&before.folded) && hangul(&token.folded));
        }
        match (before.kind, token.kind) {
            (Kind::Mark(c), Kind::Number(..)) => {
                !matches!(
                    c,
                    '/' | '.' | '-' | ',' | '$' | '£' | '#' | '№' | ':' | '\'' | '§'
                ) || self.opens(at - 1)
            }
            (Kind::Mark(c), _) => !matches!(c, '.' | '@' | '_') || self.opens(at - 1),
            (Kind::Number(..) | Kind::Word | Kind::Other, Kind::Number(..)) => false,
            (Kind::Sign, _) | (Kind::Note, _) => true,
            _ => false,
        }
    }

    /// A word that is in no table: neither a plural of a day (Fridays) nor the Roman number of a century.
    fn begins_nothing(&self, token: &Token) -> bool {
        let determined = ClassSet::of(Class::Determiner).and(ClassSet::of(Class::LeadArticle));
        let begins = match (self.convention, self.language) {
            (Convention::Timex2, _) | (_, Language::French) => BEGINNERS.and(determined),
            _ => BEGINNERS,
        };
        if token.classes.meets(begins) {
            return false;
        }
        match token.kind {
            Kind::Word => {
                !(token.capital
                    && (token.folded.ends_with("days")
                        || token.folded.contains("tag")
                        || token.folded.starts_with("mittwoch")))
                    && !token.folded.starts_with(['i', 'v', 'x'])
            }
            Kind::Sign => !matches!(
                token.head,
                '甲' | '乙'
                    | '丙'
                    | '丁'
                    | '戊'
                    | '己'
                    | '庚'
                    | '辛'
                    | '壬'
                    | '癸'
                    | '갑'
                    | '을'
                    | '병'
                    | '정'
                    | '무'
                    | '기'
                    | '경'
                    | '신'
                    | '임'
                    | '계'
                    | '〇'
                    | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
                    | '百'
                    | '千'
                    | '廿'
                    | '卅'
                    | '零'
                    | '元'
            ),
            _ => false,
        }
    }

    /// A dash after a word, or a mark after a space, does not glue what follows to what stands before.
    fn opens(&self, mark: usize) -> bool {
        let dash = self.mark(mark) == Some('-');
        !self.list[mark].glued
            || (dash
                && mark > 0
                && !matches!(self.list[mark - 1].kind, Kind::Number(..) | Kind::Other))
    }

    /// A month after a year that no table names (of a reign, or of the sixty-year cycle): its year is not known.
    pub(super) fn within_reign(&self, at: usize) -> bool {
        if !self.language.year_first() || at < 2 {
            return false;
        }
        // The day of a month that was passed over for that reason.
        let after_month =
            self.words.is(&self.list, at - 1, Class::MonthMark) && self.figure(at - 2).is_some();
        if after_month {
            return true;
        }
        let marked = self.words.is(&self.list, at - 1, Class::YearMark);
        let reign = marked && (self.figure(at - 2).is_some() || self.list[at - 2].folded == "元");
        let end = if marked { at - 1 } else { at };
        // In Hangul the two signs make many other words; only the mark of the year tells them.
        let told = marked || self.language != Language::Korean;
        let (stem, branch) = (end.wrapping_sub(2), end - 1);
        let cyclic = |stem: &Token| is_cyclic(&stem.folded, &self.list[branch].folded);
        reign || (told && self.list.get(stem).is_some_and(cyclic))
    }

    /// Members that running text lets stand: bare numbers and doubtful words only where something vouches for them.
    pub(super) fn sound(&self, mut members: Vec<Member>) -> Option<Vec<Member>> {
        let keep = members
            .iter()
            .position(|member| !self.vouched(member))
            .unwrap_or(members.len());
        members.truncate(keep);
        if members.first()?.elliptic && members.len() == 1 {
            return None;
        }
        Some(members)
    }

    fn vouched(&self, member: &Member) -> bool {
        let p = &member.partial;
        let (from, to) = member.tokens;
        let year_alone =
            p.year.is_some() && p.month.is_none() && p.season.is_none() && !p.year_marked;
        if year_alone
            && p.part.is_none()
            && p.quarter.is_none()
            && p.half.is_none()
            && !member.elliptic
        {
            return p.year.is_some_and(|y| y <= 0) || self.year_is_no_count(from, to);
        }
        if member.elliptic && p.day.is_some() {
            // `April 26 and 27 officers met`: the day after the one before it is a day.
            let next_day = from >= 2
                && self.digits(from - 2).map(|f| f.value + 1) == self.digits(from).map(|f| f.value);
            return next_day || !self.counts_something(to);
        }
        if p.month.is_some() && self.words.is(&self.list, to, Class::EventName) {
            return p.year.is_some();
        }
        let bare_month =
            p.month.is_some() && p.day.is_none() && p.year.is_none() && p.part.is_none();
        if bare_month || (p.season.is_some() && p.year.is_none() && p.part.is_none()) {
            return self.month_is_no_word(from, to);
        }
        true
    }

    /// Early years look like counts: they need a word of time before them.
    fn early_year_is_cued(&self, from: usize) -> bool {
        let value = self.digits(from).map_or(2000, |f| f.value);
        let opened = from > 0 && matches!(self.mark(from - 1), Some('(' | '-' | ','));
        value >= 1500
            || from == 0
            || opened
            || self.words.is(&self.list, from - 1, Class::YearCue)
            || self.words.is(&self.list, from - 1, Class::Article)
    }

    /// A number of four figures is a year unless it counts things or belongs to a reference.
    fn year_is_no_count(&self, from: usize, to: usize) -> bool {
        if self.counts_round(from, to) {
            return false;
        }
        let possessed = from > 0 && self.words.is(&self.list, from - 1, Class::Possessive);
        let cued = from > 0
            && self.digits(from).is_some_and(|f| f.value >= 1500)
            && (self.words.is(&self.list, from - 1, Class::Since)
                || self.list[from - 1].folded == "in");
        if (self.counts_something(to) && !cued && !possessed) || !self.early_year_is_cued(from) {
            return false;
        }
        // "about 1200 signatures": the word belongs to the count.
        let led = self.digits(from).is_none() && self.words.is(&self.list, from, Class::NumberLead);
        if led && self.stands_before_noun(to) {
            return false;
        }
        // A comma and three more figures, a decimal or a range of pages.
        if matches!(self.glued_mark(to), Some(',' | '.' | ':' | '%' | '°'))
            && self.digits(to + 1).is_some_and(|_| self.list[to + 1].glued)
        {
            return false;
        }
        let Some(before) = self.list_head(from).checked_sub(1) else {
            return true;
        };
        // "No. 1950": the word stands before its stop.
        let stopped = self.mark(before) == Some('.') && from >= 2;
        !self
            .words
            .is(&self.list, before - usize::from(stopped), Class::NumberLead)
    }

    /// 1500 Grenzschützer, 2000 bis 3000 Grad: a round number before a noun counts it.
    fn counts_round(&self, from: usize, to: usize) -> bool {
        let round = |at| {
            self.digits(at)
                .is_some_and(|f| f.digits == 4 && f.value.is_multiple_of(100))
        };
        if self.language != Language::German || !round(from) || to != from + 1 {
            return false;
        }
        let next = match self.join(to) {
            Some((_, next)) if round(next) => next + 1,
            _ => to,
        };
        self.list
            .get(next)
            .is_some_and(|t| t.kind == Kind::Word && t.capital && !self.ends_phrase_here(next))
    }

    /// The first of a list of bare numbers that this one ends: Nos. 1624, 1660 and 1731.
    fn list_head(&self, at: usize) -> usize {
        let mut head = at;
        while head >= 2 {
            let joined =
                self.mark(head - 1) == Some(',') || self.words.is(&self.list, head - 1, Class::And);
            let comma = usize::from(head >= 3 && joined && self.mark(head - 2) == Some(','));
            match self.list.get(head.wrapping_sub(2 + comma)).map(|t| t.kind) {
                Some(Kind::Number(..)) if joined => head -= 2 + comma,
                _ => break,
            }
        }
        head
    }

    /// True when the word after a number is what it counts.
    fn counts_something(&self, at: usize) -> bool {
        let Some(token) = self.list.get(at) else {
            return false;
        };
        if self.words.is(&self.list, at, Class::Counted) {
            return true;
        }
        let plural = token.kind == Kind::Word
            && !token.capital
            && self.language == Language::English
            && token.folded.ends_with('s')
            && token.folded.len() > 3
            && !self.words.is(&self.list, at, Class::NotCounted);
        plural && !token.folded.ends_with("ss") && !token.folded.contains('\'')
    }

    /// May, March and fall are words too; a bare month or season needs a word of time before it.
    fn month_is_no_word(&self, from: usize, to: usize) -> bool {
        if to > from + 1 || self.language.year_first() {
            return to > from + 1;
        }
        let doubtful = self.words.find(&self.list, from, Class::Doubtful);
        let season = self.words.is(&self.list, from, Class::Season);
        let cue = from > 0
            && (self.words.is(&self.list, from - 1, Class::YearCue)
                || self.words.is(&self.list, from - 1, Class::Article)
                || self.words.is(&self.list, from - 1, Class::Before)
                || self.words.is(&self.list, from - 1, Class::Until));
        if self.words.is(&self.list, from, Class::PartAlone) {
            return true;
        }
        // a March operation, its spring offensive
        let determined = from > 0 && self.words.is(&self.list, from - 1, Class::Determiner);
        let named = self.list[from].capital || self.words.is(&self.list, from, Class::Season);
        if determined && named && self.stands_before_noun(to) {
            return true;
        }
        match doubtful {
            // The fall of a city is no season, and `to fall` is a verb.
            Some((1, _)) if from > 0 && self.list[from - 1].folded == "to" => false,
            Some((1, _)) => cue && self.list.get(to).is_none_or(|t| t.folded != "of"),
            Some(_) => cue,
            None => cue || !season,
        }
    }
}

/// A stem and a branch of the sixty-year cycle: 甲午, 을미.
fn is_cyclic(stem: &str, branch: &str) -> bool {
    let (stems, branches) = (
        "甲乙丙丁戊己庚辛壬癸갑을병정무기경신임계",
        "子丑寅卯辰巳午未申酉戌亥자축인묘진사오미신유술해",
    );
    stems.contains(stem) && branches.contains(branch)
}
