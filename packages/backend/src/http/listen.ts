import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** How long a connection may take over its request, in milliseconds. */
export interface SocketLimits {
  /** Until the last header. */
  readonly headersTimeout: number;
  /** Until the last byte of the body. */
  readonly requestTimeout: number;
  /** How often the two are looked at. */
  readonly connectionsCheckingInterval: number;
}

/** Ten seconds for the headers, thirty for the whole request. */
export const socketLimits: SocketLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1000,
};

/** A server with the port that it got. */
export interface ListeningServer {
  readonly port: number;
  /** Takes no new connections, answers what has begun, and ends what has not finished within `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** Connections that a client has just written to look idle for a moment; closing them would lose that request. */
const lingerMs = 300;

/** Listens on a port, 0 for any free one. Throws when it is taken. */
export async function listen(
  fetch: Fetch,
  port: number,
  hostname: string,
  limits: SocketLimits = socketLimits,
): Promise<ListeningServer> {
  const server = createAdaptorServer({ fetch, createServer, serverOptions: { ...limits } });
  if (!("closeIdleConnections" in server)) throw new TypeError("The backend speaks HTTP/1.1.");
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, hostname);
  try {
    await once(server, "listening");
  } catch (cause) {
    const taken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    if (!taken) throw cause;
    throw new Error(`Port ${port} on ${hostname} is taken. Choose another one, or 0 for any free port.`, { cause });
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { port: address.port, stop: (withinMs) => stop(server, sockets, withinMs) };
}

async function stop(server: Server, sockets: ReadonlySet<Socket>, withinMs: number): Promise<void> {
  const closed = once(server, "close");
  // The system has connections for us that we have not looked at yet; closing the door would reset them.
  await nextTurn();
  await nextTurn();
  // The plain server's way: HTTP's own would also cut the connections that are between two requests.
  NetServer.prototype.close.call(server);
  const start = performance.now();
  const release = setInterval(() => {
    if (performance.now() - start < lingerMs) return;
    // Timers may run before sockets are read: after a busy moment a request lies there, and its connection only looks idle.
    setImmediate(() => {
      server.closeIdleConnections();
      // One that never sent a byte is not idle to Node.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    });
  }, 50);
  const force = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(release);
  clearTimeout(force);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
