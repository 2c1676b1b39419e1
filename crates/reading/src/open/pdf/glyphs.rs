//! The text machine: runs the content of a page and notes where every letter is put, and which level rules are drawn.
//!
//! Only what moves text is followed: the matrices, the text state, forms drawn inside, marked content. Colours, clips
//! and pictures are passed over. Letters that are drawn invisible (the text layer of a scan) count like others.

use super::bounds::Budget;
use super::faces::{Face, LOST, Letter, plain_letters};
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes};
use hayro_syntax::page::Page;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A letter on a page, in points from the top left corner of the page as it is shown.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// The letter, or the first of several.
    pub(super) first: char,
    /// The letters after it.
    pub(super) more: Option<Rc<str>>,
    /// Its left edge on the baseline, along its own direction of writing.
    pub(super) x: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// How far it moves on.
    pub(super) width: f32,
    /// Its type size.
    pub(super) size: f32,
    /// Which way the text runs.
    pub(super) course: Course,
    pub(super) bold: bool,
    /// Drawn invisible.
    pub(super) hidden: bool,
    /// Marked by the file as no part of the text.
    pub(super) artifact: bool,
    /// A digit drawn as a superscript by its font.
    pub(super) small: bool,
}

/// Which way a text runs on its page. The order is that in which texts of a page are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Course {
    Level,
    /// Columns of letters from the top down, the first column at the right.
    Vertical,
    /// A quarter turn to the left: read from bottom to top.
    Up,
    /// A quarter turn to the right: read from top to bottom.
    Down,
    UpsideDown,
    Slanted,
}

/// A level line drawn on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) y: f32,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Share of the page that its largest picture covers, from 0 to 1.
    pub(super) picture: f32,
    /// How many paths are painted.
    pub(super) curves: usize,
    /// Whether the page has more in it than is followed.
    pub(super) cut_short: bool,
    pub(super) width: f32,
    pub(super) height: f32,
}

/// Most letters of one page.
const MOST_GLYPHS: usize = 400_000;

/// Most operators of one page, those of forms included.
const MOST_OPERATORS: usize = 20_000_000;

/// How deep forms may lie in forms, and how many may be drawn on a page.
const DEEPEST_FORM: usize = 12;
const MOST_FORMS: usize = 20_000;

/// The fonts of a document, by the object they stand in.
#[derive(Debug, Default)]
pub(super) struct Faces {
    known: BTreeMap<ObjectIdentifier, usize>,
    all: Vec<Face>,
}

/// Most fonts that are kept; a hostile file may have one on each page.
const MOST_FACES: usize = 4096;

impl Faces {
    fn of(&mut self, dict: &Dict<'_>, budget: &mut Budget) -> Option<usize> {
        let id = dict.obj_id();
        if let Some(&at) = id.and_then(|id| self.known.get(&id)) {
            return (at != usize::MAX).then_some(at);
        }
        if self.all.len() >= MOST_FACES {
            return None;
        }
        let face = Face::of(dict, budget);
        let at = face.map_or(usize::MAX, |face| {
            self.all.push(face);
            self.all.len() - 1
        });
        if let Some(id) = id {
            self.known.insert(id, at);
        }
        (at != usize::MAX).then_some(at)
    }
}

/// Runs the content of a page.
pub(super) fn shown(page: &Page<'_>, faces: &mut Faces, budget: &mut Budget) -> Shown {
    let (width, height) = page.render_dimensions();
    let mut machine = Machine {
        faces,
        budget,
        shown: Shown {
            width,
            height,
            ..Shown::default()
        },
        state: State::new(Matrix(page.initial_transform(true).as_coeffs())),
        kept: Vec::new(),
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        marked: Vec::new(),
        path: Path::default(),
        operators: 0,
        forms: 0,
    };
    match content_of(page, machine.budget) {
        Some(content) => {
            let fonts = page.resources().fonts.clone();
            let objects = page.resources().x_objects.clone();
            machine.run(&content, &fonts, &objects, &mut Vec::new());
        }
        None => machine.shown.cut_short = true,
    }
    machine.shown
}

fn content_of(page: &Page<'_>, budget: &mut Budget) -> Option<Vec<u8>> {
    let dict = page.raw();
    if let Some(stream) = dict.get::<Stream<'_>>(b"Contents") {
        return budget.unpack(&stream).map(std::borrow::Cow::into_owned);
    }
    let mut all = Vec::new();
    let parts = dict.get::<Array<'_>>(b"Contents");
    for stream in parts.iter().flat_map(Array::iter::<Stream<'_>>) {
        let part = budget.unpack(&stream);
        if part.is_none() && all.is_empty() {
            return None;
        }
        all.extend_from_slice(&part.unwrap_or_default());
        all.push(b'\n');
        if all.len() > super::bounds::LARGEST_CONTENT {
            return None;
        }
    }
    Some(all)
}

