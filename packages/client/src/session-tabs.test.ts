import { readNotice, refreshTokens, sha256, type ConsentError } from "@notice-consent/contract";
import { seededRandom } from "@notice-consent/testing/faults";
import { describe, expect, it, vi } from "vitest";
import { aBrowser, aStorage, type FakeBrowser } from "./browser.test-data.ts";
import type { Coordination } from "./coordination.ts";
import { aBench, type Bench } from "./session-bench.test-data.ts";
import type { Session } from "./session.ts";
import type { TokenPair } from "./token.ts";
import type { TokenStorage } from "./token-storage.ts";

const minute = 60_000;
const hour = 60 * minute;

interface Tab extends Bench {
  readonly session: Session;
}

function read({ session, service }: Tab): Promise<unknown> {
  return session
    .call(readNotice, { params: { notice_uuid: service.notices[0]?.uuid ?? "" } })
    .catch((error: ConsentError) => error);
}

/** Several tabs of one browser, all given the same pair. */
function tabsOf(count: number, coordinate: (browser: FakeBrowser) => Coordination | undefined, random = () => 0.5) {
  const browser = aBrowser();
  const origin = aBench();
  const pair = origin.issue();
  const tabs = Array.from({ length: count }, (): Tab => {
    const coordination = coordinate(browser);
    const options = { clock: origin.clock, service: origin.service, random, ...(coordination && { coordination }) };
    const bench = aBench(undefined, options);
    return { ...bench, session: bench.open(pair) };
  });
  return { ...origin, browser, pair, tabs };
}

/** The refresh tokens that were presented, each once. */
function presented({ service }: Pick<Bench, "service">): Set<string> {
  return new Set(service.requests.to(refreshTokens).map(({ body }) => JSON.stringify(body)));
}

const found: unknown = expect.objectContaining({ uuid: expect.any(String) });

/** A refresh token as the log of requests shows it. */
function logged(refreshToken: string | undefined): unknown {
  return { refresh_token: `sha256:${sha256(refreshToken ?? "").slice(0, 12)}` };
}

