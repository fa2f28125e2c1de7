import { sha256 } from "@notice-consent/contract";
import { aToken, createFakeClock, type FakeClock } from "@notice-consent/testing";
import { seededRandom } from "@notice-consent/testing/faults";
import { expect, it } from "vitest";
import { createConsentClient } from "./consent-client.ts";
import { addressOf } from "./principal.ts";
import { aPage } from "./session-bench.test-data.ts";

const clients = 2_000;
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Two thousand pages that got their tokens in the same second, and the moments at which they refreshed. */
function aCrowd(clock: FakeClock, isDown: (at: number) => boolean) {
  const random = seededRandom(2_026);
  const refreshes: number[] = [];
  const token = (person: string): string => {
    const iat = Math.floor(clock.now() / 1000);
    return aToken({ sub: person, iat, exp: iat + 3600, jti: `${refreshes.length}` });
  };
  const sessions = Array.from({ length: clients }, (_, index) => {
    const person = sha256(`person ${index}`);
    const client = createConsentClient({
      baseUrl: "https://consent.test",
      clock,
      random,
      page: aPage(),
      fetch: async () => {
        refreshes.push(clock.monotonic());
        if (isDown(clock.monotonic())) return new Response("", { status: 503 });
        return Response.json({ detail: { token: token(person), refresh_token: `r${refreshes.length}` } });
      },
    });
    const pair = { accessToken: token(person), refreshToken: "r0" };
    const address = addressOf(pair.accessToken, {});
    if (address === undefined) throw new Error("The token names its address.");
    const session = client.openSession(client.principal(pair.accessToken, address), pair);
    session.attach({});
    return session;
  });
  return { sessions, refreshes };
}

/** Most refreshes in any one second. */
function peak(moments: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of moments.entries()) {
    while ((moments[first] ?? at) <= at - second) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

it(
  "2,000 pages that began in the same second refresh at most 60 times in any second [R-A16]",
  { timeout: 120_000 },
  async () => {
    const clock = createFakeClock();
    const { refreshes, sessions } = aCrowd(clock, () => false);
    await clock.advance(hour);
    expect(refreshes).toHaveLength(clients);
    expect(peak(refreshes)).toBeLessThanOrEqual(60);
    for (const session of sessions) session.dispose();
  },
);

it(
  "2,000 pages outlast a service that is away for a minute at most 60 times in any second, and nobody is signed out [R-A16]",
  { timeout: 120_000 },
  async () => {
    const clock = createFakeClock();
    const away = 56 * minute;
    const { refreshes, sessions } = aCrowd(clock, (at) => at >= away && at < away + minute);
    await clock.advance(hour + 5 * minute);
    expect(peak(refreshes)).toBeLessThanOrEqual(60);
    expect(new Set(sessions.map((session) => session.getSnapshot().status))).toEqual(new Set(["ready"]));
    for (const session of sessions) session.dispose();
  },
);
