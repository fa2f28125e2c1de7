import { once } from "node:events";
import { createServer } from "node:http";
import { type LiveLedger, openLiveLedger } from "@notice-consent/testing";
import { type LiveService, startLiveService } from "@notice-consent/testing/live";
import { createShop } from "./app.ts";

const internalKey = "the key of the shop's own systems";

/** The shop and the consent service, each on a free port. */
export interface RunningShop extends LiveLedger {
  readonly service: LiveService;
  readonly noticeId: string;
  readonly internalKey: string;
  /** A browser that nobody has used before. */
  visitor(): Visitor;
  /** Ends the consent service, so that the shop stands alone. */
  closeService(): Promise<void>;
  close(): Promise<void>;
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
  let ending: Promise<void> | undefined;
  const closeService = () => (ending ??= service.close());
  return {
    ...openLiveLedger({ ...service, noticeUuid: noticeId }),
    service,
    noticeId,
    internalKey,
    visitor: () => new Visitor(origin),
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
