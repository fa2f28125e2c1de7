import {
  canonicalJson,
  digest,
  type FilledNoticeContent,
  type NoticeContent,
  noticeContent,
} from "@notice-consent/contract";
import { purposeDigests } from "./purpose-terms.ts";

/** A version's content as it is stored and compared. */
export interface WrittenContent {
  /** Canonical JSON; `contentHash` is the SHA-256 of these bytes. */
  readonly text: string;
  readonly contentHash: string;
  readonly content: FilledNoticeContent;
  /** Digest of each purpose by its uuid, as its author wrote it. */
  readonly purposeDigests: Readonly<Record<string, string>>;
}

/** Writes a content down in its one spelling. Throws a `TypeError` on content that is no notice. */
export function writeContent(content: NoticeContent): WrittenContent {
  const filled = fill(content);
  return {
    text: canonicalJson(filled),
    contentHash: digest(filled),
    content: filled,
    purposeDigests: purposeDigests(filled),
  };
}

/** Reads what {@link writeContent} wrote. */
export function readContent(text: string): FilledNoticeContent {
  return fill(JSON.parse(text));
}

function fill(content: unknown): FilledNoticeContent {
  const result = noticeContent["~standard"].validate(content);
  if (result instanceof Promise || result.issues !== undefined) throw new TypeError("The content is not a notice's.");
  return result.value;
}
