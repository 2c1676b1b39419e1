// Who knew what, what happened when, who was bound to whom: found by a person with the keyboard, and without a script.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser, openDesk } from "../desk.mjs";

let launched, desk, page;
const PAPER = "# 전쟁과 편지\n\n毛澤東은 그 전쟁의 날짜를 몰랐다. 편지는 정오에 떠났다.\n";
before(async () => {
  launched = await browser();
  desk = await openDesk(launched, { prepare: (root) => writeFileSync(join(root, "sources/paper.md"), PAPER) });
  page = desk.page;
});
after(async () => { await desk?.close(); await launched?.close(); });

/** Moves the focus by Tab until it is on what `is` (run in the page) says. */
async function tabTo(is, most = 200) {
  for (let presses = 0; presses < most; presses += 1) {
    if (await page.evaluate(`(${is})(document.activeElement)`)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${is}`);
}

test("by keyboard alone: who knew on a date, by which route, and the very line that says so", async () => {
  await page.goto(desk.url("/"));
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await page.waitForURL(/\/knowledge/);
  await tabTo("(e) => e.name === 'matter'");
  await page.keyboard.type("new-weapon");
  await tabTo("(e) => e.name === 'actor'");
  await page.keyboard.type("Joseph Stalin");
  await tabTo("(e) => e.name === 'on'");
  await page.keyboard.type("25 July 1945");
  await page.keyboard.press("Enter");
  await page.waitForURL(/on=25/);
  assert.match(await page.textContent("main table"), /told since 24 July 1945/);
  await tabTo("(e) => e.matches('p.stage a[href*=why]')");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/knowledge\/new-weapon/);
  const steps = (await page.locator("ol.steps").allTextContents()).join(" ");
  assert.match(steps, /Stalin/);
  await tabTo("(e) => e.closest('ol.steps') && e.matches('a.id') && /truman-tells-stalin|truman-on-potsdam/.test(e.textContent)");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cards\//);
  await tabTo("(e) => e.matches('a.to-page')");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/originals\/essay\.txt\?at=\d+#c\d+-\d+/);
  const [start, end] = new URL(page.url()).hash.slice(2).split("-").map(Number);
  assert.ok(end > start);
  assert.ok(await page.evaluate(() => document.querySelector(":target, .lit, mark, .q") !== null), "the words are lit on their page");
});

test("the timeline of one actor alone, and the way from an event to its card", async () => {
  await page.goto(desk.url("/timeline"));
  const all = await page.locator("main svg a").count();
  await page.fill("form.choose input[name=actor]", "Harry S. Truman");
  await page.click("form.choose button");
  await page.waitForURL(/actor=/);
  const own = await page.locator("main svg a").count();
  assert.ok(own > 0 && own < all, `${own} of ${all}`);
  await page.locator("main table a[href^='/cards/']").first().click();
  await page.waitForURL(/\/cards\//);
});

test("the network moves through its dates by the arrow keys", async () => {
  await page.goto(desk.url("/network"));
  const slider = page.locator("#step");
  await slider.focus();
  const before = await page.locator("output[for=step]").textContent();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((old) => document.querySelector("output[for=step]").textContent !== old, before);
  await page.goto(desk.url("/network?on=1+June+1945"));
  assert.doesNotMatch(await page.textContent("main"), /8 May 1946/);
});

test("words of Korean and of Chinese are found, and lead to their place in the text", async () => {
  for (const [words, found] of [["전쟁", "전쟁"], ["毛澤東", "毛澤東"]]) {
    await page.goto(desk.url("/"));
    await page.keyboard.press("/");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=/);
    assert.equal(await page.locator(".hits mark").first().textContent(), found);
  }
  await page.locator(".hits a[href*='/originals/paper.md']").first().click();
  await page.waitForURL(/\/originals\/paper\.md\?at=\d+#c\d+-\d+/);
});

test("what a search found is narrowed by its facets and widened again", async () => {
  await page.goto(desk.url("/search?q=letter"));
  const all = await page.locator(".hits li").count();
  await page.locator(".facets a").first().click();
  await page.waitForURL(/kind=/);
  const some = await page.locator(".hits li").count();
  assert.ok(some > 0 && some < all);
  await page.locator(".facets a[aria-current]").first().click();
  await page.waitForURL((url) => !url.searchParams.has("kind"));
  assert.equal(await page.locator(".hits li").count(), all);
});

test("a card that an editor wrote meanwhile appears without a hand being moved", async () => {
  await page.goto(desk.url("/kinds/place"));
  appendFileSync(join(desk.root, "cards/places.card"), "\nplace: tabriz\nname: Tabriz\n");
  await page.locator("text=Tabriz").waitFor({ timeout: 10_000 });
});

test("a kept address whose card is gone says so plainly, and leads on", async () => {
  rmSync(join(desk.root, "cards/places.card"));
  await page.waitForTimeout(600);
  const answer = await page.goto(desk.url("/cards/tabriz"));
  assert.equal(answer.status(), 404);
  assert.match(await page.textContent("main"), /renamed or taken out/);
  assert.equal(await page.locator("main a[href='/search']").count(), 1);
});

test("an original that is gone leaves a case that still opens", async () => {
  rmSync(join(desk.root, "sources/paper.md"));
  await page.waitForTimeout(600);
  assert.equal((await page.goto(desk.url("/originals/paper.md"))).status(), 404);
  assert.equal((await page.goto(desk.url("/originals"))).status(), 200);
  assert.equal((await page.goto(desk.url("/"))).status(), 200);
});

test("the interface is switched to Korean and stays so; dark and light stay too", async () => {
  await page.goto(desk.url("/"));
  await page.click("footer a[lang=ko]");
  await page.goto(desk.url("/sources"));
  assert.equal(await page.getAttribute("html", "lang"), "ko");
  await page.click("footer a[lang=en]");
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.click("[data-theme-switch]");
  assert.notEqual(await paper(), light);
  await page.reload();
  assert.notEqual(await paper(), light);
  await page.click("[data-theme-switch]");
});

test("without a script every view still shows what it has", async () => {
  const plain = await launched.newContext({ javaScriptEnabled: false });
  const silent = await plain.newPage();
  for (const [path, words] of [["/", "ultimatum"], ["/timeline", "8 May 1946"], ["/knowledge", "Truman"], ["/network", "Molotov"], ["/questions/q5-certainty", "ultimatum"],
    ["/disputes/ultimatum", "Against it"], ["/search?q=letter", "letter"], ["/originals/essay.txt", "Byrnes"]]) {
    await silent.goto(desk.url(path));
    assert.ok((await silent.textContent("main")).includes(words), `${path} does not show ${words}`);
  }
  await plain.close();
});
