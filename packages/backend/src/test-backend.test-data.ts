import { randomUUID } from "node:crypto";
import type { NoticeContent, WorkspaceAddress } from "@notice-consent/contract";
import type { Hono } from "hono";
import { type AppContext, createApp } from "./app.ts";
import { composeApiKey, type Permission } from "./auth/api-key.ts";
import { createInstanceKeys, type InstanceKeys } from "./auth/instance-keys.ts";
import { assertDeclared, members } from "./declared-errors.test-data.ts";
import type { Database } from "./db/connect.ts";
import { openEmbedded } from "./db/embedded.ts";
import { apiKeys, organisations, workspaces } from "./db/access-schema.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { publishNotice } from "./notice/publish.ts";

/** Purposes and elements of the notice that tests decide on. */
export const ids = {
  account: "11111111-1111-4111-8111-111111111111",
  name: "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1",
  income: "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa2",
  offers: "22222222-2222-4222-8222-222222222222",
  phone: "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbb1",
  disabled: "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbb2",
} as const;

/** An account opening (name required, income not) and offers by phone, with one disabled element. */
export function testContent(
  change: { readonly accountText?: string; readonly validityDays?: number } = {},
): NoticeContent {
  const element = (uuid: string, name: string, required: boolean, enabled = true) => ({
    uuid,
    name,
    required,
    enabled,
  });
  return {
    notice_text: "We ask for your consent.",
    default_language: "English",
    purposes: [
      {
        uuid: ids.account,
        name: "Account",
        description: change.accountText ?? "To open the account.",
        data_elements: [element(ids.name, "Name", true), element(ids.income, "Income", false)],
        ...(change.validityDays === undefined ? {} : { validity_days: change.validityDays }),
      },
      {
        uuid: ids.offers,
        name: "Offers",
        description: "To call you with offers.",
        data_elements: [element(ids.phone, "Phone", false), element(ids.disabled, "Diary", false, false)],
      },
    ],
  };
}

/** The rows of a decision: which purposes, and which of their elements. */
export function rows(account: boolean, offers: boolean, income = account) {
  const element = (uuid: string, selected: boolean) => ({ uuid, selected });
  return [
    {
      purpose_uuid: ids.account,
      selected: account,
      data_elements: [element(ids.name, account), element(ids.income, income)],
    },
    { purpose_uuid: ids.offers, selected: offers, data_elements: [element(ids.phone, offers)] },
  ];
}

/** A workspace that tests own, with a key and a published notice. */
export interface TestWorkspace {
  readonly address: WorkspaceAddress;
  readonly apiKey: string;
  readonly noticeUuid: string;
}

