import { enabledElements, type ConsentRecord, type EarlierTerms } from "@notice-consent/contract";
import type { Queryable } from "../db/connect.ts";
import type { NoticeStore, Version } from "./store.ts";

/** A record in which each purpose that is asked anew says what the person decided on. */
export async function withEarlierTerms(
  tx: Queryable,
  store: NoticeStore,
  noticeUuid: string,
  record: ConsentRecord,
  decidedOn: ReadonlyMap<string, number>,
): Promise<ConsentRecord> {
  if (decidedOn.size === 0) return record;
  const versions = await store.readEarlier(tx, noticeUuid, new Set(decidedOn.values()));
  return Object.fromEntries(
    Object.entries(record).map(([uuid, recorded]) => {
      const earlier = termsOf(versions.get(decidedOn.get(uuid) ?? 0), uuid);
      return [uuid, earlier === undefined ? recorded : { ...recorded, earlier }];
    }),
  );
}

function termsOf(version: Version | undefined, purposeUuid: string): EarlierTerms | undefined {
  const purpose = version?.content.purposes.find(({ uuid }) => uuid === purposeUuid);
  if (purpose === undefined) return undefined;
  const elements = enabledElements({ ...purpose, data_elements: purpose.data_elements ?? [] });
  const { name, description } = purpose;
  return { name, description, data_elements: Object.fromEntries(elements.map((one) => [one.uuid, one.name])) };
}
