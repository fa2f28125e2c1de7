import { submitConsent, type Notice as NoticeData } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { aNotice, aSubmission, createFixtureService, type FixtureService, type Ticks } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef, StrictMode, type ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InlineHandle, NoticeConsentInlineProps } from "./inline/inline-props.ts";
import { english } from "./labels/english.ts";
import { NoticeConsentInline } from "./notice-consent-inline.tsx";

afterEach(cleanup);

const notice = aNotice();
const words = english.labels;
const orgUserId = "person-1";
const user = userEvent.setup();

/** Well past the pause after which a choice sends itself. */
async function aWhile(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 800)));
}

const box = (name: RegExp): Promise<HTMLElement> => screen.findByRole("checkbox", { name });
const click = async (name: string): Promise<void> => user.click(await screen.findByRole("button", { name }));

function aStage({ shown = notice, earlier }: { shown?: NoticeData; earlier?: Ticks } = {}) {
  const service = createFixtureService({ notices: [shown] });
  if (earlier !== undefined) service.decide({ orgUserId }, aSubmission(shown, earlier));
  const { organisationUuid, workspaceUuid, baseUrl } = service;
  const nobody = { org_uuid: organisationUuid, workspace_uuid: workspaceUuid, notice_uuid: shown.uuid, baseUrl };
  const tokensOf = (person: string) => {
    const { accessToken, refreshToken } = service.issue({ orgUserId: person });
    return { accessToken, refreshToken };
  };
  return { service, nobody, tokensOf, known: { ...nobody, ...tokensOf(orgUserId) } };
}

const writes = (service: FixtureService): number => service.requests.to(submitConsent).length;

