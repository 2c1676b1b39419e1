// Every page, light and dark, wide and narrow: nothing serious for axe, no side scrolling, light weight, and its JSON.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { browser, openDesk, serious } from "../desk.mjs";

let launched, desk;
before(async () => { launched = await browser(); desk = await openDesk(launched); });
after(async () => { await desk.close(); await launched.close(); });

/** Pages of the case, found by following links from the first page, one or two of each kind. */
async function pages() {
  const found = new Map();
  const open = ["/"];
  const seen = new Set(open);
  while (open.length && seen.size < 400) {
    const path = open.shift();
    const answer = await desk.page.request.get(desk.url(path));
    if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    assert.equal(answer.status(), 200, `${path} is linked and is not there`);
    const kind = path.split("?")[0].split("/")[1];
    found.set(kind, [...(found.get(kind) ?? []), path]);
    const text = await answer.text();
    for (const [, link] of text.matchAll(/href="(\/[^"#]*)/g)) {
      const next = link.replaceAll("&amp;", "&");
      const alike = [...seen].filter((other) => other.split("/")[1]?.split("?")[0] === next.split("/")[1]?.split("?")[0]).length;
      if (!seen.has(next) && alike < 40 && !next.startsWith("/assets/") && !next.includes(".json")) { seen.add(next); open.push(next); }
    }
  }
  return found;
}

test("every page that is linked is there, weighs little, and is JSON too", async () => {
  for (const [, paths] of await pages()) {
    for (const path of paths) {
      const body = await (await desk.page.request.get(desk.url(path))).body();
      assert.ok(body.length < 300_000, `${path} weighs ${body.length} bytes`);
      const [plain, query] = path.split("?");
      const json = await desk.page.request.get(desk.url(`${plain === "/" ? "/index" : plain}.json${query ? "?" + query : ""}`));
      assert.equal(json.status(), 200, `${path} has no JSON`);
      JSON.parse(await json.text());
    }
  }
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing serious on any page, ${scheme}`, async () => {
    const page = await desk.context.newPage();
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    for (const [, paths] of await pages()) {
      for (const path of paths.slice(0, 2)) {
        await page.goto(desk.url(path));
        const found = await serious(page);
        assert.deepEqual(found, [], `${path} (${scheme}): ${JSON.stringify(found, null, 1)}`);
      }
    }
    await page.close();
  });
}

test("no page scrolls sideways on a phone, and each has one main heading", async () => {
  const page = await desk.context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [, paths] of await pages()) {
    for (const path of paths.slice(0, 2)) {
      await page.goto(desk.url(path));
      const [wide, headings] = await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.querySelectorAll("h1").length]);
      assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
      assert.equal(headings, 1, `${path} has ${headings} main headings`);
    }
  }
  await page.close();
});

test("every page has its words in Korean and in Chinese", async () => {
  for (const [tag, word] of [["ko", "연표"], ["zh-Hans", "年表"]]) {
    for (const [, paths] of await pages()) {
      const path = paths[0];
      const answer = await desk.page.request.get(desk.url(path + (path.includes("?") ? "&" : "?") + `lang=${tag}`));
      const text = await answer.text();
      assert.match(text, new RegExp(`<html lang="${tag}"`), path);
      assert.ok(text.includes(word), `${path} does not say ${word}`);
    }
  }
  await desk.page.request.get(desk.url("/?lang=en"));
});
