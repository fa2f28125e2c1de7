import { submissionDetail, type Notice, type SubmissionDetail } from "@notice-consent/contract";
import { expect } from "vitest";
import { unique, type Wire, type WireAnswer } from "./wire.ts";

/** Somebody whom the service does not know yet, with a token and the notice under test. */
interface ConformancePerson {
  readonly wire: Wire;
  readonly token: string;
  readonly notice: Notice;
  readonly orgUserId: string;
}

/** Gives out a token for somebody new. */
export async function aPerson(open: () => Wire): Promise<ConformancePerson> {
  const wire = open();
  const orgUserId = unique("user");
  return { wire, orgUserId, notice: await wire.notice(), token: await wire.tokenFor({ org_user_id: orgUserId }) };
}

/** What the service says of a submission that it recorded. */
export async function detailOf(answer: Promise<WireAnswer>): Promise<SubmissionDetail> {
  const { status, detail } = await answer;
  expect(status).toBe(201);
  const parsed = await submissionDetail["~standard"].validate(detail);
  if (parsed.issues !== undefined) throw new Error("The answer to a submission cannot be read.");
  return parsed.value;
}
