//! Words that send a reader back: *Ibid.*, *Ders.*, *op. cit.*, *wie Anm. 2*, in the languages of notes.
//!
//! Four groups, each one pattern: the same work again, the same author again, a work of an author cited before, and the
//! number of another note. What stands before such words are names and perhaps a title, what follows is a place in the
//! work. Words alone are told here; what they lead back to is told in `resolve`.

use super::archival::{british_classes, record_groups};
use super::authors::names_in;
use super::parse::Reader;
use kaozheng_values::citations::{Field, Form, Kind};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $($source:expr),+) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(concat!($($source),+)).expect("a pattern of ours"));
    };
}

pattern!(
    SAME_WORK,
    r"^(?:(?i:(?:ibid(?:em)?|ib|ebd|ebda|ebenda|ivi|там же|тамже)(?:\b\.?|$))",
    r"|(?:위의|같은|위) ?(?:책|글|논문|자료|문서|신문|기사)|상게서|상게논문|상동",
    r"|同上(?:书|書|文|揭书|揭文)?|同书|同書|同前(?:书|書|文)?)"
);
pattern!(
    SAME_FILE,
    r"^(?i:(?:in )?(?:the )?same (?:file|folder|box)|(?:тот же|та же|то же) (?:фонд|папка|дело))(?:\b\.?)"
);
pattern!(
    FILED_AGAIN,
    r"(?i)[,;] ?(?:in )?(?:(?:the )?same (?:file|folder|box)|ibid\.?|ebd\.?|ebenda|там же)(?P<place>, ?(?:box|folder|file|dossier|carton|d|д|op|оп|bd)\.? ?\d+[^,;]*)?(?:, ?(?:ll?|лл?|bl|fols?|pp?)\.? ?\d[\d–-]*)?[\s.]*$"
);
pattern!(
    FILE,
    r"^(?i:(box|folder|file|dossier|carton|delo|дело|opis|опись|op|оп|bd|d|д)\b)\.? ?\d+"
);
pattern!(
    COLLECTION,
    r"(?:",
    record_groups!(),
    r"|\b(?:",
    british_classes!(),
    r") ?\d{1,4}\b|\b(?:f|ф)\. ?\d+, ?(?:op|оп)\. ?\d+)"
);
pattern!(
    SAME_AUTHOR,
    r"^(?:(?i:idem|id|iidem|eadem|ead|ders|dies|derselbe|dieselbe|dieselben|le même|la même|lo stesso)(?:\b\.?)",
    r"|(?i:(?:он|она|они) же|(?:его|е[её]|их) же)|同氏|同著者|같은 ?(?:이|저자|필자))[,:：，]?"
);
pattern!(
    WORK_BEFORE,
    r"(?:(?i:\b(?:op|loc|art|opus|ob|o)\.? ?(?:cit(?:\.|ato|at[ao]|é)?|c\.))|\b(?i:a\. ?a\. ?O)(?:\.|\b)|\ba\.a\.O\.?",
    r"|(?i:\bcit(?:\.|ato|ata|é|ée)(?:,|\s|$))",
    r"|(?i:(?:указ|цит|упом)\. ?(?:соч|раб|ст|кн)\.?)",
    r"|앞의? ?(?:책|글|논문|자료|문서)|전게서|전게논문|전게 ?(?:서|논문)",
    r"|前(?:引|揭|掲|出)(?:书|書|文|论文|論文|著)?|上引(?:书|書|文))"
);
pattern!(
    OTHER_NOTE,
    r"(?:(?:(?i:above|supra|oben|wie|siehe|ci-dessus|sopra|выше|vorige)[,:]? )?",
    r"(?:\b(?:nn?\.|fn\.|[Nn]otes?|[Ff]ootnotes?|Anm\.|Anmerkung|Fn\.|Fußnote|[Nn]ota)|\b(?:[Пп]рим\.|[Пп]римечани[ея]|[Сс]носк[аеу])|각주|앞의 주|同?[註注]|脚注|前[掲揭][註注])",
    r" ?[(（]?(\d{1,4})\b[)）]?(?:[,:]? (?i:above|supra|oben|ci-dessus|sopra|выше))?)"
);
// Bounds of words in other letters than ASCII are slow to look for; most notes hold nothing that could stand at one.
pattern!(
    MAY_BE_WORK_BEFORE,
    r"(?i)(?:op|loc|art|opus|ob|o)\.? ?(?:cit|c\.)|a\. ?a\. ?o|cit(?:\.|at|é)|указ|цит|упом|앞|전게|前|上引"
);
pattern!(
    MAY_BE_OTHER_NOTE,
    r"(?i)(?:n\.|note|notes|anmerkung|anm\.|nota|прим\.|примечани[ея]|сноск[аеу]|각주|앞의 주|註|注) ?[(（]?\d"
);
pattern!(
    BACKWARDS,
    r"(?i)\b(?:above|supra|oben|wie|ci-dessus|sopra)\b|выше|각주|앞의|[註注前]|\bsee\b|\bAnm|Fn\.|Fußnote|прим|сноск"
);
pattern!(
    PLACE,
    // A place is a number; one in Roman letters is parted from the word before it, which could go on with them.
    r"^[\s,.:;：，、()\[\]]*(?:(?:at|in) )?((?:(?i:box|folder|file|dossier|carton|d|op|л|д|оп)\.? ?\d+\p{L}?\b",
    r"|(?i:pp?|s|pagg?|с|стр|c|f|ff|fols?|bd|vol|bl|t|at|т|no|nr|№)(?:\.? ?\d+|(?:\. ?| )[ivxlc]+\b)",
    r"(?: ?[-–—~] ?\d+)?(?: ?ff?\.?| ?sgg?\.?| ?et suiv\.)?(?:, (?:[pSsсC]\.? ?)?\d+(?: ?[-–—] ?\d+)?)*)",
    r"|第? ?\d+(?: ?[-–—~～] ?\d+)? ?(?:쪽|면|頁|页|ページ)|\d+(?: ?[-–—] ?\d+)?(?:, \d+(?: ?[-–—] ?\d+)?)*(?: ?ff?\.?)?)"
);

