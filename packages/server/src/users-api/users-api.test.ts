import { inspect } from "node:util";
import { isConsentError, type ConsentError } from "@notice-consent/contract";
import { composeUsersApiError, type UsersApiErrorName } from "@notice-consent/contract/users-api";
import { createFakeClock, type FakeClock } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createUsersApi, type UsersApiOptions } from "./users-api.ts";

const secret = "s".repeat(43);
const apiKey = `cms_abcdefghij12_${secret}`;

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
  /** On the test's clock. */
  readonly at: number;
}

type Reply = (sent: Sent) => Response | Promise<Response>;

/** A service that opens a session for the key, and answers everything else as a test says. */
function open(reply: Reply, options: Partial<UsersApiOptions> = {}) {
  const sent: Sent[] = [];
  const clock = createFakeClock();
  let sessions = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, headers, url } = new Request(input, init);
    const { pathname: path, searchParams: query } = new URL(url);
    const text = typeof init?.body === "string" ? init.body : "null";
    const request = { method, path, query, headers, body: JSON.parse(text) as unknown, at: clock.monotonic() };
    sent.push(request);
    if (path !== "/v1/sessions") return reply(request);
    sessions += 1;
    return Response.json({ access_token: `session-${sessions}` });
  };
  const settings = { apiKey, baseUrl: "https://consent.example/consent", organisationUuid: "acme", clock, fetch };
  const calls = () => sent.filter(({ path }) => path !== "/v1/sessions");
  return { api: createUsersApi({ ...settings, ...options }), clock, sent, calls, sessions: () => sessions };
}

function refuse(name: UsersApiErrorName, errors: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const body = composeUsersApiError(name, "It repeats asha@example.org.", errors);
  return Response.json(body, { status: body.code, headers });
}

const user = (id: string) => ({
  id,
  organization_id: "acme",
  version: 1,
  created_at: "",
  updated_at: "",
  consents: {},
});
const page = (ids: readonly string[], cursor: string | null) =>
  Response.json({ data: ids.map(user), limit: 100, cursor });

/** Lets time pass until the work is over, however many turns of the event loop it takes. */
async function inTime<Value>(clock: FakeClock, work: Promise<Value>): Promise<Value> {
  const progress = { isOver: false };
  const end = (): void => {
    progress.isOver = true;
  };
  work.then(end, end);
  while (!progress.isOver) await clock.advance(50);
  return work;
}

