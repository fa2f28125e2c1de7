import { setTimeout as pause } from "node:timers/promises";
import { addressOf, createConsentClient, type Page } from "@notice-consent/client";
import { generateTokens } from "@notice-consent/contract";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createFakeClock, type FakeClock } from "../fake-clock.ts";
import { type LiveService, startLiveService } from "../live-service.ts";
import { findPostgresBinaries, type PostgresServer, startPostgres } from "../postgres.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { seededRandom } from "./seeded-random.ts";

const people = 2000;
const second = 1000;
const minute = 60 * second;
const page: Page = { visible: () => true, onWake: () => () => undefined };

describe.skipIf(findPostgresBinaries() === undefined)("2,000 sessions that are due in one window", () => {
  let postgres: PostgresServer;
  let service: LiveService;
  let proxy: FaultProxy;
  beforeAll(async () => {
    postgres = await startPostgres();
    service = await startLiveService({ databaseUrl: postgres.url });
    proxy = await startFaultProxy({ targetPort: Number(new URL(service.baseUrl).port) });
  });
  afterAll(async () => {
    await proxy.close();
    await service.close();
    await postgres.stop();
  });

  it("send the service at most 60 refreshes a second before, while and after it is away for a minute, and stay signed in [R-N12, R-A16]", async () => {
    const clock = createFakeClock(Date.now());
    const line = openLine(clock);
    const random = seededRandom(12);
    const baseUrl = `http://127.0.0.1:${proxy.port}/consent`;
    const sessions = [];
    for (let index = 0; index < people; index += 1) {
      const pair = await tokensFor(baseUrl, `herd-${index}`);
      // One page each: pages share nothing but the service.
      const client = createConsentClient({ baseUrl, clock, random, page, fetch: line.fetch });
      const address = addressOf(pair.accessToken, service);
      if (address === undefined) throw new Error("The service's tokens name its address.");
      const session = client.openSession(client.principal(pair.accessToken, address), pair);
      session.attach({});
      sessions.push(session);
    }

    await line.advance(56 * minute);
    proxy.schedule({ share: 1, kinds: ["refuse", "reset-before-answer"] });
    proxy.resetAll();
    await line.advance(minute);
    proxy.schedule(undefined);
    await line.advance(9 * minute);

    const families = await countFamilies(postgres.url);
    process.stdout.write(
      `${line.moments.length} refreshes, ${line.failures()} of them in vain; at most ${peak(line.moments)} in a second; ${families.revoked} families revoked\n`,
    );
    expect(line.failures()).toBeGreaterThan(0);
    expect(peak(line.moments)).toBeLessThanOrEqual(60);
    expect(new Set(sessions.map((session) => session.getSnapshot().status))).toEqual(new Set(["ready"]));
    expect(families).toEqual({ revoked: 0, rotated: people });
    for (const session of sessions) session.dispose();
  }, 900_000);

  async function tokensFor(baseUrl: string, orgUserId: string) {
    const { organisationUuid, workspaceUuid, apiKey } = service;
    const path = generateTokens.path;
    const scope = `organisations/${organisationUuid}/workspaces/${workspaceUuid}`;
    const response = await fetch(`${baseUrl}/public/${scope}${path}`, {
      method: "POST",
      headers: { "X-CMS-API-Key": apiKey, "Content-Type": "application/json" },
      body: JSON.stringify({ org_user_id: orgUserId }),
    });
    const text = await response.text();
    const [, accessToken = ""] = /"token":"([^"]+)"/.exec(text) ?? [];
    const [, refreshToken = ""] = /"refresh_token":"([^"]+)"/.exec(text) ?? [];
    return { accessToken, refreshToken };
  }
});

/** Requests over the real network, and time that moves on by seconds, each once its requests have been answered. */
function openLine(clock: FakeClock) {
  const moments: number[] = [];
  const state = { pending: 0, failures: 0 };
  return {
    moments: moments as readonly number[],
    failures: () => state.failures,
    fetch: async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      moments.push(clock.monotonic());
      state.pending += 1;
      try {
        const response = await fetch(input, init);
        const { status, headers } = response;
        return new Response(await response.text(), { status, headers });
      } catch (cause) {
        state.failures += 1;
        throw cause;
      } finally {
        state.pending -= 1;
      }
    },
    async advance(ms: number): Promise<void> {
      for (let left = ms; left > 0; left -= second) {
        await clock.advance(second);
        while (state.pending > 0) await pause(1);
        // What an answer sets in motion belongs to the second that it came in.
        await pause(0);
      }
    },
  };
}

async function countFamilies(url: string): Promise<{ readonly revoked: number; readonly rotated: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ revoked: number; rotated: number }>(
      `select (select count(*)::int from token_families where revoked_at is not null) as revoked,
              (select count(distinct family_uuid)::int from refresh_tokens where used_at is not null) as rotated`,
    );
    return rows[0] ?? { revoked: Number.NaN, rotated: Number.NaN };
  } finally {
    await client.end();
  }
}

/** Most moments within any one second. */
function peak(moments: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [index, at] of moments.entries()) {
    while ((moments[first] ?? at) <= at - second) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
