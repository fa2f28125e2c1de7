import { errorBody, errorTable, type ErrorCode } from "@notice-consent/contract";

/** What a route decided: the detail of a success, or a refusal from the error table. */
export type Outcome<Detail = unknown> =
  | { readonly status: "done"; readonly detail: Detail }
  | { readonly status: "refused"; readonly code: ErrorCode; readonly message: string; readonly facts: Facts };

/** Members that a refusal adds to its `detail`. */
type Facts = Readonly<Record<string, unknown>>;

/** A success. */
export function done<Detail>(detail: Detail): Outcome<Detail> {
  return { status: "done", detail };
}

/** A refusal; its message is the table's sentence unless another is given. */
export function refused(
  code: ErrorCode,
  init: { readonly message?: string; readonly facts?: Facts } = {},
): Outcome<never> {
  return { status: "refused", code, message: init.message ?? errorTable[code].sentence, facts: init.facts ?? {} };
}

/** The JSON body of a refusal. */
export function refusalBody(code: string, message: string, facts: Facts = {}): unknown {
  return errorBody(code, message, Object.keys(facts).length === 0 ? undefined : facts);
}
