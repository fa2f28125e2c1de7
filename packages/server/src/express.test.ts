import { once } from "node:events";
import { createServer } from "node:http";
import express, { type Express } from "express";
import { afterEach, describe, expect, it } from "vitest";
import { createConsentHandler } from "./express.ts";
import { openService } from "./handler/host.test-data.ts";

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A host that serves an application on a free port; its address. */
async function serve(app: Express): Promise<string> {
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(() => {
    server.closeAllConnections();
    server.close();
    return once(server, "close");
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

it("leaves the host's other routes below the same address their bodies", async () => {
  const app = express();
  app.use("/api/consent", createConsentHandler({ identify: () => null, environment: {}, onEvent: () => {} }));
  app.post("/api/consent/notes", express.json(), (request, response) => {
    response.json({ received: request.body });
  });
  const response = await fetch(`${await serve(app)}/api/consent/notes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "kept" }),
  });
  expect(await response.json()).toEqual({ received: { text: "kept" } });
});

it.each([["one cookie"], ["several", "locale=en; Path=/"]])(
  "keeps what earlier middleware has set: %s",
  async (_case, ...more) => {
    const app = express();
    app.use((_request, response, next) => {
      for (const line of ["session=kept; Path=/", ...more]) response.append("Set-Cookie", line);
      next();
    });
    const { rateLimit: _none, ...options } = openService().options;
    app.use("/api/consent", createConsentHandler({ ...options, identify: () => null }));
    const response = await fetch(`${await serve(app)}/api/consent/token`, { method: "POST" });
    const names = response.headers.getSetCookie().map((line) => line.split("=")[0]);
    expect(names).toEqual(["session", ...more.map(() => "locale"), "nc_anon", "nc_rt"]);
  },
);

describe("behind the parser of Express 4, which leaves an empty object where there is nothing", () => {
  async function open(): Promise<string> {
    const app = express();
    app.use(express.json(), express.urlencoded({ extended: false }));
    app.use((request, _response, next) => {
      request.body ??= {};
      next();
    });
    const { rateLimit: _none, ...options } = openService().options;
    app.use("/api/consent", createConsentHandler({ ...options, identify: () => null }));
    return serve(app);
  }

  it("answers a request without a body", async () => {
    const response = await fetch(`${await open()}/api/consent/token`, { method: "POST" });
    expect(response.status).toBe(200);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded"])("refuses %s all the same", async (type) => {
    const headers = { "content-type": type };
    const response = await fetch(`${await open()}/api/consent/token`, { method: "POST", headers, body: "a=1" });
    expect(response.status).toBe(400);
  });
});
