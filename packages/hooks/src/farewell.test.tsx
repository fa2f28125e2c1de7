import { readNotice, submitConsent } from "@notice-consent/contract";
import { aNotice, createFixtureService } from "@notice-consent/testing";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { aConsentBench, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";
import { SurroundingsContext } from "./consent-provider.tsx";
import { useConsent, type UseConsentOptions } from "./index.ts";
import { createPageClient } from "./page-client.ts";

afterEach(cleanup);

describe.each(renderings)("a person who has left the place, $rendering,", ({ rendering }) => {
  it("leaves no ticks behind, not even for themselves [R-D4] [W10]", async () => {
    const bench = aConsentBench(rendering);
    const host = bench.host("person-1");
    const place = bench.render(host);
    const { actions, notice } = await reach(place, "asking");
    act(() => actions.grant(notice.active_config.purposes[0]?.uuid ?? ""));
    place.rerender(bench.host("person-2"));
    await reach(place, "asking");
    place.rerender(host);
    expect((await reach(place, "asking")).draft.getState()).toEqual({});
  });

  it("by signing out leaves no session with tokens behind [R-D1] [SEC-C2]", async () => {
    const service = createFixtureService();
    const page = createPageClient({ fetch: service.fetch });
    const surroundings = { page, defaults: { baseUrl: service.baseUrl } };
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>
    );
    const { organisationUuid, workspaceUuid } = service;
    const visitor = { noticeId: service.notices[0]?.uuid ?? "", organisationUuid, workspaceUuid };
    const tokens = tokensOf(service, "person-1");
    const initialProps: UseConsentOptions = { ...visitor, ...tokens };
    const reactStrictMode = rendering === "in StrictMode";
    const place = renderHook(useConsent, { initialProps, wrapper, reactStrictMode });
    await reach(place, "asking");
    const client = page.clientFor(service.baseUrl);
    const { digest } = client.principal(tokens.accessToken ?? "", service);
    expect(client.findSession(digest)).toBeDefined();
    place.rerender(visitor);
    expect(client.findSession(digest)).toBeUndefined();
  });
});

describe.each(renderings)("a notice that changed while it was read, $rendering,", ({ rendering }) => {
  it("is not asked about in its old words while the new ones are on their way [R-F6] [UI-E1]", async () => {
    const bench = aConsentBench(rendering);
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    const changed = bench.service.publish(aNotice({ active_config: { notice_text: "<p>New words.</p>" } }));
    bench.service.next(readNotice, { latencyMs: 1500 });
    act(() => actions.acceptAll());
    await reach(place, "checking");
    act(() => actions.acceptAll());
    expect(bench.service.requests.to(submitConsent)).toHaveLength(1);
    expect((await reach(place, "asking")).notice.active_config.uuid).toBe(changed.active_config.uuid);
  });
});
