import { submitConsent } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { aNotice, aSubmission, createFixtureService, type Ticks } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createRef } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { english } from "../labels/english.ts";
import { NoticeConsentInline } from "../notice-consent-inline.tsx";
import type { InlineHandle, NoticeConsentInlineProps } from "./inline-props.ts";

afterEach(cleanup);

const notice = aNotice();
const words = english.labels;
const orgUserId = "person-1";
const user = userEvent.setup();

const box = (name: RegExp): Promise<HTMLElement> => screen.findByRole("checkbox", { name });
const click = async (name: string): Promise<void> => user.click(await screen.findByRole("button", { name }));

function aHandle(props: Partial<NoticeConsentInlineProps> = {}, { earlier, offline = false }: Setting = {}) {
  const service = createFixtureService({ notices: [notice] });
  if (earlier !== undefined) service.decide({ orgUserId }, aSubmission(notice, earlier));
  service.offline = offline;
  const { accessToken, refreshToken } = service.issue({ orgUserId });
  const handle = createRef<InlineHandle>();
  render(
    <ConsentProvider fetch={service.fetch} baseUrl={service.baseUrl}>
      <NoticeConsentInline
        ref={handle}
        notice_uuid={notice.uuid}
        org_uuid={service.organisationUuid}
        workspace_uuid={service.workspaceUuid}
        submit="button"
        {...{ accessToken, refreshToken }}
        {...props}
      />
    </ConsentProvider>,
  );
  const submit = (): boolean | undefined => {
    let answer: boolean | undefined;
    act(() => {
      answer = handle.current?.submit();
    });
    return answer;
  };
  return { submit, service, writes: () => service.requests.to(submitConsent).length };
}

interface Setting {
  readonly earlier?: Ticks;
  readonly offline?: boolean;
}

describe("submit() of the ref", () => {
  it("is false where the notice could not be read, and is no act on the one that comes", async () => {
    const { submit, service, writes } = aHandle({}, { offline: true });
    await screen.findByRole("region", { name: words.failedHeading });
    expect(submit()).toBe(false);
    service.offline = false;
    await click(words.retry);
    await box(/Postal address/u);
    expect(screen.queryByRole("heading", { name: words.summaryHeading })).toBeNull();
    expect(writes()).toBe(0);
  });

  it("is false while the notice is being read, and once everything is recorded", async () => {
    const { submit, writes } = aHandle();
    expect(submit()).toBe(false);
    await box(/Postal address/u);
    await click("Accept all");
    await screen.findByRole("heading", { name: words.recordedHeading });
    expect(submit()).toBe(false);
    expect(writes()).toBe(1);
  });

  it("is false while it only asks for confirmation", async () => {
    const { submit, writes } = aHandle({ settings: { confirmBeforeSubmit: true } });
    await user.click(await box(/Postal address/u));
    expect(submit()).toBe(false);
    expect(writes()).toBe(0);
    await click(words.confirmYes);
    await waitFor(() => expect(writes()).toBe(1));
  });

  it("is true for what takes a grant back, complete or not", async () => {
    const { submit, writes } = aHandle({}, { earlier: "everything" });
    await click(words.change);
    await user.click(await box(/Postal address/u));
    expect(submit()).toBe(true);
    await screen.findByRole("heading", { name: words.withdrawnHeading });
    expect(writes()).toBe(1);
  });

  it("is true before anybody is known, for what is kept until then [UI-I6]", async () => {
    const { submit } = aHandle({ accessToken: undefined, refreshToken: undefined });
    await user.click(await box(/Postal address/u));
    expect(submit()).toBe(true);
    await screen.findByText(words.waitingForSession);
  });
});
