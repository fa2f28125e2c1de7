import { randomUUID } from "node:crypto";
import { ConsentError, type Endpoint, endpoints, type ErrorCode } from "@notice-consent/contract";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "../db/access-schema.ts";
import { webhooks } from "../db/operation-schema.ts";
import {
  createApiKey,
  createTestBackend,
  field,
  type Received,
  rows,
  type Sending,
  type TestBackend,
  type TestWorkspace,
} from "../test-backend.test-data.ts";
import { fingerprint, type Holdings, matrix, pathOf, targets } from "./matrix.test-data.ts";

let backend: TestBackend;
let own: Holdings;
let other: Holdings;
let neighbour: Holdings;
let stranger: Holdings;
beforeAll(async () => {
  backend = await createTestBackend({ webhookTargets: targets });
  own = await settle(backend.home, "own");
  other = await settle(backend.home, "other");
  neighbour = await settle(backend.neighbour, "neighbour");
  stranger = await settle(backend.stranger, "stranger");
});
afterAll(() => backend.close());

/** Lets somebody decide in a workspace, and gives it a webhook. */
async function settle(workspace: TestWorkspace, orgUserId: string): Promise<Holdings> {
  const { organisationUuid, workspaceUuid } = workspace.address;
  const path = `/consent/public/organisations/${organisationUuid}/workspaces/${workspaceUuid}`;
  const body = { org_user_id: orgUserId, email: `${orgUserId}@example.org` };
  const pair = await backend.send("POST", `${path}/tokens/generate`, { key: workspace.apiKey, body });
  const token = field(pair.body, "detail", "token");
  const decision = { notice_uuid: workspace.noticeUuid, purposes: rows(true, false) };
  const decided = await backend.send("POST", `${path}/submit-consent`, { token, body: decision });
  const webhookUuid = randomUUID();
  await backend.database.queries.insert(webhooks).values({
    uuid: webhookUuid,
    workspaceUuid,
    url: "https://hooks.example.org/",
    eventTypes: [],
    sealedSecret: backend.keys.seal("secret"),
  });
  return {
    workspace,
    token,
    refreshToken: field(pair.body, "detail", "refresh_token"),
    orgUserId,
    userUuid: field(decided.body, "detail", "user_uuid"),
    webhookUuid,
  };
}

const rowOf = (endpoint: Endpoint) => {
  const row = matrix[endpoint.id];
  if (row === undefined) throw new Error(`${endpoint.id} has no row in the matrix.`);
  return row;
};

/** Aims an endpoint of one workspace at what somebody has. */
function send(endpoint: Endpoint, at: TestWorkspace, of: Holdings, credential: Sending): Promise<Received> {
  const { params, body } = rowOf(endpoint).aim(of);
  return backend.send(endpoint.method, pathOf(endpoint, at, params), { ...(body && { body }), ...credential });
}

const codeOf = ({ body }: Received): unknown => {
  const { detail, error_code } = body as { detail?: { error_code?: unknown }; error_code?: unknown };
  return detail?.error_code ?? error_code;
};

/** Every credential that an endpoint has to refuse, and how. */
async function refusals(endpoint: Endpoint): Promise<readonly (readonly [string, Sending, ErrorCode])[]> {
  const { workspaceUuid } = backend.home.address;
  const key = (permissions: Parameters<typeof createApiKey>[3]) =>
    createApiKey(backend.database, backend.keys, workspaceUuid, permissions);
  const revoked = await key(["tokens", "users", "webhooks", "notices"]);
  const prefix = revoked.split("_")[1] ?? "";
  await backend.database.queries.update(apiKeys).set({ revokedAt: new Date() }).where(eq(apiKeys.prefix, prefix));
  const others = (["tokens", "users", "webhooks", "notices"] as const).filter(
    (permission) => permission !== rowOf(endpoint).permission,
  );
  switch (endpoint.credential) {
    case "api-key":
      return [
        ["nothing", {}, "UNAUTHORIZED"],
        ["a revoked key", { key: revoked }, "UNAUTHORIZED"],
        ["a key of another workspace", { key: neighbour.workspace.apiKey }, "NOT_FOUND"],
        ["a key of another organisation", { key: stranger.workspace.apiKey }, "NOT_FOUND"],
        ["a key with every permission but this one", { key: await key(others) }, "FORBIDDEN"],
        ["an access token", { token: own.token }, "UNAUTHORIZED"],
        ["an access token as a key", { key: own.token }, "UNAUTHORIZED"],
        ["a refresh token", { token: own.refreshToken }, "UNAUTHORIZED"],
        ["a refresh token as a key", { key: own.refreshToken }, "UNAUTHORIZED"],
        ["an empty key", { key: "" }, "UNAUTHORIZED"],
        ["a key of other letters", { key: "\u00e9".repeat(60) }, "UNAUTHORIZED"],
        ["a key that is cut short", { key: own.workspace.apiKey.slice(0, -1) }, "UNAUTHORIZED"],
        ["a key of 7 KB", { key: own.workspace.apiKey + "A".repeat(7000) }, "UNAUTHORIZED"],
      ];
    case "access-token":
      return [
        ["nothing", {}, "INVALID_TOKEN"],
        ["an API key", { key: own.workspace.apiKey }, "INVALID_TOKEN"],
        ["an API key as a token", { token: own.workspace.apiKey }, "INVALID_TOKEN"],
        ["a refresh token", { token: own.refreshToken }, "INVALID_TOKEN"],
        ["a token of another workspace", { token: neighbour.token }, "NOT_FOUND"],
        ["a token of another organisation", { token: stranger.token }, "NOT_FOUND"],
        ["an unsigned token", { token: own.token.replace(/[^.]+$/, "AAAA") }, "INVALID_TOKEN"],
      ];
    case "refresh-token":
      return [
        ["an access token in the body", { body: { refresh_token: own.token } }, "REFRESH_INVALID"],
        ["an API key in the body", { body: { refresh_token: own.workspace.apiKey } }, "REFRESH_INVALID"],
        ["a revoked key beside it", { key: revoked }, "UNAUTHORIZED"],
        ["a key of another workspace beside it", { key: neighbour.workspace.apiKey }, "NOT_FOUND"],
        ["an access token as the key beside it", { key: own.token }, "UNAUTHORIZED"],
        ["an access token alone", { token: own.token, body: {} }, "VALIDATION_FAILED"],
      ];
    case "none":
      return [];
    default:
      return endpoint.credential satisfies never;
  }
}

