import {
  aliasLimit,
  ConsentError,
  type ConflictType,
  type ConsentUser,
  type LinkResult,
} from "@notice-consent/contract";
import type { Clock } from "@notice-consent/client";
import type { PendingLinkStore } from "./pending-links.ts";
import type { ConflictReview, ContactField } from "./conflict.ts";
import type { Users } from "./users.ts";

/** A person whom your backend has identified, with everything it knows them by. */
export interface IdentifiedPerson {
  /** Your own id of the person; becomes the primary. */
  readonly orgUserId: string;
  /** Yours to vouch for: whoever decided under it is joined with this person. */
  readonly email?: string | undefined;
  readonly mobile?: string | undefined;
  readonly name?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** False keeps the contacts with the user without joining what was decided under them; true when absent. */
  readonly linkContacts?: boolean | undefined;
  /** Further identifiers under which the person may have decided, such as a session's or a device's. */
  readonly aliases?: readonly string[] | undefined;
}

/** A contact that is the primary contact of somebody else's account, and so was neither taken nor linked. */
export interface HeldContact {
  readonly field: ContactField;
  /** Absent from services that answer a conflict without a code. */
  readonly type: ConflictType | undefined;
}

/** How bringing a person together ends. */
export type ConsolidateOutcome =
  | {
      readonly status: "consolidated";
      readonly user: ConsentUser;
      /** `not_found` waits for a consent; `conflicts` wait for a review. */
      readonly result: LinkResult;
      readonly heldByOthers: readonly HeldContact[];
    }
  /** The id is an identifier of another user, which has to be the primary; some services do not say which. */
  | { readonly status: "id-of-another"; readonly otherOrgUserId: string | undefined };

/** Brings together what one person decided under several identifiers; every call of it may be repeated. */
export type Consolidate = (person: IdentifiedPerson) => Promise<ConsolidateOutcome>;

interface ConsolidateParts {
  readonly users: Users;
  readonly review: ConflictReview;
  /** Keeps what nobody has consented under yet; it is in the result alone when absent. */
  readonly pending: Pick<PendingLinkStore, "add"> | undefined;
  readonly clock: Pick<Clock, "now">;
}

/** Consolidation over the user calls. */
export function createConsolidate({ users, review, pending, clock }: ConsolidateParts): Consolidate {
  return async (person) => {
    const primary = await ensurePrimary(users, person);
    if (primary.status === "id-of-another") return primary;
    const { withheld } = primary;
    const result = await linkAll(users, primary.user, [...contactsToLink(person, withheld), ...(person.aliases ?? [])]);
    if (result === "primary-is-alias") return { status: "id-of-another", otherOrgUserId: undefined };
    const since = new Date(clock.now()).toISOString();
    for (const aliasOrgUserId of result.not_found) {
      await pending?.add({ orgUserId: person.orgUserId, aliasOrgUserId, since });
    }
    const { user, stillHeld } = await addContacts(users, primary.user, person, withheld);
    await review.report(person.orgUserId, result.conflicts, stillHeld);
    return { status: "consolidated", user, result, heldByOthers: stillHeld };
  };
}

type Primary =
  | { readonly status: "there"; readonly user: ConsentUser; readonly withheld: readonly HeldContact[] }
  | Extract<ConsolidateOutcome, { readonly status: "id-of-another" }>;

/** Creates the primary, without a contact that is somebody else's; a primary that is there is brought up to date. */
async function ensurePrimary(users: Users, person: IdentifiedPerson): Promise<Primary> {
  const withheld: HeldContact[] = [];
  for (;;) {
    const free = contactsOf(person).filter(({ field }) => !withheld.some((held) => held.field === field));
    const created = await users.create({
      org_user_id: person.orgUserId,
      ...membersOf(free),
      ...(person.name && { name: person.name }),
      ...(person.metadata && { metadata: person.metadata }),
    });
    if (created.status === "created") return { status: "there", user: created.user, withheld };
    const { type, user } = created;
    const field = fieldOf(type);
    if (field === undefined) {
      const isOther = user.org_user_id !== person.orgUserId;
      return isOther ? { status: "id-of-another", otherOrgUserId: user.org_user_id } : update(users, user, person);
    }
    // Would go round for ever on a service that names a contact that was not sent.
    if (!free.some((contact) => contact.field === field)) throw new ConsentError("BAD_RESPONSE");
    withheld.push({ field, type });
  }
}

