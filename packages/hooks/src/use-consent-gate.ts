"use client";

import { blockingElements, ConsentError, isActiveGrant, type Notice } from "@notice-consent/contract";
import { useEffect, useMemo } from "react";
import { aboutOf } from "./about.ts";
import { answerFor, type Unknown } from "./answer-for.ts";
import { useSurroundings } from "./consent-provider.tsx";
import { warnOnce } from "./development.ts";
import type { NoticeOptions } from "./notice-options.ts";
import { useNoticeRead, type NoticeRead } from "./use-notice-read.ts";
import { usePerson, type Person } from "./use-person.ts";
import { useSession } from "./use-session.ts";
import { withDefaults } from "./with-defaults.ts";

/**
 * Whether a person has granted one purpose, or one data element of it. `unknown` is neither a yes nor a no.
 * `undecided`: nothing is recorded. `outdated`: granted to an earlier wording, or without what it needs by now.
 */
export type Gate =
  | { readonly status: "unknown"; readonly isGranted: false; readonly reason: Unknown }
  | { readonly status: "granted"; readonly isGranted: true }
  | {
      readonly status: "undecided" | "refused" | "withdrawn" | "expired" | "outdated";
      readonly isGranted: false;
    };

/** What a gate is put on. */
export interface ConsentGateOptions extends Omit<
  NoticeOptions,
  "validateAgainst" | "includeFullyConsentedData" | "language"
> {
  /** Uuid of the purpose. */
  purpose: string;
  /** Uuid of a data element; the purpose alone when absent. */
  element?: string | undefined;
}

/** Gates a feature on one grant. All gates of a page on one notice share one read. */
export function useConsentGate(given: ConsentGateOptions): Gate {
  const surroundings = useSurroundings();
  const { page, defaults } = surroundings;
  const options = withDefaults<ConsentGateOptions>(given, defaults);
  const { noticeId, applicationId, purpose, element } = options;
  const question = {
    noticeId,
    applicationId,
    validateAgainst: "all",
    includeFullyConsentedData: true,
    view: "record",
  } as const;
  const person = usePerson(surroundings, options);
  const session = useSession(page, person, options, aboutOf(question));
  const enabled = person.status === "known";
  const read = useNoticeRead(page, person, question, { session, enabled, recheck: "when-due" });

  const gate = useMemo(() => gateOf(person, read, purpose, element), [person, read, purpose, element]);
  const misfit = gate.status === "unknown" && gate.reason === notThere;
  useEffect(() => {
    if (misfit) warnOnce(`A gate names what its notice does not have: ${element ?? purpose}. It stays closed.`);
  }, [misfit, purpose, element]);
  return gate;
}

const notThere = new ConsentError("CONFIGURATION", {
  message: "The notice has no such purpose or data element. Take the uuid from the notice that the gate names.",
});
const granted: Gate = { status: "granted", isGranted: true };

function gateOf(person: Person, read: NoticeRead, purposeUuid: string, elementUuid: string | undefined): Gate {
  const answer = answerFor(person, read);
  switch (answer.status) {
    case "unknown":
      return unknown(answer.reason);
    // A service that does not say what is granted leaves it unknown, even when nothing is left to ask.
    case "already-valid":
      return unknown(new ConsentError("BAD_RESPONSE"));
    case "ask":
      if (!answer.isConfirmed) return unknown(answer.error ?? "checking");
      return standingOf(answer.notice, purposeUuid, elementUuid);
    default:
      return answer satisfies never;
  }
}

function standingOf(notice: Notice, purposeUuid: string, elementUuid: string | undefined): Gate {
  const purpose = notice.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
  const element = purpose?.data_elements.find(({ uuid, enabled }) => uuid === elementUuid && enabled);
  if (purpose === undefined || (elementUuid !== undefined && element === undefined)) return unknown(notThere);
  const record = notice.purpose_selections ?? {};
  const recorded = Object.hasOwn(record, purposeUuid) ? record[purposeUuid] : undefined;
  if (recorded === undefined) return closed("undecided");
  if (isActiveGrant(recorded)) {
    const has = (uuid: string): boolean => recorded.data_elements[uuid]?.selected === true;
    // The purpose has come to need more than was granted.
    if (!blockingElements(purpose).every(({ uuid }) => has(uuid))) return closed("outdated");
    return elementUuid === undefined || has(elementUuid) ? granted : closed("refused");
  }
  switch (recorded.status) {
    case "WITHDRAW":
    case "WITHDRAWN":
    case "REVOKED":
      return closed("withdrawn");
    case "EXPIRED":
      return closed("expired");
    case "DECLINED":
      return closed("refused");
    case "ACTIVE":
      return closed(recorded.needs_reconsent ? "outdated" : "refused");
    default:
      return closed("undecided");
  }
}

function unknown(reason: Unknown): Gate {
  return { status: "unknown", isGranted: false, reason };
}

function closed(status: Exclude<Gate["status"], "unknown" | "granted">): Gate {
  return { status, isGranted: false };
}
