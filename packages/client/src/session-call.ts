import {
  ConsentError,
  isConsentError,
  type DetailOf,
  type Call,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { RequestGroup } from "./abort-signals.ts";
import { stopwatch, type Clock } from "./clock.ts";
import type { TokenKeeper } from "./token-keeping.ts";
import { deadlineOf, type CallRequest, type Transport } from "./transport.ts";

/** A call without what the session itself adds. */
export type SessionRequest<E extends Call> = Omit<CallRequest<E>, "address" | "credential">;

interface CallerOptions {
  readonly tokens: TokenKeeper;
  /** The requests that end with the session. */
  readonly requests: RequestGroup;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly address: WorkspaceAddress;
}

type Caller = <E extends Call>(endpoint: E, request: SessionRequest<E>) => Promise<DetailOf<E>>;

/** Beyond this much over its deadline, a request was not slow: the device slept. */
const sleep = 5_000;

/**
 * Calls with the access token of a session: refreshed first when about to end, after a refusal refreshed once and sent
 * once more. What the device slept through is sent anew, once, where that does nothing twice. A write that fails then
 * is a timeout all the same: what is said of the second says nothing of the first, which may have arrived.
 */
export function createCaller({ tokens, requests, transport, clock, address }: CallerOptions): Caller {
  const call = async <E extends Call>(
    endpoint: E,
    request: SessionRequest<E>,
    isFirst = true,
  ): Promise<DetailOf<E>> => {
    const { signal } = request;
    const captured = tokens.epoch();
    const requireConcern = (): void => {
      if (captured > 0 || tokens.epoch() !== captured || signal?.aborted) throw new ConsentError("ABORTED");
    };
    // Before a request only: an end of the session meanwhile says nothing about what was sent.
    const requireSession = (): void => {
      requireConcern();
      const { error } = tokens.getSnapshot();
      if (error !== undefined) throw error;
    };
    const send = async (token: string): Promise<DetailOf<E>> => {
      const link = requests.join(signal);
      try {
        const credential = { kind: "access-token", token } as const;
        const detail = await transport.call(endpoint, { ...request, address, credential, signal: link.signal });
        requireConcern();
        tokens.reached();
        return detail;
      } catch (error) {
        requireConcern();
        throw error;
      } finally {
        link.release();
      }
    };

    requireSession();
    const renewed = await tokens.renewBeforeUse(signal);
    requireSession();
    const used = tokens.pair().accessToken;
    const elapsed = stopwatch(clock);
    try {
      return await send(used);
    } catch (error) {
      const overdue = elapsed() - (request.deadlineMs ?? deadlineOf(endpoint));
      if (isFirst && isTimeout(error) && overdue >= sleep && isRepeatable(endpoint, request)) {
        return call(endpoint, request, false).catch((later: unknown) => {
          requireConcern();
          throw endpoint.method === "GET" ? later : error;
        });
      }
      if (!refusesToken(error)) throw error;
      requireSession();
      // A pair that came while the request was out needs no refresh, only the replay.
      if (tokens.pair().accessToken === used) {
        if (renewed) throw rejected(error);
        await tokens.renewAfterRefusal(error, signal);
        requireSession();
      }
    }
    try {
      return await send(tokens.pair().accessToken);
    } catch (error) {
      throw refusesToken(error) ? rejected(error) : error;
    }
  };
  return call;
}

function isTimeout(error: unknown): boolean {
  return isConsentError(error) && error.code === "TIMEOUT";
}

function isRepeatable({ method }: Call, { idempotencyKey }: SessionRequest<Call>): boolean {
  return method === "GET" || idempotencyKey !== undefined;
}

function refusesToken(error: unknown): error is ConsentError {
  if (!isConsentError(error)) return false;
  return error.code === "TOKEN_EXPIRED" || error.code === "INVALID_TOKEN" || error.code === "SESSION_REVOKED";
}

function rejected({ status, requestId }: ConsentError): ConsentError {
  return new ConsentError("AUTH_REJECTED", { status, requestId });
}
