import type { HeldConsents, ProfileEvent, ProfileUser } from "@notice-consent/contract/users-api";
import type { Person } from "../user/store.ts";
import type { StoredEvent } from "./event-store.ts";
import type { EventWords } from "./event-words.ts";
import { organizationUserId, profileId, type ProfileRecord, versionOf } from "./record.ts";

/** A record as the Users API shows it; an allow-list, so that no column slips out. */
export function profileUserOf(
  organizationId: string,
  record: Omit<ProfileRecord, "createdAt">,
  consents: HeldConsents,
): ProfileUser {
  const { person, head, lastEventAt } = record;
  const ownId = organizationUserId(head);
  const changedAt = person.updatedAt.toISOString();
  return {
    id: profileId(person),
    organization_id: organizationId,
    ...(ownId !== undefined && { organization_user_id: ownId, organization_user_id_type: head.orgUserIdType }),
    version: versionOf(record),
    created_at: person.createdAt.toISOString(),
    updated_at: lastEventAt !== null && lastEventAt > changedAt ? `${lastEventAt.slice(0, 23)}Z` : changedAt,
    metadata: person.metadata,
    country: person.country,
    last_seen_country: person.lastSeenCountry,
    consents,
  };
}

/** An event as the Users API shows it: as it was sent, under the id of the identity that it was made with. */
export function profileEventOf(
  organizationId: string,
  { row, identity }: StoredEvent,
  words: EventWords,
  head: Pick<Person, "uuid" | "orgUserId" | "isNamed">,
): ProfileEvent {
  const { consents, proofs, proofs_id, delegate, metadata, domain } = words;
  const ownId = organizationUserId(head);
  return {
    id: row.id ?? row.uuid,
    organization_id: organizationId,
    created_at: row.createdAt,
    ...(row.updatedAt !== null && { updated_at: row.updatedAt }),
    status: row.status,
    regulation: row.regulation,
    user: { id: profileId(identity), ...(ownId !== undefined && { organization_user_id: ownId }) },
    consents,
    ...(proofs !== undefined && { proofs }),
    ...(proofs_id !== undefined && { proofs_id }),
    ...(delegate !== undefined && { delegate }),
    ...(metadata !== undefined && { metadata }),
    ...(domain !== undefined && { domain }),
  };
}
