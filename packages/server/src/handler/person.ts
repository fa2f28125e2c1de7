import { ConsentError } from "@notice-consent/contract";

/** A signed-in person as your backend knows them. */
export interface Person {
  /** Your own id of the person. */
  readonly orgUserId: string;
  /** Yours to vouch for, so only a proven one: the consent service takes it for this person's from then on. */
  readonly email?: string | undefined;
  /** As the e-mail: only a proven one. */
  readonly mobile?: string | undefined;
}

/** Whom a request speaks for: a signed-in person, or a visitor under the id of the cookie. */
export type Identity =
  | { readonly kind: "signed-in"; readonly person: Person }
  | { readonly kind: "anonymous"; readonly id: string };

/** `identify` failed or answered neither a person nor `null`; the request is then nobody's. */
export class IdentifyError extends ConsentError {
  constructor(message: string, cause?: unknown) {
    super("SERVICE_UNAVAILABLE", { message });
    this.cause = cause;
  }
}

/** The person that `identify` found, or `null`. Rejects with an {@link IdentifyError}. */
export async function askWho<Native>(
  identify: (request: Native) => Person | null | Promise<Person | null>,
  request: Native,
): Promise<Person | null> {
  let found: Person | null | undefined;
  try {
    found = await identify(request);
  } catch (cause) {
    throw new IdentifyError("identify failed.", cause);
  }
  if (found === null) return null;
  if (typeof found?.orgUserId !== "string" || found.orgUserId.trim() === "") {
    throw new IdentifyError("identify answered neither a person with an orgUserId nor null.");
  }
  return found;
}

/** What tokens are generated for. */
export function identifiersOf(identity: Identity): {
  readonly org_user_id: string;
  readonly email?: string | undefined;
  readonly mobile?: string | undefined;
} {
  if (identity.kind === "anonymous") return { org_user_id: identity.id };
  const { orgUserId, email, mobile } = identity.person;
  return { org_user_id: orgUserId, ...(email && { email }), ...(mobile && { mobile }) };
}
