import { systemClock, type Clock } from "@notice-consent/client";
import { webhookEvent, webhookSignature, type WebhookEvent } from "@notice-consent/contract";

/** A webhook request as it came in. */
export interface WebhookMessage {
  readonly headers: Pick<Headers, "get">;
  /** Byte for byte: `await request.text()`, or what `express.text({ type: "*\/*" })` leaves. */
  readonly body: string;
}

/** How a webhook is checked. */
export interface VerifyWebhookOptions {
  /** The secret that creating the webhook answered; several while one replaces another. */
  readonly secret: string | readonly string[];
  /** How far the sender's clock may be off, a late arrival included; 300 when absent. */
  readonly toleranceSeconds?: number | undefined;
  readonly clock?: Pick<Clock, "now"> | undefined;
}

/** What a webhook request is worth. Answer 2xx to the first, 400 to the others. */
export type VerifiedWebhook =
  | { readonly status: "genuine"; readonly event: WebhookEvent }
  | { readonly status: "refused"; readonly reason: "headers-missing" | "too-old-or-new" | "not-signed" | "unreadable" };

const defaultToleranceSeconds = 300;

/** Tells whether a webhook request comes from the consent service, unchanged and lately. Throws for a secret that is none. */
export async function verifyWebhook(
  { headers, body }: WebhookMessage,
  { secret, toleranceSeconds = defaultToleranceSeconds, clock = systemClock }: VerifyWebhookOptions,
): Promise<VerifiedWebhook> {
  const [id, timestamp, given] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) =>
    headers.get(name),
  );
  if (!id || !timestamp || !given) return { status: "refused", reason: "headers-missing" };
  const secrets = typeof secret === "string" ? [secret] : secret;
  const expected = await Promise.all(secrets.map((one) => webhookSignature(one, { id, timestamp, body })));
  const isSigned = given.split(" ").some((one) => expected.some((signature) => isSame(one, signature)));
  if (!isSigned) return { status: "refused", reason: "not-signed" };
  const age = Math.abs(clock.now() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || age > toleranceSeconds) return { status: "refused", reason: "too-old-or-new" };
  const event = await read(body);
  return event === undefined ? { status: "refused", reason: "unreadable" } : { status: "genuine", event };
}

async function read(body: string): Promise<WebhookEvent | undefined> {
  try {
    const parsed = await webhookEvent["~standard"].validate(JSON.parse(body));
    return parsed.issues === undefined ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

/** Takes as long for a wrong first character as for a wrong last one. */
function isSame(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < one.length; index++) difference |= one.charCodeAt(index) ^ other.charCodeAt(index);
  return difference === 0;
}
