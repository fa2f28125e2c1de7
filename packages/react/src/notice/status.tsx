"use client";

import { forwardRef, useEffect, useRef } from "react";
import { sentence } from "../labels/sentence.ts";
import { useDelayed } from "../use-delayed.ts";
import { actionNames } from "./action-names.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { Retry } from "./retry.tsx";

/** A submission that takes longer than this is mentioned, in milliseconds. */
const longSubmission = 1000;

/** The one live region: mounted empty with the notice, it says what happens and offers to try again. */
export const Status = forwardRef<HTMLDivElement, Omit<PartProps<"div">, "children">>(function Status(given, part) {
  const state = useNotice("Status");
  useReadyNews(state);
  const isSlow = useDelayed(state.phase === "submitting", longSubmission);
  const trouble = troubleOf(state);
  const news = isSlow ? state.labels.sending : newsOf(state);
  const isQuiet = state.announcement === "ready" || state.announcement === "language-changed";
  return usePart({
    tag: "div",
    slot: "status",
    own: {
      role: "status",
      "data-state": trouble === undefined ? "calm" : "trouble",
      children: (
        <>
          {trouble !== undefined && (
            <div {...state.piece("trouble")}>
              <p>{trouble}</p>
              <Retry />
            </div>
          )}
          {news !== "" && <p {...(isQuiet && !isSlow ? { "data-nc": "hidden" } : state.piece("news"))}>{news}</p>}
        </>
      ),
    },
    given,
    part,
  });
});

/** Tells that a notice is there which was seen to be on its way, unless there is more to tell of it. */
function useReadyNews({ phase, consent, announce }: NoticeState): void {
  const wasOnItsWay = useRef(false);
  const isReady = phase === "asking" && !("isDropped" in consent && consent.isDropped);
  useEffect(() => {
    if (wasOnItsWay.current && isReady) announce("ready");
    wasOnItsWay.current = phase === "checking";
  }, [phase, isReady, announce]);
}

function troubleOf({ consent, labels }: NoticeState): string | undefined {
  if (consent.status === "uncertain") return labels.unconfirmed;
  if (consent.status !== "asking" || consent.error === undefined) return undefined;
  return consent.error.retry === "read-again" ? labels.noticeChanged : labels.notRecorded;
}

/** What the state itself tells: where a choice waits, that it was dropped, or that it was saved as it was made. */
function standingNews(consent: NoticeState["consent"], labels: NoticeState["labels"]): string {
  if (consent.status === "preview") return consent.isWaiting ? labels.waitingForSession : "";
  if (consent.status === "asking" || consent.status === "satisfied")
    return consent.isDropped ? labels.choiceDropped : "";
  return consent.status === "recorded" && consent.submit === "when-valid" ? labels.saved : "";
}

function newsOf(state: NoticeState): string {
  const { announcement, consent, labels } = state;
  switch (announcement) {
    case "none":
      return standingNews(consent, labels);
    case "ready":
      return labels.ready;
    case "language-changed":
      return labels.languageChanged;
    case "language-failed":
      return labels.languageFailed;
    case "how-to-continue":
      return waysOn(state);
    default:
      return announcement satisfies never;
  }
}

/** How to go on from what is on screen. */
function waysOn({ phase, isReview, confirming, notice, labels, continueText }: NoticeState): string {
  if (phase === "checking") return labels.loading;
  if (phase !== "asking" && phase !== "uncertain") return "";
  if (confirming !== undefined) return `${labels.confirmQuestion} ${labels.confirmNo} / ${labels.confirmYes}`;
  if (isReview) return `${labels.change} / ${continueText || labels.continueAsIs}`;
  return sentence(labels.howToContinue, actionNames(notice?.active_config, labels));
}
