import { grantAll, submitConsent } from "@notice-consent/contract";
import { aNotice, aSubmission } from "@notice-consent/testing";
import { describe, expect, it } from "vitest";
import { createDecision } from "./decision.ts";
import { aBench } from "./session-bench.test-data.ts";
import { createSessionRegistry, pageRegistry } from "./session-registry.ts";
import { submissionOf } from "./submission.ts";

const address = { organisationUuid: "", workspaceUuid: "" };

describe("the sessions of a page", () => {
  it("are one for each person, whichever of their tokens is shown [R-A1] [R-D2] [W11]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    await bench.clock.advance(5_000);
    expect(bench.open(bench.issue())).toBe(session);
    expect(bench.open(bench.issue("person-2"))).not.toBe(session);
  });

  it("survive a remount and end a few seconds after the last host has gone [R-D6] [R-D12]", async () => {
    const bench = aBench();
    const { accessToken } = bench.issue();
    const principal = bench.client.principal(accessToken, bench.service);
    const session = bench.client.openSession(principal, { accessToken });
    session.attach({})();
    await bench.clock.advance(4_000);
    expect(bench.client.openSession(principal, { accessToken })).toBe(session);
    const detach = session.attach({});
    await bench.clock.advance(10_000);
    expect(bench.client.findSession(principal.digest)).toBe(session);
    detach();
    await bench.clock.advance(6_000);
    expect(bench.client.findSession(principal.digest)).toBeUndefined();
    expect(bench.clock.pendingTimers).toBe(0);
  });

  it("wait for work that outlives its host [R-D7]", async () => {
    const bench = aBench();
    const { accessToken } = bench.issue();
    const principal = bench.client.principal(accessToken, bench.service);
    const session = bench.client.openSession(principal, { accessToken });
    const detach = session.attach({});
    const letGo = session.hold();
    detach();
    await bench.clock.advance(10_000);
    expect(bench.client.findSession(principal.digest)).toBe(session);
    letGo();
    await bench.clock.advance(6_000);
    expect(bench.client.findSession(principal.digest)).toBeUndefined();
  });

  it("keep a rotated pair that no host has been given until another person comes [R-A15] [SEC-C14]", async () => {
    const bench = aBench();
    const pair = bench.issue();
    const principal = bench.client.principal(pair.accessToken, bench.service);
    const session = bench.client.openSession(principal, pair);
    const detach = session.attach({});
    bench.service.expireAccessTokens();
    const call = session.call(submitConsent, { body: aSubmission(aNotice()) });
    await bench.clock.advance(1_000);
    await call;
    detach();
    await bench.clock.advance(60_000);
    expect(bench.client.findSession(principal.digest)).toBe(session);
    bench.open(bench.issue("person-2"));
    expect(bench.client.findSession(principal.digest)).toBeUndefined();
  });

  it("keep a decision that had no answer until it is settled, so that its key is not lost [R-F1] [R-D7]", async () => {
    const bench = aBench();
    const { accessToken } = bench.issue();
    const principal = bench.client.principal(accessToken, bench.service);
    const session = bench.client.openSession(principal, { accessToken });
    const detach = session.attach({});
    bench.service.next(submitConsent, "drop-answer");
    const notice = aNotice();
    const draft = grantAll(notice);
    const decidedAt = new Date(bench.clock.now()).toISOString();
    const choice = { act: "accept-all", notice, draft, language: "en", validateAgainst: "all", decidedAt } as const;
    const sent = submissionOf(session, "notice").submit(createDecision(choice));
    await bench.clock.advance(1_000);
    expect(await sent).toMatchObject({ status: "unknown" });
    detach();
    await bench.clock.advance(60_000);
    expect(bench.client.findSession(principal.digest)).toBe(session);
    expect(bench.clock.pendingTimers).toBe(0);
    const detachAgain = session.attach({});
    const again = submissionOf(session, "notice").retry();
    await bench.clock.advance(1_000);
    expect(await again).toMatchObject({ status: "recorded" });
    detachAgain();
    await bench.clock.advance(6_000);
    expect(bench.client.findSession(principal.digest)).toBeUndefined();
  });

  it("are shared by every copy of the package on a page [R-E8]", () => {
    expect(pageRegistry()).toBe(pageRegistry());
    expect(Reflect.get(globalThis, Symbol.for("notice-consent/session-registry/1"))).toBe(pageRegistry());
  });

  it("remember tokens by digest alone, and no longer than they need to [SEC-C2]", () => {
    const { lineage } = createSessionRegistry();
    lineage.claim("https://a.test", address, "token-0", "person");
    expect(lineage.ownerOf("https://a.test", address, "token-0")).toBe("person");
    expect(lineage.ownerOf("https://b.test", address, "token-0")).toBeUndefined();
    for (let index = 1; index <= 500; index++) lineage.claim("https://a.test", address, `token-${index}`, "person");
    expect(lineage.ownerOf("https://a.test", address, "token-0")).toBeUndefined();
  });
});
