"use client";

import type { ConsentState } from "@notice-consent/hooks";
import type { ReactNode } from "react";
import * as Notice from "../notice/index.parts.ts";
import { useNotice } from "../notice/notice-context.ts";
import { headingOf } from "../notice/title.tsx";

/** Whether the choices stand on screen, and not a summary of what is recorded. */
export function showsChoices({ status, submit }: ConsentState): boolean {
  switch (status) {
    case "preview":
    case "asking":
    case "submitting":
    case "uncertain":
      return true;
    case "recorded":
      return submit === "when-valid";
    case "checking":
    case "satisfied":
    case "failed":
    case "dismissed":
      return false;
    default:
      return status satisfies never;
  }
}

/** What stands in the section unless the host composes its own. */
export function InlineNotice({ resets }: { readonly resets: number }): ReactNode {
  const { consent, notice, phase, labels, piece } = useNotice("InlineNotice");
  const heading = headingOf(notice, labels);
  const isChoosing = phase !== "checking" && showsChoices(consent);
  // The choices and what was read on the way to them keep their heading while they stand.
  const isNamed = isChoosing || phase === "satisfied";
  return (
    <>
      <div {...piece("header")}>
        <Notice.Logo />
        <div>
          {isNamed ? <Notice.Title>{heading}</Notice.Title> : <Notice.Title />}
          {isChoosing && consent.submit === "when-valid" && <p {...piece("purposesNote")}>{labels.savesAsYouChoose}</p>}
        </div>
        {isChoosing && <Notice.Language />}
      </div>
      {phase === "checking" && <Notice.Skeleton />}
      {phase === "failed" && <Notice.Failure />}
      {!isChoosing && (phase === "recorded" || phase === "satisfied") && <Notice.Recorded />}
      {isChoosing && (
        <>
          <Notice.Summary />
          <Notice.SkipLink />
          <Notice.Text />
          <Notice.Purposes key={resets} />
          <Notice.Information />
          <Notice.Text block="additional" />
          <Notice.Links />
          {consent.submit === "button" && (
            <>
              <Notice.Actions />
              <Notice.Confirm />
            </>
          )}
        </>
      )}
      <Notice.Status />
    </>
  );
}
