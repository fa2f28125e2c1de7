import * as v from "valibot";
import { defineEndpoint } from "./endpoint.ts";

const userDecision = v.object({
  notice_uuid: v.string(),
  purpose_uuid: v.string(),
  /** The application that the decision is about; null for one about none. */
  specific_uuid: v.nullable(v.string()),
  selected: v.boolean(),
  status: v.string(),
  needs_reconsent: v.boolean(),
  /** ISO 8601 UTC. */
  decided_at: v.string(),
  expires_at: v.nullable(v.string()),
  event_uuid: v.string(),
  /** The identity it was made under: the user itself, or one that was linked to it before or since. */
  by: v.object({ uuid: v.string(), org_user_id: v.string() }),
});

/** What holds for a person, and under which identity each of it was decided. */
export const userDecisionList = v.object({ user_uuid: v.string(), decisions: v.array(userDecision) });

export type UserDecisionList = v.InferOutput<typeof userDecisionList>;

/** Extension: what holds for a person over all notices; of a linked user, what holds for its primary. */
export const listUserDecisions = defineEndpoint({
  id: "users.decisions",
  summary: "List what holds for a person, with the identity each decision was made under",
  method: "GET",
  scope: "private",
  path: "/consent-ledger/consent-users/{user_uuid}/decisions",
  credential: "api-key",
  body: undefined,
  success: 200,
  detail: userDecisionList,
  errors: ["UNAUTHORIZED", "FORBIDDEN", "USER_NOT_FOUND"],
});
