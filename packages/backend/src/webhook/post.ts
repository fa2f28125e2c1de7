import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { isIP } from "node:net";
import { findTarget, type TargetPolicy, type TargetRefusal } from "./target.ts";

/** A signed request, ready to go. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an attempt ended; nothing of the receiver's answer but its status is read. */
export type PostResult =
  | { readonly status: "answered"; readonly code: number }
  | { readonly status: "failed"; readonly reason: TargetRefusal | "timeout" | "network" };

/** Sends one request. Never throws. */
export type Post = (request: WebhookRequest) => Promise<PostResult>;

const deadlineMs = 10_000;

/** Sends over the network, to an address that was checked for this very request, without following redirects. */
export function createPost(policy: TargetPolicy, withinMs = deadlineMs): Post {
  return async (webhook) => {
    // One deadline over resolving, connecting, sending and waiting.
    const signal = AbortSignal.timeout(withinMs);
    try {
      return await Promise.race([send(webhook, policy, signal), rejectOn(signal)]);
    } catch {
      return { status: "failed", reason: signal.aborted ? "timeout" : "network" };
    }
  };
}

async function send({ url: text, headers, body }: WebhookRequest, policy: TargetPolicy, signal: AbortSignal) {
  const target = await findTarget(text, policy);
  if (target.status === "refused") return { status: "failed", reason: target.reason } as const;
  signal.throwIfAborted();
  const { url, address } = target;
  const start = url.protocol === "https:" ? requestTls : requestPlain;
  const name = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return new Promise<PostResult>((resolve, reject) => {
    const request = start({
      method: "POST",
      hostname: address,
      port: url.port === "" ? undefined : Number(url.port),
      path: url.pathname + url.search,
      // The certificate is held against the name, though the connection goes to the address.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      headers: { ...headers, host: url.host, "content-length": Buffer.byteLength(body) },
      agent: false,
      signal,
    });
    request.on("response", (response) => {
      resolve({ status: "answered", code: response.statusCode ?? 0 });
      response.on("error", () => undefined);
      response.destroy();
    });
    request.on("error", reject);
    request.end(body);
  });
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("The deadline has passed.")), { once: true });
  });
}
