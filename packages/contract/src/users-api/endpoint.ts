import type { Schema } from "../endpoint.ts";
import { consentBase, type EndpointMethod } from "../endpoint.ts";
import type { UsersApiErrorName } from "./error.ts";

/**
 * One operation of the Users API as data. It differs from an `Endpoint` in its address (below `/v1`, the organisation
 * in the query), its answers (bare, without a `detail`) and its errors.
 */
export interface UsersApiEndpoint<
  Method extends EndpointMethod = EndpointMethod,
  Query extends Schema = Schema,
  Body extends Schema | undefined = Schema | undefined,
  Answer extends Schema | undefined = Schema | undefined,
> {
  readonly id: `usersApi.${string}`;
  readonly summary: string;
  readonly method: Method;
  /** Below the origin, parameters as `{name}`. */
  readonly path: `/v1/${string}`;
  /** `session`: the access token that `POST /v1/sessions` answers, as a bearer. */
  readonly credential: "session" | "none";
  /** Reads what {@link readQuery} gives. */
  readonly query: Query;
  readonly body: Body;
  /** What a 200 carries; a success without an answer is a 204. */
  readonly answer: Answer;
  readonly errors: readonly UsersApiErrorName[];
  /** Largest body in bytes; 64 KiB unless said otherwise. */
  readonly bodyLimit: number;
  readonly idempotencyKey: boolean;
  /** Whether `If-Match` may carry the `version` that the caller has read. */
  readonly ifMatch: boolean;
}

type Declaration<E extends UsersApiEndpoint> = Omit<E, "bodyLimit" | "idempotencyKey" | "ifMatch"> &
  Partial<Pick<E, "bodyLimit" | "idempotencyKey" | "ifMatch">>;

/** Declares one operation of the Users API; the only place where its path, parameters, shapes and errors stand. */
export function defineUsersApiEndpoint<
  const Method extends EndpointMethod,
  Query extends Schema,
  Body extends Schema | undefined,
  Answer extends Schema | undefined,
>(
  declaration: Declaration<UsersApiEndpoint<Method, Query, Body, Answer>>,
): UsersApiEndpoint<Method, Query, Body, Answer> {
  return { bodyLimit: 64 * 1024, idempotencyKey: false, ifMatch: false, ...declaration };
}

/** What a schema makes of what it is given. */
type OutputOf<S> = S extends Schema<infer Output> ? Output : undefined;

/** What a schema is given. */
type InputOf<S> = S extends { readonly "~standard": { readonly types?: { readonly input: infer Input } | undefined } }
  ? Input
  : undefined;

/** The parsed query that a handler receives. */
export type UsersApiQuery<E extends UsersApiEndpoint> = OutputOf<E["query"]>;
/** The parsed body that a handler receives. */
export type UsersApiBody<E extends UsersApiEndpoint> = OutputOf<E["body"]>;
/** The answer that a client receives; `undefined` for a 204. */
export type UsersApiAnswer<E extends UsersApiEndpoint> = OutputOf<E["answer"]>;
/** The query as a client writes it. */
export type UsersApiQueryInput<E extends UsersApiEndpoint> = InputOf<E["query"]>;
/** The body as a client writes it. */
export type UsersApiBodyInput<E extends UsersApiEndpoint> = InputOf<E["body"]>;

/** Query items by name: one text, or all of them where a name stands several times. */
export type QueryItems = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The items of a query string, out of the prototype's reach. */
export function readQuery(search: URLSearchParams): QueryItems {
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const [only = "", ...more] = search.getAll(name);
      return [name, more.length === 0 ? only : [only, ...more]];
    }),
  );
}

/**
 * The full address of one call. The base is that of the consent service, with or without `/consent`.
 * Throws a `TypeError` when the base is no http(s) address or a path parameter is missing.
 */
export function usersApiUrl(
  baseUrl: string,
  endpoint: UsersApiEndpoint,
  params: Readonly<Record<string, string>> = {},
  query: QueryItems = {},
): string {
  const base = consentBase(baseUrl).replace(/\/consent$/, "");
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = params[name];
    if (part === undefined || part === "" || part === "." || part === "..")
      throw new TypeError(`The path needs ${name}.`);
    return encodeURIComponent(part);
  });
  const items = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const text of typeof value === "string" ? [value] : (value ?? [])) items.append(name, text);
  }
  const search = items.toString();
  return `${base}${path}${search === "" ? "" : `?${search}`}`;
}
