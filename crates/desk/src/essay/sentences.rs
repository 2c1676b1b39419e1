//! Which sentences of an essay nothing supports.
//!
//! The rule, as the page tells it: a sentence of running prose is supported when a card is cited in it or right behind
//! it, in the text or in its note. Left out are headings, quotations set off and letters as typed; questions, which claim
//! nothing; and sentences in which the author speaks of the work itself (I, we, this essay; 필자, 이 글; 笔者, 本文).

use super::{Block, Laid, Piece, Words};

/// A sentence of an essay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
    /// Whether something supports it.
    pub standing: Standing,
}

/// Whether something supports a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// A card is cited.
    Supported,
    /// None is.
    Unsupported,
    /// It claims nothing of the past: a question, or the author on the work itself.
    Framing,
}

/// How many sentences an essay has of each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Those that a card supports.
    pub supported: usize,
    /// Those that none supports.
    pub unsupported: usize,
    /// Those that claim nothing.
    pub framing: usize,
}

/// The sentences of one paragraph of a laid-out essay, in order; all its pieces are in them.
pub(crate) fn of_paragraph(laid: &Laid, pieces: &[Piece]) -> Vec<Sentence> {
    let parts = divided(pieces);
    parts
        .into_iter()
        .map(|pieces| Sentence {
            standing: standing(laid, &pieces),
            pieces,
        })
        .collect()
}

/// How many sentences of running prose have which standing.
pub fn tally(laid: &Laid) -> Tally {
    let mut tally = Tally::default();
    count(laid, &laid.blocks, &mut tally);
    tally
}

fn count(laid: &Laid, blocks: &[Block], tally: &mut Tally) {
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(pieces) => {
                for sentence in in_place(laid, blocks, at, pieces) {
                    match sentence.standing {
                        Standing::Supported => tally.supported += 1,
                        Standing::Unsupported => tally.unsupported += 1,
                        Standing::Framing => tally.framing += 1,
                    }
                }
            }
            Block::List(_, entries) => entries.iter().for_each(|entry| count(laid, entry, tally)),
            _ => {}
        }
    }
}

/// The sentences of the paragraph at `at` among `blocks`: one that ends with a colon is supported by what it introduces,
/// a quotation or a list in which a card is cited.
pub(crate) fn in_place(
    laid: &Laid,
    blocks: &[Block],
    at: usize,
    pieces: &[Piece],
) -> Vec<Sentence> {
    let mut sentences = of_paragraph(laid, pieces);
    let next = blocks.get(at + 1);
    let introduces = matches!(next, Some(Block::Quotation(_) | Block::List(..)));
    if let (Some(last), Some(next), true) = (sentences.last_mut(), next, introduces)
        && super::plain(&last.pieces).ends_with([':', '：'])
        && cites(laid, next)
    {
        last.standing = Standing::Supported;
    }
    sentences
}

fn cites(laid: &Laid, block: &Block) -> bool {
    let mut found = false;
    super::each_piece(block, &mut |piece| found |= is_support(laid, piece));
    found
}

fn is_support(laid: &Laid, piece: &Piece) -> bool {
    match piece {
        Piece::Mark(at) => laid
            .notes
            .get(*at)
            .is_some_and(|note| !note.cites.is_empty()),
        _ => false,
    }
}

fn standing(laid: &Laid, pieces: &[Piece]) -> Standing {
    let text = super::plain(pieces);
    let has_words = text.chars().any(char::is_alphanumeric);
    if pieces.iter().any(|piece| is_support(laid, piece)) {
        Standing::Supported
    } else if !has_words || is_question(&text) || is_of_the_author(&text) {
        Standing::Framing
    } else {
        Standing::Unsupported
    }
}

fn is_question(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '"', '\'', ')', '」', '』']);
    bare.ends_with(['?', '？'])
}

