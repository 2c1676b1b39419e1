//! An essay as one HTML file that stands alone: notes at its end, and ways there and back.

use super::{Block, Laid, Piece, Terms, Words};
use maud::{DOCTYPE, Markup, html};

/// The essay as a file of its own, in a language (BCP 47).
pub fn export(laid: &Laid, title: &str, language: &str) -> String {
    let terms = Terms::of(language);
    let page = html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                main {
                    (blocks(&laid.blocks, 0))
                    (notes(laid, terms.notes))
                    (bibliography(laid, terms.bibliography))
                }
            }
        }
    };
    page.into_string() + "\n"
}

const STYLE: &str = "body{font:1.05rem/1.6 Georgia,'Noto Serif','Noto Serif CJK KR',Batang,SimSun,serif;margin:0;color:#22201c;background:#fffdf8}\
main{max-width:40rem;margin:2rem auto;padding:0 1rem}h1,h2,h3{line-height:1.25;font-weight:600}\
blockquote{margin:1em 2em}sup{line-height:0;font-size:.7em}.notes,.bibliography{font-size:.92em}\
.bibliography p{padding-left:2em;text-indent:-2em;margin:.3em 0}a{color:inherit}pre{overflow-x:auto}\
.small-capitals{font-variant:small-caps}@media print{main{max-width:none}}";

/// Blocks; headings are so many levels deeper than they are written.
pub(crate) fn blocks(blocks: &[Block], deeper: u8) -> Markup {
    html! { @for block in blocks { (one(block, deeper)) } }
}

fn one(block: &Block, deeper: u8) -> Markup {
    match block {
        Block::Heading(level, words) => heading(*level + deeper, &pieces(words)),
        Block::Paragraph(words) => html! { p { (pieces(words)) } },
        Block::Quotation(inside) => html! { blockquote { (blocks(inside, deeper)) } },
        Block::List(first, entries) => {
            let entries = html! { @for entry in entries { li { (tight(entry, deeper)) } } };
            match first {
                Some(1) => html! { ol { (entries) } },
                Some(first) => html! { ol start=(first) { (entries) } },
                None => html! { ul { (entries) } },
            }
        }
        Block::Verbatim(text) => html! { pre { code { (text) } } },
        Block::Rule => html! { hr; },
    }
}

/// A heading of a level from 1 to 6; deeper ones are of the sixth.
pub(crate) fn heading(level: u8, words: &Markup) -> Markup {
    match level {
        1 => html! { h1 { (words) } },
        2 => html! { h2 { (words) } },
        3 => html! { h3 { (words) } },
        4 => html! { h4 { (words) } },
        5 => html! { h5 { (words) } },
        _ => html! { h6 { (words) } },
    }
}

/// One entry of a list: a single paragraph without its own space.
fn tight(entry: &[Block], deeper: u8) -> Markup {
    match entry {
        [Block::Paragraph(words)] => pieces(words),
        [Block::Paragraph(words), Block::List(..)] => {
            html! { (pieces(words)) (blocks(&entry[1..], deeper)) }
        }
        other => blocks(other, deeper),
    }
}

/// The pieces of a paragraph.
pub(crate) fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Words(written) => (words(written)),
                Piece::Break => br;,
                Piece::Mark(at) => (mark(*at)),
                Piece::Cards(..) | Piece::Label(_) => {},
            }
        }
    }
}

fn mark(at: usize) -> Markup {
    let number = at + 1;
    html! { sup { a id=(format!("mark-{number}")) href=(format!("#note-{number}")) { (number) } } }
}

/// Words in their manner.
pub(crate) fn words(written: &Words) -> Markup {
    let text = html! { (written.text) };
    let text = wrapped(written.code, text, |text| html! { code { (text) } });
    let text = wrapped(written.small_capitals, text, |text| {
        html! { span.small-capitals { (text) } }
    });
    let text = wrapped(written.raised, text, |text| html! { sup { (text) } });
    let text = wrapped(written.italic, text, |text| html! { em { (text) } });
    let text = wrapped(written.bold, text, |text| html! { strong { (text) } });
    match &written.link {
        Some(address) => html! { a href=(address) { (text) } },
        None => text,
    }
}

fn wrapped(is: bool, text: Markup, within: impl FnOnce(Markup) -> Markup) -> Markup {
    if is { within(text) } else { text }
}

fn notes(laid: &Laid, heading: &str) -> Markup {
    html! {
        @if !laid.notes.is_empty() {
            section.notes {
                h2 { (heading) }
                ol {
                    @for (at, note) in laid.notes.iter().enumerate() {
                        li id=(format!("note-{}", at + 1)) {
                            (tight(&note.blocks, 2)) " "
                            a href=(format!("#mark-{}", at + 1)) aria-label=(at + 1) { "↩" }
                        }
                    }
                }
            }
        }
    }
}

/// The bibliography under its heading; nothing when it is empty.
pub(crate) fn bibliography(laid: &Laid, heading: &str) -> Markup {
    html! {
        @if !laid.bibliography.is_empty() {
            section.bibliography {
                h2 { (heading) }
                @for entry in &laid.bibliography {
                    p { @for run in entry { (words(&Words::from(run.clone()))) } }
                }
            }
        }
    }
}
