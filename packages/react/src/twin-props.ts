import type { NoticeTwins } from "./notice-props.ts";

/** What a notice is addressed by, each in one spelling. */
export interface NoticeAddress {
  /** Blank when it is missing, and when spellings contradict each other, so that nothing is asked. */
  readonly noticeId: string;
  readonly organisationUuid: string | undefined;
  readonly workspaceUuid: string | undefined;
}

const spellings = {
  noticeId: ["noticeId", "noticeUuid", "notice_uuid"],
  organisationUuid: ["organisationUuid", "orgUuid", "org_uuid"],
  workspaceUuid: ["workspaceUuid", "workspace_uuid"],
} as const satisfies Record<keyof NoticeAddress, readonly (keyof NoticeTwins)[]>;

/** Reads the twins of the published samples. */
export function addressOf(props: NoticeTwins): NoticeAddress {
  const isClear = twinConflict(props) === undefined;
  return {
    noticeId: (isClear && firstOf(props, spellings.noticeId)) || "",
    organisationUuid: firstOf(props, spellings.organisationUuid),
    workspaceUuid: firstOf(props, spellings.workspaceUuid),
  };
}

/** A sentence about spellings of one prop that have different values; `undefined` when all agree. */
export function twinConflict(props: NoticeTwins): string | undefined {
  for (const names of Object.values(spellings)) {
    const given = names.filter((name) => props[name] !== undefined);
    if (new Set(given.map((name) => props[name])).size > 1)
      return `${given.join(" and ")} are spellings of one prop and have different values.`;
  }
  return undefined;
}

function firstOf(props: NoticeTwins, names: readonly (keyof NoticeTwins)[]): string | undefined {
  return names.map((name) => props[name]).find((value) => value !== undefined);
}
