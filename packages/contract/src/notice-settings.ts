import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";

/** What publishing does about a language that a notice is not, or not wholly, written in. */
export const languageGates = ["warn", "block"] as const;
export type LanguageGate = (typeof languageGates)[number];

/** How a workspace publishes its notices. */
export const noticeSettings = v.object({ language_gate: v.picklist(languageGates) });

/** The settings to change; those that are absent stay. */
export const changeNoticeSettingsBody = v.object({
  language_gate: v.optional(v.nullable(v.picklist(languageGates))),
});

export type NoticeSettings = v.InferOutput<typeof noticeSettings>;

/** Extension: how the workspace publishes its notices. */
export const readNoticeSettings = defineEndpoint({
  id: "notices.settings",
  summary: "Read how the workspace publishes its notices",
  method: "GET",
  scope: "private",
  path: "/notices/settings",
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: noticeSettings,
  errors: ["UNAUTHORIZED", "FORBIDDEN"],
});

/** Extension: changes how the workspace publishes its notices, from the next publication on. */
export const changeNoticeSettings = defineEndpoint({
  id: "notices.changeSettings",
  summary: "Change how the workspace publishes its notices: warn about missing languages, or refuse",
  method: "PATCH",
  scope: "private",
  path: "/notices/settings",
  credential: "api-key",
  body: changeNoticeSettingsBody,
  success: 200,
  detail: noticeSettings,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "VALIDATION_FAILED"],
});
