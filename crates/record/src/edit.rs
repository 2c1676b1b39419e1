//! Edits by place: each changes its own lines of one sheet and leaves every other byte as it was.
//!
//! ```
//! use kaozheng_record::{Sheet, edit};
//! let sheet = Sheet::parse("a.card", "person: mao\nname: Mao\n");
//! let change = edit::set_field(sheet.card(0), "name", "Mao Zedong");
//! let text = edit::apply(&sheet, &[change], sheet.hash).unwrap();
//! assert_eq!(text, "person: mao\nname: Mao Zedong\n");
//! ```

use crate::sheet::{Role, Sheet};
use crate::{CardRef, FieldRef};
use kaozheng_text::{ContentHash, Span};
use std::fmt;

/// One stretch of a sheet, and what to put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The stretch, in bytes of the sheet; empty to put something in.
    pub span: Span,
    /// The new text.
    pub with: String,
}

/// Why edits were not made. Nothing is changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditRefused {
    /// The file is not what it was when the edits were made.
    Changed {
        /// The hash of the file that the edits were made for.
        expected: ContentHash,
        /// The hash of the file now.
        found: ContentHash,
    },
    /// Two edits touch the same stretch.
    Overlap {
        /// The one that begins first.
        first: Span,
        /// The one that runs into it.
        second: Span,
    },
    /// An edit's stretch is not of this text.
    Outside {
        /// The stretch.
        span: Span,
    },
    /// The file is not valid UTF-8; writing it back would lose what it holds.
    Damaged,
}

impl fmt::Display for EditRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditRefused::Changed { .. } => {
                f.write_str("the file was changed meanwhile; read it again and repeat the change")
            }
            EditRefused::Overlap { .. } => f.write_str("two changes touch the same lines"),
            EditRefused::Outside { .. } => f.write_str("a change lies outside the file"),
            EditRefused::Damaged => {
                f.write_str("the file is not valid UTF-8 and is not edited; save it as UTF-8 first")
            }
        }
    }
}

impl std::error::Error for EditRefused {}

/// The text of `sheet` with `edits` made, when `expected`, the hash of the file that the edits were made for, is still
/// that of the sheet. Several edits that put something in at one place are made in the order given, so what is added to
/// the last field of a card goes before a further field.
pub fn apply(sheet: &Sheet, edits: &[Edit], expected: ContentHash) -> Result<String, EditRefused> {
    if sheet.hash != expected {
        return Err(EditRefused::Changed {
            expected,
            found: sheet.hash,
        });
    }
    if sheet.damaged {
        return Err(EditRefused::Damaged);
    }
    apply_to(&sheet.text, edits)
}

/// The same on any text, an essay for instance, without asking for a hash.
pub fn apply_to(text: &str, edits: &[Edit]) -> Result<String, EditRefused> {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut before = Span::at(0);
    for edit in ordered {
        let span = edit.span;
        if span.start < before.end {
            return Err(EditRefused::Overlap {
                first: before,
                second: span,
            });
        }
        let between = text.get(before.end as usize..span.start as usize);
        let (Some(between), Some(_)) = (between, text.get(span.range())) else {
            return Err(EditRefused::Outside { span });
        };
        out += between;
        out += &edit.with;
        before = span;
    }
    out += &text[before.end as usize..];
    Ok(out)
}

/// Gives `field` another value. Its provenance stays.
pub fn set_value(field: FieldRef<'_>, value: &str) -> Edit {
    Edit {
        span: field.raw_value(),
        with: after_colon(value, field.sheet().newline()),
    }
}

/// Gives the first field called `name` another value, or adds the field when the card has none.
pub fn set_field(card: CardRef<'_>, name: &str, value: &str) -> Edit {
    match card.field(name) {
        Some(field) => set_value(field, value),
        None => add_field(card, name, value),
    }
}

/// Adds a field: behind the last one of that name with what belongs to it, else at the end of the card. `from`, `grade`
/// and `because` are added for the whole card, behind what already stands there; see [`add_ground`] for one field.
pub fn add_field(card: CardRef<'_>, name: &str, value: &str) -> Edit {
    let after = match Role::of(name) {
        Role::Field => card
            .all(name)
            .last()
            .map_or(card.span().end, |field| field.block().end),
        _ => card.head_block().end,
    };
    put_in(card.sheet(), after, name, value)
}

