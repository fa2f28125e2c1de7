import { errorTable } from "@notice-consent/contract";
import type { FixtureClock } from "../fake-clock.ts";
import { stableUuid } from "../stable-uuid.ts";
import { admit, type Credentials } from "./admission.ts";
import { ConnectionLost, type Fault, type FaultScript } from "./faults.ts";
import { logEntry, receive } from "./incoming.ts";
import { refusalBody, refused, type Outcome } from "./outcome.ts";
import type { LoggedRequest } from "./request-log.ts";
import { matchPath, type Route } from "./route.ts";

interface ExchangeParts extends Credentials {
  readonly baseUrl: string;
  readonly routes: readonly Route[];
  readonly clock: Pick<FixtureClock, "now" | "setTimeout">;
  readonly line: { readonly latencyMs: number; readonly offline: boolean };
  readonly faults: FaultScript;
  readonly write: (request: Omit<LoggedRequest, "status">) => (status: number) => void;
}

/** The HTTP side of a fixture service, in the shape of `fetch`: finds the route and plays the faults. */
export function createExchange(
  parts: ExchangeParts,
): (input: RequestInfo | URL, init?: RequestInit) => Promise<Response> {
  let served = 0;

  function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return new Response(text === "" ? null : text, {
      status,
      headers: {
        "content-type": "application/json",
        "cache-control": "no-store",
        date: new Date(parts.clock.now()).toUTCString(),
        "x-request-id": stableUuid(`request ${++served}`),
        ...headers,
      },
    });
  }

  function send(outcome: Outcome, success: number): Response {
    if (outcome.status === "done") return reply(success, { detail: outcome.detail });
    const { code, message, facts } = outcome;
    return reply(errorTable[code].status, refusalBody(code, message, facts));
  }

  function scripted(fault: Fault | undefined): Response | undefined {
    if (fault === "not-json") {
      return reply(200, "<!doctype html><title>Sign in to the network</title>", { "content-type": "text/html" });
    }
    if (typeof fault !== "object" || !("status" in fault)) return undefined;
    const { status, code, message = "The fixture was told to refuse this.", retryAfterSeconds } = fault;
    const wait = retryAfterSeconds === undefined ? undefined : { "retry-after": String(retryAfterSeconds) };
    return reply(status, code === undefined ? "" : refusalBody(code, message), wait);
  }

  return async (input, init = {}) => {
    // The signal stays outside of Request: under jsdom the two come from different realms.
    const { signal = input instanceof Request ? input.signal : undefined, ...rest } = init;
    signal?.throwIfAborted();
    const incoming = await receive(parts.baseUrl, new Request(input, rest));
    const here = parts.routes.filter(({ endpoint }) => matchPath(endpoint, incoming.path) !== undefined);
    const route = here.find(({ endpoint }) => endpoint.method === incoming.method);
    if (route === undefined) return send(refused(here.length === 0 ? "NOT_FOUND" : "METHOD_NOT_ALLOWED"), 200);

    const { endpoint } = route;
    const settle = parts.write(logEntry(endpoint, incoming));
    if (parts.line.offline) throw new ConnectionLost();
    const fault = parts.faults.take(endpoint);
    if (fault === "offline") throw new ConnectionLost();
    if (fault === "never-answer") return hang(signal);
    await wait(latencyOf(fault) ?? parts.line.latencyMs, signal);

    if (typeof fault === "object" && "before" in fault) fault.before();
    let answer = scripted(fault);
    if (answer === undefined) {
      const admitted = admit(endpoint, matchPath(endpoint, incoming.path) ?? {}, incoming, parts);
      answer = send(admitted.status === "done" ? await route.answer(admitted.detail) : admitted, endpoint.success);
    }
    if (fault === "drop-answer") throw new ConnectionLost();
    signal?.throwIfAborted();
    settle(answer.status);
    return answer;
  };

  function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return Promise.race([new Promise<void>((resolve) => parts.clock.setTimeout(resolve, ms)), hang(signal)]);
  }
}

function latencyOf(fault: Fault | undefined): number | undefined {
  return typeof fault === "object" && "latencyMs" in fault ? fault.latencyMs : undefined;
}

async function hang(signal: AbortSignal | null | undefined): Promise<never> {
  await new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  signal?.throwIfAborted();
  throw new ConnectionLost();
}
