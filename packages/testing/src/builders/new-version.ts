import { digest, type Notice, type NoticeConfig } from "@notice-consent/contract";
import { stableUuid } from "../stable-uuid.ts";

/** The next version of a notice, with the given parts of its content changed. */
export function aNewVersion(notice: Notice, change: Partial<NoticeConfig>): Notice {
  const content = { ...notice.active_config, ...change };
  const contentHash = digest({ ...content, content_hash: "", uuid: "", version: 0, deployed_at: "" });
  return {
    ...notice,
    active_config: {
      ...content,
      version: notice.active_config.version + 1,
      content_hash: contentHash,
      uuid: stableUuid(`version ${notice.uuid} ${contentHash}`),
    },
  };
}

/** The next version of a notice, in which the first purpose asks for more than before. */
export function aRewording(notice: Notice): Notice {
  const [first, ...rest] = notice.active_config.purposes;
  if (first === undefined) return notice;
  const description = `${first.description} We now also call you when something goes wrong.`;
  return aNewVersion(notice, { purposes: [{ ...first, description }, ...rest] });
}
