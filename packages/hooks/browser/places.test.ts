import { ConsentProvider } from "@notice-consent/hooks";
import { createElement, StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Place } from "./page/place.tsx";
import { plainHost } from "./stand/provided.ts";
import { setScene } from "./stand/scene.ts";

const scene = setScene();

const minute = 60_000;

describe("a page of plain http, without locks, digests and random UUIDs of the browser", () => {
  it("asks, renews and records, in two tabs at once [R-A13] [R-E2]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tabs = await scene.tabs(2);
    for (const tab of tabs) {
      await tab.page.goto(scene.address("/", plainHost));
      expect(await tab.frame.evaluate(() => "locks" in navigator || "randomUUID" in crypto)).toBe(false);
      await tab.show(scene.props(person));
      await tab.is("asking");
    }
    await scene.context.clock.fastForward(59 * minute);
    await expect.poll(() => scene.gateway.to("refresh").length).toBeGreaterThanOrEqual(1);
    await scene.context.clock.fastForward(10_000);
    for (const tab of tabs) await expect.poll(() => tab.heard("tokens")).toHaveLength(1);
    const [tab] = tabs;
    await tab?.press("Accept all");
    await tab?.is("recorded", { "may-proceed": "true" });
  });
});

describe("a frame without an origin of its own, where storage throws and locks are refused", () => {
  it("asks, renews and records where its service admits it, and fails closed where not [R-A13] [R-E1]", async () => {
    scene.tolerate(/CORS policy/u);
    const person = await scene.host.person();
    const outer = await scene.tab();
    const frame = await scene.frameIn(outer, scene.address(), "allow-scripts");
    const isRefused = await frame.frame.evaluate(async () => {
      const locks = await navigator.locks.request("any", () => "granted").catch(() => "refused");
      try {
        return String(localStorage.length);
      } catch {
        return locks;
      }
    });
    expect(isRefused).toBe("refused");

    await frame.show(scene.props(person));
    await frame.is("failed", { error: "NETWORK", session: "ready", "may-proceed": "false" });
    scene.gateway.admitOpaque(new URL(scene.address()).origin);
    scene.gateway.refuse("read", "TOKEN_EXPIRED", { "access-control-allow-origin": "null" });
    await frame.press("Try again");
    await frame.is("asking");
    await expect.poll(() => frame.heard("tokens")).toHaveLength(1);
    await frame.press("Accept all");
    await frame.is("recorded");
    expect((await scene.host.decisionsOf(person)).every(({ selected }) => selected)).toBe(true);
  });
});

describe("a frame in a page of another site", () => {
  it("renews when it becomes visible again, although it never gets the focus [R-E5]", async () => {
    const person = await scene.host.person();
    const outer = await scene.windowTab();
    await outer.page.clock.install();
    await outer.page.goto(scene.address("/", "localhost"));
    const frame = await scene.frameIn(outer, scene.address());
    await frame.show(scene.props(person));
    await frame.is("asking");
    const other = await scene.windowTab();
    await other.page.bringToFront();
    await expect.poll(() => frame.frame.evaluate(() => document.visibilityState)).toBe("hidden");
    await frame.frame.evaluate(() => window.addEventListener("focus", () => document.body.classList.add("focused")));
    await outer.page.clock.fastForward(59 * minute);
    expect(await frame.place.getAttribute("data-session")).toBe("ready");
    await outer.page.bringToFront();
    await expect.poll(() => frame.heard("tokens")).toHaveLength(1);
    expect(await frame.frame.evaluate(() => document.body.className)).toBe("");
    expect(scene.gateway.to("refresh")).toHaveLength(1);
  });
});

