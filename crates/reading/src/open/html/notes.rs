//! Which links are marks, which lead back, and which stretches of the galley are the notes they lead to.
//!
//! A mark is told by its maker's words (`noteref`, `fnref`), by its look (raised, in brackets), or by a link that comes
//! back to it. A note reaches as far as the element that holds it alone; behind it, paragraphs without marks or headings
//! up to the next note are more paragraphs of it.

use super::galley::{Anchor, Galley, Item, NONE};
use super::vocabulary::{is_arrow, sign_of};
use kaozheng_text::Part;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a link is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Any other link.
    Text,
    /// A mark that calls a note, or nothing.
    Mark {
        /// Its number or sign.
        number: String,
        /// Index into [`Notes::notes`].
        note: Option<usize>,
    },
    /// Words that call a note; the mark stands behind them.
    Words(usize),
    /// Leads from a note back to its mark.
    Back,
}

/// A note: its steps in the galley.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The sign of the first mark that calls it.
    pub(super) number: Option<String>,
}

/// The links and notes of a galley.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// One for each link.
    pub(super) roles: Vec<Role>,
    /// In the order of the galley; they do not overlap.
    pub(super) notes: Vec<Note>,
}

/// What is known of one link.
struct Fact {
    first: usize,
    last: usize,
    block: usize,
    sign: Option<String>,
    text: String,
    arrow: bool,
    /// Says "back".
    word: bool,
    boxed: bool,
    target: Option<usize>,
    /// Whether it has a fragment, wherever that leads.
    inner: bool,
    landing: usize,
}

/// Finds the notes of a galley by its links.
pub(super) fn find_notes(galley: &Galley) -> Notes {
    let facts = facts_of(galley);
    let mut roles = vec![Role::Text; galley.links.len()];
    let pairs: HashSet<(usize, usize)> = facts
        .iter()
        .flatten()
        .filter(|fact| fact.target.is_some() && fact.is_short())
        .map(|fact| (fact.block, fact.landing))
        .collect();
    for (at, fact) in facts.iter().enumerate() {
        let Some(fact) = fact else { continue };
        if leads_back(galley, at, fact, &pairs) {
            roles[at] = Role::Back;
        }
    }
    let stems = stems_of(galley, &facts, &roles, &pairs);
    let forward: Vec<usize> = (0..facts.len())
        .filter(|&at| roles[at] == Role::Text)
        .filter(|&at| {
            facts[at]
                .as_ref()
                .is_some_and(|f| calls_note(galley, at, f, &pairs, &stems))
        })
        .collect();
    let mut starts = starts_of(galley, &facts, &roles, &forward);
    add_uncalled(galley, &mut starts);
    let mut notes: Vec<Note> = starts
        .keys()
        .map(|&from| Note {
            from,
            to: from,
            number: None,
        })
        .collect();
    for (at, fact) in facts.iter().enumerate() {
        let Some(fact) = fact.as_ref().filter(|_| roles[at] == Role::Text) else {
            continue;
        };
        if let Some(role) = role_of(
            galley,
            at,
            fact,
            &starts,
            &roles,
            forward.binary_search(&at).is_ok(),
        ) {
            roles[at] = role;
        }
    }
    for (role, fact) in roles.iter().zip(&facts) {
        if let (
            Role::Mark {
                number,
                note: Some(note),
            },
            Some(_),
        ) = (role, fact)
        {
            notes[*note].number.get_or_insert_with(|| number.clone());
        }
    }
    reach(galley, &roles, &facts, &mut notes, &starts);
    for note in &mut notes {
        let label = || label_in(galley, block_at(galley, note.from));
        note.number = note.number.take().or_else(label);
    }
    Notes { roles, notes }
}

impl Fact {
    fn is_short(&self) -> bool {
        self.sign.is_some() || self.arrow || self.word
    }
}

/// The block that holds a step.
pub(super) fn block_at(galley: &Galley, item: usize) -> usize {
    galley
        .blocks
        .partition_point(|block| block.items.end <= item)
}

