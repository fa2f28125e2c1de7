import {
  conflictTypes,
  createUser,
  getUser,
  getUserByOrgUserId,
  isConsentError,
  linkUsers,
  listUserDecisions,
  updateUser,
  userConflict,
  type ConflictType,
  type ConsentError,
  type ConsentUser,
  type CreateUserBody,
  type LinkResult,
  type LinkUsersBody,
  type UpdateUserBody,
} from "@notice-consent/contract";
import type { Caller } from "./caller.ts";
import { conflictFacts } from "./discreet-error.ts";

/** How creating a user ends. Only `ORG_USER_ID_EXISTS` means that the wanted user is there already. */
export type CreateOutcome =
  | { readonly status: "created"; readonly user: ConsentUser }
  | { readonly status: "conflict"; readonly type: ConflictType; readonly user: ConsentUser };

/** How changing a user ends. The type is absent from services that answer a conflict without a code. */
export type UpdateOutcome =
  | { readonly status: "updated"; readonly user: ConsentUser }
  | { readonly status: "conflict"; readonly type: ConflictType | undefined }
  | { readonly status: "not-found" };

/** How linking ends. Aliases that could not be linked stand in the result: keep `not_found` for later, review `conflicts`. */
export type LinkOutcome =
  | { readonly status: "linked"; readonly result: LinkResult }
  | { readonly status: "primary-not-found" }
  | { readonly status: "primary-is-alias" };

/** The consent users of your workspace. */
export interface Users {
  /** Never repeated by itself: after a lost answer, calling again shows the user as a conflict. */
  create(user: CreateUserBody): Promise<CreateOutcome>;
  get(uuid: string): Promise<ConsentUser | undefined>;
  /** Finds the current `org_user_id` alone, neither aliases nor former ones. */
  getByOrgUserId(orgUserId: string): Promise<ConsentUser | undefined>;
  /**
   * The user that decisions under a current `org_user_id` count for: its primary where it is linked, else itself.
   * `undefined` where the service does not tell.
   */
  primaryOf(orgUserId: string): Promise<ConsentUser | undefined>;
  /** Changes the fields that are given; metadata is merged key by key. */
  update(uuid: string, changes: UpdateUserBody): Promise<UpdateOutcome>;
  /** Makes other users aliases of a primary; safe to repeat. */
  link(link: LinkUsersBody): Promise<LinkOutcome>;
}

/** The user calls over one way to the service. */
export function createUsers(call: Caller): Users {
  const get: Users["get"] = (uuid) =>
    foundOrNot(() => call(getUser, { params: { user_uuid: uuid }, repeatable: true }));
  const getByOrgUserId: Users["getByOrgUserId"] = (orgUserId) =>
    foundOrNot(() => call(getUserByOrgUserId, { params: { org_user_id: orgUserId }, repeatable: true }));
  return {
    async create(body) {
      try {
        return { status: "created", user: await call(createUser, { body, repeatable: false }) };
      } catch (error) {
        const conflict = isConsentError(error) ? await conflictOf(error) : undefined;
        if (conflict === undefined) throw error;
        return conflict;
      }
    },
    get,
    getByOrgUserId,
    async primaryOf(orgUserId) {
      const user = await getByOrgUserId(orgUserId);
      if (user === undefined) return undefined;
      try {
        const decided = await call(listUserDecisions, { params: { user_uuid: user.uuid }, repeatable: true });
        return decided.user_uuid === user.uuid ? user : await get(decided.user_uuid);
      } catch (error) {
        // The list is an extension, which not every service has.
        if (isConsentError(error) && !error.retryable) return undefined;
        throw error;
      }
    },
    async update(uuid, body) {
      try {
        return {
          status: "updated",
          user: await call(updateUser, { params: { user_uuid: uuid }, body, repeatable: true }),
        };
      } catch (error) {
        if (isConsentError(error) && error.code === "USER_NOT_FOUND") return { status: "not-found" };
        if (isConsentError(error) && error.status === 409) return { status: "conflict", type: conflictType(error) };
        throw error;
      }
    },
    async link(body) {
      try {
        return { status: "linked", result: await call(linkUsers, { body, repeatable: true }) };
      } catch (error) {
        if (isConsentError(error) && error.code === "PRIMARY_NOT_FOUND") return { status: "primary-not-found" };
        if (isConsentError(error) && error.code === "PRIMARY_IS_ALIAS") return { status: "primary-is-alias" };
        throw error;
      }
    },
  };
}

async function foundOrNot(read: () => Promise<ConsentUser>): Promise<ConsentUser | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isConsentError(error) && error.code === "USER_NOT_FOUND") return undefined;
    throw error;
  }
}

async function conflictOf(error: ConsentError): Promise<CreateOutcome | undefined> {
  if (error.status !== 409) return undefined;
  const read = await userConflict["~standard"].validate(conflictFacts(error));
  if (read.issues !== undefined) return undefined;
  return { status: "conflict", type: read.value.conflict_type, user: read.value.existing_user };
}

function conflictType({ code }: ConsentError): ConflictType | undefined {
  return conflictTypes.find((type) => type === code);
}