describe("tabs that share a token", () => {
  it.each([2, 8, 20])("%i of them rotate once in a window, and all go on [R-A2]", async (count) => {
    const { tabs, clock, ...bench } = tabsOf(count, (browser) => browser.tab(), seededRandom(count));
    await clock.advance(59.5 * minute);
    expect(presented(bench).size).toBe(1);
    const reads = Promise.all(tabs.map(read));
    await clock.advance(minute);
    expect(await reads).toEqual(tabs.map(() => found));
    expect(tabs.map(({ session }) => session.getSnapshot().status)).toEqual(tabs.map(() => "ready"));
    // The next window is met with the successor, in every tab.
    await clock.advance(58.5 * minute);
    expect(presented(bench).size).toBe(2);
  });

  it.each([2, 8, 20])("%i of them go on without coordination, when all present it at once [R-A2]", async (count) => {
    const { tabs, clock, ...bench } = tabsOf(count, () => undefined);
    bench.service.expireAccessTokens();
    const reads = Promise.all(tabs.map(read));
    await clock.advance(minute);
    expect(await reads).toEqual(tabs.map(() => found));
    expect(presented(bench).size).toBe(1);
  });

  it("never tell each other a token, nor name one in a lock [SEC-C2] [SEC-C6]", async () => {
    const { tabs, clock, browser, service, pair } = tabsOf(3, (shared) => shared.tab());
    await clock.advance(3 * hour);
    await Promise.all([...tabs.map(read), clock.advance(minute)]);
    const said = JSON.stringify([browser.messages, [...browser.lockNames]]);
    expect(browser.messages.length).toBeGreaterThan(0);
    for (const secret of [pair.accessToken, pair.refreshToken, "fixture-refresh-", "eyJ", "person-1"]) {
      expect(said).not.toContain(secret);
    }
    expect(service.requests.to(refreshTokens).length).toBeGreaterThan(1);
  });

  it("pick up what another has renewed: a visible one within ten seconds, a hidden one at once [R-A2]", async () => {
    const { tabs, clock, service } = tabsOf(
      3,
      (browser) => browser.tab(),
      () => 0.9,
    );
    const [first, visible, hidden] = tabs;
    if (!first || !visible || !hidden) throw new Error("There are three tabs.");
    hidden.page.hidden = true;
    service.expireAccessTokens();
    await Promise.all([read(first), clock.advance(250)]);
    expect([visible, hidden].map(({ session }) => session.getSnapshot().generation)).toEqual([0, 1]);
    await clock.advance(8_700);
    expect(visible.session.getSnapshot().generation).toBe(0);
    await clock.advance(1_000);
    expect(visible.session.getSnapshot().generation).toBe(1);
    expect(presented({ service }).size).toBe(1);
  });

  it("stop presenting a replaced token when the service keeps them waiting beyond its window [R-A14] [R-A5]", async () => {
    const { tabs, clock, service } = tabsOf(2, (browser) => browser.tab());
    const [first, second] = tabs;
    if (!first || !second) throw new Error("There are two tabs.");
    service.expireAccessTokens();
    await Promise.all([read(first), clock.advance(500)]);
    service.next(refreshTokens, { status: 503, retryAfterSeconds: 40 });
    await clock.advance(2 * minute);
    expect(service.requests.to(refreshTokens)).toHaveLength(2);
    const outcome = read(first);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
  });

  it("do not present a token that was replaced while they were frozen, and end alone [R-A14]", async () => {
    const browser = aBrowser();
    const origin = aBench();
    const pair = origin.issue();
    const [awake, sleeper] = [browser.tab(), browser.tab()].map((coordination) => {
      const bench = aBench(undefined, { clock: origin.clock, service: origin.service, coordination });
      return { ...bench, coordination, session: bench.open(pair) };
    });
    if (!awake || !sleeper) throw new Error("There are two tabs.");
    sleeper.coordination.freeze();
    sleeper.page.hidden = true;
    await origin.clock.advance(2 * hour);
    const before = presented(origin);
    sleeper.coordination.thaw();
    sleeper.page.hidden = false;
    sleeper.page.wake("visible");
    const reads = Promise.all([read(sleeper), read(awake)]);
    await origin.clock.advance(minute);
    expect(await reads).toEqual([expect.objectContaining({ code: "SESSION_ENDED" }), found]);
    expect([...presented(origin)].filter((body) => !before.has(body))).toEqual([]);
    sleeper.session.propose(origin.issue());
    const again = read(sleeper);
    await origin.clock.advance(minute);
    expect(await again).toEqual(found);
  });

  it("ask before they present a token that they slept with, when they heard of nothing [R-A2] [R-A14]", async () => {
    const browser = aBrowser();
    const origin = aBench();
    const pair = origin.issue();
    const awake = aBench(undefined, { clock: origin.clock, service: origin.service, coordination: browser.tab() });
    const session = awake.open(pair);
    await origin.clock.advance(2 * hour);
    // A tab that opens with what the host had in the morning heard none of it.
    const late = aBench(undefined, { clock: origin.clock, service: origin.service, coordination: browser.tab() });
    const tab = { ...late, session: late.open(pair) };
    const before = origin.service.requests.to(refreshTokens).length;
    const outcome = Promise.all([read(tab), read({ ...awake, session })]);
    await origin.clock.advance(minute);
    expect(await outcome).toEqual([expect.objectContaining({ code: "SESSION_ENDED" }), found]);
    expect(origin.service.requests.to(refreshTokens)).toHaveLength(before);
  });

  it("do nothing for word of a token that they do not hold, an older one of their own included [SEC-C6]", async () => {
    const { tabs, clock, browser, service, pair } = tabsOf(1, (shared) => shared.tab());
    const [tab] = tabs;
    if (!tab) throw new Error("There is a tab.");
    service.expireAccessTokens();
    await Promise.all([read(tab), clock.advance(minute)]);
    const before = service.requests.all.length;
    const { digest } = tab.session;
    for (const about of [sha256(pair.refreshToken), sha256("unknown")]) {
      for (const generation of [0, 1, 1_000]) {
        const message = { version: 1, principal: digest, kind: "superseded", about, generation, at: clock.now() };
        browser.say(`notice-consent/1/${digest}`, message);
      }
    }
    await clock.advance(minute);
    expect(service.requests.all).toHaveLength(before);
    expect(tab.session.getSnapshot()).toMatchObject({ status: "ready", generation: 1 });
  });

  it("hold no channel and wait for no lock once they are gone [R-D12]", async () => {
    const { tabs, clock, browser } = tabsOf(5, (shared) => shared.tab());
    expect(browser.openChannels()).toBe(5);
    await clock.advance(56 * minute);
    for (const { session } of tabs) session.dispose();
    await clock.advance(minute);
    expect([browser.openChannels(), browser.openLocks(), clock.pendingTimers]).toEqual([0, 0, 0]);
  });

  it("all succeed when the service takes eight seconds, longer than anybody waits for a turn [R-A12]", async () => {
    const { tabs, clock, ...bench } = tabsOf(3, (browser) => browser.tab());
    bench.service.expireAccessTokens();
    bench.service.latencyMs = 8_000;
    const reads = Promise.all(tabs.map(read));
    await clock.advance(minute);
    expect(await reads).toEqual(tabs.map(() => found));
    expect(presented(bench).size).toBe(1);
  });
});