async function failureOf(work: Promise<unknown>): Promise<ConsentError> {
  try {
    await work;
  } catch (error) {
    if (isConsentError(error)) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

describe("a session", () => {
  it("opens with the first call, from the two parts of the key, and serves all that come at once [U1]", async () => {
    const { api, sent, calls, sessions } = open(() => Response.json(user("1")));
    await Promise.all([api.users.get("1"), api.users.get("2"), api.users.get("3")]);
    expect(sessions()).toBe(1);
    expect(sent[0]).toMatchObject({
      method: "POST",
      path: "/v1/sessions",
      body: { type: "api-key", key: "abcdefghij12", secret },
    });
    for (const { headers, query } of calls()) {
      expect(headers.get("authorization")).toBe("Bearer session-1");
      expect(query.get("organization_id")).toBe("acme");
    }
  });

  it("is renewed before its hour is over [U1]", async () => {
    const { api, clock, sessions } = open(() => Response.json(user("1")));
    await api.users.get("1");
    await clock.advance(53 * 60_000);
    await api.users.get("1");
    expect(sessions()).toBe(1);
    await clock.advance(2 * 60_000);
    await api.users.get("1");
    expect(sessions()).toBe(2);
  });

  it("is replaced once when the service refuses it, whatever the call [U2]", async () => {
    const { api, calls, sessions } = open(({ headers }) =>
      headers.get("authorization") === "Bearer session-1" ? refuse("Unauthorized") : Response.json(user("1")),
    );
    expect(await api.users.create({ id: "1" })).toMatchObject({ status: "created", user: { id: "1" } });
    expect([sessions(), calls().length]).toEqual([2, 2]);
  });

  it("that is refused again ends the call [U2]", async () => {
    const { api, sessions } = open(() => refuse("Unauthorized"));
    expect(await failureOf(api.users.get("1"))).toMatchObject({ code: "UNAUTHORIZED", status: 401 });
    expect(sessions()).toBe(2);
  });

  it("that the key does not open is told as such, and nothing else is sent [U1]", async () => {
    const sent: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      sent.push(new URL(new Request(input).url).pathname);
      return refuse("BadRequest");
    };
    const { api } = open(() => Response.json(user("1")), { fetch });
    expect(await failureOf(api.users.get("1"))).toMatchObject({ code: "UNAUTHORIZED" });
    expect(sent).toEqual(["/v1/sessions"]);
  });

  it("may open with a pair of a service of the same kind", async () => {
    const { api, sent } = open(() => Response.json(user("1")), { apiKey: { key: "k", secret: "s" } });
    await api.users.get("1");
    expect(sent[0]?.body).toEqual({ type: "api-key", key: "k", secret: "s" });
  });
});

describe("a listing", () => {
  it("walks from page to page to the one without a cursor [U4]", async () => {
    const pages: Readonly<Record<string, Response>> = {
      first: page(["1", "2"], "after 2"),
      "after 2": page(["3"], "after 3"),
      "after 3": page([], null),
    };
    const { api, calls } = open(({ query }) => pages[query.get("$cursor") ?? "first"] ?? refuse("BadRequest"));
    const ids: string[] = [];
    for await (const { id } of api.users.listAll({ ids: ["1", "2", "3"], regulation: "cpra" })) ids.push(id);
    expect(ids).toEqual(["1", "2", "3"]);
    for (const { query } of calls()) {
      expect([query.getAll("id[$in]"), query.get("regulation")]).toEqual([["1", "2", "3"], "cpra"]);
    }
  });

  it("reads a page only when it is wanted [U4]", async () => {
    const { api, calls } = open(({ query }) => page([query.get("$cursor") ?? "first"], "more"));
    for await (const { id } of api.users.listAll()) if (id === "first") break;
    expect(calls()).toHaveLength(1);
  });

  it("that cannot be read to its end fails, and does not look complete [U4]", async () => {
    const { api } = open(({ query }) => (query.has("$cursor") ? refuse("NotFound") : page(["1"], "more")));
    const ids: string[] = [];
    const walk = async () => {
      for await (const { id } of api.users.listAll()) ids.push(id);
    };
    expect(await failureOf(walk())).toMatchObject({ code: "NOT_FOUND" });
    expect(ids).toEqual(["1"]);
  });

  it("that leads back to itself is given up [U4]", async () => {
    const { api, calls } = open(() => page([], "again"));
    const walk = async () => {
      for await (const _ of api.users.listAll());
    };
    expect(await failureOf(walk())).toMatchObject({ code: "BAD_RESPONSE" });
    expect(calls()).toHaveLength(2);
  });

  it("asks for the states and regulations that are wanted [U23, U34]", async () => {
    const { api, calls } = open(() => Response.json({ data: [], limit: 100, cursor: null }));
    await api.events.list(
      { organization_user_id: "asha" },
      { statuses: ["confirmed", "pending_approval"], regulations: ["gdpr", "cpra"], limit: 5 },
    );
    const query = calls()[0]?.query;
    expect(query?.getAll("status[$in]")).toEqual(["confirmed", "pending_approval"]);
    expect(query?.getAll("regulation[$in]")).toEqual(["gdpr", "cpra"]);
    expect([query?.get("organization_user_id"), query?.get("$limit")]).toEqual(["asha", "5"]);
  });
});

describe("expected outcomes", () => {
  it("are values: nobody, a conflict, a stale version with the current one [U6, U7, U35]", async () => {
    const nobody = open(() => refuse("NotFound")).api;
    expect(await nobody.users.get("1")).toBeUndefined();
    expect(await nobody.users.update("1", {})).toEqual({ status: "not-found" });
    expect(await nobody.users.delete("1")).toEqual({ status: "not-found" });
    expect(await nobody.events.get({ user_id: "1" }, "2")).toBeUndefined();
    expect(await nobody.events.confirm({ user_id: "1" }, "2")).toEqual({ status: "not-found" });
    expect(await nobody.events.retract({ user_id: "1" }, "2")).toEqual({ status: "not-found" });

    const taken = open(() => refuse("Conflict", { version: { sent: 3, current: 4 } })).api;
    expect(await taken.users.create({ id: "1" })).toEqual({ status: "conflict" });
    expect(await taken.users.update("1", { version: 3 })).toEqual({ status: "conflict", currentVersion: 4 });
    expect(await taken.events.create({ id: "1", consents: {} })).toEqual({ status: "conflict" });
  });

  it("are told from the body alone: a foreign page is no word on whether a user is there [U7, U36]", async () => {
    const { api, clock, calls } = open(() => new Response("<h1>Not found</h1>", { status: 404 }));
    expect(await inTime(clock, failureOf(api.users.get("1")))).toMatchObject({ code: "BAD_RESPONSE" });
    expect(calls()).toHaveLength(2);
  });

  it("of a deletion name the version that was read in If-Match [U9, U35]", async () => {
    const { api, calls } = open(() => refuse("PreconditionFailed"));
    expect(await api.users.delete("1", { version: 7 })).toEqual({ status: "conflict", currentVersion: undefined });
    expect(calls()[0]?.headers.get("if-match")).toBe('"7"');
  });

  it("of a 204 are nothing more than that it is done [U25, U26]", async () => {
    const { api, calls } = open(() => new Response(null, { status: 204 }));
    expect(await api.events.retract({ user_id: "1" }, "2")).toEqual({ status: "retracted" });
    await api.events.retractWhere({ user_id: "1" }, { "metadata.campaign": "spring", "status[$in]": ["confirmed"] });
    expect(calls().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "DELETE /v1/consents/events/2",
      "DELETE /v1/consents/events",
    ]);
    expect([...(calls()[1]?.query ?? [])]).toEqual([
      ["organization_id", "acme"],
      ["metadata.campaign", "spring"],
      ["status[$in]", "confirmed"],
      ["user_id", "1"],
    ]);
  });
});

