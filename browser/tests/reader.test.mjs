// Reading and making cards, as a person does it: by keyboard, with a slip of the hand, with an editor open beside it.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser, openDesk, run, serious } from "../desk.mjs";

const PAPER = `The Envoy of the North

Kim Ho

In May 1950 the envoy left the city at noon. He carried one letter, sealed by the king.1 Nobody saw him come back.

The minister wrote later that the letter had never been sent. He gave no date. His brother denied it in a speech of 3 June 1951.2

The two accounts cannot both be right, and the archive that would settle it is closed. It may be opened in a few years.

1 Pak Min, The Sealed Letter (Seoul: Hill Press, 1991), p. 12.

2 Yi Sun, "The Brothers," Journal of Letters (Vol. 3, 1999), p. 4.
`;

let launched, desk, page;
before(async () => {
  launched = await browser();
  desk = await openDesk(launched, {
    sample: false,
    prepare: (root) => {
      const paper = join(root, "..", "paper.txt");
      writeFileSync(paper, PAPER);
      run("read", root, paper);
    },
  });
  page = desk.page;
});
after(async () => { await desk?.close(); await launched?.close(); });

const reader = () => page.goto(desk.url("/originals/paper.txt"));
const cards = (file) => { try { return desk.read(`cards/${file}.card`); } catch { return ""; } };
const saved = (pattern) => page.waitForURL(pattern, { timeout: 10_000 });

