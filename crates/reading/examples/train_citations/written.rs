//! The model file, and the answers of a new model for rows that were held out.

use crate::anyhow_lite::Outcome;
use crate::pruned::Pruned;
use crate::rows::{Labelled, Rows, Task};
use kaozheng_reading::find::citations::tagger::model::{MAGIC, Model};
use kaozheng_reading::find::citations::tagger::traits::JOINTS;
use kaozheng_reading::find::citations::tagger::{tokens, traits};
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// Weights are kept in parts of one of these.
const PARTS: f32 = 28.;

/// The bytes of a model file, as `Model::read` describes them.
pub(crate) fn file(model: &Pruned, tags: &[&str]) -> Vec<u8> {
    let small = |weight: f32| ((weight * PARTS).round().clamp(-127., 127.) as i8).cast_unsigned();
    let mut bytes = MAGIC.to_vec();
    bytes.extend(tags.join(" ").bytes());
    bytes.push(b'\n');
    bytes.extend(
        u32::try_from(model.sights.len())
            .expect("few")
            .to_le_bytes(),
    );
    bytes.extend(model.sights.iter().flat_map(|sight| sight.to_le_bytes()));
    for row in &model.field.sights {
        bytes.extend(row[..tags.len()].iter().map(|w| small(*w)));
    }
    let tables = std::iter::once(&model.field.steps[JOINTS]).chain(&model.field.steps[..JOINTS]);
    for row in tables.flat_map(|table| &table[..tags.len()]) {
        bytes.extend(row[..tags.len()].iter().map(|w| small(*w)));
    }
    bytes
}

/// Writes `SET.gold.jsonl` and `SET.answers.jsonl` for the rows held out.
pub(crate) fn answers(bytes: &[u8], rows: &Rows, task: Task, into: &Path) -> Outcome<()> {
    let model: Model<32> = Model::read(bytes).ok_or("the model just written cannot be read")?;
    let mut sets: Vec<&str> = rows.held.iter().map(|row| row.set).collect();
    sets.dedup();
    for set in sets {
        let kind = if task == Task::Fields {
            "fields"
        } else {
            "citations"
        };
        let create =
            |what: &str| std::fs::File::create(into.join(format!("{set}.{kind}.{what}.jsonl")));
        let (mut gold, mut told) = (create("gold")?, create("answers")?);
        for row in rows.held.iter().filter(|row| row.set == set) {
            writeln!(gold, "{}", row.as_json(task))?;
            writeln!(told, "{}", answer(&model, row, task))?;
        }
    }
    Ok(())
}

fn answer(model: &Model<32>, row: &Labelled, task: Task) -> serde_json::Value {
    let tokens = tokens::tokens(&row.text);
    let tags = model.tags(&traits::traits(&row.text, &tokens));
    let point = |at: u32| row.text[..at as usize].chars().count();
    let mut stretches: Vec<(u8, usize, usize)> = Vec::new();
    let mut before = None;
    for (token, &tag) in tokens.iter().zip(&tags) {
        let name = model.names()[usize::from(tag)].as_str();
        let outside = name.starts_with('O') && (task == Task::Spans || name == "O");
        let goes_on = match task {
            Task::Fields => before == Some(tag),
            Task::Spans => before.is_some() && name.starts_with('I'),
        };
        let (start, end) = (point(token.start), point(token.end));
        match stretches.last_mut().filter(|_| goes_on && !outside) {
            Some(last) => last.2 = end,
            None if !outside => stretches.push((tag, start, end)),
            None => {}
        }
        before = (!outside).then_some(tag);
    }
    match task {
        Task::Spans => {
            json!({ "id": row.id, "citations": stretches.iter().map(|(_, s, e)| json!({ "start": s, "end": e })).collect::<Vec<_>>() })
        }
        Task::Fields => {
            json!({ "id": row.id, "fields": stretches.iter().map(|(t, s, e)| json!({ "label": model.names()[usize::from(*t)], "start": s, "end": e })).collect::<Vec<_>>() })
        }
    }
}

impl Labelled {
    fn as_json(&self, task: Task) -> serde_json::Value {
        let point = |at: usize| self.text[..at].chars().count();
        match task {
            Task::Spans => {
                json!({ "id": self.id, "text": self.text, "citations": self.citations.iter().map(|(s, e)| json!({ "start": point(*s), "end": point(*e) })).collect::<Vec<_>>() })
            }
            Task::Fields => {
                json!({ "id": self.id, "text": self.text, "fields": self.fields.iter().map(|(l, s, e)| json!({ "label": l, "start": point(*s), "end": point(*e) })).collect::<Vec<_>>() })
            }
        }
    }
}
