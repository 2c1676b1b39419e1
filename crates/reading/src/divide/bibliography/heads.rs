//! Headings of bibliographies, of what stands inside of them, and of what follows them.

/// What a line says as a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// It is no heading.
    None,
    /// A bibliography begins below.
    Bibliography,
    /// A part of a bibliography begins below ("Primary sources", "Archives").
    Inner,
    /// Notes begin below.
    Notes,
    /// Something else begins below ("Appendix A", "Chapter 4").
    Other,
}

/// What stands over a list of references, in small letters, without signs.
const BIBLIOGRAPHIES: &[&str] = &[
    "references",
    "reference list",
    "list of references",
    "cited references",
    "references cited",
    "references and notes",
    "reference",
    "bibliography",
    "selected bibliography",
    "select bibliography",
    "annotated bibliography",
    "bibliographical references",
    "bibliography and references",
    "works cited",
    "works consulted",
    "list of works cited",
    "literature",
    "literature cited",
    "cited literature",
    "sources",
    "sources and literature",
    "sources and bibliography",
    "bibliographie",
    "références",
    "références bibliographiques",
    "ouvrages cités",
    "sources et bibliographie",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "quellenverzeichnis",
    "quellen und literatur",
    "quellen und literaturverzeichnis",
    "verzeichnis der literatur",
    "bibliografía",
    "bibliografía citada",
    "referencias",
    "referencias bibliográficas",
    "obras citadas",
    "bibliografia",
    "riferimenti bibliografici",
    "opere citate",
    "referências",
    "referências bibliográficas",
    "literatuur",
    "literatuurlijst",
    "bibliografie",
    "литература",
    "список литературы",
    "список использованной литературы",
    "список использованных источников",
    "список источников и литературы",
    "источники и литература",
    "использованная литература",
    "библиография",
    "библиографический список",
    "література",
    "참고문헌",
    "참고 문헌",
    "인용문헌",
    "參考文獻",
    "参考文献",
    "參考書目",
    "参考书目",
    "徵引文獻",
    "徵引書目",
    "征引文献",
    "引用文献",
    "文献目録",
];

/// What parts a list of references.
const INNER: &[&str] = &[
    "primary sources",
    "secondary sources",
    "primary literature",
    "secondary literature",
    "archival sources",
    "archives",
    "manuscript sources",
    "unpublished sources",
    "published sources",
    "printed sources",
    "newspapers",
    "newspapers and periodicals",
    "periodicals",
    "interviews",
    "books",
    "articles",
    "books and articles",
    "theses",
    "dissertations",
    "websites",
    "online sources",
    "internet sources",
    "government documents",
    "memoirs",
    "collections of documents",
    "archivalien",
    "ungedruckte quellen",
    "gedruckte quellen",
    "sekundärliteratur",
    "sources primaires",
    "sources secondaires",
    "архивы",
    "архивные источники",
    "источники",
    "1차 자료",
    "2차 자료",
    "단행본",
    "논문",
    "자료",
    "專書",
    "论文",
    "論文",
    "史料",
    "檔案",
    "档案",
];

/// What stands over notes.
const NOTES: &[&str] = &[
    "notes",
    "endnotes",
    "footnotes",
    "anmerkungen",
    "endnoten",
    "примечания",
    "주",
    "미주",
    "註",
    "注",
    "註釋",
    "注释",
    "notas",
    "note",
];

/// First words of headings that begin something else.
const OTHERS: &[&str] = &[
    "appendix",
    "appendices",
    "annex",
    "chapter",
    "index",
    "abstract",
    "acknowledgments",
    "acknowledgements",
    "conclusion",
    "conclusions",
    "introduction",
    "summary",
    "glossary",
    "figure",
    "figures",
    "table",
    "tables",
    "anhang",
    "kapitel",
    "register",
    "zusammenfassung",
    "annexe",
    "chapitre",
    "приложение",
    "глава",
    "부록",
    "초록",
    "附錄",
    "附录",
    "摘要",
    "第",
    "curriculum",
    "vita",
];

/// What `line` says as a heading; `alone` when blank space stands before it.
///
/// A heading that ends in a page number is an entry of the contents or a running head, and says nothing.
pub fn head_of(line: &str, alone: bool) -> Head {
    let trimmed = line.trim();
    if trimmed.len() > 160 || trimmed.is_empty() {
        return Head::None;
    }
    let words = plain(trimmed);
    let is = |list: &[&str]| list.contains(&words.as_str());
    if is(BIBLIOGRAPHIES) {
        return Head::Bibliography;
    }
    if is(INNER) {
        return Head::Inner;
    }
    if is(NOTES) {
        return Head::Notes;
    }
    if words.chars().count() <= 60
        && (words.starts_with("references for ") || words.starts_with("bibliography for "))
    {
        return Head::Bibliography;
    }
    if alone && opens_something_else(trimmed, &words) {
        return Head::Other;
    }
    Head::None
}

/// Whether a bibliography begins below `line`, blank space before it.
pub(super) fn opens_bibliography(line: &str) -> bool {
    !is_wordy(line) && head_of(line, true) == Head::Bibliography
}

/// Whether a line has more words than a heading of a bibliography: most lines need no closer look.
fn is_wordy(line: &str) -> bool {
    let long = |word: &str| word.chars().nth(1).is_some();
    let words = line.split_whitespace().filter(|word| long(word));
    words.take(MOST_WORDS + 1).count() > MOST_WORDS && !line.contains(" for ")
}

/// Words of two letters and more in the longest such heading, a count before and a page number behind it among them.
const MOST_WORDS: usize = 7;

/// Whether a running head, page number and all, names a bibliography.
pub(super) fn names_bibliography(line: &str) -> bool {
    if is_wordy(line) {
        return false;
    }
    let bare = line
        .trim()
        .trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "|-–—".contains(c));
    BIBLIOGRAPHIES.contains(&plain(bare).as_str())
}

fn opens_something_else(line: &str, words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let short = line.chars().count() <= 90 && !line.ends_with([',', ';']);
    short && OTHERS.contains(&first) && !words.contains(" et al")
}

/// The words of a heading in small letters: counts before it ("7.", "Chapter 7:", "VII"), signs and wide spacing gone.
fn plain(line: &str) -> String {
    let line = line
        .trim_start_matches(['#', '*', '【', '<', '〈', '《', '['])
        .trim();
    let lower = line.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || "*【】<>〈〉《》[]:：_&/,".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let last = words.len().saturating_sub(1);
    if let Some(word) = words.get_mut(last) {
        *word = word.trim_end_matches('.');
    }
    if words.len() > 1 && is_count(words[0]) {
        words.remove(0);
    }
    let letters = |word: &&str| word.chars().count() == 1;
    if words.len() > 3 && words.iter().all(letters) {
        return words.concat();
    }
    words.join(" ")
}

fn is_count(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')']);
    let figures = bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let roman = bare.chars().all(|c| "ivx".contains(c))
        || bare.chars().count() == 1 && word.ends_with(['.', ')']);
    !bare.is_empty() && bare.len() <= 5 && (figures || roman)
}
