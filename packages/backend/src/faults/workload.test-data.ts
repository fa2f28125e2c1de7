import { randomUUID } from "node:crypto";
import { type Operation, seededRandom } from "@notice-consent/testing/faults";
import { demoNotices, demoOrganisationUuid, demoWorkspaceUuid } from "../seed/index.ts";

/** Where the service answers now, and with which key tokens are made. */
export interface Reach {
  readonly url: string;
  readonly apiKey: string;
}

/** People at work on a service that may fail at any time. */
export interface Workload {
  readonly operations: readonly Operation[];
  /** Statuses of 500 and answers of 5xx without a code; there should be none. */
  readonly bareFailures: readonly string[];
  /** Ends it; what has no definite answer yet is asked for again, under its key, until it has one. */
  stop(): Promise<void>;
}

const shop = demoNotices[1];
const purposes = shop?.content.purposes ?? [];
const below = `/public/organisations/${demoOrganisationUuid}/workspaces/${demoWorkspaceUuid}`;
const deadlineMs = 4000;

interface Session {
  readonly principal: string;
  token: string;
  refreshToken: string;
  family: string;
}

/** Opens a session for each principal and keeps them deciding, reading and refreshing. Needs a healthy service to start. */
export async function startWorkload(reach: () => Reach, principals: number, seed: number): Promise<Workload> {
  const operations: Operation[] = [];
  const bareFailures: string[] = [];
  const random = seededRandom(seed);
  const state = { stopping: false };

  async function call(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
    try {
      const { url } = reach();
      const response = await fetch(`${url}${below}${path}`, { ...init, signal: AbortSignal.timeout(deadlineMs) });
      const text = await response.text();
      if (response.status === 500 || (response.status > 500 && !text.includes("error_code"))) {
        bareFailures.push(`${response.status} ${path} ${text}`);
      }
      return { status: response.status, text };
    } catch {
      return { status: 0, text: "" };
    }
  }
  const json = { "Content-Type": "application/json" };
  const isDefinite = (status: number) => status >= 200 && status < 500 && status !== 409 && status !== 429;

  async function submit({ principal, token }: Session): Promise<void> {
    const key = randomUUID();
    const chosen = purposes.map(() => random() < 0.5);
    const choice = chosen.map(Number).join("");
    const body = JSON.stringify({
      notice_uuid: shop?.uuid,
      purposes: purposes.map(({ uuid }, index) => ({ purpose_uuid: uuid, selected: chosen[index] === true })),
    });
    const headers = { ...json, Authorization: `Bearer ${token}`, "Idempotency-Key": key };
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const start = performance.now();
      const { status, text } = await call("/submit-consent", { method: "POST", headers, body });
      const ending = status === 201 ? "ok" : isDefinite(status) ? "fail" : "unknown";
      operations.push({
        kind: "submit",
        principal,
        start,
        end: performance.now(),
        ending,
        code: status === 0 ? "no answer" : /"error_code":"([^"]+)"/.exec(text)?.[1],
        key,
        choice,
        ...(ending === "ok" && { answer: text, eventUuid: /"event_uuid":"([^"]+)"/.exec(text)?.[1] }),
      });
      if (ending !== "unknown") return;
      await new Promise((resolve) => setTimeout(resolve, 50 + random() * 100));
    }
  }

  async function read({ principal, token }: Session): Promise<void> {
    const start = performance.now();
    const path = `/notices/${shop?.uuid}?include_fully_consented_data=true`;
    const { status, text } = await call(path, { headers: { Authorization: `Bearer ${token}` } });
    const dates = [...text.matchAll(/"decided_at":"([^"]+)"/g)].map(([, at = ""]) => Date.parse(at));
    const ending = status === 200 ? "ok" : isDefinite(status) ? "fail" : "unknown";
    const position = Math.max(0, ...dates);
    operations.push({ kind: "read", principal, start, end: performance.now(), ending, position });
  }

  async function refresh(session: Session): Promise<void> {
    const { principal, family, refreshToken } = session;
    const start = performance.now();
    const body = JSON.stringify({ refresh_token: refreshToken });
    const { status, text } = await call("/tokens/refresh", { method: "POST", headers: json, body });
    const ending = status === 200 ? "ok" : isDefinite(status) ? "fail" : "unknown";
    const code = /"error_code":"([^"]+)"/.exec(text)?.[1];
    operations.push({
      kind: "refresh",
      principal,
      family,
      start,
      end: performance.now(),
      ending,
      code,
      isRightful: true,
    });
    if (ending === "ok") Object.assign(session, pairOf(text));
  }

  async function open(principal: string): Promise<Session> {
    const headers = { ...json, "X-CMS-API-Key": reach().apiKey };
    const body = JSON.stringify({ org_user_id: principal });
    const { status, text } = await call("/tokens/generate", { method: "POST", headers, body });
    if (status !== 200 && status !== 201) throw new Error(`No session: ${status} ${text}`);
    const pair = pairOf(text);
    return { principal, ...pair, family: familyOf(pair.token) };
  }

  async function work(session: Session): Promise<void> {
    while (!state.stopping) {
      const turn = random();
      if (turn < 0.6) await submit(session);
      else if (turn < 0.9) await read(session);
      else await refresh(session);
    }
  }

  const sessions: Session[] = [];
  for (let index = 0; index < principals; index += 1) sessions.push(await open(`person-${seed}-${index}`));
  const workers = sessions.map(work);
  return {
    operations,
    bareFailures,
    async stop() {
      state.stopping = true;
      await Promise.all(workers);
    },
  };
}

function pairOf(text: string): { token: string; refreshToken: string } {
  const token = /"token":"([^"]+)"/.exec(text)?.[1] ?? "";
  return { token, refreshToken: /"refresh_token":"([^"]+)"/.exec(text)?.[1] ?? "" };
}

function familyOf(token: string): string {
  const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
  return /"sid":"([^"]+)"/.exec(claims)?.[1] ?? "";
}
