import type {
  BodyOf,
  ConflictType,
  ConsentUser,
  createUser,
  linkUsers,
  LinkResult,
  updateUser,
} from "@notice-consent/contract";
import { done, refused, type Outcome } from "./outcome.ts";
import type { People, Person } from "./people.ts";

type Contact = "primary_email" | "primary_mobile";

/** Creates a user, unless the id or a contact is somebody's already. */
export function createPerson(people: People, body: BodyOf<typeof createUser>): Outcome<ConsentUser> {
  const conflict = conflictOf(people, body, undefined);
  if (conflict !== undefined) {
    const facts = { conflict_type: conflict.type, existing_user: conflict.person.user };
    return refused(conflict.type, { message: conflictMessage(conflict.type, body.org_user_id), facts });
  }
  return done(
    people.add(body.org_user_id, "UCID", {
      primary_email: body.primary_email ?? null,
      primary_mobile: body.primary_mobile ?? null,
      name: body.name ?? null,
      metadata: body.metadata ?? {},
    }).user,
  );
}

/** Changes the fields that were sent. */
export function changePerson(
  people: People,
  uuid: string,
  body: BodyOf<typeof updateUser>,
  at: string,
): Outcome<ConsentUser> {
  const person = people.byUuid(uuid);
  if (person === undefined) return refused("USER_NOT_FOUND");
  const conflict = conflictOf(people, body, person);
  if (conflict !== undefined)
    return refused(conflict.type, { message: conflictMessage(conflict.type, body.org_user_id ?? "") });
  const { user } = person;
  person.user = {
    ...user,
    org_user_id: body.org_user_id ?? user.org_user_id,
    primary_email: body.primary_email === undefined ? user.primary_email : body.primary_email,
    primary_mobile: body.primary_mobile === undefined ? user.primary_mobile : body.primary_mobile,
    name: body.name === undefined ? user.name : body.name,
    metadata: { ...user.metadata, ...body.metadata },
    updated_at: at,
  };
  for (const value of [person.user.org_user_id, person.user.primary_email, person.user.primary_mobile])
    people.remember(value, person);
  return done(person.user);
}

/** Links each alias on its own; a repeated id counts once, the primary's own id as already linked. */
export function linkPeople(people: People, body: BodyOf<typeof linkUsers>): Outcome<LinkResult> {
  const primary = people.byOrgUserId(body.primary_org_user_id);
  if (primary === undefined) return refused("PRIMARY_NOT_FOUND");
  if (primary.primary !== undefined) return refused("PRIMARY_IS_ALIAS");
  const result: LinkResult = {
    primary_user_uuid: primary.user.uuid,
    linked: [],
    already_linked: [],
    not_found: [],
    conflicts: [],
  };
  for (const id of new Set(body.alias_org_user_ids)) {
    const alias = people.byOrgUserId(id) ?? people.byIdentifier(id);
    if (alias === undefined) {
      result.not_found.push(id);
    } else if (alias === primary || alias.primary === primary) {
      result.already_linked.push(id);
    } else if (alias.primary !== undefined || isContactOfAccount(alias, id)) {
      const { user } = alias.primary ?? alias;
      result.conflicts.push({ org_user_id: id, existing_primary_org_user_id: user.org_user_id });
    } else {
      people.link(primary, alias);
      result.linked.push(id);
    }
  }
  return done(result);
}

/** A contact is an alias of whomever the host has named by an id, and no name of a user to link. */
function isContactOfAccount({ user }: Person, value: string): boolean {
  const isContact = value === user.primary_email || value === user.primary_mobile;
  return isContact && user.org_user_id_type === "UCID" && value !== user.org_user_id;
}

function conflictOf(
  people: People,
  wanted: { readonly org_user_id?: string | undefined } & { readonly [Key in Contact]?: string | null | undefined },
  self: Person | undefined,
): { readonly type: ConflictType; readonly person: Person } | undefined {
  const owner = wanted.org_user_id === undefined ? undefined : people.byIdentifier(wanted.org_user_id);
  if (owner !== undefined && owner !== self) return { type: "ORG_USER_ID_EXISTS", person: owner };
  const type = self?.user.org_user_id_type ?? "UCID";
  const holder = (contact: Contact): Person | undefined =>
    people.all.find(
      (person) => person !== self && Boolean(wanted[contact]) && person.user[contact] === wanted[contact],
    );
  const emailHolder = holder("primary_email");
  if (emailHolder !== undefined) {
    return {
      type: emailHolder.user.org_user_id_type === type ? "EMAIL_EXISTS_SAME_USER" : "EMAIL_EXISTS_DIFFERENT_USER",
      person: emailHolder,
    };
  }
  const phoneHolder = holder("primary_mobile");
  if (phoneHolder === undefined) return undefined;
  return {
    type: phoneHolder.user.org_user_id_type === type ? "PHONE_EXISTS_SAME_USER" : "PHONE_EXISTS_DIFFERENT_USER",
    person: phoneHolder,
  };
}

function conflictMessage(type: ConflictType, orgUserId: string): string {
  switch (type) {
    case "ORG_USER_ID_EXISTS":
      return `User with org_user_id '${orgUserId}' already exists`;
    case "EMAIL_EXISTS_SAME_USER":
    case "EMAIL_EXISTS_DIFFERENT_USER":
      return "User with this email already exists";
    case "PHONE_EXISTS_SAME_USER":
    case "PHONE_EXISTS_DIFFERENT_USER":
      return "User with this phone already exists";
    default:
      return type satisfies never;
  }
}
