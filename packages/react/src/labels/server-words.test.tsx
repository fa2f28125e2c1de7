import { createConsentClient, type PrefetchedConsent } from "@notice-consent/client";
import { languages, localize, type Language } from "@notice-consent/contract";
import { ConsentBoundary, ConsentProvider } from "@notice-consent/hooks";
import { clinicNotice, createFixtureService, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { preloadDialog } from "../dialog/dialog-chunk.ts";
import { NoticeConsentInline } from "../notice-consent-inline.tsx";
import { NoticeConsent } from "../notice-consent.tsx";
import type { LabelOverrides } from "./labels.ts";
import { loadedWords, loadWords } from "./words.ts";

let root: Root | undefined;

afterEach(() => {
  act(() => root?.unmount());
  root = undefined;
  cleanup();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

/** What a server would have read for a person in a language. */
async function prefetched(service: FixtureService, { tag }: Language): Promise<PrefetchedConsent> {
  const client = createConsentClient({ baseUrl: service.baseUrl, fetch: service.fetch });
  const address = { organisationUuid: service.organisationUuid, workspaceUuid: service.workspaceUuid };
  const { accessToken } = service.issue({ orgUserId: "person-1" });
  const { digest } = client.principal(accessToken, address);
  const session = client.openSession(client.principal(accessToken, address), { accessToken });
  const answer = await client.readNotice(session, { noticeId: clinicNotice.uuid, validateAgainst: "all" });
  service.requests.clear();
  return {
    base: client.base,
    address,
    digest,
    noticeId: clinicNotice.uuid,
    validateAgainst: "all",
    applicationId: "",
    language: tag,
    answer,
    readAt: new Date().toISOString(),
  };
}

/** Renders on a server, then takes over in the browser. Fails on any warning, and on any text that changes by it. */
async function sent(
  page: ReactNode,
  between: () => Promise<unknown> = async () => {},
): Promise<{ html: string; text: string }> {
  const errors = vi.spyOn(console, "error");
  const onRecoverableError = vi.fn<(error: unknown) => void>();
  const html = renderToString(page);
  await between();
  const container = document.body.appendChild(document.createElement("div"));
  container.innerHTML = html;
  const text = container.textContent;
  root = await act(async () => hydrateRoot(container, page, { onRecoverableError }));
  // React 18 speaks of every layout effect that meets a server; 19 no longer does.
  const warnings = errors.mock.calls.filter(([text]) => !String(text).includes("useLayoutEffect does nothing"));
  expect(warnings).toEqual([]);
  expect(onRecoverableError).not.toHaveBeenCalled();
  return { html, text };
}

describe("a modal from a server that was not handed the words", () => {
  it("waits in English, agrees with the browser although that has the words, and then speaks [UI-L10]", async () => {
    const [language] = languages.filter(({ tag }) => tag === "sat");
    if (language === undefined) throw new Error("Santali is in the table.");
    const service = createFixtureService({ notices: [clinicNotice] });
    const state = await prefetched(service, language);
    const page = (
      <ConsentProvider baseUrl={service.baseUrl} fetch={service.fetch}>
        <ConsentBoundary state={state}>
          <NoticeConsent noticeId={clinicNotice.uuid} accessToken={undefined} portal={false} language="sat" />
        </ConsentBoundary>
      </ConsentProvider>
    );
    const { html } = await sent(page, () => loadWords("sat"));
    expect(html).toContain("Loading the notice");
    expect(html).toContain('lang="en" dir="ltr"');
    const { notice_banner_heading: title } = localize(clinicNotice, language).active_config;
    expect(await screen.findByText(title)).toBeDefined();
    expect(document.querySelector("[lang]")?.getAttribute("lang")).toBe("sat");
  });
});

describe("words of the host", () => {
  it("are there at the first paint, before anything else was [UI-L11]", async () => {
    await preloadDialog();
    const service = createFixtureService({ notices: [clinicNotice] });
    const tokens = service.issue({ orgUserId: "person-1" });
    const seen: string[] = [];
    const observer = new MutationObserver(() => seen.push(document.body.textContent));
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    render(
      <ConsentProvider fetch={service.fetch}>
        <NoticeConsent
          {...tokens}
          noticeId={clinicNotice.uuid}
          baseUrl={service.baseUrl}
          language="en"
          portal={false}
          labels={{ loading: "One moment", decline: "Refuse all", accept: "Agree to all" }}
        />
      </ConsentProvider>,
    );
    expect(document.body.textContent).toContain("One moment");
    await screen.findByRole("button", { name: "Refuse all" });
    await waitFor(() => expect(seen.length).toBeGreaterThan(0));
    observer.disconnect();
    expect(seen.filter((text) => /Loading the notice|Decline all|Accept all/u.test(text))).toEqual([]);
  });

  it("need no words of ours when they are complete: nothing is loaded", async () => {
    await preloadDialog();
    const { labels } = await loadWords("gu");
    const service = createFixtureService({ notices: [clinicNotice] });
    const tokens = service.issue({ orgUserId: "person-1" });
    render(
      <ConsentProvider fetch={service.fetch}>
        <NoticeConsent
          {...tokens}
          noticeId={clinicNotice.uuid}
          baseUrl={service.baseUrl}
          language="doi"
          labels={labels}
        />
      </ConsentProvider>,
    );
    await screen.findByRole("button", { name: labels.decline });
    expect(loadedWords("doi")).toBeUndefined();
  });
});

interface Shown {
  readonly language: string;
  readonly labels?: LabelOverrides;
  readonly theme: "light" | "dark";
}

const shells = [
  {
    shell: "modal",
    make: (shown: Shown) => (
      <NoticeConsent noticeId={clinicNotice.uuid} accessToken={undefined} portal={false} {...shown} />
    ),
  },
  {
    shell: "inline notice",
    make: (shown: Shown, service: FixtureService) => (
      <NoticeConsentInline
        org_uuid={service.organisationUuid}
        workspace_uuid={service.workspaceUuid}
        notice_uuid={clinicNotice.uuid}
        accessToken={service.issue({ orgUserId: "person-1" }).accessToken}
        {...shown}
      />
    ),
  },
];

describe.each(shells)("a $shell from a server", ({ make }) => {
  it.each(languages)(
    "has the whole notice in $wireName in its HTML, and the browser's first render agrees, light and dark [UI-L10] [UI-L11] [I-N8]",
    async (language) => {
      const words = await loadWords(language.tag);
      const service = createFixtureService({ notices: [clinicNotice] });
      const state = await prefetched(service, language);
      const { notice_banner_heading: title } = localize(clinicNotice, language).active_config;
      for (const theme of ["light", "dark"] as const) {
        service.requests.clear();
        const shown = { language: language.tag, labels: { [language.tag]: words.labels }, theme };
        const { html, text } = await sent(
          <ConsentProvider baseUrl={service.baseUrl} fetch={service.fetch}>
            <ConsentBoundary state={{ ...state }}>{make(shown, service)}</ConsentBoundary>
          </ConsentProvider>,
          async () => expect(service.requests.all).toHaveLength(0),
        );
        expect(html).toContain(`lang="${language.lang}" dir="${language.direction}"`);
        for (const expected of [title, words.labels.required]) {
          expect(text).toContain(expected);
        }
        act(() => root?.unmount());
      }
    },
  );
});
