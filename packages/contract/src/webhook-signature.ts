/** What a webhook's signature covers: the three together, so that none can be exchanged. */
export interface SignedMessage {
  /** The `webhook-id` header; the same for every attempt at one event. */
  readonly id: string;
  /** The `webhook-timestamp` header: seconds since 1970, as sent. */
  readonly timestamp: string;
  /** The body as it was sent, byte for byte. */
  readonly body: string;
}

const prefix = "whsec_";

/**
 * The `webhook-signature` of a message by the Standard Webhooks scheme: `v1,` and HMAC-SHA256 in base64.
 * The secret is base64, with or without its `whsec_`; throws a `TypeError` when it is not.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function webhookSignature(secret: string, { id, timestamp, body }: SignedMessage): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(secret), algorithm, false, ["sign"]);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, content));
  return `v1,${btoa(String.fromCharCode(...mac))}`;
}

/** Writes 24 to 64 random bytes down as a webhook secret. */
export function composeWebhookSecret(bytes: Uint8Array): string {
  return prefix + btoa(String.fromCharCode(...bytes));
}

function bytesOf(secret: string): Uint8Array<ArrayBuffer> {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw new TypeError("The webhook secret is not base64.");
  }
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
