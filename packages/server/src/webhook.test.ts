import { composeWebhookSecret, webhookSignature } from "@notice-consent/contract";
import { createFakeClock } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { verifyWebhook } from "./webhook.ts";

const clock = createFakeClock();
const secret = composeWebhookSecret(new Uint8Array(32).fill(7));
const other = composeWebhookSecret(new Uint8Array(32).fill(8));
const body = JSON.stringify({
  event_type: "consent.event.granted",
  event_id: "e1",
  timestamp: "2026-01-05T09:00:00.000Z",
  data: {
    consent_event_uuid: "e1",
    organisation_uuid: "o",
    workspace_uuid: "w",
    notice_uuid: "n",
    notice_version: 1,
    source: null,
    status: "granted",
    org_user_id: "user_1",
    user_uuid: "u",
    position: 1,
    purposes: [],
  },
});

async function sent(changes: Readonly<Record<string, string>> = {}, signedWith = secret, signed = body) {
  const timestamp = String(Math.floor(clock.now() / 1000));
  const message = { id: "e1", timestamp, body: signed };
  const signature = await webhookSignature(signedWith, message);
  return {
    headers: new Headers({
      "webhook-id": "e1",
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
      ...changes,
    }),
    body: signed,
  };
}

function beginningOf(message: Awaited<ReturnType<typeof sent>>) {
  message.headers.set("webhook-signature", message.headers.get("webhook-signature")?.slice(0, 20) ?? "");
  return message;
}

describe("a webhook request [W82]", () => {
  it("is genuine when the secret signed it, and then says what happened", async () => {
    expect(await verifyWebhook(await sent(), { secret, clock })).toMatchObject({
      status: "genuine",
      event: { event_type: "consent.event.granted", data: { org_user_id: "user_1" } },
    });
  });

  it("is genuine under either secret while one replaces another, and with several signatures", async () => {
    const message = await sent();
    expect((await verifyWebhook(message, { secret: [other, secret], clock })).status).toBe("genuine");
    const several = `v1,${"A".repeat(43)}= ${message.headers.get("webhook-signature")}`;
    message.headers.set("webhook-signature", several);
    expect((await verifyWebhook(message, { secret, clock })).status).toBe("genuine");
  });

  it.each([
    ["another secret", async () => sent({}, other), "not-signed"],
    ["another id", async () => sent({ "webhook-id": "e2" }), "not-signed"],
    ["another time", async () => sent({ "webhook-timestamp": "1" }), "not-signed"],
    ["another body", async () => ({ ...(await sent()), body: body.replace("user_1", "user_2") }), "not-signed"],
    ["half a signature", async () => sent({ "webhook-signature": "v1,abc" }), "not-signed"],
    ["the beginning of the signature", async () => beginningOf(await sent()), "not-signed"],
    ["no signature", async () => sent({ "webhook-signature": "" }), "headers-missing"],
    ["another kind of event", async () => sent({}, secret, '{"event_type":"x"}'), "unreadable"],
    ["no JSON", async () => sent({}, secret, "<html>"), "unreadable"],
  ])("is refused with %s", async (_case, message, reason) => {
    expect(await verifyWebhook(await message(), { secret, clock })).toEqual({ status: "refused", reason });
  });

  it.each([
    [-301, "refused"],
    [-300, "genuine"],
    [300, "genuine"],
    [301, "refused"],
  ])("that was sent %i seconds from now is %s", async (seconds, status) => {
    const message = await sent();
    const later = { now: () => Math.floor(clock.now() / 1000) * 1000 - seconds * 1000 };
    expect((await verifyWebhook(message, { secret, clock: later })).status).toBe(status);
  });

  it("is not even looked at under a secret that is none", async () => {
    await expect(verifyWebhook(await sent(), { secret: "not base64!", clock })).rejects.toThrow(TypeError);
  });
});
