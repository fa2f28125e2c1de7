import type { CallRequest, Clock, Transport } from "@notice-consent/client";
import type { DetailOf, Endpoint, WorkspaceAddress } from "@notice-consent/contract";
import { withoutSecrets } from "./discreet-error.ts";
import { withRepetition } from "./repetition.ts";

/** One call of an endpoint, as the modules of this package make it. */
export interface Asked<E extends Endpoint> extends Pick<CallRequest<E>, "params" | "query" | "body" | "language"> {
  /** A person's, for endpoints that take one; these never see the API key. */
  readonly accessToken?: string | undefined;
  /** Whether sending it a second time changes nothing more; only then is it repeated after a failure. */
  readonly repeatable: boolean;
}

/** Calls an endpoint with the API key or a person's token, within one deadline. */
export type Caller = <E extends Endpoint>(endpoint: E, asked: Asked<E>) => Promise<DetailOf<E>>;

interface CallerParts {
  /** Shows the API key by itself. */
  readonly transport: Transport;
  /** Shows none. */
  readonly keyless: Transport;
  /** What no error may repeat. */
  readonly apiKey: string;
  readonly address: WorkspaceAddress;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Makes the one way in which this package reaches the service. */
export function createCaller({ transport, keyless, apiKey, address, timeoutMs, clock }: CallerParts): Caller {
  return async (endpoint, { accessToken, repeatable, ...asked }) => {
    const end = clock.monotonic() + timeoutMs;
    const left = (): number => end - clock.monotonic();
    const members = membersOf(asked.body);
    const sent = [apiKey, accessToken, ...Object.values(asked.params ?? {}), ...members.flatMap(([, value]) => value)];
    const send = () => {
      const request = { ...asked, address, deadlineMs: left() };
      if (accessToken === undefined) return transport.call(endpoint, request);
      return keyless.call(endpoint, { ...request, credential: { kind: "access-token", token: accessToken } });
    };
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
