import type {
  ConsentRecord,
  ConsentUser,
  OrgUserIdType,
  RecordedPurpose,
  WorkspaceAddress,
} from "@notice-consent/contract";
import { mapRecord, mergeRecords } from "./merged-record.ts";

/** Who a token is about: the first given of org_user_id, e-mail and phone. */
export interface Identity {
  readonly kind: "org_user_id" | "email" | "mobile";
  readonly value: string;
  readonly email: string | undefined;
  readonly mobile: string | undefined;
  readonly sub: string;
}

/** One consent user with what was decided under it. */
export interface Person {
  user: ConsentUser;
  /** Set once this person is an alias of another. */
  primary: Person | undefined;
  /** By {@link recordKey}. */
  readonly records: Map<string, ConsentRecord>;
}

/** The people of one workspace and the identifiers they are or were known by. */
export interface People {
  readonly all: readonly Person[];
  byUuid(uuid: string): Person | undefined;
  /** By the current `org_user_id` alone. */
  byOrgUserId(orgUserId: string): Person | undefined;
  /** By any identifier, former ones and contacts included. */
  byIdentifier(value: string): Person | undefined;
  /** The person of a token, made from the identity when it is the first time. */
  ensure(identity: Identity): Person;
  add(orgUserId: string, type: OrgUserIdType, fields: UserFields): Person;
  /** Keeps an identifier pointing at a person, unless it already points at somebody. */
  remember(value: string | null | undefined, person: Person): void;
  /** Makes `alias`, and everybody linked to it, an alias of `primary`. */
  link(primary: Person, alias: Person): void;
  /** The decisions that count for a person, those of its aliases included. */
  record(person: Person, key: string): ConsentRecord;
}

type UserFields = Partial<Pick<ConsentUser, "primary_email" | "primary_mobile" | "name" | "metadata">>;

/** Names the decisions on one notice, kept apart for each `specific_uuid`. */
export function recordKey(noticeUuid: string, specificUuid: string | null | undefined): string {
  return specificUuid ? `${noticeUuid} ${specificUuid}` : noticeUuid;
}

/** The person whose decisions count: the primary of an alias, else the person. */
export function primaryOf(person: Person): Person {
  return person.primary ?? person;
}

/** Makes a workspace without people. */
export function createPeople(address: WorkspaceAddress, newUuid: () => string, now: () => string): People {
  const people: Person[] = [];
  const identifiers = new Map<string, Person>();

  function remember(value: string | null | undefined, person: Person): void {
    if (value && !identifiers.has(value)) identifiers.set(value, person);
  }

  function add(orgUserId: string, type: OrgUserIdType, fields: UserFields): Person {
    const at = now();
    const user: ConsentUser = {
      uuid: newUuid(),
      organisation_uuid: address.organisationUuid,
      workspace_uuid: address.workspaceUuid,
      org_user_id: orgUserId,
      org_user_id_type: type,
      primary_email: fields.primary_email ?? null,
      primary_mobile: fields.primary_mobile ?? null,
      name: fields.name ?? null,
      metadata: fields.metadata ?? {},
      created_at: at,
      updated_at: at,
    };
    const person: Person = { user, primary: undefined, records: new Map() };
    people.push(person);
    remember(orgUserId, person);
    remember(user.primary_email, person);
    remember(user.primary_mobile, person);
    return person;
  }

  return {
    get all() {
      return people;
    },
    byUuid: (uuid) => people.find(({ user }) => user.uuid === uuid),
    byOrgUserId: (orgUserId) => people.find(({ user }) => user.org_user_id === orgUserId),
    byIdentifier: (value) => identifiers.get(value),
    ensure(identity) {
      const known = identifiers.get(identity.value);
      if (known !== undefined) return known;
      switch (identity.kind) {
        case "org_user_id":
          return add(identity.value, "UCID", freeContacts(people, identity));
        case "email":
          return add(identity.value, "EMAIL", {});
        case "mobile":
          return add(identity.value, "PHONE", {});
        default:
          return identity.kind satisfies never;
      }
    },
    add,
    remember,
    link(primary, alias) {
      for (const person of people) if (person === alias || person.primary === alias) person.primary = primary;
      for (const [value, person] of identifiers) {
        const contact =
          alias.user.org_user_id === value &&
          (value === primary.user.primary_email || value === primary.user.primary_mobile);
        if (person === alias && contact) identifiers.set(value, primary);
      }
    },
    record(person, key) {
      const primary = primaryOf(person);
      const circle = [primary, ...people.filter((other) => other.primary === primary)];
      return mergeRecords(circle.map(({ records }) => records.get(key) ?? {}));
    },
  };
}

// A contact that is somebody's already is dropped: it must not cost the person the consent.
function freeContacts(people: readonly Person[], { email, mobile }: Identity): UserFields {
  return {
    primary_email: email && !people.some(({ user }) => user.primary_email === email) ? email : null,
    primary_mobile: mobile && !people.some(({ user }) => user.primary_mobile === mobile) ? mobile : null,
  };
}

/** Changes every decision on a notice, for instance when a new version asks again. */
export function changeRecords(
  people: People,
  noticeUuid: string,
  change: (recorded: RecordedPurpose, purposeUuid: string) => RecordedPurpose,
): void {
  for (const { records } of people.all) {
    for (const [key, record] of records) {
      if (key.split(" ")[0] === noticeUuid) records.set(key, mapRecord(record, change));
    }
  }
}
