import { inspect } from "node:util";
import {
  createUser,
  generateTokens,
  getUser,
  isConsentError,
  linkUsers,
  refreshTokens,
  type ConsentError,
} from "@notice-consent/contract";
import {
  aNotice,
  aSubmission,
  createFakeClock,
  createFixtureService,
  type FixtureService,
} from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createConsentServer, type ConsentServer, type ConsentServerOptions } from "./consent-server.ts";

function open(options: Partial<ConsentServerOptions> = {}): { service: FixtureService; consent: ConsentServer } {
  const service = createFixtureService();
  const { apiKey, baseUrl, organisationUuid, workspaceUuid } = service;
  const settings = { apiKey, baseUrl, organisationUuid, workspaceUuid, fetch: service.fetch, ...options };
  return { service, consent: createConsentServer(settings) };
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

/** Lets a person decide everything, the way a browser would. */
async function decide(service: FixtureService, token: string): Promise<void> {
  const { organisationUuid, workspaceUuid, baseUrl } = service;
  const url = `${baseUrl}/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}/submit-consent`;
  const headers = { authorization: `Bearer ${token}` };
  await service.fetch(url, { method: "POST", headers, body: JSON.stringify(aSubmission(aNotice())) });
}

describe("the steps of the sign-up flow", () => {
  it("end with the person's consent counting for the new user [W68]", async () => {
    const { service, consent } = open();
    const { token } = await consent.tokens.generate({ org_user_id: "temp_1" });
    await decide(service, token);
    const created = await consent.users.create({
      org_user_id: "user_1",
      primary_email: "asha@example.org",
      name: "Asha",
    });
    expect(created).toMatchObject({ status: "created", user: { org_user_id: "user_1", org_user_id_type: "UCID" } });
    const linked = await consent.users.link({ primary_org_user_id: "user_1", alias_org_user_ids: ["temp_1"] });
    expect(linked).toMatchObject({ status: "linked", result: { linked: ["temp_1"] } });
    expect(Object.values(service.record("user_1")).map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE"]);
  });

  it("can each be taken again after a failure half-way", async () => {
    const { service, consent } = open();
    await decide(service, service.issue({ orgUserId: "temp_1" }).accessToken);
    await consent.users.create({ org_user_id: "user_1" });
    expect(await consent.users.create({ org_user_id: "user_1" })).toMatchObject({
      status: "conflict",
      type: "ORG_USER_ID_EXISTS",
      user: { org_user_id: "user_1" },
    });
    const link = { primary_org_user_id: "user_1", alias_org_user_ids: ["temp_1"] };
    await consent.users.link(link);
    expect(await consent.users.link(link)).toMatchObject({ status: "linked", result: { already_linked: ["temp_1"] } });
  });
});

describe("expected outcomes", () => {
  it("tell a contact that is taken from an id that is taken [W61, W71]", async () => {
    const { consent } = open();
    await consent.users.create({ org_user_id: "user_1", primary_email: "asha@example.org" });
    const conflict = await consent.users.create({ org_user_id: "user_2", primary_email: "asha@example.org" });
    expect(conflict).toMatchObject({
      status: "conflict",
      type: "EMAIL_EXISTS_SAME_USER",
      user: { org_user_id: "user_1" },
    });
    expect(await consent.users.getByOrgUserId("user_2")).toBeUndefined();
  });

  it("are `undefined` for a user who is not there", async () => {
    const { consent } = open();
    expect(await consent.users.get("9c3c5e1a-0000-4000-8000-000000000000")).toBeUndefined();
    expect(await consent.users.getByOrgUserId("nobody")).toBeUndefined();
  });

  it("name why nothing could be linked or changed", async () => {
    const { service, consent } = open();
    await decide(service, service.issue({ orgUserId: "temp_1" }).accessToken);
    const link = { primary_org_user_id: "user_1", alias_org_user_ids: ["temp_1"] };
    expect(await consent.users.link(link)).toEqual({ status: "primary-not-found" });
    const created = await consent.users.create({ org_user_id: "user_1" });
    await consent.users.link(link);
    expect(await consent.users.link({ primary_org_user_id: "temp_1", alias_org_user_ids: [] })).toEqual({
      status: "primary-is-alias",
    });
    await consent.users.create({ org_user_id: "user_2" });
    const uuid = created.status === "created" ? created.user.uuid : "";
    expect(await consent.users.update(uuid, { org_user_id: "user_2" })).toEqual({
      status: "conflict",
      type: "ORG_USER_ID_EXISTS",
    });
    expect(await consent.users.update(uuid, { name: "Asha" })).toMatchObject({
      status: "updated",
      user: { name: "Asha" },
    });
    expect(await consent.users.update(crypto.randomUUID(), { name: "Nobody" })).toEqual({ status: "not-found" });
  });

  it("are the same from a service that sends no codes [W4] [W65]", async () => {
    const answers = [
      [404, { message: "User not found" }],
      [422, { message: "The primary is itself an alias" }],
      [422, { detail: [{ loc: ["body", "alias_org_user_ids"], msg: "field required" }] }],
    ] as const;
    const queue = [...answers];
    const { consent } = open({
      fetch: async () => {
        const [status, body] = queue.shift() ?? [500, {}];
        return Response.json(body, { status });
      },
    });
    const link = { primary_org_user_id: "user_1", alias_org_user_ids: [] };
    expect(await consent.users.link(link)).toEqual({ status: "primary-not-found" });
    expect(await consent.users.link(link)).toEqual({ status: "primary-is-alias" });
    expect((await failureOf(consent.users.link(link))).code).toBe("VALIDATION_FAILED");
  });

  it("do not include a wrong workspace: that is an error, not an absent user", async () => {
    const { consent } = open({ workspaceUuid: crypto.randomUUID() });
    expect((await failureOf(consent.users.get(crypto.randomUUID()))).code).toBe("NOT_FOUND");
  });
});

describe("repetition", () => {
  it.each([
    ["tokens.generate", generateTokens, (consent: ConsentServer) => consent.tokens.generate({ org_user_id: "user_1" })],
    ["users.get", getUser, (consent: ConsentServer) => consent.users.get(crypto.randomUUID())],
    [
      "users.link",
      linkUsers,
      (consent: ConsentServer) => consent.users.link({ primary_org_user_id: "user_1", alias_org_user_ids: [] }),
    ],
  ] as const)("of %s happens once after a lost answer", async (_, endpoint, work) => {
    const { service, consent } = open();
    service.next(endpoint, "drop-answer");
    await work(consent);
    expect(service.requests.to(endpoint)).toHaveLength(2);
  });

  it("of a refresh brings the same successor, since the service repeats itself", async () => {
    const { service, consent } = open();
    const { refreshToken } = service.issue({ orgUserId: "user_1" });
    service.next(refreshTokens, "drop-answer");
    const pair = await consent.tokens.refresh(refreshToken);
    expect(pair.refresh_token).not.toBe(refreshToken);
    expect(service.requests.to(refreshTokens)).toHaveLength(2);
  });

  it("of users.create never happens by itself", async () => {
    const { service, consent } = open();
    service.next(createUser, "drop-answer");
    expect((await failureOf(consent.users.create({ org_user_id: "user_1" }))).code).toBe("NETWORK");
    expect(service.requests.to(createUser)).toHaveLength(1);
  });

  it("does not follow a definite answer, nor a second failure", async () => {
    const { service, consent } = open();
    service.next(generateTokens, { status: 403, code: "FORBIDDEN" });
    expect((await failureOf(consent.tokens.generate({ org_user_id: "user_1" }))).code).toBe("FORBIDDEN");
    expect(service.requests.to(generateTokens)).toHaveLength(1);
    service.offline = true;
    expect((await failureOf(consent.tokens.generate({ org_user_id: "user_1" }))).code).toBe("NETWORK");
    expect(service.requests.to(generateTokens)).toHaveLength(3);
  });

  it("waits as long as Retry-After says, if the deadline allows", async () => {
    const clock = createFakeClock();
    const { service, consent } = open({ clock, timeoutMs: 10_000 });
    service.next(getUser, { status: 429, code: "RATE_LIMITED", retryAfterSeconds: 4 });
    const work = consent.users.get(crypto.randomUUID());
    await clock.advance(3_999);
    expect(service.requests.to(getUser)).toHaveLength(1);
    await clock.advance(1);
    expect(await work).toBeUndefined();
    service.next(getUser, { status: 429, code: "RATE_LIMITED", retryAfterSeconds: 60 });
    const limited = await failureOf(consent.users.get(crypto.randomUUID()));
    expect([limited.code, limited.retryAfterMs]).toEqual(["RATE_LIMITED", 60_000]);
  });

  it("stays within the one deadline of the call", async () => {
    const clock = createFakeClock();
    const { service, consent } = open({ clock, timeoutMs: 3_000 });
    service.next(getUser, { status: 503 });
    service.next(getUser, "never-answer");
    const failure = failureOf(consent.users.get(crypto.randomUUID()));
    await clock.advance(3_000);
    expect((await failure).code).toBe("TIMEOUT");
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("what may be logged", () => {
  const apiKey = "ncsk_canary-key-0123456789";
  const canaries = [apiKey, "canary-refresh", "canary@example.org", "+919876543210", "canary name", "canary-id"];

  /** A service, or a proxy before it, that repeats everything it was sent, wherever an answer has room for it. */
  function echo(status: number, code: string | undefined): typeof fetch {
    return async (input, init) => {
      const seen = `${JSON.stringify([...new Headers(init?.headers)])} ${JSON.stringify(init?.body)}`;
      const sent = typeof init?.body === "string" ? Object.values<string>(JSON.parse(init.body)) : [];
      const identifier = sent[0] ?? (typeof input === "string" ? (input.split("/").at(-1) ?? "") : "");
      const fields = ["primary_email", seen, ...sent].map((path) => ({ path, message: seen }));
      const detail = { message: seen, error_code: code ?? identifier, fields, existing_user: { name: seen } };
      const headers = { "x-request-id": code === apiKey ? apiKey : identifier };
      return Response.json({ message: seen, detail }, { status, headers });
    };
  }

  it.each<[status: number, code: string | undefined]>([
    [401, "UNAUTHORIZED"],
    [409, "EMAIL_EXISTS_SAME_USER"],
    [422, "VALIDATION_FAILED"],
    [500, "INTERNAL"],
    [401, apiKey],
    [401, undefined],
    [200, "NOT_AN_ERROR"],
  ])(
    "holds neither key, tokens nor the person, though an answer of status %i repeats all of them [SEC-C2, SEC-C3]",
    async (status, code) => {
      const { consent } = open({ apiKey, fetch: echo(status, code), timeoutMs: 400 });
      const person = { org_user_id: "canary-id", email: "canary@example.org", mobile: "+919876543210" };
      const user = {
        org_user_id: "canary-id",
        primary_email: "canary@example.org",
        primary_mobile: "+919876543210",
        name: "canary name",
      };
      const failures = await Promise.all(
        [
          consent.tokens.generate(person),
          consent.tokens.refresh("canary-refresh"),
          consent.users.create(user),
          consent.users.getByOrgUserId("canary-id"),
        ].map((work) => failureOf(work)),
      );
      for (const failure of failures) {
        const shown = [inspect(failure, { depth: 9, showHidden: true }), JSON.stringify(failure), failure.stack].join(
          "\n",
        );
        for (const canary of canaries) expect(shown).not.toContain(canary);
      }
    },
  );

  it("passes on no prose of the service, in whatever spelling it repeats things", async () => {
    const { consent } = open({ fetch: echo(401, "nobody is called CANARY-ID") });
    const failure = await failureOf(consent.tokens.generate({ org_user_id: "canary-id" }));
    expect([failure.code, failure.serviceCode]).toEqual(["UNAUTHORIZED", undefined]);
  });

  it("names the fields at fault", async () => {
    const { consent } = open();
    const failure = await failureOf(consent.users.create({ org_user_id: "" }));
    expect([failure.code, failure.message]).toEqual(["VALIDATION_FAILED", expect.stringContaining("org_user_id")]);
  });

  it("does not show the key when the server object is printed", () => {
    const { consent } = open({ apiKey });
    expect(inspect(consent, { depth: 9, showHidden: true })).not.toContain(apiKey);
  });
});

describe("the configuration", () => {
  it("is refused with the names of what is missing, and no value", () => {
    const blank = { apiKey: "secret-key", baseUrl: " ", organisationUuid: "", workspaceUuid: "w" };
    expect(() => createConsentServer(blank)).toThrow("createConsentServer needs baseUrl, organisationUuid.");
  });

  it("is refused when the key cannot stand in a header", () => {
    expect(() => open({ apiKey: "secret\nkey" })).toThrow("apiKey has characters that a header cannot carry.");
  });

  it("takes the address with and without /consent [W1]", async () => {
    for (const baseUrl of ["https://consent.test", "https://consent.test/consent/"]) {
      const { consent } = open({ baseUrl });
      expect((await consent.tokens.generate({ org_user_id: "user_1" })).token).not.toBe("");
    }
  });
});
