import type { Notice } from "@notice-consent/contract";

/** Names one version of a notice, as exactly as the service does. */
export function versionOf({ uuid, active_config }: Notice): string {
  return `${uuid} ${active_config.uuid} ${active_config.version} ${active_config.content_hash}`;
}

/** True when what was shown is what is read now. */
export function isSameVersion({ active_config: shown }: Notice, { active_config: read }: Notice): boolean {
  return shown.uuid === read.uuid && shown.content_hash === read.content_hash;
}
