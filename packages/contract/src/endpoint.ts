import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ErrorCode } from "./errors.ts";

/** Any schema that speaks Standard Schema; only schema files name the library behind it. */
export type Schema<Output = unknown> = StandardSchemaV1<unknown, Output>;

/** Which credential an endpoint takes. `refresh-token`: the body's token is the credential, with or without an API key. */
export type Credential = "api-key" | "access-token" | "refresh-token" | "none";

/** Where the path is mounted below the consent base. */
export type Scope = "public" | "private";

/** HTTP methods that endpoints use. */
export type EndpointMethod = "GET" | "POST" | "PATCH" | "DELETE";

/** One operation of the consent API as data: client, server, OpenAPI and mock handlers all read this. */
export interface Endpoint<
  Method extends EndpointMethod = EndpointMethod,
  Body extends Schema | undefined = Schema | undefined,
  Detail extends Schema = Schema,
> {
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  readonly scope: Scope;
  /** Below organisation and workspace, parameters as `{name}`. */
  readonly path: `/${string}`;
  readonly credential: Credential;
  /** Names of the query items. */
  readonly query: readonly string[];
  readonly body: Body;
  /** Status of a success. */
  readonly success: 200 | 201;
  /** What stands in the `detail` of a success. */
  readonly detail: Detail;
  readonly errors: readonly ErrorCode[];
  /** Largest body in bytes; 64 KiB unless said otherwise. */
  readonly bodyLimit: number;
  readonly idempotencyKey: boolean;
}

/** What a caller has to know of an endpoint: what it sends, the service checks, so no page loads the schema of a body. */
export type Call = Pick<
  Endpoint,
  "method" | "scope" | "path" | "credential" | "query" | "detail" | "errors" | "idempotencyKey"
>;

type Declaration<E extends Endpoint> = Omit<E, "query" | "bodyLimit" | "idempotencyKey"> &
  Partial<Pick<E, "query" | "bodyLimit" | "idempotencyKey">>;

/** Declares one endpoint; the only place where its path, method, codes and shapes stand. */
export function defineEndpoint<
  const Method extends EndpointMethod,
  Body extends Schema | undefined,
  Detail extends Schema,
>(declaration: Declaration<Endpoint<Method, Body, Detail>>): Endpoint<Method, Body, Detail> {
  return { query: [], bodyLimit: 64 * 1024, idempotencyKey: false, ...declaration };
}

/** The parsed body a handler receives. */
export type BodyOf<E extends Endpoint> = E["body"] extends Schema<infer Output> ? Output : undefined;

/** The parsed `detail` a client receives. */
export type DetailOf<E extends Call> = E["detail"] extends Schema<infer Output> ? Output : never;

/** Whose data a path is about. */
export interface WorkspaceAddress {
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
}

/**
 * The address that all consent paths start from: trailing slashes go, `/consent` is added unless it ends the path.
 * Throws a `TypeError` on anything that is not an http(s) address.
 */
export function consentBase(baseUrl: string): string {
  const url = new URL(baseUrl.trim());
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new TypeError("The base URL has to be http or https.");
  if (url.username !== "" || url.password !== "") throw new TypeError("The base URL must not carry credentials.");
  const path = url.pathname.replace(/\/+$/, "");
  return url.origin + (path.endsWith("/consent") ? path : `${path}/consent`);
}

/** The path pattern below the consent base, parameters as `{name}`, organisation and workspace included. */
export function pathPattern(endpoint: Call): string {
  const scope = endpoint.scope === "public" ? "/public" : "";
  return `${scope}/organisations/{organisation_uuid}/workspaces/{workspace_uuid}${endpoint.path}`;
}

/** The full address of one call; every part is percent-encoded, blank query items are left out. */
export function endpointUrl(
  base: string,
  endpoint: Call,
  address: WorkspaceAddress,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const parts: Readonly<Record<string, string>> = {
    ...params,
    organisation_uuid: address.organisationUuid,
    workspace_uuid: address.workspaceUuid,
  };
  const path = pathPattern(endpoint).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined || part === "" || part === "." || part === "..")
      throw new TypeError(`The path needs ${name}.`);
    return encodeURIComponent(part);
  });
  const items = new URLSearchParams();
  for (const name of endpoint.query) {
    const value = query[name];
    if (value !== undefined && value !== "") items.set(name, value);
  }
  const search = items.toString();
  return `${base}${path}${search === "" ? "" : `?${search}`}`;
}
