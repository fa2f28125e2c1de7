import { changeNoticeSettings, readNoticeSettings } from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { WorkspaceService } from "./service.ts";

/** How a workspace publishes its notices: read and change. */
export function mountWorkspace(mount: Mount, workspace: WorkspaceService): void {
  mount.forKey(readNoticeSettings, "notices", async ({ address }) => ({
    detail: await workspace.noticeSettings(address),
  }));
  mount.forKey(changeNoticeSettings, "notices", async ({ address, body }) => ({
    detail: await workspace.changeNoticeSettings(address, body),
  }));
}