/// Adds `from`, `grade` or `because` to what belongs to `field`, or a quotation when `name` is `>`.
pub fn add_ground(field: FieldRef<'_>, name: &str, value: &str) -> Edit {
    put_in(field.sheet(), field.block().end, name, value)
}

/// Gives the whole card a grade with its reason, in the place of those that [`CardRef::grade`] reads now.
pub fn judge(card: CardRef<'_>, grade: &str, because: &str) -> Vec<Edit> {
    let Some(line) = card.grade_line() else {
        return vec![
            add_field(card, "grade", grade),
            add_field(card, "because", because),
        ];
    };
    let mut edits = vec![set_value(line, grade)];
    let mut reasons = card.reasons(line);
    edits.push(match reasons.next() {
        Some(reason) => set_value(reason, because),
        None => put_in(card.sheet(), line.span().end, "because", because),
    });
    edits.extend(reasons.map(|reason| take_out(card.sheet(), reason.span())));
    edits
}

/// Takes a field out with everything that belongs to it; remarks between its lines stay.
pub fn remove_field(field: FieldRef<'_>) -> Vec<Edit> {
    let sheet = field.sheet();
    let lines = field.block_lines();
    lines.map(|span| take_out(sheet, span)).collect()
}

/// Adds a card at the end of the sheet, after a blank line. `text` is the whole card, in lines that end with `\n`.
pub fn add_card(sheet: &Sheet, text: &str) -> Edit {
    let newline = sheet.newline();
    let body: Vec<&str> = text.trim_matches('\n').lines().collect();
    let before = match sheet.lines().last() {
        None => String::new(),
        Some((_, line)) => {
            let last = line.of(&sheet.text);
            let open = if last.ends_with('\n') { "" } else { newline };
            let blank = last
                .trim_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
                .is_empty();
            let parted = if blank { "" } else { newline };
            let open = if last == "\u{feff}" { "" } else { open };
            format!("{open}{parted}")
        }
    };
    Edit {
        span: Span::at(sheet.text.len()),
        with: format!("{before}{}{newline}", body.join(newline)),
    }
}

/// Takes a card out with the blank lines behind it.
pub fn remove_card(card: CardRef<'_>) -> Edit {
    let sheet = card.sheet();
    let own = take_out(sheet, card.span()).span;
    let rest = &sheet.text[own.end as usize..];
    let blank: usize = rest
        .split_inclusive('\n')
        .take_while(|line| line.trim_matches([' ', '\t', '\r', '\n']).is_empty())
        .map(str::len)
        .sum();
    Edit {
        span: Span::new(own.start as usize, own.end as usize + blank),
        with: String::new(),
    }
}

/// Gives a card another id. Uses of the old one elsewhere stay; see [`rename`](crate::rename).
pub fn replace_id(card: CardRef<'_>, id: &str) -> Edit {
    let span = card.id_span();
    let bare = card.kind_span().end + 1 == span.start;
    let space = if bare { " " } else { "" };
    Edit {
        span,
        with: format!("{space}{id}"),
    }
}

fn put_in(sheet: &Sheet, after: u32, name: &str, value: &str) -> Edit {
    let newline = sheet.newline();
    let line = match name {
        ">" => quotation(value, newline),
        _ => format!("{name}:{}", after_colon(value, newline)),
    };
    Edit {
        span: Span::at(after as usize),
        with: format!("{newline}{line}"),
    }
}

/// `span`, which ends where a line ends, with the newline behind it.
fn take_out(sheet: &Sheet, span: Span) -> Edit {
    let rest = &sheet.text[span.end as usize..];
    let newline = rest.find('\n').map_or(rest.len(), |at| at + 1);
    Edit {
        span: Span::new(span.start as usize, span.end as usize + newline),
        with: String::new(),
    }
}

/// What stands after the colon: the value's lines as continuation lines, so that none of them begins a line of its own.
fn after_colon(value: &str, newline: &str) -> String {
    let lines: Vec<&str> = lines(value).collect();
    if lines.is_empty() {
        return String::new();
    }
    format!(" {}", lines.join(&format!("{newline}  ")))
}

