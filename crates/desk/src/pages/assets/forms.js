// Forms are quicker with a script: Ctrl+Enter saves, and what is typed is understood while it is typed.

const form = document.querySelector("form.cardform, .correcting form");
let sending = false;

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.chief"));
  }
});

// A second click while the first is on its way does not send the form again.
form?.addEventListener("submit", (event) => {
  if (sending) event.preventDefault();
  sending = true;
  setTimeout(() => { sending = false; }, 3000);
});

/** The fields as they would be sent. */
function fields() {
  return new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "do"));
}

/** How each field is understood, what is wrong, and the card as it would be written. */
function tell(view) {
  for (const row of [view.from, ...view.judged, ...view.fields]) {
    const place = form.querySelector(`[data-understood="${CSS.escape(row.name)}"]`);
    place?.replaceChildren(...row.understood.map(({ good, says }) => {
      const line = document.createElement("span");
      line.className = good ? "good" : "bad";
      line.textContent = `${good ? "→" : "!"} ${says}`;
      return line;
    }));
  }
  const text = form.querySelector("[data-text]");
  if (text) text.textContent = view.text;
  form.querySelector("[data-notes]")?.replaceChildren(...view.notes.map((note) => {
    const line = document.createElement("p");
    line.className = `note-${note.severity}`;
    line.textContent = note.help ? `${note.message} ${note.help}` : note.message;
    return line;
  }));
}

if (form?.dataset.live) {
  let waiting, asked = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const number = (asked += 1);
      try {
        const answer = await fetch(`${form.dataset.live}?${fields()}`, { cache: "no-store" });
        if (answer.ok && number === asked) tell(await answer.json());
      } catch { /* The form works without being told. */ }
    }, 250);
  });
  const empty = [...form.querySelectorAll(".sheet > .field :is(input, textarea)")].find((field) => !field.value);
  (empty ?? form.querySelector("#f-id")).focus();
} else {
  form?.querySelector("textarea")?.focus();
}
