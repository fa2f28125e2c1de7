import { pathPattern, type BodyOf, type DetailOf, type Endpoint } from "@notice-consent/contract";
import { refused, type Outcome } from "./outcome.ts";
import type { Bearer } from "./sessions.ts";

/** Who makes a request, once the credential was looked at. */
export type Caller = { readonly kind: "host" } | ({ readonly kind: "person" } & Bearer) | { readonly kind: "anybody" };

/** One request on its way to a route. */
export interface Call<Body = unknown> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Body;
  /** The body as it was sent. */
  readonly text: string;
  readonly caller: Caller;
  readonly idempotencyKey: string | undefined;
}

/** An endpoint with what answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly answer: (call: Call) => Promise<Outcome>;
}

/** Joins an endpoint to its answer; the body is parsed on the way in and the detail on the way out. */
export function route<E extends Endpoint>(endpoint: E, answer: (call: Call<BodyOf<E>>) => Outcome<DetailOf<E>>): Route {
  return {
    endpoint,
    async answer(call) {
      const parsed = await endpoint.body?.["~standard"].validate(call.body);
      if (parsed?.issues !== undefined) {
        const fields = parsed.issues.map(({ path, message }) => ({ path: dotted(path), message }));
        return refused("VALIDATION_FAILED", { facts: { fields } });
      }
      // The endpoint's own schema has just vouched for it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const body = parsed?.value as BodyOf<E>;
      const outcome = answer({ ...call, body });
      if (outcome.status === "refused") return outcome;
      const detail = await endpoint.detail["~standard"].validate(outcome.detail);
      if (detail.issues !== undefined)
        throw new Error(`The fixture's answer to ${endpoint.id} breaks the contract: ${detail.issues[0]?.message}`);
      return { status: "done", detail: detail.value };
    },
  };
}

/** The path's parameters when it is the endpoint's, with or without a slash at the end. */
export function matchPath(endpoint: Endpoint, path: string): Readonly<Record<string, string>> | undefined {
  const pattern = pathPattern(endpoint)
    .replace(/\/$/, "")
    .replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const groups = new RegExp(`^${pattern}/?$`).exec(path)?.groups;
  if (groups === undefined) return undefined;
  return Object.fromEntries(Object.entries(groups).map(([name, part]) => [name, decodeURIComponent(part)]));
}

function dotted(path: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined): string {
  return (path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".");
}
