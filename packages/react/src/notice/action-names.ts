import type { NoticeConfig } from "@notice-consent/contract";
import type { Labels } from "../labels/labels.ts";

/** What the three actions are called: in the notice's words, else in ours. */
export function actionNames(
  config: NoticeConfig | undefined,
  labels: Labels,
): Record<"decline" | "save" | "accept", string> {
  return {
    decline: config?.decline_button_text || labels.decline,
    save: config?.confirm_button_text || labels.save,
    accept: config?.accept_all_button_text || labels.accept,
  };
}
