import { readNotice, submitConsent, type Notice } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { createFixtureService, demoNotices, type FixtureService } from "@notice-consent/testing";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef, StrictMode, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { preloadDialog } from "./dialog/dialog-chunk.ts";
import { english } from "./labels/english.ts";
import { NoticeConsent } from "./notice-consent.tsx";
import type { NoticeConsentProps } from "./notice-props.ts";

afterEach(cleanup);

const shop = demoNotice("Shop sign-up");
const title = "Your account with Chaak Studio";
const orgUserId = "person-1";

function demoNotice(name: string): Notice {
  const found = demoNotices.find((notice) => notice.name === name);
  if (found === undefined) throw new RangeError(`There is no notice "${name}".`);
  return found;
}

function serviceOf(notice: Notice = shop): { service: FixtureService; props: NoticeConsentProps } {
  const service = createFixtureService({ notices: [notice] });
  const { accessToken, refreshToken } = service.issue({ orgUserId });
  return {
    service,
    props: { noticeId: notice.uuid, accessToken, refreshToken, baseUrl: service.baseUrl, language: "en" },
  };
}

/** What the screen shows, in the shape of a submission without its uuids. */
function onScreen(): unknown {
  return [...document.querySelectorAll("fieldset")].map((fieldset) => {
    const own = fieldset.querySelector<HTMLInputElement>("legend input");
    return [own?.checked === true || own?.indeterminate === true, boxes(fieldset).map((box) => box.checked)];
  });
}

function boxes(fieldset: ParentNode): HTMLInputElement[] {
  return [...fieldset.querySelectorAll<HTMLInputElement>("li input")];
}

function sent(service: FixtureService): unknown {
  const body = service.requests.to(submitConsent).at(-1)?.body as {
    purposes: { selected: boolean; data_elements?: { selected: boolean }[] }[];
  };
  return body.purposes.map((row) => [row.selected, (row.data_elements ?? []).map(({ selected }) => selected)]);
}