/// What is known of each link that has letters.
fn facts_of(galley: &Galley) -> Vec<Option<Fact>> {
    let mut reach: Vec<Option<(usize, usize)>> = vec![None; galley.links.len()];
    for (at, item) in galley.items.iter().enumerate() {
        if let Item::Text(run) = item
            && let Some(reach) = reach.get_mut(run.link as usize)
        {
            reach.get_or_insert((at, at)).1 = at;
        }
    }
    let files: HashMap<&str, u32> = galley.files.iter().map(String::as_str).zip(0..).collect();
    let fact = |(at, reach): (usize, &Option<(usize, usize)>)| {
        let (first, last) = (*reach)?;
        let text = text_between(galley, first, last + 1, 60);
        let target = target_of(galley, at, &files);
        let landing = target.map_or(usize::MAX, |a| block_at(galley, galley.anchors[a].item));
        Some(Fact {
            first,
            last,
            block: block_at(galley, first),
            sign: sign_of(&text).or_else(|| word_of(galley, at, first, &text)),
            arrow: is_arrow(&text),
            word: is_back_word(&text),
            boxed: boxed(galley, first, last, &text),
            target,
            inner: galley.links[at].href.contains('#'),
            landing,
            text,
        })
    };
    reach.iter().enumerate().map(fact).collect()
}

/// The word by which a raised mark calls its note, where its maker says that it does.
fn word_of(galley: &Galley, link: usize, first: usize, text: &str) -> Option<String> {
    let raised = matches!(galley.items[first], Item::Text(run) if run.raised);
    let single = !text.trim().contains(char::is_whitespace) && !text.trim().is_empty();
    (raised && single && galley.links[link].calls && text.len() <= 80)
        .then(|| text.trim().to_owned())
}

/// The letters of some steps, as far as `most` bytes.
fn text_between(galley: &Galley, from: usize, to: usize, most: usize) -> String {
    let mut text = String::new();
    for item in &galley.items[from..to] {
        if let Item::Text(run) = item {
            text.push_str(run.span.of(&galley.text));
        }
        if text.len() > most {
            break;
        }
    }
    text
}

/// Whether a link stands in brackets, or is raised.
fn boxed(galley: &Galley, first: usize, last: usize, text: &str) -> bool {
    let text = text.trim();
    let own = text.starts_with(['[', '(', '{'])
        || text
            .chars()
            .all(|c| super::vocabulary::plain_digit(c).is_some());
    let run = |at: usize| match galley.items.get(at) {
        Some(Item::Text(run)) => Some(run),
        _ => None,
    };
    let raised = run(first).is_some_and(|run| run.raised);
    let before = first
        .checked_sub(1)
        .and_then(run)
        .is_some_and(|r| r.span.of(&galley.text).ends_with('['));
    let after = run(last + 1).is_some_and(|r| r.span.of(&galley.text).starts_with(']'));
    own || raised || before && after
}

/// The anchor a link leads to.
fn target_of(galley: &Galley, at: usize, files: &HashMap<&str, u32>) -> Option<usize> {
    let link = &galley.links[at];
    let (path, fragment) = link.href.split_once('#').unwrap_or((&link.href, ""));
    let fragment = percent_decoded(fragment);
    let find = |file: u32, id: &str| galley.ids.get(&(file, id.to_owned())).copied();
    if path.is_empty() {
        return (!fragment.is_empty())
            .then(|| find(link.file, &fragment))
            .flatten();
    }
    let own = &galley.files[link.file as usize];
    let path = resolved(own, &percent_decoded(path));
    match files.get(path.as_str()) {
        Some(&file) => find(file, &fragment),
        None if galley.files.len() == 1 && !fragment.is_empty() => find(link.file, &fragment),
        None => None,
    }
}

/// A path beside `own`, without its dots.
pub(in crate::open) fn resolved(own: &str, path: &str) -> String {
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => own
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `%20` and its kin as letters; what is no UTF-8 stays as it is.
pub(in crate::open) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%').then(|| after.get(..2)).flatten();
        let value = code
            .and_then(|c| std::str::from_utf8(c).ok())
            .and_then(|c| u8::from_str_radix(c, 16).ok());
        bytes.push(value.unwrap_or(first));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Whether a link leads from a note back to its mark.
fn leads_back(galley: &Galley, at: usize, fact: &Fact, pairs: &HashSet<(usize, usize)>) -> bool {
    let link = &galley.links[at];
    let paired = fact.target.is_some() && pairs.contains(&(fact.landing, fact.block));
    let earlier = fact.landing < fact.block;
    link.back && fact.text.len() <= 40
        || fact.arrow && fact.inner
        || paired && earlier && fact.sign.is_some()
        || fact.word && earlier && fact.target.is_some()
}

/// Whether a link says "back" in one of several languages.
fn is_back_word(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "back",
        "return",
        "return to text",
        "back to text",
        "zurück",
        "retour",
        "volver",
        "ritorna",
        "voltar",
        "назад",
        "返回",
        "戻る",
        "돌아가기",
        "본문으로",
    ];
    let bare = text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    WORDS.contains(&bare.as_str())
}

