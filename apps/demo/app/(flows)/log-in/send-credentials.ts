/** What the bank's server said to an e-mail address and a password. */
export type LogInOutcome =
  | { readonly status: "known"; readonly accessToken: string }
  | { readonly status: "refused"; readonly problem: string };

const unanswered = "The bank does not answer just now, so you are not logged in. Try again in a moment.";

/** Sends what was typed; anything but a token is a refusal. */
export async function logIn(typed: FormData): Promise<LogInOutcome> {
  try {
    const response = await fetch("/api/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: typed.get("email"), password: typed.get("password") }),
      signal: AbortSignal.timeout(30_000),
    });
    const answer: unknown = await response.json();
    const token = readText(answer, "token");
    if (response.ok && token !== undefined) return { status: "known", accessToken: token };
    const isTold = response.status === 401 || response.status === 429;
    const problem = isTold ? readText(answer, "error") : undefined;
    return { status: "refused", problem: problem ?? unanswered };
  } catch {
    return { status: "refused", problem: unanswered };
  }
}

function readText(source: unknown, key: string): string | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  const value: unknown = Reflect.get(source, key);
  return typeof value === "string" ? value : undefined;
}
