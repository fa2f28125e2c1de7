import type { NoticeTwins } from "./notice-props.ts";

/** What a notice is addressed by, each in one spelling. */
export interface NoticeAddress {
  readonly noticeId: string;
  readonly organisationUuid: string | undefined;
  readonly workspaceUuid: string | undefined;
}

/** Reads the twins of the published samples; throws when two spellings of one thing differ. */
export function addressOf(props: NoticeTwins): NoticeAddress {
  return {
    noticeId: one(props, "noticeId", "noticeUuid", "notice_uuid") ?? "",
    organisationUuid: one(props, "organisationUuid", "orgUuid", "org_uuid"),
    workspaceUuid: one(props, "workspaceUuid", "workspace_uuid"),
  };
}

function one(props: NoticeTwins, ...names: readonly (keyof NoticeTwins)[]): string | undefined {
  const given = names.filter((name) => props[name] !== undefined);
  const values = new Set(given.map((name) => props[name]));
  if (values.size > 1)
    throw new TypeError(`${given.join(" and ")} are two spellings of one prop and have different values.`);
  return [...values][0];
}
