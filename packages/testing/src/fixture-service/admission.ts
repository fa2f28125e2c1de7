import type { Endpoint, WorkspaceAddress } from "@notice-consent/contract";
import { bearer, jsonOf, type Incoming } from "./incoming.ts";
import { done, refused, type Outcome } from "./outcome.ts";
import type { Call, Caller } from "./route.ts";
import type { Sessions } from "./sessions.ts";

/** What a request is checked against. */
export interface Credentials {
  readonly address: WorkspaceAddress;
  readonly apiKey: string;
  readonly sessions: Sessions;
}

/** Lets a request in, in the service's order: credential, workspace, size, JSON. */
export function admit(
  endpoint: Endpoint,
  params: Readonly<Record<string, string>>,
  incoming: Incoming,
  credentials: Credentials,
): Outcome<Call> {
  const caller = callerOf(endpoint, incoming.headers, credentials);
  if (caller.status === "refused") return caller;
  const { organisationUuid, workspaceUuid } = credentials.address;
  const isHere = params["organisation_uuid"] === organisationUuid && params["workspace_uuid"] === workspaceUuid;
  if (!isHere) return refused("NOT_FOUND");
  if (new TextEncoder().encode(incoming.text).length > endpoint.bodyLimit) return refused("PAYLOAD_TOO_LARGE");
  const body = endpoint.body === undefined ? done(undefined) : jsonOf(incoming);
  if (body.status === "refused") return body;
  return done({
    params,
    query: Object.fromEntries(incoming.url.searchParams),
    body: body.detail,
    text: incoming.text,
    caller: caller.detail,
    idempotencyKey: incoming.headers.get("idempotency-key") ?? undefined,
  });
}

function callerOf({ credential }: Endpoint, headers: Headers, { apiKey, sessions }: Credentials): Outcome<Caller> {
  const key = headers.get("x-cms-api-key");
  switch (credential) {
    case "api-key":
      return key === apiKey ? done({ kind: "host" }) : refused("UNAUTHORIZED");
    case "access-token": {
      const verified = sessions.verify(bearer(headers) ?? "");
      return verified.status === "done" ? done({ kind: "person", ...verified.detail }) : verified;
    }
    case "refresh-token":
      return key === null || key === apiKey ? done({ kind: "anybody" }) : refused("UNAUTHORIZED");
    case "none":
      return done({ kind: "anybody" });
    default:
      return credential satisfies never;
  }
}
