import { ConsentGate, useConsent, type UseConsentOptions } from "@notice-consent/hooks";
import { Notice, NoticeConsent, NoticeConsentInline } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { useEffect, useRef, type ComponentPropsWithRef } from "react";
import { expect, fn, userEvent } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { Column, inlineProps } from "../inline-stage.test-data.tsx";
import { asked, boxes, eventually, part, press } from "../play.test-data.ts";
import { inScene, Page, shop, stageProps, toolbarProps, type StageContext } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Headless/Composition",
  component: NoticeConsentInline,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: shop })),
  args: { submit: "button", onAccept: fn(), onDecline: fn(), onError: fn() },
});

/** The parts in an order of your own, round `useConsent`. */
export const OwnComposition = meta.story({
  render: function OwnComposition(args, context) {
    return (
      <Column context={context}>
        <Composed {...args} context={context} />
      </Column>
    );
  },
  play: async () => {
    const notice = await asked();
    await expect(part(notice, "purposes")).toBeVisible();
    await press(notice, "accept");
    await eventually(() => part(document, "recorded"));
  },
});

function Composed({ context, ...args }: { readonly context: StageContext } & Pick<UseConsentOptions, "onAccept">) {
  const props = inlineProps(context);
  const consent = useConsent({ ...props, onAccept: args.onAccept });
  const { theme, density } = toolbarProps(context);
  const { status } = consent;
  const isChoosing = status === "asking" || status === "submitting" || status === "uncertain";
  // Whoever composes the parts says where focus goes when the pressed button is gone.
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (status === "recorded") title.current?.focus();
  }, [status]);
  return (
    <Notice.Root consent={consent} theme={theme} density={density} render={<section aria-label="Consent" />}>
      <Notice.Logo />
      <Notice.Title ref={title} tabIndex={-1} />
      {consent.status === "checking" && <Notice.Skeleton />}
      {consent.status === "failed" && <Notice.Failure />}
      {consent.status === "recorded" && <Notice.Recorded />}
      {isChoosing && (
        <>
          <Notice.Summary />
          <Notice.Purposes />
          <Notice.Text />
          <Notice.Information />
          <Notice.Text block="additional" />
          <Notice.Links />
          <Notice.Actions>
            <Notice.Decline />
            <Notice.Save />
            <Notice.Accept />
          </Notice.Actions>
        </>
      )}
      <Notice.Language />
      <Notice.Status />
    </Notice.Root>
  );
}

/** No part at all: `useConsent` gives the state and the acts, the host draws. */
export const HookAlone = meta.story({
  render: function HookAlone(args, context) {
    return (
      <Column context={context}>
        <Drawn {...args} context={context} />
      </Column>
    );
  },
  play: async ({ canvas }) => {
    await userEvent.click(await canvas.findByRole("button", { name: "Yes to all" }));
    await canvas.findByText("Thank you.");
  },
});

function Drawn({ context, ...args }: { readonly context: StageContext } & Pick<UseConsentOptions, "onAccept">) {
  const { status, mayProceed, actions } = useConsent({ ...inlineProps(context), onAccept: args.onAccept });
  const said = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (mayProceed) said.current?.focus();
  }, [mayProceed]);
  return (
    <section aria-label="Consent">
      <output ref={said} tabIndex={-1}>
        {mayProceed ? "Thank you." : `We are ${status}.`}
      </output>
      {(status === "asking" || status === "submitting") && (
        <p>
          <button type="button" onClick={actions.declineAll}>
            No to all
          </button>
          <button type="button" onClick={actions.acceptAll}>
            Yes to all
          </button>
        </p>
      )}
    </section>
  );
}

/** `ConsentGate`: what is inside appears only while the service says that the person may proceed. */
export const Gate = meta.story({
  render: (args, context) => (
    <Page context={context}>
      <NoticeConsent {...stageProps(context)} onAccept={args.onAccept} />
      <section className="page" aria-label="Orders">
        <ConsentGate {...stageProps(context)}>
          <p>Your orders</p>
        </ConsentGate>
      </section>
    </Page>
  ),
  play: async ({ canvas }) => {
    const notice = await asked();
    await expect(canvas.queryByText("Your orders")).toBeNull();
    await press(notice, "accept");
    await canvas.findByText("Your orders");
  },
});

/** `children` as a function of the notice’s state. */
export const ChildrenOfState = meta.story({
  render: (args, context) => (
    <Column context={context}>
      <NoticeConsentInline {...inlineProps(context)} {...args}>
        {({ phase }) => (
          <>
            <Notice.Title />
            <Notice.Purposes />
            <Notice.Actions />
            <Notice.Status />
            <p>The notice is {phase}.</p>
          </>
        )}
      </NoticeConsentInline>
    </Column>
  ),
  play: async () => {
    await eventually(() => expect(part(document, "root")).toHaveTextContent("The notice is asking."));
  },
});

/** `components`: your own button, box and select in place of the native ones. */
export const OwnComponents = meta.story({
  args: { components: { Button: OwnButton, Checkbox: OwnCheckbox, Select: OwnSelect } },
  render: (args, context) => (
    <Column context={context}>
      <NoticeConsentInline {...inlineProps(context)} {...args} />
    </Column>
  ),
  play: async () => {
    const notice = await asked();
    await expect(notice.querySelectorAll('[data-kit="button"]').length).toBeGreaterThanOrEqual(3);
    const [first] = boxes(notice);
    if (first !== undefined) await userEvent.click(first);
    await expect(first).toBeChecked();
  },
});

function OwnButton(props: ComponentPropsWithRef<"button">) {
  return <button data-kit="button" {...props} />;
}

function OwnCheckbox(props: ComponentPropsWithRef<"input">) {
  return <input data-kit="box" {...props} />;
}

function OwnSelect(props: ComponentPropsWithRef<"select">) {
  return <select data-kit="select" {...props} />;
}

/** `unstyled`: the same tree without anything that our stylesheet looks for. [UI-T6] */
export const Unstyled = meta.story({
  args: { unstyled: true },
  render: (args, context) => (
    <Column context={context}>
      <NoticeConsentInline {...inlineProps(context)} {...args} />
    </Column>
  ),
  play: async ({ canvas }) => {
    await expect((await canvas.findAllByRole("checkbox")).length).toBeGreaterThan(0);
    await expect(document.querySelector('[data-nc="root"], [data-nc="purpose"], [data-nc="accept"]')).toBeNull();
  },
});
