// A dispute: switching a source shows at once how the verdict moves. Without this script a button does it.

const box = document.getElementById("weighed");
let asked = 0;

/** Weighs again with what is switched, and puts what came of it in the place of what stood there. */
async function weigh(name, value) {
  const form = document.getElementById("switches");
  const query = new URLSearchParams(new FormData(form)).toString();
  const address = location.pathname + (query ? `?${query}` : "");
  const mine = ++asked;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("weighed");
    if (mine !== asked || !fresh) return;
    const line = box.querySelector(".verdict-line");
    for (const part of [...box.children]) if (part !== line) part.remove();
    line.replaceChildren(...fresh.querySelector(".verdict-line").childNodes);
    fresh.querySelector(".verdict-line").remove();
    box.append(...fresh.childNodes);
    history.replaceState(null, "", address);
    box.querySelector(`#switches input[name="${name}"][value="${CSS.escape(value)}"]`)?.focus();
  } catch {
    form.submit();
  }
}

box?.addEventListener("change", (event) => {
  if (event.target.closest("#switches")) weigh(event.target.name, event.target.value);
});
