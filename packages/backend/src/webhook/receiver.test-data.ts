import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { TLSSocket } from "node:tls";
import type { Identity } from "./certificates.test-data.ts";

/** A request as a receiver saw it. */
export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The name that the caller asked a certificate for; nothing over plain http. */
  readonly servername: string | undefined;
}

/** A receiver of webhooks on the loopback interface. */
export interface Receiver {
  /** Ends in a port, without a path. */
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts a receiver that answers with what `answer` gives; nothing lets the request hang. Speaks TLS under an identity. */
export async function startReceiver(
  answer: (request: SeenRequest) => { status: number; headers?: Record<string, string> } | undefined = () => ({
    status: 204,
  }),
  identity?: Identity,
): Promise<Receiver> {
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { socket, url = "", headers } = request;
      const asked = socket instanceof TLSSocket ? (socket.servername ?? undefined) : undefined;
      const one = { url, headers, body, servername: asked === false ? undefined : asked };
      seen.push(one);
      const given = answer(one);
      if (given !== undefined) response.writeHead(given.status, given.headers).end();
    });
  };
  const server = identity === undefined ? createServer(listener) : createTlsServer(identity, listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  return {
    url: `${identity === undefined ? "http" : "https"}://127.0.0.1:${address.port}`,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
