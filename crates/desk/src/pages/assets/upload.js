// Originals are sent as they are, one after the other, and what came of each is told.

const box = document.getElementById("upload");
const field = document.getElementById("files");
const told = document.getElementById("uploaded");

async function send(files) {
  let lines = [], read = 0, next = "";
  for (const file of files) {
    told.textContent = [...lines, `${file.name}: ${box.dataset.reading}`].join("\n");
    try {
      const answer = await fetch(`/upload/${encodeURIComponent(file.name)}`, {
        method: "POST", body: file, headers: { "Content-Type": "application/octet-stream", Accept: "application/json" },
      });
      const said = await answer.json();
      if (answer.ok) { read += 1; next = said.next; lines.push(`${file.name}: ${said.said.summary}`); }
      else lines.push(`${file.name}: ${said.why ?? said.error}`);
    } catch {
      lines.push(`${file.name}: ${box.dataset.failed}`);
    }
    told.textContent = lines.join("\n");
  }
  field.value = "";
  if (read === 1 && files.length === 1) location.href = next;
}

box.hidden = false;
field.addEventListener("change", () => send([...field.files]));
box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
box.addEventListener("dragleave", () => box.classList.remove("over"));
box.addEventListener("drop", (event) => { event.preventDefault(); box.classList.remove("over"); send([...event.dataTransfer.files]); });
