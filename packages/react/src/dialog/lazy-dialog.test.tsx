import { readNotice, submitConsent } from "@notice-consent/contract";
import { createFixtureService, demoNotices, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as ConsentDialogFile from "./consent-dialog.tsx";
import { english } from "../labels/english.ts";
import type { NoticeConsentProps } from "../notice-props.ts";

/** What the network gives when the code of the dialog is asked for. */
const network = { requests: 0, isDown: false, arrival: Promise.resolve() };

const title = "Your account with Chaak Studio";
const stuckTitle = "The notice cannot be shown";

beforeEach(() => {
  // Every test is a page of its own, on which nothing has been loaded.
  vi.resetModules();
  vi.doMock("./consent-dialog.tsx", async (importOriginal) => {
    const { ConsentDialog } = await importOriginal<typeof ConsentDialogFile>();
    await network.arrival;
    return {
      // Taken from the module once for each request, unlike the module itself, which is evaluated once.
      get ConsentDialog() {
        network.requests += 1;
        if (network.isDown) throw new TypeError("Failed to fetch dynamically imported module");
        return ConsentDialog;
      },
    };
  });
  Object.assign(network, { requests: 0, isDown: false, arrival: Promise.resolve() });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

interface Page {
  readonly service: FixtureService;
  readonly tree: (more?: Partial<NoticeConsentProps>) => ReactNode;
  readonly preloadDialog: () => Promise<void>;
}

async function aPage(given: Partial<NoticeConsentProps> = {}): Promise<Page> {
  const { NoticeConsent, preloadDialog } = await import("../modal.ts");
  const { ConsentProvider } = await import("@notice-consent/hooks");
  const notice = demoNotices.find(({ name }) => name === "Shop sign-up");
  if (notice === undefined) throw new RangeError("There is no sign-up notice.");
  const service = createFixtureService({ notices: [notice] });
  const { accessToken, refreshToken } = service.issue({ orgUserId: "person-1" });
  const props = { noticeId: notice.uuid, accessToken, refreshToken, baseUrl: service.baseUrl, language: "en" };
  const tree = (more: Partial<NoticeConsentProps> = {}): ReactNode => (
    <StrictMode>
      <ConsentProvider fetch={service.fetch}>
        <main>
          <h1>Page</h1>
          <button type="button">Opener</button>
        </main>
        <NoticeConsent {...props} {...given} {...more} />
      </ConsentProvider>
    </StrictMode>
  );
  return { service, tree, preloadDialog };
}

const click = (name: string): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};

describe("the code of the dialog", () => {
  it("is not asked for while nothing is left to ask [PF1e] [PF2]", async () => {
    const { service, tree } = await aPage();
    service.next(readNotice, { status: 409, code: "CONSENT_ALREADY_PROVIDED" });
    const onAccept = vi.fn<() => void>();
    render(tree({ onAccept }));
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(network.requests).toBe(0);
  });

  it("is asked for once, as soon as the check says that the person must be asked, shown or not [PF1e] [PF3]", async () => {
    const { tree } = await aPage({ open: false });
    const { rerender } = render(tree());
    await waitFor(() => expect(network.requests).toBe(1));
    expect(screen.queryByRole("dialog")).toBeNull();
    rerender(tree({ open: true }));
    await screen.findByRole("dialog", { name: title });
    expect(network.requests).toBe(1);
  });

  it("holds focus when the dialog opens again before the page had it back [UI-M3] [UI-M6]", async () => {
    const { tree, preloadDialog } = await aPage({ open: true });
    await preloadDialog();
    const { rerender } = render(tree());
    await screen.findByRole("dialog", { name: title });
    await waitFor(() => expect(document.activeElement?.textContent).toBe(title));
    rerender(tree({ open: false }));
    expect(screen.queryByRole("dialog")).toBeNull();
    rerender(tree({ open: true }));
    // What gives focus back to the page comes a moment after the dialog has closed.
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(screen.getByRole("dialog").contains(document.activeElement)).toBe(true);
    expect(document.activeElement?.textContent).toBe(title);
  });

  it("can be fetched ahead of need, and a fetch ahead that fails shows nothing and is made again [PF1e]", async () => {
    const { tree, preloadDialog } = await aPage();
    network.isDown = true;
    await preloadDialog();
    network.isDown = false;
    render(tree());
    await screen.findByRole("dialog", { name: title });
    expect(network.requests).toBe(2);
    await preloadDialog();
    expect(network.requests).toBe(2);
  });
});

it("is said to be missing whenever in the course of a fetch that fails it is needed [PF1e] [UI-M12]", async () => {
  const { demandDialog, preloadDialog, useDialogChunk } = await import("./dialog-chunk.ts");
  network.isDown = true;
  // The module is evaluated once, and the fetches after that fail within a few steps.
  await preloadDialog();
  const { result } = renderHook(() => useDialogChunk({ isExpected: false, isNeeded: false }));
  for (let steps = 0; steps < 60; steps++) {
    const before = result.current;
    const ahead = preloadDialog();
    for (let step = 0; step < steps; step++) await Promise.resolve();
    demandDialog();
    await act(async () => {
      await ahead;
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(result.current.status, `needed after ${steps} steps`).toBe("failed");
    expect(result.current, `needed after ${steps} steps`).not.toBe(before);
  }
});

describe.each([true, false])("a dialog whose code cannot be had, with portal={%s}", (portal) => {
  it("says so, reports it once for each try and lets nobody proceed; trying again shows the notice [PF1e] [UI-M12] [UI-E9]", async () => {
    const onAccept = vi.fn<() => void>();
    const onDecline = vi.fn<() => void>();
    const onError = vi.fn<NonNullable<NoticeConsentProps["onError"]>>();
    const { service, tree } = await aPage({ portal, onAccept, onDecline, onError });
    network.isDown = true;
    render(tree());
    const opener = screen.getByRole("button", { name: "Opener" });
    act(() => opener.focus());

    await screen.findByRole("dialog", { name: stuckTitle });
    expect(document.activeElement?.textContent).toBe(stuckTitle);
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    expect(onError.mock.calls[0]?.[0].code).toBe("NETWORK");
    expect(onError.mock.calls[0]?.[0].message).toContain("could not be loaded");
    // The page is not locked for ever.
    expect(document.documentElement.style.overflow).toBe("");
    expect(document.querySelector('[data-nc="overlay"]')).toBeNull();

    click("Try again");
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(2));
    expect(screen.getByRole("dialog", { name: stuckTitle })).toBeTruthy();

    network.isDown = false;
    click("Try again");
    await screen.findByRole("dialog", { name: title });
    await waitFor(() => expect(document.activeElement?.textContent).toBe(title));
    expect(onAccept).not.toHaveBeenCalled();
    expect(onDecline).not.toHaveBeenCalled();
    expect(service.requests.to(submitConsent)).toHaveLength(0);

    click("Decline all");
    await waitFor(() => expect(document.activeElement).toBe(opener));
    await waitFor(() => expect(onDecline).toHaveBeenCalledTimes(1));
  });

  it.each([
    ["its button", () => click("Close")],
    ["Escape", () => void fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" })],
  ])("closes by %s without a decision, and gives focus back [UI-M6] [UI-M12]", async (_, close) => {
    const onDismiss = vi.fn<() => void>();
    const { service, tree } = await aPage({ portal, onDismiss });
    network.isDown = true;
    render(tree());
    await screen.findByRole("dialog", { name: stuckTitle });
    close();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(onDismiss).toHaveBeenCalledTimes(1));
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Page" }));
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  });
});

describe("the first HTML with portal={false}", () => {
  it.each([
    ["is recorded", { latencyMs: 200 }, false],
    ["has no answer", "drop-answer", true],
  ] as const)(
    "can be decided in before the dialog is there: what then fails to load hides nothing of an act that %s [PF1e] [UI-E3]",
    async (_, fault, staysOpen) => {
      let arrive = (): void => undefined;
      network.arrival = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      network.isDown = true;
      const onError = vi.fn<NonNullable<NoticeConsentProps["onError"]>>();
      const { service, tree } = await aPage({ portal: false, onError });
      service.next(submitConsent, fault);
      render(tree());
      await screen.findByRole("dialog", { name: title });
      click("Accept all");
      arrive();
      const messages = (): string => onError.mock.calls.map(([{ message }]) => message).join(" ");
      await waitFor(() => expect(messages()).toContain("could not be loaded"));
      expect(screen.queryByText(stuckTitle)).toBeNull();
      await waitFor(() => expect(screen.queryByRole("dialog") !== null).toBe(staysOpen));
      await waitFor(() => expect(screen.queryByText(english.labels.unconfirmed) !== null).toBe(staysOpen));
      expect(screen.queryByText(stuckTitle)).toBeNull();
      expect(service.requests.to(submitConsent)).toHaveLength(1);
    },
  );

  it("holds the dialog, whose code takes its place in the browser without a warning [PF1e] [UI-M13]", async () => {
    const { tree } = await aPage({ portal: false });
    const html = renderToString(tree());
    expect(html).toContain('role="dialog"');
    expect(network.requests).toBe(0);

    const errors = vi.spyOn(console, "error");
    const onRecoverableError = vi.fn<(error: unknown) => void>();
    const root = document.body.appendChild(document.createElement("div"));
    root.innerHTML = html;
    const client = await act(async () => hydrateRoot(root, tree(), { onRecoverableError }));
    await waitFor(() => expect(document.documentElement.style.overflow).toBe("hidden"));
    const dialog = await screen.findByRole("dialog", { name: title });
    expect(root.contains(dialog)).toBe(true);
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    expect(network.requests).toBe(1);
    expect(errors).not.toHaveBeenCalled();
    expect(onRecoverableError).not.toHaveBeenCalled();
    act(() => client.unmount());
    root.remove();
  });
});