describe("a page that people leave and come back to", () => {
  it("is kept whole, and asks anew what has changed meanwhile [R-E4]", async () => {
    const person = await scene.host.person();
    const [tab, other] = [await scene.windowTab(), await scene.windowTab()];
    await tab.page.clock.install();
    await tab.page.reload();
    await tab.show(scene.props(person));
    await tab.is("asking");
    // Longer than a notice that was read stays fresh.
    await tab.page.clock.fastForward(6 * minute);
    await tab.frame.evaluate(() => {
      addEventListener("pageshow", ({ persisted }) => document.body.classList.toggle("restored", persisted));
    });
    await tab.page.goto(scene.address("/elsewhere"));

    await other.show(scene.props(person));
    await other.is("asking");
    await other.press("Accept all");
    await other.is("recorded");

    await tab.page.bringToFront();
    await tab.frame.evaluate(() => history.back());
    await expect.poll(() => tab.frame.evaluate(() => document.body.className)).toBe("restored");
    const reasons = await tab.frame.evaluate(() =>
      performance.getEntriesByType("navigation").map((entry) => JSON.stringify(entry.toJSON().notRestoredReasons)),
    );
    expect(reasons.filter((reason) => reason !== "null")).toEqual([]);
    await tab.is("satisfied", { "may-proceed": "true" });
  });

  it("gives up what it waited for when it was frozen, and asks anew on its return [R-C8]", async () => {
    const person = await scene.host.person();
    const tab = await scene.windowTab();
    const reading = scene.gateway.hold("read");
    await tab.show(scene.props(person));
    await reading.arrived;
    const devTools = await tab.devTools();
    const begun = await tab.frame.evaluate(() => performance.now());
    await devTools.send("Page.setWebLifecycleState", { state: "frozen" });
    await expect
      .poll(() => tab.frame.evaluate(() => performance.now()), { interval: 500 })
      .toBeGreaterThan(begun + 10_500);
    expect(scene.gateway.to("read")).toHaveLength(1);
    await devTools.send("Page.setWebLifecycleState", { state: "active" });
    await (await scene.windowTab()).page.bringToFront();
    await tab.page.bringToFront();
    await tab.is("asking");
    expect(scene.gateway.to("read")).toHaveLength(2);
    reading.release();
  });
});

describe("a page under the strictest policy, Trusted Types included", () => {
  it("does without everything that the policy forbids [R-E6] [SEC-C10] [SEC-C15]", async () => {
    const person = await scene.host.person();
    const tab = await scene.tab();
    await tab.show(scene.props(person));
    await tab.is("asking");
    await tab.press("Save choices");
    await tab.tick("Your account");
    await tab.press("Save choices");
    await tab.is("recorded");
    expect(scene.complaints()).toEqual([]);

    // What the policy forbids does not pass unnoticed.
    scene.tolerate(/securitypolicyviolation|Trusted|Content Security Policy/u);
    await tab.frame.evaluate(() => {
      const style = document.createElement("style");
      style.textContent = "main { color: red }";
      document.head.append(style);
    });
    await expect.poll(() => scene.complaints().join(" ")).toContain("securitypolicyviolation: style-src");
    const sink = tab.frame.evaluate(() => {
      document.body.innerHTML = "<p>Text of the service</p>";
    });
    await expect(sink).rejects.toThrow("TrustedHTML");
  });
});

describe("a page that comes from a server", () => {
  it("is taken over without a complaint, and asks then [R-D10]", async () => {
    const person = await scene.host.person();
    const { baseUrl, ...props } = scene.props(person);
    const provider = createElement(ConsentProvider, { baseUrl }, createElement(Place, props));
    const markup = renderToString(createElement(StrictMode, null, provider));
    await scene.context.route(scene.address(), async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace('<div id="bench"></div>', `<div id="bench">${markup}</div>`);
      await route.fulfill({ response, body });
    });
    // What a server cannot know, and must not change the first render.
    await scene.context.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "languages", { get: () => ["hi-IN"], configurable: true }),
    );
    // A page that a test answers has no address that the browser trusts with this machine.
    await scene.context.grantPermissions(["local-network-access"]);
    const tab = await scene.tab();
    await tab.is("checking", { "may-proceed": "false", language: "en" });
    const before = await tab.place.elementHandle();
    await tab.frame.evaluate((given) => window.bench.hydrate(given), scene.props(person));
    await tab.is("asking", { language: "hi" });
    expect(await before?.evaluate((element) => element === document.querySelector("main"))).toBe(true);
    expect(scene.gateway.to("read")).toHaveLength(1);
    expect(scene.gateway.to("refresh")).toEqual([]);
  });
});
