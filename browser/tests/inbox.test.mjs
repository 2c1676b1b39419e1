// The inbox and the dispute as a person uses them: deciding by keys, taking back, switching a source, grading.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { browser, openDesk, serve, serious } from "../desk.mjs";

let launched;
before(async () => { launched = await browser(); });
after(async () => { await launched.close(); });

const drafts = (page) => page.locator("article.draft");
const idOf = (page) => drafts(page).first().getAttribute("data-id");

/** Waits until the card is on disk, or is not. */
async function until(what) {
  for (let n = 0; n < 100; n++) {
    if (what()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail("it did not come to that");
}

test("ten drafts are accepted by the keyboard alone, and the last is taken back", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/inbox?kind=source"));
  const before = Number(await desk.page.locator("[data-waiting]").textContent());
  const ids = [];
  // The first is the essay itself, whose card is there.
  for (let n = 0; n < 2; n++) await desk.page.keyboard.press("j");
  for (let n = 0; n < 10; n++) {
    const id = await desk.page.evaluate(() => document.activeElement.closest("article").dataset.id);
    ids.push(id);
    await desk.page.keyboard.press("a");
    await desk.page.waitForFunction((gone) => document.getElementById("said").textContent.includes(gone), id);
  }
  assert.equal(Number(await desk.page.locator("[data-waiting]").textContent()), before - 10);
  assert.equal(desk.read("cards/sources.card").match(/accepted: KR, /g).length, 10);
  await desk.page.keyboard.press("u");
  await desk.page.waitForSelector(`article.draft[data-id="${ids[9]}"]`);
  assert.equal(Number(await desk.page.locator("[data-waiting]").textContent()), before - 9);
  await desk.close();
});

test("on the way to another page a key decides nothing", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/inbox"));
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("g");
  await desk.page.keyboard.press("r");
  await desk.page.waitForURL(/\/originals/);
  assert.equal(existsSync(join(desk.root, "drafts/decided.txt")), false);
  await desk.close();
});

test("two cases are open in one browser, and both may be written to", async () => {
  const desk = await openDesk(launched);
  const other = await openDesk(launched, {});
  const second = await serve(other.root, "--by", "KR");
  await desk.page.goto(second.address);
  await desk.page.goto(desk.url("/inbox"));
  assert.ok(await desk.page.locator("button[value=accept]").count() > 0);
  await second.stop();
  await other.close();
  await desk.close();
});

test("a draft is amended, one is rejected, and both are taken back after the server was started again", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/inbox?kind=event"));
  const id = await idOf(desk.page);
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("e");
  const lines = desk.page.locator("article.draft").first().locator("textarea");
  await lines.fill((await lines.inputValue()).trimEnd() + "\nnote: seen in the file\n");
  await desk.page.keyboard.press("Control+Enter");
  await until(() => desk.read("cards/events.card").includes("seen in the file"));
  await desk.page.waitForFunction((gone) => !document.querySelector(`article[data-id="${gone}"]`), id);
  const other = await idOf(desk.page);
  await desk.page.keyboard.press("r");
  await until(() => desk.read("drafts/decided.txt").includes(` ${other}`));
  const again = await serve(desk.root, "--by", "KR");
  await desk.page.goto(again.address);
  for (let n = 0; n < 2; n++) {
    await desk.page.goto(again.origin + "/inbox");
    await desk.page.locator("form.undo button").click();
    await desk.page.waitForURL(/inbox/);
  }
  assert.ok(!desk.read("cards/events.card").includes("seen in the file"));
  assert.match(desk.read("drafts/essay.txt.card"), new RegExp(`: ${other}\n`));
  await again.stop();
  await desk.close();
});

test("without a script drafts are accepted, and a form that is sent twice does it once", async () => {
  const desk = await openDesk(launched, { context: { javaScriptEnabled: false } });
  await desk.page.goto(desk.url("/inbox?kind=event"));
  const id = await idOf(desk.page);
  const named = await drafts(desk.page).first().locator('input[type="hidden"][name="draft"]').first().inputValue();
  await drafts(desk.page).first().getByRole("button", { name: "Accept", exact: true }).click();
  await desk.page.waitForURL(/inbox/);
  assert.equal(await desk.page.locator(`article[data-id="${id}"]`).count(), 0);
  const once = desk.read("cards/events.card");
  const twice = await desk.page.request.post(desk.url("/inbox"), { form: { draft: named, do: "accept" }, headers: { Origin: desk.server.origin } });
  assert.equal(twice.status(), 200);
  assert.equal(desk.read("cards/events.card"), once);
  await desk.close();
});

