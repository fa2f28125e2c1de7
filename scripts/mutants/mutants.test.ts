import { describe, expect, it } from "vitest";

import { runMutant, type Edit } from "./mutant.ts";

const keeper = "packages/client/src/token-keeper.ts";
const sessionCall = "packages/client/src/session-call.ts";
const heldTokens = "packages/client/src/held-tokens.ts";
const exchange = "packages/client/src/exchange.ts";
const renewal = "packages/client/src/renewal.ts";
const tokenService = "packages/backend/src/token/service.ts";
const tokenStore = "packages/backend/src/token/store.ts";

/** A mistake: the row that it breaks, and the file with the tests of that row. */
interface Mistake {
  readonly breaks: string;
  readonly seenBy: string;
  readonly edits: Edit[];
}

/** The failing tests that name the broken row. */
function whoNotices({ breaks, seenBy, edits }: Mistake): string[] {
  const { failed } = runMutant({ edits, test: seenBy });
  return failed.filter((title) => new RegExp(`\\b${breaks}\\b`, "u").test(title));
}

describe("the tests notice", () => {
  it("a session that goes on after its person has changed [R-M1]", () => {
    const noticed = whoNotices({
      breaks: "R-D1",
      seenBy: "packages/client/src/session.property.test.ts",
      edits: [
        { file: keeper, find: "return () => epoch === captured;", replace: "return () => captured >= 0;" },
        { file: sessionCall, find: "captured > 0 || tokens.epoch() !== captured || ", replace: "" },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a refresh that sessions share whoever they belong to [R-M2]", () => {
    const noticed = whoNotices({
      breaks: "R-D3",
      seenBy: "packages/client/src/session.property.test.ts",
      edits: [
        { file: keeper, find: "  let inFlight: Promise<Renewal> | undefined;\n", replace: "" },
        {
          file: keeper,
          find: "import { createRenewalTimer }",
          replace: "let inFlight: Promise<Renewal> | undefined;\nimport { createRenewalTimer }",
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a refresh that replaces a pair other than the one it presented [R-M3]", () => {
    const noticed = whoNotices({
      breaks: "R-A14",
      seenBy: "packages/client/src/session-tabs.test.ts",
      edits: [
        {
          file: renewal,
          find: `return tokens.pair() === held ? undefined : { status: "adopted" };`,
          replace: `return tokens.pair() && held && undefined;`,
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a rotation that reads before it writes, without a lock [R-M4]", () => {
    const noticed = whoNotices({
      breaks: "R-A6",
      seenBy: "packages/backend/src/token/service.pg.test.ts",
      edits: [{ file: tokenService, find: "    await lockFamily(tx, familyUuid);\n", replace: "" }],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a revocation in the transaction that its own refusal undoes [R-M5]", () => {
    const noticed = whoNotices({
      breaks: "R-A7",
      seenBy: "packages/backend/src/token/service.pg.test.ts",
      edits: [
        {
          file: tokenService,
          find: `await revokeFamily(tx, familyUuid, "reuse");\n        return { tier };`,
          replace: `await revokeFamily(tx, familyUuid, "reuse");\n        throw new ConsentError("REFRESH_REUSED");`,
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a deadline that ends with the headers [R-M6]", () => {
    const noticed = whoNotices({
      breaks: "R-C1",
      seenBy: "packages/client/src/transport.test.ts",
      edits: [
        {
          file: exchange,
          find: "deadlines.within(limits, (signal) => receive(send, clock, url, { ...init, signal }));",
          replace:
            "receive((to, rest) => deadlines.within(limits, (signal) => send(to, { ...rest, signal })), clock, url, init);",
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a 429 that is taken for the end of a session [R-M7]", () => {
    const noticed = whoNotices({
      breaks: "R-A17",
      seenBy: "packages/client/src/session.test.ts",
      edits: [
        {
          file: "packages/client/src/refresher.ts",
          find: `(spent.includes(error.code) || `,
          replace: `(spent.includes(error.code) || error.code === "RATE_LIMITED" || `,
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a replay that prolongs its window [R-M8]", () => {
    const noticed = whoNotices({
      breaks: "R-A5",
      seenBy: "packages/backend/src/token/routes.test.ts",
      edits: [
        {
          file: tokenStore,
          find: ".set({ replays: sql`${refreshTokens.replays} + 1` })",
          replace: ".set({ replays: sql`${refreshTokens.replays} + 1`, usedAt: sql`clock_timestamp()` })",
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("an idempotency key for each request instead of each decision [R-M9]", () => {
    const noticed = whoNotices({
      breaks: "R-F2",
      seenBy: "packages/client/src/submission.test.ts",
      edits: [
        {
          file: "packages/client/src/submission.ts",
          find: "idempotencyKey: decision.key,",
          replace: "idempotencyKey: crypto.randomUUID(),",
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a person let in without the service's word [R-M10]", () => {
    const noticed = whoNotices({
      breaks: "R-F5",
      seenBy: "packages/hooks/src/fail-closed.property.test.tsx",
      edits: [
        {
          file: "packages/hooks/src/dress.ts",
          find: `return { ...closed, status: "failed", error: step.error };`,
          replace: `return { ...closed, status: "failed", mayProceed: true as false, error: step.error };`,
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a newer token that costs the ticks [R-M11]", () => {
    const noticed = whoNotices({
      breaks: "R-D2",
      seenBy: "packages/hooks/src/identity.test.tsx",
      edits: [
        {
          file: "packages/client/src/consent-client.ts",
          find: "const digest = registry.lineage.ownerOf(transport.base, address, accessToken) ?? named;",
          replace: "const digest = named && undefined;",
        },
      ],
    });
    expect(noticed).not.toEqual([]);
  });

  it("a superseded token that is taken up again [R-M12]", () => {
    const noticed = whoNotices({
      breaks: "R-A15",
      seenBy: "packages/client/src/session.test.ts",
      edits: [
        {
          file: heldTokens,
          find: ` || lineage.isSuperseded(accessToken)) return "ignored";`,
          replace: `) return "ignored";`,
        },
        { file: heldTokens, find: "offered && !lineage.isSuperseded(offered) ? offered", replace: "offered ? offered" },
        { file: heldTokens, find: "lineage.isSuperseded(refreshToken) || ", replace: "" },
      ],
    });
    expect(noticed).not.toEqual([]);
  });
});
