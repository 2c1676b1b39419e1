//! Filling the index from the case, by content: only what has another hash than before is indexed again.

use super::words::tokens;
use super::{Index, IndexFailure};
use kaozheng_record::Record;
use kaozheng_text::{ContentHash, Document, Part};
use rusqlite::{Connection, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// One searchable text.
struct Entry {
    kind: &'static str,
    card: Option<String>,
    page: Option<String>,
    /// The language of a passage, where one is known.
    lang: Option<String>,
    /// First code point in the text of its file.
    start: usize,
    text: String,
}

/// An original of the case as the index knows it: its name inside `sources/`, and the hash of all that its text is made
/// of.
pub type SourceHash = (String, ContentHash);

impl Index {
    /// The names of the originals that the index does not know as they are now: only these need to be opened again.
    pub fn outdated(&self, sources: &[SourceHash]) -> Result<BTreeSet<String>, IndexFailure> {
        let known = hashes(&self.connection)?;
        let changed =
            |(name, hash): &&SourceHash| known.get(&place(name)) != Some(&hash.to_string());
        Ok(sources
            .iter()
            .filter(changed)
            .map(|(name, _)| name.clone())
            .collect())
    }

    /// Makes the index say what these originals and cards say, and nothing else. `documents` are those that are outdated;
    /// an outdated original without a document could not be read, and has nothing to be found.
    pub fn refresh(
        &mut self,
        sources: &[SourceHash],
        documents: &[Document],
        record: &Record,
    ) -> Result<(), IndexFailure> {
        let transaction = self.connection.transaction()?;
        let mut stale = hashes(&transaction)?;
        for (name, hash) in sources {
            let (place, hash) = (place(name), hash.to_string());
            if stale.remove(&place).as_ref() != Some(&hash) {
                let document = documents.iter().find(|document| document.name == *name);
                let entries = document.map(passages).unwrap_or_default();
                put(&transaction, &place, &hash, &entries)?;
            }
        }
        for sheet in record.sheets() {
            let hash = sheet.hash.to_string();
            if stale.remove(&*sheet.name).as_ref() != Some(&hash) {
                put(&transaction, &sheet.name, &hash, &cards(sheet))?;
            }
        }
        for name in stale.keys() {
            remove(&transaction, name)?;
        }
        Ok(transaction.commit()?)
    }
}

/// Where an original stands in the case folder.
fn place(name: &str) -> String {
    format!("sources/{name}")
}

fn hashes(connection: &Connection) -> Result<BTreeMap<String, String>, IndexFailure> {
    let mut query = connection.prepare("SELECT name, hash FROM unit")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn put(
    transaction: &Transaction,
    name: &str,
    hash: &str,
    entries: &[Entry],
) -> Result<(), IndexFailure> {
    remove(transaction, name)?;
    transaction.execute(
        "INSERT INTO unit (name, hash) VALUES (?1, ?2)",
        [name, hash],
    )?;
    let mut entry = transaction.prepare_cached(
        "INSERT INTO entry (unit, kind, card, page, start, text, lang) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut words =
        transaction.prepare_cached("INSERT INTO words (rowid, tokens) VALUES (?1, ?2)")?;
    for found in entries {
        let start = i64::try_from(found.start).expect("texts are under 4 GiB");
        let id = entry.insert(params![
            name, found.kind, found.card, found.page, start, found.text, found.lang
        ])?;
        let tokens: Vec<String> = tokens(&found.text).map(|token| token.word).collect();
        words.execute(params![id, tokens.join(" ")])?;
    }
    Ok(())
}

fn remove(transaction: &Transaction, name: &str) -> Result<(), IndexFailure> {
    transaction.execute(
        "DELETE FROM words WHERE rowid IN (SELECT id FROM entry WHERE unit = ?1)",
        [name],
    )?;
    transaction.execute("DELETE FROM entry WHERE unit = ?1", [name])?;
    transaction.execute("DELETE FROM unit WHERE name = ?1", [name])?;
    Ok(())
}

fn passages(document: &Document) -> Vec<Entry> {
    let mut before = (0, 0);
    let mut out = Vec::new();
    for passage in document
        .passages
        .iter()
        .filter(|passage| !passage.span.is_empty())
    {
        let at = passage.span.start as usize;
        let start = code_points(&document.text, before, at);
        before = (at, start);
        out.push(Entry {
            kind: if passage.part == Part::Note {
                "note"
            } else {
                "passage"
            },
            card: None,
            page: document.page_at(at).map(str::to_owned),
            lang: Some(passage.lang.clone()).filter(|lang| !lang.is_empty()),
            start,
            text: document.text_of(passage).to_owned(),
        });
    }
    out
}

/// Code points before byte `at`, given a byte and its code points counted earlier; notes may stand out of order.
fn code_points(text: &str, (byte, count): (usize, usize), at: usize) -> usize {
    match text.get(byte..at) {
        Some(between) => count + between.chars().count(),
        None => text[..at].chars().count(),
    }
}

fn cards(sheet: &kaozheng_record::Sheet) -> Vec<Entry> {
    let mut before = (0, 0);
    let mut out = Vec::new();
    for card in sheet.cards() {
        let at = card.span().start as usize;
        let start = code_points(&sheet.text, before, at);
        before = (at, start);
        out.push(Entry {
            kind: "card",
            card: Some(card.id().to_owned()),
            page: None,
            lang: None,
            start,
            text: card.text().to_owned(),
        });
    }
    out
}
