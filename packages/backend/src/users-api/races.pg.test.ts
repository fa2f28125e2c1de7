import { randomUUID } from "node:crypto";
import { findPostgresBinaries } from "@notice-consent/testing/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "../db/server.ts";
import type { Finding } from "../ledger/finding.ts";
import { readChain } from "../ledger/store.ts";
import { verifyLedger } from "../ledger/verify.ts";
import { query, startTestPostgres, type TestPostgres } from "../postgres.test-data.ts";
import { field, ids, patiently, type Received, rows } from "../test-backend.test-data.ts";
import { findRecord } from "./record.ts";
import { createTestUsersApi, eventsReadAndRebuilt, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

describe.skipIf(findPostgresBinaries() === undefined)("the Users API at the same time", () => {
  let postgres: TestPostgres;
  let url: string;
  let api: TestUsersApi;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    url = await postgres.createDatabase();
    api = await createTestUsersApi({ schema: 2 }, { database: await openServer(url) });
  });
  afterAll(async () => {
    await api.close();
    await postgres.server.stop();
  });

  const granted = { purposes: [{ id: "P", enabled: true }] };
  const refused = { purposes: [{ id: "P", enabled: false }] };
  const findings = async () => {
    const found: Finding[] = [];
    await verifyLedger(api.backend.database, api.backend.keys, (finding) => found.push(finding));
    return found;
  };
  const idsIn = ({ body }: Received): string[] => (body as { data: { id: string }[] }).data.map(({ id }) => id);

  it("two changes of one version: exactly one wins, the other is told the current one [U35]", async () => {
    const id = randomUUID();
    await api.createUser({ id });
    for (let version = 1; version <= 20; version += 1) {
      const answers = await Promise.all(
        [1, 2, 3].map((by) => patiently(() => api.patchUser(id, { version, metadata: { by, version } }))),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect([won.length, answers.filter(({ status }) => status === 409).length]).toEqual([1, 2]);
      for (const { status, body } of answers) {
        if (status === 409)
          expect(body).toMatchObject({ errors: { version: { sent: version, current: version + 1 } } });
      }
    }
    expect((await api.getUser(id)).body).toMatchObject({ version: 21 });
  });

  it("events of a user that nobody knows yet make one user, and none of them is lost [U20]", async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = randomUUID();
      const user = { id, organization_user_id: `person-${id}` };
      const answers = await Promise.all(
        [granted, refused, granted].map((consents) => patiently(() => api.createEvent({ user, consents }))),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const events = await api.listEvents(`&user_id=${id}`);
      expect(idsIn(events).sort()).toEqual(answers.map(({ body }) => field(body, "id")).sort());
      // Whichever came last: the status is what its own events give, in the order that they have now.
      const last = (events.body as { data: { consents: typeof granted }[] }).data.at(-1);
      expect(statusIn(await api.getUser(id)).purposes[0]?.enabled).toBe(last?.consents.purposes[0]?.enabled);
      const record = await findRecord(api.backend.database.queries, api.backend.home.address.workspaceUuid, id);
      const chain = await readChain(api.backend.database.queries, record?.person.uuid ?? "");
      expect(chain.map(({ position }) => position)).toEqual([1, 2, 3]);
    }
    expect(await findings()).toEqual([]);
  });

  it("one event id, and one Idempotency-Key, is used once [U22, U38]", async () => {
    const id = randomUUID();
    const body = { id: `event-${id}`, user: { id }, consents: granted };
    const byId = await Promise.all([1, 2, 3].map(() => patiently(() => api.createEvent(body))));
    expect(new Set(byId.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const headers = { "Idempotency-Key": randomUUID() };
    const byKey = await Promise.all(
      [1, 2, 3].map(() => patiently(() => api.createEvent({ user: { id }, consents: refused }, "", headers))),
    );
    expect(new Set(byKey.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(idsIn(await api.listEvents(`&user_id=${id}`))).toHaveLength(2);
  });

  it("devices that are linked to one new person end under one primary, whatever they decide meanwhile [U20, U40]", async () => {
    for (let round = 0; round < 10; round += 1) {
      const devices = [randomUUID(), randomUUID(), randomUUID()];
      for (const id of devices) await api.createEvent({ user: { id }, consents: granted });
      const organization_user_id = `joint-${round}-${randomUUID()}`;
      const answers = await Promise.all([
        ...devices.map((id) => patiently(() => api.patchUser(id, { organization_user_id }))),
        ...devices.map((id) => patiently(() => api.createEvent({ user: { id }, consents: refused }))),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(6).fill(200));
      expect(idsIn(await api.listUsers(`&organization_user_id=${organization_user_id}`)).sort()).toEqual(
        devices.toSorted(),
      );
      for (const id of devices) expect(statusIn(await api.getUser(id)).purposes[0]?.enabled).toBe(false);
      expect(idsIn(await api.listEvents(`&organization_user_id=${organization_user_id}`))).toHaveLength(6);
    }
    const chains = await query(
      url,
      "select 1 from persons a join persons p on p.uuid = a.primary_uuid where p.primary_uuid is not null",
    );
    expect(chains).toEqual([]);
    expect(await findings()).toEqual([]);
  });

  it("a refusal here and a grant on a notice stand in the order in which they were written [U39]", async () => {
    const orders = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const token = await api.backend.tokenFor({ org_user_id: `race-${round}` });
      const id = field((await api.backend.submit(token, rows(true, true))).body, "detail", "user_uuid");
      const consents = { purposes: [{ id: ids.account, enabled: false }] };
      await Promise.all([
        patiently(() => api.createEvent({ user: { id }, consents })),
        patiently(() => api.backend.submit(token, rows(true, true))),
      ]);
      const kinds = (await readChain(api.backend.database.queries, id)).map(({ kind }) => kind);
      const isRefusedLast = kinds.at(-1) === "event";
      orders.add(kinds.join());
      const read = await api.backend.read(token);
      expect([kinds, read.status]).toEqual([kinds, isRefusedLast ? 200 : 409]);
      const shown = statusIn(await api.getUser(id)).purposes.find((purpose) => purpose.id === ids.account);
      expect(shown?.enabled).toBe(!isRefusedLast);
    }
    expect([...orders].every((order) => order.split(",").length === 3)).toBe(true);
    expect(await findings()).toEqual([]);
  });

  it("an event and the deletion of its user leave a whole user or none [U43]", async () => {
    for (let round = 0; round < 15; round += 1) {
      const id = randomUUID();
      await api.createEvent({ user: { id }, consents: granted });
      const [deleted, made] = await Promise.all([
        patiently(() => api.deleteUser(id)),
        patiently(() => api.createEvent({ user: { id }, consents: refused })),
      ]);
      expect([deleted.status, made.status]).toEqual([200, 200]);
      const after = await api.getUser(id);
      // Made after the deletion it is another user's first, and the grant before it is gone.
      expect([200, 404]).toContain(after.status);
      if (after.status === 200) expect(statusIn(after).purposes).toEqual([{ id: "P", enabled: false }]);
    }
    expect(await findings()).toEqual([]);
  });

  it("whatever raced above, events are read as the ledger alone gives them [U42]", async () => {
    const { read, rebuilt } = await eventsReadAndRebuilt(api.backend.database);
    expect(read).toEqual(rebuilt);
  });

  it("a walk sees everybody who was there from its beginning to its end, each once, while users come and go [U4]", async () => {
    const stay: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      const id = `stay-${count}-${randomUUID()}`;
      await api.createUser({ id });
      stay.push(id);
    }
    const state = { isWalking: true };
    const churn = async (writer: number): Promise<void> => {
      for (let count = 0; state.isWalking; count += 1) {
        const id = `gone-${writer}-${count}`;
        await patiently(() => api.createUser({ id }));
        await patiently(() => api.createEvent({ user: { id: stay[count % stay.length] }, consents: granted }));
        await patiently(() => api.patchUser(stay[(7 * count) % stay.length] ?? "", { metadata: { count } }));
        if (count % 2 === 0) await patiently(() => api.deleteUser(id));
      }
    };
    const writers = [churn(1), churn(2)];
    try {
      for (let round = 0; round < 3; round += 1) {
        const seen: string[] = [];
        let next = "";
        do {
          const page = await patiently(() => api.listUsers(`&$limit=7${next}`));
          expect([page.status, page.text]).toEqual([200, page.text]);
          seen.push(...idsIn(page));
          const { cursor } = page.body as { cursor: string | null };
          next = cursor === null ? "" : `&$cursor=${cursor}`;
          // There may always be somebody new behind the last of those that stay.
        } while (next !== "" && !stay.every((id) => seen.includes(id)));
        expect(new Set(seen).size).toBe(seen.length);
        expect(stay.filter((id) => !seen.includes(id))).toEqual([]);
      }
    } finally {
      state.isWalking = false;
      await Promise.all(writers);
    }
  });
});
