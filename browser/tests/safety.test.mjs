// Who may read and who may write: this machine alone, and only the browser that was given the token.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { request } from "node:http";
import { browser, openDesk } from "../desk.mjs";

let launched, desk;
before(async () => { launched = await browser(); desk = await openDesk(launched); });
after(async () => { await desk.close(); await launched.close(); });

/** A request with exactly these headers. */
function ask(method, path, headers = {}, body = "") {
  const { hostname, port } = new URL(desk.server.origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (part) => { text += part; });
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const cookieOf = async () => (await desk.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
const form = { "content-type": "application/x-www-form-urlencoded" };

test("a name that somebody else points here is refused", async () => {
  for (const host of ["evil.example", "evil.example:80", `127.0.0.1.evil.example:${new URL(desk.server.origin).port}`]) {
    assert.equal((await ask("GET", "/", { host })).status, 421);
  }
});

test("nothing is written without the token", async () => {
  const answer = await ask("POST", "/initials", form, "by=XX");
  assert.equal(answer.status, 403);
  assert.equal((await ask("POST", "/initials", { ...form, cookie: `kaozheng-${new URL(desk.server.origin).port}=` + "0".repeat(48) }, "by=XX")).status, 403);
});

test("nothing is written from a page of another site, token or not", async () => {
  const cookie = await cookieOf();
  for (const headers of [{ origin: "http://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }]) {
    assert.equal((await ask("POST", "/initials", { ...form, cookie, ...headers }, "by=XX")).status, 403);
  }
  assert.equal((await ask("POST", "/initials", { ...form, cookie, origin: desk.server.origin }, "by=XX")).status, 303);
});

test("the token is out of the reach of scripts, and leaves the address at once", async () => {
  assert.equal(new URL(desk.page.url()).search, "");
  assert.equal(await desk.page.evaluate(() => document.cookie.includes("kaozheng-")), false);
});

test("every answer forbids scripts, frames and forms that are not ours", async () => {
  for (const path of ["/", "/sources", "/nothing", "/version", "/assets/desk.js"]) {
    const { headers } = await ask("GET", path, { host: new URL(desk.server.origin).host });
    const policy = headers["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe-/);
    assert.equal(headers["x-content-type-options"], "nosniff");
  }
});

test("a path never leads out of the case", async () => {
  for (const path of ["/../../etc/passwd", "/originals/..%2f..%2fetc%2fpasswd", "/assets/..%2fCargo.toml", "/originals/%2fetc%2fpasswd", "/%00", "/cards/%ff%fe"]) {
    const { status, text } = await ask("GET", path, { host: new URL(desk.server.origin).host });
    assert.ok([400, 404].includes(status), `${path}: ${status}`);
    assert.doesNotMatch(text, /root:/);
  }
});

test("a request that is no request, or too large, does no harm", async () => {
  const cookie = await cookieOf();
  const { status } = await ask("POST", "/initials", { ...form, cookie, "content-length": String(300 << 20) }).catch(() => ({ status: 413 }));
  assert.equal(status, 413);
  assert.equal((await ask("GET", "/", { host: new URL(desk.server.origin).host })).status, 200);
});