/// Longest names and title, in bytes, before words that send back.
const MOST_BEFORE: usize = 160;

/// Whether a name is one that says "the author named last".
pub(super) fn is_same_author(name: &str) -> bool {
    SAME_AUTHOR
        .find(name)
        .is_some_and(|found| name[found.end()..].trim_matches(['.', ',', ' ']).is_empty())
}

/// The number of the note that a citation sends to (`wie Anm. 2`, `supra note 4`).
pub(super) fn note_number(words: &str) -> Option<&str> {
    Some(OTHER_NOTE.captures(words)?.get(1)?.as_str())
}

/// Where the words begin that say that a document stands where the one before it does (`Holm to Vik, 3 May 1911, same
/// file`).
pub(super) fn filed_again(words: &str) -> Option<usize> {
    Some(FILED_AGAIN.find(words)?.start())
}

/// The box or file that such words name beside (`ibid., box 4`).
pub(super) fn filed_in(words: &str) -> Option<&str> {
    let found = FILED_AGAIN.captures(words)?.name("place")?;
    Some(found.as_str().trim_matches([',', ' ', '.']))
}

/// The number of a file with the place that a citation names beside it in place of its own: `Box 3, Folder 2` and
/// `box 4` give `box 4`, with `folder 7` they give `Box 3, folder 7`. `None` when the place is no file, or the same.
pub(super) fn other_file(number: &str, place: &str) -> Option<String> {
    let word = |words: &str| {
        let found = FILE.captures(words)?.get(1)?.as_str().to_lowercase();
        Some(match found.as_str() {
            "delo" | "дело" | "д" => "d".to_owned(),
            "opis" | "опись" | "оп" => "op".to_owned(),
            _ => found,
        })
    };
    let place = place.split(", ").next().unwrap_or(place);
    let wanted = word(place)?;
    let parts: Vec<&str> = number.split(", ").filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.eq_ignore_ascii_case(place)) {
        return None;
    }
    let same = |part: &&str| word(part).as_deref() == Some(&wanted);
    let kept = parts.iter().position(same).unwrap_or(parts.len());
    Some([&parts[..kept], &[place]].concat().join(", "))
}

