import { ConsentError, type ErrorCode, errorTable, isErrorCode } from "@notice-consent/contract";
import type { Caller } from "./caller.ts";
import { endpointIds } from "./endpoint-of.ts";
import { oneOf, textIn, wholeIn } from "./members.ts";

/**
 * What can happen to a call. `latency`: it waits. `answer`: it gets an error and is not carried out.
 * `refused`: its connection breaks before anything is done. `lost-answer`: it is carried out, and its connection
 * breaks before the answer. `offline`: like `refused`, for every call until the faults are lifted.
 */
export const faultKinds = ["latency", "answer", "refused", "lost-answer", "offline"] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Which calls a fault is for; whatever is absent fits every call. */
export interface FaultTarget {
  readonly endpoint: string | undefined;
  readonly caller: Caller | undefined;
}

/** A fault for the next calls that fit. */
export interface Fault extends FaultTarget {
  readonly kind: FaultKind;
  /** How long a `latency` lasts, in milliseconds. */
  readonly ms: number;
  /** The status of an `answer`. */
  readonly status: FaultStatus;
  /** The code of an `answer`; absent for the usual one of its status. */
  readonly code: ErrorCode | undefined;
  /** Of an answer 429. */
  readonly retryAfterSeconds: number;
  /** How many calls it is for. */
  readonly times: number;
}

const statuses = [401, 409, 429, 500, 503] as const;
type FaultStatus = (typeof statuses)[number];

/** Reads a fault from the members of a body; throws `VALIDATION_FAILED`. */
export function readFault(members: ReadonlyMap<string, unknown>): Fault {
  const kind = oneOf(members, "kind", faultKinds);
  const status = oneOf(members, "status", statuses, 500);
  const code = textIn(members, "error_code");
  if (code !== undefined && !(isErrorCode(code) && errorTable[code].status === status)) {
    throw refused("error_code", `No code of an answer ${status}`);
  }
  const endpoint = textIn(members, "endpoint");
  if (endpoint !== undefined && !endpointIds.has(endpoint)) throw refused("endpoint", "No endpoint of the consent API");
  return {
    kind,
    endpoint,
    caller: members.has("caller") ? oneOf(members, "caller", ["backend", "browser"] as const) : undefined,
    ms: wholeIn(members, "ms", 2000, 60_000),
    status,
    code: code !== undefined && isErrorCode(code) ? code : undefined,
    retryAfterSeconds: wholeIn(members, "retry_after_seconds", 2, 3600),
    times: wholeIn(members, "times", 1, 1000),
  };
}

/** The error that an `answer` to this caller carries. */
export function answerOf({ status, code, retryAfterSeconds }: Fault, caller: Caller): ConsentError {
  const retryAfterMs = status === 429 ? retryAfterSeconds * 1000 : undefined;
  return new ConsentError(code ?? usualCode(status, caller), { retryAfterMs });
}

function usualCode(status: FaultStatus, caller: Caller): ErrorCode {
  switch (status) {
    case 401:
      return caller === "backend" ? "UNAUTHORIZED" : "TOKEN_EXPIRED";
    case 409:
      return "CONFLICT";
    case 429:
      return "RATE_LIMITED";
    case 500:
      return "INTERNAL";
    case 503:
      return "SERVICE_UNAVAILABLE";
    default:
      return status satisfies never;
  }
}

function refused(path: string, message: string): ConsentError {
  return new ConsentError("VALIDATION_FAILED", { detail: { fields: [{ path, message }] } });
}
