import { submitConsent, type Verdict } from "@notice-consent/contract";
import { ConsentProvider } from "@notice-consent/hooks";
import { aNotice, anElement, aPurpose, aSubmission, createFixtureService, type Ticks } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode, type FormEvent } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { english } from "../labels/english.ts";
import * as Notice from "../notice/index.parts.ts";
import { NoticeConsentInline } from "../notice-consent-inline.tsx";
import type { NoticeConsentInlineProps } from "./inline-props.ts";

afterEach(cleanup);

const notice = aNotice();
const [delivery, offers] = notice.active_config.purposes;
const words = english.labels;
const orgUserId = "person-1";
const user = userEvent.setup();

const box = (name: RegExp): Promise<HTMLElement> => screen.findByRole("checkbox", { name });
const send = (): Promise<void> => user.click(screen.getByRole("button", { name: "Create account" }));

async function aWhile(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 800)));
}

function aForm(props: Partial<NoticeConsentInlineProps> = {}, { shown = notice, earlier, verdict }: Setting = {}) {
  const service = createFixtureService({ notices: [shown] });
  const judging = verdict === undefined ? service.fetch : withVerdict(service.fetch, verdict);
  if (earlier !== undefined) service.decide({ orgUserId }, aSubmission(shown, earlier));
  const { accessToken, refreshToken } = service.issue({ orgUserId });
  const onSubmit = vi.fn<(sent: [string, unknown][], button: string | undefined) => void>();
  const hear = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    onSubmit([...new FormData(event.currentTarget)], submitter?.textContent ?? undefined);
  };
  const tokens = { accessToken, refreshToken };
  const tree = (given: Partial<NoticeConsentInlineProps>) => (
    <StrictMode>
      <ConsentProvider fetch={judging} baseUrl={service.baseUrl}>
        <form onSubmit={hear}>
          <input name="email" defaultValue="a@example.com" aria-label="E-mail" />
          <NoticeConsentInline
            notice_uuid={shown.uuid}
            org_uuid={service.organisationUuid}
            workspace_uuid={service.workspaceUuid}
            submit="form"
            {...tokens}
            {...props}
            {...given}
          />
          <button>Create account</button>
          <button type="reset">Reset</button>
        </form>
      </ConsentProvider>
    </StrictMode>
  );
  const { rerender } = render(tree({}));
  return { service, onSubmit, tokens, update: (next: Partial<NoticeConsentInlineProps>) => rerender(tree(next)) };
}

interface Setting {
  readonly shown?: typeof notice;
  readonly earlier?: Ticks;
  /** What the service says of each submission, whatever it was. */
  readonly verdict?: Omit<Verdict, "outstanding">;
}

function withVerdict(fetch: typeof globalThis.fetch, verdict: Omit<Verdict, "outstanding">): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    if (answer.status !== 201) return answer;
    const body = (await answer.json()) as { readonly detail: object };
    return Response.json({ detail: { ...body.detail, verdict: { ...verdict, outstanding: [] } } }, { status: 201 });
  };
}

