import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";

/** Extension: what an erasure came to; the same whenever it is repeated. */
export const erasedUser = v.object({
  /** The primary of the person that was erased. */
  user_uuid: v.string(),
  /** Every user that was this person: the primary and those linked to it. */
  erased_user_uuids: v.array(v.string()),
  erased_at: v.string(),
});

export type ErasedUser = v.InferOutput<typeof erasedUser>;

/** Extension: destroys what is known of a person, linked users included; what it decided stays in the ledger, unnamed. */
export const eraseUser = defineEndpoint({
  id: "users.erase",
  summary: "Erase a person: every linked user, contact and session; safe to repeat",
  method: "DELETE",
  scope: "private",
  path: "/consent-ledger/consent-users/{user_uuid}",
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: erasedUser,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "USER_NOT_FOUND"],
});