function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-nc="${name}"]`);
  if (found === null) throw new Error(`There is no part "${name}" on screen.`);
  return found;
}

const click = (name: string): void => {
  fireEvent.click(screen.getByRole("button", { name }));
};

describe.each([
  ["plain", ({ children }: { children: ReactNode }) => <>{children}</>],
  ["in StrictMode", ({ children }: { children: ReactNode }) => <StrictMode>{children}</StrictMode>],
])("NoticeConsent, %s", (_, Mode) => {
  function show(service: FixtureService, props: NoticeConsentProps, around?: ReactNode) {
    const tree = (given: NoticeConsentProps): ReactNode => (
      <Mode>
        <ConsentProvider fetch={service.fetch}>
          {around}
          <NoticeConsent {...given} />
        </ConsentProvider>
      </Mode>
    );
    const { rerender } = render(tree(props));
    return { update: (next: NoticeConsentProps) => rerender(tree({ ...props, ...next })) };
  }

  it("reads once, submits once on a double click and reports once [UI-E2] [UI-M13]", async () => {
    const { service, props } = serviceOf();
    const onAccept = vi.fn<NonNullable<NoticeConsentProps["onAccept"]>>();
    const onError = vi.fn<() => void>();
    show(service, { ...props, validateAgainst: "all", onAccept, onError });
    await screen.findByRole("dialog", { name: title });
    click("Accept all");
    click("Accept all");
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(onAccept).toHaveBeenCalledWith(expect.objectContaining({ outcome: "accepted", mayProceed: true }));
    expect(service.requests.to(readNotice)).toHaveLength(1);
    expect(service.requests.to(submitConsent)).toHaveLength(1);
    expect(onError).not.toHaveBeenCalled();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("starts with nothing ticked [UI-S1]", async () => {
    const { service, props } = serviceOf();
    show(service, props);
    const dialog = await screen.findByRole("dialog");
    expect(dialog.querySelectorAll("input:checked")).toHaveLength(0);
  });

  it("sends exactly what the screen shows, whatever was ticked [UI-S2]", async () => {
    for (let round = 1; round <= 12; round += 1) {
      const { service, props } = serviceOf();
      show(service, props);
      const dialog = await waitFor(() => part("dialog"));
      const all = [...dialog.querySelectorAll<HTMLInputElement>("input")];
      all.forEach((box, index) => {
        // A fixed scatter of clicks, another one every round.
        if ((round * 2654435761 + index * 40503) % 7 < 3) fireEvent.click(box);
      });
      const required = dialog.querySelector<HTMLInputElement>("li[data-required] input:not(:checked)");
      if (required !== null) fireEvent.click(required);
      const shown = onScreen();
      fireEvent.click(dialog.querySelector('[data-act="save"]') ?? document.body);
      await waitFor(() => expect(service.requests.to(submitConsent)).toHaveLength(1));
      expect(sent(service)).toEqual(shown);
      cleanup();
    }
  });

  it("sends every refusal when the person declines, and reports it as a refusal alone [UI-E7]", async () => {
    const { service, props } = serviceOf();
    const onAccept = vi.fn<() => void>();
    const onDecline = vi.fn<() => void>();
    show(service, { ...props, onAccept, onDecline });
    await screen.findByRole("dialog");
    fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
    click("Decline all");
    await waitFor(() => expect(onDecline).toHaveBeenCalledTimes(1));
    expect(service.requests.to(submitConsent)[0]?.body).toMatchObject({ declined: true, act: "decline" });
    expect(sent(service)).toEqual([
      [false, [false, false, false]],
      [false, [false, false]],
    ]);
    expect(onAccept).not.toHaveBeenCalled();
  });

  it("keeps choices and focus after a refusal of the service, and tries again under a new act [UI-E3]", async () => {
    const { service, props } = serviceOf();
    const onError = vi.fn<() => void>();
    const onAccept = vi.fn<() => void>();
    service.next(submitConsent, { status: 422, code: "INVALID_PURPOSE" });
    show(service, { ...props, onError, onAccept });
    await screen.findByRole("dialog");
    screen.getByRole("button", { name: "Accept all" }).focus();
    click("Accept all");
    const status = screen.getByRole("status");
    await waitFor(() => expect(status.textContent).toContain("Your choice was not recorded."));
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Accept all" }));
    expect(boxes(document).every(({ checked }) => checked)).toBe(true);
    expect(onAccept).not.toHaveBeenCalled();
    fireEvent.click(within(status).getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(service.events(orgUserId)).toHaveLength(1);
  });

  it("leaves the page standing when its host throws on hearing that it has closed [UI-E8]", async () => {
    const { service, props } = serviceOf();
    const thrown = new Error("The host fell over.");
    const report = vi.fn<(error: unknown) => void>();
    vi.stubGlobal("reportError", report);
    const onAccept = vi.fn<() => void>();
    const onOpenChange = vi.fn<() => void>(() => {
      throw thrown;
    });
    show(service, { ...props, onAccept, onOpenChange });
    await screen.findByRole("dialog");
    click("Accept all");
    await waitFor(() => expect(onOpenChange).toHaveBeenCalledTimes(1));
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(report.mock.calls).toEqual([[thrown]]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    vi.unstubAllGlobals();
  });

  it("marks the pressed button as busy and keeps the others from acting meanwhile [UI-S13]", async () => {
    const { service, props } = serviceOf();
    show(service, props);
    await screen.findByRole("dialog");
    service.next(submitConsent, { latencyMs: 200 });
    const accept = screen.getByRole("button", { name: "Accept all" });
    accept.focus();
    click("Accept all");
    await waitFor(() => expect(accept.getAttribute("aria-busy")).toBe("true"));
    for (const name of ["Decline all", "Save choices", "Accept all"]) {
      const button = screen.getByRole<HTMLButtonElement>("button", { name });
      expect(button.getAttribute("aria-disabled")).toBe("true");
      expect(button.disabled).toBe(false);
    }
    click("Decline all");
    expect(document.activeElement).toBe(accept);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("shows a failure that can be closed, and lets nobody proceed from it [UI-M12] [UI-E9] [W21]", async () => {
    const { service, props } = serviceOf();
    service.offline = true;
    const onAccept = vi.fn<() => void>();
    const onDecline = vi.fn<() => void>();
    const onDismiss = vi.fn<() => void>();
    show(service, { ...props, onAccept, onDecline, onDismiss, failureSlot: <a href="/help">Help</a> });
    await screen.findByRole("dialog", { name: "The notice cannot be shown" }, { timeout: 60_000 });
    expect(screen.getByRole("link", { name: "Help" })).toBeTruthy();
    expect(screen.getByRole("status").textContent).toBe("");
    click("Close");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await act(() => new Promise((done) => setTimeout(done, 150)));
    expect([onAccept, onDecline].flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  }, 90_000);

  it.each(["accessToken", "noticeId"] as const)(
    "asks nobody without a %s, and says that the page is at fault",
    async (name) => {
      const { service, props } = serviceOf();
      show(service, { ...props, [name]: "" });
      await screen.findByRole("dialog", { name: "The notice cannot be shown" });
      expect(screen.getByRole("dialog").textContent).toContain("not set up as it should be");
      expect(service.requests.all).toHaveLength(0);
    },
  );

  it("checks without showing while it is closed, and shows the notice once it is opened", async () => {
    const { service, props } = serviceOf();
    const { update } = show(service, { ...props, open: false });
    await waitFor(() => expect(service.requests.to(readNotice)).toHaveLength(1));
    expect(screen.queryByRole("dialog")).toBeNull();
    update({ open: true });
    await screen.findByRole("dialog", { name: title });
  });

  it("leaves a controlled notice to its host: closing reports, reopening shows the same choices", async () => {
    const { service, props } = serviceOf();
    const onOpenChange = vi.fn<() => void>();
    const onDismiss = vi.fn<() => void>();
    const { update } = show(service, { ...props, open: true, dismissible: true, onOpenChange, onDismiss });
    await screen.findByRole("dialog");
    fireEvent.click(screen.getAllByRole("checkbox")[0] ?? document.body);
    click("Close");
    await waitFor(() => expect(onDismiss).toHaveBeenCalledTimes(1));
    expect(onOpenChange).toHaveBeenCalledWith(false, { reason: "dismissed" });
    update({ open: false, dismissible: true });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    update({ open: true, dismissible: true });
    await screen.findByRole("dialog");
    expect(screen.getAllByRole<HTMLInputElement>("checkbox")[0]?.checked).toBe(true);
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("shows one of two modals at a time, whole and without another layer over it [UI-M11]", async () => {
    const { service, props } = serviceOf();
    show(service, props, <NoticeConsent {...props} applicationId="other" />);
    await screen.findByRole("dialog");
    await waitFor(() => expect(service.requests.to(readNotice)).toHaveLength(2));
    await waitFor(() => expect(screen.getAllByRole("dialog")).toHaveLength(1));
    click("Decline all");
    await waitFor(() => expect(service.requests.to(submitConsent)).toHaveLength(1));
    await screen.findByRole("dialog");
    click("Decline all");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(service.requests.to(submitConsent)).toHaveLength(2);
  });

  it("speaks a language that the host brings every word of, and offers no other [UI-L2] [UI-L11]", async () => {
    const french = Object.fromEntries(Object.keys(english.labels).map((key) => [key, `fr-${key}`]));
    const bank = demoNotice("Savings account opening");
    const { supported_languages_and_translations: translations } = bank.active_config;
    const hindi = translations["Hindi"];
    if (hindi === undefined) throw new Error("The bank's notice has no Hindi.");
    const withFrench = { ...translations, fr: hindi, de: hindi, it: hindi };
    const { service, props } = serviceOf({
      ...bank,
      active_config: { ...bank.active_config, supported_languages_and_translations: withFrench },
    });
    show(service, { ...props, labels: { fr: french, it: { ...french, decline: " " } } });
    const select = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Language" });
    expect([...select.options].map(({ value }) => value)).toEqual(["en", "hi", "ta", "ur", "fr"]);
    fireEvent.change(select, { target: { value: "fr" } });
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("fr-languageChanged"));
    expect(screen.getByRole("dialog").closest("[lang]")?.getAttribute("lang")).toBe("fr");
  });

  it("makes no style element and leaves none of its own on the page [UI-T1] [UI-M7]", async () => {
    const { service, props } = serviceOf();
    const before = document.querySelectorAll("style").length;
    show(service, props);
    await screen.findByRole("dialog");
    expect(document.documentElement.style.overflow).toBe("hidden");
    expect(document.querySelectorAll("style")).toHaveLength(before);
    click("Decline all");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.documentElement.style.cssText).toBe("");
    expect(document.body.style.cssText).toBe("");
  });

  describe("focus", () => {
    const opener = <button type="button">Opener</button>;
    const page = (
      <main>
        <h1>Page</h1>
      </main>
    );

    it("starts on the title, without a description of the whole [UI-M2] [UI-M1]", async () => {
      const { service, props } = serviceOf();
      show(service, props);
      const dialog = await screen.findByRole("dialog", { name: title });
      await waitFor(() => expect(document.activeElement?.textContent).toBe(title));
      expect(dialog.hasAttribute("aria-describedby")).toBe(false);
      expect(dialog.hasAttribute("aria-modal")).toBe(false);
    });

    it("returns to what had it before [UI-M6]", async () => {
      const { service, props } = serviceOf();
      const { update } = show(service, { ...props, open: false }, opener);
      await waitFor(() => expect(service.requests.to(readNotice)).toHaveLength(1));
      const button = screen.getByRole("button", { name: "Opener" });
      act(() => button.focus());
      update({ open: undefined });
      await waitFor(() => expect(document.activeElement?.textContent).toBe(title));
      click("Decline all");
      await waitFor(() => expect(document.activeElement).toBe(button));
    });

    it("goes where the host says when nothing had it before [UI-M6]", async () => {
      const { service, props } = serviceOf();
      const finalFocus = createRef<HTMLButtonElement>();
      show(
        service,
        { ...props, finalFocus },
        <button ref={finalFocus} type="button">
          Next
        </button>,
      );
      await screen.findByRole("dialog");
      click("Decline all");
      await waitFor(() => expect(document.activeElement).toBe(finalFocus.current));
    });

    it.each([
      ["in its main part", page],
      ["without a main part", <h1 key="bare">Page</h1>],
    ])(
      "goes to the page's heading %s otherwise, which stays out of the tab order afterwards [UI-M6]",
      async (__, around) => {
        const { service, props } = serviceOf();
        show(service, props, around);
        await screen.findByRole("dialog");
        click("Decline all");
        const heading = screen.getByText("Page");
        await waitFor(() => expect(document.activeElement).toBe(heading));
        heading.blur();
        expect(heading.hasAttribute("tabindex")).toBe(false);
      },
    );

    it("stays inside while there is nothing to tab to", async () => {
      const { service, props } = serviceOf();
      service.next(readNotice, { latencyMs: 1000 });
      show(service, props, page);
      const dialog = await screen.findByRole("dialog", { name: "Loading the notice" });
      await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
      await userEvent.tab();
      await userEvent.tab();
      expect(dialog.contains(document.activeElement)).toBe(true);
    });
  });
});

describe("NoticeConsent on the server", () => {
  it("renders a named dialog in place with `portal={false}`, and nothing else otherwise [UI-M13] [UI-M1]", () => {
    const { service, props } = serviceOf();
    const html = (portal: boolean): string =>
      renderToString(
        <ConsentProvider fetch={service.fetch}>
          <NoticeConsent {...props} portal={portal} />
        </ConsentProvider>,
      );
    const [, named] = /role="dialog"[^>]* aria-labelledby="([^"]+)"/u.exec(html(false)) ?? [];
    expect(named).toBeTruthy();
    expect(html(false)).toContain(`id="${named}"`);
    expect(html(true)).toBe("");
    expect(service.requests.all).toHaveLength(0);
  });
});

describe("NoticeConsent while a check is quick", () => {
  it("shows nothing for 150 ms, then the shell [I-R7]", async () => {
    await preloadDialog();
    vi.useFakeTimers({ shouldAdvanceTime: false });
    const { service, props } = serviceOf();
    service.next(readNotice, "never-answer");
    render(
      <ConsentProvider fetch={service.fetch}>
        <NoticeConsent {...props} />
      </ConsentProvider>,
    );
    await act(() => vi.advanceTimersByTimeAsync(140));
    expect(screen.queryByRole("dialog")).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(20));
    expect(screen.getByRole("dialog", { name: "Loading the notice" })).toBeTruthy();
    vi.useRealTimers();
  });
});
