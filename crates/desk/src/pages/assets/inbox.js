// The inbox by single keys: each decision is sent while the next draft is read. Without this script every key is a button.

import { typing } from "./desk.js";

const said = document.getElementById("said");
const batch = document.getElementById("batch");
const drafts = () => [...document.querySelectorAll("article.draft")];
let last;

/** The draft that keys are for: the one that has the focus, else the first. */
function current() {
  return document.activeElement?.closest?.("article.draft") ?? null;
}

function go(article) {
  if (!article) return;
  article.focus({ preventScroll: true });
  article.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const all = drafts();
  const at = all.indexOf(current());
  go(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
}

/** Sends a form; the answer, or the reason why it was refused. */
async function send(action, fields) {
  try {
    const answer = await fetch(action, { method: "POST", headers: { Accept: "application/json" }, body: fields });
    const told = await answer.json();
    if (!answer.ok) return { why: told.why ?? answer.statusText };
    document.dispatchEvent(new Event("kaozheng:wrote"));
    return told;
  } catch (trouble) {
    return { why: String(trouble.message ?? trouble) };
  }
}

function fieldsOf(form, button) {
  const fields = new URLSearchParams(new FormData(form));
  if (button) fields.set(button.name, button.value);
  return fields;
}

/** Takes away what was decided; when a page is empty the next part is shown. */
function settle(ids, reload) {
  const gone = new Set(ids);
  const all = drafts();
  const here = all.indexOf(current());
  for (const article of all.filter((article) => gone.has(article.dataset.id))) {
    if (article.dataset.others && !article.dataset.together) reload = true;
    article.closest("li").remove();
  }
  const count = document.querySelector("[data-waiting]");
  if (count) count.textContent = String(Math.max(0, Number(count.textContent) - ids.length));
  const left = drafts();
  if (reload || left.length === 0) {
    sessionStorage.setItem("inbox-at", String(Math.max(here, 0)));
    location.reload();
  } else go(left[Math.min(Math.max(here, 0), left.length - 1)]);
}

async function decide(form, button) {
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  const act = button.value;
  const told = await send(form.getAttribute("action"), fieldsOf(form, button));
  delete form.dataset.sent;
  const trouble = form.closest("article")?.querySelector(".trouble");
  if (told.why) {
    (trouble ?? said).textContent = told.why;
    return;
  }
  if (trouble) trouble.textContent = "";
  last = told.said.deed ?? last;
  said.textContent = `${button.textContent.trim()}: ${told.said.ids.join(", ")}`;
  const whole = form.classList.contains("together") || act === "split" || act === "merge";
  settle(told.said.ids, whole);
}

async function undo() {
  const form = document.querySelector("form.undo");
  const fields = new URLSearchParams(form ? new FormData(form) : {});
  if (last !== undefined) fields.set("deed", String(last));
  if (!fields.get("deed")) return;
  const told = await send("/undo", fields);
  if (told.why) { said.textContent = told.why; return; }
  sessionStorage.setItem("inbox-id", told.said.ids[0] ?? "");
  location.reload();
}

function press(article, value) {
  const button = article.querySelector(`.decide button[name="do"][value="${value}"]`);
  if (button) decide(button.form, button);
  else document.getElementById("by")?.focus();
}

/** Opens the lines of a draft; with `s` the caret stands where a second card can begin. */
function amend(article, split) {
  const box = article.querySelector("details.amend");
  if (!box) return document.getElementById("by")?.focus();
  box.open = true;
  const text = box.querySelector("textarea");
  text.focus();
  if (split) text.setSelectionRange(text.value.length, text.value.length);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") !== "/inbox" || !event.submitter) return;
  event.preventDefault();
  decide(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("textarea") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const button = event.target.form?.querySelector("button.chief");
    if (button) { event.preventDefault(); decide(button.form, button); }
    return;
  }
  if (event.key === "Escape" && event.target.closest?.("details.amend")) {
    const article = event.target.closest("article");
    event.target.closest("details").open = false;
    return go(article);
  }
  const marking = event.target.matches?.('input[type="checkbox"]');
  if (event.defaultPrevented || (typing(event) && !marking)) return;
  const article = current() ?? drafts()[0];
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "u") undo();
  else if (!article) return;
  else if (event.key === "a") press(article, "accept");
  else if (event.key === "r") press(article, "reject");
  else if (event.key === "e") amend(article, false);
  else if (event.key === "s") amend(article, true);
  else if (event.key === "x") {
    const box = article.querySelector('input[name="draft"][type="checkbox"]');
    if (box) { box.checked = !box.checked; go(article); }
  } else if (event.key === "m") batch?.querySelector('[value="merge"]')?.click();
  else return;
  event.preventDefault();
});

// After a reload the reader goes on where he was.
const id = sessionStorage.getItem("inbox-id");
const at = sessionStorage.getItem("inbox-at");
sessionStorage.removeItem("inbox-id");
sessionStorage.removeItem("inbox-at");
if (id) go(drafts().find((article) => article.dataset.id === id) ?? drafts()[0]);
else if (at) go(drafts()[Math.min(Number(at), drafts().length - 1)]);
