import { submitConsent, type SubmitConsentBody } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { createFixtureService, demoNotices, type Fault } from "@notice-consent/testing";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { StrictMode } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { NoticeConsent } from "./notice-consent.tsx";
import type { NoticeConsentProps } from "./notice-props.ts";

afterEach(cleanup);

function show(given: Partial<NoticeConsentProps> = {}) {
  const notice = demoNotices[1];
  if (notice === undefined) throw new RangeError("There is no second demo notice.");
  const service = createFixtureService({ notices: [notice] });
  const { accessToken, refreshToken } = service.issue({ orgUserId: "person-1" });
  const props = {
    noticeId: notice.uuid,
    accessToken,
    refreshToken,
    baseUrl: service.baseUrl,
    language: "en",
    ...given,
  };
  const tree = (more: Partial<NoticeConsentProps> = {}) => (
    <StrictMode>
      <ConsentProvider fetch={service.fetch}>
        <NoticeConsent {...props} {...more} />
      </ConsentProvider>
    </StrictMode>
  );
  const { rerender } = render(tree());
  return { service, notice, update: (more: Partial<NoticeConsentProps>) => rerender(tree(more)) };
}

const button = (name: string) => screen.findByRole("button", { name });
const optionalBox = (): HTMLInputElement => {
  const box = document.querySelector<HTMLInputElement>("fieldset:not([data-required]) legend input");
  if (box === null) throw new Error("There is no optional purpose on screen.");
  return box;
};

describe("Try again", () => {
  it.each<[string, Fault]>([
    ["refused", { status: 429, code: "RATE_LIMITED" }],
    ["without an answer", "drop-answer"],
  ])("after an “Accept all” that was %s never ticks again what the person has unticked since", async (_, fault) => {
    const { service } = show();
    service.next(submitConsent, fault);
    fireEvent.click(await button("Accept all"));
    await button("Try again");
    fireEvent.click(optionalBox());
    expect(optionalBox().checked).toBe(false);
    fireEvent.click(await button("Try again"));
    await waitFor(() => expect(service.requests.to(submitConsent)).toHaveLength(2));
    const body = service.requests.to(submitConsent).at(-1)?.body as SubmitConsentBody;
    expect(body.act).toBe("save");
    expect(body.purposes.map(({ selected }) => selected)).toContain(false);
  });

  it("with something required unticked since says what is missing and sends nothing", async () => {
    const { service } = show();
    service.next(submitConsent, "drop-answer");
    fireEvent.click(await button("Accept all"));
    await button("Try again");
    const required = document.querySelector<HTMLElement>("li[data-required] input");
    fireEvent.click(required ?? document.body);
    fireEvent.click(await button("Try again"));
    expect(document.activeElement).toBe(await screen.findByRole("heading", { name: "Not ready to save yet" }));
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });
});

describe("a link of the summary", () => {
  it("unfolds the purpose of the box that it leads to [UI-S12]", async () => {
    show();
    fireEvent.click(await button("Save choices"));
    await screen.findByRole("heading", { name: "Not ready to save yet" });
    const link = document.querySelector<HTMLElement>('[data-nc="summary"] a');
    const box = document.getElementById(link?.getAttribute("href")?.slice(1) ?? "");
    const details = box?.closest("fieldset")?.querySelector<HTMLElement>('[data-nc="details"]');
    fireEvent.click(details ?? document.body);
    expect(box?.closest("ul")?.hidden).toBe(true);
    fireEvent.click(link ?? document.body);
    expect(box?.closest("ul")?.hidden).toBe(false);
    expect(document.activeElement).toBe(box);
  });
});

describe("onOpenChange", () => {
  it("says nothing of a dismissal while a decision is on its way", async () => {
    const onOpenChange = vi.fn<NonNullable<NoticeConsentProps["onOpenChange"]>>();
    const { service } = show({ onOpenChange, dismissible: true });
    service.next(submitConsent, { latencyMs: 100 });
    fireEvent.click(await button("Accept all"));
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
    await waitFor(() => expect(onOpenChange).toHaveBeenCalled());
    expect(onOpenChange.mock.calls).toEqual([[false, { reason: "recorded" }]]);
  });

  it("is told of every person's decision [UI-E10]", async () => {
    const onOpenChange = vi.fn<NonNullable<NoticeConsentProps["onOpenChange"]>>();
    const { service, update } = show({ onOpenChange });
    fireEvent.click(await button("Accept all"));
    await waitFor(() => expect(onOpenChange).toHaveBeenCalledTimes(1));
    update({ ...service.issue({ orgUserId: "person-2" }) });
    fireEvent.click(await button("Accept all"));
    await waitFor(() => expect(onOpenChange).toHaveBeenCalledTimes(2));
  });

  it("is told of a decision once, however often the session or the language changes afterwards", async () => {
    const onOpenChange = vi.fn<NonNullable<NoticeConsentProps["onOpenChange"]>>();
    const { service, update } = show({ onOpenChange });
    fireEvent.click(await button("Accept all"));
    await waitFor(() => expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false, { reason: "recorded" }));
    await act(async () => update({ onOpenChange, language: "hi" }));
    const fresh = service.issue({ orgUserId: "person-1" });
    await act(async () => update({ onOpenChange, language: "hi", accessToken: fresh.accessToken }));
    await act(() => new Promise((resolve) => setTimeout(resolve, 100)));
    expect(onOpenChange).toHaveBeenCalledTimes(1);
  });
});
