import type { CallRequest, Clock, Transport } from "@notice-consent/client";
import type { DetailOf, Endpoint, WorkspaceAddress } from "@notice-consent/contract";
import { withoutSecrets } from "./discreet-error.ts";
import { withRepetition } from "./repetition.ts";

/** One call of an endpoint, as the modules of this package make it. */
export interface Asked<E extends Endpoint> extends Pick<CallRequest<E>, "params" | "body"> {
  /** Whether sending it a second time changes nothing more; only then is it repeated after a failure. */
  readonly repeatable: boolean;
}

/** Calls an endpoint with the API key, within one deadline. */
export type Caller = <E extends Endpoint>(endpoint: E, asked: Asked<E>) => Promise<DetailOf<E>>;

interface CallerParts {
  /** Shows the API key by itself. */
  readonly transport: Transport;
  /** What no error may repeat. */
  readonly apiKey: string;
  readonly address: WorkspaceAddress;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Makes the one way in which this package reaches the service. */
export function createCaller({ transport, apiKey, address, timeoutMs, clock }: CallerParts): Caller {
  return async (endpoint, { params, body, repeatable }) => {
    const end = clock.monotonic() + timeoutMs;
    const left = (): number => end - clock.monotonic();
    const members = membersOf(body);
    const sent = [apiKey, ...Object.values(params ?? {}), ...members.flatMap(([, value]) => value)];
    const send = () => transport.call(endpoint, { address, params, body, deadlineMs: left() });
    try {
      return await withRepetition(send, { repeatable, left, clock });
    } catch (failure) {
      throw withoutSecrets(failure, { values: sent.filter(isText), fields: members.map(([name]) => name) });
    }
  };
}

function membersOf(body: unknown): [name: string, value: unknown][] {
  return typeof body === "object" && body !== null ? Object.entries(body) : [];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
