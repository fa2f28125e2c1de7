import { type BodyOf, ConsentError, type Endpoint, type Schema } from "@notice-consent/contract";
import { readJson } from "./strict-json.ts";

/** A body by the endpoint's schema, and the bytes it was read from. */
export interface ReadBody<E extends Endpoint> {
  readonly body: BodyOf<E>;
  readonly bytes: Uint8Array;
}

const mostFields = 20;

/** Reads and validates a body. Throws `BAD_REQUEST` for what is not JSON and `VALIDATION_FAILED` with the fields at fault. */
export async function readBody<E extends Endpoint>(endpoint: E, request: Request): Promise<ReadBody<E>> {
  const schema: Schema | undefined = endpoint.body;
  if (schema === undefined) return { body: parsed<E>(undefined), bytes: new Uint8Array() };
  const bytes = new Uint8Array(await request.arrayBuffer());
  const json = readJson(bytes);
  if (json.status === "refused") throw new ConsentError("BAD_REQUEST", { message: json.problem });
  const result = await schema["~standard"].validate(json.value);
  if (result.issues === undefined) return { body: parsed<E>(result.value), bytes };
  const fields = result.issues.slice(0, mostFields).map(({ path, message }) => ({ path: dotted(path), message }));
  throw new ConsentError("VALIDATION_FAILED", { detail: { fields } });
}

type Path = NonNullable<NonNullable<Awaited<ReturnType<Schema["~standard"]["validate"]>>["issues"]>[number]["path"]>;

function dotted(path: Path | undefined): string {
  return (path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".");
}

function parsed<E extends Endpoint>(value: unknown): BodyOf<E> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: the endpoint's own schema made it
  return value as BodyOf<E>;
}
