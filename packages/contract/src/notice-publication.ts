import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";
import { noticeContent } from "./notice.ts";
import { noticeGapCodes } from "./rules/completeness.ts";
import { isStorable } from "./wire-text.ts";

const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(256),
  v.check(isStorable, "Unreadable characters"),
);
const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase());

export const createNoticeBody = v.object({ name, content: noticeContent });

export const publishNoticeBody = v.object({
  /** The notice's name from now on; as before when absent. */
  name: v.optional(v.nullable(name)),
  content: noticeContent,
  /** Purposes to ask for anew although their own words are as before. */
  reconsent_purposes: v.optional(v.nullable(v.pipe(v.array(uuid), v.maxLength(500)))),
});

/** Something a notice should have; a warning here, a field at fault where it stops the publication. */
const noticeGap = v.object({ code: v.picklist(noticeGapCodes), path: v.string(), message: v.string() });

/** What publishing did; the version is the active one. */
export const publishedNotice = v.object({
  notice_uuid: v.string(),
  version_uuid: v.string(),
  version: v.number(),
  content_hash: v.string(),
  /** `unchanged`: the content is that of the active version, so there is no new one. */
  status: v.picklist(["published", "unchanged"]),
  /** Purposes that are asked for anew, or for the first time. */
  reconsent_purposes: v.array(v.string()),
  warnings: v.array(noticeGap),
});

const noticeVersion = v.object({
  version_uuid: v.string(),
  version: v.number(),
  content_hash: v.string(),
  deployed_at: v.string(),
  active: v.boolean(),
});

export const noticeVersionList = v.object({ versions: v.array(noticeVersion) });

export type CreateNoticeBody = v.InferInput<typeof createNoticeBody>;
export type PublishNoticeBody = v.InferInput<typeof publishNoticeBody>;
export type NoticePublication = v.InferOutput<typeof publishedNotice>;
export type NoticeVersionList = v.InferOutput<typeof noticeVersionList>;

// Twenty-three languages of a long notice.
const bodyLimit = 2 * 1024 * 1024;

/** Extension: makes a notice and publishes its first version. */
export const createNotice = defineEndpoint({
  id: "notices.create",
  summary: "Make a notice and publish its first version; refused while a legal element is missing",
  method: "POST",
  scope: "private",
  path: "/notices",
  credential: "api-key",
  body: createNoticeBody,
  success: 201,
  detail: publishedNotice,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "VALIDATION_FAILED"],
  bodyLimit,
});

/** Extension: publishes a notice's next version, which never changes afterwards. */
export const publishNoticeVersion = defineEndpoint({
  id: "notices.publish",
  summary: "Publish the next version of a notice; refused while a legal element is missing",
  method: "POST",
  scope: "private",
  path: "/notices/{notice_uuid}/versions",
  credential: "api-key",
  body: publishNoticeBody,
  success: 201,
  detail: publishedNotice,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "VALIDATION_FAILED"],
  bodyLimit,
});

/** Extension: the versions of a notice, the newest first. */
export const listNoticeVersions = defineEndpoint({
  id: "notices.versions",
  summary: "List the versions of a notice, the newest first",
  method: "GET",
  scope: "private",
  path: "/notices/{notice_uuid}/versions",
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: noticeVersionList,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND"],
});
