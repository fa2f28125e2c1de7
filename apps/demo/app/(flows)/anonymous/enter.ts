import type { FieldErrors } from "../../../account/registration-form.ts";

/** Which of the two forms. */
export type EntryKind = "register" | "log-in";

/** What the shop's server said to a form. */
export type EntryOutcome =
  | { readonly status: "in" }
  | { readonly status: "refused"; readonly fields: FieldErrors; readonly problem: string | undefined };

const routes = { register: "/api/register-with-anonymous", "log-in": "/api/shop/login" } as const;
const unanswered = "No answer came. Press the button again: the same details never make a second account.";

/** Sends a form; anything but a plain success is a refusal. */
export async function enter(kind: EntryKind, typed: object): Promise<EntryOutcome> {
  try {
    const response = await fetch(routes[kind], {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(typed),
      signal: AbortSignal.timeout(45_000),
    });
    if (response.ok) return { status: "in" };
    const answer: unknown = await response.json();
    const email = readText(readMember(answer, "fields"), "email");
    if (email !== undefined) return { status: "refused", fields: { email }, problem: undefined };
    const problem = response.status < 500 ? readText(answer, "error") : undefined;
    return { status: "refused", fields: {}, problem: problem ?? unanswered };
  } catch {
    return { status: "refused", fields: {}, problem: unanswered };
  }
}

function readMember(source: unknown, key: string): unknown {
  return typeof source === "object" && source !== null ? Reflect.get(source, key) : undefined;
}

function readText(source: unknown, key: string): string | undefined {
  const value = readMember(source, key);
  return typeof value === "string" ? value : undefined;
}
