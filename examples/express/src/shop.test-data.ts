import { once } from "node:events";
import { createServer } from "node:http";
import { userDecisionList } from "@notice-consent/contract";
import { type ConsentServer, createConsentServer } from "@notice-consent/server";
import { aSubmission } from "@notice-consent/testing";
import { type LiveService, startLiveService } from "@notice-consent/testing/live";
import { createShop } from "./app.ts";

const internalKey = "the key of the shop's own systems";

/** The shop and the consent service, each on a free port. */
export interface RunningShop {
  readonly service: LiveService;
  readonly noticeId: string;
  readonly internalKey: string;
  /** A browser that nobody has used before. */
  visitor(): Visitor;
  /** Answers the notice with a token that the shop gave out, as its page would. */
  decide(token: unknown, ticks?: "everything" | "nothing"): Promise<void>;
  /** The same of somebody whom another channel knows by these contacts. */
  decideAs(person: Parameters<ConsentServer["tokens"]["generate"]>[0]): Promise<void>;
  /** What the ledger holds for whoever this id belongs to; `undefined` for an id that it does not know. */
  decisionsOf(orgUserId: string): Promise<readonly Decision[] | undefined>;
  /** Ends the consent service, so that the shop stands alone. */
  closeService(): Promise<void>;
  close(): Promise<void>;
}

/** One decision of the ledger, and the identity it was made under. */
export interface Decision {
  readonly purpose: string;
  readonly selected: boolean;
  readonly by: string;
}

type AskOptions = Omit<RequestInit, "headers"> & { readonly headers?: Readonly<Record<string, string>> };

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Starts both. */
export async function startShop(): Promise<RunningShop> {
  const service = await startLiveService();
  const noticeId = service.notices.find(({ name }) => name === "Shop sign-up")?.uuid ?? "";
  const cookieSecret = "a secret of at least 32 characters, kept";
  const server = createServer(createShop({ ...service, noticeId, cookieSecret, internalKey })).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const workspace = `organisations/${service.organisationUuid}/workspaces/${service.workspaceUuid}`;
  const consent = createConsentServer(service);
  let ending: Promise<void> | undefined;
  const closeService = () => (ending ??= service.close());
  const decide: RunningShop["decide"] = async (token, ticks = "everything") => {
    const accessToken = String(token);
    const { notice } = await consent.notices.record(noticeId, { accessToken });
    const response = await fetch(`${service.baseUrl}/public/${workspace}/submit-consent`, {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: JSON.stringify(aSubmission(notice, ticks)),
    });
    if (response.status !== 201) throw new Error(`The decision was answered ${response.status}.`);
  };
  return {
    service,
    noticeId,
    internalKey,
    visitor: () => new Visitor(origin),
    decideAs: async (person) => decide((await consent.tokens.generate(person)).token),
    decide,
    async decisionsOf(orgUserId) {
      const user = await consent.users.getByOrgUserId(orgUserId);
      if (user === undefined) return undefined;
      const url = `${service.baseUrl}/${workspace}/consent-ledger/consent-users/${user.uuid}/decisions`;
      const response = await fetch(url, { headers: { "X-CMS-API-Key": service.apiKey } });
      const read = await userDecisionList["~standard"].validate(membersOf(await response.json())["detail"]);
      if (read.issues !== undefined) throw new Error("The decisions cannot be read.");
      const { decisions } = read.value;
      return decisions.map(({ purpose_uuid, selected, by }) => ({
        purpose: purpose_uuid,
        selected,
        by: by.org_user_id,
      }));
    },
    closeService,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await closeService();
    },
  };
}

/** A browser on the shop's pages: keeps cookies and says which page it is on. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The id that the shop gave this browser, which scripts cannot read. */
  get id(): string {
    return this.cookies.get("nc_anon")?.split(".")[0] ?? "";
  }

  post(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const init = { method: "POST", body: JSON.stringify(body) };
    return this.#send(path, { ...init, headers: { "content-type": "application/json", ...headers } });
  }

  get(path: string): Promise<Answer> {
    return this.#send(path, {});
  }

  async #send(path: string, init: AskOptions): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { "sec-fetch-site": "same-origin", cookie, ...init.headers };
    const response = await fetch(`${this.#origin}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split("; ");
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return { status: response.status, body: membersOf(await response.json()) };
  }
}

function membersOf(value: unknown): Answer["body"] {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
