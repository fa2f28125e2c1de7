"use client";

import type { SubmissionState } from "@notice-consent/client";
import {
  coverage,
  recordAfter,
  type ConsentError,
  type ConsentRecord,
  type Notice,
  type OutstandingItem,
  type ValidateAgainst,
} from "@notice-consent/contract";
import { useMemo } from "react";
import { noticeOf, stepOf } from "./consent-step.ts";
import { useSurroundings } from "./consent-provider.tsx";
import type { NoticeOptions } from "./notice-options.ts";
import { useStanding } from "./use-standing.ts";
import { heldSubmission } from "./use-submission.ts";
import { withDefaults } from "./with-defaults.ts";

/** Why nothing is known: the service is being asked, nobody is there to ask about, or the error says so. */
export type Unknown = "checking" | "no-person" | ConsentError;

/** Whether consent is given. `unknown` is neither a yes nor a no. */
export type ConsentCheck =
  | { readonly status: "unknown"; readonly mayProceed: false; readonly reason: Unknown }
  | {
      readonly status: "required";
      readonly mayProceed: false;
      /** What lacks an active grant; empty where the service asks for a reason of its own. */
      readonly outstanding: readonly OutstandingItem[];
    }
  | { readonly status: "satisfied"; readonly mayProceed: true };

/** What a check is made with: nothing of it is shown. */
export type ConsentStatusOptions = Omit<NoticeOptions, "includeFullyConsentedData">;

/** Checks a notice without showing it. Shares its request with whatever else asks about the notice on the page. */
export function useConsentStatus(given: ConsentStatusOptions): ConsentCheck {
  const surroundings = useSurroundings();
  const options = withDefaults(given, surroundings.defaults);
  const { person, submission, read, validateAgainst } = useStanding(surroundings, options, heldSubmission);
  return useMemo(() => {
    const step = stepOf({ person, submission, read, dismissed: false });
    switch (step.status) {
      case "preview":
        return unknown("no-person");
      case "checking":
      case "dismissed":
        return unknown("checking");
      case "failed":
        return unknown(step.error);
      case "satisfied":
        return satisfied;
      case "recorded":
        return step.settlement.mayProceed
          ? satisfied
          : required(submission, noticeOf(submission, read), validateAgainst);
      case "asking":
      case "submitting":
      case "uncertain":
        return required(submission, noticeOf(submission, read), validateAgainst);
      default:
        return step satisfies never;
    }
  }, [person, submission, read, validateAgainst]);
}

const satisfied: ConsentCheck = { status: "satisfied", mayProceed: true };

function unknown(reason: Unknown): ConsentCheck {
  return { status: "unknown", mayProceed: false, reason };
}

function required(submission: SubmissionState, notice: Notice | undefined, rule: ValidateAgainst): ConsentCheck {
  const covered = notice && coverage(notice, recordOf(submission, notice), rule);
  const outstanding = covered?.status === "outstanding" ? covered.items : [];
  return { status: "required", mayProceed: false, outstanding };
}

function recordOf(submission: SubmissionState, notice: Notice): ConsentRecord {
  const before = notice.purpose_selections ?? {};
  if (submission.status !== "recorded") return before;
  return recordAfter(notice, submission.decision.body.purposes, before);
}
