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
