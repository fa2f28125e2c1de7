import { isObject } from "./json.ts";
import type { BenchSettings } from "./settings.ts";

/** The development routes of the consent service. */
export interface BenchService {
  /** The `detail` of an answer; nothing for a 404. Throws for any other failure, and where nobody answers. */
  ask(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<unknown>;
}

const timeoutMs = 10_000;

/** Opens the development routes with the secret of the bench. */
export function benchService({ url, secret }: BenchSettings): BenchService {
  return {
    async ask(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        cache: "no-store",
        signal: AbortSignal.timeout(timeoutMs),
        headers: { "X-Development-Secret": secret, ...(body && { "Content-Type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const answer: unknown = await response.json();
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`The development routes answered ${response.status}.`);
      return isObject(answer) ? answer["detail"] : undefined;
    },
  };
}
