// Writing ends in a paper: an essay with live cards, its notes in Word, and the whole case as a site.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browser, openDesk, run, serious } from "../desk.mjs";

const ESSAY = "# On the ultimatum\n\nTruman claimed that he had sent one [truman-claims-ultimatum]. Nobody has found it.\n\nA card that is gone is cited here [no-such-card].\n";

let launched, desk, page;
before(async () => {
  launched = await browser();
  desk = await openDesk(launched, { prepare: (root) => { mkdirSync(join(root, "essays"), { recursive: true }); writeFileSync(join(root, "essays/ultimatum.md"), ESSAY); } });
  page = desk.page;
});
after(async () => { await desk?.close(); await launched?.close(); });

test("every card in an essay is live, one that is gone is marked, and so is a sentence that rests on nothing", async () => {
  await page.goto(desk.url("/essays/ultimatum"));
  assert.equal(await page.locator("#unsupported-1").count(), 1);
  assert.match(await page.textContent("main"), /no-such-card/);
  await page.click("a[href='#unsupported-1']");
  assert.match(page.url(), /#unsupported-1$/);
  assert.deepEqual(await serious(page), []);
  await page.locator("main a[href$='/cards/truman-claims-ultimatum']:visible").first().click();
  await page.waitForURL(/\/cards\/truman-claims-ultimatum/);
});

test("an essay is changed in the browser and stands in its file", async () => {
  await page.goto(desk.url("/essays/ultimatum?edit=1"));
  const text = page.locator("main textarea").first();
  await text.fill((await text.inputValue()).replace("Nobody has found it.", "Nobody has found it [no-ultimatum-in-files]."));
  await page.locator("main form button.chief").first().click();
  await page.waitForURL((url) => !url.search.includes("edit"));
  assert.match(desk.read("essays/ultimatum.md"), /no-ultimatum-in-files/);
});

test("an essay that an editor changed meanwhile is not overwritten, and what was typed is kept", async () => {
  await page.goto(desk.url("/essays/ultimatum?edit=1"));
  const text = page.locator("main textarea").first();
  const typed = (await text.inputValue()) + "\nTyped in the browser.\n";
  await text.fill(typed);
  appendFileSync(join(desk.root, "essays/ultimatum.md"), "\nTyped in an editor.\n");
  await page.locator("main form button.chief").first().click();
  await page.waitForLoadState("load");
  const shown = await page.content();
  assert.match(shown, /Typed in the browser\./);
  assert.match(shown, /Typed in an editor\./);
  assert.doesNotMatch(desk.read("essays/ultimatum.md"), /Typed in the browser/);
});

test("an essay is given as Word, HTML and Markdown with its notes", async () => {
  for (const [ending, begins] of [["docx", "PK"], ["html", "<!DOCTYPE html>"], ["md", "# On the ultimatum"]]) {
    const answer = await page.request.get(desk.url(`/essays/ultimatum.${ending}`));
    assert.equal(answer.status(), 200);
    assert.ok((await answer.body()).toString("latin1").startsWith(begins), ending);
  }
});

test("the case is published, every link is followed without a script, and one altered letter is found", async () => {
  const site = join(desk.folder, "site");
  run("publish", desk.root, site);
  const plain = await launched.newContext({ javaScriptEnabled: false });
  const reader = await plain.newPage();
  const strangers = [];
  reader.on("request", (sent) => { if (!/^(file|data):/.test(sent.url())) strangers.push(sent.url()); });
  const open = [pathToFileURL(join(site, "index.html")).href];
  const seen = new Set(open);
  while (open.length) {
    await reader.goto(open.shift());
    const links = await reader.evaluate(() => [...document.querySelectorAll("a[href]:not([download]), link[href]")].map((a) => new URL(a.getAttribute("href"), document.baseURI).href));
    for (const link of links) {
      const bare = link.split("#")[0];
      assert.match(bare, /^file:/, `${link} leads out of the site`);
      readFileSync(new URL(bare));
      if (bare.endsWith(".html") && !seen.has(bare) && seen.size < 120) { seen.add(bare); open.push(bare); }
    }
  }
  assert.ok(seen.size > 60, `only ${seen.size} pages were reached`);
  assert.deepEqual(strangers, []);
  assert.equal(await reader.locator("script").count(), 0);
  await plain.close();
  run("verify", site);
  const altered = join(site, "index.html");
  writeFileSync(altered, readFileSync(altered, "utf8").replace("Truman", "Trumam"));
  assert.throws(() => run("verify", site), (failure) => failure.status === 1 && /index\.html/.test(failure.stdout + failure.stderr));
});
