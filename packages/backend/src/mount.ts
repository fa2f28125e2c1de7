import {
  type BodyOf,
  ConsentError,
  type Credential,
  type DetailOf,
  type Endpoint,
  isStorable,
  pathPattern,
  type Schema,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AccessTokens, Principal } from "./auth/access-token.ts";
import type { KeyHolder, Permission } from "./auth/api-key.ts";
import type { SessionHolder } from "./auth/session.ts";
import { clientAddress } from "./http/client-address.ts";
import { readBody } from "./http/body.ts";
import { errorAnswer } from "./http/error-answer.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { asUuid } from "./http/uuid.ts";
import type { RateLimiter } from "./rate-limit/rate-limiter.ts";

/** One request to an endpoint, checked: whose workspace, which parameters, which body. */
export interface Call<E extends Endpoint> {
  readonly address: WorkspaceAddress;
  /** Path parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: BodyOf<E>;
  /** The body as it was sent. */
  readonly bytes: Uint8Array;
  readonly idempotencyKey: string | undefined;
  readonly acceptLanguage: string | undefined;
  /** Where the request came from, as far as that can be believed. */
  readonly clientAddress: string;
  /** The public part of the API key that was sent and checked. */
  readonly keyPrefix: string | undefined;
}

/** What a handler answers: a `detail`, or the whole text of an answer that was kept. */
export type Reply<E extends Endpoint> = ({ readonly detail: DetailOf<E> } | { readonly text: string }) & {
  readonly headers?: Readonly<Record<string, string>>;
};

/** Checks the credentials of a request. */
export interface Guards {
  readonly accessTokens: Pick<AccessTokens, "verify">;
  verifyKey(given: string | undefined): Promise<KeyHolder>;
  /** Of a session of the Users API, which stands for its key in the management of users. */
  verifySession(token: string): Promise<SessionHolder>;
  readonly limiter: RateLimiter;
  /** Proxies of ours in front, whose word on the client's address counts. */
  readonly trustedProxies: number;
}

/** Turns endpoints and handlers into routes; the only place where HTTP meets the domain. */
export interface Mount {
  /** For the host's backend: an API key of the workspace with the permission. */
  forKey<E extends Endpoint>(endpoint: E, permission: Permission, handle: (call: Call<E>) => Promise<Reply<E>>): void;
  /** For a person: an access token of the workspace. */
  forPerson<E extends Endpoint>(endpoint: E, handle: (call: Call<E>, person: Principal) => Promise<Reply<E>>): void;
  /** For a refresh token in the body; an API key may stand beside it, and is checked then. */
  forRefreshToken<E extends Endpoint>(
    endpoint: E,
    handle: (call: Call<E>, key: KeyHolder | undefined) => Promise<Reply<E>>,
  ): void;
  /** For anyone. */
  forAnyone<E extends Endpoint>(endpoint: E, handle: (call: Call<E>) => Promise<Reply<E>>): void;
  /** Answers other methods on the mounted paths; to be called once, last. */
  refuseOtherMethods(): void;
}

type HonoApp = Hono<ServerEnv>;
type Check<Caller> = (context: Context<ServerEnv>, address: WorkspaceAddress) => Promise<Caller>;

