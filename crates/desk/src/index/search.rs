//! Finding words: ranked, each hit with its place and the words around it.

use super::words::{Wanted, tokens, wanted};
use super::{Index, IndexFailure};
use rusqlite::{Row, params};
use serde::Serialize;

/// One passage, note or card in which all words of a query stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `passage`, `note` or `card`.
    pub kind: String,
    /// The card's id, for a card.
    pub card: Option<String>,
    /// The file, relative to the case folder.
    pub file: String,
    /// The page's label, when one is known.
    pub page: Option<String>,
    /// The language of a passage, where one is known.
    pub lang: Option<String>,
    /// First code point of the first word found, in the text of the file.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// The words before it.
    pub before: String,
    /// The word found.
    pub found: String,
    /// The words after it.
    pub after: String,
}

/// Code points shown to either side of the word found.
const AROUND: usize = 70;

impl Index {
    /// The best `limit` hits for the words of `query`, all of which must stand in each; best first (BM25), then by file
    /// and place.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, IndexFailure> {
        let wanted = wanted(query);
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, card, unit, page, start, text, lang FROM words JOIN entry ON entry.id = words.rowid
             WHERE words MATCH ?1 ORDER BY bm25(words), unit, start LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows =
            statement.query_map(params![expression(&wanted), limit], |row| hit(row, &wanted))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The query in the words of FTS5. Tokens hold letters and digits alone, so nothing in them is an operator.
fn expression(wanted: &[Wanted]) -> String {
    let part = |wanted: &Wanted| match wanted {
        Wanted::Row(row) => format!("\"{}\"", row.join(" ")),
        Wanted::Beginning(start) => format!("\"{start}\" *"),
    };
    wanted.iter().map(part).collect::<Vec<_>>().join(" AND ")
}

fn hit(row: &Row, wanted: &[Wanted]) -> rusqlite::Result<Hit> {
    let text: String = row.get(5)?;
    let start: i64 = row.get(4)?;
    let (from, to) = first_found(&text, wanted).unwrap_or((0, 0));
    let (before, after) = (&text[..from], &text[to..]);
    let start = usize::try_from(start).unwrap_or(0) + before.chars().count();
    Ok(Hit {
        kind: row.get(0)?,
        card: row.get(1)?,
        file: row.get(2)?,
        page: row.get(3)?,
        lang: row.get(6)?,
        start,
        end: start + text[from..to].chars().count(),
        before: last_words(before),
        found: text[from..to].to_owned(),
        after: first_words(after),
    })
}

/// The stretch of `text` in which the earliest of the wanted words stands.
fn first_found(text: &str, wanted: &[Wanted]) -> Option<(usize, usize)> {
    let tokens: Vec<_> = tokens(text).collect();
    let at = |wanted: &Wanted| match wanted {
        Wanted::Beginning(start) => {
            let token = tokens
                .iter()
                .find(|token| token.word.starts_with(start.as_str()))?;
            let end = match text[token.start..].chars().next() {
                Some(first) if start.chars().count() == 1 => token.start + first.len_utf8(),
                _ => token.end,
            };
            Some((token.start, end))
        }
        Wanted::Row(row) => {
            let same =
                |window: &[super::words::Token]| window.iter().map(|token| &token.word).eq(row);
            let window = tokens.windows(row.len()).find(|window| same(window))?;
            Some((window.first()?.start, window.last()?.end))
        }
    };
    wanted.iter().filter_map(at).min()
}

/// The last code points of `text`, cut at a word when there is one, on one line.
fn last_words(text: &str) -> String {
    let from = text
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    let cut = &text[from..];
    let cut = match (from, cut.find(char::is_whitespace)) {
        (1.., Some(space)) if space < cut.len() / 2 => format!("…{}", cut[space..].trim_start()),
        (1.., _) => format!("…{cut}"),
        _ => cut.to_owned(),
    };
    cut.replace(['\n', '\r'], " ")
}

fn first_words(text: &str) -> String {
    let to = text
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(at, _)| at);
    let cut = &text[..to];
    let cut = match (to < text.len(), cut.rfind(char::is_whitespace)) {
        (true, Some(space)) if space > cut.len() / 2 => format!("{}…", cut[..space].trim_end()),
        (true, _) => format!("{cut}…"),
        _ => cut.to_owned(),
    };
    cut.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::SourceHash;
    use kaozheng_record::{Record, Sheet};
    use kaozheng_text::{ContentHash, Document, Page, Part, Passage, Span};
    use std::collections::BTreeSet;

    fn document(name: &str, paragraphs: &[(Part, &str)]) -> Document {
        let mut text = String::new();
        let mut passages = Vec::new();
        for (part, words) in paragraphs {
            let start = text.len();
            text += words;
            passages.push(Passage {
                part: *part,
                lang: String::new(),
                span: Span::new(start, text.len()),
                pieces: Vec::new(),
                marks: Vec::new(),
                number: None,
                because: String::new(),
            });
            text += "\n\n";
        }
        Document {
            name: name.to_owned(),
            hash: ContentHash::of(text.as_bytes()),
            pages: vec![Page {
                label: None,
                span: Span::new(0, text.len()),
            }],
            raw: text.clone(),
            text,
            passages,
        }
    }

