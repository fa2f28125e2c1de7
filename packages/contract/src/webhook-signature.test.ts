import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { composeWebhookSecret, webhookSignature } from "./webhook-signature.ts";

const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: "1614265330", body: '{"test": 2432232314}' };

describe("the signature of a webhook", () => {
  it("is the one of the Standard Webhooks test vector [W82]", async () => {
    const signature = await webhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message);
    expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("takes the secret without its prefix as well", async () => {
    expect(await webhookSignature("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message)).toBe(
      await webhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", message),
    );
  });

  it("agrees with another implementation of HMAC over any text", async () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, index) => 255 - index * 7);
    const body = '{"name":"தமிழ் ✓"}';
    const mac = createHmac("sha256", bytes).update(`e1.1700000000.${body}`).digest("base64");
    const secret = composeWebhookSecret(bytes);
    expect(await webhookSignature(secret, { id: "e1", timestamp: "1700000000", body })).toBe(`v1,${mac}`);
  });

  it("changes with the id, the time, the body and the secret", async () => {
    const secret = composeWebhookSecret(new Uint8Array(24).fill(1));
    const variants = await Promise.all([
      webhookSignature(secret, message),
      webhookSignature(secret, { ...message, id: "other" }),
      webhookSignature(secret, { ...message, timestamp: "1614265331" }),
      webhookSignature(secret, { ...message, body: "{}" }),
      webhookSignature(composeWebhookSecret(new Uint8Array(24).fill(2)), message),
    ]);
    expect(new Set(variants).size).toBe(5);
  });

  it.each(["", "whsec_", "whsec_not base64", "whsec_abc"])(
    "is refused under %j, which is no secret",
    async (secret) => {
      await expect(webhookSignature(secret, message)).rejects.toThrow(TypeError);
    },
  );
});
