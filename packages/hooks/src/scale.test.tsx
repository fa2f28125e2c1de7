import { readNotice, refreshTokens } from "@notice-consent/contract";
import { createFakeClock, createFixtureService, type FakeClock, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { renderings, tokensOf, type Rendering } from "./consent-bench.test-data.tsx";
import { SurroundingsContext, type ConsentSurroundings } from "./consent-provider.tsx";
import { ConsentGate, useConsent, useConsentSession, useConsentStatus, type UseConsentOptions } from "./index.ts";
import { createPageClient } from "./page-client.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

interface Stage {
  readonly clock: FakeClock;
  readonly service: FixtureService;
  readonly options: UseConsentOptions;
  readonly surroundings: ConsentSurroundings;
}

function aStage(): Stage {
  const clock = createFakeClock();
  const service = createFixtureService({ clock: clock.unskewed });
  const page = createPageClient({ fetch: service.fetch, clock });
  const options = { noticeId: service.notices[0]?.uuid ?? "", ...tokensOf(service, "person-1") };
  return { clock, service, options, surroundings: { page, defaults: { baseUrl: service.baseUrl } } };
}

function inPage({ surroundings }: Stage, children: ReactNode, rendering: Rendering): ReactNode {
  const tree = <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
  return rendering === "plain" ? tree : <StrictMode>{tree}</StrictMode>;
}

const Asking = (props: UseConsentOptions): ReactNode => useConsent(props).status;
const Checking = (props: UseConsentOptions): ReactNode => useConsentStatus(props).status;
const Following = (props: UseConsentOptions): ReactNode => useConsentSession(props).status;

describe.each(renderings)("a thousand hooks on one page, $rendering,", ({ rendering }) => {
  it("have one session, one timer and one read under way, and one refresh when it is due [R-A1] [R-D12] [PF2]", async () => {
    const stage = aStage();
    const { service, clock, options } = stage;
    service.latencyMs = 100;
    const places = Array.from({ length: 1_000 }, (_, place) => {
      const Place = [Asking, Checking, Following][place % 3] ?? Asking;
      return <Place key={place} {...options} />;
    });
    const { container, unmount } = render(inPage(stage, places, rendering));
    // Of the session: its next refresh, and after StrictMode's trial its grace. Of the read: its deadline and its delay.
    await waitFor(() => expect(clock.pendingTimers).toBe(rendering === "plain" ? 3 : 4));
    expect(service.requests.all).toHaveLength(1);
    await act(() => clock.advance(6_000));
    await waitFor(() => expect(container.textContent?.startsWith("askingrequiredready")).toBe(true));
    expect(container.textContent?.includes("checking")).toBe(false);
    expect(clock.pendingTimers).toBe(1);

    await act(() => clock.advance(59 * 60_000));
    await waitFor(() => expect(service.requests.to(refreshTokens)).toMatchObject([{ status: 200 }]));
    expect(service.requests.to(readNotice)).toHaveLength(1);
    unmount();
    await act(() => clock.advance(6_000));
    await waitFor(() => expect(clock.pendingTimers).toBe(0));
  }, 120_000);

  it("are not rendered again by a refresh, but for those that show the session [R-D12]", async () => {
    const stage = aStage();
    const { options } = stage;
    const renders: string[] = [];
    const Counted = (props: UseConsentOptions): ReactNode => {
      renders.push("check");
      return useConsentStatus(props).status;
    };
    const Session = (props: UseConsentOptions): ReactNode => {
      const { status, refresh } = useConsentSession(props);
      return <button onClick={refresh}>{status}</button>;
    };
    const tree = [<Counted key="check" {...options} />, <Session key="session" {...options} />];
    const { container } = render(inPage(stage, tree, rendering));
    await waitFor(() => expect(container.textContent).toBe("requiredready"));
    const before = renders.length;
    act(() => screen.getByRole("button").click());
    await waitFor(() => expect(stage.service.requests.to(refreshTokens)).toMatchObject([{ status: 200 }]));
    await waitFor(() => expect(container.textContent).toBe("requiredready"));
    const factor = rendering === "plain" ? 1 : 2;
    // Refreshing and ready again: the check follows the session to read what awaits its tokens, and shows the same.
    expect(renders.length - before).toBeLessThanOrEqual(2 * factor);
    expect(stage.service.requests.to(readNotice)).toHaveLength(1);
  });
});

describe.each(renderings)("fifty mounts and unmounts, $rendering,", ({ rendering }) => {
  it("leave nodes, listeners and timers as they were [PF9] [R-D12]", async () => {
    const stage = aStage();
    const { clock, options } = stage;
    const listeners = new Map<string, Set<unknown>>();
    for (const target of [window, document]) {
      const add = vi.spyOn(target, "addEventListener");
      const remove = vi.spyOn(target, "removeEventListener");
      add.mockImplementation((type: string, listener: unknown) => {
        listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
      });
      remove.mockImplementation((type: string, listener: unknown) => void listeners.get(type)?.delete(listener));
    }
    const counted = () => ({
      nodes: container.childNodes.length,
      listeners: [...listeners.values()].reduce((sum, { size }) => sum + size, 0),
      timers: clock.pendingTimers,
    });
    const places = [
      <Asking key="notice" {...options} />,
      <Checking key="check" {...options} />,
      <Following key="session" {...options} />,
      <ConsentGate key="gate" {...options} fallback="no" />,
    ];
    const { container, rerender } = render(inPage(stage, null, rendering));
    // React's own, once for each document.
    listeners.delete("selectionchange");
    const cycle = async (): Promise<void> => {
      rerender(inPage(stage, places, rendering));
      await act(() => clock.advance(0));
      rerender(inPage(stage, null, rendering));
      await act(() => clock.advance(6_000));
    };
    await cycle();
    expect([...listeners.keys()]).toContain("visibilitychange");
    for (let cycles = 0; cycles < 50; cycles++) await cycle();
    await waitFor(() => expect(counted()).toEqual({ nodes: 0, listeners: 0, timers: 0 }));
  }, 60_000);
});