it("has a row for every endpoint, and none for another [SEC-B1]", () => {
  expect(Object.keys(matrix).sort()).toEqual(endpoints.map(({ id }) => id).sort());
});

describe.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))("%s", (_, endpoint) => {
  it("refuses every credential that is not its own, and writes nothing [SEC-B7, SEC-B9]", async () => {
    const wrong = await refusals(endpoint);
    const before = await fingerprint(backend);
    expect(Object.keys(before).length).toBeGreaterThan(15);
    for (const [name, credential, code] of wrong) {
      const received = await send(endpoint, backend.home, own, credential);
      const isRevocation = endpoint.id === "tokens.revoke" && code === "REFRESH_INVALID";
      // To revoke what does not exist is done at once: the answer tells nobody whether it existed.
      const expected = isRevocation ? [200, undefined] : [new ConsentError(code).status, code];
      expect([name, received.status, codeOf(received)]).toEqual([name, ...expected]);
    }
    expect(await fingerprint(backend)).toEqual(before);
  });

  it("gives nobody what is another workspace's, and changes none of it [SEC-B1]", async () => {
    const { foreign } = rowOf(endpoint);
    if (foreign === "own") return;
    const before = await fingerprint(backend);
    for (const of of [neighbour, stranger]) {
      const credential: Sending =
        endpoint.credential === "api-key"
          ? { key: own.workspace.apiKey }
          : endpoint.credential === "access-token"
            ? { token: own.token }
            : {};
      const received = await send(endpoint, backend.home, of, credential);
      expect([codeOf(received), received.status]).toEqual([foreign, new ConsentError(foreign).status]);
      for (const secret of [of.userUuid, of.workspace.noticeUuid, `${of.orgUserId}@example.org`]) {
        const asked = JSON.stringify(rowOf(endpoint).aim(of));
        if (!asked.includes(secret)) expect(received.text).not.toContain(secret);
      }
    }
    expect(await fingerprint(backend)).toEqual(before);
  });
});

describe("two people of one workspace", () => {
  it("are never shown to each other: a token names its own person, whatever the request names [SEC-B1]", async () => {
    for (const endpoint of endpoints.filter(({ credential }) => credential === "access-token")) {
      for (const [person, someoneElse] of [
        [own, other],
        [other, own],
      ] as const) {
        const named = { user_uuid: someoneElse.userUuid, org_user_id: someoneElse.orgUserId };
        const { params, body } = rowOf(endpoint).aim(person);
        const path = `${pathOf(endpoint, backend.home, params)}?user_uuid=${someoneElse.userUuid}&include_fully_consented_data=true`;
        const received = await backend.send(endpoint.method, path, {
          token: person.token,
          ...(body && { body: { ...body, ...named } }),
        });
        expect([200, 201]).toContain(received.status);
        expect(received.text).not.toContain(someoneElse.userUuid);
        expect(received.text).not.toContain(someoneElse.orgUserId);
      }
    }
  });
});

describe("the rightful credential", () => {
  it("gets through everywhere, and the answer has the documented shape [SEC-B9, SEC-B10]", async () => {
    // Erasing and revoking come last, since they end what the others need.
    const last = ["tokens.refresh", "tokens.revoke", "webhooks.delete", "users.erase"];
    const order = [...endpoints].sort((one, two) => last.indexOf(one.id) - last.indexOf(two.id));
    for (const endpoint of order) {
      const credential: Sending =
        endpoint.credential === "api-key"
          ? { key: own.workspace.apiKey }
          : endpoint.credential === "access-token"
            ? { token: own.token }
            : {};
      const received = await send(endpoint, backend.home, own, credential);
      expect([endpoint.id, [401, 403, 500].includes(received.status)]).toEqual([endpoint.id, false]);
      if (received.status === endpoint.success) {
        const { detail } = received.body as { detail: unknown };
        const parsed = await endpoint.detail["~standard"].validate(detail);
        expect([endpoint.id, parsed.issues]).toEqual([endpoint.id, undefined]);
      } else {
        const documented = endpoint.errors.includes(codeOf(received) as ErrorCode);
        expect([endpoint.id, codeOf(received), documented]).toEqual([endpoint.id, codeOf(received), true]);
      }
    }
  });
});
