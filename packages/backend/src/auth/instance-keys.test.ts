import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createInstanceKeys } from "./instance-keys.ts";

const secret = "a secret for tests that is long enough";

describe("the keys of an installation", () => {
  it.each([1, 16, 32, 33, 48, 100])(
    "are HKDF's, of %i bytes too, so that other tools can make them again",
    (length) => {
      const derived = createInstanceKeys(secret).derive("person 1", length);
      expect(derived.toString("hex")).toBe(
        Buffer.from(hkdfSync("sha256", secret, "notice-consent", "person 1", length)).toString("hex"),
      );
    },
  );

  it("differ by label and by secret", () => {
    const keys = [createInstanceKeys(secret), createInstanceKeys(`${secret}!`)];
    const derived = keys.flatMap((each) => ["one", "other"].map((label) => each.derive(label, 32).toString("hex")));
    expect(new Set(derived).size).toBe(4);
  });
});
