import type { ValidateAgainst } from "@notice-consent/contract";
import type { NoticeQuestion } from "./queries.ts";

/** Names what a decision is about: the notice, the application and the rule. A person has one submission for each. */
export function aboutOf({ noticeId, applicationId, validateAgainst }: NoticeQuestion): string {
  return JSON.stringify([noticeId, applicationId ?? "", validateAgainst satisfies ValidateAgainst]);
}

/** True for the name of anything about this notice. */
export function isAboutNotice(about: string, noticeId: string): boolean {
  return about.startsWith(`[${JSON.stringify(noticeId)},`);
}
