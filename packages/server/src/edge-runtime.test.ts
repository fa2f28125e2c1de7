import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { EdgeVM } from "@edge-runtime/vm";
import { createFixtureService } from "@notice-consent/testing";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const patience = 120_000;
const cookieSecret = "a secret of at least 32 characters, kept";

let server: Server;
let settings: Readonly<Record<string, unknown>>;
let code: string;

beforeAll(async () => {
  let serve: typeof fetch | undefined;
  const answerOne = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Uint8Array[] = [];
    for await (const part of request) if (part instanceof Uint8Array) parts.push(part);
    const { method = "GET", url = "/", headers } = request;
    const sent = new Headers(
      Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
    const body = method === "GET" ? {} : { body: Buffer.concat(parts).toString() };
    const answer = await serve?.(`http://${headers.host}${url}`, { method, headers: sent, ...body });
    response.writeHead(answer?.status ?? 500, Object.fromEntries(answer?.headers ?? [])).end(await answer?.text());
  };
  server = createServer((request, response) => void answerOne(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const service = createFixtureService({ baseUrl: `http://127.0.0.1:${address.port}` });
  serve = service.fetch;
  const { apiKey, baseUrl, organisationUuid, workspaceUuid, notices } = service;
  settings = { apiKey, baseUrl, organisationUuid, workspaceUuid, noticeId: notices[0]?.uuid };
  code = await bundle();
}, patience);

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

/** Both entries as one script, with everything that they import. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: {
        entry: [join(import.meta.dirname, "index.ts"), join(import.meta.dirname, "next.ts")],
        formats: ["cjs"],
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : []));
  const chunks = outputs.flatMap((file) => (file.type === "chunk" ? [[`./${file.fileName}`, file.code]] : []));
  return `const files = ${JSON.stringify(Object.fromEntries(chunks))};
    const loaded = {};
    function load(name) {
      if (!(name in files)) throw new Error("There is no " + name + " at the edge.");
      if (!(name in loaded)) {
        const module = (loaded[name] = { exports: {} });
        new Function("module", "exports", "require", files[name])(module, module.exports, load);
      }
      return loaded[name].exports;
    }`;
}

/** Runs a body of an async function where there are Web APIs and nothing else. */
async function atTheEdge(body: string): Promise<unknown> {
  const edge = new EdgeVM({ codeGeneration: { strings: true, wasm: false } });
  const names = `const settings = ${JSON.stringify({ ...settings, cookie: { secret: cookieSecret } })};`;
  const result: unknown = await edge.evaluate(`(async () => { ${code} ${names} ${body} })().then(JSON.stringify)`);
  return JSON.parse(String(result));
}

describe("where there are Web APIs and nothing else", { timeout: patience }, () => {
  it("there is neither process nor Buffer nor require", async () => {
    expect(await atTheEdge("return [typeof process, typeof Buffer, typeof require, typeof fetch];")).toEqual([
      "undefined",
      "undefined",
      "undefined",
      "function",
    ]);
  });

  it("the handler names a visitor, gives tokens, renews and links them [I-N9]", async () => {
    const answers = await atTheEdge(`
      let session = null;
      const { createConsentHandler } = load("./index.cjs");
      const handle = createConsentHandler({ ...settings, identify: () => session });
      const jar = new Map();
      const send = async (method, step) => {
        const headers = { "sec-fetch-site": "same-origin", cookie: [...jar].map((pair) => pair.join("=")).join("; ") };
        const response = await handle(new Request("https://shop.example/api/consent/" + step, { method, headers }));
        for (const line of response.headers.getSetCookie()) {
          const [name, ...rest] = line.split("; ")[0].split("=");
          jar.set(name, rest.join("="));
        }
        return [response.status, Object.keys(await response.json())];
      };
      const answers = [await send("POST", "token"), await send("POST", "refresh"), await send("GET", "status")];
      session = { orgUserId: "user_1" };
      return [...answers, await send("POST", "link"), [...jar.keys()]];
    `);
    expect(answers).toEqual([
      [200, ["token"]],
      [200, ["token"]],
      [200, ["notice_uuid", "validate_against", "status", "may_proceed"]],
      [200, ["status", "linked", "already_linked", "not_found", "conflicts"]],
      ["__Host-nc_anon", "__Host-nc_rt"],
    ]);
  });

  it("so do the route handlers of Next.js, and a notice is read before the page is sent [I-N2]", async () => {
    const answers = await atTheEdge(`
      const { createConsentHandler, prefetchConsent } = load("./next.cjs");
      const { POST } = createConsentHandler({ ...settings, identify: () => null });
      const response = await POST(new Request("https://shop.example/api/consent/token", { method: "POST" }));
      const { token } = await response.json();
      const state = await prefetchConsent({ ...settings, accessToken: token });
      return [response.status, state.answer.status];
    `);
    expect(answers).toEqual([200, "ask"]);
  });

  it("the API key's side works too: users, linking, webhooks", async () => {
    const outcome = await atTheEdge(`
      const { createConsentServer, verifyWebhook } = load("./index.cjs");
      const consent = createConsentServer(settings);
      const { status } = await consent.consolidateUser({ orgUserId: "customer_9", email: "edge@example.org" });
      const message = { headers: new Headers(), body: "{}" };
      return [status, (await verifyWebhook(message, { secret: "whsec_AAAA" })).reason];
    `);
    expect(outcome).toEqual(["consolidated", "headers-missing"]);
  });
});
