//! Verbs and phrases that attribute words or views to somebody, and words that weaken.

use regex::Regex;
use std::sync::LazyLock;

/// Verbs of saying, thinking and denying, in the past and present.
pub(super) const REPORTING: &[&str] = &[
    "said",
    "says",
    "told",
    "argued",
    "argues",
    "argue",
    "denied",
    "denies",
    "claimed",
    "claims",
    "remembered",
    "recalled",
    "wrote",
    "writes",
    "stated",
    "declared",
    "explained",
    "added",
    "complained",
    "admitted",
    "insisted",
    "suggested",
    "believed",
    "thought",
    "reminded",
    "commented",
    "indicated",
    "noted",
    "warned",
    "announced",
    "replied",
    "answered",
    "reported",
    "asserted",
    "maintained",
    "concluded",
    "acknowledged",
    "conceded",
    "promised",
    "informed",
    "expressed",
    "demonstrated",
    "doubted",
    "questioned",
    "assured",
    "urged",
];

/// Words that weaken what is said.
const HEDGES: &[&str] = &[
    "it seems to me",
    "it seems",
    "seemed to",
    "seems to",
    "seem to",
    "might",
    "perhaps",
    "probably",
    "possibly",
    "not sure",
    "could not prove",
    "was said to",
    "were said to",
    "is said to",
    "so far",
    "at least at present time",
    "likely",
    "apparently",
    "presumably",
    "to some extent",
    "I think",
    "I don't think",
    "we might",
    "it is possible",
    "allegedly",
    "reportedly",
    "almost",
    "it appears",
    "appears to",
    "maybe",
    "tentative",
];

/// The verbs of saying as one pattern.
pub(super) fn reporting_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"\b(?:{})\b", REPORTING.join("|"))).expect("a pattern of ours")
    });
    &PATTERN
}

/// `According to X,` at the head of a sentence or clause.
pub(super) fn according_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b[Aa]ccording to ").expect("a pattern of ours"));
    &PATTERN
}

/// The author in the first person, and what introduces the view.
pub(super) fn own_view_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:But|And|So|However),? )?(?:[Ii]t seems to me,? (?:that )?|I (?:think|believe|argue|don't think|don’t think|could not agree|cannot agree|would argue|should point out)(?: that)? ?|[Tt]his author (?:is arguing|argues|believes|thinks) (?:that )?|[Ww]e (?:might|could|can|may) (?:draw|conclude)[^,]*? that )").expect("a pattern of ours")
    });
    &PATTERN
}

/// `by complaining to …:` before a quotation.
pub(super) fn saying_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:saying|complaining|telling|stating|adding|arguing|asking|declaring|writing|informing)\b")
            .expect("a pattern of ours")
    });
    &PATTERN
}

/// `The available documents show that`, `the files could not prove that`; the first group names the documents.
pub(super) fn documents_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:But |And |However, |As )?((?:[Tt]he |[Ss]ome |[Mm]ost )?[^,.:]{0,60}?(?:documents|files|archives|materials|sources|records|telegrams)(?: of [^,.:]{2,40}?)?(?: on [^,.:]{2,50}?)?) (?:also )?(?:show|shows|showed|prove|demonstrate|indicate|reveal|suggest|tell us|could not prove|cannot prove|do not show|seem to (?:show|demonstrate|prove|indicate|suggest))(?:,| that) ?")
            .expect("a pattern of ours")
    });
    &PATTERN
}

/// What the running text names as the place of the words: `in his memoir`, `in a letter`.
pub(super) fn text_named_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bin (?:his|her|their|a|an|one) (?:\p{Ll}+ )?(?:memoirs?|diary|diaries|autobiography|recollections|reminiscences|letters?|telegram|report|speech|interview|article|book)\b")
            .expect("a pattern of ours")
    });
    &PATTERN
}

/// Groups of speakers without a name: `some Chinese scholars`, `one scholar`, `most historians`.
pub(super) fn group_pattern() -> &'static Regex {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:[Ss]ome|[Mm]any|[Mm]ost|[Oo]ne|[Ss]everal|[Oo]ther|[Aa]nother|[Oo]thers|[Ss]ome of|[Mm]ost of|[Aa]lmost all of)(?: of)?(?: the)? (?:[\p{L}’'-]+ ){0,4}?(?:scholars?|historians?|researchers?|writers?|publications|books|articles|generals|experts|observers|them)(?: and scholars)? $").expect("a pattern of ours")
    });
    &PATTERN
}

/// The weakening words of a sentence, in order, each once.
pub(super) fn hedges(text: &str) -> Vec<&'static str> {
    let lower = format!(" {} ", text.to_lowercase().replace('’', "'"));
    let stands = |hedge: &&str| {
        let words = hedge.to_lowercase();
        lower.match_indices(&words).any(|(at, _)| {
            let before = lower[..at].ends_with(|c: char| !c.is_alphanumeric());
            let after = lower[at + words.len()..].starts_with(|c: char| !c.is_alphanumeric());
            before && after
        })
    };
    let mut found: Vec<&str> = HEDGES.iter().filter(|h| stands(h)).copied().collect();
    let all = found.clone();
    found.retain(|hedge| {
        !all.iter()
            .any(|other| other.len() > hedge.len() && other.contains(hedge))
    });
    found
}