/// A transformation of the plane, as PDF writes it: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First `self`, then `other`.
    fn then(self, other: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Matrix([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    fn shifted(self, x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    fn point(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }
}

#[derive(Clone, Debug)]
struct State {
    matrix: Matrix,
    face: Option<usize>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

impl State {
    fn new(matrix: Matrix) -> State {
        State {
            matrix,
            face: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

/// An open stretch of marked content.
#[derive(Debug)]
struct Marked {
    /// The letters it stands for, and the first glyph of it.
    actual: Option<(String, usize)>,
    artifact: bool,
}

/// The lines and boxes of the path that is being made.
#[derive(Debug, Default)]
struct Path {
    at: (f64, f64),
    lines: Vec<((f64, f64), (f64, f64))>,
}

struct Machine<'m> {
    faces: &'m mut Faces,
    budget: &'m mut Budget,
    shown: Shown,
    state: State,
    kept: Vec<State>,
    text: Matrix,
    line: Matrix,
    marked: Vec<Marked>,
    path: Path,
    operators: usize,
    forms: usize,
}

impl Machine<'_> {
    fn run(
        &mut self,
        content: &[u8],
        fonts: &Dict<'_>,
        objects: &Dict<'_>,
        inside: &mut Vec<ObjectIdentifier>,
    ) {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.operators += 1;
            if self.operators > MOST_OPERATORS || self.shown.glyphs.len() > MOST_GLYPHS {
                self.shown.cut_short = true;
                return;
            }
            let given = Given(instruction.operands().collect());
            match &**instruction.operator {
                b"Tf" => self.set_font(&given, fonts),
                b"Do" => self.draw(&given, fonts, objects, inside),
                operator => self.step(operator, &given),
            }
        }
    }

    fn step(&mut self, operator: &[u8], given: &Given<'_, '_>) {
        match operator {
            b"q" if self.kept.len() < 512 => self.kept.push(self.state.clone()),
            b"Q" => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => self.state.matrix = given.matrix().then(self.state.matrix),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tm" => (self.text, self.line) = (given.matrix(), given.matrix()),
            b"Td" => self.next_line(given.number(0), given.number(1)),
            b"TD" => {
                self.state.leading = -given.number(1);
                self.next_line(given.number(0), given.number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tc" => self.state.letter_space = given.number(0),
            b"Tw" => self.state.word_space = given.number(0),
            b"Tz" => self.state.stretch = given.number(0) / 100.0,
            b"TL" => self.state.leading = given.number(0),
            b"Ts" => self.state.rise = given.number(0),
            b"Tr" => self.state.mode = given.number(0) as i64,
            b"Tj" | b"TJ" | b"'" | b"\"" => self.show(operator, given),
            b"BMC" | b"BDC" => self.open_mark(given),
            b"EMC" => self.close_mark(),
            _ => self.draw_path(operator, given),
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.shifted(x, y);
        self.text = self.line;
    }

    fn set_font(&mut self, given: &Given<'_, '_>, fonts: &Dict<'_>) {
        self.state.size = given.number(1);
        let dict = given.name(0).and_then(|name| fonts.get::<Dict<'_>>(name));
        self.state.face = dict.and_then(|dict| self.faces.of(&dict, self.budget));
    }

    fn show(&mut self, operator: &[u8], given: &Given<'_, '_>) {
        match operator {
            b"'" => self.next_line(0.0, -self.state.leading),
            b"\"" => {
                self.state.word_space = given.number(0);
                self.state.letter_space = given.number(1);
                self.next_line(0.0, -self.state.leading);
            }
            _ => {}
        }
        match given.0.last() {
            Some(Object::String(text)) => self.show_string(text.as_bytes()),
            Some(Object::Array(parts)) => self.show_parts(parts),
            _ => {}
        }
    }

    fn show_parts(&mut self, parts: &Array<'_>) {
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::String(text) => self.show_string(text.as_bytes()),
                Object::Number(back) => {
                    let shift = -back.as_f64() / 1000.0 * self.state.size;
                    if self.is_vertical() {
                        self.text = self.text.shifted(0.0, shift);
                    } else {
                        self.text = self.text.shifted(shift * self.state.stretch, 0.0);
                    }
                }
                _ => {}
            }
        }
    }

    fn is_vertical(&self) -> bool {
        let face = self.state.face.and_then(|at| self.faces.all.get(at));
        face.is_some_and(|face| face.vertical)
    }

    fn show_string(&mut self, bytes: &[u8]) {
        let Some(at) = self.state.face else {
            return;
        };
        let vertical = self.is_vertical();
        let mut read = 0;
        while read < bytes.len() && self.shown.glyphs.len() <= MOST_GLYPHS {
            let (letter, length, is_space) = self.faces.all[at].next(bytes, read);
            read += length.max(1);
            let bold = self.faces.all[at].bold;
            let space =
                self.state.letter_space + if is_space { self.state.word_space } else { 0.0 };
            let advance = f64::from(letter.advance) / 1000.0 * self.state.size;
            self.put(letter, advance, bold, vertical);
            self.text = if vertical {
                self.text.shifted(0.0, -(advance + space))
            } else {
                self.text
                    .shifted((advance + space) * self.state.stretch, 0.0)
            };
        }
    }

    fn put(&mut self, letter: Letter, advance: f64, bold: bool, vertical: bool) {
        let whole = self.text.then(self.state.matrix);
        let [a, b, c, d, ..] = whole.0;
        let (x, y) = whole.point(0.0, self.state.rise);
        let tall = self.state.size.abs() * (c * c + d * d).sqrt();
        let long = (a * a + b * b).sqrt();
        let width = if vertical {
            advance.abs() * (c * c + d * d).sqrt()
        } else {
            advance.abs() * self.state.stretch.abs() * long
        };
        let fits = |v: f64| v.is_finite() && v.abs() < 1.0e5;
        if !(fits(x) && fits(y) && fits(width) && fits(tall)) || tall < 0.2 {
            return;
        }
        let hidden = self.state.mode == 3 || self.state.mode == 7;
        let artifact = self.marked.iter().any(|mark| mark.artifact);
        let course = if vertical {
            Course::Vertical
        } else {
            course_of(a * self.state.size.signum(), b * self.state.size.signum())
        };
        self.shown.glyphs.push(Glyph {
            first: letter.first,
            more: letter.more,
            x: x as f32,
            y: y as f32,
            width: width as f32,
            size: tall as f32,
            course,
            bold: bold || self.state.mode == 2,
            hidden,
            artifact,
            small: letter.small,
        });
    }

    fn open_mark(&mut self, given: &Given<'_, '_>) {
        let artifact = given.name(0) == Some(b"Artifact");
        let actual = given.0.iter().find_map(|object| match object {
            Object::Dict(dict) => dict.get::<Bytes<'_>>(b"ActualText"),
            _ => None,
        });
        let actual = actual.map(|text| (decoded_text(text.as_bytes()), self.shown.glyphs.len()));
        if self.marked.len() < 256 {
            self.marked.push(Marked { actual, artifact });
        }
    }

    fn close_mark(&mut self) {
        let Some(Marked {
            actual: Some((text, from)),
            ..
        }) = self.marked.pop()
        else {
            return;
        };
        let text = plain_letters(&text);
        let glyphs = &mut self.shown.glyphs;
        let Some(last) = glyphs.len().checked_sub(1).filter(|last| *last >= from) else {
            return;
        };
        let level = glyphs[from..].iter().all(|g| {
            g.course == glyphs[from].course && (g.y - glyphs[from].y).abs() < glyphs[from].size
        });
        let one_line = level && glyphs[last].x >= glyphs[from].x;
        if !one_line || text.chars().count() > 4 * (last + 1 - from) + 4 {
            return;
        }
        if glyphs.len() - from == text.chars().count() {
            for (glyph, c) in glyphs[from..].iter_mut().zip(text.chars()) {
                (glyph.first, glyph.more) = (c, None);
            }
            return;
        }
        let right = glyphs[last].x + glyphs[last].width;
        glyphs.truncate(from + 1);
        let glyph = &mut glyphs[from];
        let mut letters = text.chars();
        match letters.next() {
            Some(first) => {
                glyph.first = first;
                let rest = letters.as_str();
                glyph.more = (!rest.is_empty()).then(|| Rc::from(rest));
                glyph.width = (right - glyph.x).max(0.0);
            }
            None => glyphs.truncate(from),
        }
    }

    fn draw(
        &mut self,
        given: &Given<'_, '_>,
        fonts: &Dict<'_>,
        objects: &Dict<'_>,
        inside: &mut Vec<ObjectIdentifier>,
    ) {
        let Some(stream) = given
            .name(0)
            .and_then(|name| objects.get::<Stream<'_>>(name))
        else {
            return;
        };
        match stream.dict().get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Image") => self.note_picture(),
            Some(b"Form") => self.draw_form(&stream, fonts, objects, inside),
            _ => {}
        }
    }

    fn note_picture(&mut self) {
        let [a, b, c, d, ..] = self.state.matrix.0;
        let area = (a * d - b * c).abs() as f32;
        let page = (self.shown.width * self.shown.height).max(1.0);
        self.shown.picture = self.shown.picture.max((area / page).min(1.0));
    }

    fn draw_form(
        &mut self,
        stream: &Stream<'_>,
        fonts: &Dict<'_>,
        objects: &Dict<'_>,
        inside: &mut Vec<ObjectIdentifier>,
    ) {
        self.forms += 1;
        let id = stream.obj_id();
        if inside.len() >= DEEPEST_FORM || self.forms > MOST_FORMS || inside.contains(&id) {
            self.shown.cut_short |= self.forms > MOST_FORMS;
            return;
        }
        let Some(content) = self.budget.unpack(stream) else {
            self.shown.cut_short = true;
            return;
        };
        let own = stream.dict().get::<Dict<'_>>(b"Resources");
        let resource = |key: &[u8]| own.as_ref().and_then(|r| r.get::<Dict<'_>>(key));
        let (own_fonts, own_objects) = (resource(b"Font"), resource(b"XObject"));
        let kept = (self.state.clone(), self.text, self.line, self.kept.len());
        if let Some(matrix) = stream.dict().get::<[f64; 6]>(b"Matrix") {
            self.state.matrix = Matrix(matrix).then(self.state.matrix);
        }
        inside.push(id);
        self.run(
            &content,
            own_fonts.as_ref().unwrap_or(fonts),
            own_objects.as_ref().unwrap_or(objects),
            inside,
        );
        inside.pop();
        self.kept.truncate(kept.3);
        (self.state, self.text, self.line) = (kept.0, kept.1, kept.2);
    }

    fn draw_path(&mut self, operator: &[u8], given: &Given<'_, '_>) {
        match operator {
            b"m" => self.path.at = (given.number(0), given.number(1)),
            b"l" => {
                let to = (given.number(0), given.number(1));
                self.add_line(self.path.at, to);
                self.path.at = to;
            }
            b"re" => {
                let (x, y) = (given.number(0), given.number(1));
                let (width, height) = (given.number(2), given.number(3));
                if height.abs() < 4.0 || width.abs() > 20.0 * height.abs() {
                    let middle = y + height / 2.0;
                    self.add_line((x, middle), (x + width, middle));
                }
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => self.paint(),
            b"n" => self.path.lines.clear(),
            _ => {}
        }
    }

    fn add_line(&mut self, from: (f64, f64), to: (f64, f64)) {
        if self.path.lines.len() < 4096 {
            self.path.lines.push((from, to));
        }
    }

    fn paint(&mut self) {
        self.shown.curves += 1;
        for (from, to) in std::mem::take(&mut self.path.lines) {
            let (x, y) = self.state.matrix.point(from.0, from.1);
            let (u, v) = self.state.matrix.point(to.0, to.1);
            let level = (y - v).abs() < 0.8 && (x - u).abs() > 12.0;
            let fits = x.is_finite() && u.is_finite() && y.is_finite() && x.abs() < 1.0e5;
            if level && fits && u.abs() < 1.0e5 && self.shown.rules.len() < 10_000 {
                self.shown.rules.push(Rule {
                    left: x.min(u) as f32,
                    right: x.max(u) as f32,
                    y: y as f32,
                });
            }
        }
    }
}

/// Which way a text runs whose letters follow each other along `(a, b)`, with y downwards.
fn course_of(a: f64, b: f64) -> Course {
    if b.abs() <= a.abs() * 0.12 {
        if a >= 0.0 {
            Course::Level
        } else {
            Course::UpsideDown
        }
    } else if a.abs() <= b.abs() * 0.12 {
        if b < 0.0 { Course::Up } else { Course::Down }
    } else {
        Course::Slanted
    }
}

/// The operands of an operator.
struct Given<'b, 'a>(Vec<&'b Object<'a>>);

impl Given<'_, '_> {
    fn number(&self, at: usize) -> f64 {
        match self.0.get(at) {
            Some(Object::Number(number)) => number.as_f64(),
            _ => 0.0,
        }
    }

    fn matrix(&self) -> Matrix {
        if self.0.len() < 6 {
            return Matrix::IDENTITY;
        }
        Matrix(std::array::from_fn(|at| self.number(at)))
    }

    fn name(&self, at: usize) -> Option<&[u8]> {
        match self.0.get(at) {
            Some(Object::Name(name)) => Some(name.as_ref()),
            _ => None,
        }
    }
}

/// A text string of the format: UTF-16 or UTF-8 with a mark, else Latin-1 (which its own encoding resembles).
pub(super) fn decoded_text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .chunks(2)
                .map(|pair| u16::from(pair[0]) << 8 | pair.get(1).map_or(0, |low| u16::from(*low)));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(LOST))
                .collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
