// The reader's keys and selection: a sentence or what the mouse has chosen becomes a card. Without a script each passage
// has a link of its own for that.
import { typing } from "./desk.js";

const reader = document.querySelector(".reader");
const name = reader?.dataset.original;
const KINDS = { m: "statement", P: "person", B: "body", L: "place", M: "matter", E: "event", A: "argument", Q: "question", S: "source" };

/** The letters of a passage that belong to its text: page marks and note marks are not among them. */
function* letters(words) {
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".mark, .break, .number, .here") && words.contains(node.parentElement.closest(".mark, .break, .number, .here"))
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) yield walker.currentNode;
}

/** The texts of the page in order: each passage or note with its first code point and its letters. */
const texts = [...document.querySelectorAll(".leaf [data-at], .pane:not(.second) [data-at]")].map((holder) => {
  const words = holder.querySelector(":scope > .words");
  return words && { holder, words, at: Number(holder.dataset.at), number: Number(holder.dataset.number) };
}).filter(Boolean);

/** The code point at which a place of the page stands; null outside the text. */
function point(node, offset) {
  const of = texts.find(({ words }) => words.contains(node));
  if (!of) return null;
  let at = of.at;
  for (const text of letters(of.words)) {
    if (text === node) return at + [...text.data.slice(0, offset)].length;
    const place = document.createRange();
    place.setStart(node, offset);
    if (place.comparePoint(text, 0) > 0) return at;
    at += [...text.data].length;
  }
  return at;
}

/** The range of the page for two code points. */
function range(start, end) {
  const found = document.createRange();
  let begun = false;
  for (const { words, at } of texts) {
    let now = at;
    for (const text of letters(words)) {
      const signs = [...text.data];
      const offset = (to) => signs.slice(0, to - now).join("").length;
      if (!begun && start >= now && start < now + signs.length) { found.setStart(text, offset(start)); begun = true; }
      if (begun && end > now && end <= now + signs.length) { found.setEnd(text, offset(end)); return found; }
      now += signs.length;
    }
  }
  return null;
}

