import {
  createProfileUser,
  deleteProfileUser,
  listProfileUsers,
  patchProfileUser,
  readProfileUser,
  type CreateProfileUserBody,
  type PatchProfileUserBody,
  type ProfileUser,
  type ProfileUserPage,
} from "@notice-consent/contract/users-api";
import type { UsersApiCaller } from "./caller.ts";
import { currentVersion, orExpected, orNotFound } from "./outcome.ts";
import { walk } from "./pages.ts";

/** Which users to list. */
export interface UserFilter {
  /** At most 100. */
  readonly ids?: readonly string[] | undefined;
  readonly organization_user_id?: string | undefined;
  /** Whose status is shown; the workspace's own when absent. */
  readonly regulation?: string | undefined;
}

/** Which page of a listing. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  /** 1 to 100. */
  readonly limit?: number | undefined;
}

/** How creating a user ends: an id that is in use is a conflict, a shared organisation user id is none. */
export type CreateProfileUserOutcome =
  | { readonly status: "created"; readonly user: ProfileUser }
  | { readonly status: "conflict" };

/** How changing a user ends. Of a stale version, the current one stands in the conflict. */
export type PatchProfileUserOutcome =
  | { readonly status: "updated"; readonly user: ProfileUser }
  | { readonly status: "conflict"; readonly currentVersion: number | undefined }
  | { readonly status: "not-found" };

/** How erasing a user ends. The user is shown this once. */
export type DeleteProfileUserOutcome =
  | { readonly status: "deleted"; readonly user: ProfileUser }
  | { readonly status: "conflict"; readonly currentVersion: number | undefined }
  | { readonly status: "not-found" };

/** The users of your organisation with their latest consent status. */
export interface ProfileUsers {
  /** Never repeated by itself. */
  create(user: CreateProfileUserBody): Promise<CreateProfileUserOutcome>;
  get(id: string, options?: { readonly regulation?: string }): Promise<ProfileUser | undefined>;
  /** The most recently updated record under an organisation user id. */
  getByOrganizationUserId(id: string, options?: { readonly regulation?: string }): Promise<ProfileUser | undefined>;
  list(query?: UserFilter & PageRequest): Promise<ProfileUserPage>;
  /** Every user, page by page as they are taken; none twice, none left out that was there from the start. */
  listAll(filter?: UserFilter): AsyncIterable<ProfileUser>;
  /** Changes the fields that are given; with a `version`, only while it is current. */
  update(id: string, changes: PatchProfileUserBody): Promise<PatchProfileUserOutcome>;
  /** Erases the record; with a `version`, only while it is current. Never repeated by itself, as the user is shown once. */
  delete(id: string, options?: { readonly version?: number }): Promise<DeleteProfileUserOutcome>;
}

/** The user calls over one way to the service. */
export function createProfileUsers(call: UsersApiCaller): ProfileUsers {
  const list = ({ ids, organization_user_id, regulation, cursor, limit }: UserFilter & PageRequest = {}) =>
    call(listProfileUsers, {
      query: {
        ...(ids !== undefined && { "id[$in]": [...ids] }),
        organization_user_id,
        regulation,
        $cursor: cursor,
        $limit: limit?.toString(),
      },
      repeatable: true,
    });
  const missed = (error: Parameters<typeof currentVersion>[0]) => {
    if (error.code === "NOT_FOUND") return { status: "not-found" } as const;
    if (error.code === "CONFLICT") return { status: "conflict", currentVersion: currentVersion(error) } as const;
    return undefined;
  };
  return {
    create: (body) =>
      orExpected(
        call(createProfileUser, { body, repeatable: false }).then((user) => ({ status: "created", user }) as const),
        ({ code }) => (code === "CONFLICT" ? ({ status: "conflict" } as const) : undefined),
      ),
    get: (id, { regulation } = {}) =>
      orNotFound(call(readProfileUser, { params: { id }, query: { regulation }, repeatable: true })),
    getByOrganizationUserId: (id, { regulation } = {}) => {
      const query = { regulation, $by_organization_user_id: "true" };
      return orNotFound(call(readProfileUser, { params: { id }, query, repeatable: true }));
    },
    list,
    listAll: (filter = {}) => walk((cursor) => list({ ...filter, cursor })),
    update: (id, body) =>
      orExpected(
        call(patchProfileUser, { params: { id }, body, repeatable: body.version === undefined }).then(
          (user) => ({ status: "updated", user }) as const,
        ),
        missed,
      ),
    delete: (id, { version } = {}) =>
      orExpected(
        call(deleteProfileUser, { params: { id }, ifMatch: version, repeatable: false }).then(
          (user) => ({ status: "deleted", user }) as const,
        ),
        missed,
      ),
  };
}
