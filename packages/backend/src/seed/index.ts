export { demoNotices } from "./notices/notices.ts";
export { demoOrganisationUuid, demoWorkspaceUuid } from "./demo-workspace.ts";
export { noticeDetail } from "../notice/notice-detail.ts";

export type { DemoNotice } from "./notices/notices.ts";
export type { NoticeFacts, VersionFacts } from "../notice/notice-detail.ts";