/** What a request is sent with. */
export interface Sending {
  readonly key?: string | undefined;
  readonly token?: string | undefined;
  readonly body?: unknown;
  /** Sent instead of `body`, as it is. */
  readonly raw?: BodyInit | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An answer, its body parsed where it is JSON. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

type Open = () => Promise<Database>;

let openDatabase: Open = () => openEmbedded("memory");

/** Runs the suites that are imported after it on another database. */
export function useDatabase(open: Open): void {
  openDatabase = open;
}

let log: AppContext["log"];

/** Hands the log of the suites that are imported after it to a listener, unless they listen themselves. */
export function useLog(write: NonNullable<AppContext["log"]>): void {
  log = write;
}

/** The API over a fresh database with three workspaces: home, another one of its organisation, one of a stranger's. */
export async function createTestBackend(options: Partial<AppContext> = {}) {
  const database = options.database ?? (await openDatabase());
  const keys = options.keys ?? createInstanceKeys("a secret of tests that nobody else uses 0123456789");
  const app = createApp({ log, ...options, database, keys });
  const homeOrganisation = randomUUID();
  const home = await createWorkspace(database, keys, homeOrganisation);
  const neighbour = await createWorkspace(database, keys, homeOrganisation);
  const stranger = await createWorkspace(database, keys, randomUUID());
  const send = sender(app);
  const { organisationUuid, workspaceUuid } = home.address;
  const below = `organisations/${organisationUuid}/workspaces/${workspaceUuid}`;
  const publicPath = `/consent/public/${below}`;
  const usersPath = `/consent/${below}/consent-ledger/consent-users`;
  const key = home.apiKey;

  const generate = (body: object) => send("POST", `${publicPath}/tokens/generate`, { key, body });
  return {
    app,
    database,
    keys,
    home,
    neighbour,
    stranger,
    send,
    publicPath,
    usersPath,
    generate,
    async tokenFor(body: object): Promise<string> {
      return field((await generate(body)).body, "detail", "token");
    },
    refresh: (refreshToken: string) =>
      send("POST", `${publicPath}/tokens/refresh`, { body: { refresh_token: refreshToken } }),
    read: (token: string, query = "") => send("GET", `${publicPath}/notices/${home.noticeUuid}${query}`, { token }),
    submit: (token: string, purposes: unknown, more: object = {}, headers: Record<string, string> = {}) =>
      send("POST", `${publicPath}/submit-consent`, {
        token,
        headers,
        body: { notice_uuid: home.noticeUuid, purposes, ...more },
      }),
    createUser: (body: object) => send("POST", `${usersPath}/`, { key, body }),
    link: (primary: string, aliases: readonly string[]) =>
      send("POST", `${usersPath}/link-users`, {
        key,
        body: { primary_org_user_id: primary, alias_org_user_ids: aliases },
      }),
    publish: (content: NoticeContent) =>
      publishNotice(database, workspaceUuid, { uuid: home.noticeUuid, name: "Account", content }),
    close: () => database.close(),
  };
}

/** The API with its database, as tests use it. */
export type TestBackend = Awaited<ReturnType<typeof createTestBackend>>;

/** Writes a workspace with a live key and the test's notice. */
export async function createWorkspace(
  database: Database,
  keys: InstanceKeys,
  organisationUuid: string,
): Promise<TestWorkspace> {
  const workspaceUuid = randomUUID();
  const noticeUuid = randomUUID();
  const { queries } = database;
  await queries.insert(organisations).values({ uuid: organisationUuid, name: "Test" }).onConflictDoNothing();
  await queries.insert(workspaces).values({
    uuid: workspaceUuid,
    organisationUuid,
    name: "Test",
    origins: ["https://shop.example", "null", "*", "file://"],
  });
  const apiKey = await createApiKey(database, keys, workspaceUuid, ["tokens", "users", "webhooks", "notices"]);
  await publishNotice(database, workspaceUuid, { uuid: noticeUuid, name: "Account", content: testContent() });
  return { address: { organisationUuid, workspaceUuid }, apiKey, noticeUuid };
}

/** Writes a live key with the permissions and returns it. */
export async function createApiKey(
  database: Database,
  keys: InstanceKeys,
  workspaceUuid: string,
  permissions: readonly Permission[],
): Promise<string> {
  const prefix = randomUUID().replaceAll("-", "").slice(0, 12);
  const apiKey = composeApiKey(prefix, Buffer.from(crypto.getRandomValues(new Uint8Array(32))));
  const mac = keys.mac(apiKey);
  await database.queries.insert(apiKeys).values({ prefix, workspaceUuid, mac, permissions: [...permissions] });
  return apiKey;
}

/** Sends requests to an app, without a port. */
export function sender(app: Pick<Hono<ServerEnv>, "request">) {
  return async (method: string, path: string, sending: Sending = {}): Promise<Received> => {
    const { key, token, body, raw, headers } = sending;
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.request(path, {
      method,
      headers: {
        ...(content === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key === undefined ? {} : { "X-CMS-API-Key": key }),
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const text = await response.text();
    const received = { status: response.status, headers: response.headers, text, body: parse(text) };
    assertDeclared(method, path, received);
    return received;
  };
}

/** Sends a request again, as it is, while the answer is 503: what a caller is told to do on a busy machine. */
export async function patiently(send: () => Promise<Received>): Promise<Received> {
  for (;;) {
    const received = await send();
    if (received.status !== 503) return received;
  }
}

/** A text inside a parsed body; throws when there is none. */
export function field(body: unknown, ...path: readonly string[]): string {
  let value = body;
  for (const name of path) value = members(value).get(name);
  if (typeof value !== "string") throw new Error(`No text at ${path.join(".")} of ${JSON.stringify(body)}`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
