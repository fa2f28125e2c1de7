import { sha256 } from "@notice-consent/contract";
import { createFakeClock } from "@notice-consent/testing";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { aBrowser, type FakeBrowser } from "./browser.test-data.ts";
import type { Coordination } from "./coordination.ts";
import { createOtherTabs } from "./other-tabs.ts";

const digest = sha256("person");
const token = sha256("token");
const name = `notice-consent/1/${digest}`;

function aTab(browser: FakeBrowser, known: ReadonlyMap<string, number> = new Map(), person = digest) {
  const clock = createFakeClock();
  const listener = {
    superseded: vi.fn<(tokenDigest: string, at: number) => void>(),
    whenSuperseded: (tokenDigest: string) => known.get(tokenDigest),
    decided: vi.fn<(noticeUuid: string) => void>(),
  };
  const coordination = browser.tab();
  const tabs = createOtherTabs({ digest: person, clock, coordination, ...listener });
  tabs.join();
  return { ...listener, tabs, clock };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("other tabs of the same person", () => {
  it("hear of a refresh and of a decision by digest, and tabs of other people do not [SEC-C6] [R-F9]", async () => {
    const browser = aBrowser();
    const [speaker, hearer] = [aTab(browser), aTab(browser)];
    const stranger = aTab(browser, new Map(), sha256("somebody else"));
    speaker.tabs.announceRefresh(token, 3);
    speaker.tabs.announceDecision("notice-1");
    await settled();
    expect(hearer.superseded).toHaveBeenCalledExactlyOnceWith(token, speaker.clock.now());
    expect(hearer.decided).toHaveBeenCalledExactlyOnceWith("notice-1");
    for (const deaf of [speaker, stranger]) {
      expect(deaf.superseded).not.toHaveBeenCalled();
      expect(deaf.decided).not.toHaveBeenCalled();
    }
    expect(browser.messages).toEqual([
      { version: 1, principal: digest, kind: "superseded", about: token, generation: 3, at: speaker.clock.now() },
      { version: 1, principal: digest, kind: "decision", about: "notice-1" },
    ]);
  });

  it("answer when they are asked after a token that they know as superseded [R-A2]", async () => {
    const browser = aBrowser();
    const asker = aTab(browser);
    aTab(browser, new Map([[token, 17]]));
    aTab(browser);
    await asker.tabs.ask(token, 1);
    expect(asker.superseded).toHaveBeenCalledExactlyOnceWith(token, 17);
    expect(asker.clock.pendingTimers).toBe(0);
  });

  it("that do not answer hold nobody up for more than 200 ms [R-A2]", async () => {
    const asker = aTab(aBrowser());
    let isAnswered = false;
    const question = asker.tabs.ask(token, 1).then(() => (isAnswered = true));
    await asker.clock.advance(199);
    expect(isAnswered).toBe(false);
    await asker.clock.advance(1);
    await question;
    expect(asker.superseded).not.toHaveBeenCalled();
  });

  it("are waited for although word of another token comes first [R-A2] [R-A14]", async () => {
    const browser = aBrowser();
    const asker = aTab(browser);
    const speaker = aTab(browser);
    let isAnswered = false;
    const question = asker.tabs.ask(token, 1).then(() => (isAnswered = true));
    speaker.tabs.announceRefresh(sha256("another token"), 1);
    await settled();
    expect(asker.superseded).toHaveBeenCalledTimes(1);
    expect(isAnswered).toBe(false);
    speaker.tabs.announceRefresh(token, 2);
    await question;
    expect(asker.superseded).toHaveBeenLastCalledWith(token, speaker.clock.now());
    expect(asker.clock.pendingTimers).toBe(0);
  });

  it("are told by a session without hosts too, which keeps no channel open for it [R-D12]", async () => {
    const browser = aBrowser();
    const [leaving, hearer] = [aTab(browser), aTab(browser)];
    leaving.tabs.leave();
    leaving.tabs.leave();
    expect(browser.openChannels()).toBe(1);
    leaving.tabs.announceDecision("notice-1");
    expect(browser.openChannels()).toBe(1);
    await settled();
    expect(hearer.decided).toHaveBeenCalledTimes(1);
    await leaving.tabs.ask(token, 0);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "superseded"],
    ["a list", ["superseded"]],
    ["another version", message({ version: 2 })],
    ["another principal", message({ principal: sha256("somebody else") })],
    ["no principal", message({ principal: undefined })],
    ["an unknown kind", message({ kind: "sign-out" })],
    ["a token instead of its digest", message({ about: "eyJhbGciOiJFUzI1NiJ9.e30.x" })],
    ["an empty digest", message({ about: "" })],
    ["a number for a digest", message({ about: 7 })],
    ["a moment that is none", message({ at: "yesterday" })],
    ["a moment beyond numbers", message({ at: Number.NaN })],
    ["a moment before all time", message({ at: -1 })],
    ["no generation", message({ generation: undefined })],
    ["a decision on nothing", message({ kind: "decision", about: "" })],
    ["a decision on a novel", message({ kind: "decision", about: "x".repeat(257) })],
  ])("change nothing by saying %s [SEC-C6]", async (_, said) => {
    const browser = aBrowser();
    const { superseded, decided } = aTab(browser);
    browser.say(name, said);
    await settled();
    expect(superseded).not.toHaveBeenCalled();
    expect(decided).not.toHaveBeenCalled();
    expect(browser.messages).toEqual([]);
  });

  it("change nothing by anything that is not of this version and person, whatever it is [SEC-C6]", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.object({ key: fc.constantFrom("version", "principal", "kind", "about", "x") }),
        async (said) => {
          const browser = aBrowser();
          const { superseded, decided } = aTab(browser);
          browser.say(name, said);
          await Promise.resolve();
          expect(superseded).not.toHaveBeenCalled();
          expect(decided).not.toHaveBeenCalled();
        },
      ),
    );
  });
});

