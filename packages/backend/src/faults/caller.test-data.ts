import { Agent, request as startRequest } from "node:http";

/** One request, as a client sends it. */
export interface Sending {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** What came of a request; status 0 where no whole answer came. Times are monotonic milliseconds. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly start: number;
  /** When the system had taken the whole request; absent where it never did. */
  readonly sent: number | undefined;
  readonly end: number;
}

/** A client with kept connections. Unlike the platform's `fetch` it knows when a request was out of its hands. */
export interface Caller {
  /** Never rejects. */
  call(url: string, sending: Sending): Promise<Answered>;
  close(): void;
}

/** A caller that gives a request up after so many milliseconds. */
export function createCaller(deadlineMs: number): Caller {
  const agent = new Agent({ keepAlive: true });
  return {
    call: (url, { method, headers, body }) =>
      new Promise((resolve) => {
        const start = performance.now();
        let sent: number | undefined;
        const end = (status: number, text: string) => {
          clearTimeout(deadline);
          resolve({ status, text, start, sent, end: performance.now() });
        };
        const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
        const outgoing = startRequest(url, { method, headers: { ...headers, ...length }, agent }, (incoming) => {
          let text = "";
          incoming.setEncoding("utf8");
          incoming.on("data", (chunk: string) => (text += chunk));
          incoming.on("end", () => end(incoming.complete ? (incoming.statusCode ?? 0) : 0, text));
          incoming.on("error", () => end(0, ""));
        });
        const deadline = setTimeout(() => outgoing.destroy(new Error("Given up.")), deadlineMs);
        outgoing.on("finish", () => (sent = performance.now()));
        outgoing.on("error", () => end(0, ""));
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