describe("a session with a storage", () => {
  function withStorage(storage: TokenStorage = aStorage()) {
    const origin = aBench();
    const pair = origin.issue();
    const load = (given: TokenPair = pair, kept: TokenStorage = storage): Tab => {
      const bench = aBench(undefined, { clock: origin.clock, service: origin.service, storage: kept });
      return { ...bench, session: bench.open(given) };
    };
    return { ...origin, pair, load };
  }

  it("goes on after a reload with the pair that was kept, whatever the host still holds [R-A15]", async () => {
    const storage = aStorage();
    const { load, service, clock } = withStorage(storage);
    const first = load();
    service.expireAccessTokens();
    await Promise.all([read(first), clock.advance(minute)]);
    const kept = [...storage.kept.values()];
    expect(kept).toHaveLength(1);
    await clock.advance(30 * minute);
    const tellHost = vi.fn<(pair: TokenPair) => void>();
    const second = load();
    second.session.attach({ onTokensChange: tellHost });
    const before = service.requests.to(refreshTokens).length;
    const outcome = read(second);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
    expect(service.requests.to(refreshTokens)).toHaveLength(before);
    expect(tellHost.mock.calls).toEqual([kept]);
  });

  it("without one ends cleanly once after such a reload, without a loop [R-A15]", async () => {
    const { clock, service, issue } = aBench();
    const pair = issue();
    const load = (): Tab => {
      const bench = aBench(undefined, { clock, service });
      return { ...bench, session: bench.open(pair) };
    };
    load();
    await clock.advance(2 * hour);
    const late = load();
    const onSessionExpired = vi.fn<() => void>();
    late.session.attach({ onSessionExpired });
    const before = service.requests.all.length;
    for (let turn = 0; turn < 5; turn++) {
      const outcome = read(late);
      await clock.advance(10 * minute);
      expect(await outcome).toMatchObject({ code: "SESSION_ENDED" });
    }
    expect(service.requests.all.length - before).toBeLessThanOrEqual(3);
    expect(onSessionExpired).toHaveBeenCalledTimes(1);
  });

  it("presents the refresh token that is kept when the access token kept has ended as well [R-A15]", async () => {
    const storage = aStorage();
    const { load, service, clock, pair } = withStorage(storage);
    const first = load();
    await clock.advance(58 * minute);
    first.session.dispose();
    const [kept] = [...storage.kept.values()];
    await clock.advance(hour);
    const late = load(pair);
    const outcome = read(late);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
    const bodies = service.requests.to(refreshTokens).map(({ body }) => body);
    expect(bodies).toEqual([logged(pair.refreshToken), logged(kept?.refreshToken)]);
  });

  it("takes up the newer pair that another tab kept meanwhile, instead of committing its own [R-A14]", async () => {
    const storage = aStorage();
    const { load, service, clock, issue } = withStorage(storage);
    const tab = load();
    service.expireAccessTokens();
    service.next(refreshTokens, { latencyMs: 5_000 });
    const outcome = read(tab);
    await clock.advance(2_000);
    const newer = issue();
    storage.write(`notice-consent/${tab.session.digest}`, newer);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
    expect([...storage.kept.values()]).toEqual([newer]);
    service.expireAccessTokens();
    const next = read(tab);
    await clock.advance(minute);
    expect(await next).toEqual(found);
    expect(service.requests.to(refreshTokens).at(-1)?.body).toEqual(logged(newer.refreshToken));
  });

  it("loses to the tab that was faster without wiping what that one kept [R-A14]", async () => {
    const storage = aStorage();
    const { load, service, clock, issue } = withStorage(storage);
    const tab = load();
    service.expireAccessTokens();
    service.next(refreshTokens, { status: 401, code: "REFRESH_REUSED", latencyMs: 1_000 });
    const outcome = read(tab);
    await clock.advance(500);
    const newer = issue();
    storage.write(`notice-consent/${tab.session.digest}`, newer);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
    expect([...storage.kept.values()]).toEqual([newer]);
    expect(tab.session.getSnapshot().status).toBe("ready");
  });

  it("looks once more into it before it ends, and removes its own pair when it does [R-A14] [SEC-C4]", async () => {
    const storage = aStorage();
    const { load, service, clock } = withStorage(storage);
    const tab = load();
    await clock.advance(58 * minute);
    expect(storage.kept.size).toBe(1);
    service.revokeSessions();
    service.expireAccessTokens();
    const outcome = read(tab);
    await clock.advance(minute);
    expect(await outcome).toMatchObject({ code: "SESSION_ENDED" });
    await clock.advance(minute);
    expect(storage.kept.size).toBe(0);
  });

  it("goes on with the pair that another tab kept, where it has no way of its own to refresh [R-A14] [R-B7]", async () => {
    const storage = aStorage();
    const { load, service, clock, issue } = withStorage(storage);
    const tab = load({ accessToken: issue().accessToken });
    service.expireAccessTokens();
    await clock.advance(minute);
    storage.write(`notice-consent/${tab.session.digest}`, issue());
    const outcome = read(tab);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
    expect(service.requests.to(refreshTokens)).toHaveLength(0);
  });

  it("ignores what is kept of another person, of an older session, or unreadable [R-A15] [R-A18] [R-E7]", async () => {
    for (const strange of ["another person", "older", "unreadable"] as const) {
      const storage = aStorage();
      const { load, service, clock, issue } = withStorage(storage);
      const older = issue();
      await clock.advance(minute);
      const fresh = issue();
      const tab = load(fresh);
      const stranger = issue("person-2");
      const kept = { "another person": stranger, older, unreadable: { accessToken: "" } }[strange];
      storage.write(`notice-consent/${tab.session.digest}`, kept);
      service.expireAccessTokens();
      const outcome = read(tab);
      await clock.advance(minute);
      expect(await outcome).toEqual(found);
      expect(service.requests.to(refreshTokens)[0]?.body).toEqual(logged(fresh.refreshToken));
    }
  });

  it("keeps nothing of a person who was replaced by another, and everything over a mere remount [SEC-C14] [R-A15]", async () => {
    const storage = aStorage();
    const { load, client, clock, service, issue } = withStorage(storage);
    expect(client.base).toBe(service.baseUrl);
    const bench = load();
    await clock.advance(58 * minute);
    const detached = bench.open(issue());
    expect(detached).toBe(bench.session);
    bench.client.dropSession(bench.session.digest);
    // Still attached, so not replaced.
    expect(storage.kept.size).toBe(1);
    const other = aBench(undefined, { clock, service, storage });
    const pair = other.issue();
    const leave = other.client.openSession(other.client.principal(pair.accessToken, service), pair).attach({});
    leave();
    await clock.advance(minute);
    expect(storage.kept.size).toBe(1);
    other.client.openSession(other.client.principal(pair.accessToken, service), pair).attach({})();
    other.open(issue("person-2"));
    await clock.advance(minute);
    expect(storage.kept.size).toBe(0);
  });

  it("that is blocked works in memory alone [R-E1] [SEC-C4]", async () => {
    const refuse = (): never => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    const { load, service, clock } = withStorage({ read: refuse, write: refuse, remove: refuse });
    const tab = load();
    service.expireAccessTokens();
    const outcome = read(tab);
    await clock.advance(minute);
    expect(await outcome).toEqual(found);
  });
});
