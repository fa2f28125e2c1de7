import {
  type BodyOf,
  type changeNoticeSettings,
  ConsentError,
  type NoticeSettings,
  type WorkspaceAddress,
} from "@notice-consent/contract";
import type { Database } from "../db/connect.ts";
import { findWorkspace, updateWorkspace } from "./store.ts";

/** Keeps a workspace's own settings. */
export interface WorkspaceService {
  noticeSettings(address: WorkspaceAddress): Promise<NoticeSettings>;
  /** Changes the settings that are there, and returns all of them. */
  changeNoticeSettings(address: WorkspaceAddress, change: BodyOf<typeof changeNoticeSettings>): Promise<NoticeSettings>;
}

/** The workspace service over a database. */
export function createWorkspaceService({ queries }: Database): WorkspaceService {
  async function noticeSettings(address: WorkspaceAddress): Promise<NoticeSettings> {
    const workspace = await findWorkspace(queries, address);
    if (workspace === undefined) throw new ConsentError("NOT_FOUND");
    return { language_gate: workspace.languageGate };
  }

  return {
    noticeSettings,
    async changeNoticeSettings(address, { language_gate }) {
      if (language_gate) await updateWorkspace(queries, address, { languageGate: language_gate });
      return noticeSettings(address);
    },
  };
}
