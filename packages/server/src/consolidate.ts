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
import { contactsOf, fieldOf, isOfChannel, membersOf } from "./contact.ts";
import type { Users } from "./users.ts";

/** A person whom your backend has identified, with everything it knows them by. */
export interface IdentifiedPerson {
  /** Your own id of the person; becomes the primary. */
  readonly orgUserId: string;
  /** Yours to vouch for, so only a proven one: whoever decided under it, or does from now on, is this person. */
  readonly email?: string | undefined;
  /** As the e-mail: only a proven one. */
  readonly mobile?: string | undefined;
  readonly name?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /**
   * False keeps the contacts with the user without joining what was decided under them before; true when absent.
   * What is decided under them from then on counts for the user either way.
   */
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
  /** The id is an identifier of another user, which has to be the primary; where the service does not say which, it is a conflict. */
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
  async function ofAnother({ orgUserId }: IdentifiedPerson, unlinked: readonly string[]): Promise<ConsolidateOutcome> {
    const primary = await users.primaryOf(orgUserId);
    const otherOrgUserId = primary?.org_user_id === orgUserId ? undefined : primary?.org_user_id;
    if (otherOrgUserId === undefined) await review.reportUnlinked(orgUserId, unlinked);
    return { status: "id-of-another", otherOrgUserId };
  }

  return async (person) => {
    const found = await findOrCreate(users, person);
    if (found.status === "id-of-another") return found;
    const aliases = distinct(person.aliases ?? []);
    // First, since it tells whether the user is a primary: the record of an alias is left as it is.
    const ofAliases = await linkAll(users, found.user, aliases);
    if (ofAliases === "primary-is-alias") return ofAnother(person, aliases);
    const primary = found.isNew ? found : await update(users, found.user, person, aliases.length > 0);
    if (primary === "is-alias") return ofAnother(person, aliases);
    const { withheld } = primary;
    const contacts = distinct(contactsToLink(person, withheld)).filter((contact) => !aliases.includes(contact));
    const ofContacts = await linkAll(users, primary.user, contacts);
    if (ofContacts === "primary-is-alias") return ofAnother(person, contacts);
    const result = together(ofContacts, ofAliases);
    const since = new Date(clock.now()).toISOString();
    for (const aliasOrgUserId of result.not_found) {
      await pending?.add({ orgUserId: person.orgUserId, aliasOrgUserId, since });
    }
    const { user, stillHeld } = await addContacts(users, primary.user, person, withheld);
    await review.report(person.orgUserId, result.conflicts, stillHeld);
    return { status: "consolidated", user, result, heldByOthers: stillHeld };
  };
}

interface Primary {
  readonly user: ConsentUser;
  readonly withheld: readonly HeldContact[];
}

type Found =
  | (Primary & { readonly status: "there"; readonly isNew: boolean })
  | Extract<ConsolidateOutcome, { readonly status: "id-of-another" }>;

/** Finds the user, or creates it, without a contact that is somebody else's. */
async function findOrCreate(users: Users, person: IdentifiedPerson): Promise<Found> {
  const withheld: HeldContact[] = [];
  for (;;) {
    const free = contactsOf(person).filter(({ field }) => !withheld.some((held) => held.field === field));
    const created = await users.create({
      org_user_id: person.orgUserId,
      ...membersOf(free),
      ...(person.name && { name: person.name }),
      ...(person.metadata && { metadata: person.metadata }),
    });
    const { user } = created;
    if (created.status === "created") return { status: "there", user, isNew: true, withheld };
    const field = fieldOf(created.type);
    if (field === undefined) {
      const isOther = user.org_user_id !== person.orgUserId;
      if (isOther) return { status: "id-of-another", otherOrgUserId: user.org_user_id };
      return { status: "there", user, isNew: false, withheld: [] };
    }
    // Would go round for ever on a service that names a contact that was not sent.
    if (!free.some((contact) => contact.field === field)) throw new ConsentError("BAD_RESPONSE");
    withheld.push({ field, type: created.type });
  }
}

/** Brings a user that was there up to date, unless it turns out to be an alias. */
async function update(
  users: Users,
  existing: ConsentUser,
  person: IdentifiedPerson,
  isKnownPrimary: boolean,
): Promise<Primary | "is-alias"> {
  const withheld: HeldContact[] = [];
  let user = existing;
  const changes = {
    ...(person.name && person.name !== user.name && { name: person.name }),
    ...(isNews(person.metadata, user.metadata) && { metadata: person.metadata }),
  };
  const contacts = contactsOf(person).filter(({ member, value }) => existing[member] !== value);
  const isUpToDate = Object.keys(changes).length === 0 && contacts.length === 0;
  if (isUpToDate) return { user, withheld };
  const counting = isKnownPrimary ? existing : await users.primaryOf(existing.org_user_id);
  if (counting !== undefined && counting.uuid !== existing.uuid) return "is-alias";
  if (Object.keys(changes).length > 0) {
    const updated = await users.update(user.uuid, changes);
    if (updated.status === "updated") user = updated.user;
  }
  // One by one, so that a contact of somebody else's does not keep the other one out.
  for (const contact of contacts) {
    const updated = await users.update(user.uuid, membersOf([contact]));
    if (updated.status === "updated") user = updated.user;
    else if (updated.status === "conflict") withheld.push({ field: contact.field, type: updated.type });
  }
  return { user, withheld };
}

/** Links in portions that the service takes. */
async function linkAll(
  users: Users,
  primary: ConsentUser,
  aliases: readonly string[],
): Promise<LinkResult | "primary-is-alias"> {
  const left = [...aliases];
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

function distinct(aliases: readonly string[]): readonly string[] {
  return [...new Set(aliases.map((alias) => alias.trim()).filter((alias) => alias !== ""))];
}

function together(one: LinkResult, other: LinkResult): LinkResult {
  return {
    primary_user_uuid: one.primary_user_uuid,
    linked: [...one.linked, ...other.linked],
    already_linked: [...one.already_linked, ...other.already_linked],
    not_found: [...one.not_found, ...other.not_found],
    conflicts: [...one.conflicts, ...other.conflicts],
  };
}

/** Those that are this person's own by now, or a channel's. */
function contactsToLink(person: IdentifiedPerson, withheld: readonly HeldContact[]): readonly string[] {
  if (person.linkContacts === false) return [];
  const barred = withheld.filter(({ type }) => !isOfChannel(type));
  return contactsOf(person).flatMap(({ field, value }) =>
    barred.some((held) => held.field === field) ? [] : [value.trim()],
  );
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

function isNews(
  given: Readonly<Record<string, unknown>> | undefined,
  known: Readonly<Record<string, unknown>> | null,
): given is Readonly<Record<string, unknown>> {
  return Object.entries(given ?? {}).some(([key, value]) => JSON.stringify(value) !== JSON.stringify(known?.[key]));
}
