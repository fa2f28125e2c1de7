import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Ending, Operation } from "@notice-consent/testing/faults";
import { demoNotices, demoOrganisationUuid, demoWorkspaceUuid } from "../seed/index.ts";
import type { Answered, Caller, Sending } from "./caller.test-data.ts";
import type { Reach } from "./service.test-data.ts";

const shop = demoNotices[1];
const purposes = shop?.content.purposes ?? [];
const scope = `organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}`;
const json = { "Content-Type": "application/json" };

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
  readonly principal: string;
  decide(): Promise<void>;
  read(): Promise<void>;
  refresh(): Promise<void>;
  /** Links this person to another, with the API key. */
  linkTo(primary: string): Promise<void>;
}

/** Opens a person's session. */
export async function openSession(surroundings: Surroundings, principal: string): Promise<Session> {
  const { caller, reach, random, operations, bareFailures } = surroundings;
  let pair = { token: "", refreshToken: "" };
  let presentedAt: number | undefined;

  async function call(path: string, sending: Sending): Promise<Answered> {
    const { url } = await reach();
    const answered = await caller.call(`${url}${path}`, sending);
    const { status, text } = answered;
    if (status === 500 || (status > 500 && !text.includes("error_code")))
      bareFailures.push(`${status} ${path} ${text}`);
    return answered;
  }

  const write = (kind: Operation["kind"], answered: Answered, ending: Ending, more: Partial<Operation>) => {
    const { status, text, start, sent, end } = answered;
    const code = status === 0 ? "no answer" : codeOf(text);
    operations.push({ kind, principal, start, sent, end, ending, code, ...more });
  };

  /** Repeats an act until it has a definite answer, and returns it. */
  async function persist(act: () => Promise<{ ending: Ending; code: string | undefined }>) {
    for (;;) {
      const { ending, code } = await act();
      if (ending !== "unknown") return { ending, code };
      await pause(20 + random() * 80);
    }
  }

  async function generate(): Promise<void> {
    await persist(async () => {
      const headers = { ...json, "X-CMS-API-Key": (await reach()).apiKey };
      const body = JSON.stringify({ org_user_id: principal });
      const answered = await call(`/public/${scope}/tokens/generate`, { method: "POST", headers, body });
      const ending = endingOf(answered, 200);
      if (ending === "ok") pair = pairOf(answered.text);
      presentedAt = undefined;
      write(
        "generate",
        answered,
        ending,
        ending === "ok" ? { family: familyOf(pair.token), shown: namedIn(pair.token) } : {},
      );
      return { ending, code: undefined };
    });
  }

  async function refresh(): Promise<void> {
    const { ending } = await persist(async () => {
      const body = JSON.stringify({ refresh_token: pair.refreshToken });
      const family = familyOf(pair.token);
      const since = (presentedAt ??= performance.now());
      const answered = await call(`/public/${scope}/tokens/refresh`, { method: "POST", headers: json, body });
      const outcome = endingOf(answered, 200);
      const isRightful = answered.end - since <= rightfulMs;
      if (outcome === "ok") {
        pair = pairOf(answered.text);
        presentedAt = undefined;
      }
      write("refresh", answered, outcome, {
        family,
        isRightful,
        ...(outcome === "ok" && { shown: namedIn(pair.token) }),
      });
      return { ending: outcome, code: undefined };
    });
    if (ending === "fail") await generate();
  }

  /** Uses the access token; one that is refused is renewed, and the act goes on. */
  async function withToken(
    act: (token: string) => Promise<{ ending: Ending; code: string | undefined }>,
  ): Promise<void> {
    for (;;) {
      const { ending, code } = await persist(() => act(pair.token));
      if (ending === "ok" || !(code === "INVALID_TOKEN" || code === "TOKEN_EXPIRED" || code === "SESSION_REVOKED"))
        return;
      await refresh();
    }
  }

  await generate();
  return {
    principal,
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
        const headers = { ...json, Authorization: `Bearer ${token}`, "Idempotency-Key": key };
        const answered = await call(`/public/${scope}/submit-consent`, { method: "POST", headers, body });
        const { text } = answered;
        const ending = endingOf(answered, 201);
        const facts = { answer: text, eventUuid: find(text, "event_uuid"), shown: find(text, "user_uuid") };
        write("submit", answered, ending, { key, choice, ...(ending === "ok" && facts) });
        return { ending, code: codeOf(text) };
      });
    },
    async read() {
      await withToken(async (token) => {
        const path = `/public/${scope}/notices/${shop?.uuid}?include_fully_consented_data=true`;
        const answered = await call(path, { method: "GET", headers: { Authorization: `Bearer ${token}` } });
        const dates = [...answered.text.matchAll(/"decided_at":"([^"]+)"/g)].map(([, at = ""]) => Date.parse(at));
        const ending = endingOf(answered, 200);
        write("read", answered, ending, { position: Math.max(0, ...dates) });
        return { ending, code: codeOf(answered.text) };
      });
    },
    async linkTo(primary) {
      await persist(async () => {
        const headers = { ...json, "X-CMS-API-Key": (await reach()).apiKey };
        const body = JSON.stringify({ primary_org_user_id: primary, alias_org_user_ids: [principal] });
        const path = `/${scope}/consent-ledger/consent-users/link-users`;
        const answered = await call(path, { method: "POST", headers, body });
        const isLinked = new RegExp(`"(?:already_)?linked":\\["${principal}"\\]`).test(answered.text);
        const ending = endingOf(answered, 200) === "ok" && !isLinked ? "fail" : endingOf(answered, 200);
        write("link", answered, ending, { primary });
        return { ending, code: undefined };
      });
    },
  };
}

/** Creates a consent user, so that others can be linked to it. Needs a healthy service. */
export async function createUser({ caller, reach }: Surroundings, principal: string): Promise<void> {
  const { url, apiKey } = await reach();
  const headers = { ...json, "X-CMS-API-Key": apiKey };
  const body = JSON.stringify({ org_user_id: principal });
  const answered = await caller.call(`${url}/${scope}/consent-ledger/consent-users/`, {
    method: "POST",
    headers,
    body,
  });
  if (answered.status !== 201) throw new Error(`No user: ${answered.status} ${answered.text}`);
}

// 409 and 429 ask for another try, all but one; so do no answer and every failure of the service.
function endingOf({ status, text }: Answered, success: number): Ending {
  if (status === success) return "ok";
  const asksAgain = status === 429 || (status === 409 && codeOf(text) !== "REFRESH_STALE");
  return status >= 400 && status < 500 && !asksAgain ? "fail" : "unknown";
}

function pairOf(text: string): { token: string; refreshToken: string } {
  return { token: find(text, "token") ?? "", refreshToken: find(text, "refresh_token") ?? "" };
}

function claimsOf(token: string): string {
  return Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
}

const familyOf = (token: string) => find(claimsOf(token), "sid") ?? "";
const namedIn = (token: string) => find(claimsOf(token), "org_user_id");
const codeOf = (text: string) => find(text, "error_code");

function find(text: string, name: string): string | undefined {
  return new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1];
}
