// A thousand hostile strings, in every field of every kind of card, in drafts, essays and names of files: they are text and nothing else.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser, openDesk } from "../desk.mjs";

const kinds = ["source", "person", "body", "place", "matter", "event", "statement", "argument", "question"];
const fields = ["title", "name", "says", "asks", "ask", "means", "author", "dated", "published", "released", "held-at", "language", "type",
  "because", "hedge", "speaker", "reported-by", "said-on", "recalled-on", "when", "sender", "recipient", "via", "tells", "after", "before",
  "where", "who", "for", "against", "premise", "scheme", "grade", "derives-from", "text-of", "file", "interest", "witness", "translator",
  "office", "member-of", "kept-within", "entails", "contradicts", "would-settle", "matter", "standard", "editor-says", "unknown-field"];

/** Pieces that break out of a text, an attribute, a script, a style, an address, and what stands between. */
const openings = ["", "\"", "'", "`", ">", "\"'>", "</title>", "</textarea>", "</script>", "</style>", "-->", "]]>", "</dd>", "\\", "%22%3E", "&quot;&gt;", "\u202e", "\u0000"];
const charges = ["<script>window.hurt=1</script>", "<img src=x onerror=window.hurt=1>", "<svg onload=window.hurt=1>", "<svg><script href=data:,window.hurt=1 />",
  "<iframe srcdoc='<script>parent.hurt=1</script>'>", "<a href=javascript:window.hurt=1>x</a>", "[x](javascript:window.hurt=1)", "![x](javascript:window.hurt=1)",
  "<style>*{display:none}</style>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<form action=//evil.example><button>x",
  "<link rel=stylesheet href=//evil.example/x.css>", "<object data=//evil.example>", "{{hurt}}", "${window.hurt=1}", "<!--", "<details open ontoggle=window.hurt=1>",
  "onfocus=window.hurt=1 autofocus", "<input autofocus onfocus=window.hurt=1>", "&#60;script&#62;window.hurt=1&#60;/script&#62;", "[hostile-1]: javascript:window.hurt=1"];
const strings = Array.from({ length: 1000 }, (_, n) =>
  `${openings[n % openings.length]}${charges[Math.floor(n / openings.length) % charges.length]} no. ${n}`.replace(/[\n\r]/g, " "));

function prepare(root) {
  let n = 0;
  const next = () => strings[n++ % strings.length];
  const cards = kinds.flatMap((kind) => Array.from({ length: 3 }, (_, at) =>
    `${kind}: hostile-${kind}-${at}\n${fields.map((field) => `${field}: ${next()}\nfrom: ${next()}\n> ${next()}`).join("\n")}\n# ${next()}\n`));
  writeFileSync(join(root, "cards/hostile.card"), cards.join("\n"));
  writeFileSync(join(root, "cards/hostile ' \" <b> & #.card"), `person: hostile-file\nname: ${next()}\n`);
  writeFileSync(join(root, "drafts/hostile.card"), kinds.map((kind) => `${kind}: hostile-draft-${kind}\n${fields.map((field) => `${field}: ${next()}`).join("\n")}\ndrafted: ${next()}\nanchor: hostile.md, chars 1-9\n`).join("\n"));
  writeFileSync(join(root, "sources/hostile.md"), `# ${next()}\n\n${strings.slice(0, 200).join("\n\n")}\n`);
  writeFileSync(join(root, "sources/hostile ' \" <b> & #.txt"), strings.slice(200, 260).join("\n\n"));
  mkdirSync(join(root, "essays"), { recursive: true });
  writeFileSync(join(root, "essays/hostile.md"), `# ${next()}\n\n${strings.slice(300, 420).map((text) => `${text} [hostile-person-0]`).join("\n\n")}\n`);
  assert.ok(n > 1000, "every string is used");
}

let launched, desk;
before(async () => { launched = await browser(); desk = await openDesk(launched, { prepare }); });
after(async () => { await desk?.close(); await launched.close(); });

test("1,000 hostile strings in every field show nothing but text", async () => {
  const { page } = desk;
  const strangers = [];
  page.on("request", (sent) => { if (!sent.url().startsWith(desk.server.origin) && !sent.url().startsWith("data:image/")) strangers.push(sent.url()); });
  page.on("dialog", (dialog) => { strangers.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  const open = ["/"];
  const seen = new Set(open);
  while (open.length) {
    const path = open.shift();
    const answer = await page.goto(desk.url(path), { waitUntil: "load" });
    assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
    const found = await page.evaluate(() => ({
      hurt: window.hurt,
      scripts: [...document.scripts].map((s) => s.getAttribute("src") ?? "(inline)").filter((src) => !src.startsWith("/assets/")),
      strange: [...document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], img[src='x'], style, [onerror], [onload], [onfocus], [ontoggle], [style]")].map((e) => e.outerHTML.slice(0, 120)),
      links: [...document.querySelectorAll("a[href], form[action], link[href]")].map((e) => e.href || e.action).filter((to) => typeof to === "string" && !to.startsWith(location.origin)),
      next: [...document.querySelectorAll("a[href]:not([download])")].map((a) => a.getAttribute("href")).filter((to) => to.startsWith("/") && !to.startsWith("//")),
    }));
    assert.equal(found.hurt, undefined, `a script of the material ran on ${path}`);
    assert.deepEqual([found.scripts, found.strange, found.links], [[], [], []], path);
    for (const link of found.next) {
      const bare = link.split("#")[0];
      const hostile = bare.includes("hostile") || bare.split("/").length <= 2;
      if (hostile && !bare.includes("lang=") && !bare.includes(".json") && !seen.has(bare) && seen.size < 160) { seen.add(bare); open.push(bare); }
    }
  }
  assert.deepEqual(strangers, []);
  assert.ok(seen.size > 30, `only ${seen.size} pages were reached`);
});
