import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Ending, Operation } from "@notice-consent/testing/faults";
import { demoNotices } from "../seed/index.ts";
import type { Answered, Caller } from "./caller.test-data.ts";
import type { Reach } from "./service.test-data.ts";
import { codeOf, endingOf, findText, generateTokens, type Pair, presentToken, scope } from "./tokens.test-data.ts";

const shop = demoNotices[1];
const purposes = shop?.content.purposes ?? [];
const json = { "Content-Type": "application/json" };
const refusals: ReadonlySet<string | undefined> = new Set(["INVALID_TOKEN", "TOKEN_EXPIRED", "SESSION_REVOKED"]);

/** Within which a used refresh token may come back: half of what the service is set to, for what is still on its way when a client gives up. */
const rightfulMs = 30_000;

/** What sessions write down, and whom they call. */
export interface Surroundings {
  readonly caller: Caller;
  readonly reach: () => Promise<Reach>;
  readonly random: () => number;
  readonly operations: Operation[];
  /** Answers of 500, and of 5xx without a code. */
  readonly bareFailures: string[];
}

/** One person's tokens, used one at a time, and asked for anew when they end. Each act is repeated until it has a definite answer. */
export interface Session {
  decide(): Promise<void>;
  read(): Promise<void>;
  refresh(): Promise<void>;
  /** Links this person to another, with the API key. */
  linkTo(primary: string): Promise<void>;
}

/** Opens a person's session. */
export async function openSession(surroundings: Surroundings, principal: string): Promise<Session> {
  const { caller, reach, random, operations, bareFailures } = surroundings;
  let pair: Pair = { token: "", refreshToken: "", family: "", named: undefined };
  let presentedAt: number | undefined;

  function write(kind: Operation["kind"], answered: Answered, ending: Ending, more: Partial<Operation>): void {
    const { status, text, start, sent, end } = answered;
    const code = status === 0 ? "no answer" : codeOf(text);
    operations.push({ kind, principal, start, sent, end, ending, code, ...more });
    if (status === 500 || (status > 500 && code === undefined)) bareFailures.push(`${status} ${kind} ${text}`);
  }

  /** Repeats an act until it has a definite answer. */
  async function persist<Outcome extends { readonly ending: Ending }>(act: () => Promise<Outcome>): Promise<Outcome> {
    for (;;) {
      const outcome = await act();
      if (outcome.ending !== "unknown") return outcome;
      await pause(20 + random() * 80);
    }
  }

  async function generate(): Promise<void> {
    await persist(async () => {
      const outcome = await generateTokens(caller, await reach(), principal);
      if (outcome.pair !== undefined) {
        pair = outcome.pair;
        presentedAt = undefined;
      }
      write("generate", outcome.answered, outcome.ending, { family: outcome.pair?.family, shown: outcome.pair?.named });
      return outcome;
    });
  }

  async function refresh(): Promise<void> {
    const { ending } = await persist(async () => {
      const { family, refreshToken } = pair;
      const since = (presentedAt ??= performance.now());
      const outcome = await presentToken(caller, await reach(), refreshToken);
      const isRightful = outcome.answered.end - since <= rightfulMs;
      if (outcome.pair !== undefined) {
        pair = outcome.pair;
        presentedAt = undefined;
      }
      write("refresh", outcome.answered, outcome.ending, { family, isRightful, shown: outcome.pair?.named });
      return outcome;
    });
    if (ending === "fail") await generate();
  }

  /** Uses the access token; one that is refused is renewed, and the act goes on. */
  async function withToken(act: (token: string) => Promise<{ ending: Ending; text: string }>): Promise<void> {
    for (;;) {
      const { ending, text } = await persist(() => act(pair.token));
      if (ending === "ok" || !refusals.has(codeOf(text))) return;
      await refresh();
    }
  }

  await generate();
  return {
    refresh,
    async decide() {
      const key = randomUUID();
      const chosen = purposes.map(() => random() < 0.5);
      const choice = chosen.map(Number).join("");
      const body = JSON.stringify({
        notice_uuid: shop?.uuid,
        purposes: purposes.map(({ uuid }, index) => ({ purpose_uuid: uuid, selected: chosen[index] === true })),
      });
      await withToken(async (token) => {
        const { url } = await reach();
        const headers = { ...json, Authorization: `Bearer ${token}`, "Idempotency-Key": key };
        const answered = await caller.call(`${url}/public/${scope}/submit-consent`, { method: "POST", headers, body });
        const { text } = answered;
        const ending = endingOf(answered, 201);
        const facts = { answer: text, eventUuid: findText(text, "event_uuid"), shown: findText(text, "user_uuid") };
        write("submit", answered, ending, { key, choice, ...(ending === "ok" && facts) });
        return { ending, text };
      });
    },
    async read() {
      await withToken(async (token) => {
        const { url } = await reach();
        const path = `/public/${scope}/notices/${shop?.uuid}?include_fully_consented_data=true`;
        const headers = { Authorization: `Bearer ${token}` };
        const answered = await caller.call(`${url}${path}`, { method: "GET", headers });
        const { text } = answered;
        const dates = [...text.matchAll(/"decided_at":"([^"]+)"/g)].map(([, at = ""]) => Date.parse(at));
        const ending = endingOf(answered, 200);
        write("read", answered, ending, { position: Math.max(0, ...dates) });
        return { ending, text };
      });
    },
    async linkTo(primary) {
      await persist(async () => {
        const { url, apiKey } = await reach();
        const headers = { ...json, "X-CMS-API-Key": apiKey };
        const body = JSON.stringify({ primary_org_user_id: primary, alias_org_user_ids: [principal] });
        const path = `/${scope}/consent-ledger/consent-users/link-users`;
        const answered = await caller.call(`${url}${path}`, { method: "POST", headers, body });
        const isLinked = new RegExp(`"(?:already_)?linked":\\["${principal}"\\]`).test(answered.text);
        const outcome = endingOf(answered, 200);
        const ending = outcome === "ok" && !isLinked ? "fail" : outcome;
        write("link", answered, ending, { primary });
        return { ending };
      });
    },
  };
}

/** Creates a consent user, so that others can be linked to it. Needs a healthy service. */
export async function createUser({ caller, reach }: Surroundings, principal: string): Promise<void> {
  const { url, apiKey } = await reach();
  const headers = { ...json, "X-CMS-API-Key": apiKey };
  const body = JSON.stringify({ org_user_id: principal });
  const path = `/${scope}/consent-ledger/consent-users/`;
  const answered = await caller.call(`${url}${path}`, { method: "POST", headers, body });
  if (answered.status !== 201) throw new Error(`No user: ${answered.status} ${answered.text}`);
}
