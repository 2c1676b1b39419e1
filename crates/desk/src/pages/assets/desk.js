// What every page does better with a script: theme, keys, and knowing that files have changed. No page needs it.

const root = document.documentElement;

/** Light, dark, or as the system has it; remembered in this browser. */
function theme() {
  const kept = localStorage.getItem("theme");
  if (kept) root.dataset.theme = kept;
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      localStorage.setItem("theme", root.dataset.theme);
    });
  }
}

/** Whether keys are meant for a field and not for the page. */
export function typing(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]");
}

const WAYS = { q: "/questions", i: "/inbox", r: "/originals", t: "/timeline", k: "/knowledge", n: "/network", s: "/sources", e: "/essays", c: "/checks", h: "/" };

/** `g` and a letter goes to a page, `/` to the search, `?` to the help. */
function keys() {
  let going = false;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || typing(event)) return;
    if (going && WAYS[event.key]) { event.preventDefault(); location.href = WAYS[event.key]; }
    else if (event.key === "/") { event.preventDefault(); document.getElementById("find")?.focus(); }
    else if (event.key === "?") location.href = "/help";
    going = event.key === "g";
  });
}

/** Says so when the files of the case have changed; a page on which nothing was typed shows the new state by itself. */
function watch() {
  let dirty = false;
  document.addEventListener("input", (event) => { if (!event.target.closest(".find")) dirty = true; });
  document.addEventListener("submit", () => { dirty = false; });
  // Whoever is on the way to another page is not called back to this one.
  let leaving = false;
  addEventListener("beforeunload", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = false; });
  let known;
  // A script that has written something says so: the version that this makes is no news.
  document.addEventListener("kaozheng:wrote", () => { known = undefined; });
  const look = async () => {
    if (document.hidden || leaving) return;
    try {
      const said = await (await fetch("/version", { cache: "no-store" })).json();
      if (leaving) return;
      if (known !== undefined && said.version !== known) {
        if (!dirty && !String(getSelection())) return location.reload();
        notice(said.changed, said.reload);
      }
      known = said.version;
    } catch { /* The server has gone; the page stays readable. */ }
  };
  look();
  setInterval(look, 2000);
}

/** A line in the corner with a button that loads the page again. */
function notice(words, button) {
  if (document.querySelector(".notice")) return;
  const box = document.createElement("div");
  box.className = "notice";
  box.setAttribute("role", "status");
  box.textContent = words + " ";
  const again = document.createElement("button");
  again.textContent = button;
  again.addEventListener("click", () => location.reload());
  box.append(again);
  document.body.append(box);
}

theme();
keys();
watch();
