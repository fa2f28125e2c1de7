import type { Submission, SubmissionState } from "@notice-consent/client";
import type { Query } from "@tanstack/react-query";
import { isNews, tellOne } from "./audience.ts";
import { isAcceptance, resultOf } from "./consent-result.ts";
import type { LatestMoment, Moment } from "./moment.ts";
import { noticeQuery, placeOf } from "./queries.ts";
import { noticeKey } from "./query-keys.ts";

/** What follows when an attempt to submit has ended: the caches forget what it changed, and the host hears of it once. */
export function conclude(submission: Submission, actor: LatestMoment, at: Moment, state: SubmissionState): void {
  switch (state.status) {
    case "recorded": {
      const { decision, settlement } = state;
      forgetReads(at);
      at.page.memory.settleDraft({ digest: placeOf(at.person).digest, about: at.about }, decision.notice);
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
      if (error.retry === "read-again") void at.page.queryClient.invalidateQueries({ queryKey: ownKey(at) });
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

/** This place reads anew when it asks again; others that ask about the same notice do so now, and no earlier yes counts. */
function forgetReads(at: Moment): void {
  const { queryClient } = at.page;
  const { digest, base } = placeOf(at.person);
  const queryKey = noticeKey(digest, base, at.question.noticeId);
  queryClient.removeQueries({ queryKey: ownKey(at), exact: true });
  // A reset also gives up reads under way, which may have been answered before the decision.
  void queryClient.resetQueries({ queryKey, predicate: (query) => !isAsking(query) });
  void queryClient.invalidateQueries({ queryKey, predicate: isAsking });
}

function isAsking({ state: { data } }: Query): boolean {
  return typeof data === "object" && data !== null && "status" in data && data.status === "ask";
}

function ownKey(at: Moment): readonly unknown[] {
  return noticeQuery(at.person, at.question).queryKey;
}
