import { describe, expect, it } from "vitest";

import { shownBody, shownJson, shownPath } from "./json.ts";

describe("what the bench shows of the bank's own routes", () => {
  it("hides every text but those of a few members, and contacts even there", () => {
    const body = {
      name: "Asha Menon",
      email: "asha@example.com",
      password: "monsoon over malabar",
      remember: true,
      user: { id: "user_1", phone: 9_876_543_210 },
      link_result: { linked: ["temp_1", "asha@example.com"], not_found: ["+919876543210"] },
      error: "Choose a password.",
      something_new: "secret",
    };
    expect(shownJson(body)).toEqual({
      name: "•••",
      email: "•••",
      password: "•••",
      remember: true,
      user: { id: "user_1", phone: "•••" },
      link_result: { linked: ["temp_1", "•••"], not_found: ["•••"] },
      error: "Choose a password.",
      something_new: "•••",
    });
  });

  it("shows no body that is no JSON, and of a path no query and no contact", () => {
    expect(shownBody("a=1")).toBeNull();
    expect(shownPath("/api/users/asha%40example.com/%2B919876543210?token=t")).toBe("/api/users/•••/•••");
  });
});
