import { ConsentError, isStorable, type Schema } from "@notice-consent/contract";
import {
  readQuery,
  type UsersApiAnswer,
  type UsersApiBody,
  type UsersApiEndpoint,
  type UsersApiQuery,
} from "@notice-consent/contract/users-api";
import type { Context, Hono } from "hono";
import type { SessionHolder, Sessions } from "../auth/session.ts";
import { clientAddress } from "../http/client-address.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { readJson } from "../http/strict-json.ts";
import { bearerOf, limitBody } from "../mount.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { badFields, UsersApiFailure, usersApiFailureAnswer } from "./failure.ts";
import { misplacedLists } from "./misplaced-list.ts";
import { isOwnOrganization } from "./organization.ts";

/** One request to an endpoint of the Users API, checked. */
export interface UsersApiCall<E extends UsersApiEndpoint> {
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: UsersApiQuery<E>;
  readonly body: UsersApiBody<E>;
  /** The body as it was sent. */
  readonly bytes: Uint8Array;
  readonly idempotencyKey: string | undefined;
  /** The version in `If-Match`. */
  readonly ifMatch: number | undefined;
}

/** What a handler answers; `undefined` where the endpoint answers nothing. */
export interface UsersApiReply<E extends UsersApiEndpoint> {
  readonly answer: UsersApiAnswer<E>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Checks the credentials of a request. */
export interface UsersApiGuards {
  readonly sessions: Sessions;
  readonly limiter: RateLimiter;
  /** Proxies of ours in front, whose word on the client's address counts. */
  readonly trustedProxies: number;
}

/** Turns endpoints of the Users API and handlers into routes below `/v1`. */
export interface UsersApiMount {
  /** For the holder of a session whose organisation the query names. */
  forSession<E extends UsersApiEndpoint>(
    endpoint: E,
    handle: (call: UsersApiCall<E>, holder: SessionHolder) => Promise<UsersApiReply<E>>,
  ): void;
  forAnyone<E extends UsersApiEndpoint>(
    endpoint: E,
    handle: (call: UsersApiCall<E>) => Promise<UsersApiReply<E>>,
  ): void;
  /** Answers other methods on the mounted paths; to be called once, last. */
  refuseOtherMethods(): void;
}

/** True below `/v1`, where failures are told in the words of the Users API. */
export function isUsersApiPath(path: string): boolean {
  return path === "/v1" || path.startsWith("/v1/");
}

const longestItem = 2048;

/** Mounts endpoints below `/v1`. */
export function createUsersApiMount(app: Hono<ServerEnv>, guards: UsersApiGuards): UsersApiMount {
  const methods = new Map<string, Set<string>>();

  function mount<E extends UsersApiEndpoint, Caller>(
    endpoint: E,
    credential: E["credential"],
    check: (context: Context<ServerEnv>) => Promise<Caller>,
    handle: (call: UsersApiCall<E>, caller: Caller) => Promise<UsersApiReply<E>>,
  ): void {
    if (endpoint.credential !== credential) throw new TypeError(`${endpoint.id} is mounted for the wrong credential.`);
    const bare = endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1");
    for (const path of [bare, `${bare}/`]) {
      methods.set(path, (methods.get(path) ?? new Set<string>()).add(endpoint.method));
      app.on(endpoint.method, path, limitBody(endpoint), async (context) => {
        guards.limiter.admitAddress(clientAddress(context, guards.trustedProxies));
        const caller = await check(context);
        const { answer, headers } = await handle(await readCall(endpoint, context), caller);
        if (endpoint.answer === undefined) return context.body(null, 204, headers);
        return context.body(JSON.stringify(answer), 200, { "Content-Type": "application/json", ...headers });
      });
    }
  }

  async function checkSession(context: Context<ServerEnv>): Promise<SessionHolder> {
    const holder = await guards.sessions.verify(bearerOf(context) ?? "");
    context.set("keyPrefix", holder.key);
    guards.limiter.admitKey(holder.key);
    const named = context.req.query("organization_id");
    if (named === undefined) throw badFields([{ path: "organization_id", message: "Required" }]);
    if (!isOwnOrganization(holder, named) || !holder.permissions.includes("users")) throw new ConsentError("FORBIDDEN");
    return holder;
  }

  return {
    forSession: (endpoint, handle) => mount(endpoint, "session", checkSession, handle),
    forAnyone: (endpoint, handle) => mount(endpoint, "none", async () => undefined, handle),
    refuseOtherMethods() {
      const byParameters = [...methods].sort(([one], [other]) => one.split(":").length - other.split(":").length);
      for (const [path, allowed] of byParameters) {
        const names = [...allowed, ...(allowed.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
        app.all(path, (context) => {
          const isOptions = context.req.method === "OPTIONS";
          const answer = isOptions
            ? new Response(null, { status: 204 })
            : usersApiFailureAnswer(new ConsentError("METHOD_NOT_ALLOWED"), context);
          answer.headers.set("Allow", names);
          return answer;
        });
      }
    },
  };
}

async function readCall<E extends UsersApiEndpoint>(
  endpoint: E,
  context: Context<ServerEnv>,
): Promise<UsersApiCall<E>> {
  const params = context.req.param();
  if (Object.values(params).some((value) => !isStorable(value) || value.length > longestItem))
    throw new ConsentError("NOT_FOUND");
  const items = readQuery(new URL(context.req.url).searchParams);
  const unreadable = Object.entries(items).filter(([name, value]) =>
    [name, value ?? ""].flat().some((text) => text.length > longestItem || !isStorable(text)),
  );
  if (unreadable.length > 0) throw badFields([{ path: "query", message: "Not a readable text" }]);
  const query = await parse(endpoint.query, items);
  const { body, bytes } = await readBody(endpoint, context.req.raw);
  return {
    params,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: the endpoint's own schema made it
    query: query as UsersApiQuery<E>,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: the endpoint's own schema made it
    body: body as UsersApiBody<E>,
    bytes,
    idempotencyKey: endpoint.idempotencyKey ? readIdempotencyKey(context) : undefined,
    ifMatch: endpoint.ifMatch ? readIfMatch(context) : undefined,
  };
}

async function readBody(
  endpoint: UsersApiEndpoint,
  request: Request,
): Promise<{ readonly body: unknown; readonly bytes: Uint8Array }> {
  if (endpoint.body === undefined) return { body: undefined, bytes: new Uint8Array() };
  const bytes = new Uint8Array(await request.arrayBuffer());
  const json = readJson(bytes);
  if (json.status === "refused") throw new UsersApiFailure("BadRequest", json.problem);
  const body = await parse(endpoint.body, json.value);
  const misplaced = misplacedLists(json.value, body);
  if (misplaced.length > 0)
    throw badFields(misplaced.map((path) => ({ path, message: "A list instead of an object" })));
  return { body, bytes };
}

const mostFields = 20;

async function parse(schema: Schema, value: unknown): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  throw badFields(
    result.issues.slice(0, mostFields).map(({ path = [], message }) => ({
      path: path.map((part) => String(typeof part === "object" ? part.key : part)).join("."),
      message,
    })),
  );
}

function readIdempotencyKey(context: Context<ServerEnv>): string | undefined {
  const given = context.req.header("idempotency-key");
  if (given === undefined || /^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw badFields([{ path: "Idempotency-Key", message: "1 to 255 visible characters" }]);
}

function readIfMatch(context: Context<ServerEnv>): number | undefined {
  const given = context.req.header("if-match");
  if (given === undefined || given === "*") return undefined;
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(given)?.[1];
  // What no version can match is stale by itself.
  return version === undefined ? -1 : Number(version);
}
