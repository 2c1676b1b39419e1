// A desk for a test: a case of its own, a server on a free port, a browser; and what every page must hold.

import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, readFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));

/** The program under test: KAOZHENG names it, else the debug build beside this folder. */
export const program = process.env.KAOZHENG ?? join(process.env.CARGO_TARGET_DIR ?? join(here, "../target"), "debug/kaozheng");

const axeSource = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");

/** Where Debian's chromium is; CHROMIUM names another. */
function chromiumPath() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error("no chromium: install Debian's package `chromium`, or name one in CHROMIUM");
  return found;
}

/** A folder that is thrown away at the end, with the sample case in it unless `sample` is false. */
export function makeCase({ sample = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kaozheng-browser-"));
  const root = join(folder, "case");
  execFileSync(program, [sample ? "try" : "new", root], { stdio: ["ignore", "ignore", "pipe"] });
  return { root, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs the program in a terminal's stead and gives what it printed. */
export function run(...given) {
  return execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
}

/** Starts the server for a case; `address` has the token, `origin` has not. */
export async function serve(root, ...options) {
  const process = spawn(program, ["serve", root, "--no-open", "--port", "0", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  process.stderr.on("data", (text) => { errors += text; });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    process.stdout.on("data", (text) => {
      said += text;
      const found = /http:\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    process.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${errors}`)));
  });
  return {
    address,
    origin: new URL(address).origin,
    stop: () => new Promise((done) => { process.once("exit", done); process.kill("SIGINT"); setTimeout(() => process.kill("SIGKILL"), 2000).unref(); }),
  };
}

/** A browser for all tests of a file. */
export function browser() {
  return chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/**
 * A desk with a page in a browser that may write. Whatever the page complains of (a script's error, something the policy
 * refused) is collected in `complaints` and makes `close` fail.
 */
export async function openDesk(launched, { by = "KR", sample = true, prepare, context: wishes = {}, options = [] } = {}) {
  const made = makeCase({ sample });
  await prepare?.(made.root);
  const server = await serve(made.root, ...(by ? ["--by", by] : []), ...options);
  const context = await launched.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...wishes });
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // The browser itself writes a line for every answer that is not 2xx; tests look at those answers.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  await page.goto(server.address);
  return {
    ...made, server, context, page, complaints,
    url: (path) => server.origin + path,
    read: (name) => readFileSync(join(made.root, name), "utf8"),
    close: async () => {
      await context.close();
      await server.stop();
      made.remove();
      if (complaints.length) throw new Error(`the page complained: ${complaints.join("; ")}`);
    },
  };
}

/** What axe finds serious or critical on a page: rule and elements; empty when nothing is. */
export async function serious(page) {
  // Run in a world that the page's policy does not bind: axe is ours to add, not the page's.
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "axe" });
  const evaluate = async (expression) => {
    const said = await session.send("Runtime.evaluate", { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    if (said.exceptionDetails) throw new Error(said.exceptionDetails.exception?.description ?? said.exceptionDetails.text);
    return said.result.value;
  };
  await evaluate(axeSource + "; undefined");
  const options = { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }, resultTypes: ["violations"] };
  const violations = await evaluate(`axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations.map((v) => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + " :: " + (n.failureSummary ?? "").slice(0, 300)) })))`);
  await session.detach();
  return violations.filter((found) => ["serious", "critical"].includes(found.impact));
}
