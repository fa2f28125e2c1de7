"use client";

import { forwardRef } from "react";
import type { Labels } from "../labels/labels.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** Props of {@link Title}; its id belongs to the notice, which is named by it. */
export type TitleProps = Omit<PartProps<"h2">, "id">;

/** The notice's name, and the place where focus starts. */
export const Title = forwardRef<HTMLHeadingElement, TitleProps>(function Title(given, part) {
  const state = useNotice("Title");
  return usePart({
    tag: `h${state.headingLevel}`,
    slot: "title",
    own: { id: state.titleId, tabIndex: -1, children: titleOf(state) },
    given,
    part,
  });
});

function titleOf({ consent, notice, phase, labels }: NoticeState): string {
  if (phase === "checking") return labels.loading;
  if (consent.status === "recorded") return recordedTitle(consent.result.outcome, labels);
  const isMissing = consent.status === "failed" || (consent.status === "preview" && notice === undefined);
  return isMissing ? labels.failedHeading : headingOf(notice, labels);
}

/** What a notice is called while it asks. */
export function headingOf(notice: NoticeState["notice"], labels: Labels): string {
  return notice?.active_config.notice_banner_heading || labels.untitled;
}

function recordedTitle(outcome: string, labels: Labels): string {
  if (outcome === "withdrawn") return labels.withdrawnHeading;
  return outcome === "declined" ? labels.declinedHeading : labels.recordedHeading;
}
