import { randomUUID } from "node:crypto";
import type { HeldConsents, SentConsents } from "@notice-consent/contract/users-api";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspaces } from "../db/access-schema.ts";
import { field } from "../test-backend.test-data.ts";
import { addToCatalogue } from "./settings.ts";
import { createTestUsersApi, longAgo, statusIn, type TestUsersApi } from "./test-users-api.test-data.ts";

let api: TestUsersApi;
beforeAll(async () => {
  api = await createTestUsersApi({ schema: 1 });
});
afterAll(() => api.close());

type Value = boolean | null;

/** What an event says, level by level; without `P` the purpose is sent without a choice. */
interface Said {
  readonly P?: Value;
  readonly A?: Value;
  readonly B?: Value;
  readonly c?: Value;
  readonly Ac?: Value;
}

const said = (value: Value | undefined) => (value === undefined ? {} : { enabled: value });

function consentsOf({ P, A, B, c, Ac }: Said): SentConsents {
  const ofA =
    A === undefined && Ac === undefined
      ? []
      : [{ id: "A", ...said(A), ...(Ac === undefined ? {} : { channels: [{ id: "Ac", enabled: Ac }] }) }];
  const ofB = B === undefined ? [] : [{ id: "B", enabled: B }];
  return {
    purposes: [
      {
        id: "P",
        ...said(P),
        ...(c === undefined ? {} : { channels: [{ id: "c", enabled: c }] }),
        ...(ofA.length + ofB.length === 0 ? {} : { preferences: [...ofA, ...ofB] }),
      },
    ],
  };
}

/** What a status holds, level by level; absent levels are left out. */
function levels({ purposes }: HeldConsents): Readonly<Record<string, Value>> {
  const purpose = purposes.find(({ id }) => id === "P");
  const below = [
    ...(purpose?.channels ?? []),
    ...(purpose?.preferences ?? []).flatMap((preference) => [preference, ...(preference.channels ?? [])]),
  ];
  return Object.fromEntries((purpose === undefined ? [] : [purpose, ...below]).map(({ id, enabled }) => [id, enabled]));
}

async function post(id: string, consents: Said, more: object = {}): Promise<string> {
  const made = await api.createEvent({ user: { id }, consents: consentsOf(consents), ...more });
  expect([made.status, made.text]).toEqual([200, made.text]);
  return field(made.body, "id");
}

async function levelsOf(id: string): Promise<Readonly<Record<string, Value>>> {
  return levels(statusIn(await api.getUser(id)));
}

const none = { P: false, A: false, B: false, c: false, Ac: false };
const all = { P: true, A: true, B: true, c: true, Ac: true };

describe("one event after another, under schema 1", () => {
  it.each<[string, readonly Said[], Readonly<Record<string, Value>>]>([
    ["refuses what lies under a refused purpose [V1-01, U16]", [{ P: false, A: true }], none],
    ["refuses everything under a purpose [V1-02]", [{ P: false }], none],
    ["grants everything under a purpose [V1-03]", [{ P: true }], all],
    [
      "lets a refusal beside the grant of its purpose stand [V1-04]",
      [{ P: true, A: false }],
      { ...all, A: false, Ac: false },
    ],
    ["does not hand an open purpose down [V1-05, U13]", [{ P: null, A: true }], { P: null, A: true, Ac: true }],
    ["reads an open purpose back as null [V1-06, U13]", [{ A: false }], { P: null, A: false, Ac: false }],
    [
      "refuses a channel under a refused preference [V1-07]",
      [{ A: false, Ac: true }],
      { P: null, A: false, Ac: false },
    ],
    [
      "lets a refused channel stand under a granted preference [V1-08]",
      [{ A: true, Ac: false }],
      { P: null, A: true, Ac: false },
    ],
    ["takes a channel by itself [V1-09]", [{ A: null, Ac: true }], { P: null, A: null, Ac: true }],
    [
      "takes a grant as an exception to a refused purpose [V1-10]",
      [{ P: false }, { A: true }],
      { ...none, A: true, Ac: true },
    ],
    [
      "takes a refusal as an exception to a granted purpose [V1-11]",
      [{ P: true }, { A: false }],
      { ...all, A: false, Ac: false },
    ],
    ["ends an exception with the next refusal above it [V1-12]", [{ P: false }, { A: true }, { P: false }], none],
    ["ends an exception with the next grant above it [V1-13]", [{ P: true }, { A: false }, { P: true }], all],
    ["takes null for no statement [V1-14, U15]", [{ P: false }, { P: null }], none],
  ])("%s", async (_, events, expected) => {
    const id = randomUUID();
    for (const event of events) await post(id, event);
    expect(await levelsOf(id)).toEqual(expected);
  });

  it("keeps the event as it was sent, whatever the status makes of it [V1-01, U19]", async () => {
    const id = randomUUID();
    const event = await post(id, { P: false, A: true });
    const read = await api.getEvent(event, `&user_id=${id}`);
    expect(read.body).toMatchObject({ consents: consentsOf({ P: false, A: true }) });
  });
});

