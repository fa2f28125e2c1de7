import type { Decision, Submission, SubmissionState } from "@notice-consent/client";
import { isNews, tellOne } from "./audience.ts";
import { isAcceptance, resultOf } from "./consent-result.ts";
import { doubtVerdicts, drawConsequences } from "./consequences.ts";
import { contradictsNotice, leavesNothingToAsk } from "./consent-step.ts";
import type { LatestPlace, Place } from "./moment.ts";
import { draftsOf } from "./page-drafts.ts";
import { noticeQuery, placeOf } from "./queries.ts";
import { draftOf, recordedNotice } from "./recorded-notice.ts";

/** A look at the record and another try may both find that the same decision is recorded. */
const concluded = new WeakSet<Decision>();

/** What follows when an attempt to submit has ended: the caches forget what it changed, and the host hears of it once. */
export function conclude(submission: Submission, actor: LatestPlace, at: Place, state: SubmissionState): void {
  switch (state.status) {
    case "recorded": {
      const { decision, settlement } = state;
      if (concluded.has(decision)) return;
      concluded.add(decision);
      const { page, person, question, about } = at;
      // The session has told this page already, unless nobody was left to listen.
      if (person.status === "known" && !page.counted.has(decision)) drawConsequences(page, person, question.noticeId);
      draftsOf(page.memory).settle(
        { digest: placeOf(person).digest, about },
        recordedNotice(decision),
        draftOf(decision),
      );
      const result = resultOf(decision, settlement);
      tellOne(submission, actor, at, (callbacks) => {
        if (isAcceptance(result)) callbacks.onAccept?.(result);
        else callbacks.onDecline?.(result);
      });
      return;
    }
    case "rejected":
    case "unknown": {
      const { error } = state;
      if (state.status === "unknown" && at.person.status === "known") {
        doubtVerdicts(at.page, at.person, at.question.noticeId);
      }
      if (contradictsNotice(error) || leavesNothingToAsk(state)) {
        void at.page.queryClient.invalidateQueries({ queryKey: noticeQuery(at.person, at.question).queryKey });
      }
      // The end of the session is also reported by itself: a second act that meets it is news, the first one is not.
      const again = error === at.sessionError;
      tellOne(submission, actor, at, (callbacks, hearer) => {
        if (isNews(hearer, error) || again) callbacks.onError?.(error);
      });
      return;
    }
    case "idle":
    case "submitting":
      return;
    default:
      state satisfies never;
  }
}