/// Whether a link calls a note that stands behind it.
fn calls_note(
    galley: &Galley,
    at: usize,
    fact: &Fact,
    pairs: &HashSet<(usize, usize)>,
    stems: &HashSet<&str>,
) -> bool {
    let link = &galley.links[at];
    let Some(anchor) = fact.target.map(|a| galley.anchors[a]) else {
        return false;
    };
    let standing = galley.blocks.get(fact.block).is_some_and(|b| !b.furniture);
    if fact.landing >= galley.blocks.len() || !standing && !link.calls {
        return false;
    }
    let behind = fact.landing > fact.block || fact.landing == fact.block && anchor.item > fact.last;
    if link.calls {
        return behind
            || fact.landing < fact.block && fact.sign.is_some() && is_note(galley, fact.landing);
    }
    let marked = link.raised || fact.boxed;
    let plain = pairs.contains(&(fact.landing, fact.block))
        || stems.contains(stem_of(&link.href))
        || is_note(galley, fact.landing);
    let elsewhere = fact.landing != fact.block || marked;
    fact.sign.is_some()
        && behind
        && elsewhere
        && !anchor.heading
        && !anchor.page
        && (marked || plain && !after_note_word(galley, fact.first))
}

/// What the fragments of links begin with that are answered by a link back: others of the same kind are marks too.
fn stems_of<'a>(
    galley: &'a Galley,
    facts: &[Option<Fact>],
    roles: &[Role],
    pairs: &HashSet<(usize, usize)>,
) -> HashSet<&'a str> {
    let answered = |at: &usize| {
        facts[*at].as_ref().is_some_and(|fact| {
            let mutual = pairs.contains(&(fact.landing, fact.block));
            roles[*at] == Role::Text && mutual && fact.sign.is_some() && fact.landing > fact.block
        })
    };
    let links = (0..facts.len()).filter(answered);
    links
        .map(|at| stem_of(&galley.links[at].href))
        .filter(|stem| !stem.is_empty())
        .collect()
}

/// `#fn12` without its number.
fn stem_of(href: &str) -> &str {
    let fragment = href.rsplit_once('#').map_or("", |(_, fragment)| fragment);
    fragment.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | '.'))
}

/// Whether an element around a block says that it is a note.
fn is_note(galley: &Galley, block: usize) -> bool {
    let mut region = galley.blocks[block].region;
    while let Some(here) = galley.regions.get(region as usize) {
        if here.note || here.notes {
            return true;
        }
        region = here.parent;
    }
    false
}

/// Whether the word before is "note": then the link only speaks of a note.
fn after_note_word(galley: &Galley, first: usize) -> bool {
    let Some(Item::Text(run)) = first.checked_sub(1).and_then(|at| galley.items.get(at)) else {
        return false;
    };
    let text = run.span.of(&galley.text).trim_end();
    let word = text.rsplit(' ').next().unwrap_or("").to_lowercase();
    matches!(
        word.trim_matches(['.', '(']),
        "note"
            | "notes"
            | "n"
            | "nn"
            | "footnote"
            | "endnote"
            | "fn"
            | "anm"
            | "p"
            | "pp"
            | "page"
            | "chapter"
            | "see"
    )
}

/// Where the notes begin that these links call, with their anchors.
fn starts_of(
    galley: &Galley,
    facts: &[Option<Fact>],
    roles: &[Role],
    links: &[usize],
) -> BTreeMap<usize, Anchor> {
    let mut starts = BTreeMap::new();
    for &at in links {
        let Some(anchor) = facts[at].as_ref().and_then(|f| f.target) else {
            continue;
        };
        let anchor = galley.anchors[anchor];
        starts
            .entry(start_of(galley, roles, anchor))
            .or_insert(anchor);
    }
    starts
}

