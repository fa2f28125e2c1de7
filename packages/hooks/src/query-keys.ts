/** First part of every query key of this library. */
const root = "notice-consent";

/** Every read of one person; `""` before there is one. The digest holds no token and says nothing of the person. */
export function personKey(digest: string): readonly [string, string] {
  return [root, digest];
}

/** Every read of one notice for one person. */
export function noticeKey(digest: string, base: string, noticeId: string): readonly string[] {
  return [...personKey(digest), base, noticeId];
}