describe.each([
  ["plain", ({ children }: { children: ReactNode }) => <>{children}</>],
  ["in StrictMode", ({ children }: { children: ReactNode }) => <StrictMode>{children}</StrictMode>],
])("NoticeConsentInline, %s,", (_, Mode) => {
  function show(service: FixtureService, notice_: ReactNode) {
    const tree = (content: ReactNode): ReactNode => (
      <Mode>
        <ConsentProvider fetch={service.fetch}>{content}</ConsentProvider>
      </Mode>
    );
    const { rerender, unmount, container } = render(tree(notice_));
    return { container, unmount, update: (next: ReactNode) => rerender(tree(next)) };
  }

  it("is a region named by its heading, each purpose a group with a legend, and takes no focus [UI-I1]", async () => {
    const { service, known } = aStage();
    show(service, <NoticeConsentInline {...known} headingLevel={3} />);
    const region = await screen.findByRole("region", { name: "Your data, your choice" });
    expect(region.tagName).toBe("SECTION");
    expect(screen.getByRole("heading", { level: 3, name: "Your data, your choice" })).toBeDefined();
    expect(screen.getByRole("heading", { level: 4, name: "What we ask for" })).toBeDefined();
    const groups = within(region).getAllByRole("group");
    expect(groups.map((group) => group.querySelector("legend label")?.textContent)).toEqual([
      expect.stringContaining("Deliver your order"),
      expect.stringContaining("Send you offers"),
    ]);
    expect(document.activeElement).toBe(document.body);
  });

  it("says that it is ready once it has been read, and no longer once a choice is saved [UI-X4]", async () => {
    const { service, known } = aStage();
    show(service, <NoticeConsentInline {...known} />);
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe(words.ready));
    await user.click(await box(/Postal address/u));
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe(words.saved));
  });

  it("saves the person's own choice by itself, says so, and moves neither focus nor page [UI-I2] [UI-I3] [UI-I10] [W26] [W45] [W47]", async () => {
    const { service, known } = aStage();
    const onAccept = vi.fn<NonNullable<NoticeConsentInlineProps["onAccept"]>>();
    const onDecline = vi.fn<NonNullable<NoticeConsentInlineProps["onDecline"]>>();
    show(service, <NoticeConsentInline {...known} onAccept={onAccept} onDecline={onDecline} />);
    const address = await box(/Postal address/u);
    const note = screen.getByText(words.savesAsYouChoose);
    const [first] = screen.getAllByRole("checkbox");
    expect(note.compareDocumentPosition(first ?? note) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Accept all" })).toBeNull();
    await aWhile();
    expect(writes(service)).toBe(0);

    await user.click(address);
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain(words.saved));
    expect(service.requests.to(submitConsent)[0]?.body).toMatchObject({ language: "en", act: "save" });
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(document.activeElement).toBe(address);
    expect(screen.getByRole("checkbox", { name: /Postal address/u })).toBe(address);

    await user.click(address);
    await waitFor(() => expect(onDecline).toHaveBeenCalledTimes(1));
    expect(onDecline.mock.lastCall?.[0]).toMatchObject({ outcome: "withdrawn" });
    expect(document.activeElement).toBe(address);
    expect(screen.getByRole("heading", { name: "Your data, your choice" })).toBeDefined();
  });

  it("can be chosen in before anybody is known, and saves for the first person who comes [UI-I6] [W46]", async () => {
    const { service, nobody, tokensOf } = aStage();
    const { update } = show(service, <NoticeConsentInline {...nobody} />);
    const address = await box(/Postal address/u);
    await user.click(address);
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain(words.waitingForSession));
    await aWhile();
    expect(writes(service)).toBe(0);
    update(<NoticeConsentInline {...nobody} {...tokensOf(orgUserId)} />);
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain(words.saved));
    expect(writes(service)).toBe(1);
    expect(screen.getByRole("checkbox", { name: /Postal address/u })).toBe(address);
    expect(document.activeElement).toBe(address);
  });

  it("says when a choice made before was not sent [UI-I6]", async () => {
    const { service, nobody, tokensOf } = aStage({ earlier: "nothing" });
    const { update } = show(service, <NoticeConsentInline {...nobody} />);
    await user.click(await box(/Postal address/u));
    update(<NoticeConsentInline {...nobody} {...tokensOf(orgUserId)} />);
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain(words.choiceDropped));
    expect(writes(service)).toBe(0);
    expect(await box(/Postal address/u)).toHaveProperty("checked", false);
  });

  it("has its own three actions where that is wanted, and shows what is recorded in their place [UI-I9] [UI-I10] [UI-W1]", async () => {
    const { service, known } = aStage();
    show(service, <NoticeConsentInline {...known} submit="button" />);
    await box(/Postal address/u);
    const names = ["Decline all", "Save my choices", "Accept all"];
    for (const name of names) expect(screen.getByRole("button", { name })).toHaveProperty("type", "button");
    await click("Accept all");
    await screen.findByRole("heading", { name: words.recordedHeading });
    expect(screen.queryAllByRole("checkbox")).toHaveLength(0);
    await waitFor(() => expect(document.activeElement?.textContent).toBe(words.recordedHeading));

    await click(words.change);
    expect(await box(/Postal address/u)).toHaveProperty("checked", true);
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Your data, your choice"));
    await user.click(await box(/^Send you offers/u));
    await click("Save my choices");
    await screen.findByRole("heading", { name: words.recordedHeading });
    await click(words.withdrawAll);
    await screen.findByRole("heading", { name: words.withdrawnHeading });
    expect(screen.getByText(words.earlierLawful)).toBeDefined();
    await click(words.undo);
    await screen.findByRole("heading", { name: words.recordedHeading });
    expect(writes(service)).toBe(4);
  });

  it("shows what is missing after an explicit submit only, beside the boxes and in a summary with focus [UI-I7] [UI-S12]", async () => {
    const { service, known } = aStage();
    const handle = createRef<InlineHandle>();
    show(service, <NoticeConsentInline {...known} ref={handle} submit="button" />);
    const address = await box(/Postal address/u);
    await user.click(await box(/Phone number/u));
    await user.click(await box(/Phone number/u));
    expect(address.getAttribute("aria-invalid")).toBeNull();
    act(() => expect(handle.current?.submit()).toBe(false));
    await waitFor(() => expect(document.activeElement?.textContent).toBe(words.summaryHeading));
    expect(address.getAttribute("aria-invalid")).toBe("true");
    const described = document.getElementById(address.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toBe(words.missing);
    expect(writes(service)).toBe(0);
    await user.click(address);
    act(() => expect(handle.current?.submit()).toBe(true));
    await screen.findByRole("heading", { name: words.recordedHeading });
  });

  it("shows on a later visit what is recorded, to be changed, and tells the host [UI-I10] [W35]", async () => {
    const { service, known } = aStage({ earlier: "everything" });
    const onAccept = vi.fn<NonNullable<NoticeConsentInlineProps["onAccept"]>>();
    show(service, <NoticeConsentInline {...known} onAccept={onAccept} />);
    await screen.findByRole("button", { name: words.withdrawAll });
    expect(screen.getByRole("region", { name: "Your data, your choice" })).toBeDefined();
    expect(screen.queryAllByRole("checkbox")).toHaveLength(0);
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(onAccept.mock.lastCall?.[0]).toMatchObject({ outcome: "already-valid" });
    await click(words.change);
    await user.click(await box(/^Send you offers/u));
    await waitFor(() => expect(service.record(orgUserId)).toMatchObject({}));
    await waitFor(() => expect(writes(service)).toBe(1));
  });

  it("shows nothing where the service says no more than that nothing is left to ask [W15]", async () => {
    const { service, known } = aStage({ earlier: "everything" });
    // A service that does not know the request for the record.
    const older: typeof service.fetch = (input, init) => {
      const { url } = new Request(input, init);
      return service.fetch(url.replace(/include_fully_consented_data=true&?/u, ""), init);
    };
    const onAccept = vi.fn<NonNullable<NoticeConsentInlineProps["onAccept"]>>();
    const { container } = show({ ...service, fetch: older }, <NoticeConsentInline {...known} onAccept={onAccept} />);
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    expect(container.innerHTML).toBe("");
  });

  it("shows a failure where the notice would stand, with a way to try again [UI-M12] [W42]", async () => {
    const { service, known } = aStage();
    service.offline = true;
    const onError = vi.fn<NonNullable<NoticeConsentInlineProps["onError"]>>();
    show(service, <NoticeConsentInline {...known} onError={onError} />);
    await screen.findByRole("region", { name: words.failedHeading });
    service.offline = false;
    await click(words.retry);
    await box(/Postal address/u);
    await waitFor(() => expect(onError).toHaveBeenCalledTimes(1));
  });

  it("is composed by the host where that is wanted [UI-T8]", async () => {
    const { service, known } = aStage();
    show(
      service,
      <NoticeConsentInline {...known}>
        {({ consent, titleId }) => <h2 id={titleId}>{`Composed: ${consent.status}`}</h2>}
      </NoticeConsentInline>,
    );
    expect(await screen.findByRole("region", { name: "Composed: asking" })).toBeDefined();
  });

  it("has the name that the host gives it, its sections too, so that two on a page can be told apart [UI-X1]", async () => {
    const { service, known } = aStage();
    show(
      service,
      <>
        <NoticeConsentInline {...known} aria-label="Your choice on the web" />
        <NoticeConsentInline {...known} aria-label="Your choice in the app" />
        <NoticeConsentInline {...known} />
      </>,
    );
    const choices = notice.active_config.purpose_section_heading || words.purposes;
    const names = [
      "Your choice on the web",
      `${choices} Your choice on the web`,
      "Your choice in the app",
      `${choices} Your choice in the app`,
      "Your data, your choice",
      choices,
    ];
    await waitFor(() => expect(screen.getAllByRole("region")).toHaveLength(names.length));
    for (const name of names) await screen.findByRole("region", { name });
  });

  it("keeps that name where its title tells of a failure [UI-X1]", async () => {
    const { service, known } = aStage();
    service.offline = true;
    show(service, <NoticeConsentInline {...known} aria-label="Your choice on the web" />);
    await screen.findByRole("heading", { name: words.failedHeading });
    expect(screen.getByRole("region", { name: "Your choice on the web" })).toBeDefined();
  });
});

describe("NoticeConsentInline in the first HTML", () => {
  it("is a named region that is busy, with room for what comes [UI-I11] [UI-M13]", () => {
    const { service, known } = aStage();
    const html = renderToString(
      <ConsentProvider fetch={service.fetch}>
        <NoticeConsentInline {...known} minHeight="20rem" />
      </ConsentProvider>,
    );
    expect(html).toMatch(/^<section[^>]*aria-busy="true"/u);
    expect(html).toContain("min-block-size:20rem");
    expect(html).toContain(words.loading);
    expect(service.requests.all).toHaveLength(0);
  });
});
