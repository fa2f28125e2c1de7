import {
  checkSubmission,
  coverage,
  decidedByDecline,
  outcomeOf,
  recordDecision,
  type ConsentRecord,
  type Notice,
  type Outcome as ConsentOutcome,
  type ParsedSubmission,
  type RecordedPurpose,
  type SubmissionDetail,
} from "@notice-consent/contract";
import { recordAt } from "./merged-record.ts";
import { done, refused, type Outcome } from "./outcome.ts";
import type { Call } from "./route.ts";
import type { Bearer } from "./sessions.ts";
import { primaryOf, recordKey, type Identity, type People } from "./people.ts";

/** One recorded decision. */
export interface LedgerEvent {
  readonly eventUuid: string;
  readonly noticeUuid: string;
  readonly noticeVersionUuid: string;
  /** The identifier that the person's token named, kept after linking. */
  readonly decidedAs: string;
  readonly userUuid: string;
  readonly outcome: ConsentOutcome;
  readonly declined: boolean;
  /** BCP-47 tag of the language read. */
  readonly language: string;
  readonly purposes: ParsedSubmission["purposes"];
  readonly recordedAt: string;
}

/** What was decided in a workspace, in order. */
export interface Ledger {
  readonly events: readonly LedgerEvent[];
  /** A repeated key answers what it answered before, if the body is the same to the letter. */
  submit(
    bearer: Bearer,
    notice: Notice,
    call: Pick<Call<ParsedSubmission>, "body" | "text" | "idempotencyKey">,
  ): Outcome<SubmissionDetail>;
}

interface Stored {
  readonly text: string;
  readonly detail: SubmissionDetail;
}

/** Makes an empty ledger. */
export function createLedger(people: People, newUuid: () => string, now: () => Date): Ledger {
  const events: LedgerEvent[] = [];
  const answers = new Map<string, Stored>();

  function append(identity: Identity, notice: Notice, submission: ParsedSubmission): Outcome<SubmissionDetail> {
    if (isStale(notice, submission)) return refused("NOTICE_VERSION_CHANGED");
    const checked = checkSubmission(notice, submission.purposes);
    if (checked.status === "unknown")
      return refused("INVALID_PURPOSE", { message: `The notice has no ${checked.what} ${checked.uuid}.` });
    if (checked.status === "repeated")
      return refused("INVALID_PURPOSE", { message: `The submission names ${checked.uuid} twice.` });

    const at = now();
    const person = primaryOf(people.ensure(identity));
    const key = recordKey(notice.uuid, submission.meta_data?.specific_uuid);
    const before = recordAt(people.record(person, key), at.toISOString());
    const isDecline = submission.declined === true;
    const decided = isDecline ? decidedByDecline(notice, checked.decided, before) : checked.decided;
    const outcome = outcomeOf(notice, decided, before, isDecline);
    const rows = notice.active_config.purposes.flatMap((purpose): [string, RecordedPurpose][] => {
      const row = decided.find(({ purpose_uuid }) => purpose_uuid === purpose.uuid);
      const dates = { decidedAt: at.toISOString(), expiresAt: endOf(at, purpose.validity_days) };
      return row === undefined ? [] : [[purpose.uuid, recordDecision(purpose, row, before[purpose.uuid], dates)]];
    });
    person.records.set(key, { ...person.records.get(key), ...Object.fromEntries(rows) });

    const event: LedgerEvent = {
      eventUuid: newUuid(),
      noticeUuid: notice.uuid,
      noticeVersionUuid: notice.active_config.uuid,
      decidedAs: identity.value,
      userUuid: person.user.uuid,
      outcome,
      declined: isDecline,
      language: submission.language ?? "",
      purposes: submission.purposes,
      recordedAt: at.toISOString(),
    };
    events.push(event);
    const after = { ...before, ...Object.fromEntries(rows) };
    return done({
      event_uuid: event.eventUuid,
      recorded_at: event.recordedAt,
      outcome,
      verdict: verdictOf(notice, after, submission),
      user_uuid: person.user.uuid,
      purpose_selections: after,
    });
  }

  return {
    get events() {
      return [...events];
    },
    submit({ identity, revoked }, notice, { body, text, idempotencyKey }) {
      const key = idempotencyKey === undefined ? undefined : `${identity.sub} ${idempotencyKey}`;
      const stored = key === undefined ? undefined : answers.get(key);
      if (stored !== undefined) return stored.text === text ? done(stored.detail) : refused("IDEMPOTENCY_MISMATCH");
      if (revoked) return refused("SESSION_REVOKED");
      const outcome = append(identity, notice, body);
      if (key !== undefined && outcome.status === "done") answers.set(key, { text, detail: outcome.detail });
      return outcome;
    },
  };
}

function isStale({ active_config }: Notice, { notice_version_uuid, notice_content_hash }: ParsedSubmission): boolean {
  const otherVersion = Boolean(notice_version_uuid) && notice_version_uuid !== active_config.uuid.toLowerCase();
  return otherVersion || (Boolean(notice_content_hash) && notice_content_hash !== active_config.content_hash);
}

function verdictOf(notice: Notice, record: ConsentRecord, submission: ParsedSubmission): SubmissionDetail["verdict"] {
  const rule = submission.validate_against ?? "all";
  const covered = coverage(notice, record, rule);
  return {
    validate_against: rule,
    may_proceed: covered.status === "covered",
    outstanding:
      covered.status === "covered"
        ? []
        : covered.items.map((item) => ({ ...item, data_element_uuids: [...item.data_element_uuids] })),
  };
}

function endOf(from: Date, days: number | null | undefined): string {
  return days ? new Date(from.getTime() + days * 86_400_000).toISOString() : "";
}
