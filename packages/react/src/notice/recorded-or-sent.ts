import type { ConsentState } from "@notice-consent/hooks";

/** True where something is on record, or may be: in every state with a standing but that of being asked. */
export function isRecordedOrSent(consent: ConsentState): boolean {
  return "standing" in consent && consent.status !== "asking";
}
