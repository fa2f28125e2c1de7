import { readClaims, type Clock } from "@notice-consent/client";
import { sessionLifetime } from "@notice-consent/contract/users-api";

/** A session of the Users API: one access token at a time, made when it is needed. */
export interface ApiSession {
  /** The token to send; fetched when there is none or the one at hand is near its end. */
  token(): Promise<string>;
  /** Gives up a token that was refused; one that replaced it already stays. */
  refuse(token: string): void;
}

interface Held {
  readonly token: string;
  /** On the clock's monotonic scale. */
  readonly until: number;
}

// Renewed with a tenth of its life left, so that no call meets its last second.
const usableShare = 0.9;

/** Keeps the token that `open` answers. Callers that come while it is on its way share it. */
export function createApiSession(open: () => Promise<string>, clock: Clock): ApiSession {
  let held: Held | undefined;
  let opening: Promise<Held> | undefined;

  async function renew(): Promise<Held> {
    const asked = clock.monotonic();
    const token = await open();
    return { token, until: asked + lifeOf(token) * usableShare };
  }

  return {
    async token() {
      if (held !== undefined && clock.monotonic() < held.until) return held.token;
      opening ??= renew().finally(() => {
        opening = undefined;
      });
      held = await opening;
      return held.token;
    },
    refuse(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

/** Milliseconds by the token's own claims, which need no agreement of clocks; an hour when it has none. */
function lifeOf(token: string): number {
  const { iat, exp } = readClaims(token) ?? {};
  return (iat !== undefined && exp !== undefined && exp > iat ? exp - iat : sessionLifetime) * 1000;
}
