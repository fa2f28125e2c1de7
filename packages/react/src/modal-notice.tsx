"use client";

import type { ReactNode } from "react";
import { Body } from "./dialog/body.tsx";
import * as Notice from "./notice/index.parts.ts";
import { useNotice } from "./notice/notice-context.ts";

/** What stands in the modal unless the host composes its own: title first, choices, actions outside the scroller. */
export function ModalNotice({ failureSlot }: { readonly failureSlot?: ReactNode }) {
  const { phase, classNames, labels, close } = useNotice("ModalNotice");
  const isAsking = phase === "asking" || phase === "submitting" || phase === "uncertain";
  return (
    <>
      <Body>
        <div data-nc="header" className={classNames?.header}>
          <Notice.Logo />
          <Notice.Title />
          {isAsking && <Notice.Close />}
          {isAsking && <Notice.Language />}
        </div>
        {phase === "checking" && <Notice.Skeleton />}
        {(phase === "failed" || phase === "preview") && <Notice.Failure>{failureSlot}</Notice.Failure>}
        {phase === "recorded" && (
          <>
            <Notice.Recorded />
            <div data-nc="buttons" className={classNames?.buttons}>
              <button data-nc="retry" className={classNames?.retry} type="button" onClick={close}>
                {labels.done}
              </button>
            </div>
          </>
        )}
        {isAsking && (
          <>
            <Notice.Summary />
            <Notice.SkipLink />
            <Notice.Text />
            <Notice.Purposes />
            <Notice.Text block="additional" />
            <Notice.Links />
          </>
        )}
      </Body>
      <div data-nc="footer" className={classNames?.footer} data-state={phase}>
        <Notice.Status />
        {phase === "checking" && (
          <div data-nc="actions" aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        )}
        {isAsking && <Notice.Actions />}
      </div>
    </>
  );
}
