import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** A request that went through the proxy. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
}

/**
 * What may go wrong on the way, for the next request of one kind.
 * `refused`: it never reaches the service. `answer-lost`: the service has answered, and nobody hears it.
 * `answered`: something on the way answers instead.
 */
export type Fault = {
  readonly method: string;
  readonly path: RegExp;
} & (
  | {
      readonly kind: "refused" | "answer-lost";
      /** What else happens at that moment. */
      readonly run?: () => Promise<unknown>;
    }
  | { readonly kind: "answered"; readonly status: number; readonly body: string }
);

/** The way to the consent service, with a place to break it. */
export interface FaultProxy {
  readonly seen: readonly SeenRequest[];
  /** Milliseconds that every request waits. */
  delayMs: number;
  /** The port of the service behind it; nothing answers while it is `undefined`. */
  target: number | undefined;
  /** Strikes the next request that fits, and settles when it has struck. */
  strikeOnce(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

interface Armed {
  readonly fault: Fault;
  readonly struck: () => void;
}

/** Listens on 127.0.0.1. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  const armed: Armed[] = [];
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "", url = "" } = incoming;
    seen.push({ method, url });
    const index = armed.findIndex(({ fault }) => fault.method === method && fault.path.test(url));
    const [strike] = index === -1 ? [] : armed.splice(index, 1);
    if (proxy.delayMs > 0) await pause(proxy.delayMs);
    if (strike === undefined) {
      const { status, headers, body } = await forward(incoming, proxy.target);
      outgoing.writeHead(status, headers).end(body);
      return;
    }
    await misbehave(strike.fault, incoming, outgoing);
    strike.struck();
  }

  async function misbehave(fault: Fault, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    switch (fault.kind) {
      case "refused":
        await fault.run?.();
        outgoing.destroy();
        return;
      case "answer-lost":
        await forward(incoming, proxy.target);
        await fault.run?.();
        outgoing.destroy();
        return;
      case "answered":
        // Pages may read it: what they make of it is theirs, not the browser's.
        outgoing.writeHead(fault.status, { "Access-Control-Allow-Origin": "*" }).end(fault.body);
        return;
      default:
        fault satisfies never;
    }
  }

  const proxy: FaultProxy = {
    seen,
    delayMs: 0,
    target: undefined,
    strikeOnce: (fault) => new Promise((struck) => armed.push({ fault, struck })),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return proxy;
}

interface Forwarded {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

async function forward(incoming: IncomingMessage, port: number | undefined): Promise<Forwarded> {
  if (port === undefined) throw new Error("There is no service behind the proxy.");
  const body = await readAll(incoming);
  const { method, url, headers } = incoming;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path: url, headers, agent: false }, (answer) => {
      readAll(answer).then(
        (answered) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answered }),
        reject,
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Strikes every request that fits until what is returned is called, and then the next one; settles when that has struck. */
export function keepStriking(proxy: FaultProxy, fault: Fault): () => Promise<void> {
  const state = { isBroken: true };
  const striking = (async () => {
    while (state.isBroken) await proxy.strikeOnce(fault);
  })();
  return () => {
    state.isBroken = false;
    return striking;
  };
}
