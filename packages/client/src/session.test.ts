import { ConsentError, readNotice, refreshTokens } from "@notice-consent/contract";
import { aToken } from "@notice-consent/testing";
import { describe, expect, it, vi } from "vitest";
import { aBench, type Bench } from "./session-bench.test-data.ts";
import type { Session } from "./session.ts";
import type { Refresh, TokenPair } from "./token.ts";

const minute = 60_000;
const hour = 60 * minute;

function read(session: Session, { service }: Bench, signal?: AbortSignal): Promise<unknown> {
  return session.call(readNotice, { params: { notice_uuid: service.notices[0]?.uuid ?? "" }, signal });
}

/** Lets time pass until the call has settled. */
async function outcome<Value>({ clock }: Bench, call: Promise<Value>, ms = minute): Promise<Value | ConsentError> {
  const settled = call.catch((error: ConsentError) => error);
  await clock.advance(ms);
  return settled;
}

describe("one refresh", () => {
  it("serves every caller that needs it at once [R-A1]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    const reads = Array.from({ length: 50 }, () => read(session, bench));
    expect(await outcome(bench, Promise.all(reads))).toHaveLength(50);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("goes on when one of its callers gives up, who alone is let go [R-A1]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    bench.service.next(refreshTokens, { latencyMs: 5_000 });
    const controller = new AbortController();
    const leaving = read(session, bench, controller.signal).catch((error: unknown) => error);
    const staying = read(session, bench);
    await bench.clock.advance(1_000);
    controller.abort();
    expect(await leaving).toMatchObject({ code: "ABORTED" });
    expect(await outcome(bench, staying)).toMatchObject({ uuid: bench.service.notices[0]?.uuid });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("comes before the first read when the token that the host gives has ended [R-B8] [W9]", async () => {
    const bench = aBench();
    const pair = bench.issue();
    await bench.clock.advance(2 * hour);
    const session = bench.open(pair);
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    expect(bench.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual(["tokens.refresh", "notices.read"]);
  });

  it("is told to the host that has to keep the new pair, once [R-A15]", async () => {
    const bench = aBench();
    const onTokensChange = vi.fn<(pair: TokenPair) => void>();
    const session = bench.open(bench.issue(), { onTokensChange });
    session.attach({ onTokensChange });
    bench.service.expireAccessTokens();
    await outcome(bench, read(session, bench));
    expect(onTokensChange).toHaveBeenCalledTimes(1);
    expect(onTokensChange.mock.calls[0]?.[0].refreshToken).toMatch(/^fixture-refresh-/);
  });

  it("keeps the refresh token when the answer has none, and refuses tokens of another person [R-A18]", async () => {
    const bench = aBench();
    const pair = bench.issue();
    const renewed = bench.issue();
    const refresh = vi
      .fn<Refresh>()
      .mockResolvedValueOnce({ accessToken: renewed.accessToken })
      .mockResolvedValueOnce({ accessToken: bench.issue("person-2").accessToken });
    const session = bench.open(pair, { refresh });
    await outcome(bench, read(session, bench));
    bench.service.expireAccessTokens();
    // The first renewal brings a token that the service has just expired as well, so the replay is refused.
    expect(await outcome(bench, read(session, bench))).toMatchObject({ code: "AUTH_REJECTED" });
    await bench.clock.advance(10 * minute);
    expect(await outcome(bench, read(session, bench))).toMatchObject({ code: "SESSION_ENDED" });
    expect(refresh.mock.calls.map(([context]) => context.refreshToken)).toEqual([pair.refreshToken, pair.refreshToken]);
    expect(session.getSnapshot().status).toBe("expired");
  });

  it("goes the host's way first, then its route, then the service [W8]", async () => {
    vi.stubGlobal("location", new URL("https://shop.test/"));
    const bench = aBench((fetch) => async (input, init) => {
      if (input === "https://shop.test/refresh") return Response.json(wire(bench.issue()));
      return fetch(input, init);
    });
    const session = bench.open(bench.issue(), { refreshUrl: "/refresh" });
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(0);
    vi.unstubAllGlobals();
  });

  it.each([{}, { error: "busy" }, { message: "busy" }])(
    "goes on after a 409 of the host's route that does not say why: %j [R-A14] [R-C6]",
    async (body) => {
      vi.stubGlobal("location", new URL("https://shop.test/"));
      const fetch = vi.fn<() => Promise<Response>>().mockResolvedValueOnce(Response.json(body, { status: 409 }));
      const bench = aBench(
        (service) => (input, init) => (input === "https://shop.test/refresh" ? fetch() : service(input, init)),
      );
      fetch.mockImplementation(() => Promise.resolve(Response.json(wire(bench.issue()))));
      const session = bench.open(bench.issue(), { refreshUrl: "/refresh" });
      bench.service.expireAccessTokens();
      expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
      expect(fetch).toHaveBeenCalledTimes(2);
      vi.unstubAllGlobals();
    },
  );

  it("says that the host's route is set up wrongly, and signs nobody out for it", async () => {
    vi.stubGlobal("location", new URL("https://shop.test/"));
    const bench = aBench();
    const onSessionExpired = vi.fn<() => void>();
    const host = { refreshUrl: "https://elsewhere.test/refresh", onSessionExpired };
    const session = bench.open(bench.issue(), host);
    bench.service.expireAccessTokens();
    for (const _ of ["first", "second"]) {
      expect(await outcome(bench, read(session, bench))).toMatchObject({
        code: "CONFIGURATION",
        message: expect.stringContaining("refreshUrl"),
      });
    }
    expect(onSessionExpired).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});

function wire({ accessToken, refreshToken }: TokenPair): unknown {
  return { token: accessToken, refresh_token: refreshToken };
}

describe("a refused access token", () => {
  it("is refreshed once, and the request sent once more [R-F8] [W9]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    expect(bench.service.requests.all.map(({ endpoint }) => endpoint.id)).toEqual([
      "notices.read",
      "tokens.refresh",
      "notices.read",
    ]);
  });

  it("never leads to a loop: a second refusal is AUTH_REJECTED after three requests [R-A9]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    for (let turn = 0; turn < 10; turn++) bench.service.next(readNotice, { status: 401, code: "INVALID_TOKEN" });
    expect(await outcome(bench, read(session, bench), 1_000)).toMatchObject({ code: "AUTH_REJECTED" });
    expect(bench.service.requests.all).toHaveLength(3);
    expect(await outcome(bench, read(session, bench), 1_000)).toMatchObject({ code: "AUTH_REJECTED" });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("is replayed at once with a pair that the host supplied meanwhile [W9]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    bench.service.next(readNotice, { latencyMs: 3_000 });
    const call = read(session, bench);
    await bench.clock.advance(1_000);
    session.propose(bench.issue());
    expect(await outcome(bench, call)).toMatchObject({ uuid: expect.any(String) });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(0);
  });

  it("ends the session when there is no way to refresh, once, until tokens of the same person arrive [R-B7]", async () => {
    const bench = aBench();
    const { accessToken } = bench.issue();
    const onSessionExpired = vi.fn<() => void>();
    const session = bench.open({ accessToken }, { onSessionExpired });
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(session, bench))).toMatchObject({ code: "SESSION_ENDED" });
    expect(await outcome(bench, read(session, bench))).toMatchObject({ code: "SESSION_ENDED" });
    expect(onSessionExpired).toHaveBeenCalledTimes(1);
    expect(bench.service.requests.all).toHaveLength(1);
    session.propose(bench.issue());
    expect(session.getSnapshot().status).toBe("ready");
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
  });

  it("ends the session only until a refresh token arrives for the access token that has ended [R-B7]", async () => {
    const bench = aBench();
    const { accessToken, refreshToken } = bench.issue();
    const session = bench.open({ accessToken });
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(session, bench))).toMatchObject({ code: "SESSION_ENDED" });
    session.propose({ accessToken, refreshToken });
    expect(session.getSnapshot()).toMatchObject({ status: "ready", error: undefined });
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
  });

  it("ends the session for good, whatever a refresh under way fails of afterwards [R-B7] [R-C3]", async () => {
    const bench = aBench();
    let fail = (): void => {};
    const refresh = (): Promise<never> =>
      new Promise((_, reject) => {
        fail = () => reject(new ConsentError("CONFIGURATION"));
      });
    const session = bench.open(bench.issue(), { refresh });
    session.renew();
    await bench.clock.advance(0);
    bench.service.next(readNotice, { status: 401, code: "SESSION_REVOKED" });
    expect(await outcome(bench, read(session, bench), 1_000)).toMatchObject({ code: "SESSION_ENDED" });
    expect(session.getSnapshot().status).toBe("expired");
    fail();
    await bench.clock.advance(1_000);
    expect(session.getSnapshot()).toMatchObject({ status: "expired", error: { code: "SESSION_ENDED" } });
  });

  it("of 403 is never refreshed [W4]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.next(readNotice, { status: 403, code: "FORBIDDEN" });
    expect(await outcome(bench, read(session, bench))).toMatchObject({ code: "FORBIDDEN" });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(0);
  });
});

