import * as v from "valibot";
import { expect, test } from "vitest";
import { submitConsentBody } from "./submission.ts";
import { generateTokensBody } from "./token.ts";
import { createUserBody, linkUsersBody } from "./user.ts";

const uuid = "7f1b2f6e-6f0d-4a63-9a0e-0c4f3b0a9d11";

test.each([
  [{ org_user_id: "u" }, true],
  [{ email: "a@example.com" }, true],
  [{ mobile: "+911234567890", org_user_id: null }, true],
  [{}, false],
  [{ org_user_id: "", email: " " }, false],
  [{ org_user_id: 7 }, false],
  [{ org_user_id: "a\0b" }, false],
  [{ org_user_id: "\ud800" }, false],
  [{ org_user_id: "x".repeat(257) }, false],
  [{ org_user_id: "u", expires_in_days: 0 }, false],
])("generate takes at least one readable identifier: %j → %s [W7]", (body, valid) => {
  expect(v.safeParse(generateTokensBody, body).success).toBe(valid);
});

test("unknown fields are dropped, never carried along [SEC-B10]", () => {
  const parsed = v.parse(createUserBody, { org_user_id: "u", uuid, org_user_id_type: "EMAIL", created_at: "now" });
  expect(parsed).toEqual({ org_user_id: "u" });
});

test.each([
  ["a purpose that is no uuid", { notice_uuid: uuid, purposes: [{ purpose_uuid: "p", selected: true }] }],
  ["a tick that is no yes or no", { notice_uuid: uuid, purposes: [{ purpose_uuid: uuid, selected: "true" }] }],
  ["no list of purposes", { notice_uuid: uuid }],
])("a submission with %s is refused [W24]", (_, body) => {
  expect(v.safeParse(submitConsentBody, body).success).toBe(false);
});

test("a link takes 200 aliases and not one more [SEC-B11]", () => {
  const aliases = Array.from({ length: 201 }, (_, index) => `alias_${index}`);
  const link = (alias_org_user_ids: string[]) =>
    v.safeParse(linkUsersBody, { primary_org_user_id: "p", alias_org_user_ids });
  expect(link(aliases.slice(1)).success).toBe(true);
  expect(link(aliases).success).toBe(false);
});
