import { createServer, type Server } from "node:http";
import { aNotice, aSubmission, createFixtureService, type FixtureService } from "@notice-consent/testing";
import express, {
  type Express,
  type NextFunction,
  type Request as ExpressRequest,
  type Response as ExpressResponse,
} from "express";
import { createConsentHandler as createExpressHandler } from "../express.ts";
import { createConsentHandler as createFetchHandler } from "../fetch-handler.ts";
import { createConsentHandler as createNextHandler } from "../next.ts";
import type { ConsentHandlerOptions } from "./options.ts";
import type { Person } from "./person.ts";

export const cookieSecret = "a secret of at least 32 characters, kept";

/** What a test hands to a handler, whatever it runs on; `identify` gets the headers alone. */
export type HostOptions = Omit<ConsentHandlerOptions<never>, "identify" | "rateLimit"> & {
  readonly identify?: (session: string | null) => Person | null | Promise<Person | null>;
  readonly rateLimit?: (address: string | null) => number;
};

/** A host on one framework: what the handler answers under `/api/consent`. */
export interface Host {
  readonly origin: string;
  send(path: string, init?: RequestInit): Promise<Response>;
  link(headers: Headers, person: Person): Promise<unknown>;
  status(headers: Headers, noticeId?: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Takes a member of a header out, whichever kind of request it is. */
type HeaderOf = (name: string) => string | null;

function optionsFor<Native>(
  given: HostOptions,
  headerOf: (request: Native) => HeaderOf,
): ConsentHandlerOptions<Native> {
  const { identify = personOfSession, rateLimit, ...options } = given;
  return {
    ...options,
    identify: (request) => identify(headerOf(request)("x-test-session")),
    rateLimit: rateLimit && ((request) => rateLimit(headerOf(request)("x-test-address"))),
  };
}

function personOfSession(session: string | null): Person | null {
  return session === null ? null : { orgUserId: session };
}

function fetchHost(given: HostOptions): Host {
  const origin = "https://shop.example";
  const handler = createFetchHandler(
    optionsFor(
      given,
      ({ headers }) =>
        (name) =>
          headers.get(name),
    ),
  );
  return {
    origin,
    send: (path, init) => handler(new Request(`${origin}/api/consent/${path}`, init)),
    link: (headers, person) => handler.link({ headers }, person),
    status: (headers, noticeId) => handler.status({ headers }, { noticeId }),
    close: async () => {},
  };
}

function nextHost(given: HostOptions): Host {
  const origin = "https://shop.example";
  const handler = createNextHandler(
    optionsFor(
      given,
      ({ headers }) =>
        (name) =>
          headers.get(name),
    ),
  );
  return {
    origin,
    // Next.js itself answers 405 for what a route file does not export; here as there it reaches no handler.
    send: async (path, init) => {
      const request = new Request(`${origin}/api/consent/${path}`, init);
      return request.method === "POST" ? handler.POST(request) : handler.GET(request);
    },
    link: (headers, person) => handler.linkConsentUser({ headers }, person),
    status: (headers, noticeId) => handler.getConsentStatus({ headers }, { noticeId }),
    close: async () => {},
  };
}

async function expressHost(given: HostOptions, prepare: (app: Express) => void): Promise<Host> {
  const app = express();
  // As behind a proxy that ends TLS, so that cookies are the same on every host.
  app.set("trust proxy", true);
  prepare(app);
  const asExpress = (request: ExpressRequest) => (name: string) => request.get(name) ?? null;
  const consent = createExpressHandler<ExpressRequest>(optionsFor(given, asExpress));
  app.use("/api/consent", consent);
  app.get("/dashboard", (request, response, next) => {
    const noticeId = request.get("x-test-notice");
    consent.status(request, { noticeId }).then((verdict) => void response.json(verdict), next);
  });
  app.get("/login", (request, response, next) => {
    const person = { orgUserId: request.get("x-test-person") ?? "" };
    consent.link(request, person).then((outcome) => void response.json(outcome), next);
  });
  // oxlint-disable-next-line eslint/max-params -- Express knows a handler of failures by its four parameters
  app.use((_failure: unknown, _request: ExpressRequest, response: ExpressResponse, _next: NextFunction) => {
    response.status(500).json({});
  });
  app.use((_request, response) => {
    response.status(404).set("Cache-Control", "no-store").json({ error: "nothing here" });
  });
  const server = createServer(app);
  const origin = await listen(server);
  const ask = async (page: string, headers: Headers, name: string, value: string | undefined): Promise<unknown> => {
    const asked = new Headers({ ...Object.fromEntries(headers), "x-forwarded-proto": "https" });
    if (value !== undefined) asked.set(name, value);
    const response = await fetch(`${origin}/${page}`, { headers: asked });
    if (!response.ok) throw new Error(`The page was answered ${response.status}.`);
    return response.json();
  };
  return {
    origin: origin.replace("http:", "https:"),
    send: (path, init) => {
      const headers = new Headers(init?.headers);
      headers.set("x-forwarded-proto", "https");
      return fetch(`${origin}/api/consent/${path}`, { ...init, headers });
    },
    link: (headers, person) => ask("login", headers, "x-test-person", person.orgUserId),
    status: (headers, noticeId) => ask("dashboard", headers, "x-test-notice", noticeId),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Every host that the handler runs on, by name. */
export const hosts: readonly (readonly [name: string, open: (options: HostOptions) => Promise<Host>])[] = [
  ["plain fetch", async (options) => fetchHost(options)],
  ["Next.js route handlers", async (options) => nextHost(options)],
  ["Express with express.json()", (options) => expressHost(options, (app) => void app.use(express.json()))],
  ["Express without a parser", (options) => expressHost(options, () => {})],
];

/** A browser at a host: keeps cookies, names its page, and knows what it holds. */
export class Browser {
  readonly cookies = new Map<string, string>();
  session: string | undefined;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  headers(extra: Readonly<Record<string, string>> = {}): Headers {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Headers({
      "sec-fetch-site": "same-origin",
      ...(cookie && { cookie }),
      ...(this.session !== undefined && { "x-test-session": this.session }),
      ...extra,
    });
  }

  async send(method: string, path: string, body?: object, extra: Readonly<Record<string, string>> = {}) {
    const headers = this.headers({ ...(body && { "content-type": "application/json" }), ...extra });
    const response = await this.#host.send(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    const read: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: membersOf(read), text };
  }

  post = (path: string, body?: object, extra?: Readonly<Record<string, string>>) =>
    this.send("POST", path, body, extra);
  get = (path: string, extra?: Readonly<Record<string, string>>) => this.send("GET", path, undefined, extra);

  /** The visitor's id, as it stands in the cookie that scripts cannot read. */
  visitorId(): string | undefined {
    return this.cookies.get("__Host-nc_anon")?.split(".")[0];
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = ""] = pair.split("=", 1);
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(name.length + 1));
  }
}

/** A fixture service with the options by which a handler reaches it. */
export function openService(): { readonly service: FixtureService; readonly options: HostOptions } {
  const service = createFixtureService();
  const { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch } = service;
  const noticeId = service.notices[0]?.uuid;
  const address = { apiKey, baseUrl, organisationUuid, workspaceUuid };
  const cookie = { secret: cookieSecret };
  return {
    service,
    options: { ...address, fetch, noticeId, cookie, onEvent: () => {}, environment: { NODE_ENV: "production" } },
  };
}

/** Lets the bearer of a token decide everything, the way a page would. */
export async function decide(service: FixtureService, token: unknown): Promise<void> {
  const { organisationUuid, workspaceUuid, baseUrl } = service;
  const url = `${baseUrl}/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}/submit-consent`;
  const headers = { authorization: `Bearer ${String(token)}` };
  const response = await service.fetch(url, { method: "POST", headers, body: JSON.stringify(aSubmission(aNotice())) });
  if (!response.ok) throw new Error(`The decision was answered ${response.status}.`);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

function membersOf(read: unknown): Readonly<Record<string, unknown>> {
  return typeof read === "object" && read !== null ? Object.fromEntries(Object.entries(read)) : {};
}