async function update(users: Users, existing: ConsentUser, person: IdentifiedPerson): Promise<Primary> {
  const withheld: HeldContact[] = [];
  let user = existing;
  const changes = {
    ...(person.name && person.name !== user.name && { name: person.name }),
    ...(isNews(person.metadata, user.metadata) && { metadata: person.metadata }),
  };
  if (Object.keys(changes).length > 0) {
    const updated = await users.update(user.uuid, changes);
    if (updated.status === "updated") user = updated.user;
  }
  // One by one, so that a contact of somebody else's does not keep the other one out.
  for (const contact of contactsOf(person)) {
    if (user[contact.member] === contact.value) continue;
    const updated = await users.update(user.uuid, membersOf([contact]));
    if (updated.status === "updated") user = updated.user;
    else if (updated.status === "conflict") withheld.push({ field: contact.field, type: updated.type });
  }
  return { status: "there", user, withheld };
}

/** Links in portions that the service takes. */
async function linkAll(
  users: Users,
  primary: ConsentUser,
  aliases: readonly string[],
): Promise<LinkResult | "primary-is-alias"> {
  const left = [...new Set(aliases.map((alias) => alias.trim()).filter((alias) => alias !== ""))];
  const total: LinkResult = {
    primary_user_uuid: primary.uuid,
    linked: [],
    already_linked: [],
    not_found: [],
    conflicts: [],
  };
  while (left.length > 0) {
    const portion = left.splice(0, aliasLimit);
    const outcome = await users.link({ primary_org_user_id: primary.org_user_id, alias_org_user_ids: portion });
    if (outcome.status === "primary-is-alias") return outcome.status;
    // It was there a moment ago: somebody has removed it meanwhile.
    if (outcome.status === "primary-not-found") throw new ConsentError("CONFLICT");
    total.linked.push(...outcome.result.linked);
    total.already_linked.push(...outcome.result.already_linked);
    total.not_found.push(...outcome.result.not_found);
    total.conflicts.push(...outcome.result.conflicts);
  }
  return total;
}

/** Those that are this person's own by now, or a channel's. */
function contactsToLink(person: IdentifiedPerson, withheld: readonly HeldContact[]): readonly string[] {
  if (person.linkContacts === false) return [];
  const barred = withheld.filter(({ type }) => !isOfChannel(type));
  return contactsOf(person).flatMap(({ field, value }) => (barred.some((held) => held.field === field) ? [] : [value]));
}

/** Gives the primary the contacts that were a channel user's until the two were linked. */
async function addContacts(
  users: Users,
  primary: ConsentUser,
  person: IdentifiedPerson,
  withheld: readonly HeldContact[],
): Promise<{ readonly user: ConsentUser; readonly stillHeld: readonly HeldContact[] }> {
  let user = primary;
  const stillHeld: HeldContact[] = [];
  for (const held of withheld) {
    const contact = contactsOf(person).filter(({ field }) => field === held.field && isOfChannel(held.type));
    const updated = contact.length > 0 ? await users.update(user.uuid, membersOf(contact)) : undefined;
    if (updated?.status === "updated") user = updated.user;
    else stillHeld.push(held);
  }
  return { user, stillHeld };
}

interface Contact {
  readonly field: ContactField;
  readonly member: "primary_email" | "primary_mobile";
  readonly value: string;
}

function contactsOf({ email, mobile }: IdentifiedPerson): readonly Contact[] {
  return [
    ...(email ? [{ field: "email", member: "primary_email", value: email } as const] : []),
    ...(mobile ? [{ field: "mobile", member: "primary_mobile", value: mobile } as const] : []),
  ];
}

function membersOf(contacts: readonly Contact[]): Partial<Record<Contact["member"], string>> {
  return Object.fromEntries(contacts.map(({ member, value }) => [member, value]));
}

/**
 * True where the contact belongs to a user that came to be by consent on another channel. One of the same type is an
 * account of its own, which linking by its contact would swallow: a review has to say so.
 */
function isOfChannel(type: ConflictType | undefined): boolean {
  return type === "EMAIL_EXISTS_DIFFERENT_USER" || type === "PHONE_EXISTS_DIFFERENT_USER";
}

function fieldOf(type: ConflictType): ContactField | undefined {
  switch (type) {
    case "ORG_USER_ID_EXISTS":
      return undefined;
    case "EMAIL_EXISTS_SAME_USER":
    case "EMAIL_EXISTS_DIFFERENT_USER":
      return "email";
    case "PHONE_EXISTS_SAME_USER":
    case "PHONE_EXISTS_DIFFERENT_USER":
      return "mobile";
    default:
      return type satisfies never;
  }
}

function isNews(
  given: Readonly<Record<string, unknown>> | undefined,
  known: Readonly<Record<string, unknown>> | null,
): given is Readonly<Record<string, unknown>> {
  return Object.entries(given ?? {}).some(([key, value]) => JSON.stringify(value) !== JSON.stringify(known?.[key]));
}
