//! A trained reader of references: which token belongs to which field, and where one citation ends and the next begins.
//!
//! Two models share one set of sights ([`traits`]): `fields` names the field of each token, `spans` cuts a note into
//! citations. Both are trained by `cargo run --release -p kaozheng-reading --example train_citations`, on rows whose
//! licences are named beside the models in `crates/reading/models/README.md`.

mod facts;
pub mod likely;
pub mod model;
pub mod tags;
pub mod tokens;
pub mod traits;

use likely::Chances;
use model::Model;
use std::ops::Range;
use std::sync::LazyLock;
use tags::Tag;
use tokens::Token;
use traits::Traits;

static FIELDS: LazyLock<Model<32>> = LazyLock::new(|| {
    Model::read(include_bytes!("../../../../models/fields.model")).expect("our own model")
});

static SPANS: LazyLock<Chances> = LazyLock::new(|| {
    let model = Model::read(include_bytes!("../../../../models/spans.model"));
    Chances::of(model.expect("our own model"))
});

/// The tags of [`FIELDS`] by their numbers.
static TAGS: LazyLock<Vec<Tag>> = LazyLock::new(|| {
    let known = |name: &String| tags::tag(name).expect("a tag of ours");
    FIELDS.names().iter().map(known).collect()
});

/// Longest stretch that is read at once, in tokens; more is no note but a bibliography, and is cut.
const LONGEST: usize = 4000;

/// What the tagger sees in a text, as bytes of it, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The fields of all citations. Marks at the edges are left out.
    pub fields: Vec<(Tag, Range<usize>)>,
    /// The citations: what stands between them is the writer's own remark.
    pub citations: Vec<Range<usize>>,
}

/// Reads a note: its fields and its citations.
pub fn read(note: &str) -> Tagged {
    let mut tagged = Tagged::default();
    for tokens in tokens::tokens(note).chunks(LONGEST) {
        let traits = traits::traits(note, tokens);
        tagged.fields.extend(fields_of(tokens, &traits));
        let citations = SPANS.citations(tokens, &traits);
        tagged.citations.extend(citations);
    }
    tagged
}

/// The fields of one reference or note, as bytes of `text`, in order.
pub fn fields(text: &str) -> Vec<(Tag, Range<usize>)> {
    let tokens = tokens::tokens(text);
    let chunks = tokens.chunks(LONGEST);
    chunks
        .flat_map(|tokens| fields_of(tokens, &traits::traits(text, tokens)))
        .collect()
}

/// The citations of a note, as bytes of `note`, in order.
pub fn citations(note: &str) -> Vec<Range<usize>> {
    let tokens = tokens::tokens(note);
    let chunks = tokens.chunks(LONGEST);
    chunks
        .flat_map(|tokens| SPANS.citations(tokens, &traits::traits(note, tokens)))
        .collect()
}

fn fields_of(tokens: &[Token], traits: &Traits) -> Vec<(Tag, Range<usize>)> {
    let tags = FIELDS.tags(traits);
    let tags: Vec<Tag> = tags.iter().map(|&tag| TAGS[usize::from(tag)]).collect();
    runs(tokens, &tags)
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
