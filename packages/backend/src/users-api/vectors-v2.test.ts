import { randomUUID } from "node:crypto";
import type { SentConsents } from "@notice-consent/contract/users-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestUsersApi, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 2 });
});
afterAll(() => api.close());

type Value = boolean | null;

const purpose = (enabled: Value | undefined, values?: Readonly<Record<string, string>>): SentConsents => ({
  purposes: [
    {
      id: "P",
      ...(enabled === undefined ? {} : { enabled }),
      ...(values === undefined
        ? {}
        : { values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }])) }),
    },
  ],
});
const vendors = (enabled: string[], disabled: string[]): SentConsents => ({ vendors: { enabled, disabled } });

async function after(events: readonly SentConsents[], query = "") {
  const id = randomUUID();
  for (const consents of events) {
    const made = await api.createEvent({ user: { id }, consents });
    expect([made.status, made.text]).toEqual([200, made.text]);
  }
  return statusIn(await api.getUser(id, query));
}

describe("one event after another, under schema 2", () => {
  it.each<[string, readonly SentConsents[], SentConsents]>([
    [
      "keeps values beside a refused purpose [V2-01, U17]",
      [purpose(false, { A: "1,2" })],
      purpose(false, { A: "1,2" }),
    ],
    ["keeps an explicit refusal of a preference [V2-02, U11]", [purpose(true, { A: "" })], purpose(true, { A: "" })],
    [
      "leaves the preferences that are not sent [V2-03, U15]",
      [purpose(null, { A: "1", B: "3" }), purpose(null, { A: "1,2" })],
      purpose(null, { A: "1,2", B: "3" }),
    ],
    [
      "replaces a value by a refusal [V2-04]",
      [purpose(null, { A: "1" }), purpose(null, { A: "" })],
      purpose(null, { A: "" }),
    ],
    ["takes null as it is sent [V2-05, U13]", [purpose(true), purpose(null, { A: "1" })], purpose(null, { A: "1" })],
    [
      "says by null that the choice lies in the values [V2-06, U13]",
      [purpose(null, { A: "1" })],
      purpose(null, { A: "1" }),
    ],
    ["takes null over a refusal too [V2-10]", [purpose(false), purpose(null, { A: "1" })], purpose(null, { A: "1" })],
  ])("%s", async (_, events, { purposes }) => {
    expect((await after(events)).purposes).toEqual(purposes);
  });

  it.each<[string, readonly SentConsents[]]>([
    ["moves a vendor to the list that it is sent in [V2-07, U31]", [vendors(["x"], []), vendors([], ["x"])]],
    ["refuses a vendor that is sent in both lists [V2-08, U31]", [vendors(["x"], ["x"])]],
  ])("%s", async (_, events) => {
    expect((await after(events)).vendors).toEqual({ enabled: [], disabled: ["x"], enabled_li: [], disabled_li: [] });
  });

  it("keeps every regulation to itself [V2-09, U33]", async () => {
    const id = randomUUID();
    await api.createEvent({ user: { id }, consents: purpose(true) });
    await api.createEvent({ user: { id }, consents: purpose(false), regulation: "cpra" });
    expect(statusIn(await api.getUser(id)).purposes).toEqual([{ id: "P", enabled: true }]);
    expect(statusIn(await api.getUser(id, "&regulation=cpra")).purposes).toEqual([{ id: "P", enabled: false }]);
    expect((await api.getUser(id, "&regulation[$in]=gdpr&regulation[$in]=cpra")).status).toBe(400);
  });
});

describe("the flags of one-click consent", () => {
  it("are kept in the event and shown there alone [U18]", async () => {
    const id = randomUUID();
    const consents = {
      purposes: [{ id: "P", enabled: true, propagation: true, values: { A: { value: "1", from_propagation: true } } }],
    };
    const made = await api.createEvent({ user: { id }, consents });
    expect(made.body).toMatchObject({ consents });
    expect(statusIn(await api.getUser(id)).purposes).toEqual([
      { id: "P", enabled: true, values: { A: { value: "1" } } },
    ]);
  });
});

describe("a TCF string", () => {
  it("stands until a later choice comes without one [U32]", async () => {
    expect((await after([{ ...purpose(true), tcfcs: "CO-one" }])).tcfcs).toBe("CO-one");
    expect(await after([{ ...purpose(true), tcfcs: "CO-one" }, purpose(false)])).not.toHaveProperty("tcfcs");
    expect((await api.createEvent({ consents: purpose(true) }, "&$generate_tcfcs=true")).status).toBe(400);
  });
});

describe("ids that never existed", () => {
  it("are refused with the path of each, and nothing is written [U14]", async () => {
    const id = randomUUID();
    const consents = {
      purposes: [
        { id: "Q", enabled: true },
        { id: "P", values: { X: { value: "1" }, A: { value: "9" } } },
      ],
    };
    const refused = await api.createEvent({ user: { id }, consents });
    expect(refused.status).toBe(400);
    expect(Object.keys((refused.body as { errors: object }).errors)).toEqual([
      "consents.purposes.0.id",
      "consents.purposes.1.values.X",
      "consents.purposes.1.values.A.value",
    ]);
    expect((await api.getUser(id)).status).toBe(404);
  });

  it("include parts of the other schema, in which a refusal could be lost [U11]", async () => {
    const consents = { purposes: [{ id: "P", enabled: true, preferences: [{ id: "A", enabled: false }] }] };
    expect((await api.createEvent({ consents })).status).toBe(400);
  });

  it("include vendor ids that could be a text about somebody [U31]", async () => {
    expect((await api.createEvent({ consents: vendors([], ["Jane Doe, 12 Main Street"]) })).status).toBe(400);
  });
});
