import type { FieldErrors, RegistrationForm } from "../../../account/registration-form.ts";

/** What the bank's server said to a registration. */
export type RegistrationOutcome =
  | { readonly status: "registered" }
  | { readonly status: "refused"; readonly fields: FieldErrors; readonly problem: string | undefined };

const unanswered =
  "We do not know whether your account was opened, because no answer came. Press the button again: the same details never open a second account.";

/** Sends the form; anything but a plain success is a refusal. */
export async function register(form: RegistrationForm): Promise<RegistrationOutcome> {
  try {
    const response = await fetch("/api/register", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(form),
      signal: AbortSignal.timeout(45_000),
    });
    if (response.ok) return { status: "registered" };
    const answer: unknown = await response.json();
    const fields = readFields(answer);
    const problem =
      Object.keys(fields).length === 0 ? (response.status < 500 && readText(answer, "error")) || unanswered : undefined;
    return { status: "refused", fields, problem };
  } catch {
    return { status: "refused", fields: {}, problem: unanswered };
  }
}

function readFields(answer: unknown): FieldErrors {
  const fields = typeof answer === "object" && answer !== null && "fields" in answer ? answer.fields : undefined;
  const [name, email, password] = [readText(fields, "name"), readText(fields, "email"), readText(fields, "password")];
  return {
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(password !== undefined && { password }),
  };
}

function readText(source: unknown, key: string): string | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  const value: unknown = Reflect.get(source, key);
  return typeof value === "string" ? value : undefined;
}
