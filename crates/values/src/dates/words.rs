//! The words of each language, read from its table.
//!
//! A row is `class TAB value TAB form|form|…`. A form of several words is matched whole; the longest form wins.

pub(super) use super::classes::Class;
use super::classes::{ClassSet, class_named};
use super::tokens::{Kind, Token, tokens};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A language whose words for dates are known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Russian.
    Russian,
    /// Korean, in Hangul or mixed script.
    Korean,
    /// Chinese, in both forms of its script.
    Chinese,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All languages, in the order in which they are tried.
    pub const ALL: [Language; 7] = [
        Language::English,
        Language::German,
        Language::French,
        Language::Russian,
        Language::Korean,
        Language::Chinese,
        Language::Japanese,
    ];

    /// The language of an ISO 639-1 code, such as `en`; a region after a hyphen is ignored.
    pub fn from_code(code: &str) -> Option<Language> {
        let stem = code
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        Language::ALL
            .into_iter()
            .find(|language| language.code() == stem)
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Russian => "ru",
            Language::Korean => "ko",
            Language::Chinese => "zh",
            Language::Japanese => "ja",
        }
    }

    pub(super) fn lexicon(self) -> &'static Lexicon {
        &LEXICONS[self as usize]
    }

    /// True where dates go from the year down to the day, without spaces between words.
    pub(super) fn year_first(self) -> bool {
        matches!(
            self,
            Language::Korean | Language::Chinese | Language::Japanese
        )
    }
}

/// The forms of one language.
pub(super) struct Lexicon {
    forms: HashMap<String, Begun, BuildHasherDefault<Quick>>,
    /// The same by East Asian signs, which stand alone: the words of the table that are one sign.
    signs: Vec<Option<Box<Begun>>>,
    capital: Vec<Class>,
}

/// The forms that begin with one word, and the classes of those that are this word alone.
type Begun = (Vec<Form>, ClassSet);

/// The place of an East Asian sign in a table of them.
fn sign_number(sign: char) -> Option<usize> {
    const FIRST: u32 = 0x3000;
    (sign as u32)
        .checked_sub(FIRST)
        .filter(|n| *n < 0xd7b0 - FIRST)
        .map(|n| n as usize)
}

/// A hasher for short words of a table that no user writes.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut add = |word: u64| {
            self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        };
        let (eights, rest) = bytes.as_chunks::<8>();
        eights
            .iter()
            .for_each(|eight| add(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            add(rest
                .iter()
                .fold(1, |word, byte| word << 8 | u64::from(*byte)));
        }
    }
}

/// One form: the words after its first, and what it does.
#[derive(Debug)]
pub(super) struct Form {
    /// Each with its first sign, which alone tells most words apart.
    rest: Vec<(char, String)>,
    class: Class,
    value: i32,
}

impl Form {
    /// The words after the first stand after token `at`.
    fn follows(&self, list: &[Token], at: usize) -> bool {
        self.rest.iter().enumerate().all(|(k, (head, word))| {
            list.get(at + 1 + k)
                .is_some_and(|t| t.head == *head && (t.kind == Kind::Sign || t.folded == *word))
        })
    }
}

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    [
        include_str!("words/en.tsv"),
        include_str!("words/de.tsv"),
        include_str!("words/fr.tsv"),
        include_str!("words/ru.tsv"),
        include_str!("words/ko.tsv"),
        include_str!("words/zh.tsv"),
        include_str!("words/ja.tsv"),
    ]
    .map(Lexicon::read)
    .into()
});