/// Adds the elements that are notes by their maker's word and bear a number, though no mark calls them.
fn add_uncalled(galley: &Galley, starts: &mut BTreeMap<usize, Anchor>) {
    if starts.is_empty() {
        return;
    }
    for (region, here) in galley.regions.iter().enumerate().filter(|(_, r)| r.note) {
        let blocks = galley.blocks.get(here.blocks.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
            continue;
        };
        let called = starts
            .range(first.items.start..last.items.end)
            .next()
            .is_some();
        if called || first.furniture || label_in(galley, here.blocks.start).is_none() {
            continue;
        }
        let anchor = Anchor {
            item: first.items.start,
            region: u32::try_from(region).unwrap_or(NONE),
            heading: false,
            page: false,
        };
        starts.insert(first.items.start, anchor);
    }
}

/// The number that an element before the words of a block gives.
fn label_in(galley: &Galley, block: usize) -> Option<String> {
    let items = &galley.items[galley.blocks.get(block)?.items.clone()];
    let runs = items.iter().filter_map(|item| match item {
        Item::Text(run) => Some((run, run.span.of(&galley.text))),
        _ => None,
    });
    let first = runs.into_iter().find(|(_, text)| !text.trim().is_empty());
    let (run, text) = first.filter(|(run, _)| run.label || run.raised)?;
    let word = text.trim().trim_end_matches('.');
    let single = run.label && word.len() <= 80 && !word.contains(char::is_whitespace);
    sign_of(text).or_else(|| single.then(|| word.to_owned()))
}

/// The step at which the note of an anchor begins: the start of its block, unless other words stand before it there.
fn start_of(galley: &Galley, roles: &[Role], anchor: Anchor) -> usize {
    let block = &galley.blocks[block_at(galley, anchor.item)];
    let words = |item: &Item| match item {
        Item::Text(run) => {
            let text = run.span.of(&galley.text);
            let back = roles.get(run.link as usize) == Some(&Role::Back);
            let label = run.label || run.back || back || sign_of(text).is_some();
            !label && text.contains(char::is_alphanumeric)
        }
        _ => false,
    };
    let before = &galley.items[block.items.start..anchor.item.max(block.items.start)];
    if before.iter().any(words) {
        anchor.item
    } else {
        block.items.start
    }
}

/// What a link is that may be a mark.
fn role_of(
    galley: &Galley,
    at: usize,
    fact: &Fact,
    starts: &BTreeMap<usize, Anchor>,
    roles: &[Role],
    forward: bool,
) -> Option<Role> {
    let link = &galley.links[at];
    let start = fact
        .target
        .map(|a| galley.anchors[a])
        .filter(|_| fact.landing < galley.blocks.len());
    let start = start.map(|anchor| start_of(galley, roles, anchor));
    let note = start.and_then(|s| starts.contains_key(&s).then(|| starts.range(..s).count()));
    let again = note.is_some()
        && fact.sign.is_some()
        && fact.landing != fact.block
        && (link.calls || link.raised || fact.boxed);
    let dead = fact.target.is_none()
        && fact.inner
        && fact.sign.is_some()
        && (link.calls || link.raised || fact.boxed);
    if !(forward || again || dead) {
        return None;
    }
    match (&fact.sign, note) {
        (Some(number), note) => Some(Role::Mark {
            number: number.clone(),
            note,
        }),
        (None, Some(note)) => Some(Role::Words(note)),
        (None, None) => None,
    }
}

/// Finds how far each note reaches.
fn reach(
    galley: &Galley,
    roles: &[Role],
    facts: &[Option<Fact>],
    notes: &mut [Note],
    starts: &BTreeMap<usize, Anchor>,
) {
    let mut marked = vec![false; galley.blocks.len() + 1];
    for (role, fact) in roles.iter().zip(facts) {
        if let (Role::Mark { note: Some(_), .. }, Some(fact)) = (role, fact) {
            marked[fact.block] = true;
        }
    }
    let anchors: Vec<Anchor> = starts.values().copied().collect();
    let back = roles
        .iter()
        .zip(facts)
        .filter(|(role, _)| **role == Role::Back);
    let back = back.filter_map(|(_, fact)| fact.as_ref());
    let returns: BTreeSet<usize> = back
        .filter(|f| f.landing < f.block)
        .map(|f| f.block)
        .collect();
    let shelf = Shelf {
        galley,
        marked: &marked,
        returns: &returns,
    };
    for nth in 0..notes.len() {
        let next = notes.get(nth + 1).map_or(usize::MAX, |n| n.from);
        let block = block_at(galley, notes[nth].from);
        let next_block = if next == usize::MAX {
            galley.blocks.len()
        } else {
            block_at(galley, next)
        };
        let last = shelf.last_block(block, next_block, anchors[nth]);
        let last = last.max(shelf.closing_link(last, next_block));
        notes[nth].to = galley.blocks[last].items.end.min(next);
    }
}