describe("a refresh that fails for now", () => {
  const faults = [
    "offline",
    "drop-answer",
    "not-json",
    { status: 503 },
    { status: 429, code: "RATE_LIMITED", retryAfterSeconds: 1 },
    { status: 401 },
    { status: 408 },
    { status: 500, code: "REFRESH_REUSED" },
  ] as const;

  it.each(faults)(
    "by %j is tried again with the same token and ends no session [R-A3] [R-A17] [R-C3] [R-C6] [W85] [W-F5]",
    async (fault) => {
      const bench = aBench();
      const session = bench.open(bench.issue());
      bench.service.expireAccessTokens();
      bench.service.next(refreshTokens, fault);
      bench.service.next(refreshTokens, fault);
      expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
      const presented = bench.service.requests.to(refreshTokens).map(({ body }) => JSON.stringify(body));
      expect(presented).toHaveLength(3);
      expect(new Set(presented).size).toBe(1);
      expect(session.getSnapshot().status).toBe("ready");
    },
  );

  it("rests after three attempts, keeps the tokens, and is offline rather than signed out [R-C3]", async () => {
    const bench = aBench();
    const onSessionExpired = vi.fn<() => void>();
    const session = bench.open(bench.issue(), { onSessionExpired });
    bench.service.expireAccessTokens();
    for (let turn = 0; turn < 3; turn++) bench.service.next(refreshTokens, "offline");
    expect(await outcome(bench, read(session, bench), 29_000)).toMatchObject({ code: "NETWORK" });
    expect(session.getSnapshot().status).toBe("offline");
    expect(await outcome(bench, read(session, bench), 0)).toMatchObject({ code: "NETWORK" });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(3);
    bench.page.wake("online");
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    expect(onSessionExpired).not.toHaveBeenCalled();
  });

  it("waits as long as Retry-After says [R-A17]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    bench.service.next(refreshTokens, { status: 429, code: "RATE_LIMITED", retryAfterSeconds: 20 });
    const call = read(session, bench);
    await bench.clock.advance(19_999);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
    await bench.clock.advance(2_000);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(2);
    await call;
  });

  it("frees its slot when the host's function never settles [R-C1]", async () => {
    const bench = aBench();
    const refresh = vi.fn<Refresh>(() => new Promise(() => {}));
    const session = bench.open(bench.issue(), { refresh });
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(session, bench), 2 * minute)).toMatchObject({ code: "TIMEOUT" });
    const ids = new Set(refresh.mock.calls.map(([context]) => context.attemptId));
    expect(refresh).toHaveBeenCalledTimes(3);
    expect(ids.size).toBe(1);
    for (const [context] of refresh.mock.calls) expect(context.signal.aborted).toBe(true);
  });

  it("because a host throws something of its own is temporary; the codes of a refusal are final [R-C6]", async () => {
    for (const [thrown, code] of [
      [new Error("whatever"), "NETWORK"],
      [undefined, "NETWORK"],
      [{ code: "FORBIDDEN" }, "NETWORK"],
      [new ConsentError("FORBIDDEN"), "NETWORK"],
      [{ code: "ABORTED" }, "NETWORK"],
      [new ConsentError("ABORTED"), "NETWORK"],
      [{ code: "SESSION_ENDED" }, "NETWORK"],
      [new ConsentError("RATE_LIMITED", { retryAfterMs: 1_000 }), "RATE_LIMITED"],
      [Object.assign(new Error("signed out"), { code: "REFRESH_INVALID" }), "SESSION_ENDED"],
      [new ConsentError("REFRESH_REUSED"), "SESSION_ENDED"],
      [{ code: "SESSION_REVOKED" }, "SESSION_ENDED"],
      [{ code: "REFRESH_STALE" }, "SESSION_ENDED"],
    ] as const) {
      const bench = aBench();
      const session = bench.open(bench.issue(), { refresh: vi.fn<Refresh>().mockRejectedValue(thrown) });
      bench.service.expireAccessTokens();
      expect(await outcome(bench, read(session, bench))).toMatchObject({ code });
    }
  });
});

