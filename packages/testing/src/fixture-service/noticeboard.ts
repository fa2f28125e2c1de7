import { digest, enabledElements, type EarlierTerms, type Notice } from "@notice-consent/contract";
import { changeRecords, type People } from "./people.ts";

/** The notices of a workspace, each in its newest version. */
export interface Noticeboard {
  readonly all: readonly Notice[];
  find(uuid: string): Notice | undefined;
  /** Puts up a notice; purposes that read differently than before are asked again of everybody. */
  publish(notice: Notice): Notice;
}

/** Makes a board with these notices on it. */
export function createNoticeboard(first: readonly Notice[], people: People, now: () => string): Noticeboard {
  const notices = new Map(first.map((notice) => [notice.uuid, notice]));
  return {
    get all() {
      return [...notices.values()];
    },
    find: (uuid) => notices.get(uuid),
    publish(notice) {
      const before = notices.get(notice.uuid);
      const version = Math.max(notice.active_config.version, (before?.active_config.version ?? 0) + 1);
      const published = { ...notice, active_config: { ...notice.active_config, version, deployed_at: now() } };
      notices.set(notice.uuid, published);
      const changed = changedPurposes(before, published);
      changeRecords(people, notice.uuid, (recorded, uuid) =>
        changed.has(uuid)
          ? { ...recorded, needs_reconsent: true, earlier: recorded.earlier ?? termsOf(before, uuid) }
          : recorded,
      );
      return published;
    },
  };
}

/** What a purpose said in the version that was decided on. */
function termsOf(notice: Notice | undefined, purposeUuid: string): EarlierTerms | undefined {
  const purpose = notice?.active_config.purposes.find(({ uuid }) => uuid === purposeUuid);
  if (purpose === undefined) return undefined;
  const { name, description } = purpose;
  const elements = enabledElements(purpose).map((element): [string, string] => [element.uuid, element.name]);
  return { name, description, data_elements: Object.fromEntries(elements) };
}

function changedPurposes(before: Notice | undefined, after: Notice): ReadonlySet<string> {
  const digests = new Map(before?.active_config.purposes.map((purpose) => [purpose.uuid, digest(purpose)]));
  const changed = after.active_config.purposes.filter((purpose) => digests.get(purpose.uuid) !== digest(purpose));
  return new Set(changed.map(({ uuid }) => uuid));
}
