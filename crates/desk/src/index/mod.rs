//! The search index: passages, notes and cards, in an SQLite file that can be deleted at any time.
//!
//! It holds nothing that is not in the case folder, and it is kept by content: what has the hash it had is left alone.

mod build;
mod search;
pub mod words;

pub use build::SourceHash;
pub use search::Hit;

use rusqlite::Connection;
use std::path::Path;

/// Changed whenever tokens or tables change, so that an index of an older program is made anew.
const FORM: i64 = 2;

/// An index that could not be opened, written or read. The case is untouched; delete the file to start anew.
#[derive(Debug, thiserror::Error)]
#[error("the search index cannot be used: {0}")]
pub struct IndexFailure(#[from] rusqlite::Error);

/// An open index.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
}

impl Index {
    /// Opens the index file at `path`, making it when it is not there.
    pub fn open(path: &Path) -> Result<Index, IndexFailure> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        Index::prepared(connection)
    }

    /// An index that lives in memory alone, for a case folder that cannot be written to.
    pub fn in_memory() -> Result<Index, IndexFailure> {
        Index::prepared(Connection::open_in_memory()?)
    }

    fn prepared(connection: Connection) -> Result<Index, IndexFailure> {
        let form: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if form != FORM {
            connection.execute_batch(
                "BEGIN IMMEDIATE;
                 DROP TABLE IF EXISTS unit;
                 DROP TABLE IF EXISTS entry;
                 DROP TABLE IF EXISTS words;
                 CREATE TABLE unit (name TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
                 CREATE TABLE entry (
                     id INTEGER PRIMARY KEY, unit TEXT NOT NULL, kind TEXT NOT NULL, card TEXT,
                     page TEXT, start INTEGER NOT NULL, text TEXT NOT NULL, lang TEXT);
                 CREATE INDEX entry_by_unit ON entry (unit);
                 CREATE VIRTUAL TABLE words USING fts5 (
                     tokens, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');",
            )?;
            connection.execute_batch(&format!("PRAGMA user_version = {FORM}; COMMIT;"))?;
        }
        Ok(Index { connection })
    }
}