describe("a refresh token refused for good", () => {
  it("is never presented again in 24 hours, not even by a session made anew [R-A8] [W84]", async () => {
    const bench = aBench();
    const pair = bench.issue();
    bench.service.revokeSessions();
    const session = bench.open(pair);
    for (let turn = 0; turn < 24; turn++) {
      await outcome(bench, read(session, bench), hour);
      bench.page.wake("visible");
    }
    bench.client.dropSession(session.digest);
    await outcome(bench, read(bench.open(pair), bench), hour);
    expect(bench.service.requests.to(refreshTokens).length).toBeLessThanOrEqual(1);
  });

  it("leaves the access token usable until it really ends, then the session expires once [R-A8] [R-B7]", async () => {
    const bench = aBench();
    const onSessionExpired = vi.fn<() => void>();
    const session = bench.open(bench.issue(), { onSessionExpired });
    await bench.clock.advance(23.5 * hour);
    expect(session.getSnapshot().status).toBe("ready");
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    await bench.clock.advance(90 * minute);
    expect(session.getSnapshot().status).toBe("expired");
    expect(onSessionExpired).toHaveBeenCalledTimes(1);
    session.propose(bench.issue());
    expect(session.getSnapshot().status).toBe("ready");
  });

  it("as stale waits two seconds for a newer pair before it gives up [R-A14]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    bench.service.expireAccessTokens();
    bench.service.next(refreshTokens, { status: 409, code: "REFRESH_STALE" });
    const call = read(session, bench);
    await bench.clock.advance(1_000);
    session.propose(bench.issue());
    expect(await outcome(bench, call)).toMatchObject({ uuid: expect.any(String) });
  });
});