/** Makes a statement of the next sentence by keys alone and gives its lines. */
async function makeByKeys(steps, speaker, says) {
  for (const key of steps) await page.keyboard.press(key);
  await saved(/new-card/);
  await page.waitForFunction(() => document.activeElement?.name === "speaker");
  await page.keyboard.type(speaker);
  await page.keyboard.press("Tab");
  await page.keyboard.type(says);
  await page.keyboard.press("Control+Enter");
  await saved(/\/originals\/paper\.txt\?at=\d+#c/);
}

test("three cards are made of an article by keyboard alone, each in under 15 seconds", async () => {
  await reader();
  for (const [nth, says] of ["He left at noon.", "It was one letter.", "Nobody saw him."].entries()) {
    const begun = Date.now();
    await makeByKeys(nth ? ["j", "m"] : ["j", "j", "j", "j", "m"], "Kim Ho", says);
    assert.ok(Date.now() - begun < 15_000, `card ${nth + 1} took ${Date.now() - begun} ms`);
  }
  const text = cards("statements");
  assert.equal(text.match(/^statement: /gm).length, 3);
  assert.match(text, /^from: paper/m);
  assert.match(text, /^anchor: paper\.txt, chars \d+-\d+$/m);
  assert.match(text, /^accepted: KR, /m);
  assert.match(cards("sources"), /^source: paper$/m);
  assert.doesNotMatch(run("check", desk.root, "--json"), /quotation-not-found/);
});

test("a card stands beside the words it quotes, and each leads to the other", async () => {
  await reader();
  const card = page.locator(".quoting li:not(.is-draft)").first();
  const address = await card.locator("a.to").getAttribute("href");
  assert.match(address, /^#c\d+-\d+$/);
  assert.equal(await page.locator(`[id="${address.slice(1)}"]`).count(), 1);
  await card.locator(".says a").click();
  await saved(/\/cards\//);
  await page.getByText("See the words on their page").click();
  await saved(/\/originals\/paper\.txt\?at=/);
});

test("without a script every paragraph leads to a form that saves a card", async () => {
  const context = await launched.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(desk.server.address);
  await plain.goto(desk.url("/originals/paper.txt"));
  await plain.locator("a[aria-label^='Make a card of passage']").last().click({ force: true });
  await plain.fill("#f-id", "two-accounts");
  await plain.fill("#f-quotation", "The two accounts cannot both be right");
  await plain.fill("#f-says", "One of the accounts is wrong.");
  await plain.click("button[value=save]");
  await plain.waitForURL(/originals/);
  assert.match(cards("statements"), /^statement: two-accounts$/m);
  await context.close();
});

test("a date and a name are understood while they are typed, and a slip is told before saving", async () => {
  await page.goto(desk.url("/new-card?kind=statement"));
  await page.fill("#f-id", "slip");
  await page.locator("details.more summary").click();
  await page.fill("#f-said-on", "early June 1951");
  await page.locator("[data-understood='said-on'] .good").waitFor();
  assert.match(await page.textContent("[data-understood='said-on']"), /1951-06-01/);
  await page.fill("#f-said-on", "the day of the goat");
  await page.locator("[data-understood='said-on'] .bad").waitFor();
  await page.fill("#f-id", "two-accounts");
  await page.waitForFunction(() => /two-accounts/.test(document.querySelector("[data-notes]").textContent));
});

test("a card that is refused comes back with everything that was typed", async () => {
  await page.goto(desk.url("/new-card?kind=statement"));
  await page.fill("#f-id", "Not An Id");
  await page.fill("#f-says", "What was typed stays.");
  await page.click("button[value=save]");
  await page.locator(".problem").waitFor();
  assert.equal(await page.inputValue("#f-says"), "What was typed stays.");
  assert.deepEqual(await serious(page), []);
});

test("a card is changed; one that an editor changed meanwhile is not overwritten, and both are shown", async () => {
  await page.goto(desk.url("/cards/two-accounts?edit=1"));
  await page.fill("#f-text", (await page.inputValue("#f-text")).replace("is wrong.", "is false."));
  await page.keyboard.press("Control+Enter");
  await saved(/\/cards\/two-accounts$/);
  assert.match(cards("statements"), /is false\./);
  await page.goto(desk.url("/cards/two-accounts?edit=1"));
  const typed = (await page.inputValue("#f-text")).replace("is false.", "is mine.");
  await page.fill("#f-text", typed);
  writeFileSync(join(desk.root, "cards/statements.card"), cards("statements").replace("is false.", "is theirs."));
  await page.keyboard.press("Control+Enter");
  await page.locator("pre.now").waitFor();
  assert.match(await page.textContent("pre.now"), /is theirs\./);
  assert.equal(await page.inputValue("#f-text"), typed);
  assert.match(cards("statements"), /is theirs\./);
  assert.deepEqual(await serious(page), []);
});

test("a card is taken out after asking, and brought back", async () => {
  await page.goto(desk.url("/cards/two-accounts?remove=1"));
  await page.click(".editing button.chief");
  await saved(/\/kinds\/statement/);
  assert.doesNotMatch(cards("statements"), /two-accounts/);
  await page.goto(desk.url("/inbox"));
  const shown = page.waitForEvent("framenavigated");
  await page.keyboard.press("u");
  await shown;
  await page.waitForLoadState("load");
  await assert.doesNotReject(async () => {
    for (let tries = 0; !/two-accounts/.test(cards("statements")); tries += 1) {
      if (tries > 50) throw new Error("it did not come back");
      await page.waitForTimeout(100);
    }
  });
});

test("a letter that was misread is corrected, and every anchor and quotation still holds", async () => {
  await reader();
  const number = await page.evaluate(() => [...document.querySelectorAll(".passage")].find((one) => one.textContent.includes("carried one letter")).dataset.number);
  await page.goto(desk.url(`/originals/paper.txt?correct=${number}`));
  await page.fill("#f-text", (await page.inputValue("#f-text")).replace("the envoy left the city", "the old envoy left the capital").replace("one letter", "one long letter"));
  await page.keyboard.press("Control+Enter");
  await saved(/\?passage=/);
  assert.match(desk.read("sources/paper.txt.text"), /old envoy left the capital/);
  assert.equal(desk.read("sources/paper.txt"), PAPER);
  const checks = run("check", desk.root, "--json");
  assert.doesNotMatch(checks, /quotation-not-found|quotation-elsewhere/);
  assert.match(cards("statements"), /^> He carried one long letter, sealed by the king\.$/m);
});

test("an original is sent to the desk, read and shown; the same name with other words is refused", async () => {
  const folder = join(desk.root, "..");
  writeFileSync(join(folder, "letter.txt"), "A letter of the king\n\nLet him come at noon, and let nobody see him.\n");
  await page.goto(desk.url("/originals"));
  await page.setInputFiles("#files", join(folder, "letter.txt"));
  await saved(/\/originals\/letter\.txt/);
  writeFileSync(join(folder, "letter.txt"), "Another letter altogether.\n");
  await page.goto(desk.url("/originals"));
  await page.setInputFiles("#files", join(folder, "letter.txt"));
  await page.waitForFunction(() => /another file/.test(document.getElementById("uploaded").textContent));
  assert.match(desk.read("sources/letter.txt"), /Let him come/);
});

test("a form that is sent twice is done once", async () => {
  const send = (path, form) => page.request.post(desk.url(path), { form, headers: { origin: desk.server.origin }, maxRedirects: 0 });
  const card = { kind: "person", id: "kim-ho", name: "Kim Ho", filled: "1", do: "save" };
  for (let times = 0; times < 2; times += 1) assert.equal((await send("/new-card", card)).status(), 303);
  assert.equal(cards("people").match(/^person: kim-ho$/gm).length, 1);
  await page.goto(desk.url("/originals/paper.txt?correct=2"));
  const [text, hash] = [await page.inputValue("#f-text"), await page.inputValue("input[name=hash]")];
  const correction = { do: "correct", correct: "2", hash, text: `${text} Or so it is told.`, quotations: "1" };
  for (let times = 0; times < 2; times += 1) assert.equal((await send("/originals/paper.txt", correction)).status(), 303);
  assert.equal(desk.read("sources/paper.txt.text").match(/Or so it is told\./g).length, 1);
});

test("two originals stand side by side and scroll together", async () => {
  await page.goto(desk.url("/originals/paper.txt?beside=letter.txt"));
  assert.equal(await page.locator(".pane").count(), 2);
  assert.deepEqual(await serious(page), []);
});

test("the file itself is given for keeping, and nothing but originals", async () => {
  const answer = await page.request.get(desk.url("/files/paper.txt"));
  assert.equal(answer.headers()["content-disposition"], "attachment; filename*=UTF-8''paper.txt");
  assert.equal(await answer.text(), PAPER);
  for (const path of ["/files/..%2Fcase.toml", "/files/../case.toml", "/files/nothing.txt"]) {
    assert.equal((await page.request.get(desk.url(path))).status(), 404);
  }
});

test("the image of a page is looked at beside its text", async () => {
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
  writeFileSync(join(desk.root, "sources/scan.png"), Buffer.from(pixel, "base64"));
  writeFileSync(join(desk.root, "sources/scan.png.text"), "A letter of the envoy, as a person read it off its image.\n");
  await page.waitForTimeout(600);
  await page.goto(desk.url("/originals/scan.png"));
  await page.click(".page-image summary");
  await page.waitForFunction(() => document.querySelector(".page-image img").naturalWidth > 0);
  for (const path of ["/page-images/1/paper.txt", "/page-images/2/scan.png", "/page-images/1/..%2fcase.toml"]) {
    assert.equal((await page.request.get(desk.url(path))).status(), 404, path);
  }
});

test("the reader and the forms please axe, in light and dark and on a phone", async () => {
  for (const path of ["/originals", "/originals/paper.txt", "/new-card?original=paper.txt&passage=2", "/originals/paper.txt?correct=2", "/cards/two-accounts?edit=1"]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(colorScheme === "dark" ? { width: 390, height: 800 } : { width: 1280, height: 900 });
      await page.goto(desk.url(path));
      assert.deepEqual(await serious(page), [], `${path} ${colorScheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} wider than the window`);
    }
  }
});
