import { submitConsent } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { aNotice, createFixtureService } from "@notice-consent/testing";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { english } from "../labels/english.ts";
import { NoticeConsentInline } from "../notice-consent-inline.tsx";
import type { NoticeConsentInlineProps } from "./inline-props.ts";

afterEach(cleanup);

const notice = aNotice();
const words = english.labels;
const user = userEvent.setup();
const title = "Your data, your choice";
const refusal = { status: 403, code: "FORBIDDEN" } as const;

function show(props: Partial<NoticeConsentInlineProps> = {}) {
  const service = createFixtureService({ notices: [notice] });
  const { accessToken, refreshToken } = service.issue({ orgUserId: "person-1" });
  render(
    <StrictMode>
      <ConsentProvider fetch={service.fetch} baseUrl={service.baseUrl}>
        <input aria-label="E-mail" />
        <NoticeConsentInline
          notice_uuid={notice.uuid}
          org_uuid={service.organisationUuid}
          workspace_uuid={service.workspaceUuid}
          submit="button"
          {...{ accessToken, refreshToken }}
          {...props}
        />
      </ConsentProvider>
    </StrictMode>,
  );
  return service;
}

async function press(name: string): Promise<void> {
  const button = await screen.findByRole("button", { name });
  button.focus();
  await user.keyboard("{Enter}");
}

describe("focus in the notice", () => {
  it("stays in it when the button that tries again goes with the trouble", async () => {
    const service = show();
    service.next(submitConsent, refusal);
    await press("Accept all");
    await screen.findByText(words.notRecorded);
    service.next(submitConsent, refusal);
    await press(words.retry);
    await waitFor(() => expect(service.requests.to(submitConsent)).toHaveLength(2));
    await screen.findByText(words.notRecorded);
    expect(document.activeElement?.textContent).toBe(title);
  });

  it("stays in it when the question goes with the answer and the sending fails", async () => {
    const service = show({ settings: { confirmBeforeSubmit: true } });
    service.next(submitConsent, refusal);
    await press("Accept all");
    await press(words.confirmYes);
    await screen.findByText(words.notRecorded);
    expect(document.activeElement?.textContent).toBe(title);
  });

  it("is left where it is elsewhere on the page", async () => {
    const service = show();
    service.next(submitConsent, { latencyMs: 200 });
    await press("Accept all");
    const field = screen.getByRole("textbox", { name: "E-mail" });
    await user.click(field);
    await screen.findByRole("heading", { name: words.recordedHeading });
    expect(document.activeElement).toBe(field);
  });
});
