import { isConsentError, type ErrorCode } from "@notice-consent/contract";
import { refuse } from "./answer.ts";
import type { Identity } from "./person.ts";
import { handOver, identityOf, issueTokens, type StepOutcome, type Visit } from "./visit.ts";

/** Answers by which the service ends a session for good; whoever it was has to begin anew. */
const ended: ReadonlySet<ErrorCode> = new Set(["REFRESH_REUSED", "SESSION_REVOKED"]);
/** Answers after which another token of the same person may well work. */
const outlived: ReadonlySet<ErrorCode> = new Set(["REFRESH_INVALID", "REFRESH_STALE"]);

/** `POST refresh`: the target of a page's `refreshUrl`. */
export async function refreshStep(visit: Visit): Promise<StepOutcome> {
  const { identity, setCookies } = await identityOf(visit);
  if (visit.exposeRefreshToken) return refreshOfPage(visit, identity, setCookies);
  const { refresh } = visit.cookies;
  const held = await refresh.read(visit.request, identity);
  switch (held.status) {
    case "none":
      return issueTokens(visit, identity, setCookies);
    case "foreign":
      // The page still speaks for whoever was here before: it must not go on as somebody else.
      return sessionEnded("SESSION_REVOKED", [refresh.forget()]);
    case "held":
      return rotate(visit, held.refreshToken, identity, setCookies);
    default:
      return held satisfies never;
  }
}

async function rotate(
  visit: Visit,
  refreshToken: string,
  identity: Identity,
  setCookies: readonly string[],
): Promise<StepOutcome> {
  try {
    return await handOver(visit, await visit.consent.tokens.refresh(refreshToken), identity, setCookies);
  } catch (error) {
    if (!isConsentError(error)) throw error;
    // Who it is was told by the host's session or by the signed cookie, so a new session may follow an old one.
    if (outlived.has(error.code)) return issueTokens(visit, identity, setCookies);
    if (ended.has(error.code)) return sessionEnded(error.code, [visit.cookies.refresh.forget()]);
    throw error;
  }
}

/** Where pages hold refresh tokens themselves, each renews its own and gets the service's word on it. */
async function refreshOfPage(visit: Visit, identity: Identity, setCookies: readonly string[]): Promise<StepOutcome> {
  const refreshToken = visit.members["refresh_token"];
  if (typeof refreshToken !== "string" || refreshToken === "") return issueTokens(visit, identity, setCookies);
  try {
    return await handOver(visit, await visit.consent.tokens.refresh(refreshToken), identity, []);
  } catch (error) {
    if (!isConsentError(error) || !(ended.has(error.code) || outlived.has(error.code))) throw error;
    return sessionEnded(error.code, []);
  }
}

function sessionEnded(code: ErrorCode, setCookies: readonly string[]): StepOutcome {
  const status = code === "REFRESH_STALE" ? 409 : 401;
  const response = refuse(status, code, "The session could not be renewed.");
  for (const value of setCookies) response.headers.append("Set-Cookie", value);
  return { status: "refused", reason: "session-ended", response };
}