/// Whether the author speaks as the author of the essay, outside words in quotation marks.
fn is_of_the_author(text: &str) -> bool {
    let own = outside_quotations(text);
    let lower = own.to_lowercase();
    let english = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .any(|word| {
            let bare = word.split(['\'', '’']).next().unwrap_or_default();
            ["i", "we", "my", "our", "me", "us"].contains(&bare)
        });
    let of_the_work = [
        "this essay",
        "this paper",
        "this article",
        "this chapter",
        "this study",
        "the present essay",
        "the present article",
        "the present paper",
        "this section",
    ];
    let korean = [
        "필자",
        "나는",
        "내가",
        "우리는",
        "이 글",
        "본고",
        "이 논문",
        "본 논문",
        "본 연구",
        "이 장에서",
    ];
    let chinese = [
        "笔者",
        "筆者",
        "本文",
        "我们认为",
        "我們認為",
        "我认为",
        "我認為",
        "本章",
    ];
    english
        || of_the_work.iter().any(|words| lower.contains(words))
        || korean
            .iter()
            .chain(&chinese)
            .any(|words| own.contains(words))
}

/// The text without what stands in quotation marks.
fn outside_quotations(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut straight = false;
    for c in text.chars() {
        match c {
            '“' | '「' | '『' | '«' => depth += 1,
            '”' | '」' | '』' | '»' => depth = depth.saturating_sub(1),
            '"' => straight = !straight,
            _ if depth == 0 && !straight => out.push(c),
            _ => {}
        }
    }
    out
}

/// The pieces cut after every sentence. Marks, and quotation marks or brackets that close, stay with the sentence before.
fn divided(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let whole: String = pieces.iter().map(letters).collect();
    let ends = ends(&whole);
    let mut out: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut ends = ends.into_iter().peekable();
    let mut at = 0;
    for piece in pieces {
        let text = letters(piece);
        let (start, end) = (at, at + text.len());
        at = end;
        let Piece::Words(words) = piece else {
            // A mark at the very end of a sentence belongs to it.
            out.last_mut().expect("there is one").push(piece.clone());
            continue;
        };
        let mut from = start;
        while let Some(cut) = ends.next_if(|&cut| cut < end) {
            // A cut at the very start of these words: what stands before, with its marks, is whole.
            if cut > from {
                push(&mut out, words, &text[from - start..cut - start]);
            }
            out.push(Vec::new());
            from = cut;
        }
        push(&mut out, words, &text[from - start..]);
    }
    out.retain(|pieces| !pieces.is_empty());
    out
}

fn push(out: &mut [Vec<Piece>], words: &Words, text: &str) {
    if !text.is_empty() {
        let piece = Piece::Words(Words {
            text: text.to_owned(),
            ..words.clone()
        });
        out.last_mut().expect("there is one").push(piece);
    }
}

fn letters(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => words.text.clone(),
        Piece::Break => " ".to_owned(),
        _ => String::new(),
    }
}

/// Where sentences end, in bytes: after the stop, what closes behind it, and the space.
fn ends(text: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (byte, c) = letters[at];
        at += 1;
        let wide = "。！？".contains(c);
        if !wide && !".!?…".contains(c) {
            continue;
        }
        let behind = |c: char| ".!?…。！？”’\"')）」』]".contains(c);
        while at < letters.len() && behind(letters[at].1) {
            at += 1;
        }
        let mut next = at;
        while next < letters.len() && letters[next].1.is_whitespace() {
            next += 1;
        }
        let spaced = next > at;
        let Some(&(start, first)) = letters.get(next) else {
            break;
        };
        let begins = !first.is_lowercase() && !first.is_ascii_digit();
        let begins = begins || (first.is_ascii_digit() && !is_short(&text[..byte]));
        if wide || (spaced && begins && !(c == '.' && is_short(&text[..byte]))) {
            out.push(start);
            at = next;
        }
    }
    out
}

/// Whether the word before a full stop is one that is shortened: one letter, or a usual one.
fn is_short(before: &str) -> bool {
    const SHORT: [&str; 40] = [
        "mr", "mrs", "ms", "dr", "prof", "gen", "col", "maj", "capt", "lt", "sgt", "adm", "amb",
        "sen", "rep", "gov", "st", "no", "nos", "vol", "vols", "p", "pp", "n", "nn", "ch", "cf",
        "ed", "eds", "fig", "viz", "e.g", "i.e", "ca", "c", "jr", "art", "doc", "etc", "ibid",
    ];
    let word = before
        .rsplit(|c: char| c.is_whitespace() || "([“‘\"".contains(c))
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    let is_letter = word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let initials = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    is_letter || initials || SHORT.contains(&lower.as_str())
}
