import {
  coverage,
  readNotice,
  refreshTokens,
  submitConsent,
  validateModes,
  type Endpoint,
} from "@notice-consent/contract";
import { aDraft, type Fault, type FixtureService, type Ticks } from "@notice-consent/testing";
import { act, cleanup, renderHook } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import { aConsentBench } from "./consent-bench.test-data.tsx";
import { useConsent, type Consent } from "./index.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const fault: fc.Arbitrary<Fault | "none"> = fc.oneof(
  { weight: 3, arbitrary: fc.constant("none" as const) },
  { weight: 1, arbitrary: fc.constantFrom<Fault[]>("drop-answer", "offline", "not-json") },
  {
    weight: 3,
    arbitrary: fc.record({
      status: fc.constantFrom(400, 401, 403, 404, 409, 409, 409, 422, 425, 429, 500, 502, 503),
      code: fc.constantFrom(
        undefined,
        undefined,
        "CONFLICT",
        "IDEMPOTENCY_IN_PROGRESS",
        "NOTICE_VERSION_CHANGED",
        "REFRESH_REUSED",
        "SESSION_REVOKED",
        "SOMETHING_NEW",
        "TOKEN_EXPIRED",
      ),
    }),
  },
);
const faults = fc.array(fault, { maxLength: 4 });
const step = fc.constantFrom(
  "accept",
  "decline",
  "save everything",
  "save required",
  "retry",
  "expire",
  "remount",
  "reset",
);

interface Trouble {
  readonly reads: readonly (Fault | "none")[];
  readonly submissions: readonly (Fault | "none")[];
  readonly refreshes: readonly (Fault | "none")[];
}

function script(service: FixtureService, { reads, submissions, refreshes }: Trouble): void {
  const lines: [Endpoint, readonly (Fault | "none")[]][] = [
    [readNotice, reads],
    [submitConsent, submissions],
    [refreshTokens, refreshes],
  ];
  for (const [endpoint, line] of lines) {
    for (const next of line) service.next(endpoint, next === "none" ? { latencyMs: 0 } : next);
  }
}

/** Lets everything that needs no timer settle. */
async function settle(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 4)));
}

it("no sequence of faults and acts lets a person proceed whom the service's record does not [R-F5] [W30] [UI-E9]", async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(
      fc.record({ reads: faults, submissions: faults, refreshes: faults }),
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...validateModes),
      async (trouble, steps, validateAgainst) => {
        vi.spyOn(console, "warn").mockReturnValue(undefined);
        const bench = aConsentBench();
        const { service } = bench;
        const notice = service.notices[0];
        if (notice === undefined) throw new Error("The service has a notice.");
        script(service, trouble);
        const host = bench.host("person-1", { validateAgainst });
        const isCovered = (): boolean =>
          coverage(notice, service.record("person-1"), validateAgainst).status === "covered";
        const useWatched = (options: typeof host): Consent => {
          const consent = useConsent(options);
          if (consent.mayProceed) expect(isCovered()).toBe(true);
          return consent;
        };
        let place = renderHook(useWatched, { initialProps: host, wrapper: bench.Page });
        const tick = (ticks: Ticks): void => place.result.current.draft.setState(aDraft(notice, ticks), true);
        for (const next of steps) {
          await settle();
          const { actions, status } = place.result.current;
          act(() => {
            if (next === "accept") actions.acceptAll();
            if (next === "decline") actions.declineAll();
            if (next.startsWith("save") && status === "asking")
              tick(next === "save required" ? "required" : "everything");
            if (next.startsWith("save")) actions.save();
            if (next === "retry") actions.retry();
            if (next === "reset") actions.reset();
            if (next === "expire") service.expireAccessTokens();
          });
          if (next === "remount") {
            place.unmount();
            place = renderHook(useWatched, { initialProps: host, wrapper: bench.Page });
          }
        }
        await settle();
        const { mayProceed } = place.result.current;
        if (mayProceed) expect(isCovered()).toBe(true);
        for (const [result] of host.onAccept.mock.calls) {
          if (result.mayProceed) expect(service.events("person-1").length).toBeGreaterThan(0);
        }
        place.unmount();
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);
