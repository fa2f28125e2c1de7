import { and, eq, ne } from "drizzle-orm";
import { identifiers, persons } from "../db/schema.ts";
import { reproject } from "../ledger/reproject.ts";
import { appendEvent } from "../ledger/store.ts";
import { endSessions, eraseWithin, noPersonalData } from "../user/erase.ts";
import { forgetWords } from "./event-store.ts";
import type { LockedRecord } from "./identity.ts";
import { erasedName, organizationUserId, readRecordsOf } from "./record.ts";
import type { EventDesk } from "./record-event.ts";

/**
 * Destroys what is known of a record. Other records of the person stay: what they decided goes on to count, and of what
 * the erased one decided only its refusals do. With the last record goes the person.
 */
export async function eraseRecord(desk: EventDesk, { person, head }: LockedRecord): Promise<void> {
  const { tx, keys, holder } = desk;
  const { workspaceUuid } = person;
  const others = (await readRecordsOf(tx, head)).filter((record) => record.person.uuid !== person.uuid);
  if (others.length === 0) {
    await eraseWithin(tx, workspaceUuid, person.uuid);
    return;
  }
  await endSessions(tx, workspaceUuid, [person.uuid]);
  const isHead = person.uuid === head.uuid;
  const keptName = isHead ? organizationUserId(head) : undefined;
  // The name of a person is the name of its other records too.
  const keptKey = keptName === undefined ? "" : keys.identifierKey(workspaceUuid, "org_user_id", keptName);
  await tx.delete(identifiers).where(and(eq(identifiers.personUuid, person.uuid), ne(identifiers.key, keptKey)));
  await forgetWords(tx, [person.uuid]);
  const event = await appendEvent(tx, head, {
    kind: "identity-erased",
    identityUuid: person.uuid,
    content: { key: holder.key },
  });
  const erasedAt = new Date(event.recordedAt);
  await tx
    .update(persons)
    .set({
      orgUserId: keptName ?? erasedName(person),
      ...noPersonalData,
      updatedAt: erasedAt,
      identityErasedAt: erasedAt,
      // A primary goes on to be the chain and the name of the others.
      ...(isHead ? {} : { erasedAt }),
    })
    .where(eq(persons.uuid, person.uuid));
  await reproject(tx, keys, head);
}
