import { createConsentClient, type PrefetchedConsent } from "@notice-consent/client";
import { readNotice, refreshTokens, submitConsent } from "@notice-consent/contract";
import { createFixtureService, demoNotices, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { StrictMode, Suspense, type ReactNode } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { renderings, tokensOf, type Rendering } from "./consent-bench.test-data.tsx";
import {
  ConsentBoundary,
  ConsentGate,
  ConsentProvider,
  useConsent,
  type ConsentProviderProps,
  type UseConsentOptions,
} from "./index.ts";

let root: Root | undefined;

afterEach(() => {
  act(() => root?.unmount());
  root = undefined;
  cleanup();
  vi.restoreAllMocks();
});

const person = "person-1";

/** What a server would have read for a person. */
async function prefetched(service: FixtureService, given: Partial<PrefetchedConsent> = {}): Promise<PrefetchedConsent> {
  const client = createConsentClient({ baseUrl: service.baseUrl, fetch: service.fetch });
  const { accessToken } = service.issue({ orgUserId: person });
  const address = { organisationUuid: service.organisationUuid, workspaceUuid: service.workspaceUuid };
  const principal = client.principal(accessToken, address);
  const noticeId = service.notices[0]?.uuid ?? "";
  const session = client.openSession(principal, { accessToken });
  const answer = await client.readNotice(session, { noticeId, validateAgainst: "all" });
  service.requests.clear();
  const read = {
    base: client.base,
    address,
    digest: principal.digest,
    noticeId,
    answer,
    readAt: new Date().toISOString(),
  };
  return { ...read, validateAgainst: "all", applicationId: "", language: "hi", ...given };
}

function Asked(options: UseConsentOptions): ReactNode {
  const { status, actions, language, mayProceed, ...consent } = useConsent(options);
  const heading = "notice" in consent ? consent.notice?.active_config.notice_banner_heading : undefined;
  const error = "error" in consent ? consent.error?.code : undefined;
  return <button onClick={actions.acceptAll}>{[status, language.tag, mayProceed, heading, error].join(" | ")}</button>;
}

interface Page {
  readonly service: FixtureService;
  readonly page: ReactNode;
}

function aPage(
  service: FixtureService,
  state: PrefetchedConsent | Promise<PrefetchedConsent>,
  rendering: Rendering,
  host: ConsentProviderProps = {},
  asked: Partial<UseConsentOptions> = {},
): ReactNode {
  const tree = (
    <ConsentProvider baseUrl={service.baseUrl} fetch={service.fetch} {...host}>
      <Suspense fallback="waiting">
        <ConsentBoundary state={state}>
          <Asked noticeId={service.notices[0]?.uuid ?? ""} {...asked} />
        </ConsentBoundary>
      </Suspense>
    </ConsentProvider>
  );
  return rendering === "plain" ? tree : <StrictMode>{tree}</StrictMode>;
}

/** Renders on a server, then takes over in the browser. Fails on any warning. */
async function sent({ service, page }: Page): Promise<string> {
  const errors = vi.spyOn(console, "error");
  const onRecoverableError = vi.fn<(error: unknown) => void>();
  const html = renderToString(page);
  expect(service.requests.all).toHaveLength(0);
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = html;
  root = await act(async () => hydrateRoot(container, page, { onRecoverableError }));
  expect(errors).not.toHaveBeenCalled();
  expect(onRecoverableError).not.toHaveBeenCalled();
  return html;
}

describe.each(renderings)("a page that a server has read for, $rendering,", ({ rendering }) => {
  it("has the notice in its HTML, no request before an act, and its token from the host at the act [PF4] [R-D10] [SEC-C2]", async () => {
    const service = createFixtureService({ notices: demoNotices.slice(0, 1) });
    const state = await prefetched(service);
    const refresh = vi.fn<NonNullable<ConsentProviderProps["refresh"]>>(async () => ({
      accessToken: service.issue({ orgUserId: person }).accessToken,
    }));
    const html = await sent({ service, page: aPage(service, state, rendering, { refresh }) });
    expect(html).toMatch(/asking \| hi \| false \| [\u0900-\u097f]/);
    expect(html).not.toMatch(/eyJ/);
    expect(service.requests.all).toHaveLength(0);
    expect(refresh).not.toHaveBeenCalled();
    act(() => screen.getByRole("button").click());
    await screen.findByText(/^recorded \| hi \| true/);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(service.requests.all.map(({ endpoint, status }) => [endpoint.id, status])).toEqual([
      ["consent.submit", 201],
    ]);
  });

  it("has the notice in its HTML also where the record was asked for [PF4] [UI-I11]", async () => {
    const service = createFixtureService();
    const state = await prefetched(service);
    const html = await sent({ service, page: aPage(service, state, rendering, {}, { showsRecord: true }) });
    expect(html).toMatch(/asking \| \w+ \| false/u);
    expect(service.requests.all).toHaveLength(0);
  });

  it("is not shown what this version cannot show in full, and is told why [W39] [PF4]", async () => {
    const [notice] = demoNotices;
    const service = createFixtureService({ notices: notice ? [{ ...notice, is_minor: true }] : [] });
    const state = await prefetched(service);
    const html = await sent({ service, page: aPage(service, state, rendering, tokensOf(service, person)) });
    expect(html).toContain("checking");
    await screen.findByText(/^failed .* NOTICE_UNSUPPORTED$/);
  });

  it("lets a person proceed whom the service has told the server about, with no request at all [PF2]", async () => {
    const service = createFixtureService();
    const asked = await prefetched(service);
    const state = { ...asked, answer: { status: "already-valid" } } as const;
    const html = await sent({ service, page: aPage(service, state, rendering) });
    expect(html).toContain("satisfied | hi | true");
    expect(service.requests.all).toHaveLength(0);
  });

  it("never records a choice under another person than the one it was shown to [R-A18] [R-D1] [W10]", async () => {
    const service = createFixtureService();
    const state = await prefetched(service);
    const refresh = async () => ({ accessToken: service.issue({ orgUserId: "somebody else" }).accessToken });
    await sent({ service, page: aPage(service, state, rendering, { refresh }) });
    act(() => screen.getByRole("button").click());
    await screen.findByText(/SESSION_ENDED/);
    expect(service.requests.to(submitConsent)).toHaveLength(0);
    expect(service.events()).toHaveLength(0);
  });

  it("reads for itself where the server has read for somebody else, or could not [R-D4] [W10]", async () => {
    const service = createFixtureService();
    const verdict = { answer: { status: "already-valid" } } as const;
    const state = await prefetched(service, verdict);
    const html = await sent({ service, page: aPage(service, state, rendering, tokensOf(service, "person-2")) });
    expect(html).toContain("checking");
    await screen.findByText(/^asking/);
    expect(service.requests.to(readNotice)).toHaveLength(1);
    act(() => root?.unmount());

    const nothing = await prefetched(service, { answer: undefined });
    await sent({ service, page: aPage(service, nothing, rendering, tokensOf(service, person)) });
    await screen.findByText(/^asking/);
    expect(service.requests.to(readNotice)).toHaveLength(1);
    expect(service.requests.to(refreshTokens)).toHaveLength(0);
  });

  it("asks again about a yes that is older than a minute, and takes it for a start once only [R-F5] [UI-E9]", async () => {
    const service = createFixtureService();
    const verdict = {
      answer: { status: "already-valid" },
      readAt: new Date(Date.now() - 61_000).toISOString(),
    } as const;
    const state = await prefetched(service, verdict);
    const page = aPage(service, state, rendering, tokensOf(service, person));
    expect(await sent({ service, page })).toContain("satisfied");
    await screen.findByText(/^asking/);
    expect(service.requests.to(readNotice)).toHaveLength(1);
  });

  it("starts no second place from what has started one, once that one has decided [R-F5] [R-D4]", async () => {
    const service = createFixtureService();
    const verdict = { answer: { status: "already-valid" } } as const;
    const state = await prefetched(service, verdict);
    const frames: string[] = [];
    const Gate = (): ReactNode => {
      frames.push("mounted");
      return null;
    };
    const noticeId = service.notices[0]?.uuid ?? "";
    const places = (show: boolean): ReactNode => (
      <ConsentProvider baseUrl={service.baseUrl} fetch={service.fetch} {...tokensOf(service, person)}>
        <ConsentBoundary state={state}>
          {show && (
            <ConsentGate noticeId={noticeId} fallback="closed" pending="pending">
              <Gate />
            </ConsentGate>
          )}
        </ConsentBoundary>
      </ConsentProvider>
    );
    await sent({ service, page: places(true) });
    expect(frames.length).toBeGreaterThan(0);
    await act(async () => root?.render(places(false)));
    frames.length = 0;
    await act(async () => root?.render(places(true)));
    await screen.findByText("closed");
    expect(frames).toEqual([]);
  });

  it("waits for a promise under Suspense, and goes on without one that fails", async () => {
    const service = createFixtureService();
    const state = await prefetched(service);
    const container = document.body.appendChild(document.createElement("div"));
    const { createRoot } = await import("react-dom/client");
    root = createRoot(container);
    let arrive = (): void => {};
    const late = new Promise<PrefetchedConsent>((resolve) => {
      arrive = () => resolve(state);
    });
    await act(async () => root?.render(aPage(service, late, rendering)));
    expect(container.textContent).toContain("waiting");
    await act(async () => arrive());
    await screen.findByText(/^asking/);
    expect(service.requests.all).toHaveLength(0);

    act(() => root?.unmount());
    root = createRoot(container);
    const broken = Promise.reject<PrefetchedConsent>(new Error("the server was down"));
    await act(async () => root?.render(aPage(service, broken, rendering, tokensOf(service, person))));
    await waitFor(() => expect(service.requests.to(readNotice)).toHaveLength(1));
    await screen.findByText(/^asking/);
  });
});