    fn case() -> (Vec<Document>, Record) {
        let documents = vec![
            document(
                "article.txt",
                &[
                    (
                        Part::Body,
                        "Mao asked Stalin to confirm the plan by telegram.",
                    ),
                    (Part::Note, "Ibid., the telegrams of 13 May."),
                    (Part::Abstract, "모택동은 북한의 공격 날짜를 알지 못하였다."),
                    (Part::Body, "毛澤東在北京收到電報。"),
                ],
            ),
            document(
                "memoir.txt",
                &[(
                    Part::Body,
                    "The plan was never shown to us, nor any plan of theirs.",
                )],
            ),
        ];
        let sheet = Sheet::parse(
            "cards/a.card",
            "matter: attack-plan\nsays: The plan of attack.\n\nperson: mao\nname: 毛澤東\n",
        );
        (documents, Record::new(vec![sheet]))
    }

    fn refresh(index: &mut Index, documents: &[Document], record: &Record) {
        let sources: Vec<SourceHash> = documents
            .iter()
            .map(|of| (of.name.clone(), of.hash))
            .collect();
        let outdated = index.outdated(&sources).expect("read");
        let read: Vec<Document> = documents
            .iter()
            .filter(|of| outdated.contains(&of.name))
            .cloned()
            .collect();
        index.refresh(&sources, &read, record).expect("written");
        assert_eq!(index.outdated(&sources).expect("read"), BTreeSet::new());
    }

    fn filled() -> Index {
        let (documents, record) = case();
        let mut index = Index::in_memory().expect("memory can be had");
        refresh(&mut index, &documents, &record);
        index
    }

    fn check(query: &str) -> String {
        let hits = filled().search(query, 10).expect("the index can be read");
        let line = |hit: &Hit| {
            format!(
                "{} {} {}-{} {}[{}]{}\n",
                hit.file, hit.kind, hit.start, hit.end, hit.before, hit.found, hit.after
            )
        };
        hits.iter().map(line).collect()
    }

    #[test]
    fn words_are_found_in_passages_notes_and_cards() {
        insta::assert_snapshot!(check("telegram"), @r#"
        sources/article.txt note 62-71 Ibid., the [telegrams] of 13 May.
        sources/article.txt passage 40-48 Mao asked Stalin to confirm the plan by [telegram].
        "#);
        insta::assert_snapshot!(check("the plan"), @r#"
        cards/a.card card 15-19 matter: attack-[plan] says: The plan of attack.
        sources/memoir.txt passage 0-3 [The] plan was never shown to us, nor any plan of theirs.
        sources/article.txt passage 28-31 Mao asked Stalin to confirm [the] plan by telegram.
        "#);
    }

    #[test]
    fn korean_and_chinese_words_are_found_inside_running_text() {
        insta::assert_snapshot!(check("모택동"), @r#"sources/article.txt passage 84-87 [모택동]은 북한의 공격 날짜를 알지 못하였다."#);
        insta::assert_snapshot!(check("날짜"), @r#"sources/article.txt passage 96-98 모택동은 북한의 공격 [날짜]를 알지 못하였다."#);
        insta::assert_snapshot!(check("毛澤東"), @r#"
        cards/a.card card 65-68 person: mao name: [毛澤東]
        sources/article.txt passage 110-113 [毛澤東]在北京收到電報。
        "#);
        insta::assert_snapshot!(check("電"), @r#"sources/article.txt passage 118-119 毛澤東在北京收到[電]報。"#);
        assert_eq!(check("澤毛"), "");
    }

    #[test]
    fn signs_of_the_query_language_are_only_signs() {
        for query in [
            "",
            "\"",
            "plan OR",
            "NEAR(",
            "tokens:x",
            "*",
            "plan\" AND \"x",
        ] {
            let _ = check(query);
        }
        assert_eq!(check("\""), "");
    }

    #[test]
    fn an_index_kept_up_to_date_finds_what_a_new_one_finds() {
        let (mut documents, record) = case();
        let mut kept = filled();
        documents.remove(1);
        documents[0] = document("article.txt", &[(Part::Body, "Another plan.")]);
        refresh(&mut kept, &documents, &record);
        let mut new = Index::in_memory().expect("memory can be had");
        refresh(&mut new, &documents, &record);
        for query in ["plan", "telegram", "毛澤東"] {
            let find = |index: &Index| index.search(query, 10).expect("read");
            assert_eq!(find(&kept), find(&new), "{query}");
        }
        assert_eq!(kept.search("telegram", 10).expect("read"), []);
    }
}
