"use client";

import type { ConsentState } from "@notice-consent/hooks";
import { forwardRef, useEffect, useImperativeHandle, useMemo, useRef, type ReactNode } from "react";
import { ChoiceInputs } from "./inline/choice-inputs.tsx";
import { InlineNotice, showsChoices } from "./inline/inline-notice.tsx";
import type { InlineHandle, NoticeConsentInlineProps } from "./inline/inline-props.ts";
import { useRememberedHeight } from "./inline/remembered-height.ts";
import { useHostForm } from "./inline/use-host-form.ts";
import { useKeptFocus } from "./inline/use-kept-focus.ts";
import { LanguageChange } from "./notice/language-change.tsx";
import { useNotice, type NoticeState } from "./notice/notice-context.ts";
import { RootOf } from "./notice/root.tsx";
import { useNoticeState } from "./notice/use-notice-state.ts";
import { isSendable } from "./notice/sendable.ts";
import { validationNow } from "./notice/validation-now.ts";
import { addressOf } from "./twin-props.ts";
import { useShellConsent } from "./use-shell-consent.ts";

/**
 * Asks a person for consent within the page, also before anybody knows who it is. It takes no focus, sends nothing
 * without an act of the person, and keeps its place while it is read, chosen in and recorded.
 */
export const NoticeConsentInline = forwardRef<InlineHandle, NoticeConsentInlineProps>(
  function NoticeConsentInline(props, handle): ReactNode {
    const { submit = "when-valid", name = "consent", minHeight, children, "aria-label": label } = props;
    const consent = useDrawn(useShellConsent({ ...props, submit, showsRecord: true }));
    const { status, actions } = consent;
    const section = useRef<HTMLDivElement>(null);

    // Without the notice's own actions there is nothing between the act and its sending to confirm with.
    const state = useNoticeState(consent, {
      ...props,
      label,
      confirmBeforeSubmit: submit === "button" ? undefined : false,
    });
    const { act, phase, titleId } = state;
    const isThere = status !== "dismissed" && (status !== "satisfied" || consent.notice !== undefined);

    const show = (): void => section.current?.ownerDocument.getElementById(titleId)?.focus();
    const save = (): boolean => isSendable(status) && act("save")?.status === "complete";
    const decline = (): true => {
      act("decline");
      return true;
    };
    const reset = (): void => {
      const isSummary = !showsChoices(consent);
      if (!isSummary && status !== "submitting" && status !== "uncertain") actions.reset();
    };
    const resets = useHostForm(section, isThere, {
      consent,
      waits: submit === "form",
      send: () => (wantsNothing(consent) ? decline() : save()),
      show,
      reset,
    });
    useImperativeHandle(handle, () => ({ submit: save, reset }));

    // News of the choice itself takes the place of what was said before.
    const { announce } = state;
    const news = status === "recorded" ? consent.result.eventUuid : status === "preview" && consent.isWaiting;
    const wasRead = useRef(false);
    useEffect(() => {
      // That the notice is ready was said in this very moment, by the part that says it.
      if (!wasRead.current || status !== "asking") announce("none");
      wasRead.current = status === "checking";
      // oxlint-disable-next-line react/exhaustive-effect-dependencies -- for each news anew
    }, [announce, status, news]);

    const isReading = phase === "checking";
    const remembered = useRememberedHeight(addressOf(props).noticeId, section, isThere && !isReading);
    const keepFocus = useKeptFocus(status, show);

    const root = (
      <RootOf
        ref={section}
        state={state}
        theme={props.theme}
        density={props.density}
        render={<section />}
        aria-labelledby={label === undefined ? titleId : undefined}
        aria-busy={isReading || undefined}
        data-shell="inline"
        style={{ minBlockSize: minHeight ?? (isReading ? remembered : undefined) }}
        onFocus={keepFocus}
      >
        {composed(children) ?? <InlineNotice resets={resets} />}
        <ChoiceInputs name={name} />
      </RootOf>
    );
    return <LanguageChange state={state}>{isThere && root}</LanguageChange>;
  },
);

/** Before there is a person and before there is a notice, it is being read. */
function useDrawn(consent: ConsentState): ConsentState {
  return useMemo(() => {
    if (consent.status !== "preview" || consent.notice !== undefined) return consent;
    const { session, language, languages, draft, actions, mode, submit } = consent;
    return { session, language, languages, draft, actions, mode, submit, status: "checking", mayProceed: false };
  }, [consent]);
}

function wantsNothing(consent: ConsentState): boolean {
  const validation = validationNow(consent);
  return validation?.status === "incomplete" && validation.reason === "nothing-chosen";
}

function composed(children: NoticeConsentInlineProps["children"]): ReactNode {
  return typeof children === "function" ? <Composition of={children} /> : children;
}

function Composition({ of: compose }: { readonly of: (state: NoticeState) => ReactNode }): ReactNode {
  return compose(useNotice("Composition"));
}
