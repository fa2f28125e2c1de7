import { describe, expect, it } from "vitest";
import { readSettings } from "./env.ts";

const secret = "0123456789abcdefghijklmnopqrstuv";
const problemsOf = (environment: Record<string, string>): readonly string[] => {
  const read = readSettings(environment);
  return read.status === "invalid" ? read.problems : [];
};

describe("settings", () => {
  it("need nothing in development", () => {
    expect(readSettings({})).toMatchObject({
      status: "valid",
      settings: { production: false, database: { kind: "embedded" }, secret: undefined, graceSeconds: 30 },
    });
  });

  it("put the command line's data above DATABASE_URL", () => {
    expect(readSettings({ DATABASE_URL: "postgres://localhost/x" }, "memory")).toMatchObject({
      settings: { database: { kind: "embedded", data: "memory" } },
    });
    expect(readSettings({ DATABASE_URL: "postgres://localhost/x" })).toMatchObject({
      settings: { database: { kind: "server", url: "postgres://localhost/x" } },
    });
  });

  it("name every problem at once [SEC-B24]", () => {
    const problems = problemsOf({
      NODE_ENV: "production",
      CONSENT_SECRET: "short",
      CONSENT_REFRESH_GRACE_SECONDS: "61",
      CONSENT_POOL_SIZE: "many",
    });
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "CONSENT_SECRET",
      "DATABASE_URL",
      "CONSENT_REFRESH_GRACE_SECONDS",
      "CONSENT_POOL_SIZE",
    ]);
    expect(problems.join()).not.toContain("short");
  });

  it.each([undefined, "", "   ", "short", "a".repeat(64), "changeme".repeat(8)])(
    "refuse %j as a secret in production [SEC-B24]",
    (weak) => {
      const environment = { NODE_ENV: "production", DATABASE_URL: "postgres://localhost/x" };
      expect(problemsOf(weak === undefined ? environment : { ...environment, CONSENT_SECRET: weak })).toHaveLength(1);
      expect(problemsOf({ ...environment, CONSENT_SECRET: secret })).toEqual([]);
    },
  );

  it("refuse the embedded database in production unless it is asked for by name [SEC-B24]", () => {
    const environment = { NODE_ENV: "production", CONSENT_SECRET: secret };
    expect(problemsOf(environment)).toHaveLength(1);
    expect(readSettings(environment, "/var/data").status).toBe("invalid");
    expect(problemsOf({ ...environment, CONSENT_DATABASE: "embedded" })).toEqual([]);
  });

  it("refuse a DATABASE_URL of another kind", () => {
    expect(problemsOf({ DATABASE_URL: "mysql://localhost/x" })).toHaveLength(1);
  });
});

describe("a start in production", () => {
  const sound = {
    NODE_ENV: "production",
    CONSENT_SECRET: secret,
    DATABASE_URL: "postgres://api@localhost/x",
    DATABASE_MIGRATION_URL: "postgres://owner@localhost/x",
    CONSENT_PUBLIC_URL: "https://consent.shop.example",
    CONSENT_ORIGINS: "https://shop.example, https://www.shop.example:8443",
    CONSENT_TRUSTED_PROXIES: "1",
    CONSENT_ADMIN_PORT: "9464",
    CONSENT_STOP_DELAY_SECONDS: "5",
  };

  it("takes sound settings, and strict limits", () => {
    expect(readSettings(sound)).toMatchObject({
      status: "valid",
      settings: {
        production: true,
        database: { kind: "server", url: sound.DATABASE_URL, migrationUrl: sound.DATABASE_MIGRATION_URL },
        origins: ["https://shop.example", "https://www.shop.example:8443"],
        trustedProxies: 1,
        rateLimitFactor: 1,
        admin: { host: "127.0.0.1", port: 9464 },
        webhookLoopback: false,
      },
    });
  });

  it.each([
    ["CONSENT_SECRET", ""],
    ["CONSENT_SECRET", "hunter2"],
    ["CONSENT_SECRET", "0101010101010101010101010101010101010101"],
    ["DATABASE_URL", ""],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["DATABASE_MIGRATION_URL", "localhost"],
    ["CONSENT_DATABASE", "sqlite"],
    ["CONSENT_POOL_SIZE", "0"],
    ["CONSENT_REFRESH_GRACE_SECONDS", "3600"],
    ["CONSENT_PUBLIC_URL", "http://consent.shop.example"],
    ["CONSENT_PUBLIC_URL", "consent.shop.example"],
    ["CONSENT_PUBLIC_URL", "https://user:password@consent.shop.example"],
    ["CONSENT_ORIGINS", "*"],
    ["CONSENT_ORIGINS", "null"],
    ["CONSENT_ORIGINS", "https://*.shop.example"],
    ["CONSENT_ORIGINS", "https://shop.example,http://shop.example"],
    ["CONSENT_ORIGINS", "https://shop.example/"],
    ["CONSENT_TRUSTED_PROXIES", "all"],
    ["CONSENT_TRUSTED_PROXIES", "-1"],
    ["CONSENT_RATE_LIMIT_FACTOR", "0"],
    ["CONSENT_ADMIN_PORT", "70000"],
    ["CONSENT_STOP_DELAY_SECONDS", "forever"],
    ["CONSENT_WEBHOOK_LOOPBACK", "allow"],
    ["CONSENT_WEBHOOK_LOOPBACK", "yes"],
    ["CONSENT_SECERT", secret],
  ])("is refused with %s=%j, and the value is not repeated [SEC-B24]", (name, value) => {
    const problems = problemsOf({ ...sound, [name]: value });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every((problem) => problem.startsWith(name))).toBe(true);
    if (value.length > 6) expect(problems.join()).not.toContain(value);
  });
});

describe("development", () => {
  it("takes plain http and loopback webhooks, but no pattern of origins", () => {
    const problems = problemsOf({
      CONSENT_PUBLIC_URL: "http://localhost:4000",
      CONSENT_ORIGINS: "http://localhost:3000",
      CONSENT_WEBHOOK_LOOPBACK: "allow",
    });
    expect(problems).toEqual([]);
    expect(problemsOf({ CONSENT_ORIGINS: "*" })).toHaveLength(1);
  });
});
