import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grants, idempotencyKeys, ledgerEvents, persons } from "../db/schema.ts";
import { createNoticeStore } from "../notice/store.ts";
import { createTestBackend, rows, type TestBackend, testContent } from "../test-backend.test-data.ts";
import { decidedPurposes, placeDecision } from "./decision.ts";
import { readCircumstances } from "./store.ts";
import { writeDecision, type WrittenDecision } from "./written-decision.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
});
afterAll(() => backend.close());

/** Somebody who has decided once, and a second decision that is ready to be written. */
async function prepare(orgUserId: string, key: string) {
  const { database, home, keys } = backend;
  const token = await backend.tokenFor({ org_user_id: orgUserId });
  await backend.submit(token, rows(true, true));
  const { address, noticeUuid } = home;
  const subject = keys.identifierKey(address.workspaceUuid, "org_user_id", orgUserId);
  const { sid } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sid: string };
  const scope = { workspaceUuid: address.workspaceUuid, subject, route: "test", key };
  const place = { address, familyUuid: sid, subject, noticeUuid, specificUuid: undefined, scope };
  const found = await readCircumstances(database.queries, place);
  if (found === undefined || found.notice === null || found.person === null || found.identityUuid === null)
    throw new Error("Nobody decided.");
  const facts = { uuid: noticeUuid, name: found.notice.name, address };
  const notice = await createNoticeStore().readVersion(database.queries, facts, found.notice.versionUuid);
  const body = { notice_uuid: noticeUuid, purposes: rows(false, false) };
  const { identityUuid, person, at, grants: held } = found;
  const act = { notice, identityUuid, person, at, held, decided: decidedPurposes(notice, body), body };
  const { event, grants } = placeDecision(keys, act);
  const kept = { scope, bodyHash: "hash", answer: "answer" };
  const decision: WrittenDecision = { event, noticeUuid, versionUuid: notice.version.uuid, grants, kept };
  return { decision, place, token, write: () => writeDecision(database.queries, decision) };
}

/** What the database has of a person: the end of the chain, and how many events, granted purposes and kept answers. */
async function stateOf({ decision: { event } }: Awaited<ReturnType<typeof prepare>>) {
  const { queries } = backend.database;
  const { personUuid } = event;
  const [end] = await queries
    .select({ length: persons.chainLength, head: persons.chainHead })
    .from(persons)
    .where(eq(persons.uuid, personUuid));
  return {
    ...end,
    events: await queries.$count(ledgerEvents, eq(ledgerEvents.personUuid, personUuid)),
    granted: await queries.$count(grants, and(eq(grants.personUuid, personUuid), eq(grants.selected, true))),
    kept: await queries.$count(idempotencyKeys, eq(idempotencyKeys.route, "test")),
  };
}

describe("a decision that is written", () => {
  it("is an event, a chain's end, grants and an answer at once", async () => {
    const prepared = await prepare("whole", randomUUID());
    await expect(prepared.write()).resolves.toBe("written");
    const head = prepared.decision.event.hash;
    expect(await stateOf(prepared)).toEqual({ length: 2, head, events: 2, granted: 0, kept: 1 });
    const found = await readCircumstances(backend.database.queries, prepared.place);
    expect(found?.kept).toEqual({ bodyHash: "hash", answer: "answer" });
  });

  const changes: Readonly<Record<string, (token: string, orgUserId: string) => Promise<unknown>>> = {
    "the person decided anew": (token) => backend.submit(token, rows(true, false)),
    "the notice has a newer version": () =>
      backend.publish(testContent({ accountText: `To open the account, ${randomUUID()}.` })),
    "the person became an alias": async (_, orgUserId) => {
      await backend.createUser({ org_user_id: `primary of ${orgUserId}` });
      await backend.link(`primary of ${orgUserId}`, [orgUserId]);
    },
  };
  it.each(Object.keys(changes))("is not written at all where %s since it was read [R-F9]", async (name) => {
    const prepared = await prepare(name, randomUUID());
    await changes[name]?.(prepared.token, name);
    const before = await stateOf(prepared);
    await expect(prepared.write()).resolves.toBe("stale");
    expect(await stateOf(prepared)).toEqual(before);
  });

  it("is not written at all where its key has an answer already [R-F1]", async () => {
    const key = randomUUID();
    const first = await prepare("keyed", key);
    await first.write();
    const second = await prepare("keyed", key);
    const before = await stateOf(second);
    await expect(second.write()).resolves.toBe("stale");
    expect(await stateOf(second)).toEqual(before);
  });

  it("takes the place of an answer that is older than a day [R-F3]", async () => {
    const key = randomUUID();
    await (await prepare("yesterday", key)).write();
    await backend.database.queries
      .update(idempotencyKeys)
      .set({ createdAt: sql`${idempotencyKeys.createdAt} - interval '25 hours'` })
      .where(eq(idempotencyKeys.key, key));
    await expect((await prepare("yesterday", key)).write()).resolves.toBe("written");
  });
});
