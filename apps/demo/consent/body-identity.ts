import type { JsonBody } from "../http/post-route.ts";

const identities = ["temp_id", "anonymous_id", "org_user_id", "user_id", "mobile", "phone"];

/** Says in development that an identity in a body is ignored: whoever sends it could name someone else. */
export function warnOfBodyIdentity(body: JsonBody): void {
  if (process.env.NODE_ENV === "production") return;
  for (const name of identities.filter((name) => Object.hasOwn(body, name))) {
    console.warn(`"${name}" in the body is ignored: the server names the visitor, by its own signed cookie.`);
  }
}
