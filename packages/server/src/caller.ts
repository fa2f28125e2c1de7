import type { CallRequest, Clock, Transport } from "@notice-consent/client";
import { isConsentError, type DetailOf, type Endpoint, type WorkspaceAddress } from "@notice-consent/contract";
import { withoutSecrets } from "./discreet-error.ts";

/** One call of an endpoint, as the modules of this package make it. */
export interface Asked<E extends Endpoint> extends Pick<CallRequest<E>, "params" | "body"> {
  /** Whether sending it a second time changes nothing more; only then is it repeated after a failure. */
  readonly repeatable: boolean;
}

/** Calls an endpoint with the API key, within one deadline. */
export type Caller = <E extends Endpoint>(endpoint: E, asked: Asked<E>) => Promise<DetailOf<E>>;

interface CallerParts {
  readonly transport: Transport;
  readonly apiKey: string;
  readonly address: WorkspaceAddress;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

const pauseMs = 200;
// A repetition with less than this left would only turn one error into another.
const worthwhileMs = 500;

/** Makes the one way in which this package reaches the service. */
export function createCaller({ transport, apiKey, address, timeoutMs, clock }: CallerParts): Caller {
  return async (endpoint, { params, body, repeatable }) => {
    const end = clock.monotonic() + timeoutMs;
    const members = membersOf(body);
    const sent = [apiKey, ...Object.values(params ?? {}), ...members.flatMap(([, value]) => value)];
    const request = { values: sent.filter(isText), fields: members.map(([name]) => name) };
    const send = () =>
      transport.call(endpoint, {
        address,
        params,
        body,
        credential: { kind: "api-key", key: apiKey },
        deadlineMs: end - clock.monotonic(),
      });
    try {
      return await send();
    } catch (failure) {
      const wait = repeatable ? waitBeforeRepeating(failure, end - clock.monotonic()) : undefined;
      if (wait === undefined) throw withoutSecrets(failure, request);
      await new Promise<void>((resolve) => clock.setTimeout(resolve, wait));
    }
    try {
      return await send();
    } catch (failure) {
      throw withoutSecrets(failure, request);
    }
  };
}

function waitBeforeRepeating(failure: unknown, leftMs: number): number | undefined {
  if (!isConsentError(failure) || !failure.retryable) return undefined;
  const wait = failure.retryAfterMs ?? pauseMs;
  return leftMs - wait < worthwhileMs ? undefined : wait;
}

function membersOf(body: unknown): [name: string, value: unknown][] {
  return typeof body === "object" && body !== null ? Object.entries(body) : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