describe("a form round the notice", () => {
  it("goes on once the choice is recorded, with the same button and the choice in it [UI-I5] [UI-I2] [W47]", async () => {
    const { service, onSubmit } = aForm();
    await user.click(await box(/Postal address/u));
    await aWhile();
    expect(service.requests.to(submitConsent)).toHaveLength(0);
    service.latencyMs = 1000;
    await send();
    expect(onSubmit).not.toHaveBeenCalled();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
    expect(service.requests.to(submitConsent)).toMatchObject([{ status: 201 }]);
    const element = delivery?.data_elements[0]?.uuid;
    expect(onSubmit).toHaveBeenCalledWith(
      [
        ["email", "a@example.com"],
        [`consent[${delivery?.uuid}]`, "mixed"],
        [`consent[${delivery?.uuid}][${element}]`, "granted"],
        [`consent[${offers?.uuid}]`, "withheld"],
      ],
      "Create account",
    );
    await screen.findByRole("heading", { name: words.recordedHeading });
    await send();
    expect(onSubmit).toHaveBeenCalledTimes(2);
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("is not sent by what another button saves after its own submit was refused [UI-I5]", async () => {
    const { service, onSubmit } = aForm({
      children: (
        <>
          <Notice.Summary />
          <Notice.Purposes />
          <Notice.Save />
        </>
      ),
    });
    await box(/Postal address/u);
    await send();
    await screen.findByText(words.summaryHeading);
    await user.click(await box(/Postal address/u));
    await user.click(screen.getByRole("button", { name: "Save my choices" }));
    await waitFor(() => expect(service.requests.to(submitConsent)).toMatchObject([{ status: 201 }]));
    await aWhile();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it("does not go on while something required is missing, and shows what [UI-I5] [UI-I7]", async () => {
    const { service, onSubmit } = aForm();
    await box(/Postal address/u);
    await send();
    await waitFor(() => expect(document.activeElement?.textContent).toBe(words.summaryHeading));
    expect(onSubmit).not.toHaveBeenCalled();
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("does not go on when the choice was refused or had no answer, until it is recorded [UI-E3] [UI-I5]", async () => {
    const { service, onSubmit } = aForm();
    await user.click(await box(/Postal address/u));
    service.next(submitConsent, { status: 403, code: "FORBIDDEN" });
    await send();
    await screen.findByText(words.notRecorded);
    await aWhile();
    expect(onSubmit).not.toHaveBeenCalled();
    await send();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
  });

  it.each([
    ["does not go on where the service finds something required missing", "required", 0],
    ["goes on where the service finds only something optional missing", "all", 1],
  ] as const)("%s, whatever the boxes say [UI-S9] [UI-I5]", async (_, validateAgainst, times) => {
    const { onSubmit } = aForm(
      { validateAgainst },
      { verdict: { may_proceed: false, validate_against: validateAgainst } },
    );
    await user.click(await box(/Postal address/u));
    await send();
    await screen.findByRole("heading", { name: words.recordedHeading });
    await aWhile();
    expect(onSubmit).toHaveBeenCalledTimes(times);
  });

  it("goes on for a person who wants nothing optional, once that is recorded as a refusal [UI-S9] [UI-I5]", async () => {
    const shown = aNotice({ purposes: [aPurpose({ name: "Offers", data_elements: [anElement()] })] });
    const { service, onSubmit } = aForm({}, { shown });
    await box(/^Offers/u);
    await send();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
    expect(service.requests.to(submitConsent)[0]?.body).toMatchObject({ declined: true });
  });

  it("goes on at once where nothing is left to ask [UI-I5]", async () => {
    const { service, onSubmit } = aForm({}, { earlier: "everything" });
    await screen.findByRole("button", { name: words.change });
    await send();
    expect(onSubmit).toHaveBeenCalledTimes(1);
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("waits for the person to be known, then goes on [UI-I6] [UI-I5]", async () => {
    const { service, onSubmit, tokens, update } = aForm({ accessToken: undefined, refreshToken: undefined });
    await user.click(await box(/Postal address/u));
    await send();
    await screen.findByText(words.waitingForSession);
    await aWhile();
    expect(onSubmit).not.toHaveBeenCalled();
    update(tokens);
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("does not go on for another person than the one who sent it [UI-E10] [UI-I5]", async () => {
    const { service, onSubmit, update } = aForm();
    service.decide({ orgUserId: "person-2" }, aSubmission(notice, "everything"));
    const { accessToken, refreshToken } = service.issue({ orgUserId: "person-2" });
    await user.click(await box(/Postal address/u));
    service.latencyMs = 1500;
    await send();
    update({ accessToken, refreshToken });
    await screen.findByRole("button", { name: words.change });
    await aWhile();
    expect(onSubmit).not.toHaveBeenCalled();
    await send();
    expect(onSubmit).toHaveBeenCalledTimes(1);
  });

  it("goes on although the button that sent it is gone by then [UI-I5]", async () => {
    const { service, onSubmit } = aForm();
    await user.click(await box(/Postal address/u));
    service.latencyMs = 300;
    const button = screen.getByRole("button", { name: "Create account" });
    await send();
    const { parentElement } = button;
    button.remove();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
    parentElement?.append(button);
  });

  it("is the confirmation itself, where settings ask for one [UI-I5]", async () => {
    const { service, onSubmit } = aForm({ settings: { confirmBeforeSubmit: true } });
    await user.click(await box(/Postal address/u));
    await send();
    await waitFor(() => expect(onSubmit).toHaveBeenCalledTimes(1));
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });

  it("is not held up by a notice that saves in another way, which has no form of its own [UI-I5]", async () => {
    const { onSubmit } = aForm({ submit: "when-valid" });
    await box(/Postal address/u);
    await send();
    expect(onSubmit).toHaveBeenCalledTimes(1);
    const section = screen.getByRole("region", { name: "Your data, your choice" });
    expect(section.querySelector("form")).toBeNull();
    for (const button of section.querySelectorAll("button")) expect(button.type).toBe("button");
  });

  it("puts its choice back to what is recorded when it is reset, and writes nothing [UI-I5]", async () => {
    const { service } = aForm({ name: "data", mode: "manage" }, { earlier: "required" });
    const address = await box(/Postal address/u);
    expect(address).toHaveProperty("checked", true);
    await user.click(address);
    await user.click(await box(/E-mail address/u));
    expect(document.querySelector(`input[name="data[${offers?.uuid}]"]`)).toHaveProperty("value", "granted");
    await user.click(screen.getByRole("button", { name: "Reset" }));
    await waitFor(() =>
      expect(screen.getByRole("checkbox", { name: /Postal address/u })).toHaveProperty("checked", true),
    );
    await waitFor(() =>
      expect(screen.getByRole("checkbox", { name: /E-mail address/u })).toHaveProperty("checked", false),
    );
    expect(document.querySelector(`input[name="data[${offers?.uuid}]"]`)).toHaveProperty("value", "withheld");
    await aWhile();
    expect(service.requests.to(submitConsent)).toHaveLength(0);
  });

  it("keeps the boxes as they are recorded when it is reset after they were saved [UI-I5]", async () => {
    const { service } = aForm({ submit: "when-valid" });
    await user.click(await box(/Postal address/u));
    await screen.findByText(words.saved);
    await user.click(screen.getByRole("button", { name: "Reset" }));
    await aWhile();
    expect(screen.getByRole("checkbox", { name: /Postal address/u })).toHaveProperty("checked", true);
    expect(service.requests.to(submitConsent)).toHaveLength(1);
  });
});