/** Every sentence of the page as [first, last code point, passage]. */
function sentencesOf() {
  const cutter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(document.querySelector(".leaf")?.lang || undefined, { granularity: "sentence" }) : null;
  const out = [];
  for (const { words, at, number } of texts) {
    const whole = [...letters(words)].map((text) => text.data).join("");
    const parts = cutter ? [...cutter.segment(whole)].map((part) => part.segment) : whole.split(/(?<=[.!?。！？]["”’)]?\s)/u);
    let now = at, kept = null;
    for (const part of parts) {
      const length = [...part].length;
      const bare = [...part.trimEnd()].length;
      // An abbreviation does not end a sentence: one that is very short or ends in a single capital goes on.
      if (kept) { kept[1] = now + bare; } else { kept = [now, now + bare, number]; }
      if (!/(?:^|\s)(?:\p{Lu}|p|pp|n|no|vol|ed|eds|cf|trans|et al|Dr|Mr|Mrs|Jr|St)\.\s*$/iu.test(part)) { out.push(kept); kept = null; }
      now += length;
    }
    if (kept) out.push(kept);
  }
  return out.filter(([start, end]) => end > start);
}

let sentences = null;
let first = -1, last = -1;
let chosen = null;

/** Shows a stretch as the one that keys work on. */
function choose(start, end, scroll = true) {
  chosen = { start, end };
  const place = range(start, end);
  if (!place) return;
  if (CSS.highlights) CSS.highlights.set("chosen", new Highlight(place));
  else { const selection = getSelection(); selection.removeAllRanges(); selection.addRange(place); }
  const box = place.getBoundingClientRect();
  if (scroll && (box.top < 90 || box.bottom > innerHeight - 40)) scrollBy({ top: box.top - innerHeight / 3, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  offer(box);
}

function none() {
  chosen = null; first = last = -1;
  CSS.highlights?.delete("chosen");
  getSelection().removeAllRanges();
  const making = document.querySelector("[data-making]");
  if (making) making.hidden = true;
}

/** Puts the button that makes a card beside what was chosen. */
function offer(box) {
  const making = document.querySelector("[data-making]");
  if (!making) return;
  making.hidden = false;
  making.classList.add("floating");
  making.querySelector("a").href = address("statement");
  reader.append(making);
  making.style.top = `${scrollY + box.bottom + 6}px`;
  making.style.left = `${Math.max(8, Math.min(scrollX + box.left, innerWidth - 180))}px`;
}

function address(kind) {
  const query = new URLSearchParams({ original: name, kind, start: chosen.start, end: chosen.end });
  return `/new-card?${query}`;
}

/** One sentence on or back; the first key begins with the sentence that is in view. */
function step(by, extend) {
  sentences ??= sentencesOf();
  if (!sentences.length) return;
  if (first < 0) {
    const seen = sentences.findIndex(([start, end]) => chosen ? end > chosen.start : (range(start, end)?.getBoundingClientRect().top ?? -1) > 80);
    first = last = Math.max(0, seen);
    if (chosen && !extend) first = last = Math.max(0, Math.min(sentences.length - 1, seen + by));
  } else if (extend) {
    last = Math.max(first, Math.min(sentences.length - 1, last + by));
    // A card quotes one passage or note.
    while (sentences[last][2] !== sentences[first][2]) last -= 1;
  } else {
    first = last = Math.max(0, Math.min(sentences.length - 1, (by > 0 ? last : first) + by));
  }
  choose(sentences[first][0], sentences[last][1]);
}

function keys(event) {
  if (event.defaultPrevented || typing(event)) return;
  if (event.key === "j") step(1, false);
  else if (event.key === "k") step(-1, false);
  else if (event.key === "v") step(1, true);
  else if (event.key === "V") step(-1, true);
  else if (event.key === "Escape") none();
  else if (event.key === "x" && chosen && document.querySelector("[data-making]")) {
    const of = texts.findLast(({ at }) => at <= chosen.start);
    if (of) location.href = `?correct=${of.number}`;
  } else if (KINDS[event.key] && chosen && document.querySelector("[data-making]")) location.href = address(KINDS[event.key]);
  else return;
  event.preventDefault();
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const place = selection.getRangeAt(0);
  const start = point(place.startContainer, place.startOffset), end = point(place.endContainer, place.endOffset);
  if (start === null || end === null || end <= start) return;
  CSS.highlights?.delete("chosen");
  chosen = { start, end }; first = last = -1;
  offer(place.getBoundingClientRect());
}

/** A card and its words light up together. */
function light(event) {
  const card = event.target.closest?.("[data-card]")?.dataset.card;
  for (const lit of reader.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (card) for (const same of reader.querySelectorAll(`[data-card="${CSS.escape(card)}"]`)) same.classList.add("lit");
}

/** `#c10-40` leads to any stretch, also where no card quotes it. */
function arrive() {
  const [, start, end] = /^#c(\d+)-(\d+)$/.exec(location.hash) ?? [];
  if (start) choose(Number(start), Number(end));
}

/** Two panes that scroll together: by passages that say the same, else by their share. */
function together() {
  const [one, two] = document.querySelectorAll(".pane");
  if (!two) return;
  const pairs = (document.querySelector(".pair").dataset.pairs || "").split(" ").filter(Boolean).map((pair) => pair.split("-"))
    .map(([a, b]) => [document.getElementById(`p${a}`), document.getElementById(`o${b}`)]).filter(([a, b]) => a && b);
  let leading = null;
  const top = (pane, element) => element.offsetTop - pane.offsetTop;
  const follow = (from, to, side) => {
    const marks = [[0, 0], ...pairs.map((pair) => [top(from, pair[side]), top(to, pair[1 - side])]), [from.scrollHeight - from.clientHeight, to.scrollHeight - to.clientHeight]]
      .sort((a, b) => a[0] - b[0]);
    const after = marks.findIndex(([at]) => at >= from.scrollTop);
    const [b, a] = [marks[Math.max(1, after)], marks[Math.max(1, after) - 1]];
    const share = b[0] > a[0] ? (from.scrollTop - a[0]) / (b[0] - a[0]) : 0;
    to.scrollTop = a[1] + share * (b[1] - a[1]);
  };
  for (const [from, to, side] of [[one, two, 0], [two, one, 1]]) {
    for (const kind of ["pointerenter", "focusin", "wheel", "touchstart"]) from.addEventListener(kind, () => { leading = from; }, { passive: true });
    from.addEventListener("scroll", () => { if (leading === from) follow(from, to, side); }, { passive: true });
  }
}

if (reader) {
  document.addEventListener("keydown", keys);
  document.addEventListener("selectionchange", () => setTimeout(selected, 0));
  reader.addEventListener("pointerover", light);
  reader.addEventListener("focusin", light);
  addEventListener("hashchange", arrive);
  document.getElementById("beside")?.addEventListener("change", (event) => event.target.form.requestSubmit());
  arrive();
  together();
}
