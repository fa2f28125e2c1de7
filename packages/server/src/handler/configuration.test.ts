import { isConsentError } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { readConfiguration, type ConfigurationOverrides, type Environment } from "./configuration.ts";

const complete: Environment = {
  CMS_API_KEY: "cms_abcdefghijkl_0123456789012345678901234567890123456789012",
  REDACTO_BASE_URL: "https://consent.example",
  ORG_UUID: "org",
  WORKSPACE_UUID: "workspace",
  COOKIE_SECRET: "a secret of at least 32 characters, kept",
};

function problemsOf(overrides: ConfigurationOverrides): string {
  try {
    readConfiguration(overrides);
  } catch (error) {
    if (isConsentError(error) && error.code === "CONFIGURATION") return error.message;
    throw error;
  }
  return "";
}

describe("the configuration of a handler", () => {
  it("comes from the samples' names and the cookie secret [W72]", () => {
    expect(readConfiguration({ environment: complete })).toEqual({
      apiKey: complete["CMS_API_KEY"],
      baseUrl: "https://consent.example",
      organisationUuid: "org",
      workspaceUuid: "workspace",
      cookieSecret: "a secret of at least 32 characters, kept",
    });
  });

  it("prefers what is given in code", () => {
    const cookie = { secret: "another secret of at least 32 characters" };
    const overrides = { apiKey: "key", organisationUuid: "mine", cookie, environment: complete };
    expect(readConfiguration(overrides)).toMatchObject({
      apiKey: "key",
      organisationUuid: "mine",
      workspaceUuid: "workspace",
      cookieSecret: cookie.secret,
    });
  });

  it("names everything that is missing at once, with its source and its option [I-N1]", () => {
    const lines = problemsOf({ environment: { ...complete, ORG_UUID: " ", COOKIE_SECRET: undefined } }).split("\n");
    expect(lines).toEqual([
      "The consent handler is not configured.",
      "ORG_UUID is missing: the uuid of your organisation. In code it is the option organisationUuid.",
      "COOKIE_SECRET is missing: at least 32 random characters, made once and kept. In code it is the option cookie.secret.",
    ]);
    expect(problemsOf({ environment: {} }).split("\n")).toHaveLength(6);
  });

  it("refuses a short secret without repeating it", () => {
    const problems = problemsOf({ environment: { ...complete, COOKIE_SECRET: "brief" } });
    expect(problems).toContain("COOKIE_SECRET is too short");
    expect(problems).not.toContain("brief");
  });
});

describe("a secret under a public name", () => {
  it.each([
    ["the API key", { NEXT_PUBLIC_KEY: complete["CMS_API_KEY"] }],
    ["the API key within something else", { NEXT_PUBLIC_URL: `https://x/?key=${complete["CMS_API_KEY"]}` }],
    ["the cookie secret", { NEXT_PUBLIC_SALT: complete["COOKIE_SECRET"] }],
    ["another workspace's API key", { NEXT_PUBLIC_ID: `cms_zyxwvutsrqpo_${"a".repeat(43)}` }],
    ["a private key", { NEXT_PUBLIC_PEM: "-----BEGIN EC PRIVATE KEY-----\nabc" }],
    ["the API key's own name", { NEXT_PUBLIC_CMS_API_KEY: "anything" }],
  ])("is a hard error: %s [SEC-C1]", (_case, given) => {
    const problems = problemsOf({ environment: { ...complete, ...given } });
    const [name = ""] = Object.keys(given);
    expect(problems).toContain(`${name} holds a secret`);
    for (const value of Object.values(given)) expect(problems).not.toContain(value);
  });

  it("is not seen where there is none", () => {
    const environment = {
      ...complete,
      NEXT_PUBLIC_NOTICE_UUID: "4b6f…",
      NEXT_PUBLIC_REDACTO_BASE_URL: "https://consent.example/consent",
      NEXT_PUBLIC_MAPS_API_KEY: "AIzaSyA-a-key-that-is-meant-for-browsers",
      NEXT_PUBLIC_EMPTY: "",
    };
    expect(problemsOf({ environment })).toBe("");
  });
});
