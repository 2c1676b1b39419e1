//! The model file, and the answers of a new model for rows that were held out.

use crate::anyhow_lite::Outcome;
use crate::pruned::Pruned;
use crate::rows::{Labelled, Rows, Task};
use kaozheng_reading::find::citations::tagger::likely::Chances;
use kaozheng_reading::find::citations::tagger::model::{MAGIC, Model};
use kaozheng_reading::find::citations::tagger::traits::JOINTS;
use kaozheng_reading::find::citations::tagger::{tokens, traits};
use serde_json::json;
use std::io::Write;
use std::ops::Range;
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
    let reader = match task {
        Task::Fields => Model::read(bytes).map(Reader::Fields),
        Task::Spans => Model::read(bytes).map(|model| Reader::Spans(Box::new(Chances::of(model)))),
    };
    let reader = reader.ok_or("the model just written cannot be read")?;
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
            writeln!(told, "{}", reader.answer(row))?;
        }
    }
    Ok(())
}

/// A new model, as the reading room uses it.
enum Reader {
    Fields(Model<32>),
    Spans(Box<Chances>),
}

impl Reader {
    fn answer(&self, row: &Labelled) -> serde_json::Value {
        let tokens = tokens::tokens(&row.text);
        let traits = traits::traits(&row.text, &tokens);
        let point = |at: usize| row.text[..at].chars().count();
        match self {
            Reader::Spans(chances) => {
                let place =
                    |at: Range<usize>| json!({ "start": point(at.start), "end": point(at.end) });
                let citations = chances.citations(&tokens, &traits).into_iter().map(place);
                json!({ "id": row.id, "citations": citations.collect::<Vec<_>>() })
            }
            Reader::Fields(model) => {
                let mut fields: Vec<(u8, Range<usize>)> = Vec::new();
                for (token, tag) in tokens.iter().zip(model.tags(&traits)) {
                    let end = token.end as usize;
                    match fields.last_mut().filter(|(last, _)| *last == tag) {
                        Some((_, at)) => at.end = end,
                        None => fields.push((tag, token.start as usize..end)),
                    }
                }
                let names = model.names();
                let told = fields
                    .into_iter()
                    .filter(|(tag, _)| names[usize::from(*tag)] != "O");
                let field = |(tag, at): (u8, Range<usize>)| json!({ "label": names[usize::from(tag)], "start": point(at.start), "end": point(at.end) });
                json!({ "id": row.id, "fields": told.map(field).collect::<Vec<_>>() })
            }
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