describe("channels of the organisation as a whole", () => {
  it("stand beside the purposes and change nothing under them [V1-18]", async () => {
    const id = randomUUID();
    await api.createEvent({ user: { id }, consents: { channels: [{ id: "e", enabled: false }] } });
    const status = statusIn(await api.getUser(id));
    expect(status.channels).toEqual([{ id: "e", enabled: false }]);
    expect(status.purposes).toEqual([]);
  });
});

describe("an event that waits for approval", () => {
  it("changes nothing until it is confirmed, and then counts from that moment [V1-19, U27]", async () => {
    const id = randomUUID();
    await post(id, { P: true, A: true });
    const waiting = await post(id, { P: false }, { status: "pending_approval" });
    expect(await levelsOf(id)).toEqual(all);
    await post(id, { P: true });
    const patched = await api.patchEvent(waiting, `&user_id=${id}`, { status: "confirmed" });
    expect(patched.body).toMatchObject({ status: "confirmed", updated_at: expect.any(String) });
    expect(await levelsOf(id)).toEqual(none);
  });
});

describe("an event that is taken back", () => {
  it.each<[string, Said]>([
    ["leaves what the event before it said [V1-20, U25]", { A: true }],
    ["leaves the refusal that it had lifted [V1-21, U25]", { P: true }],
  ])("%s", async (_, second) => {
    const id = randomUUID();
    await post(id, { P: false });
    const event = await post(id, second);
    expect(await levelsOf(id)).not.toEqual(none);
    expect((await api.deleteEvent(event, `&user_id=${id}`)).status).toBe(204);
    expect(await levelsOf(id)).toEqual(none);
  });
});

describe("events that are imported", () => {
  it("count in the order of their dates, not of their arrival [V1-22, U21]", async () => {
    const id = randomUUID();
    await post(id, { P: true }, { created_at: "2025-02-02T00:00:00Z" });
    await post(id, { P: false }, { created_at: "2025-01-01T00:00:00Z" });
    expect(await levelsOf(id)).toEqual(all);
  });

  it.each([
    [true, false],
    [false, true],
  ])(
    "of one date refuse what any of them refuses, in whatever order they come (%s first) [V1-23]",
    async (...order) => {
      const id = randomUUID();
      for (const P of order) await post(id, { P }, { created_at: "2025-01-01T00:00:00Z" });
      expect(await levelsOf(id)).toEqual(none);
    },
  );
});

describe("the published example of propagation", () => {
  it("is stored as it is published: the purpose's refusal reaches its preference [U16, U19]", async () => {
    const id = randomUUID();
    const sent = {
      purposes: [{ id: "purpose-1", enabled: false, preferences: [{ id: "preference-1", enabled: true }] }],
      vendors: {},
    };
    await api.createEvent({ user: { id }, consents: sent });
    expect(statusIn(await api.getUser(id)).purposes).toEqual([
      { id: "purpose-1", enabled: false, preferences: [{ id: "preference-1", enabled: false }] },
    ]);
  });
});

// Last, since everything above is asked about without it.
describe("an option that is added later", () => {
  const add = (id: string) =>
    addToCatalogue(api.backend.database.queries, api.backend.home.address.workspaceUuid, {
      channels: [],
      purposes: [
        {
          id: "P",
          added_at: longAgo,
          channels: [],
          preferences: [
            {
              id, // Surely after the choices, on whatever clock.
              added_at: new Date(Date.now() + 60_000).toISOString(),
              channels: [],
              values: [],
            },
          ],
        },
      ],
    });

  it("begins as its purpose stands, or with nothing under an open one [V1-15, V1-16, V1-17, U16]", async () => {
    const [refused, granted, open] = [randomUUID(), randomUUID(), randomUUID()];
    await post(refused, { P: false });
    await post(granted, { P: true });
    await post(open, { P: null, A: true });
    await add("C");
    expect(await levelsOf(refused)).toMatchObject({ C: false });
    expect(await levelsOf(granted)).toMatchObject({ C: true });
    expect(await levelsOf(open)).not.toHaveProperty("C");
    const { address } = api.backend.home;
    const ask = (futureChildren: "inherit" | "ask") =>
      api.backend.database.queries
        .update(workspaces)
        .set({ futureChildren })
        .where(eq(workspaces.uuid, address.workspaceUuid));
    await ask("ask");
    expect(await levelsOf(refused)).toMatchObject({ C: false });
    expect(await levelsOf(granted)).toMatchObject({ C: null });
    await ask("inherit");
  });
});