/// The blocks among which notes stand.
struct Shelf<'a> {
    galley: &'a Galley,
    /// For each block whether it holds marks.
    marked: &'a [bool],
    /// The blocks that hold links back.
    returns: &'a BTreeSet<usize>,
}

impl Shelf<'_> {
    /// The last block of the note that begins in `block`; `next` is the block of the next note.
    fn last_block(&self, block: usize, next: usize, anchor: Anchor) -> usize {
        let regions = &self.galley.regions;
        if next <= block {
            return block;
        }
        let own = if anchor.region == NONE {
            self.galley.blocks[block].region
        } else {
            anchor.region
        };
        let mut region = if regions[own as usize].blocks.contains(&block) {
            own
        } else {
            self.galley.blocks[block].region
        };
        while let Some(wider) = self.wider(region, block, next) {
            region = wider;
        }
        let here = &regions[region as usize];
        let alone = here.blocks.start == block && !here.whole;
        let mut end = if alone {
            here.blocks.end.clamp(block + 1, next)
        } else {
            block + 1
        };
        let around = if alone { here.parent } else { region };
        if around != NONE {
            end = self.more(around, block, end, next);
        }
        while end < next && self.only_label(block, end) {
            end += 1;
        }
        end - 1
    }

    /// The block of the link back that closes the note, when plain paragraphs lead to it; else 0.
    fn closing_link(&self, last: usize, next: usize) -> usize {
        let within = self
            .returns
            .range(last + 1..next.max(last + 1).min(last + 12));
        let closes = |block: &usize| (last + 1..=*block).all(|b| self.quiet(b));
        within.copied().take_while(closes).last().unwrap_or(0)
    }

    /// The parent of a region, when it too holds nothing but this note.
    fn wider(&self, region: u32, block: usize, next: usize) -> Option<u32> {
        let parent = self.galley.regions[region as usize].parent;
        let wider = self.galley.regions.get(parent as usize)?;
        let alone = wider.blocks.start == block && wider.blocks.end <= next && !wider.whole;
        let quiet = (block + 1..wider.blocks.end).all(|b| self.quiet(b));
        (alone && quiet).then_some(parent)
    }

    /// Whether a block could be a further paragraph of a note.
    fn quiet(&self, block: usize) -> bool {
        let here = &self.galley.blocks[block];
        !self.marked[block] && !matches!(here.part, Part::Heading | Part::Title) && !here.furniture
    }

    /// The end of a note after the paragraphs that follow its own element.
    fn more(&self, around: u32, block: usize, end: usize, next: usize) -> usize {
        const MOST: usize = 40;
        let outer = &self.galley.regions[around as usize];
        if outer.blocks.contains(&next) && next - end <= MOST && (end..next).all(|b| self.quiet(b))
        {
            return next;
        }
        let list = outer.notes || !outer.whole && self.holds_only_notes(outer.blocks.start, block);
        let class = |b: usize| &self.galley.regions[self.galley.blocks[b].region as usize];
        let alike = |b: usize| class(b).note && class(b).class == class(block).class;
        let limit = outer.blocks.end.min(next).min(end + MOST);
        let goes_on = |b: &usize| self.quiet(*b) && (list || alike(*b));
        end + (end..limit).take_while(goes_on).count()
    }

    /// Whether only headings stand before this block in its element.
    fn holds_only_notes(&self, first: usize, block: usize) -> bool {
        let heading = |b: usize| matches!(self.galley.blocks[b].part, Part::Heading | Part::Title);
        first < block && (first..block).all(heading)
    }

    /// Whether some blocks hold a number and nothing else.
    fn only_label(&self, from: usize, to: usize) -> bool {
        let items = self.galley.blocks[from].items.start..self.galley.blocks[to - 1].items.end;
        let text = text_between(self.galley, items.start, items.end, 60);
        sign_of(&text).is_some() || is_arrow(&text)
    }
}
