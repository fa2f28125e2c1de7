import type { Arrow } from "./arrow.ts";
import type { IncomingCall, ServiceExchange } from "./exchange.ts";
import { type JoinedCall, joinCalls } from "./joined-calls.ts";
import { isObject } from "./json.ts";
import type { Traffic } from "./traffic.ts";

/** Of lines at one moment the outer call begins first and ends last. */
const rank = {
  act: 0,
  "Frontend call": 1,
  "Your Backend call": 2,
  "Your Backend answer": 3,
  "Frontend answer": 4,
  note: 5,
};

/** The lines of the sequence diagram so far, from the first one on. */
export function drawSequence(traffic: Traffic, exchanges: readonly ServiceExchange[]): readonly Arrow[] {
  const calls = joinCalls(traffic, exchanges);
  const pages = traffic.incoming.filter(({ kind }) => kind === "page");
  const lines = [...pages.map(visit), ...calls.flatMap(linesOf)];
  return lines.toSorted((one, other) => one.at - other.at || rankOf(one) - rankOf(other));
}

function rankOf({ kind, from, to }: Arrow): number {
  switch (kind) {
    case "act":
    case "note":
      return rank[kind];
    case "call":
      return from === "Your Backend" ? rank["Your Backend call"] : rank["Frontend call"];
    case "answer":
      return to === "Your Backend" ? rank["Your Backend answer"] : rank["Frontend answer"];
    default:
      return kind satisfies never;
  }
}

function visit({ path, startedAt }: IncomingCall): Arrow {
  return act(`visit-${startedAt}-${path}`, `Open ${path}`, startedAt);
}

function linesOf(call: JoinedCall): readonly Arrow[] {
  const { key, from, to, method, path, status, startedAt, endedAt, request, response, fault } = call;
  const did = actOf(call);
  const then = noteOf(call);
  const name = `${method} ${shortPath(path)}${aboutOf(request)}`;
  const answer = status === null ? "no answer" : answerOf(response);
  return [
    ...(did === undefined ? [] : [act(`${key}-act`, did, startedAt)]),
    { ...line(key, startedAt), kind: "call", from, to, label: shortened(name), body: request },
    {
      ...line(`${key}-answer`, endedAt),
      kind: "answer",
      from: to,
      to: from,
      label: answer,
      status,
      ms: endedAt - startedAt,
      body: response,
      fault,
    },
    ...(then === undefined
      ? []
      : [{ ...line(`${key}-note`, endedAt), kind: "note" as const, from, to: from, label: shortened(then) }]),
  ];
}

const uuid = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** The start of a uuid is enough to tell two apart. */
function shortened(label: string): string {
  return label.replaceAll(uuid, "$1…");
}

function line(key: string, at: number) {
  return { key, at, status: null, ms: null, body: null, fault: null };
}

function act(key: string, label: string, at: number): Arrow {
  return { ...line(key, at), kind: "act", from: "User", to: "Frontend", label };
}

/** What the person must have done for this call to be made. */
function actOf({ endpoint, from, method, path, request }: JoinedCall): string | undefined {
  if (endpoint === "consent.submit" && isObject(request)) {
    if (request["declined"] === true) return "Decline";
    const purposes: readonly unknown[] = Array.isArray(request["purposes"]) ? request["purposes"] : [];
    const some = purposes.some((purpose) => isObject(purpose) && purpose["selected"] === true);
    return some ? "Accept consent" : "Save choices, none granted";
  }
  if (from !== "Frontend" || endpoint !== null || method !== "POST") return undefined;
  if (/register/.test(path)) return "Fill registration form";
  return path.endsWith("/login") ? "Enter credentials" : undefined;
}

/** What follows from the answer without another call. */
function noteOf({ endpoint, from, status, request, response }: JoinedCall): string | undefined {
  if (endpoint === "notices.read" && from === "Frontend") {
    if (status === 200) return "Show the notice";
    return status === 409 ? "Nothing left to ask" : undefined;
  }
  if (endpoint !== "users.link" || status !== 200 || !isObject(request)) return undefined;
  const detail = isObject(response) && isObject(response["detail"]) ? response["detail"] : {};
  const results = ["linked", "already_linked", "not_found", "conflicts"].flatMap((name) => {
    const list = detail[name];
    return Array.isArray(list) && list.length > 0 ? `${name} ${list.length}` : [];
  });
  return `primary: ${text(request["primary_org_user_id"])}, alias: ${text(request["alias_org_user_ids"])} → ${results.join(", ")}`;
}

function shortPath(path: string): string {
  return path
    .replace(/^\/consent(?:\/public)?\/organisations\/[^/]+\/workspaces\/[^/]+/, "")
    .replace("/consent-ledger", "");
}

function aboutOf(request: unknown): string {
  const id = isObject(request) ? request["org_user_id"] : undefined;
  return typeof id === "string" ? ` (org_user_id: ${id})` : "";
}

/** The part of an answer that says most. */
function answerOf(response: unknown): string {
  if (!isObject(response)) return "";
  const detail = response["detail"];
  const told = isObject(detail) ? detail : response;
  for (const name of ["conflict_type", "error_code", "outcome", "error"]) {
    const said = told[name] ?? response[name];
    if (typeof said === "string") return said;
  }
  return Object.keys(told).slice(0, 4).join(", ");
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(", ");
  return typeof value === "string" ? value : "";
}
