import { readNotice } from "@notice-consent/contract";
import { createFakeClock, createFixtureService } from "@notice-consent/testing";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { announcements, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";
import { SurroundingsContext } from "./consent-provider.tsx";
import { ConsentProvider, useConsent, type ConsentResult, type UseConsentOptions } from "./index.ts";
import { createPageClient, sharedPageClient } from "./page-client.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("notices without a provider", () => {
  it("share one client in a browser: one session, one read, one record [W44]", async () => {
    const service = createFixtureService();
    vi.stubGlobal("fetch", service.fetch);
    const onAccept = vi.fn<(result: ConsentResult) => void>();
    const options = {
      noticeId: service.notices[0]?.uuid ?? "",
      ...tokensOf(service, "without-provider"),
      baseUrl: service.baseUrl,
      onAccept,
    };
    const [one, two] = [0, 1].map(() => renderHook(useConsent, { initialProps: options }));
    if (one === undefined || two === undefined) throw new Error("Two places were rendered.");
    await reach(one, "asking");
    act((await reach(two, "asking")).actions.acceptAll);
    await reach(one, "recorded");
    await reach(two, "recorded");
    await announcements();
    expect(onAccept).toHaveBeenCalledTimes(1);
    expect(service.requests.to(readNotice)).toHaveLength(1);
    expect(service.events("without-provider")).toHaveLength(1);
    expect(sharedPageClient()).toBe(sharedPageClient());
  });

  it("share nothing on a server, where every render is another visitor's [R-D10]", () => {
    vi.stubGlobal("window", undefined);
    expect(sharedPageClient()).not.toBe(sharedPageClient());
  });

  it("fail with a sentence that names baseUrl when nobody gives one", async () => {
    const service = createFixtureService();
    const place = renderHook(useConsent, { initialProps: { noticeId: "n", ...tokensOf(service, "p") } });
    expect((await reach(place, "failed")).error.message).toContain("baseUrl");
  });
});

describe("a provider", () => {
  it("gives what a notice leaves out, and the notice's own wins [W29]", async () => {
    const service = createFixtureService();
    const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
      <ConsentProvider baseUrl={`${service.baseUrl}/`} fetch={service.fetch} validateAgainst="required">
        {children}
      </ConsentProvider>
    );
    const options: UseConsentOptions = { noticeId: service.notices[0]?.uuid ?? "", ...tokensOf(service, "p") };
    await reach(renderHook(useConsent, { initialProps: options, wrapper }), "asking");
    const own: UseConsentOptions = { ...options, validateAgainst: "all" };
    await reach(renderHook(useConsent, { initialProps: own, wrapper }), "asking");
    expect(service.requests.to(readNotice).map(({ query }) => query["validate_against"])).toEqual(["required", "all"]);
  });

  it.each(renderings)(
    "leaves no timer after a thousand mounts and unmounts, $rendering [R-D12]",
    async ({ rendering }) => {
      const clock = createFakeClock();
      const service = createFixtureService({ clock: clock.unskewed });
      const page = createPageClient({ fetch: service.fetch, clock });
      const surroundings = { page, defaults: { baseUrl: service.baseUrl } };
      const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
        <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>
      );
      const options: UseConsentOptions = { noticeId: service.notices[0]?.uuid ?? "", ...tokensOf(service, "p") };
      const reactStrictMode = rendering === "in StrictMode";
      const first = renderHook(useConsent, { initialProps: options, wrapper, reactStrictMode });
      await act(() => clock.advance(0));
      first.unmount();
      for (let mounts = 0; mounts < 1_000; mounts++) {
        renderHook(useConsent, { initialProps: options, wrapper, reactStrictMode }).unmount();
      }
      await act(() => clock.advance(60_000));
      expect(clock.pendingTimers).toBe(0);
      expect(service.requests.to(readNotice)).toHaveLength(1);
    },
    // A thousand mounts take seconds where other suites share the machine.
    60_000,
  );
});
