import { aToken, createFixtureService } from "@notice-consent/testing";
import { cleanup, render, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import type * as Hooks from "./index.ts";
import { announcements, renderings, tokensOf } from "./consent-bench.test-data.tsx";

let warn: MockInstance<typeof console.warn>;

// What was said once is remembered by the module, so each test has a module of its own.
async function freshHooks(): Promise<typeof Hooks> {
  vi.resetModules();
  return import("./index.ts");
}

const said = (): string[] => warn.mock.calls.map((call) => call.join(" "));

beforeEach(() => {
  warn = vi.spyOn(console, "warn").mockReturnValue(undefined);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe.each(renderings)("in development, $rendering,", ({ rendering }) => {
  const reactStrictMode = rendering === "in StrictMode";

  it("a missing provider is named once, with what it would have given", async () => {
    const { ConsentGate, useConsentStatus } = await freshHooks();
    const initialProps = { noticeId: "n" };
    const check = renderHook(useConsentStatus, { initialProps, reactStrictMode });
    expect(check.result.current).toMatchObject({ reason: { code: "CONFIGURATION" } });
    render(<ConsentGate noticeId="n" purpose="p" fallback="closed" />, { reactStrictMode });
    expect(screen.getByText("closed")).toBeDefined();
    expect(said()).toEqual([expect.stringMatching(/baseUrl is missing.*ConsentProvider/)]);
  });

  it.each(["cms_abcdefghijkl_0123456789012345678901234567890123456789012", "sk-live-12345", "API_KEY_9"])(
    "an API key in place of a token is refused before any request: %s [SEC-C1]",
    async (accessToken) => {
      const { useConsentStatus } = await freshHooks();
      const service = createFixtureService();
      vi.stubGlobal("fetch", service.fetch);
      const initialProps = { noticeId: "n", baseUrl: service.baseUrl, accessToken };
      const check = renderHook(useConsentStatus, { initialProps, reactStrictMode });
      expect(check.result.current).toMatchObject({ mayProceed: false, reason: { code: "CONFIGURATION" } });
      await announcements();
      expect(service.requests.all).toHaveLength(0);
      expect(said()).toEqual([expect.stringContaining("looks like an API key")]);
      expect(said().join()).not.toContain(accessToken);
      vi.unstubAllGlobals();
    },
  );

  it("a token that only begins like a key is a token", async () => {
    const { useConsentSession } = await freshHooks();
    const accessToken = `key-${aToken({ organisation_uuid: "o", workspace_uuid: "w", sub: "s" })}`;
    const initialProps = { baseUrl: "https://consent.test", accessToken };
    const { result } = renderHook(useConsentSession, { initialProps, reactStrictMode });
    expect(result.current.status).toBe("ready");
  });

  it("two base URLs on one page are named once; two spellings of one are none", async () => {
    const { ConsentProvider, useConsentSession } = await freshHooks();
    const tokens = tokensOf(createFixtureService(), "person-1");
    const Session = ({ baseUrl }: { readonly baseUrl: string }) => useConsentSession({ baseUrl }).status;
    const page = (...urls: string[]) => (
      <ConsentProvider {...tokens}>
        {urls.map((url) => (
          <Session key={url} baseUrl={url} />
        ))}
      </ConsentProvider>
    );
    render(page("https://one.test", "https://one.test/consent/"), { reactStrictMode });
    expect(said()).toEqual([]);
    render(page("https://one.test", "https://two.test", "https://three.test"), { reactStrictMode });
    await waitFor(() => expect(said()).toEqual([expect.stringContaining("Two base URLs")]));
  });

  it("production hears nothing of it", async () => {
    vi.stubEnv("NODE_ENV", "production");
    const { useConsentSession } = await freshHooks();
    renderHook(useConsentSession, { initialProps: {}, reactStrictMode });
    expect(said()).toEqual([]);
  });
});
