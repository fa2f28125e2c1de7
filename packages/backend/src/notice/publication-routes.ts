import { createNotice, listNoticeVersions, publishNoticeVersion } from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { PublicationService } from "./publication.ts";

/** Making notices, publishing their versions and listing them. */
export function mountPublication(mount: Mount, publication: PublicationService): void {
  mount.forKey(createNotice, "notices", async ({ address, body }) => ({
    detail: await publication.create(address, body),
  }));
  mount.forKey(publishNoticeVersion, "notices", async ({ address, params, body }) => ({
    detail: await publication.publish(address, params["notice_uuid"] ?? "", body),
  }));
  mount.forKey(listNoticeVersions, "notices", async ({ address, params }) => ({
    detail: await publication.versions(address, params["notice_uuid"] ?? ""),
  }));
}
