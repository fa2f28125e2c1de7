import type { RecordedConsent } from "./recorded-consent.ts";

/** Why the consent on record does not do, in a sentence for the person. */
export function reasonOf({ notice, record }: RecordedConsent): string {
  const decided = Object.values(record).filter(({ decided_at }) => decided_at !== "");
  if (decided.length === 0) return "We have not asked you yet what we may use your data for.";
  if (decided.some(({ needs_reconsent }) => needs_reconsent)) {
    return `Our notice has changed since you decided; version ${notice.active_config.version} asks anew.`;
  }
  if (decided.some(({ status }) => status === "EXPIRED")) return "Your consent has run out.";
  if (decided.some(({ status }) => status === "WITHDRAWN")) return "You withdrew your consent, and we keep to that.";
  return "You declined, and we keep to that.";
}
