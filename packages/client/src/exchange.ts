import { ConsentError } from "@notice-consent/contract";
import type { Answer } from "./answer.ts";
import { systemClock, type Clock } from "./clock.ts";
import { createDeadlines, type Deadlines, type Limits } from "./deadlines.ts";
import { parseRetryAfter } from "./retry.ts";

/** One request, ready to be sent. */
export interface Exchange extends Limits {
  readonly url: string;
  readonly init: RequestInit;
}

interface ExchangeParts {
  /** By default the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly clock?: Clock | undefined;
  readonly deadlines?: Deadlines | undefined;
}

const largestAnswer = 1024 * 1024;

/** The only place that fetches. What it makes answers with whatever came back, and rejects with a `ConsentError` when nothing did. */
export function createExchange({
  fetch,
  clock = systemClock,
  deadlines = createDeadlines(clock),
}: ExchangeParts): (request: Exchange) => Promise<Answer> {
  const send: typeof globalThis.fetch = fetch ?? ((input, init) => globalThis.fetch(input, init));
  return ({ url, init, ...limits }) =>
    deadlines.within(limits, (signal) => receive(send, clock, url, { ...init, signal }));
}

async function receive(send: typeof globalThis.fetch, clock: Clock, url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await send(url, { ...init, cache: "no-store", redirect: "error", referrerPolicy: "no-referrer" });
    return {
      status: response.status,
      retryAfterMs: parseRetryAfter(response.headers.get("Retry-After"), clock.now()),
      requestId: response.headers.get("X-Request-Id") ?? undefined,
      text: await readText(response),
    };
  } catch {
    // Browsers report every network failure alike, so the cause is not looked at, nor repeated.
    throw new ConsentError("NETWORK");
  }
}

/** The body as text; one that is too large reads as something nobody can parse. */
async function readText(response: Response): Promise<string> {
  const tooLarge = "answer too large";
  if (response.body === null) return "";
  if (typeof response.body?.getReader !== "function" || typeof TextDecoder !== "function") {
    const text = await response.text();
    return text.length > largestAnswer ? tooLarge : text;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > largestAnswer) {
      void reader.cancel().catch(() => {});
      return tooLarge;
    }
    text += decoder.decode(value, { stream: true });
  }
}
