import { ManageConsentTrigger, NoticeConsent, NoticeConsentInline } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { useState } from "react";
import { expect, userEvent } from "storybook/test";
import type { Host } from "../../../../.storybook/host.ts";
import preview from "../../../../.storybook/preview.tsx";
import { asked, boxes, eventually, gone, noticeIn, part, press } from "../play.test-data.ts";
import { inScene, shop, toolbarProps, type ToolbarProps } from "../stage.test-data.tsx";
import { Done, HostPage, noticeOf, useTokens } from "./flow.test-data.tsx";

const meta = preview.meta({
  title: "Recipes/Flows",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  tags: ["flow"],
});

interface StepProps {
  readonly host: Host;
  readonly look: ToolbarProps;
}

const someone = (): string => crypto.randomUUID();

/** Consent first, under an id of the back end’s making; then the account, and the id is linked to it. [SB10] */
export const SignUp = meta.story({
  render: (_, context) => (
    <HostPage context={context}>{(host) => <SigningUp host={host} look={toolbarProps(context)} />}</HostPage>
  ),
  play: async ({ canvas }) => {
    await press(await asked(), "accept");
    await gone();
    await userEvent.click(await canvas.findByRole("button", { name: "Create account" }));
    await canvas.findByText("Account created and linked.", {}, { timeout: 20_000 });
  },
});

function SigningUp({ host, look }: StepProps) {
  const [temporary] = useState(someone);
  const [step, setStep] = useState<"asking" | "form" | "done">("asking");
  const tokens = useTokens(() => host.tokens({ org_user_id: temporary }));
  const create = async (): Promise<void> => {
    const account = someone();
    await host.createUser({ org_user_id: account });
    await host.link({ primary_org_user_id: account, alias_org_user_ids: [temporary] });
    setStep("done");
  };
  return (
    <>
      <h1>Sign up</h1>
      {tokens !== undefined && (
        <NoticeConsent
          {...look}
          {...tokens}
          noticeId={noticeOf(host, "Shop sign-up")}
          baseUrl={host.baseUrl}
          onAccept={({ mayProceed }) => mayProceed && setStep("form")}
        />
      )}
      {step === "form" && (
        <button type="button" onClick={() => void create()}>
          Create account
        </button>
      )}
      {step === "done" && <Done>Account created and linked.</Done>}
    </>
  );
}

/** Known people: whoever granted what is required goes straight on; nobody proceeds because something failed. [SB10] */
export const LogIn = meta.story({
  render: (_, context) => (
    <HostPage context={context}>{(host) => <LoggingIn host={host} look={toolbarProps(context)} />}</HostPage>
  ),
  play: async ({ canvas }) => {
    const notice = await asked();
    for (const item of notice.querySelectorAll("li[data-required]")) {
      for (const box of boxes(item)) await userEvent.click(box);
    }
    await press(notice, "save");
    await canvas.findByText("Your orders", {}, { timeout: 20_000 });
    await userEvent.click(canvas.getByRole("button", { name: "Log in again" }));
    await canvas.findByText("Nothing was asked.", {}, { timeout: 20_000 });
  },
});

function LoggingIn({ host, look }: StepProps) {
  const [person] = useState(someone);
  const [visit, setVisit] = useState(1);
  return (
    <>
      <h1>Log in</h1>
      <Visit key={visit} host={host} look={look} person={person} />
      <button type="button" onClick={() => setVisit(visit + 1)}>
        Log in again
      </button>
    </>
  );
}

function Visit({ host, look, person }: StepProps & { readonly person: string }) {
  const [outcome, setOutcome] = useState<string>();
  const tokens = useTokens(() => host.tokens({ org_user_id: person }));
  if (outcome !== undefined) {
    return <p>{outcome === "already-valid" ? "Nothing was asked." : "Your orders"}</p>;
  }
  return tokens === undefined ? null : (
    <NoticeConsent
      {...look}
      {...tokens}
      noticeId={noticeOf(host, "Shop sign-up")}
      baseUrl={host.baseUrl}
      validateAgainst="required"
      onAccept={(result) => result.mayProceed && setOutcome(result.outcome)}
    />
  );
}

/** Choices in the page before there is a person; the first token sends what was chosen. [SB10] */
export const Anonymous = meta.story({
  render: (_, context) => (
    <HostPage context={context}>{(host) => <Browsing host={host} look={toolbarProps(context)} />}</HostPage>
  ),
  play: async ({ canvas }) => {
    const notice = await noticeIn("preview");
    for (const box of boxes(notice)) {
      if (!box.checked) await userEvent.click(box);
    }
    await userEvent.click(canvas.getByRole("button", { name: "Arrive" }));
    await canvas.findByText("Your choice is kept.", {}, { timeout: 20_000 });
  },
});

