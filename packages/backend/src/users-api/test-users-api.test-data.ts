import { randomUUID } from "node:crypto";
import {
  type Catalogue,
  type HeldConsents,
  profileUser,
  usersApiErrorBody,
  usersApiEndpoints,
} from "@notice-consent/contract/users-api";
import { asc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { AppContext } from "../app.ts";
import { usersApiCredentials, workspaces } from "../db/access-schema.ts";
import { ledgerEvents, persons } from "../db/schema.ts";
import { usersApiEvents } from "../db/users-api-schema.ts";
import { readMembers } from "../ledger/chain.ts";
import {
  createTestBackend,
  field,
  type Received,
  type Sending,
  type TestBackend,
  type TestWorkspace,
} from "../test-backend.test-data.ts";
import { addToCatalogue } from "./settings.ts";

/** A date before every event of a test. */
export const longAgo = "2020-01-01T00:00:00.000000Z";

/** P with A and B, where A has the channel Ac and P the channel c; and the ids of the published examples. */
export const testCatalogue: Catalogue = {
  channels: [{ id: "e", added_at: longAgo }],
  purposes: [
    {
      id: "P",
      added_at: longAgo,
      channels: [{ id: "c", added_at: longAgo }],
      preferences: [
        { id: "A", added_at: longAgo, channels: [{ id: "Ac", added_at: longAgo }], values: ["1", "2"] },
        { id: "B", added_at: longAgo, channels: [], values: ["3"] },
      ],
    },
    {
      id: "purpose-1",
      added_at: longAgo,
      channels: [],
      preferences: [{ id: "preference-1", added_at: longAgo, channels: [], values: [] }],
    },
  ],
};

/** A pair that opens a session. */
export interface TestCredential {
  readonly key: string;
  readonly secret: string;
}

/** How a workspace of a test speaks the Users API. */
export interface TestProfile {
  readonly schema: 1 | 2;
  readonly futureChildren?: "inherit" | "ask";
  readonly regulation?: string;
}

/** Writes a pair that opens sessions of a workspace. */
export async function createCredential(backend: TestBackend, workspace: TestWorkspace): Promise<TestCredential> {
  const credential = { key: `uak_${randomUUID()}`, secret: randomUUID() };
  const { organisationUuid: organizationId, workspaceUuid } = workspace.address;
  await backend.database.queries.insert(usersApiCredentials).values({
    key: credential.key,
    organizationId,
    workspaceUuid,
    secretMac: backend.keys.mac(credential.secret),
  });
  return credential;
}

/** The API over a fresh database, and a client of its Users API with a session of the home workspace. */
export async function createTestUsersApi(profile: TestProfile, options: Partial<AppContext> = {}) {
  const backend = await createTestBackend(options);
  const { queries } = backend.database;
  const { workspaceUuid, organisationUuid } = backend.home.address;
  await queries
    .update(workspaces)
    .set({
      usersApiSchema: profile.schema,
      ...(profile.futureChildren && { futureChildren: profile.futureChildren }),
      ...(profile.regulation && { regulation: profile.regulation }),
    })
    .where(eq(workspaces.uuid, workspaceUuid));
  await addToCatalogue(queries, workspaceUuid, testCatalogue);
  const credential = await createCredential(backend, backend.home);
  const open = (pair: TestCredential = credential) =>
    call("POST", "/v1/sessions", { body: { type: "api-key", ...pair } });

  async function call(method: string, path: string, sending: Sending = {}): Promise<Received> {
    const received = await backend.send(method, path, sending);
    assertEnvelope(method, path, received);
    return received;
  }

  const token = field((await open()).body, "access_token");
  /** Sends a request of the home organisation; further query items as text, such as `&$limit=2`. */
  const send = (method: string, path: string, body?: object, query = "", headers: Record<string, string> = {}) =>
    call(method, `/v1/consents/${path}?organization_id=${organisationUuid}${query}`, {
      token,
      headers,
      ...(body && { body }),
    });
  return {
    backend,
    credential,
    token,
    open,
    call,
    send,
    organizationId: organisationUuid,
    createUser: (body: object) => send("POST", "users", body),
    getUser: (id: string, query = "") => send("GET", `users/${encodeURIComponent(id)}`, undefined, query),
    patchUser: (id: string, body: object, query = "", headers: Record<string, string> = {}) =>
      send("PATCH", `users/${encodeURIComponent(id)}`, body, query, headers),
    deleteUser: (id: string, query = "", headers: Record<string, string> = {}) =>
      send("DELETE", `users/${encodeURIComponent(id)}`, undefined, query, headers),
    listUsers: (query = "") => send("GET", "users", undefined, query),
    createEvent: (body: object, query = "", headers: Record<string, string> = {}) =>
      send("POST", "events", body, query, headers),
    listEvents: (query: string) => send("GET", "events", undefined, query),
    getEvent: (id: string, query: string) => send("GET", `events/${encodeURIComponent(id)}`, undefined, query),
    patchEvent: (id: string, query: string, body: object) =>
      send("PATCH", `events/${encodeURIComponent(id)}`, body, query),
    deleteEvent: (id: string, query: string) => send("DELETE", `events/${encodeURIComponent(id)}`, undefined, query),
    close: () => backend.close(),
  };
}

/** A client of the Users API, as tests use it. */
export type TestUsersApi = Awaited<ReturnType<typeof createTestUsersApi>>;

/** Throws for an answer that is neither the endpoint's own shape nor the one envelope of refusals. */
function assertEnvelope(method: string, path: string, received: Received): void {
  const [address = ""] = path.split("?");
  const endpoint = usersApiEndpoints.find((candidate) => {
    const form = new RegExp(`^${candidate.path.replaceAll(/\{\w+\}/g, "[^/]+")}/?$`);
    return candidate.method === method && form.test(address);
  });
  const shape = received.status === 200 ? endpoint?.answer : received.status === 204 ? undefined : usersApiErrorBody;
  const result = shape?.["~standard"].validate(received.body);
  if (result === undefined || result instanceof Promise || result.issues === undefined) return;
  throw new Error(`${method} ${address} answered ${received.status} in another shape: ${received.text}`);
}

/** The status in a user that was received. */
export function statusIn({ body, text }: Received): HeldConsents {
  const user = profileUser["~standard"].validate(body);
  if (user instanceof Promise || user.issues !== undefined) throw new Error(`No user: ${text}`);
  return user.value.consents;
}

/**
 * What is read of events beside what the ledger alone gives of them, by the uuid of the first entry: to be held against
 * each other. Events of persons that are erased whole are on neither side.
 */
export async function eventsReadAndRebuilt({ queries }: TestBackend["database"]) {
  const heads = alias(persons, "head");
  const rows = await queries
    .select({ kind: ledgerEvents.kind, uuid: ledgerEvents.uuid, payload: ledgerEvents.payload })
    .from(ledgerEvents)
    .innerJoin(persons, eq(persons.uuid, ledgerEvents.personUuid))
    .innerJoin(heads, eq(heads.uuid, sql`coalesce(${persons.primaryUuid}, ${persons.uuid})`))
    .where(isNull(heads.erasedAt))
    .orderBy(asc(ledgerEvents.recordedAt), asc(ledgerEvents.position));
  const rebuilt = new Map<string, Record<string, unknown>>();
  for (const { kind, uuid, payload } of rows) {
    const entry = readMembers(payload);
    const told = rebuilt.get(String(entry.get("event_uuid"))) ?? {};
    const { status, effective_at: effectiveAt, choices } = Object.fromEntries(entry);
    if (kind === "event") rebuilt.set(uuid, { status, effectiveAt, choices, isRetracted: false });
    if (kind === "confirmed") Object.assign(told, { status: "confirmed", effectiveAt });
    if (kind === "amended" && choices !== undefined) Object.assign(told, { effectiveAt, choices });
    if (kind === "retracted") Object.assign(told, { isRetracted: true });
  }
  const stored = await queries.select().from(usersApiEvents);
  const read = new Map<string, Record<string, unknown>>(
    stored.map(({ uuid, status, effectiveAt, choices, retractedAt }) => [
      uuid,
      { status, effectiveAt, choices, isRetracted: retractedAt !== null },
    ]),
  );
  return { read, rebuilt };
}