impl Reader<'_> {
    /// Reads a citation that sends back; `None` when it does not, and it is read by its own signs.
    pub(super) fn again(&mut self, start: usize) -> Option<()> {
        let text = &self.flat.text[start..];
        if let Some(found) = SAME_WORK.find(text).or_else(|| SAME_FILE.find(text)) {
            self.citation.form = Form::Ibid;
            self.citation.kind = kind_of(found.as_str());
            self.place(start + found.end());
            return Some(());
        }
        if let Some(found) = SAME_AUTHOR.find(text)
            && self.ends_soon(start + found.end())
        {
            self.citation.form = Form::Ibid;
            self.place(start + found.end());
            return Some(());
        }
        self.work_before(start).or_else(|| self.other_note(start))
    }

    /// `Arlen, op. cit., p. 4`; `Rossi, La guerra, cit.`; `김철수, 앞의 책, 12쪽`.
    fn work_before(&mut self, start: usize) -> Option<()> {
        let text = &self.flat.text[start..];
        let found = MAY_BE_WORK_BEFORE
            .is_match(text)
            .then(|| WORK_BEFORE.find(text))??;
        let before = start..start + found.start();
        let bare = found.as_str().to_lowercase().starts_with("cit");
        self.names_and_title(before, bare)?;
        self.citation.form = Form::OpCit;
        self.citation.kind = kind_of(found.as_str());
        let end = start + found.end();
        let skipped = OTHER_NOTE.find(&self.flat.text[end..]);
        let near = skipped.filter(|note| note.start() < 4);
        let end = end + near.map_or(0, |note| note.end());
        if let Some(collection) = COLLECTION.find(&self.flat.text[end..]) {
            let at = end + collection.start()..end + collection.end();
            self.citation.collection = self.take(Field::Collection, at);
            self.place(end + collection.end());
            return Some(());
        }
        self.place(end);
        Some(())
    }

    /// `Dorn (wie Anm. 2), S. 12`; `supra note 4, at 7`; `同註2`.
    fn other_note(&mut self, start: usize) -> Option<()> {
        let text = &self.flat.text[start..];
        let found = MAY_BE_OTHER_NOTE
            .is_match(text)
            .then(|| OTHER_NOTE.find(text))??;
        let before = start..start + found.start();
        let alone = self.flat.text[before.clone()].trim().is_empty();
        if !alone && !BACKWARDS.is_match(found.as_str()) {
            return None;
        }
        let opened = self.flat.text[before.clone()].trim_end_matches(['(', '[', '（', ' ']);
        self.names_and_title(start..start + opened.len(), false)?;
        self.citation.form = Form::CrossRef;
        self.place(start + found.end());
        Some(())
    }

    /// Whether nothing or only a place in a work follows.
    fn ends_soon(&self, from: usize) -> bool {
        let rest = &self.flat.text[from..];
        let rest = PLACE.find(rest).map_or(rest, |found| &rest[found.end()..]);
        !rest.contains(char::is_alphanumeric)
    }

    fn place(&mut self, from: usize) {
        let found = PLACE.captures(&self.flat.text[from..]);
        if let Some(place) = found.and_then(|c| c.get(1)) {
            let place = from + place.start()..from + place.end();
            self.citation.locator = self.take(Field::Locator, place);
        }
    }

    /// The names, and the title if there is one, before words that send back.
    fn names_and_title(&mut self, before: Range<usize>, bare: bool) -> Option<()> {
        let text = &self.flat.text[before.clone()];
        if text.len() > MOST_BEFORE || text.contains(['"', '“', '«', '(', ';']) {
            return None;
        }
        let titled = self.title_signed(&before);
        let names_end = titled.as_ref().map_or(before.end, |title| title.start);
        let names = trim(&self.flat.text, before.start..names_end);
        let (names, plain) = match &titled {
            Some(_) => (names, None),
            None => plain_title(&self.flat.text, names, bare),
        };
        let within = &self.flat.text[names.clone()];
        if within.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let list = if within.is_empty() {
            Vec::new()
        } else {
            names_in(within).filter(|list| !list.is_empty())?
        };
        if bare && titled.is_none() && plain.is_none() {
            return None;
        }
        for (_, name) in list {
            self.push_author(names.start + name.start..names.start + name.end);
        }
        if let Some(title) = titled.or(plain) {
            self.citation.title = self.take(Field::Title, title);
        }
        Some(())
    }

    /// A title in italics or in the brackets of East Asian titles.
    fn title_signed(&self, within: &Range<usize>) -> Option<Range<usize>> {
        let italics = self.flat.italics.iter();
        let inside = |i: &&Range<usize>| i.start >= within.start && i.end <= within.end;
        if let Some(range) = italics.clone().find(inside) {
            return Some(range.clone());
        }
        let text = &self.flat.text[within.clone()];
        let open = text.find(['《', '『', '「'])?;
        let close = text
            .rfind(['》', '』', '」'])
            .filter(|close| *close > open)?;
        let sign = '《'.len_utf8();
        Some(within.start + open + sign..within.start + close)
    }
}

/// Parts names from a title without signs: what follows the first comma, where it is no name.
fn plain_title(
    text: &str,
    range: Range<usize>,
    bare: bool,
) -> (Range<usize>, Option<Range<usize>>) {
    let words = &text[range.clone()];
    let Some((comma, sign)) = words.match_indices([',', '，', '：', ':']).next() else {
        let whole = bare && words.split_whitespace().count() > 1;
        return if whole {
            (range.start..range.start, Some(range))
        } else {
            (range, None)
        };
    };
    let after = trim(text, range.start + comma + sign.len()..range.end);
    let rest = &text[after.clone()];
    let small = |word: &str| word.starts_with(char::is_lowercase) && word.len() > 1;
    let no_name = rest.split_whitespace().any(small) || rest.split_whitespace().count() > 3;
    if !rest.is_empty() && (bare || no_name) {
        (trim(text, range.start..range.start + comma), Some(after))
    } else {
        (range, None)
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let outer = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '：' | ':' | '、' | '.');
    let stretch = &text[range.clone()];
    let lead = stretch.len() - stretch.trim_start_matches(outer).len();
    // A full stop after a short word ends an abbreviation ("et al."), not the names.
    let end = |c: char| c != '.' && outer(c);
    let kept = stretch[lead..].trim_end_matches(end).len();
    range.start + lead..range.start + lead + kept
}

/// Book or article, where the words that send back tell.
fn kind_of(words: &str) -> Kind {
    let lower = words.to_lowercase();
    let any = |list: &[&str]| list.iter().any(|word| lower.contains(word));
    if any(&["art", "글", "논문", "文", "ст."]) {
        Kind::Article
    } else if any(&["책", "서", "书", "書", "кн."]) {
        Kind::Book
    } else {
        Kind::Other
    }
}
