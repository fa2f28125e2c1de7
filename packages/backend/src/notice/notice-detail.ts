import type { ConsentRecord, FilledNoticeContent, Notice, WorkspaceAddress } from "@notice-consent/contract";

/** Which notice it is. */
export interface NoticeFacts {
  readonly uuid: string;
  readonly name: string;
  readonly address: WorkspaceAddress;
}

/** Which version of it. */
export interface VersionFacts {
  readonly uuid: string;
  readonly number: number;
  readonly contentHash: string;
  /** ISO 8601 UTC. */
  readonly deployedAt: string;
}

/** A notice as both reads answer it; with a person's record, as the read with a token does. */
export function noticeDetail(
  notice: NoticeFacts,
  version: VersionFacts,
  content: FilledNoticeContent,
  record?: ConsentRecord,
): Notice {
  const known = record === undefined || Object.keys(record).length === 0 ? undefined : record;
  return {
    uuid: notice.uuid,
    name: notice.name,
    organisation_uuid: notice.address.organisationUuid,
    workspace_uuid: notice.address.workspaceUuid,
    is_minor: false,
    purpose_selections: known,
    product_purpose_selections: undefined,
    reconsent_required: Object.values(known ?? {}).some(({ needs_reconsent }) => needs_reconsent),
    active_config: {
      ...content,
      uuid: version.uuid,
      notice_uuid: notice.uuid,
      version: version.number,
      deployed_at: version.deployedAt,
      content_hash: version.contentHash,
    },
  };
}