/** Mounts endpoints below `/consent`. */
export function createMount(app: HonoApp, guards: Guards): Mount {
  const methods = new Map<string, Set<string>>();

  function mount<E extends Endpoint, Caller>(
    endpoint: E,
    credential: Credential,
    check: Check<Caller>,
    handle: (call: Call<E>, caller: Caller) => Promise<Reply<E>>,
  ): void {
    if (endpoint.credential !== credential) throw new TypeError(`${endpoint.id} is mounted for the wrong credential.`);
    for (const path of pathsOf(endpoint)) {
      methods.set(path, (methods.get(path) ?? new Set<string>()).add(endpoint.method));
      app.on(endpoint.method, path, limitBody(endpoint), async (context) => {
        const address = addressOf(context);
        const from = clientAddress(context, guards.trustedProxies);
        guards.limiter.admitAddress(from);
        const caller = await check(context, address);
        const call = await readCall(endpoint, address, context, from);
        const reply = await handle(call, caller);
        const text = "text" in reply ? reply.text : JSON.stringify({ detail: reply.detail });
        return context.body(text, endpoint.success, { "Content-Type": "application/json", ...reply.headers });
      });
    }
  }

  const verifyKey = async (context: Context<ServerEnv>, address: WorkspaceAddress): Promise<KeyHolder> => {
    const key = context.req.header("x-cms-api-key");
    const token = bearerOf(context);
    const holder =
      key === undefined && token !== undefined
        ? sessionKey(await guards.verifySession(token))
        : await guards.verifyKey(key);
    assertSameWorkspace(address, holder.address);
    guards.limiter.admitKey(holder.prefix);
    context.set("keyPrefix", holder.prefix);
    return holder;
  };

  return {
    forKey(endpoint, permission, handle) {
      const check: Check<void> = async (context, address) => {
        const holder = await verifyKey(context, address);
        if (!holder.permissions.includes(permission)) throw new ConsentError("FORBIDDEN");
      };
      mount(endpoint, "api-key", check, handle);
    },
    forPerson(endpoint, handle) {
      const check: Check<Principal> = async (context, address) => {
        const token = bearerOf(context);
        if (token === undefined) throw new ConsentError("INVALID_TOKEN");
        const person = await guards.accessTokens.verify(token);
        assertSameWorkspace(address, person.address);
        context.set("principal", person.subject);
        guards.limiter.admitPerson(person.subject);
        return person;
      };
      mount(endpoint, "access-token", check, handle);
    },
    forRefreshToken(endpoint, handle) {
      const check: Check<KeyHolder | undefined> = async (context, address) =>
        context.req.header("x-cms-api-key") === undefined ? undefined : verifyKey(context, address);
      mount(endpoint, "refresh-token", check, handle);
    },
    forAnyone(endpoint, handle) {
      mount(endpoint, "none", async () => undefined, handle);
    },
    refuseOtherMethods() {
      // Literal paths first: `link-users` would else be taken for a `:user_uuid`.
      const byParameters = [...methods].sort(([one], [other]) => one.split(":").length - other.split(":").length);
      for (const [path, allowed] of byParameters) {
        const names = [...allowed, ...(allowed.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
        app.all(path, (context) => {
          const { status, body } = errorAnswer(new ConsentError("METHOD_NOT_ALLOWED"));
          const isOptions = context.req.method === "OPTIONS";
          return isOptions ? context.body(null, 204, { Allow: names }) : context.json(body, status, { Allow: names });
        });
      }
    },
  };
}

/** The token of an `Authorization: Bearer` header. */
export function bearerOf(context: Context<ServerEnv>): string | undefined {
  return /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
}

// What users are made and linked with; tokens, notices and webhooks take the key itself.
function sessionKey({ key, address, permissions }: SessionHolder): KeyHolder {
  return { prefix: key, address, permissions: permissions.filter((permission) => permission === "users") };
}

function pathsOf(endpoint: Endpoint): string[] {
  const bare = `/consent${pathPattern(endpoint)}`.replaceAll(/\{(\w+)\}/g, ":$1").replace(/\/$/, "");
  return [bare, `${bare}/`];
}

/**
 * Refuses a body that is larger than the endpoint takes, with `PAYLOAD_TOO_LARGE`.
 * Looking at a body as a stream costs more than the rest of a request; where its length is told, that is enough.
 */
export function limitBody(endpoint: {
  readonly body: Schema | undefined;
  readonly bodyLimit: number;
}): MiddlewareHandler<ServerEnv> {
  if (endpoint.body === undefined) return (_, next) => next();
  const onError = () => {
    throw new ConsentError("PAYLOAD_TOO_LARGE");
  };
  const limitStream = bodyLimit({ maxSize: endpoint.bodyLimit, onError });
  return (context, next) => {
    const told = context.req.header("content-length");
    const isTold = told !== undefined && context.req.header("transfer-encoding") === undefined;
    if (!isTold) return limitStream(context, next);
    return Number(told) <= endpoint.bodyLimit ? next() : onError();
  };
}

function addressOf(context: Context<ServerEnv>): WorkspaceAddress {
  const organisationUuid = asUuid(context.req.param("organisation_uuid"));
  const workspaceUuid = asUuid(context.req.param("workspace_uuid"));
  if (organisationUuid === undefined || workspaceUuid === undefined) throw new ConsentError("NOT_FOUND");
  return { organisationUuid, workspaceUuid };
}

// A stranger's workspace is not told apart from none.
function assertSameWorkspace(asked: WorkspaceAddress, held: WorkspaceAddress): void {
  const same = asked.organisationUuid === held.organisationUuid && asked.workspaceUuid === held.workspaceUuid;
  if (!same) throw new ConsentError("NOT_FOUND");
}

async function readCall<E extends Endpoint>(
  endpoint: E,
  address: WorkspaceAddress,
  context: Context<ServerEnv>,
  from: string,
): Promise<Call<E>> {
  const params = context.req.param();
  if (Object.values(params).some((value) => !isStorable(value))) throw new ConsentError("NOT_FOUND");
  const query = Object.fromEntries(endpoint.query.map((name) => [name, context.req.query(name)]));
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && (value.length > 256 || !isStorable(value))) {
      throw new ConsentError("VALIDATION_FAILED", {
        detail: { fields: [{ path: name, message: "Not a readable text" }] },
      });
    }
  }
  const idempotencyKey = endpoint.idempotencyKey
    ? readIdempotencyKey(context.req.header("idempotency-key"))
    : undefined;
  const { body, bytes } = await readBody(endpoint, context.req.raw);
  const keyPrefix = context.get("keyPrefix");
  const acceptLanguage = context.req.header("accept-language");
  return { address, params, query, idempotencyKey, acceptLanguage, body, bytes, clientAddress: from, keyPrefix };
}

function readIdempotencyKey(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(given)) return given;
  const fields = [{ path: "Idempotency-Key", message: "1 to 255 visible characters" }];
  throw new ConsentError("VALIDATION_FAILED", { detail: { fields } });
}
