//! Earliest exposure in SQLite: a recursive query over indexed tables, in memory.

use crate::datalog::{Seed, Sum, Way};
use rusqlite::Connection;

/// Tables and their indexes, which are not counted.
pub fn loaded(topics: &[(u32, u32)], seeds: &[Seed], ways: &[Way], index: &str) -> Connection {
    let mut base = Connection::open_in_memory().expect("memory");
    base.execute_batch(
        "CREATE TABLE topic(matter INTEGER PRIMARY KEY, topic INTEGER);
         CREATE TABLE seed(matter INTEGER, actor INTEGER, tick INTEGER);
         CREATE TABLE way(sender INTEGER, topic INTEGER, first INTEGER, last INTEGER, delay INTEGER, recipient INTEGER);",
    )
    .expect("tables");
    let load = base.transaction().expect("a transaction");
    {
        let mut topic = load
            .prepare("INSERT INTO topic VALUES (?,?)")
            .expect("a statement");
        for row in topics {
            topic.execute(*row).expect("a row");
        }
        let mut seed = load
            .prepare("INSERT INTO seed VALUES (?,?,?)")
            .expect("a statement");
        for row in seeds {
            seed.execute(*row).expect("a row");
        }
        let mut way = load
            .prepare("INSERT INTO way VALUES (?,?,?,?,?,?)")
            .expect("a statement");
        for row in ways {
            way.execute(*row).expect("a row");
        }
    }
    load.commit().expect("a commit");
    base.execute_batch(&format!("CREATE INDEX by_sender ON way({index}); ANALYZE;"))
        .expect("an index");
    base
}

/// Runs the query.
pub fn asked(base: &Connection) -> Sum {
    let text = "WITH RECURSIVE have(matter, topic, actor, tick) AS (
            SELECT seed.matter, topic.topic, actor, tick FROM seed JOIN topic USING (matter)
            UNION
            SELECT have.matter, have.topic, way.recipient, max(have.tick, way.first) + way.delay
            FROM have JOIN way ON way.sender = have.actor AND way.topic = have.topic AND way.last >= have.tick)
        SELECT count(*), sum(tick) FROM (SELECT min(tick) AS tick FROM have GROUP BY matter, actor)";
    base.query_row(text, [], |row| {
        Ok((row.get::<_, i64>(0)? as u64, row.get(1)?))
    })
    .expect("an answer")
}
