import { isMetadataSmall, mergeMetadata } from "@notice-consent/contract/users-api";
import { and, eq, sql } from "drizzle-orm";
import { persons } from "../db/schema.ts";
import type { Person } from "../user/store.ts";
import { type EventRow, readStandingEvents, type StoredEvent } from "./event-store.ts";
import { type EventWords, openEvent } from "./event-words.ts";
import { badFields } from "./failure.ts";
import type { EventDesk } from "./record-event.ts";

/** Brings to the record what an event says of the person beside its choices. */
export async function applyUserFacts(
  desk: EventDesk,
  person: Person,
  { row }: StoredEvent,
  { user }: EventWords,
): Promise<void> {
  if (user === undefined) return;
  const seen = user.last_seen_country ?? undefined;
  const isNewest = seen !== undefined && !(await countriesOf(desk, row)).some(({ at }) => at > row.effectiveAt);
  await desk.tx
    .update(persons)
    .set({
      metadata: mergedMetadata(person.metadata, user.metadata, "user.metadata"),
      ...(user.country === undefined ? {} : { country: user.country }),
      ...(isNewest ? { lastSeenCountry: seen } : {}),
      updatedAt: sql`clock_timestamp()`,
    })
    .where(eq(persons.uuid, person.uuid));
}

/** Gives a record the country of the event before, where a retracted one told the last. */
export async function forgetCountryOf(desk: EventDesk, { row, identity }: StoredEvent): Promise<void> {
  const told = openEvent(desk.keys, { row, identity })?.user?.last_seen_country ?? undefined;
  if (told === undefined || row.status !== "confirmed") return;
  const others = await countriesOf(desk, row);
  if (others.some(({ at }) => at > row.effectiveAt)) return;
  await desk.tx
    .update(persons)
    .set({ lastSeenCountry: others.at(-1)?.country ?? null, updatedAt: sql`clock_timestamp()` })
    .where(and(eq(persons.uuid, row.identityUuid), eq(persons.lastSeenCountry, told)));
}

/** The countries that the other confirmed events of an identity tell, oldest first. */
async function countriesOf({ tx, keys }: EventDesk, { uuid, personUuid, identityUuid }: EventRow) {
  const events = await readStandingEvents(tx, [personUuid]);
  return events
    .filter(({ row }) => row.identityUuid === identityUuid && row.status === "confirmed" && row.uuid !== uuid)
    .flatMap((event) => {
      const country = openEvent(keys, event)?.user?.last_seen_country ?? undefined;
      return country === undefined ? [] : [{ at: event.row.effectiveAt, country }];
    });
}

/** Metadata after a merge. Throws a `BadRequest` where it grows beyond its limits. */
export function mergedMetadata(
  held: Readonly<Record<string, unknown>>,
  sent: Readonly<Record<string, unknown>> | null | undefined,
  path = "metadata",
): Record<string, unknown> {
  const merged = mergeMetadata(held, sent);
  if (!isMetadataSmall(merged)) throw badFields([{ path, message: "At most 8 KiB and 20 levels together" }]);
  return { ...merged };
}
