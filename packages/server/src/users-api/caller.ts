import type { Answer, Clock, Exchange } from "@notice-consent/client";
import { ConsentError, isConsentError } from "@notice-consent/contract";
import {
  createSession,
  usersApiUrl,
  type CreateSessionBody,
  type QueryItems,
  type UsersApiAnswer,
  type UsersApiBodyInput,
  type UsersApiEndpoint,
} from "@notice-consent/contract/users-api";
import { withoutSecrets, type SentRequest } from "../discreet-error.ts";
import { withRepetition } from "../repetition.ts";
import { readAnswer } from "./answer.ts";
import { createApiSession } from "./session.ts";

/** One call of an endpoint, as the modules of this folder make it. */
export interface Asked<E extends UsersApiEndpoint> {
  readonly params?: Readonly<Record<string, string>> | undefined;
  /** Beside the organisation, which every call names. */
  readonly query?: QueryItems | undefined;
  readonly body?: UsersApiBodyInput<E> | undefined;
  readonly idempotencyKey?: string | undefined;
  /** The version that the caller has read. */
  readonly ifMatch?: number | undefined;
  /** Whether sending it a second time changes nothing more; only then is it repeated after a failure. */
  readonly repeatable: boolean;
}

/** Calls an endpoint within one deadline, with a session that opens and renews itself. */
export type UsersApiCaller = <E extends UsersApiEndpoint>(endpoint: E, asked: Asked<E>) => Promise<UsersApiAnswer<E>>;

interface CallerParts {
  readonly exchange: (request: Exchange) => Promise<Answer>;
  readonly baseUrl: string;
  readonly organizationId: string;
  readonly pair: Pick<CreateSessionBody, "key" | "secret">;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Makes the one way in which this folder reaches the service. */
export function createUsersApiCaller(parts: CallerParts): UsersApiCaller {
  const { exchange, baseUrl, organizationId, pair, timeoutMs, clock } = parts;

  async function send<E extends UsersApiEndpoint>(
    endpoint: E,
    asked: Omit<Asked<E>, "repeatable">,
    deadlineMs: number,
    token?: string,
  ): Promise<UsersApiAnswer<E>> {
    const { params, query, body } = asked;
    const items = endpoint.credential === "none" ? query : { organization_id: organizationId, ...query };
    const answer = await exchange({
      url: usersApiUrl(baseUrl, endpoint, params, items),
      init: {
        method: endpoint.method,
        headers: headersOf(asked, token),
        credentials: "omit",
        ...(body !== undefined && { body: JSON.stringify(body) }),
      },
      deadlineMs,
    });
    // The endpoint's own schema has just vouched for it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return (await readAnswer(endpoint, answer)) as UsersApiAnswer<E>;
  }

  const session = createApiSession(async () => {
    const { access_token } = await send(createSession, { body: { type: "api-key", ...pair } }, timeoutMs);
    return access_token;
  }, clock);

  return async (endpoint, { repeatable, ...asked }) => {
    const end = clock.monotonic() + timeoutMs;
    const left = (): number => end - clock.monotonic();
    const attempt = async () => {
      const token = await openOrRefuse(session.token());
      try {
        return await send(endpoint, asked, left(), token);
      } catch (failure) {
        if (!isRefusedToken(failure)) throw failure;
        session.refuse(token);
      }
      // Nothing was done for a token that was refused, so this is no repetition.
      return send(endpoint, asked, left(), await openOrRefuse(session.token()));
    };
    try {
      return await withRepetition(attempt, { repeatable, left, clock });
    } catch (failure) {
      throw withoutSecrets(failure, sentIn(asked, pair));
    }
  };
}

/** The service answers a wrong pair with 400; to a caller that is a key which does not open. */
async function openOrRefuse(token: Promise<string>): Promise<string> {
  try {
    return await token;
  } catch (failure) {
    if (isConsentError(failure) && failure.status === 400) throw new ConsentError("UNAUTHORIZED", { status: 400 });
    throw failure;
  }
}

function isRefusedToken(failure: unknown): boolean {
  return isConsentError(failure) && failure.code === "UNAUTHORIZED";
}

function headersOf({ body, idempotencyKey, ifMatch }: Omit<Asked<UsersApiEndpoint>, "repeatable">, token?: string) {
  return {
    Accept: "application/json",
    ...(body !== undefined && { "Content-Type": "application/json" }),
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(idempotencyKey !== undefined && { "Idempotency-Key": idempotencyKey }),
    ...(ifMatch !== undefined && { "If-Match": `"${ifMatch}"` }),
  };
}

/** Everything that an error must not repeat, and the names of what was sent. */
function sentIn(
  { params, query = {}, body }: Omit<Asked<UsersApiEndpoint>, "repeatable">,
  pair: CallerParts["pair"],
): SentRequest {
  const ofBody = typeof body === "object" && body !== null ? Object.keys(body) : [];
  return { values: textsIn([pair, params, query, body]), fields: [...ofBody, ...Object.keys(query)] };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
