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
