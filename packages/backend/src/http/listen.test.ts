import { once } from "node:events";
import { Agent, request as startRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { listen, socketLimits } from "./listen.ts";

async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

async function received(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  if (!socket.closed) await once(socket, "close");
  return text;
}

describe("a slow socket", () => {
  const quick = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };

  it("is given ten seconds for its headers and thirty for its body [R-G5]", () => {
    expect(socketLimits).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 });
    expect(socketLimits.connectionsCheckingInterval).toBeLessThanOrEqual(1000);
  });

  it("is cut off with 408 when its headers or its body do not come, while others are served [R-G5]", async () => {
    const server = await listen(
      async (request) => new Response(String((await request.text()).length)),
      0,
      "127.0.0.1",
      quick,
    );
    const start = performance.now();
    const headers = await open(server.port);
    const cutOff = received(headers);
    headers.write("GET / HTTP/1.1\r\nHost: x\r\n");
    const body = await open(server.port);
    const cutShort = received(body);
    body.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nfirst");
    const trickle = setInterval(() => body.write("x"), 30);
    const good = await fetch(`http://127.0.0.1:${server.port}/`, { method: "POST", body: "12345" });
    expect(await good.text()).toBe("5");
    const [first, second] = await Promise.all([cutOff, cutShort]);
    clearInterval(trickle);
    expect(first).toMatch(/^HTTP\/1\.1 408 /);
    expect(second).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - start).toBeLessThan(3000);
    await server.stop(0);
  });
});

/**
 * A client that works while this thread does not: on each word it writes a request, over a new connection the first
 * time and over the same one afterwards. Its messages are the answers, or what broke.
 */
const busyClient = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { connect } = require("node:net");
  let socket;
  parentPort.on("message", () => {
    if (socket === undefined) {
      socket = connect(workerData.port, "127.0.0.1");
      socket.on("data", (chunk) => parentPort.postMessage(chunk.toString()));
      socket.on("error", (error) => parentPort.postMessage(error.code));
      socket.on("close", () => parentPort.postMessage("closed"));
    }
    socket.write("GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n", () => {
      Atomics.store(workerData.written, 0, 1);
      Atomics.notify(workerData.written, 0);
    });
  });`;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("stopping a server", () => {
  async function aBusyServer() {
    const server = await listen(() => new Response("done"), 0, "127.0.0.1");
    const written = new Int32Array(new SharedArrayBuffer(4));
    const client = new Worker(busyClient, { eval: true, workerData: { port: server.port, written } });
    await once(client, "online");
    return {
      server,
      /** Has the client write a request while this thread, and with it the server, is busy for at least so long. */
      writeUnseen: (ms: number) => {
        Atomics.store(written, 0, 0);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        client.postMessage("write");
        Atomics.wait(written, 0, 0, 20_000);
        Atomics.wait(written, 0, 1, ms);
      },
      answer: async () => (await once(client, "message"))[0] as string,
      end: () => client.terminate(),
    };
  }

  it("answers a request on a connection that it had not accepted yet [R-G6]", async () => {
    const { server, writeUnseen, answer, end } = await aBusyServer();
    writeUnseen(0);
    const stopped = server.stop(10_000);
    expect(await answer()).toMatch(/^HTTP\/1\.1 200 /);
    await stopped;
    await end();
  });

  it("answers a request on a kept connection that it was too busy to read [R-G6]", async () => {
    const { server, writeUnseen, answer, end } = await aBusyServer();
    const first = answer();
    writeUnseen(0);
    expect(await first).toMatch(/^HTTP\/1\.1 200 /);
    const stopped = server.stop(10_000);
    // In these two turns the door closes; then the time after which quiet connections are let go passes at once.
    await turn();
    await turn();
    writeUnseen(1000);
    expect(await answer()).toMatch(/^HTTP\/1\.1 200 /);
    await stopped;
    await end();
  });

  it("answers what has begun, on new and on kept connections, and refuses what comes later [R-G6]", async () => {
    const server = await listen(
      async () => {
        await wait(100);
        return new Response("done");
      },
      0,
      "127.0.0.1",
    );
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const failures: unknown[] = [];
    const life = { stopping: false, answered: 0 };
    const call = () =>
      new Promise<void>((resolve) => {
        const request = startRequest({ port: server.port, agent }, (response) => {
          response.resume();
          response.on("end", () => {
            life.answered += 1;
            resolve();
          });
        });
        request.on("error", (failure) => {
          failures.push(failure);
          resolve();
        });
        request.end();
      });
    const client = async () => {
      while (!life.stopping) await call();
    };
    const clients = Array.from({ length: 20 }, client);
    await expect.poll(() => life.answered, { timeout: 20_000 }).toBeGreaterThan(40);
    life.stopping = true;
    const start = performance.now();
    await Promise.all([server.stop(10_000), ...clients]);
    agent.destroy();
    expect(failures).toEqual([]);
    expect(performance.now() - start).toBeLessThan(3000);
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow();
  });

  it("ends what hangs at the deadline", async () => {
    const server = await listen(() => new Promise<Response>(() => undefined), 0, "127.0.0.1");
    const hanging = fetch(`http://127.0.0.1:${server.port}/`).catch(() => "cut");
    await wait(50);
    const start = performance.now();
    await server.stop(400);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(await hanging).toBe("cut");
  });
});
