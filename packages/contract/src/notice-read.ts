import { defineEndpoint } from "./endpoint.ts";
import { noticeCall, publicNoticeCall } from "./notice.ts";

/** Reads a notice for a person; 409 `CONSENT_ALREADY_PROVIDED` says that nothing is left to ask. */
export const readNotice = defineEndpoint({
  id: "notices.read",
  summary: "Read a notice with the person's recorded choices, or learn that nothing is left to ask",
  ...noticeCall,
  body: undefined,
  success: 200,
});

/** Reads a notice without a person. */
export const readPublicNotice = defineEndpoint({
  id: "notices.readPublic",
  summary: "Read a notice without any personal data",
  ...publicNoticeCall,
  body: undefined,
  success: 200,
});
