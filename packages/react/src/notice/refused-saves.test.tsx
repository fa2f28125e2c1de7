import { submitConsent } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { aNotice, createFixtureService } from "@notice-consent/testing";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import type { NoticeConsentInlineProps } from "../inline/inline-props.ts";
import { english } from "../labels/english.ts";
import { NoticeConsentInline } from "../notice-consent-inline.tsx";

afterEach(cleanup);

const notice = aNotice();
const words = english.labels;
const user = userEvent.setup();

const address = (): Promise<HTMLElement> => screen.findByRole("checkbox", { name: /Postal address/u });
const click = async (name: string): Promise<void> => user.click(await screen.findByRole("button", { name }));

function aNoticeBelowAField(props: Partial<NoticeConsentInlineProps> = {}) {
  const service = createFixtureService({ notices: [notice] });
  const tokensOf = (orgUserId: string) => {
    const { accessToken, refreshToken } = service.issue({ orgUserId });
    return { accessToken, refreshToken };
  };
  const tree = (given: Partial<NoticeConsentInlineProps>) => (
    <StrictMode>
      <ConsentProvider fetch={service.fetch} baseUrl={service.baseUrl}>
        <form onSubmit={(event) => event.preventDefault()}>
          <input aria-label="E-mail" />
          <NoticeConsentInline
            notice_uuid={notice.uuid}
            org_uuid={service.organisationUuid}
            workspace_uuid={service.workspaceUuid}
            submit="button"
            {...given}
            {...props}
          />
          <button>Create account</button>
        </form>
      </ConsentProvider>
    </StrictMode>
  );
  const { rerender } = render(tree(tokensOf("person-1")));
  return {
    service,
    tokensOf,
    field: screen.getByRole("textbox", { name: "E-mail" }),
    update: (next: Partial<NoticeConsentInlineProps>) => rerender(tree(next)),
  };
}

/** The summary has come, with focus, and the box is marked. */
async function expectRefusal(): Promise<void> {
  await waitFor(() => expect(document.activeElement?.textContent).toBe(words.summaryHeading));
  expect((await address()).getAttribute("aria-invalid")).toBe("true");
}

async function expectNoRefusal(): Promise<void> {
  expect((await address()).getAttribute("aria-invalid")).toBeNull();
  expect(screen.queryByRole("heading", { name: words.summaryHeading })).toBeNull();
}

describe("a save that was refused", () => {
  it("is over once what was missing is ticked: unticking it again moves nothing [UI-I7] [UI-S12]", async () => {
    aNoticeBelowAField();
    const box = await address();
    await click("Save my choices");
    await expectRefusal();
    await user.click(box);
    await user.click(box);
    await expectNoRefusal();
    expect(document.activeElement).toBe(box);
    await click("Save my choices");
    await expectRefusal();
    await click("Save my choices");
    await expectRefusal();
  });

  it("is over with a refusal of the notice, also where that could not be recorded [UI-S12] [UI-E3]", async () => {
    const { service } = aNoticeBelowAField();
    await address();
    await click("Save my choices");
    await expectRefusal();
    service.next(submitConsent, { status: 403, code: "FORBIDDEN" });
    await click("Decline all");
    await screen.findByText(words.notRecorded);
    await expectNoRefusal();
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("is no concern of the next person, whose focus stays where it is [UI-E10] [UI-I7]", async () => {
    const { field, tokensOf, update } = aNoticeBelowAField();
    await address();
    await click("Save my choices");
    await expectRefusal();
    await user.click(field);
    const before = await address();
    update(tokensOf("person-2"));
    await waitFor(() => expect(before.isConnected && before.getAttribute("aria-invalid") === "true").toBe(false));
    await expectNoRefusal();
    expect(document.activeElement).toBe(field);
  });

  it.each(["button", "form"] as const)(
    "shows what is missing before anybody is known, by the %s, and moves nothing when they are [UI-I6] [UI-I7] [UI-S12]",
    async (submit) => {
      const nobody = { accessToken: undefined, refreshToken: undefined };
      const { service, field, tokensOf, update } = aNoticeBelowAField({ submit });
      update(nobody);
      await address();
      await click(submit === "form" ? "Create account" : "Save my choices");
      await expectRefusal();
      await user.click(field);
      service.requests.clear();
      update(tokensOf("person-1"));
      await waitFor(() => expect(service.requests.all).not.toHaveLength(0));
      await screen.findByRole("region", { name: "Your data, your choice" });
      await waitFor(() => expect(document.querySelector('[data-state="asking"]')).not.toBeNull());
      expect(document.activeElement).toBe(field);
    },
  );
});
