import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";

/** A request as a receiver saw it. */
export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks on the loopback interface. */
export interface Receiver {
  /** Ends in a port, without a path. */
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts a receiver that answers with what `answer` gives; nothing lets the request hang. */
export async function startReceiver(
  answer: (request: SeenRequest) => { status: number; headers?: Record<string, string> } | undefined = () => ({
    status: 204,
  }),
): Promise<Receiver> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const one = { url: request.url ?? "", headers: request.headers, body };
      seen.push(one);
      const given = answer(one);
      if (given !== undefined) response.writeHead(given.status, given.headers).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
