import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webhookMessages, webhooks } from "../db/operation-schema.ts";
import { tables } from "../db/role.ts";
import { readChain } from "../ledger/store.ts";
import type { Finding } from "../ledger/finding.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { createTestBackend, field, type Received, rows, type TestBackend } from "../test-backend.test-data.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

const erase = (uuid: string, key = backend.home.apiKey) =>
  backend.send("DELETE", `${backend.usersPath}/${uuid}`, { key });
const codeOf = ({ body }: Received) => {
  try {
    return field(body, "error_code");
  } catch {
    return field(body, "detail", "error_code");
  }
};

async function findingsNow(): Promise<Finding[]> {
  const findings: Finding[] = [];
  await verifyLedger(backend.database, backend.keys, (finding) => findings.push(finding));
  return findings;
}

async function dump(): Promise<string> {
  const parts = await Promise.all(
    tables.map(({ name }) =>
      backend.database.queries.select({ row: sql<string>`row_to_json(t)::text` }).from(sql.raw(`${name} t`)),
    ),
  );
  return parts.flatMap((list) => list.map(({ row }) => row)).join("\n");
}

describe("erasing a person", () => {
  it("leaves no identifier, contact, name or word of theirs in any table, and every chain whole", async () => {
    const canaries = {
      org_user_id: "canary-customer",
      primary_email: "canary@mail.example",
      primary_mobile: "+4915155512345",
      name: "Cassandra Canary",
      metadata: { note: "canary-note" },
    };
    const created = await backend.createUser(canaries);
    const uuid = field(created.body, "detail", "uuid");
    await backend.database.queries.insert(webhooks).values({
      uuid: crypto.randomUUID(),
      workspaceUuid: backend.home.address.workspaceUuid,
      url: "https://receiver.example",
      eventTypes: ["consent.event.granted", "consent.event.partially_granted"],
      sealedSecret: backend.keys.seal("secret"),
    });
    const visitor = await backend.tokenFor({ org_user_id: "canary-visitor" });
    await backend.submit(visitor, rows(true, true));
    const answers = [
      await backend.generate({
        org_user_id: "canary-customer",
        email: "canary@mail.example",
        mobile: "+4915155512345",
      }),
      await backend.generate({ email: "canary@mail.example" }),
    ];
    for (const answer of answers) {
      const words = {
        source: "canary-source",
        component_version: "canary-component",
        language: "canary-language",
        decided_at: "canary-date",
        meta_data: { specific_uuid: "canary-application" },
      };
      const token = field(answer.body, "detail", "token");
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      expect((await backend.submit(token, rows(true, false), words, headers)).status).toBe(201);
    }
    expect((await backend.link("canary-customer", ["canary-visitor"])).status).toBe(200);
    await backend.refresh(field(answers[0]?.body, "detail", "refresh_token"));
    expect(await dump()).toContain("canary");
    expect(await backend.database.queries.$count(webhookMessages)).toBe(3);

    const erased = await erase(uuid);
    expect(erased.status).toBe(200);
    expect(erased.body).toMatchObject({ detail: { user_uuid: uuid, erased_user_uuids: { length: 2 } } });

    const after = await dump();
    expect(after).toContain(uuid);
    expect(await backend.database.queries.$count(webhookMessages)).toBe(0);
    expect(after.toLowerCase()).not.toContain("canary");
    expect(after).not.toContain("5155512345");
    for (const kind of ["org_user_id", "email", "mobile"] as const) {
      for (const value of ["canary-customer", "canary-visitor", "canary@mail.example", "+4915155512345"]) {
        expect(after).not.toContain(backend.keys.identifierKey(backend.home.address.workspaceUuid, kind, value));
      }
    }
    const chain = await readChain(backend.database.queries, uuid);
    expect(chain.map(({ kind }) => kind)).toEqual(["decision", "decision", "link", "erased"]);
    expect(await findingsNow()).toEqual([]);
  });

  it("ends every session of theirs, and a new token of the same id is a new person's", async () => {
    const generated = await backend.generate({ org_user_id: "returning", email: "returning@mail.example" });
    const token = field(generated.body, "detail", "token");
    const first = field((await backend.submit(token, rows(true, true))).body, "detail", "user_uuid");
    await erase(first);
    for (const received of [
      await backend.submit(token, rows(true, true)),
      await backend.refresh(field(generated.body, "detail", "refresh_token")),
    ]) {
      expect(received.status).toBe(401);
      expect(["INVALID_TOKEN", "SESSION_REVOKED"]).toContain(codeOf(received));
    }
    const anew = await backend.submit(await backend.tokenFor({ org_user_id: "returning" }), rows(false, true));
    expect(anew.status).toBe(201);
    expect(field(anew.body, "detail", "user_uuid")).not.toBe(first);
    expect((await backend.createUser({ org_user_id: "other", primary_email: "returning@mail.example" })).status).toBe(
      201,
    );
  });

  it("makes the user unknown to every other call", async () => {
    const uuid = field((await backend.createUser({ org_user_id: "gone" })).body, "detail", "uuid");
    await erase(uuid);
    const { send, usersPath, home } = backend;
    for (const received of [
      await send("GET", `${usersPath}/${uuid}`, { key: home.apiKey }),
      await send("PATCH", `${usersPath}/${uuid}`, { key: home.apiKey, body: { name: "Back" } }),
      await send("GET", `${usersPath}/by-org-user-id/gone`, { key: home.apiKey }),
      await send("GET", `${usersPath}/by-org-user-id/${encodeURIComponent(` erased ${uuid}`)}`, { key: home.apiKey }),
      await backend.link("gone", []),
    ]) {
      expect(received.status).toBe(404);
    }
  });

  it("may be repeated, and changes nothing then", async () => {
    const uuid = field((await backend.createUser({ org_user_id: "twice" })).body, "detail", "uuid");
    const first = await erase(uuid);
    expect((await erase(uuid)).text).toBe(first.text);
    expect(await readChain(backend.database.queries, uuid)).toHaveLength(1);
  });

  it("takes the whole person, whichever linked user is named", async () => {
    const primary = field((await backend.createUser({ org_user_id: "whole" })).body, "detail", "uuid");
    const alias = field((await backend.createUser({ org_user_id: "part" })).body, "detail", "uuid");
    await backend.link("whole", ["part"]);
    expect(field((await erase(alias)).body, "detail", "user_uuid")).toBe(primary);
    expect((await backend.send("GET", `${backend.usersPath}/${primary}`, { key: backend.home.apiKey })).status).toBe(
      404,
    );
  });

  it("is for the workspace's own keys and users alone [SEC-B1, SEC-B9]", async () => {
    const uuid = field((await backend.createUser({ org_user_id: "guarded" })).body, "detail", "uuid");
    expect((await erase(uuid, backend.stranger.apiKey)).status).toBe(404);
    expect((await erase(crypto.randomUUID())).status).toBe(404);
    expect((await erase("not-a-uuid")).status).toBe(404);
    const token = await backend.tokenFor({ org_user_id: "guarded" });
    expect((await backend.send("DELETE", `${backend.usersPath}/${uuid}`, { token })).status).toBe(401);
    expect((await backend.send("GET", `${backend.usersPath}/${uuid}`, { key: backend.home.apiKey })).status).toBe(200);
  });
});
