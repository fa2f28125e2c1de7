import { demoNotices as authored, noticeDetail, type DemoNotice } from "@notice-consent/backend/seed";
import { digest, noticeContent, type FilledNoticeContent, type Notice } from "@notice-consent/contract";
import { fixtureOrganisationUuid, fixtureWorkspaceUuid } from "./fixture-address.ts";
import { stableUuid } from "./stable-uuid.ts";

const address = { organisationUuid: fixtureOrganisationUuid, workspaceUuid: fixtureWorkspaceUuid };

/** The notices of the demo organisation as the service answers them: a bank's, a shop's, one of 1,000 elements, a clinic's. */
export const demoNotices: readonly Notice[] = authored.map(published);

function published({ uuid, name, content }: DemoNotice): Notice {
  const filled = fill(content);
  const contentHash = digest(filled);
  const version = {
    uuid: stableUuid(`version ${uuid} ${contentHash}`),
    number: 1,
    contentHash,
    deployedAt: "2026-01-05T09:00:00.000Z",
  };
  return noticeDetail({ uuid, name, address }, version, filled);
}

function fill(content: DemoNotice["content"]): FilledNoticeContent {
  const read = noticeContent["~standard"].validate(content);
  if (read instanceof Promise || read.issues !== undefined) throw new TypeError("The content is not a notice's.");
  return read.value;
}