function Browsing({ host, look }: StepProps) {
  const [tokens, setTokens] = useState<{ readonly accessToken: string }>();
  const [kept, setKept] = useState(false);
  const arrive = async (): Promise<void> => {
    const { token } = await host.tokens({ org_user_id: someone() });
    setTokens({ accessToken: token });
  };
  return (
    <>
      <h1>Browse first</h1>
      <NoticeConsentInline
        {...look}
        {...tokens}
        noticeId={noticeOf(host, "Shop sign-up")}
        organisationUuid={host.organisationUuid}
        workspaceUuid={host.workspaceUuid}
        baseUrl={host.baseUrl}
        onAccept={() => setKept(true)}
      />
      <button type="button" onClick={() => void arrive()}>
        Arrive
      </button>
      {kept && <p>Your choice is kept.</p>}
    </>
  );
}

/** One person by e-mail and in the app: after linking, what one decided holds for the other. [SB10] */
export const Channels = meta.story({
  render: (_, context) => (
    <HostPage context={context}>{(host) => <TwoChannels host={host} look={toolbarProps(context)} />}</HostPage>
  ),
  play: async ({ canvas }) => {
    await press(await asked(), "accept");
    await gone();
    await userEvent.click(await canvas.findByRole("button", { name: "Link and go on in the app" }));
    await canvas.findByText("Known on both channels.", {}, { timeout: 20_000 });
  },
});

function TwoChannels({ host, look }: StepProps) {
  const [ids] = useState(() => ({ email: `${someone()}@mail.example`, account: someone() }));
  const [step, setStep] = useState<"e-mail" | "link" | "app" | "known">("e-mail");
  const link = async (): Promise<void> => {
    // The app knows the account; the address that decided becomes another name of it.
    await host.createUser({ org_user_id: ids.account });
    await host.link({ primary_org_user_id: ids.account, alias_org_user_ids: [ids.email] });
    setStep("app");
  };
  return (
    <>
      <h1>Two channels</h1>
      {step === "e-mail" && (
        <Channel host={host} look={look} identity={{ email: ids.email }} onKnown={() => setStep("link")} />
      )}
      {step === "link" && (
        <button type="button" onClick={() => void link()}>
          Link and go on in the app
        </button>
      )}
      {step === "app" && (
        <Channel host={host} look={look} identity={{ org_user_id: ids.account }} onKnown={() => setStep("known")} />
      )}
      {step === "known" && <Done>Known on both channels.</Done>}
    </>
  );
}

interface ChannelProps extends StepProps {
  readonly identity: Parameters<Host["tokens"]>[0];
  readonly onKnown: () => void;
}

function Channel({ host, look, identity, onKnown }: ChannelProps) {
  const tokens = useTokens(() => host.tokens(identity));
  return tokens === undefined ? null : (
    <NoticeConsent
      {...look}
      {...tokens}
      noticeId={noticeOf(host, "Shop sign-up")}
      baseUrl={host.baseUrl}
      onAccept={({ mayProceed }) => mayProceed && onKnown()}
    />
  );
}

/** Later: what was decided, changed or taken back from any page. [SB10] [UI-W2] */
export const Manage = meta.story({
  render: (_, context) => (
    <HostPage context={context}>{(host) => <Managing host={host} look={toolbarProps(context)} />}</HostPage>
  ),
  play: async ({ canvas }) => {
    await press(await asked(), "accept");
    await gone();
    await userEvent.click(await eventually(() => part(document, "trigger")));
    const notice = await asked();
    await expect(boxes(notice).every(({ checked }) => checked)).toBe(true);
    await press(notice, "decline");
    await canvas.findByText("Everything is taken back.", {}, { timeout: 20_000 });
  },
});

function Managing({ host, look }: StepProps) {
  const [person] = useState(someone);
  const [step, setStep] = useState<"asking" | "granted" | "withdrawn">("asking");
  const tokens = useTokens(() => host.tokens({ org_user_id: person }));
  if (tokens === undefined) return null;
  const asked = { ...look, ...tokens, noticeId: noticeOf(host, "Shop sign-up"), baseUrl: host.baseUrl };
  return (
    <>
      <h1>Your account</h1>
      {step === "asking" && <NoticeConsent {...asked} onAccept={() => setStep("granted")} />}
      {step !== "asking" && <ManageConsentTrigger notice={{ ...asked, onDecline: () => setStep("withdrawn") }} />}
      {step === "withdrawn" && <p>Everything is taken back.</p>}
    </>
  );
}
