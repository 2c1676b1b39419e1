//! A trained reader of references: which token belongs to which field, and where one citation ends and the next begins.
//!
//! Two models share one set of sights ([`traits`]): `fields` names the field of each token, `spans` cuts a note into
//! citations. Both are trained by `cargo run --release -p kaozheng-reading --example train_citations`, on rows whose
//! licences are named beside the models in `crates/reading/models/README.md`.

mod facts;
pub mod model;
pub mod tags;
pub mod tokens;
pub mod traits;

use kaozheng_values::citations::Field;
use model::Model;
use std::ops::Range;
use std::sync::LazyLock;
use tags::Tag;
use tokens::Token;

static FIELDS: LazyLock<Model<32>> = LazyLock::new(|| {
    Model::read(include_bytes!("../../../../models/fields.model")).expect("our own model")
});

static SPANS: LazyLock<Model<16>> = LazyLock::new(|| {
    Model::read(include_bytes!("../../../../models/spans.model")).expect("our own model")
});

/// The tags of [`FIELDS`] by their numbers.
static TAGS: LazyLock<Vec<Tag>> = LazyLock::new(|| {
    let known = |name: &String| tags::tag(name).expect("a tag of ours");
    FIELDS.names().iter().map(known).collect()
});

/// Longest stretch that is read at once, in tokens; more is no note but a bibliography, and is cut.
const LONGEST: usize = 4000;

/// The fields of one reference or note, as bytes of `text`, in order. Marks at the edges are left out.
pub fn fields(text: &str) -> Vec<(Tag, Range<usize>)> {
    stretches(text)
        .flat_map(|(tokens, tags)| runs(&tokens, &tags))
        .collect()
}

/// The citations of a note, as bytes of `note`, in order: what stands between them is the writer's own remark.
pub fn citations(note: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for tokens in tokens::tokens(note).chunks(LONGEST) {
        let tags = SPANS.tags(&traits::traits(note, tokens));
        let mut open = false;
        for (token, tag) in tokens.iter().zip(tags) {
            let (start, end) = (token.start as usize, token.end as usize);
            match (SPANS.names()[usize::from(tag)].as_bytes()[0], open) {
                (b'O', _) => open = false,
                (b'I', true) => found.last_mut().expect("one is open").end = end,
                _ => {
                    found.push(start..end);
                    open = true;
                }
            }
        }
    }
    found
}

fn stretches(text: &str) -> impl Iterator<Item = (Vec<Token>, Vec<Tag>)> {
    let tokens = tokens::tokens(text);
    let chunks: Vec<Vec<Token>> = tokens.chunks(LONGEST).map(<[Token]>::to_vec).collect();
    chunks.into_iter().map(move |tokens| {
        let tags = FIELDS.tags(&traits::traits(text, &tokens));
        let tags = tags.iter().map(|&tag| TAGS[usize::from(tag)]).collect();
        (tokens, tags)
    })
}

fn runs(tokens: &[Token], tags: &[Tag]) -> Vec<(Tag, Range<usize>)> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < tags.len() {
        let same = tags[start..]
            .iter()
            .take_while(|tag| **tag == tags[start])
            .count();
        let (first, last) = (tokens[start], tokens[start + same - 1]);
        if tags[start] != Tag::Outside {
            found.push((tags[start], first.start as usize..last.end as usize));
        }
        start += same;
    }
    found
}

/// Whether a tag is this field.
pub fn is(tag: Tag, field: Field) -> bool {
    tag == Tag::Field(field)
}