describe("a failure without a definite answer", () => {
  const event = { id: "1", organization_id: "acme", created_at: "", status: "confirmed", regulation: "gdpr" };
  const answer = () => Response.json({ ...event, user: { id: "1" }, consents: {} });

  it("is followed by one repetition of an event under the same key, so that it is recorded once [U38]", async () => {
    let tries = 0;
    const { api, clock, calls } = open(() => (++tries === 1 ? refuse("ServiceUnavailable") : answer()));
    expect(await inTime(clock, api.events.create({ consents: {} }))).toMatchObject({
      status: "recorded",
      event: { id: "1" },
    });
    const keys = calls().map(({ headers }) => headers.get("idempotency-key"));
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  it("is not followed by a repetition where a second time would be another act", async () => {
    const { api, calls } = open(() => refuse("InternalServerError"));
    expect(await failureOf(api.users.create({}))).toMatchObject({ code: "INTERNAL" });
    expect(await failureOf(api.users.delete("1"))).toMatchObject({ code: "INTERNAL" });
    expect(calls()).toHaveLength(2);
  });

  it("waits as long as the service says [U37]", async () => {
    let tries = 0;
    const { api, clock, calls } = open(() =>
      ++tries === 1 ? refuse("TooManyRequests", {}, { "Retry-After": "3" }) : Response.json(user("1")),
    );
    expect(await inTime(clock, api.users.get("1"))).toMatchObject({ id: "1" });
    const [first, second] = calls();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  it("ends at the deadline of the call", async () => {
    const { api, clock } = open(() => new Promise<never>(() => {}), { timeoutMs: 2_000 });
    expect(await inTime(clock, failureOf(api.users.get("1")))).toMatchObject({ code: "TIMEOUT" });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(2_000);
  });
});

describe("an error", () => {
  it("quotes neither the secret nor what was sent nor what was answered [SEC-C1]", async () => {
    const errors = { "metadata.email": { message: "asha@example.org" } };
    const { api } = open(() => refuse("BadRequest", errors, { "X-Request-Id": "asha@example.org" }));
    const body = { organization_user_id: "asha@example.org", metadata: { email: "asha@example.org" } };
    const failure = await failureOf(api.users.create(body));
    expect(failure).toMatchObject({ code: "VALIDATION_FAILED", status: 400 });
    expect(failure.message).toContain("metadata");
    const text = inspect(failure, { depth: 10, showHidden: true });
    for (const word of ["asha@example.org", secret, "session-1"]) expect(text).not.toContain(word);
  });
});

describe("the options", () => {
  it("are checked before anything is sent, and the message names what is missing", () => {
    const options = { apiKey, baseUrl: "https://consent.example", organisationUuid: "acme" };
    expect(() => createUsersApi({ ...options, organisationUuid: " " })).toThrow(
      /createUsersApi needs organisationUuid/,
    );
    expect(() => createUsersApi({ ...options, apiKey: "wrong" })).toThrow(/no API key/);
    expect(() => createUsersApi({ ...options, apiKey: { key: "", secret: "s" } })).toThrow(/no API key/);
    expect(() => createUsersApi({ ...options, baseUrl: "ftp://consent.example" })).toThrow(/baseUrl/);
  });
});
