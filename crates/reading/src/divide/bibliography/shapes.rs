//! The shape of a line: how much it looks like part of an entry.

/// What was counted in one line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Signs {
    /// Begins as an entry: a name turned round, a label in brackets, a ditto line.
    start: f32,
    /// Years on their own, in brackets or before a point.
    years: u32,
    /// Page ranges, volumes with their issue, `pp.`
    places: u32,
    /// Initials of persons.
    initials: u32,
    /// Words of publishing, links, titles in brackets.
    published: u32,
    /// Words that make sentences.
    prose: u32,
    /// Years inside a sentence's brackets, `(Smith 1999; Jones 2001)`.
    cited: u32,
    /// Wide gaps, as between the columns of a table.
    gaps: u32,
    /// Figures that are neither years nor pages.
    figures: u32,
    /// Words in all.
    words: u32,
    /// Dots that lead to a page number.
    leaders: bool,
}

/// Words of publishing, in small letters.
const PUBLISHED: &[&str] = &[
    "press",
    "verlag",
    "publishers",
    "publishing",
    "publications",
    "editions",
    "éditions",
    "journal",
    "proceedings",
    "proc",
    "quarterly",
    "transactions",
    "review",
    "eds",
    "ed",
    "edited",
    "editor",
    "editors",
    "isbn",
    "issn",
    "dissertation",
    "thesis",
    "manuscript",
    "unpublished",
    "forthcoming",
    "retrieved",
    "accessed",
    "available",
    "mimeo",
    "preprint",
    "arxiv",
    "conference",
    "symposium",
    "magazine",
    "hrsg",
    "bd",
    "vol",
    "no",
    "pp",
    "j",
    "wiley",
    "springer",
    "elsevier",
    "routledge",
    "university",
    "изд-во",
    "издательство",
    "москва",
    "출판부",
    "출판사",
];

/// Words that make sentences of prose, in small letters.
const PROSE: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "have", "has", "had", "we", "that", "this", "these",
    "which", "would", "could", "should", "can", "may", "will", "not", "they", "it", "our", "my",
    "i", "he", "she", "his", "her", "their", "when", "while", "because", "however", "there",
    "than", "also", "if", "but", "such", "then", "thus", "where", "who", "ist", "sind", "war",
    "waren", "wird", "nicht", "dass", "sich", "est", "sont", "était", "que", "qui", "été", "был",
    "была", "было", "были", "это", "что", "как", "не",
];

impl Signs {
    pub(super) fn of(line: &str) -> Signs {
        let mut signs = Signs {
            start: start(line.trim_start()),
            leaders: line.contains(". . .") || line.contains(".....") || line.contains("……"),
            gaps: wide_gaps(line),
            ..Signs::default()
        };
        for word in line.split_whitespace() {
            signs.count(word);
        }
        signs.published += u32::from(brackets_a_title(line));
        signs
    }

    fn count(&mut self, word: &str) {
        self.words += 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lead = bare.as_bytes().first().copied().unwrap_or(b' ');
        if lead.is_ascii_digit() {
            self.count_figure(word, bare);
        } else if word.contains("http") || word.starts_with("www.") || word.starts_with("doi:") {
            self.published += 2;
        } else if is_initial(word) {
            self.initials += 1;
        } else if bare.len() <= 40 {
            self.count_word(word, bare);
        }
    }

    fn count_figure(&mut self, word: &str, bare: &str) {
        if is_year(bare) {
            match word.ends_with([';']) || word.ends_with(')') && !word.starts_with('(') {
                true => self.cited += 1,
                false => self.years += 1,
            }
        } else if is_range(bare) || is_volume(word) {
            self.places += 1;
        } else {
            self.figures += 1;
        }
    }

    fn count_word(&mut self, word: &str, bare: &str) {
        let mut low = [0_u8; 48];
        let lower: String;
        let bare = match bare.is_ascii() {
            true => {
                low[..bare.len()].copy_from_slice(bare.as_bytes());
                low[..bare.len()].make_ascii_lowercase();
                std::str::from_utf8(&low[..bare.len()]).expect("ASCII is UTF-8")
            }
            false => {
                lower = bare.to_lowercase();
                &lower
            }
        };
        if matches!(
            bare,
            "pp" | "vol" | "no" | "eds" | "ed" | "proc" | "bd" | "j"
        ) {
            self.published += u32::from(word.ends_with(['.', ',', ')', ':']));
        } else if PUBLISHED.contains(&bare) {
            self.published += 1;
        } else if PROSE.contains(&bare) {
            self.prose += 1;
        }
    }

    /// How much more likely the line is part of an entry than anything else (log odds).
    #[expect(clippy::cast_precision_loss, reason = "counts of words in a line")]
    pub(super) fn odds(&self) -> f32 {
        let some = |count: u32, most: u32| count.min(most) as f32;
        let mut odds = -0.6 + self.start;
        odds += 0.9 * some(self.years, 2) + 0.9 * some(self.places, 3);
        odds += 0.5 * some(self.initials, 5) + 0.7 * some(self.published, 3);
        odds -= 0.9 * some(self.prose, 4) + 0.5 * some(self.cited, 3);
        if self.gaps >= 2 && self.figures >= 1 || self.gaps >= 3 {
            odds -= 3.0;
        } else if self.gaps == 1 && self.start == 0.0 && self.initials + self.published == 0 {
            odds -= 1.5;
        }
        if self.figures * 2 > self.words {
            odds -= 1.0;
        }
        if self.leaders {
            odds -= 4.0;
        }
        odds.clamp(-4.0, 5.0)
    }
}

