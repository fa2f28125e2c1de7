import { afterEach, describe, expect, it, vi } from "vitest";
import { browserPage } from "./page.ts";

afterEach(() => vi.unstubAllGlobals());

function aDocument(visibilityState: string): EventTarget {
  return Object.assign(new EventTarget(), { visibilityState });
}

describe("the browser's page", () => {
  it.each(["visibilitychange", "resume", "pageshow", "focus", "online"])(
    "tells of its return by %s, and of nothing once nobody listens [R-B1] [R-E5] [R-C8]",
    (name) => {
      const [page, frame] = [aDocument("visible"), new EventTarget()];
      vi.stubGlobal("document", page);
      vi.stubGlobal("window", frame);
      const listener = vi.fn<(cause: "visible" | "online") => void>();
      const leave = browserPage.onWake(listener);
      for (const target of [page, frame]) target.dispatchEvent(new Event(name));
      expect(listener.mock.calls).toEqual([[name === "online" ? "online" : "visible"]]);
      leave();
      for (const target of [page, frame]) target.dispatchEvent(new Event(name));
      expect(listener).toHaveBeenCalledTimes(1);
    },
  );

  it("that is hidden does not return by events that only a visible one heeds, but by thawing and the network [R-B1]", () => {
    const [page, frame] = [aDocument("hidden"), new EventTarget()];
    vi.stubGlobal("document", page);
    vi.stubGlobal("window", frame);
    const listener = vi.fn<(cause: "visible" | "online") => void>();
    browserPage.onWake(listener);
    expect(browserPage.visible()).toBe(false);
    for (const name of ["visibilitychange", "pageshow", "focus"]) {
      for (const target of [page, frame]) target.dispatchEvent(new Event(name));
    }
    expect(listener).not.toHaveBeenCalled();
    page.dispatchEvent(new Event("resume"));
    frame.dispatchEvent(new Event("online"));
    expect(listener.mock.calls).toEqual([["visible"], ["online"]]);
  });

  it("listens to nothing that would keep it from being restored [R-E4]", () => {
    const [page, frame] = [aDocument("visible"), new EventTarget()];
    const heard = [page, frame].map((target) => vi.spyOn(target, "addEventListener"));
    vi.stubGlobal("document", page);
    vi.stubGlobal("window", frame);
    browserPage.onWake(() => {})();
    const names = heard.flatMap((spy) => spy.mock.calls.map(([name]) => name));
    expect(names).toHaveLength(5);
    for (const name of ["unload", "beforeunload"]) expect(names).not.toContain(name);
  });

  it("is always visible and never returns where there is none, as in a worker or in React Native [R-E3]", () => {
    for (const frame of [undefined, {}]) {
      vi.stubGlobal("document", undefined);
      vi.stubGlobal("window", frame);
      expect(browserPage.visible()).toBe(true);
      browserPage.onWake(() => {})();
    }
  });
});
