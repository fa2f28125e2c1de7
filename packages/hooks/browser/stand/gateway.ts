import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as send,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { errorBody, errorTable } from "@notice-consent/contract";

/** The calls that a page makes, and what the browser asks before them. */
export type CallKind = "read" | "submit" | "refresh" | "preflight" | "other";

type RefusalCode = "TOKEN_EXPIRED" | "REFRESH_REUSED" | "RATE_LIMITED";

/** A call that arrived at the gateway. */
export interface SeenCall {
  readonly kind: CallKind;
  /** Milliseconds on a clock that never goes back. */
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What the service answered, whether or not the browser heard it. */
  answer: { readonly status: number; readonly body: string } | undefined;
}

/** A call that is kept back. */
export interface HeldCall {
  /** Settles when the call has arrived. */
  readonly arrived: Promise<void>;
  /** Settles when the browser has given it up. */
  readonly abandoned: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

type Fault =
  | { readonly kind: "answer-held"; readonly arrive: (connection: Socket) => void; readonly released: Promise<void> }
  | { readonly kind: "answer-lost-on-reuse" }
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: OutgoingHttpHeaders;
      readonly body: string;
    };

/** The way from the browser to the service, which counts the calls and can be told to misbehave. */
export interface Gateway {
  /** Ends in `/consent`. */
  readonly baseUrl: string;
  readonly calls: readonly SeenCall[];
  to(kind: CallKind): readonly SeenCall[];
  /** The next call of this kind reaches the service, and its answer waits. */
  hold(kind: CallKind): HeldCall;
  /**
   * The next call of this kind on a connection that was used before reaches the service, and its answer is lost with
   * the connection. Browsers send such a call again by themselves.
   */
  loseOnReuse(kind: CallKind): void;
  /** The next call of this kind never reaches the service: it is refused here, in the service's words and headers. */
  refuse(kind: CallKind, code: RefusalCode, headers?: OutgoingHttpHeaders): void;
  /** Vouches from now on for pages without an origin, which the service itself admits nowhere. */
  admitOpaque(origin: string): void;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function openGateway(servicePort: number): Promise<Gateway> {
  const calls: SeenCall[] = [];
  const faults: { readonly of: CallKind; readonly fault: Fault }[] = [];
  const uses = new WeakMap<Socket, number>();
  let guarantor: string | undefined;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const used = uses.get(incoming.socket) ?? 0;
    uses.set(incoming.socket, used + 1);
    const call: SeenCall = {
      kind: kindOf(incoming),
      at: performance.now(),
      headers: incoming.headers,
      body: body.toString("utf8"),
      answer: undefined,
    };
    calls.push(call);
    const { origin } = incoming.headers;
    const vouched = guarantor !== undefined && origin === "null" ? { "access-control-allow-origin": origin } : {};
    if (guarantor !== undefined && origin === "null") incoming.headers.origin = guarantor;
    const fault = takeFault(call.kind, used > 0);
    if (fault?.kind === "answered") {
      answerWith(outgoing, await substitute(incoming, fault, servicePort));
      return;
    }
    const heard = await forward(incoming, body, servicePort);
    const answer = { ...heard, headers: { ...heard.headers, ...vouched } };
    call.answer = { status: answer.status, body: answer.body.toString("utf8") };
    switch (fault?.kind) {
      case undefined:
        answerWith(outgoing, answer);
        return;
      case "answer-held":
        fault.arrive(incoming.socket);
        await fault.released;
        answerWith(outgoing, answer);
        return;
      case "answer-lost-on-reuse":
        incoming.socket.resetAndDestroy();
        return;
      default:
        fault satisfies never;
    }
  }

  function takeFault(kind: CallKind, isReused: boolean): Fault | undefined {
    const index = faults.findIndex(
      ({ of, fault }) => of === kind && (fault.kind !== "answer-lost-on-reuse" || isReused),
    );
    return index === -1 ? undefined : faults.splice(index, 1)[0]?.fault;
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  // However slow the machine: a connection is closed by a fault or by the browser.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The gateway has no port.");
  return {
    baseUrl: `http://127.0.0.1:${address.port}/consent`,
    calls,
    to: (kind) => calls.filter((call) => call.kind === kind),
    hold: (of) => {
      const [arrived, arrive] = signal();
      const [released, release] = signal();
      const [abandoned, abandon] = signal();
      const meet = (connection: Socket): void => {
        connection.once("close", abandon);
        arrive();
      };
      faults.push({ of, fault: { kind: "answer-held", arrive: meet, released } });
      return { arrived, abandoned, release };
    },
    loseOnReuse: (of) => faults.push({ of, fault: { kind: "answer-lost-on-reuse" } }),
    refuse: (of, code, headers = {}) => {
      const body = JSON.stringify(errorBody(code, "Refused on the way."));
      faults.push({ of, fault: { kind: "answered", status: errorTable[code].status, headers, body } });
    },
    admitOpaque: (origin) => {
      guarantor = origin;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function kindOf({ method, url = "" }: IncomingMessage): CallKind {
  const [path = ""] = url.split("?");
  if (method === "OPTIONS") return "preflight";
  if (method === "GET" && path.includes("/notices/")) return "read";
  if (method === "POST" && path.endsWith("/submit-consent")) return "submit";
  if (method === "POST" && path.endsWith("/tokens/refresh")) return "refresh";
  return "other";
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** An answer in the service's place, with the headers by which the service lets pages read its own. */
async function substitute(
  { url, headers: { origin } }: IncomingMessage,
  { status, headers, body }: Extract<Fault, { readonly kind: "answered" }>,
  port: number,
): Promise<Answer> {
  const asked = { method: "PUT", url, headers: origin === undefined ? {} : { origin } };
  const { headers: own } = await forward(asked, Buffer.alloc(0), port);
  const { "content-length": _, ...kept } = own;
  return { status, headers: { ...kept, ...headers }, body: Buffer.from(body) };
}

function forward(
  { method, url, headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
  body: Buffer,
  port: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: "127.0.0.1", port, method, path: url, headers, agent: false }, (answer) => {
      readAll(answer).then((answered) => {
        const { connection: _, "keep-alive": __, ...rest } = answer.headers;
        resolve({ status: answer.statusCode ?? 502, headers: rest, body: answered });
      }, reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function answerWith(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, headers).end(body);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function signal(): readonly [Promise<void>, () => void] {
  let fire = (): void => {};
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return [fired, () => fire()];
}
