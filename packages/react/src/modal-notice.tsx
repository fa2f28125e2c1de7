"use client";

import type { ReactNode } from "react";
import { Body } from "./dialog/body.tsx";
import * as Notice from "./notice/index.parts.ts";
import { useNotice } from "./notice/notice-context.ts";
import { PlainButton } from "./notice/plain-button.tsx";

/** What stands in the modal unless the host composes its own: title first, choices, actions outside the scroller. */
export function ModalNotice({ failureSlot }: { readonly failureSlot?: ReactNode }) {
  const { phase, isReview, piece, labels, close } = useNotice("ModalNotice");
  const isAsking = phase === "asking" || phase === "submitting" || phase === "uncertain";
  return (
    <>
      <Body>
        <div {...piece("header")}>
          <Notice.Logo />
          <Notice.Title />
          {isAsking && <Notice.Close />}
          {isAsking && <Notice.Language />}
        </div>
        {phase === "checking" && <Notice.Skeleton />}
        {(phase === "failed" || phase === "preview") && <Notice.Failure>{failureSlot}</Notice.Failure>}
        {phase === "recorded" && (
          <Notice.Recorded>
            <PlainButton onClick={close}>{labels.done}</PlainButton>
          </Notice.Recorded>
        )}
        {isAsking && (
          <>
            {isReview ? <Notice.Review /> : <Notice.Summary />}
            {!isReview && <Notice.SkipLink />}
            <Notice.Text />
            {!isReview && <Notice.Purposes />}
            <Notice.Information />
            <Notice.Text block="additional" />
            <Notice.Links />
          </>
        )}
      </Body>
      <div {...piece("footer")} data-state={isReview ? "review" : phase}>
        <Notice.Status />
        {phase === "checking" && (
          <div {...piece("actions")} aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
        )}
        {isReview && <Notice.ReviewActions />}
        {isAsking && !isReview && (
          <>
            <Notice.Actions />
            <Notice.Confirm />
          </>
        )}
      </div>
    </>
  );
}