function message(change: Readonly<Record<string, unknown>>): unknown {
  return { version: 1, principal: digest, kind: "superseded", about: token, generation: 1, at: 5, ...change };
}

describe("a turn to refresh", () => {
  function taker(coordination: Coordination) {
    const clock = createFakeClock();
    const listener = { superseded: () => {}, whenSuperseded: () => undefined, decided: () => {} };
    return { clock, tabs: createOtherTabs({ digest, clock, coordination, ...listener }) };
  }
  const { signal } = new AbortController();

  it("is had by one tab after the other, under a name that is a digest [SEC-C2] [R-A2]", async () => {
    const browser = aBrowser();
    const [first, second] = [taker(browser.tab()), taker(browser.tab())];
    const release = await first.tabs.turn(signal);
    let isSecond = false;
    const next = second.tabs.turn(signal).then((done) => {
      isSecond = true;
      return done;
    });
    await settled();
    expect(isSecond).toBe(false);
    release();
    (await next)();
    expect([...browser.lockNames]).toEqual([name]);
    expect(browser.openLocks()).toBe(0);
  });

  it("is waited for three seconds and no longer; one that comes later is given back [R-A10] [R-A12]", async () => {
    const browser = aBrowser();
    const [frozen, waiter] = [taker(browser.tab()), taker(browser.tab())];
    const release = await frozen.tabs.turn(signal);
    let isOn = false;
    const turn = waiter.tabs.turn(signal).then((done) => {
      isOn = true;
      return done;
    });
    await waiter.clock.advance(2_999);
    expect(isOn).toBe(false);
    await waiter.clock.advance(1);
    (await turn)();
    release();
    await settled();
    expect(browser.openLocks()).toBe(0);
    expect(waiter.clock.pendingTimers).toBe(0);
  });

  it("that is granted although it was given up is given back at once [R-A10]", async () => {
    const release = vi.fn<() => void>();
    let grant: () => void = () => {};
    const late: Coordination = {
      connect: () => undefined,
      lock: () => new Promise((resolve) => (grant = () => resolve(release))),
    };
    const { tabs, clock } = taker(late);
    const turn = tabs.turn(signal);
    await clock.advance(3_000);
    await turn;
    grant();
    await settled();
    expect(release).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Coordination["lock"]]>([
    ["absent", async () => undefined],
    ["refused", () => Promise.reject(new DOMException("Denied", "SecurityError"))],
    [
      "broken",
      () => {
        throw new Error("no locks here");
      },
    ],
  ])("is taken at once where locks are %s [R-A13] [R-E2]", async (_, lock) => {
    const { tabs, clock } = taker({ lock, connect: () => undefined });
    (await tabs.turn(signal))();
    expect(clock.pendingTimers).toBe(0);
  });

  it("is given up with the session [R-D12]", async () => {
    const browser = aBrowser();
    const [first, second] = [taker(browser.tab()), taker(browser.tab())];
    await first.tabs.turn(signal);
    const end = new AbortController();
    const turn = second.tabs.turn(end.signal);
    await settled();
    end.abort();
    await turn;
    await settled();
    expect(browser.openLocks()).toBe(1);
    expect(second.clock.pendingTimers).toBe(0);
  });
});

describe("a channel that fails", () => {
  const broken = (): never => {
    throw new DOMException("Closed", "InvalidStateError");
  };

  it.each<[string, Coordination["connect"]]>([
    ["to open", broken],
    ["to post and close", () => ({ post: broken, close: broken })],
    ["to exist", () => undefined],
  ])("%s disturbs nobody [R-D12] [R-E1]", async (_, connect) => {
    const clock = createFakeClock();
    const listener = { superseded: () => {}, whenSuperseded: () => undefined, decided: () => {} };
    const tabs = createOtherTabs({
      digest,
      clock,
      coordination: { connect, lock: async () => undefined },
      ...listener,
    });
    const use = async (): Promise<void> => {
      tabs.join();
      tabs.announceDecision("notice-1");
      tabs.announceRefresh(token, 1);
      const question = tabs.ask(token, 0);
      await clock.advance(200);
      await question;
      tabs.leave();
    };
    await expect(use()).resolves.toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });
});
