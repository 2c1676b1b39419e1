//! What a work rests on, as notes say it: quoted in, translated from, printed again from.
//!
//! Proposals only: the words between two citations of one note bind their works.

use super::super::{Mention, Reading};
use super::works::{Bond, Kin, Work};
use kaozheng_values::citations::Citation;
use regex::Regex;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $source:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($source).expect("a pattern of ours"));
    };
}

pattern!(
    QUOTED,
    r"(?i)^(?:(?:as )?(?:quoted|cited) in|zit(?:iert|\.) (?:nach|bei|in)|cité (?:dans|par|d['’]après)|cit(?:ato|ata|\.) in|цит\. по|转引自|轉引自)"
);
pattern!(
    TRANSLATED,
    r"(?i)^(?:(?:a )?translation of|translated from|übersetz(?:ung|t) (?:von|aus)|traduction de|traduit de|traduzione (?:di|da)|tradotto da|перевод с(?:о)?\b)"
);
pattern!(
    PRINTED_AGAIN,
    r"(?i)^(?:(?:a )?reprint of|reprinted from|nachdruck von|réimpression de|ristampa di|перепечатка)"
);

/// The length of the words that begin a citation and say what it is to the one before, with the space after them.
pub(super) fn signal(words: &str) -> Option<usize> {
    let found = [&*QUOTED, &*TRANSLATED, &*PRINTED_AGAIN];
    let end = found.into_iter().find_map(|p| Some(p.find(words)?.end()))?;
    let rest = &words[end..];
    let lead = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    Some(end + rest.len() - lead.len())
}

/// How the words that begin a citation bind the work before it to this one.
pub(super) fn bond(words: &str) -> Option<Bond> {
    let patterns: [(&Regex, Bond); 3] = [
        (&QUOTED, Bond::QuotedIn),
        (&TRANSLATED, Bond::TranslationOf),
        (&PRINTED_AGAIN, Bond::ReprintOf),
    ];
    let told = patterns.into_iter().find(|(p, _)| p.is_match(words));
    told.map(|(_, bond)| bond)
}

/// Where a citation within `words` begins that the one before it rests on (`…, quoted in Berg, …`).
pub(super) fn joint(words: &str) -> Option<usize> {
    let starts = words
        .match_indices([',', '(', '.', '，', '（'])
        .map(|(at, sign)| {
            let rest = &words[at + sign.len()..];
            at + sign.len() + rest.len() - rest.trim_start().len()
        });
    let mut starts = starts.filter(|at| *at > 0 && bond(&words[*at..]).is_some());
    starts.next()
}

/// Binds works by the words between their citations.
pub(super) fn bind(mentions: &[Mention], works: &mut [Work]) {
    let cited: Vec<(&Mention, &Citation, usize)> = mentions
        .iter()
        .filter_map(|mention| match &mention.reading {
            Reading::Citation {
                citation,
                work: Some(work),
            } => Some((mention, &**citation, *work)),
            _ => None,
        })
        .collect();
    for pair in cited.windows(2) {
        let [(before, _, of), (mention, citation, on)] = pair else {
            continue;
        };
        let told = bond(citation.signal.as_deref().unwrap_or(&citation.words));
        let (Some(bond), true) = (told, before.note == mention.note && of != on) else {
            continue;
        };
        works[*of].kin.push(Kin {
            bond,
            other: *on,
            because: because(bond).to_owned(),
        });
    }
    for work in works {
        let through = |kin: &&mut Kin| kin.bond == Bond::QuotedIn;
        let quoted = work.kin.iter_mut().filter(through).collect::<Vec<_>>();
        if quoted.len() == work.mentions.len() {
            for kin in quoted {
                kin.bond = Bond::CitedOnlyThrough;
            }
        }
    }
}

fn because(bond: Bond) -> &'static str {
    match bond {
        Bond::TranslationOf => "the note says that it is translated from it",
        Bond::ReprintOf => "the note says that it is printed again from it",
        _ => "the note says that it is quoted in it",
    }
}
