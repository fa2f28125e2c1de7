import type { ConsentStatus } from "@notice-consent/hooks";

/** Whether an act can be sent, or kept for the person who comes. */
export function isSendable(status: ConsentStatus): boolean {
  return status === "asking" || status === "uncertain" || status === "preview";
}
