import { beforeAll, expect, it, vi } from "vitest";
import { openServer } from "./db/server.ts";
import { describeOnPostgres } from "./postgres.test-data.ts";
import type { LogLine } from "./http/request-log.ts";
import { createTestBackend, useDatabase, useLog } from "./test-backend.test-data.ts";

// The same suites that run on the embedded database, on a server.
describeOnPostgres("on PostgreSQL", async (postgres) => {
  const lines: LogLine[] = [];
  const printed: string[] = [];
  beforeAll(() => {
    useLog((line) => lines.push(line));
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((text) => {
        printed.push(String(text));
        return true;
      });
    }
    useDatabase(async () => openServer(await postgres.createDatabase()));
  });

  it("is a server that the suites below run on", async () => {
    const { database, close } = await createTestBackend();
    expect(database.kind).toBe("server");
    await close();
  });

  await import("./token/routes.test.ts");
  await import("./token/revocation.test.ts");
  await import("./token/ended-families.test.ts");
  await import("./workspace/routes.test.ts");
  await import("./notice/routes.test.ts");
  await import("./notice/publication.test.ts");
  await import("./notice/consent-status.test.ts");
  await import("./submission/routes.test.ts");
  await import("./user/routes.test.ts");
  await import("./user/identifiers.test.ts");
  await import("./user/multi-channel.test.ts");
  await import("./ledger/store.test.ts");
  await import("./ledger/verify.test.ts");
  await import("./ledger/expiry.test.ts");
  await import("./ledger/rebuild.test.ts");
  await import("./ledger/project.property.test.ts");
  await import("./user/erase.test.ts");
  await import("./db/role.test.ts");
  await import("./mount.test.ts");
  await import("./auth/access-token.test.ts");
  await import("./users-api/sessions.test.ts");
  await import("./users-api/users.test.ts");
  await import("./users-api/events.test.ts");
  await import("./users-api/vectors-v1.test.ts");
  await import("./users-api/vectors-v2.test.ts");
  await import("./users-api/crossing.test.ts");
  await import("./users-api/erase-record.test.ts");

  it("writes, over all the suites above, nothing but templates, numbers and hashes into its log [SEC-B17]", () => {
    vi.restoreAllMocks();
    expect(lines.length).toBeGreaterThan(300);
    const allowed = ["time", "request_id", "method", "route", "status", "duration_ms", "principal", "failure"];
    expect([...new Set(lines.flatMap((line) => Object.keys(line)))].filter((name) => !allowed.includes(name))).toEqual(
      [],
    );
    for (const { route, failure = "", principal = "" } of lines) {
      expect(route).toMatch(/^\/[a-z0-9_./:*-]*$/);
      expect(route).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
      expect(failure).toMatch(/^[A-Za-z0-9_ <]*$/);
      expect(principal).toMatch(/^[A-Za-z0-9_-]{0,12}$/);
    }
    // Hashes are left out of the search: their form is held above, and chance can spell anything in them.
    const told = lines.map((line) => ({ ...line, principal: undefined }));
    const all = JSON.stringify(told) + printed.join("");
    const leaks = all.match(/.{0,60}(?:eyJ|cms_|ncr_|whsec_|[^ ]@|\+91|Bearer|Failed query|canary).{0,60}/g) ?? [];
    expect(leaks).toEqual([]);
  });
});
