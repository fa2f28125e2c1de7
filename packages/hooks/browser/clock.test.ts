import { describe, expect, it } from "vitest";
import { setScene } from "./stand/scene.ts";

const scene = setScene();

const minute = 60_000;
const hour = 60 * minute;
const year = 365 * 24 * hour;

describe("a page whose time does not run evenly", () => {
  it("renews once when it wakes from eight hours of sleep, however many events announce it [R-B2]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tab = await scene.tab();
    await tab.show(scene.props(person));
    await tab.is("asking");
    await tab.tick("News");
    await scene.context.clock.fastForward(8 * hour);
    await expect.poll(() => tab.heard("tokens")).toHaveLength(1);
    await tab.session("ready");
    await tab.frame.evaluate(() => {
      for (const name of ["pageshow", "focus", "online"]) window.dispatchEvent(new Event(name));
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await tab.press("Accept all");
    await tab.is("recorded");
    expect(scene.gateway.to("refresh")).toHaveLength(1);
  });

  it("renews on its return when it was hidden while its token came to an end [R-B1]", async () => {
    const person = await scene.host.person();
    const tab = await scene.windowTab();
    await tab.page.clock.install();
    await tab.page.reload();
    await tab.show(scene.props(person));
    await tab.is("asking");
    const other = await scene.windowTab();
    await other.page.bringToFront();
    await expect.poll(() => tab.frame.evaluate(() => document.visibilityState)).toBe("hidden");
    await tab.page.clock.fastForward(59 * minute);
    expect(await tab.place.getAttribute("data-session")).toBe("ready");
    await tab.page.bringToFront();
    await expect.poll(() => tab.heard("tokens")).toHaveLength(1);
    await tab.session("ready");
    expect(scene.gateway.to("refresh")).toHaveLength(1);
  });

  it.each([
    { clock: "two hours ahead", by: 2 * hour },
    { clock: "two hours behind", by: -2 * hour },
    { clock: "two years ahead", by: 2 * year },
    { clock: "two years behind", by: -2 * year },
  ])("is asked, decides and stays, with a device clock $clock [R-B3]", async ({ by }) => {
    const person = await scene.host.person();
    await scene.context.clock.install({ time: Date.now() + by });
    const tab = await scene.tab();
    await tab.show(scene.props(person));
    await tab.is("asking");
    await tab.press("Accept all");
    await tab.is("recorded", { "may-proceed": "true" });
    for (let step = 0; step < 6; step += 1) {
      await scene.context.clock.fastForward(10 * minute);
      await tab.session("ready");
    }
    await expect.poll(() => scene.gateway.to("refresh").length).toBeGreaterThanOrEqual(1);
    await tab.session("ready");
    expect(scene.gateway.to("refresh").length).toBeLessThanOrEqual(3);
    expect(await tab.heard("expired")).toEqual([]);
    expect(await tab.heard("error")).toEqual([]);
  });
});
