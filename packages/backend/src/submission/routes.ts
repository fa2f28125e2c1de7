import { submitConsent } from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { SubmissionService } from "./service.ts";

/** `submit-consent`. */
export function mountSubmissions(mount: Mount, submissions: SubmissionService): void {
  mount.forPerson(submitConsent, async ({ body, bytes, idempotencyKey }, person) => ({
    text: await submissions.submit(person, { body, bytes, idempotencyKey }),
  }));
}
