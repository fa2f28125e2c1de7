import { createFixtureService } from "@notice-consent/testing";
import { submitConsent } from "@notice-consent/contract";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { ConsentProvider, useConsent, type ConsentResult } from "./index.ts";

it("asks, records an acceptance and tells the host once", async () => {
  const service = createFixtureService();
  const { accessToken, refreshToken } = service.issue({ orgUserId: "person-1" });
  const onAccept = vi.fn<(result: ConsentResult) => void>();
  const { result } = renderHook(
    () => useConsent({ noticeId: service.notices[0]?.uuid ?? "", accessToken, refreshToken, onAccept }),
    {
      wrapper: ({ children }: { children: ReactNode }) => (
        <ConsentProvider baseUrl={service.baseUrl} fetch={service.fetch}>
          {children}
        </ConsentProvider>
      ),
    },
  );
  expect(result.current.status).toBe("checking");
  await waitFor(() => expect(result.current.status).toBe("asking"));
  act(() => result.current.actions.acceptAll());
  await waitFor(() => expect(result.current.status).toBe("recorded"));
  await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
  expect(onAccept.mock.calls[0]?.[0]).toMatchObject({ outcome: "accepted", mayProceed: true });
  expect(service.events("person-1")).toHaveLength(1);
  expect(service.requests.to(submitConsent)).toHaveLength(1);
});