fn quotation(value: &str, newline: &str) -> String {
    let lines: Vec<String> = lines(value).map(|line| format!("> {line}")).collect();
    if lines.is_empty() {
        return ">".to_owned();
    }
    lines.join(newline)
}

/// The lines of a value, white space at their ends left out, blank ones too.
fn lines(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
}

impl Role {
    /// What a line that begins with `name:` (or `>`) does.
    pub fn of(name: &str) -> Role {
        match name {
            "from" => Role::From,
            "grade" => Role::Grade,
            "because" => Role::Because,
            ">" => Role::Quote,
            _ => Role::Field,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "# people\nperson: mao\nfrom: zhang-2005\nname: Mao\nfrom: a\n> Mao\n# remark\ngrade: fair\nnote: one\n  two\n\nperson: zhou\n";

    fn check(make: impl Fn(&Sheet) -> Vec<Edit>) -> String {
        let sheet = Sheet::parse("t.card", TEXT);
        apply(&sheet, &make(&sheet), sheet.hash).expect("the edits stand apart")
    }

    fn field<'a>(sheet: &'a Sheet, name: &str) -> FieldRef<'a> {
        sheet.card(0).field(name).expect("the card has it")
    }

    #[test]
    fn a_value_is_replaced_with_its_continuation_lines() {
        insta::assert_snapshot!(check(|sheet| vec![set_value(field(sheet, "note"), "> # three\n\n# four")]), @r"
        # people
        person: mao
        from: zhang-2005
        name: Mao
        from: a
        > Mao
        # remark
        grade: fair
        note: > # three
          # four

        person: zhou
        ");
        insta::assert_snapshot!(check(|sheet| vec![set_field(sheet.card(0), "name", "")]), @r"
        # people
        person: mao
        from: zhang-2005
        name:
        from: a
        > Mao
        # remark
        grade: fair
        note: one
          two

        person: zhou
        ");
    }

    #[test]
    fn new_lines_stand_where_they_belong() {
        insta::assert_snapshot!(check(|sheet| {
            let card = sheet.card(0);
            vec![
                add_field(card, "name", "Mao Zedong"),
                add_field(card, "because", "he is named there"),
                add_ground(field(sheet, "note"), ">", "so\nit is"),
                add_field(card, "born", "1893"),
                set_field(sheet.card(1), "name", "Zhou"),
            ]
        }), @r"
        # people
        person: mao
        from: zhang-2005
        because: he is named there
        name: Mao
        from: a
        > Mao
        # remark
        grade: fair
        name: Mao Zedong
        note: one
          two
        > so
        > it is
        born: 1893

        person: zhou
        name: Zhou
        ");
    }

    #[test]
    fn a_grade_and_its_reason_stand_where_the_card_is_graded() {
        let judged = |text: &str| {
            let sheet = Sheet::parse("t.card", text);
            let edits = judge(sheet.card(0), "strong", "Seen twice.");
            let text = apply(&sheet, &edits, sheet.hash).expect("the edits stand apart");
            let again = Sheet::parse("t.card", text.as_str());
            let card = again.card(0);
            assert_eq!(card.grade().as_deref(), Some("strong"), "{text}");
            assert_eq!(card.because().as_deref(), Some("Seen twice."), "{text}");
            text
        };
        insta::assert_snapshot!(judged("statement: s\nfrom: a\n> b\nsays: B.\n"), @r"
        statement: s
        from: a
        > b
        grade: strong
        because: Seen twice.
        says: B.
        ");
        insta::assert_snapshot!(judged("argument: a\nfor: m\nscheme: memoir\ngrade: fair\nbecause: late\nbecause: and vain\npremise: p\n"), @r"
        argument: a
        for: m
        scheme: memoir
        grade: strong
        because: Seen twice.
        premise: p
        ");
        insta::assert_snapshot!(judged("argument: a\nfor: m\ngrade: fair\n"), @r"
        argument: a
        for: m
        grade: strong
        because: Seen twice.
        ");
    }

    #[test]
    fn what_is_taken_out_takes_along_what_belongs_to_it() {
        insta::assert_snapshot!(check(|sheet| remove_field(field(sheet, "name"))), @r"
        # people
        person: mao
        from: zhang-2005
        # remark
        note: one
          two

        person: zhou
        ");
        insta::assert_snapshot!(check(|sheet| vec![remove_card(sheet.card(0))]), @r"
        # people
        person: zhou
        ");
        insta::assert_snapshot!(check(|sheet| vec![remove_card(sheet.card(1))]), @r"
        # people
        person: mao
        from: zhang-2005
        name: Mao
        from: a
        > Mao
        # remark
        grade: fair
        note: one
          two
        ");
    }

    #[test]
    fn a_card_is_added_behind_a_blank_line() {
        for (before, after) in [
            ("", "place: x\nname: X\n"),
            ("\u{feff}", "\u{feff}place: x\nname: X\n"),
            ("a: b", "a: b\n\nplace: x\nname: X\n"),
            ("a: b\r\n", "a: b\r\n\r\nplace: x\r\nname: X\r\n"),
            ("a: b\n\n", "a: b\n\nplace: x\nname: X\n"),
        ] {
            let sheet = Sheet::parse("t.card", before);
            let edit = add_card(&sheet, "place: x\nname: X\n");
            assert_eq!(apply(&sheet, &[edit], sheet.hash).as_deref(), Ok(after));
        }
    }

    #[test]
    fn an_id_is_replaced_or_put_in() {
        for (before, after) in [
            ("person:", "person: b"),
            ("person: a ", "person: b "),
            ("person: ", "person: b"),
        ] {
            let sheet = Sheet::parse("t.card", before);
            let edit = replace_id(sheet.card(0), "b");
            assert_eq!(apply(&sheet, &[edit], sheet.hash).as_deref(), Ok(after));
        }
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_not_edited() {
        let (then, now) = (
            Sheet::parse("t.card", "a: b\n"),
            Sheet::parse("t.card", "a: c\n"),
        );
        let edit = set_field(then.card(0), "name", "X");
        let refused = EditRefused::Changed {
            expected: then.hash,
            found: now.hash,
        };
        assert_eq!(apply(&now, &[edit], then.hash), Err(refused));
    }

    #[test]
    fn edits_that_cannot_be_made_are_refused() {
        let sheet = Sheet::parse("t.card", "person: é\n");
        let edit = |start, end| Edit {
            span: Span::new(start, end),
            with: String::new(),
        };
        let refused = |edits: &[Edit]| apply(&sheet, edits, sheet.hash).expect_err("refused");
        assert_eq!(
            refused(&[edit(3, 8), edit(0, 4)]),
            EditRefused::Overlap {
                first: Span::new(0, 4),
                second: Span::new(3, 8)
            }
        );
        assert_eq!(
            refused(&[edit(9, 10)]),
            EditRefused::Outside {
                span: Span::new(9, 10)
            }
        );
        assert_eq!(
            refused(&[edit(11, 99)]),
            EditRefused::Outside {
                span: Span::new(11, 99)
            }
        );
        let damaged = Sheet::from_bytes("t.card", b"person: \xff\n").value;
        assert_eq!(
            apply(&damaged, &[], damaged.hash),
            Err(EditRefused::Damaged)
        );
    }

    fn a_sheet() -> impl Strategy<Value = Sheet> {
        let line = "(person: [a-c]|name: (A|B)?|from: z, n. 1|> q|grade: fair|  more|# re|stray|note:|)(\r\n|\n)";
        (
            prop::option::of(Just("\u{feff}")),
            prop::collection::vec(line, 1..25),
            "(name: end)?",
        )
            .prop_map(|(mark, lines, end)| {
                let text = format!("{}{}{end}", mark.unwrap_or_default(), lines.concat());
                Sheet::parse("t.card", text)
            })
    }

    /// The text of the whole lines before the first edit and after the last.
    fn untouched(sheet: &Sheet, edits: &[Edit]) -> (String, String) {
        let start = edits
            .iter()
            .map(|edit| edit.span.start)
            .min()
            .expect("an edit") as usize;
        let end = edits
            .iter()
            .map(|edit| edit.span.end)
            .max()
            .expect("an edit") as usize;
        let text = &sheet.text;
        let before = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let after = if text[..end].ends_with('\n') && end > start {
            end
        } else {
            text[end..].find('\n').map_or(text.len(), |at| end + at)
        };
        (text[..before].to_owned(), text[after..].to_owned())
    }

    /// Every field of every card with its grounds, but the one numbered `but`.
    fn values(sheet: &Sheet, but: (usize, usize)) -> Vec<String> {
        let mut out = Vec::new();
        for card in sheet.cards() {
            out.push(format!(
                "{} {} {:?}",
                card.kind(),
                card.id(),
                bare(card.grounds())
            ));
            for (at, field) in card.fields().enumerate() {
                if (card.number(), at) != but {
                    out.push(format!(
                        "{} = {} {:?}",
                        field.name(),
                        field.value(),
                        bare(field.grounds())
                    ));
                }
            }
        }
        out
    }

    fn bare(grounds: Vec<crate::Ground>) -> Vec<(Option<String>, Vec<String>, Option<String>)> {
        grounds
            .into_iter()
            .map(|g| (g.from, g.quotations, g.grade))
            .collect()
    }

    proptest! {
        #[test]
        fn an_edit_changes_only_its_own_lines(sheet in a_sheet(), card: prop::sample::Index, at: prop::sample::Index, value in "[>#: a-z\n\r]{0,12}") {
            prop_assume!(sheet.cards().len() > 0);
            let card = sheet.card(card.index(sheet.cards().len()));
            let fields: Vec<FieldRef> = card.fields().collect();
            let plain = lines(&value).collect::<Vec<_>>().join(" ");
            if !fields.is_empty() {
                let at = at.index(fields.len());
                let edits = [set_value(fields[at], &value)];
                let (before, after) = untouched(&sheet, &edits);
                let text = apply(&sheet, &edits, sheet.hash).expect("one edit");
                prop_assert!(text.starts_with(&before) && text.ends_with(&after));
                let new = Sheet::parse("t.card", text);
                prop_assert_eq!(values(&new, (card.number(), at)), values(&sheet, (card.number(), at)));
                let new_card = new.card(card.number());
                prop_assert_eq!(new_card.fields().nth(at).expect("it stays").value(), plain.as_str());
                let gone = remove_field(fields[at]);
                let new = Sheet::parse("t.card", apply(&sheet, &gone, sheet.hash).expect("parts of one field"));
                prop_assert_eq!(values(&new, (99, 0)), values(&sheet, (card.number(), at)));
            }
            let added = add_field(card, "born", &value);
            let (before, after) = untouched(&sheet, std::slice::from_ref(&added));
            let text = apply(&sheet, &[added], sheet.hash).expect("one edit");
            prop_assert!(text.starts_with(&before) && text.ends_with(&after));
            let new = Sheet::parse("t.card", text);
            let place = (card.number(), fields.len());
            prop_assert_eq!(values(&new, place), values(&sheet, (99, 0)));
            let born = new.card(card.number()).value("born").map(std::borrow::Cow::into_owned);
            prop_assert_eq!(born.as_deref(), Some(plain.as_str()));
        }

        #[test]
        fn a_card_added_or_removed_leaves_the_others(sheet in a_sheet(), card: prop::sample::Index) {
            let before = values(&sheet, (99, 0));
            let edit = add_card(&sheet, "place: x\nname: X\n");
            let new = Sheet::parse("t.card", apply(&sheet, &[edit], sheet.hash).expect("one edit"));
            let after = values(&new, (99, 0));
            prop_assert_eq!(&after[..before.len()], &before[..]);
            prop_assert_eq!(&after[before.len()..], ["place x []", "name = X []"]);
            prop_assume!(sheet.cards().len() > 0);
            let card = sheet.card(card.index(sheet.cards().len()));
            let new = Sheet::parse("t.card", apply(&sheet, &[remove_card(card)], sheet.hash).expect("one edit"));
            let left: Vec<&str> = sheet.cards().filter(|c| c.number() != card.number()).map(CardRef::id).collect();
            prop_assert_eq!(new.cards().map(CardRef::id).collect::<Vec<_>>(), left);
        }
    }
}
