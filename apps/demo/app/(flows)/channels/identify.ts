import type { FamilyMember } from "../../../clinic/patient.ts";

/** What became of each identifier of a patient; each entry is one. */
export interface Identified {
  /** Whose they are. */
  readonly member: FamilyMember;
  readonly linked: readonly string[];
  readonly alreadyLinked: readonly string[];
  /** Nobody has decided under it yet: it waits. */
  readonly notFound: readonly string[];
  /** It is another patient's. */
  readonly conflicts: readonly string[];
}

/** Has the clinic's server bring one person together; which identifiers are whose, it knows by itself. Rejects without an answer. */
export async function identify(member: FamilyMember): Promise<Identified> {
  await post("/api/clinic/patient", { member });
  const result = read(await post("/api/consolidate-user", { member }), "link_result");
  return {
    member,
    linked: texts(read(result, "linked")),
    alreadyLinked: texts(read(result, "already_linked")),
    notFound: texts(read(result, "not_found")),
    conflicts: list(read(result, "conflicts")).flatMap((conflict) => texts([read(conflict, "org_user_id")])),
  };
}

/** The same result after somebody has decided: what no longer waits is linked. */
export async function readWaiting(known: Identified | undefined): Promise<Identified | undefined> {
  if (known === undefined || known.notFound.length === 0) return known;
  try {
    const waiting = texts(read(await post("/api/clinic/waiting", { member: known.member }), "waiting"));
    const arrived = known.notFound.filter((identifier) => !waiting.includes(identifier));
    return { ...known, linked: [...known.linked, ...arrived], notFound: waiting };
  } catch {
    return known;
  }
}

/** Another family at this browser, known by nothing yet. */
export async function beginAnew(): Promise<void> {
  await post("/api/clinic/patient", {});
}

async function post(route: string, body: object): Promise<unknown> {
  const response = await fetch(route, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`The clinic's server answered ${response.status}.`);
  return response.json();
}

function read(source: unknown, key: string): unknown {
  return typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
}

function list(source: unknown): readonly unknown[] {
  return Array.isArray(source) ? source : [];
}

function texts(source: unknown): readonly string[] {
  return list(source).filter((entry) => typeof entry === "string");
}