/// What the next line's indent says: entries hang, paragraphs are drawn in.
pub(super) fn hanging(line: &str, next: Option<&str>) -> f32 {
    let Some(next) = next else { return 0.0 };
    let (here, there) = (indent(line), indent(next));
    match there > here && there - here <= 14 && here <= 4 && line.trim().chars().count() > 40 {
        true => 0.5,
        false => 0.0,
    }
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// Whether a line looks like the first of an entry.
pub(super) fn begins(line: &str) -> bool {
    start(line.trim_start()) > 1.0
}

/// How much the beginning of a line looks like that of an entry.
fn start(line: &str) -> f32 {
    if ditto(line) {
        return 3.0;
    }
    if let Some(rest) = after_label(line) {
        return if turned_name(rest) { 2.5 } else { 1.2 };
    }
    if turned_name(line) { 2.0 } else { 0.0 }
}

/// `———.`, `______, `, `--- (2008)`: the author of the entry above.
fn ditto(line: &str) -> bool {
    let dashes = line
        .chars()
        .take_while(|c| matches!(c, '—' | '―' | '–' | '-' | '_'))
        .count();
    let wide = line.chars().take_while(|c| matches!(c, '—' | '―')).count();
    let rest = line
        .trim_start_matches(['—', '―', '–', '-', '_'])
        .trim_start();
    (dashes >= 3 || wide >= 2) && rest.starts_with(['.', ',', '(', ':']) && rest.len() > 1
        || dashes >= 3 && rest.starts_with(|c: char| c.is_uppercase())
}

/// What follows `[12]`, `[BAD10]` or `12.` at the head of a line.
fn after_label(line: &str) -> Option<&str> {
    if let Some(inner) = line.strip_prefix('[') {
        let (label, rest) = inner.split_once(']')?;
        let fits = label.chars().count() <= 12 && label.chars().any(|c| c.is_ascii_digit());
        return (fits && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let fits = (1..=3).contains(&digits) && rest.starts_with(char::is_whitespace);
    fits.then(|| rest.trim_start())
        .filter(|rest| turned_name(rest) || begins_with_initials(rest))
}

fn begins_with_initials(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(is_initial)
        && words
            .next()
            .is_some_and(|w| w.starts_with(char::is_uppercase))
}

/// `Berry, S. T.`, `van den Berg, Jan`, `Ahmad, K., and`, `Smith AB,`: a surname before what it is told apart by.
fn turned_name(line: &str) -> bool {
    let mut words = line.split_whitespace().take(6);
    let mut first = words.next().unwrap_or_default();
    let mut small = 0;
    while small < 2
        && first.chars().next().is_some_and(char::is_lowercase)
        && first.chars().count() <= 4
    {
        first = words.next().unwrap_or_default();
        small += 1;
    }
    if !is_capitalised(first) {
        return false;
    }
    let mut next = words.next().unwrap_or_default();
    if !first.ends_with(',') && is_capitalised(next) && next.ends_with(',') && !is_initial(next) {
        first = next;
        next = words.next().unwrap_or_default();
    }
    match first.strip_suffix(',') {
        Some(name) => is_given(next) && name.chars().count() >= 2,
        None => is_bare_initials(next),
    }
}

fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

fn is_given(word: &str) -> bool {
    is_initial(word)
        || is_capitalised(word)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || ".,-’':".contains(c))
}

/// `AB,` or `A,` after a surname without a comma.
fn is_bare_initials(word: &str) -> bool {
    let bare = word.trim_end_matches([',', '.', ':']);
    bare.len() < word.len()
        && (1..=3).contains(&bare.chars().count())
        && bare.chars().all(char::is_uppercase)
}

/// `A.`, `A.W.K.`, `J.-P.`, `S.D.,`.
fn is_initial(word: &str) -> bool {
    let bare = word
        .trim_end_matches([',', ';', ':', ')'])
        .trim_start_matches('(');
    let Some(inner) = bare.strip_suffix('.') else {
        return false;
    };
    !inner.is_empty()
        && inner.split('.').all(|part| {
            let part = part.trim_start_matches(['-', '–']);
            part.chars().count() == 1 && part.chars().all(char::is_uppercase)
        })
}

fn is_year(bare: &str) -> bool {
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_lowercase());
    bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()) && ("1500"..="2049").contains(&bare)
}

/// `160–172`, `841-90`, `117–129.doi`.
fn is_range(bare: &str) -> bool {
    let Some((from, to)) = bare.split_once(['-', '–', '—', '−']) else {
        return false;
    };
    let figures = |text: &str| {
        !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit())
    };
    figures(from) && to.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

/// `33(7)`, `129(3-4):249–262`, `14:3`.
fn is_volume(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0
        && digits <= 4
        && (word[digits..].starts_with('(') || word[digits..].starts_with(':'))
}

/// `「…」`, `『…』`, `《…》`: a title as East Asian entries set it.
fn brackets_a_title(line: &str) -> bool {
    ['「', '『', '《', '〈', '«']
        .iter()
        .any(|open| line.contains(*open))
}

/// Runs of three spaces and more between words.
fn wide_gaps(line: &str) -> u32 {
    let mut gaps = 0;
    let mut run = 0;
    for byte in line.trim().bytes() {
        if byte == b' ' || byte == b'\t' {
            run += 1;
            gaps += u32::from(run == 3);
        } else {
            run = 0;
        }
    }
    gaps
}