impl Lexicon {
    fn read(table: &str) -> Lexicon {
        let mut lexicon = Lexicon {
            forms: HashMap::default(),
            signs: Vec::new(),
            capital: Vec::new(),
        };
        for line in table
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            lexicon.lay(line).unwrap_or_else(|| {
                panic!("a table of words has a row that cannot be read: {line}")
            });
        }
        lexicon.part_signs();
        lexicon
    }

    /// Moves the words that are one East Asian sign to their own table, where no hash is needed.
    fn part_signs(&mut self) {
        let single = |word: &str| {
            let sign = word.chars().next().filter(|c| c.len_utf8() == word.len())?;
            sign_number(sign)
        };
        let numbered: Vec<(usize, String)> = self
            .forms
            .keys()
            .filter_map(|word| Some((single(word)?, word.clone())))
            .collect();
        for (number, word) in numbered {
            if self.signs.len() <= number {
                self.signs.resize_with(number + 1, || None);
            }
            self.signs[number] = self.forms.remove(&word).map(Box::new);
        }
    }

    fn lay(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let (name, value) = (cells.next()?, cells.next()?);
        if name == "capital" {
            self.capital = value.split(' ').map(class_named).collect::<Option<_>>()?;
            return Some(());
        }
        let (class, value) = (class_named(name)?, value.parse().ok()?);
        for form in cells.next()?.split('|') {
            let mut pieces = tokens(form).into_iter().map(|t| t.folded.into_owned());
            let first = pieces.next()?;
            let (forms, alone) = self.forms.entry(first).or_default();
            let rest: Vec<(char, String)> = pieces
                .map(|word| (word.chars().next().unwrap_or(' '), word))
                .collect();
            if rest.is_empty() {
                *alone = alone.and(ClassSet::of(class));
            }
            // Longer forms first, so that the first that fits is the longest.
            let at = forms.partition_point(|form: &Form| form.rest.len() >= rest.len());
            forms.insert(at, Form { rest, class, value });
        }
        Some(())
    }

    /// The longest form of this class that begins at token `at`: its value and the token after it.
    // Most words are of no class, or of few, so that asking must cost next to nothing.
    #[inline]
    pub(super) fn find(&self, list: &[Token], at: usize, class: Class) -> Option<(i32, usize)> {
        let token = list.get(at)?;
        if !token.classes.meets(ClassSet::of(class)) {
            return None;
        }
        self.find_form(token, list, at, class)
    }

    fn find_form(
        &self,
        token: &Token,
        list: &[Token],
        at: usize,
        class: Class,
    ) -> Option<(i32, usize)> {
        if token.kind == Kind::Word && !token.capital && self.capital.contains(&class) {
            return None;
        }
        let fits = |form: &&Form| form.class == class && form.follows(list, at);
        let form = token.forms.iter().find(fits)?;
        Some((form.value, at + 1 + form.rest.len()))
    }

    /// Gives each token the forms that begin with it and the classes of those that are there, so that they are looked up once.
    pub(super) fn annotate(&'static self, list: &mut [Token]) {
        for token in list.iter_mut() {
            let known = match sign_number(token.head).filter(|_| token.kind == Kind::Sign) {
                Some(number) => self.signs.get(number).and_then(|known| known.as_deref()),
                None => self.forms.get(&*token.folded),
            };
            if let Some((forms, alone)) = known {
                (token.forms, token.classes) = (forms, *alone);
            }
        }
        for at in 0..list.len() {
            // Longer forms stand first.
            let longer = |form: &&Form| !form.rest.is_empty();
            let forms = list[at].forms;
            let found = forms
                .iter()
                .take_while(longer)
                .filter(|form| form.follows(list, at))
                .fold(ClassSet::NONE, |classes, form| {
                    classes.and(ClassSet::of(form.class))
                });
            list[at].classes = list[at].classes.and(found);
        }
    }

    /// True when a form of this class begins at token `at`.
    pub(super) fn is(&self, list: &[Token], at: usize, class: Class) -> bool {
        self.find(list, at, class).is_some()
    }
}

/// The languages whose script this text is in, most likely first.
pub(super) fn likely(text: &str) -> Vec<Language> {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    let mut list = Vec::new();
    if has(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)) {
        list.push(Language::Korean);
    }
    if has(|c| ('\u{3040}'..='\u{30ff}').contains(&c)) {
        list.push(Language::Japanese);
    }
    if has(|c| ('\u{3400}'..='\u{9fff}').contains(&c)) {
        list.extend([Language::Chinese, Language::Japanese, Language::Korean]);
    }
    if has(|c| ('\u{400}'..='\u{4ff}').contains(&c)) {
        list.push(Language::Russian);
    }
    if list.is_empty() {
        // Figures alone may be in the Korean order: 1950. 6. 25.
        list.extend([
            Language::English,
            Language::German,
            Language::French,
            Language::Korean,
        ]);
    }
    let mut seen = Vec::new();
    list.retain(|l| {
        !seen.contains(l) && {
            seen.push(*l);
            true
        }
    });
    list
}

/// The language of a running text: by its script, and among Latin ones by its commonest small words.
pub(super) fn likely_of_text(text: &str) -> Language {
    let end = text
        .char_indices()
        .nth(20_000)
        .map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let count = |test: fn(char) -> bool| head.chars().filter(|c| test(*c)).count();
    let letters = count(char::is_alphabetic).max(1);
    let (hangul, kana) = (
        count(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)),
        count(|c| ('\u{3040}'..='\u{30ff}').contains(&c)),
    );
    let (han, cyrillic) = (
        count(|c| ('\u{3400}'..='\u{9fff}').contains(&c)),
        count(|c| ('\u{400}'..='\u{4ff}').contains(&c)),
    );
    let share = |n: usize| n * 5 > letters;
    if share(hangul) {
        return Language::Korean;
    }
    if share(han + kana) {
        return if kana * 10 > han {
            Language::Japanese
        } else {
            Language::Chinese
        };
    }
    if share(cyrillic) {
        return Language::Russian;
    }
    latin_of_text(head)
}

fn latin_of_text(head: &str) -> Language {
    const SMALL: [(Language, &[&str]); 3] = [
        (
            Language::English,
            &["the", "of", "and", "to", "was", "in", "that", "on", "by"],
        ),
        (
            Language::German,
            &[
                "der", "die", "und", "den", "von", "zu", "das", "mit", "im", "am", "nicht", "war",
            ],
        ),
        (
            Language::French,
            &[
                "le", "la", "les", "des", "et", "du", "en", "au", "que", "est", "une",
            ],
        ),
    ];
    let words: Vec<String> = tokens(head)
        .into_iter()
        .map(|t| t.folded.into_owned())
        .collect();
    let score = |small: &[&str]| words.iter().filter(|w| small.contains(&w.as_str())).count();
    // The first of equals: English.
    let mut best = (Language::English, 0);
    for (language, small) in SMALL {
        let n = score(small);
        if n > best.1 {
            best = (language, n);
        }
    }
    best.0
}
