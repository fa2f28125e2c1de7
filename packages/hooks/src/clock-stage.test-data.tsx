import { submitConsent } from "@notice-consent/contract";
import {
  createFakeClock,
  createFixtureService,
  type FakeClock,
  type FixtureServiceOptions,
} from "@notice-consent/testing";
import { act, renderHook, waitFor, type RenderHookResult } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { expect, vi, type Mock } from "vitest";
import { tokensOf, type Rendering } from "./consent-bench.test-data.tsx";
import { SurroundingsContext } from "./consent-provider.tsx";
import { createPageClient } from "./page-client.ts";
import { useConsent, type Consent, type UseConsentOptions } from "./index.ts";

/** The page's options with every callback recorded. */
export interface ClockHost extends UseConsentOptions {
  readonly onAccept: Mock<NonNullable<UseConsentOptions["onAccept"]>>;
  readonly onDecline: Mock<NonNullable<UseConsentOptions["onDecline"]>>;
  readonly onError: Mock<NonNullable<UseConsentOptions["onError"]>>;
  readonly onValidationChange: Mock<NonNullable<UseConsentOptions["onValidationChange"]>>;
}

/** A service and a page whose time stands still until the test moves it. */
export function aClockStage(rendering: Rendering = "plain", options: FixtureServiceOptions = {}) {
  const clock: FakeClock = createFakeClock();
  const service = createFixtureService({ clock: clock.unskewed, ...options });
  const page = createPageClient({ fetch: service.fetch, clock });
  const surroundings = { page, defaults: { baseUrl: service.baseUrl } };
  const Page = ({ children }: { readonly children: ReactNode }): ReactNode => {
    const tree = <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
    return rendering === "plain" ? tree : <StrictMode>{tree}</StrictMode>;
  };
  const { organisationUuid, workspaceUuid } = service;
  return {
    clock,
    service,
    page,
    /** What a host gives before it knows anybody. */
    nobody: (given: Partial<UseConsentOptions> = {}): ClockHost => ({
      noticeId: service.notices[0]?.uuid ?? "",
      organisationUuid,
      workspaceUuid,
      ...given,
      onAccept: vi.fn<NonNullable<UseConsentOptions["onAccept"]>>(),
      onDecline: vi.fn<NonNullable<UseConsentOptions["onDecline"]>>(),
      onError: vi.fn<NonNullable<UseConsentOptions["onError"]>>(),
      onValidationChange: vi.fn<NonNullable<UseConsentOptions["onValidationChange"]>>(),
    }),
    tokens: (person: string) => tokensOf(service, person),
    render: (initialProps: UseConsentOptions): RenderHookResult<Consent, UseConsentOptions> =>
      renderHook(useConsent, { initialProps, wrapper: Page }),
    /** Moves the page's time, and lets what it started come to rest. */
    pass: async (ms: number): Promise<void> => {
      await act(() => clock.advance(ms));
      await act(() => new Promise((resolve) => setTimeout(resolve, 4)));
      // React 18 draws when the act is over: what only waits for that is due now.
      await act(() => clock.advance(0));
    },
    /** Every decision that arrived, as it was sent. */
    get writes(): readonly unknown[] {
      return service.requests.to(submitConsent).map(({ body }) => body);
    },
  };
}

/** Waits until what is awaited holds of the consent. */
export async function become(
  place: { readonly result: { readonly current: Consent } },
  wanted: Record<string, unknown>,
): Promise<Consent> {
  await waitFor(() => expect(place.result.current).toMatchObject(wanted));
  return place.result.current;
}