test("what was changed in an editor meanwhile is not taken back, and that is said", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/inbox?kind=event"));
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("a");
  await until(() => existsSync(join(desk.root, "drafts/decided.txt")));
  const mine = desk.read("cards/events.card") + "\n# mine\n";
  writeFileSync(join(desk.root, "cards/events.card"), mine);
  await desk.page.goto(desk.url("/inbox"));
  await desk.page.locator("form.undo button").click();
  await desk.page.getByText("was changed since").waitFor();
  assert.equal(desk.read("cards/events.card"), mine);
  await desk.close();
});

test("whoever has given no initials is asked for them once", async () => {
  const desk = await openDesk(launched, { by: "" });
  await desk.page.goto(desk.url("/inbox?kind=event"));
  assert.equal(await desk.page.getByRole("button", { name: "Accept", exact: true }).count(), 0);
  await desk.page.getByLabel("Your initials").fill("Ö. Y.");
  await desk.page.getByRole("button", { name: "Keep them" }).click();
  await desk.page.waitForURL(/inbox/);
  await desk.page.keyboard.press("j");
  await desk.page.keyboard.press("a");
  await until(() => existsSync(join(desk.root, "drafts/decided.txt")));
  await desk.close();
});

test("a source is switched off and the verdict moves, the old one beside the new", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/questions"));
  await desk.page.getByRole("link", { name: /Truman felt that/ }).first().click();
  const first = await desk.page.locator(".verdict-line").textContent();
  const moving = desk.page.locator("#switches li:has(.moves) input").first();
  await moving.focus();
  await desk.page.keyboard.press("Space");
  await desk.page.waitForFunction((first) => document.querySelector(".verdict-line").textContent !== first, first);
  assert.match(await desk.page.locator(".verdict-line").textContent(), /As the cards stand: .*The verdict moves\./s);
  assert.match(desk.page.url(), /without=/);
  assert.deepEqual(await serious(desk.page), []);
  await desk.page.keyboard.press("Space");
  await desk.page.waitForFunction((first) => document.querySelector(".verdict-line").textContent === first, first);
  await desk.close();
});

test("a grade is written on its card with its reason; a card that was changed meanwhile is kept and both are shown", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/disputes/letter-read-aloud"));
  const judge = async (because) => {
    const line = desk.page.locator("#line-byrnes-says-no");
    await line.locator("summary").click();
    await line.getByLabel("strong", { exact: true }).check();
    await line.getByLabel("Because").fill(because);
    return line.getByRole("button", { name: "Write it on the card" });
  };
  await (await judge("He spoke under oath.")).click();
  await desk.page.waitForURL(/disputes/);
  assert.match(desk.read("cards/arguments.card"), /grade: strong\nbecause: He spoke under oath\./);
  await desk.page.goto(desk.url("/disputes/letter-read-aloud"));
  const button = await judge("He was there.");
  const mine = desk.read("cards/arguments.card").replace("He spoke under oath.", "My own reason.");
  writeFileSync(join(desk.root, "cards/arguments.card"), mine);
  await button.click();
  await desk.page.getByText("Send it again").waitFor();
  const page = await desk.page.content();
  assert.ok(page.includes("My own reason.") && page.includes("He was there."));
  assert.equal(desk.read("cards/arguments.card"), mine);
  await desk.close();
});

test("a typed question is answered, and a slip in it is pointed at", async () => {
  const desk = await openDesk(launched);
  await desk.page.goto(desk.url("/questions"));
  const box = desk.page.getByLabel("Ask in the words of the cards");
  await box.fill("stalin knew new-weapn on 25 July 1945");
  await desk.page.keyboard.press("Enter");
  assert.equal(await desk.page.locator(".trouble-in-words mark").first().textContent(), "new-weapn");
  await box.fill("stalin knew new-weapon on 25 July 1945");
  await desk.page.keyboard.press("Enter");
  await desk.page.locator("section.answer .verdict").waitFor();
  assert.ok((await desk.page.locator("section.answer ol.steps a.id").count()) > 0);
  await desk.close();
});

test("a case with errors opens with them, and each leads to its card", async () => {
  const desk = await openDesk(launched, {
    prepare: (root) => writeFileSync(join(root, "cards/wrong.card"), "statement: wrong\nfrom: nowhere\nsays: It was.\n"),
  });
  await desk.page.goto(desk.url("/"));
  await desk.page.locator("aside.errors a").click();
  await desk.page.getByRole("link", { name: /To the card/ }).first().click();
  await desk.page.waitForURL(/cards\/wrong/);
  await desk.close();
});
