import { setTimeout as pause } from "node:timers/promises";
import type { Ending } from "@notice-consent/testing/faults";
import { demoOrganisationUuid, demoWorkspaceUuid } from "../seed/index.ts";
import type { Answered, Caller } from "./caller.test-data.ts";
import type { Reach } from "./service.test-data.ts";

/** Where everything of the demo's workspace lies, below `/public` for people and without it for keys. */
export const scope = `organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}`;
const json = { "Content-Type": "application/json" };

/** Tokens of one family, as they were issued together. */
export interface Pair {
  readonly token: string;
  readonly refreshToken: string;
  readonly family: string;
  /** The `org_user_id` that the access token names. */
  readonly named: string | undefined;
}

/** A token request's answer, what it comes to, and the tokens where there are some. */
export interface TokenOutcome {
  readonly answered: Answered;
  readonly ending: Ending;
  readonly code: string | undefined;
  readonly pair: Pair | undefined;
}

/** Asks for tokens of a new family. */
export async function generateTokens(caller: Caller, { url, apiKey }: Reach, principal: string): Promise<TokenOutcome> {
  const headers = { ...json, "X-CMS-API-Key": apiKey };
  const body = JSON.stringify({ org_user_id: principal });
  return outcomeOf(await caller.call(`${url}/public/${scope}/tokens/generate`, { method: "POST", headers, body }));
}

/** Asks for tokens of a new family until there are some. */
export async function requestTokens(caller: Caller, reach: Reach, principal: string): Promise<Pair> {
  for (;;) {
    const { pair, ending, answered } = await generateTokens(caller, reach, principal);
    if (pair !== undefined) return pair;
    if (ending === "fail") throw new Error(`No tokens: ${answered.status} ${answered.text}`);
    await pause(100);
  }
}

/** Presents a refresh token. */
export async function presentToken(caller: Caller, { url }: Reach, refreshToken: string): Promise<TokenOutcome> {
  const body = JSON.stringify({ refresh_token: refreshToken });
  const sending = { method: "POST", headers: json, body } as const;
  return outcomeOf(await caller.call(`${url}/public/${scope}/tokens/refresh`, sending));
}

/** What an answer comes to: 409 and 429 ask for another try, all but one; so do no answer and every failure of the service. */
export function endingOf({ status, text }: Answered, success: number): Ending {
  if (status === success) return "ok";
  const asksAgain = status === 429 || (status === 409 && codeOf(text) !== "REFRESH_STALE");
  return status >= 400 && status < 500 && !asksAgain ? "fail" : "unknown";
}

/** The code of a refusal, in its text. */
export const codeOf = (text: string) => findText(text, "error_code");

/** The first text under a name, in the text of a JSON document. */
export function findText(text: string, name: string): string | undefined {
  return new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1];
}

function outcomeOf(answered: Answered): TokenOutcome {
  const { text, status } = answered;
  const ending = endingOf(answered, 200);
  const code = status === 0 ? "no answer" : codeOf(text);
  return { answered, ending, code, pair: ending === "ok" ? pairOf(text) : undefined };
}

function pairOf(text: string): Pair {
  const token = findText(text, "token") ?? "";
  const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
  return {
    token,
    refreshToken: findText(text, "refresh_token") ?? "",
    family: findText(claims, "sid") ?? "",
    named: findText(claims, "org_user_id"),
  };
}