describe("tokens that the host supplies", () => {
  it("are ignored once superseded: after a remount the rotated one is presented [R-A15]", async () => {
    const bench = aBench();
    const first = bench.issue();
    const session = bench.open(first);
    bench.service.expireAccessTokens();
    await outcome(bench, read(session, bench));
    session.propose(first);
    expect(bench.open(first)).toBe(session);
    expect(session.getSnapshot().generation).toBe(1);
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    const presented = bench.service.requests.to(refreshTokens).map(({ body }) => JSON.stringify(body));
    expect(new Set(presented).size).toBe(2);
  });

  it("are not presented once superseded, not even by a session made anew beside a fresh access token [R-A15]", async () => {
    const bench = aBench();
    const first = bench.issue();
    const session = bench.open(first);
    bench.service.expireAccessTokens();
    await outcome(bench, read(session, bench));
    session.dispose();
    bench.client.dropSession(session.digest);
    await bench.clock.advance(minute);
    const { accessToken } = bench.issue();
    const anew = bench.open({ accessToken, refreshToken: first.refreshToken });
    bench.service.expireAccessTokens();
    expect(await outcome(bench, read(anew, bench))).toMatchObject({ code: "SESSION_ENDED" });
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("are ignored where there are none: a place that knows the person alone takes no token away [R-A15]", async () => {
    const bench = aBench();
    const { accessToken } = bench.issue();
    const person = bench.client.principal(accessToken, bench.service);
    const session = bench.client.openSession(person, { accessToken: "" });
    const refresh = vi.fn<Refresh>(() => Promise.resolve(bench.issue()));
    session.attach({ refresh });
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    const { generation } = session.getSnapshot();
    for (const empty of [{ accessToken: "" }, { accessToken: "", refreshToken: "another" }]) {
      expect(bench.client.openSession(person, empty)).toBe(session);
    }
    expect(await outcome(bench, read(session, bench))).toMatchObject({ uuid: expect.any(String) });
    expect(session.getSnapshot().generation).toBe(generation);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it("are ignored when older, adopted when newer [R-A15] [W11]", async () => {
    const bench = aBench();
    const older = bench.issue();
    await bench.clock.advance(minute);
    const session = bench.open(bench.issue());
    session.propose(older);
    expect(session.getSnapshot().generation).toBe(0);
    await bench.clock.advance(minute);
    session.propose(bench.issue());
    expect(session.getSnapshot().generation).toBe(1);
  });

  it("without sub continue the lineage when refreshed, also once a user_uuid appears [R-A15]", async () => {
    const bench = aBench();
    const pair: TokenPair = {
      accessToken: aToken({ sub: undefined, iat: bench.clock.now() / 1000 }),
      refreshToken: "r0",
    };
    const renewed = aToken({ sub: undefined, user_uuid: "u", iat: bench.clock.now() / 1000 + 1 });
    const session = bench.open(pair, { refresh: async () => ({ accessToken: renewed, refreshToken: "r1" }) });
    await outcome(bench, read(session, bench));
    expect(bench.client.principal(renewed, session.address).digest).toBe(session.digest);
    expect(bench.client.principal(aToken({ sub: undefined, jti: "x" }), session.address).digest).not.toBe(
      session.digest,
    );
  });

  it("of another person are another session, and dropping the first ends all that is its own [R-D1] [R-D3] [W10]", async () => {
    const bench = aBench();
    const first = bench.open(bench.issue("person-1"));
    const second = bench.open(bench.issue("person-2"));
    expect(second.digest).not.toBe(first.digest);
    bench.service.next(readNotice, { latencyMs: 5_000 });
    const late = read(first, bench).catch((error: unknown) => error);
    await bench.clock.advance(1_000);
    first.dispose();
    expect(await late).toMatchObject({ code: "ABORTED" });
    expect(await read(first, bench).catch((error: unknown) => error)).toMatchObject({ code: "ABORTED" });
  });
});

it("a refresh that outlives its session changes nothing and tells nobody [R-D1] [SEC-C14]", async () => {
  const bench = aBench();
  const renewed = bench.issue();
  const onTokensChange = vi.fn<(pair: TokenPair) => void>();
  const refresh: Refresh = () => new Promise((resolve) => bench.clock.setTimeout(() => resolve(renewed), 5_000));
  const session = bench.open(bench.issue(), { refresh, onTokensChange });
  bench.service.expireAccessTokens();
  const call = read(session, bench).catch((error: unknown) => error);
  await bench.clock.advance(1_000);
  const before = session.getSnapshot();
  session.dispose();
  await bench.clock.advance(minute);
  expect(await call).toMatchObject({ code: "ABORTED" });
  expect(session.getSnapshot()).toBe(before);
  expect(onTokensChange).not.toHaveBeenCalled();
});

it("what is under way ends with its session: the refresh, and every request [SEC-C14] [R-D1]", async () => {
  const signals: (AbortSignal | null | undefined)[] = [];
  const bench = aBench((fetch) => (input, init) => {
    signals.push(init?.signal);
    return fetch(input, init);
  });
  const session = bench.open(bench.issue());
  bench.service.latencyMs = 5_000;
  const first = read(session, bench).catch((error: unknown) => error);
  await bench.clock.advance(1_000);
  bench.service.expireAccessTokens();
  const second = read(session, bench).catch((error: unknown) => error);
  await bench.clock.advance(5_000);
  // Both reads were refused by now, and the refresh is out.
  expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  const third = read(session, bench).catch((error: unknown) => error);
  await bench.clock.advance(100);
  session.dispose();
  expect(signals.slice(2).map((signal) => signal?.aborted)).toEqual([true, true]);
  await bench.clock.advance(minute);
  for (const outcomeOf of [first, second, third]) expect(await outcomeOf).toMatchObject({ code: "ABORTED" });
});

describe("refreshing ahead of time", () => {
  it("happens within the window, while a host is there and the page is visible [R-A16]", async () => {
    const bench = aBench();
    bench.open(bench.issue());
    await bench.clock.advance(54 * minute);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(0);
    await bench.clock.advance(5 * minute);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("is left out on a hidden page and made up for, once, when it wakes [R-B1] [R-B2] [R-B6]", async () => {
    const bench = aBench();
    bench.open(bench.issue());
    bench.page.hidden = true;
    await bench.clock.advance(8 * hour);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(0);
    bench.page.hidden = false;
    bench.page.wake("visible");
    bench.page.wake("visible");
    await bench.clock.advance(minute);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(1);
  });

  it("does not happen early for a token of 40 days [R-B5]", async () => {
    const bench = aBench();
    const iat = bench.clock.now() / 1000;
    bench.open({ accessToken: aToken({ iat, exp: iat + 40 * 86_400 }), refreshToken: "r0" });
    await bench.clock.advance(hour);
    expect(bench.service.requests.to(refreshTokens)).toHaveLength(0);
  });

  it.each([-2 * hour, 2 * hour, -2 * 365 * 24 * hour, 2 * 365 * 24 * hour])(
    "happens at most three times an hour with a device clock %i ms off [R-B3] [W85] [W-F5]",
    async (skew) => {
      const bench = aBench();
      bench.clock.setSkew(skew);
      const session = bench.open(bench.issue());
      for (let turn = 0; turn < 60; turn++) await outcome(bench, read(session, bench), minute);
      expect(bench.service.requests.to(refreshTokens).length).toBeLessThanOrEqual(3);
      expect(session.getSnapshot().status).toBe("ready");
    },
  );

  it("leaves no timer and no listener when the last host has gone [R-D12]", async () => {
    const bench = aBench();
    const { accessToken } = bench.issue();
    const session = bench.open({ accessToken });
    bench.client.dropSession(session.digest);
    for (let turn = 0; turn < 1_000; turn++) session.attach({})();
    session.dispose();
    await bench.clock.advance(minute);
    expect(bench.clock.pendingTimers).toBe(0);
    expect(bench.page.listeners).toBe(0);
  });
});
