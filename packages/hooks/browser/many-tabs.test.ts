import { describe, expect, it } from "vitest";
import type { Person } from "./stand/host.ts";
import { setScene } from "./stand/scene.ts";
import type { Tab } from "./stand/tab.ts";

const scene = setScene();

const minute = 60_000;

/** All tabs of one person, on a clock that the test moves. */
async function tabsOf(person: Person, count: number): Promise<readonly Tab[]> {
  await scene.context.clock.install();
  const tabs = await scene.tabs(count);
  await Promise.all(tabs.map((tab) => tab.show(scene.props(person))));
  await Promise.all(tabs.map((tab) => tab.is("asking")));
  return tabs;
}

/** The refresh tokens that the service has handed out, each once. */
function rotations(): ReadonlySet<string> {
  const answers = scene.gateway.to("refresh").map(({ answer }) => answer?.body ?? "");
  return new Set(answers.flatMap((body) => /"refresh_token":"([^"]+)"/u.exec(body)?.[1] ?? []));
}

/** Takes away what tabs coordinate by. */
async function loneTabs(): Promise<void> {
  await scene.context.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, "locks");
    Reflect.deleteProperty(window, "BroadcastChannel");
  });
}

describe.each([
  { tabs: 2, together: true },
  { tabs: 8, together: true },
  { tabs: 20, together: true },
  { tabs: 20, together: false },
])("$tabs tabs of one person whose tokens end (coordinated: $together)", ({ tabs: count, together }) => {
  it("all live on, from one rotation of one family [R-A2]", async () => {
    if (!together) await loneTabs();
    const person = await scene.host.person();
    const tabs = await tabsOf(person, count);
    // Past the moment that each tab has drawn for itself, so that all are due at once.
    await scene.context.clock.fastForward(59 * minute);
    await expect.poll(() => rotations().size).toBe(1);
    // Past the delay after which a tab picks up what another one has renewed.
    await scene.context.clock.fastForward(10_000);
    await Promise.all(tabs.map((tab) => expect.poll(() => tab.heard("tokens")).toHaveLength(1)));
    await Promise.all(tabs.map((tab) => tab.session("ready")));

    const [newest, ...others] = rotations();
    expect(others).toEqual([]);
    const held = await Promise.all(tabs.map((tab) => tab.heard("tokens")));
    expect(new Set(held.flat().map(({ refreshToken }) => refreshToken))).toEqual(new Set([newest]));
    expect((await Promise.all(tabs.map((tab) => tab.heard("expired")))).flat()).toEqual([]);
    await expect(scene.host.refresh(newest ?? "")).resolves.toMatchObject({ refresh_token: expect.any(String) });
  });
});

describe("tabs that refresh at the same time", () => {
  it("wait for nobody who is frozen, and steal from nobody [R-A10] [R-A11]", async () => {
    const person = await scene.host.person();
    const [holder, waiter] = [await scene.windowTab(), await scene.windowTab()];
    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    const refresh = scene.gateway.hold("refresh");
    await holder.show(scene.props(person));
    await refresh.arrived;
    const held = await holder.frame.evaluate(async () => (await navigator.locks.query()).held?.length);
    expect(held).toBe(1);
    const devTools = await holder.devTools();
    await devTools.send("Page.setWebLifecycleState", { state: "frozen" });

    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    await waiter.show(scene.props(person));
    await waiter.is("asking");
    expect(rotations().size).toBe(1);

    await devTools.send("Page.setWebLifecycleState", { state: "active" });
    refresh.release();
    await holder.page.bringToFront();
    await holder.is("asking");
    expect(rotations().size).toBe(1);
    for (const tab of [holder, waiter]) {
      expect(await tab.heard("error")).toEqual([]);
      expect(await tab.heard("expired")).toEqual([]);
    }
  });

  it("all succeed when the service takes longer than they wait for each other [R-A12]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tabs = await scene.tabs(3);
    const refresh = scene.gateway.hold("refresh");
    for (const tab of tabs) {
      scene.gateway.refuse("read", "TOKEN_EXPIRED");
      // One after the other, so that each meets a refusal of its own.
      await tab.show(scene.props(person));
      await tab.session("refreshing");
    }
    await refresh.arrived;
    await scene.context.clock.fastForward(8_000);
    refresh.release();
    await Promise.all(tabs.map((tab) => tab.is("asking")));
    expect(rotations().size).toBe(1);
    expect((await Promise.all(tabs.map((tab) => tab.heard("error")))).flat()).toEqual([]);
  });

  it("do not undo each other: the refused one works on, the one that won keeps what it has [R-A14]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tabs = await scene.tabs(2);
    for (const [index, tab] of tabs.entries()) {
      // Each about a notice of its own, so that what one decides leaves the other one something to do.
      const own = index === 0 ? {} : { noticeId: await scene.host.ownNotice() };
      await tab.show(scene.props(person, own));
      await tab.is("asking");
    }
    scene.gateway.refuse("refresh", "REFRESH_REUSED");
    await scene.context.clock.fastForward(59 * minute);
    await expect.poll(() => scene.gateway.to("refresh").length).toBeGreaterThanOrEqual(2);
    await expect.poll(() => rotations().size).toBe(1);
    for (const tab of tabs) {
      await tab.press("Accept all");
      await tab.is("recorded");
      expect(await tab.heard("expired")).toEqual([]);
      expect(await tab.heard("error")).toEqual([]);
    }
    await expect(scene.host.refresh([...rotations()][0] ?? "")).resolves.toBeDefined();
  });
});
