import { ConsentError, isConsentError, validateModes, type ValidateAgainst } from "@notice-consent/contract";
import { answer, refuse } from "./answer.ts";
import { identifiersOf, type Identity } from "./person.ts";
import type { StepOutcome, Visit } from "./visit.ts";

/** Which notice, and by which rule; `all` when absent. */
export interface StatusQuestion {
  /** By default the one of the options or of `NEXT_PUBLIC_NOTICE_UUID`. */
  readonly noticeId?: string | undefined;
  readonly validateAgainst?: ValidateAgainst | undefined;
}

/** The verdict on one person, notice and rule. Only `mayProceed: true` is a consent. */
export interface ConsentStatusAnswer {
  readonly noticeId: string;
  readonly validateAgainst: ValidateAgainst;
  readonly status: "ask" | "already-valid";
  readonly mayProceed: boolean;
}

/** Asks the service. Makes no identity: a visitor without one has decided nothing. */
export async function readStatus(
  visit: Visit,
  question: StatusQuestion,
): Promise<{ readonly as: Identity["kind"]; readonly verdict: ConsentStatusAnswer }> {
  const noticeId = question.noticeId || visit.noticeId;
  const { validateAgainst = "all" } = question;
  if (!noticeId) {
    throw new ConsentError("CONFIGURATION", {
      message: "There is no notice to ask about: name it, or set NEXT_PUBLIC_NOTICE_UUID.",
    });
  }
  const identity = await knownIdentity(visit);
  if (identity === undefined) {
    return { as: "anonymous", verdict: { noticeId, validateAgainst, status: "ask", mayProceed: false } };
  }
  const person = identifiersOf(identity);
  const { status, mayProceed } = await visit.consent.notices.read(noticeId, { person, validateAgainst });
  return { as: identity.kind, verdict: { noticeId, validateAgainst, status, mayProceed } };
}

/** `GET status?notice_uuid=…&validate_against=…` */
export async function statusStep(visit: Visit): Promise<StepOutcome> {
  const { searchParams } = new URL(visit.request.url ?? "http://localhost");
  const rule = searchParams.get("validate_against");
  const validateAgainst = validateModes.find((mode) => mode === (rule ?? "all"));
  if (validateAgainst === undefined) {
    const response = refuse(422, "VALIDATION_FAILED", `validate_against is one of ${validateModes.join(", ")}.`);
    return { status: "refused", reason: "invalid", response };
  }
  const noticeId = searchParams.get("notice_uuid") ?? undefined;
  // In an address these two are no name, and would be refused as a fault of the host's.
  if (noticeId === "." || noticeId === "..") return noSuchNotice();
  const read = await readStatus(visit, { noticeId, validateAgainst }).catch(unlessUnknown);
  if (read === undefined) return noSuchNotice();
  const { as, verdict } = read;
  const response = answer(200, {
    notice_uuid: verdict.noticeId,
    validate_against: verdict.validateAgainst,
    status: verdict.status,
    may_proceed: verdict.mayProceed,
  });
  return { status: "answered", as, response };
}

function noSuchNotice(): StepOutcome {
  return { status: "refused", reason: "invalid", response: refuse(404, "NOT_FOUND", "There is no such notice.") };
}

function unlessUnknown(failure: unknown): undefined {
  if (isConsentError(failure) && failure.code === "NOT_FOUND") return undefined;
  throw failure;
}

async function knownIdentity(visit: Visit): Promise<Identity | undefined> {
  const person = await visit.person();
  if (person !== null) return { kind: "signed-in", person };
  const id = await visit.cookies.visitor.read(visit.request);
  return id === undefined ? undefined : { kind: "anonymous", id };
}
