import { ConsentError, type ParsedSubmission, submitConsent } from "@notice-consent/contract";
import type { Principal } from "../auth/access-token.ts";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Database, Queryable } from "../db/connect.ts";
import { StaleRead } from "../db/failure.ts";
import type { NoticeStore } from "../notice/store.ts";
import { readIdentity } from "../token/sealed-identity.ts";
import { assertLive } from "../token/session.ts";
import { findOrCreateConsenting } from "../user/consenting-person.ts";
import { enqueueEvents } from "../webhook/outbox.ts";
import { type Act, decidedPurposes, newsOf, placeDecision } from "./decision.ts";
import { hashBody } from "./idempotency.ts";
import { type Circumstances, lockDecider, readCircumstances, type SubmissionPlace } from "./store.ts";
import { writeDecision } from "./written-decision.ts";

/** One decision of one person, as it came in. */
export interface Submission {
  readonly body: ParsedSubmission;
  /** The body as it was sent, to tell a repetition from another act under the same key. */
  readonly bytes: Uint8Array;
  readonly idempotencyKey: string | undefined;
}

/** Records decisions. */
export interface SubmissionService {
  /**
   * Writes one event and returns the answer's text; a repeated key gets the first answer byte for byte.
   * Throws without having written anything: `NOT_FOUND`, `NOTICE_VERSION_CHANGED`, `INVALID_PURPOSE`, `SESSION_REVOKED`,
   * `INVALID_TOKEN`, `IDEMPOTENCY_MISMATCH`, `IDEMPOTENCY_IN_PROGRESS`.
   */
  submit(principal: Principal, submission: Submission): Promise<string>;
}

interface Request {
  readonly place: SubmissionPlace;
  readonly body: ParsedSubmission;
  readonly bodyHash: string;
}

/**
 * What became of one try. `newcomer`: nobody has decided under this identity yet. `stale`: somebody else writes for the
 * person, or has written since it was read.
 */
type Attempt =
  | { readonly status: "answered"; readonly answer: string }
  | { readonly status: "newcomer"; readonly sealedIdentifiers: string }
  | { readonly status: "stale" };

/** The submission service over a database. */
export function createSubmissionService(
  database: Database,
  keys: InstanceKeys,
  notices: NoticeStore,
): SubmissionService {
  /** Reads what the submission rests on, and writes it where that is still so. */
  async function attempt(tx: Queryable, { place, body, bodyHash }: Request): Promise<Attempt> {
    const { address, subject, scope } = place;
    const found = await readCircumstances(tx, place);
    if (found === undefined || found.family.subject !== subject) throw new ConsentError("INVALID_TOKEN");
    const kept = answerOf(found, bodyHash);
    if (kept !== undefined) return { status: "answered", answer: kept };
    assertLive(found.family, subject);
    if (found.notice === null) throw new ConsentError("NOT_FOUND");
    const facts = { uuid: place.noticeUuid, name: found.notice.name, address };
    const notice = await notices.readVersion(tx, facts, found.notice.versionUuid);
    const decided = decidedPurposes(notice, body);
    const { family, identityUuid, person, at, grants: held, isWatched } = found;
    if (identityUuid === null || person === null) {
      return { status: "newcomer", sealedIdentifiers: family.sealedIdentifiers };
    }
    const act: Act = { notice, identityUuid, person, at, held, decided, body };
    const placed = placeDecision(keys, act);
    const answer = JSON.stringify({ detail: placed.detail });
    const { event, grants } = placed;
    const keeping = scope === undefined ? undefined : { scope, bodyHash, answer };
    const decision = { event, noticeUuid: facts.uuid, versionUuid: notice.version.uuid, grants, kept: keeping };

    async function write(writing: Queryable): Promise<Attempt> {
      if ((await writeDecision(writing, decision)) === "stale") return { status: "stale" };
      const about = { workspaceUuid: address.workspaceUuid, personUuid: event.personUuid };
      if (isWatched) await enqueueEvents(writing, keys, about, () => newsOf(act, placed));
      return { status: "answered", answer };
    }
    return isWatched && tx === database.queries ? database.transaction(write) : write(tx);
  }

  /** Like {@link attempt}, while others who write for the person wait; makes the person where there is none. */
  async function attemptAlone(tx: Queryable, request: Request): Promise<string> {
    const { address, subject } = request.place;
    await lockDecider(tx, request.place);
    let result = await attempt(tx, request);
    if (result.status === "newcomer") {
      const identity = readIdentity(keys, result.sealedIdentifiers);
      await findOrCreateConsenting(tx, keys, address.workspaceUuid, subject, identity);
      result = await attempt(tx, request);
    }
    if (result.status !== "answered") throw new StaleRead();
    return result.answer;
  }

  return {
    async submit({ address, subject, familyUuid }, { body, bytes, idempotencyKey: key }) {
      const { workspaceUuid } = address;
      const scope = key === undefined ? undefined : { workspaceUuid, subject, route: submitConsent.id, key };
      const specificUuid = body.meta_data?.specific_uuid ?? undefined;
      const place = { address, familyUuid, subject, noticeUuid: body.notice_uuid, specificUuid, scope };
      const request = { place, body, bodyHash: hashBody(bytes) };
      // Hardly ever do two decide for one person at once, so nobody is made to wait until they do.
      const first = await attempt(database.queries, request);
      if (first.status === "answered") return first.answer;
      return database.transaction((tx) => attemptAlone(tx, request));
    },
  };
}

function answerOf({ kept }: Circumstances, bodyHash: string): string | undefined {
  if (kept === null) return undefined;
  if (kept.bodyHash !== bodyHash) throw new ConsentError("IDEMPOTENCY_MISMATCH");
  if (kept.answer === null) throw new ConsentError("IDEMPOTENCY_IN_PROGRESS");
  return kept.answer;
}
