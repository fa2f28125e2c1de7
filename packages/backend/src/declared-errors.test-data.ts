import { type Endpoint, endpoints, errorsOf, pathPattern } from "@notice-consent/contract";
import type { Received } from "./test-backend.test-data.ts";

/** The machine code of an error, wherever the wire puts it. */
export function errorCodeOf({ body }: Pick<Received, "body">): string | undefined {
  const top = members(body);
  const code = members(top.get("detail")).get("error_code") ?? top.get("error_code");
  return typeof code === "string" ? code : undefined;
}

/** Throws for an error that its endpoint does not declare; every request of every suite passes here. */
export function assertDeclared(method: string, path: string, received: Pick<Received, "body">): void {
  const code = errorCodeOf(received);
  const endpoint = endpointAt(method, path);
  if (code === undefined || endpoint === undefined) return;
  if (errorsOf(endpoint).some((declared) => declared === code)) return;
  throw new Error(`${endpoint.id} answered ${code}, which it does not declare.`);
}

const routes = endpoints.map((endpoint) => {
  const pattern = `^/consent${pathPattern(endpoint)}`.replaceAll(/\{\w+\}/g, "[^/]+").replace(/\/$/, "");
  return { endpoint, form: new RegExp(`${pattern}/?$`) };
});

function endpointAt(method: string, path: string): Endpoint | undefined {
  const [address = ""] = path.split("?");
  const matching = routes.filter(({ endpoint, form }) => endpoint.method === method && form.test(address));
  // A literal path stands before one with a parameter in its place.
  const [first] = matching.toSorted(
    (one, other) => one.endpoint.path.split("{").length - other.endpoint.path.split("{").length,
  );
  return first?.endpoint;
}

/** The members of a parsed body by name; none where it is not an object. */
export function members(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
