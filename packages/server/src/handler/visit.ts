import type { TokensDetail } from "@notice-consent/contract";
import type { ConsentServer } from "../consent-server.ts";
import { answer } from "./answer.ts";
import { identifiersOf, type Identity, type Person } from "./person.ts";
import type { HandlerCookies } from "./setup.ts";

/** One request on its way through a step. */
export interface Visit {
  readonly request: { readonly headers: Headers; readonly url?: string };
  /** Of the body; empty where there was none. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly consent: ConsentServer;
  readonly cookies: HandlerCookies;
  /** The signed-in person or `null`; rejects when that cannot be told. */
  readonly person: () => Promise<Person | null>;
  readonly exposeRefreshToken: boolean;
  /** The notice to ask about where the request names none. */
  readonly noticeId: string | undefined;
}

/** How a step ended, for the event and the page. */
export type StepOutcome =
  | { readonly status: "answered"; readonly as: Identity["kind"]; readonly response: Response }
  | {
      readonly status: "refused";
      readonly reason: "not-signed-in" | "session-ended" | "invalid";
      readonly response: Response;
    };

/** Whom the request speaks for; a visitor without an id is given one. */
export async function identityOf(
  visit: Visit,
): Promise<{ readonly identity: Identity; readonly setCookies: readonly string[] }> {
  const person = await visit.person();
  if (person !== null) return { identity: { kind: "signed-in", person }, setCookies: [] };
  const { id, setCookie, isDue } = await visit.cookies.visitor.ensure(visit.request);
  return { identity: { kind: "anonymous", id }, setCookies: isDue ? [setCookie] : [] };
}

/** New tokens for an identity, as the page gets them. */
export async function issueTokens(
  visit: Visit,
  identity: Identity,
  setCookies: readonly string[],
): Promise<StepOutcome> {
  const tokens = await visit.consent.tokens.generate(identifiersOf(identity));
  return handOver(visit, tokens, identity, setCookies);
}

/** Tokens as the page gets them: the access token, and the refresh token only where the host wants that. */
export async function handOver(
  visit: Visit,
  tokens: TokensDetail,
  identity: Identity,
  setCookies: readonly string[],
): Promise<StepOutcome> {
  const { token, refresh_token, expires_at } = tokens;
  if (visit.exposeRefreshToken) {
    const response = answer(200, { token, refresh_token, expires_at }, setCookies);
    return { status: "answered", as: identity.kind, response };
  }
  const kept = await visit.cookies.refresh.keep(tokens, identity);
  const response = answer(200, { token }, kept === undefined ? setCookies : [...setCookies, kept]);
  return { status: "answered", as: identity.kind, response };
}
