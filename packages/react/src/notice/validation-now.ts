import { validate, type Validation } from "@notice-consent/contract";
import type { ConsentState } from "@notice-consent/hooks";

/** Whether what is ticked at this moment can be saved; `undefined` where there is nothing to choose from. */
export function validationNow(consent: ConsentState): Validation | undefined {
  const notice = "notice" in consent ? consent.notice : undefined;
  return notice && validate(notice, consent.draft.getState());
}
