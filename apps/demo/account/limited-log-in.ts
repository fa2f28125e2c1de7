import { refuse } from "../http/post-route.ts";
import { createLogInLimit, type LogInLimit } from "./log-in-limit.ts";

// Routes are bundled apart and evaluated anew by hot reloads; their limit is one.
const slot: { [key: symbol]: LogInLimit | undefined } = globalThis;

/**
 * Looks for an account by its password, or answers 429 once too many were wrong: for one e-mail address of a company,
 * in the same words whether anybody has it or not, or from one client.
 */
export async function limitedLogIn<Found>(
  company: "bank" | "shop",
  request: Request,
  email: string,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined | Response> {
  const key = Symbol.for(`notice-consent/demo/log-in-limit/${company}`);
  const limit = (slot[key] ??= createLogInLimit());
  const attempt = await limit.run({ email, client: clientOf(request) }, find);
  if (attempt.status === "checked") return attempt.found;
  const minutes = Math.ceil(attempt.retryAfterSeconds / 60);
  const refusal = refuse(
    429,
    `Too many passwords were wrong. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
  );
  refusal.headers.set("Retry-After", String(attempt.retryAfterSeconds));
  return refusal;
}

/** The last address is the one that the nearest proxy saw; Next.js fills in the connection's own where there is none. */
function clientOf({ headers }: Request): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
}
