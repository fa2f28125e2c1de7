import {
  createUser,
  eraseUser,
  getUser,
  getUserByOrgUserId,
  linkUsers,
  listUserDecisions,
  updateUser,
} from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { UserService } from "./service.ts";

/** The consent users of a workspace: create, read, update, link. */
export function mountUsers(mount: Mount, users: UserService): void {
  mount.forKey(createUser, "users", async ({ address, body }) => ({ detail: await users.create(address, body) }));
  mount.forKey(getUser, "users", async ({ address, params }) => ({
    detail: await users.get(address, params["user_uuid"] ?? ""),
  }));
  mount.forKey(getUserByOrgUserId, "users", async ({ address, params }) => ({
    detail: await users.getByOrgUserId(address, params["org_user_id"] ?? ""),
  }));
  mount.forKey(updateUser, "users", async ({ address, params, body }) => ({
    detail: await users.update(address, params["user_uuid"] ?? "", body),
  }));
  mount.forKey(listUserDecisions, "users", async ({ address, params }) => ({
    detail: await users.decisions(address, params["user_uuid"] ?? ""),
  }));
  mount.forKey(eraseUser, "users", async ({ address, params }) => ({
    detail: await users.erase(address, params["user_uuid"] ?? ""),
  }));
  mount.forKey(linkUsers, "users", async ({ address, body }) => ({ detail: await users.link(address, body) }));
}
