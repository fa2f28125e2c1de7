import { describe, expect, it } from "vitest";

import type { IncomingCall, OutgoingCall, ServiceExchange } from "./exchange.ts";
import { drawSequence } from "./sequence.ts";

const base = "/consent/public/organisations/o/workspaces/w";
const at = Date.parse("2026-11-21T10:00:00.000Z");

function exchange(change: Partial<ServiceExchange> & { readonly request_id: string }): ServiceExchange {
  return {
    caller: "backend",
    endpoint: "tokens.generate",
    method: "POST",
    path: `${base}/tokens/generate`,
    status: 200,
    started_at: new Date(at + 20).toISOString(),
    duration_ms: 5,
    request: { org_user_id: "temp_1" },
    response: { detail: { token: "•••" } },
    fault: null,
    ...change,
  };
}

function incoming(change: Partial<IncomingCall> = {}): IncomingCall {
  return {
    kind: "route",
    method: "POST",
    path: "/api/consent/temp-token",
    status: 200,
    startedAt: at + 10,
    endedAt: at + 30,
    request: null,
    response: { token: "•••" },
    ...change,
  };
}

function outgoing(change: Partial<OutgoingCall> = {}): OutgoingCall {
  const path = `${base}/tokens/generate`;
  return { requestId: "r1", method: "POST", path, status: 200, startedAt: at + 10, endedAt: at + 30, ...change };
}

const drawn = (...given: Parameters<typeof drawSequence>) =>
  drawSequence(...given).map(({ from, to, label, status }) =>
    [from === to ? from : `${from} > ${to}`, status, label].filter((part) => part !== null && part !== "").join(" | "),
  );

describe("the sequence", () => {
  it("nests what your backend asked inside what it was asked, even within one millisecond [W68]", () => {
    const visit = incoming({ kind: "page", method: "GET", path: "/sign-up", startedAt: at, endedAt: at + 5 });
    const traffic = { incoming: [visit, incoming()], outgoing: [outgoing()] };
    expect(drawn(traffic, [exchange({ request_id: "r1" })])).toEqual([
      "User > Frontend | Open /sign-up",
      "Frontend > Your Backend | POST /api/consent/temp-token",
      "Your Backend > Consent service | POST /tokens/generate (org_user_id: temp_1)",
      "Consent service > Your Backend | 200 | token",
      "Your Backend > Frontend | 200 | token",
    ]);
  });

  it("draws what the person did before the call that it caused, and what the page does after it", () => {
    const read = exchange({
      request_id: "r2",
      caller: "browser",
      endpoint: "notices.read",
      method: "GET",
      path: `${base}/notices/14bb5b70-0b50-47e2-9c8e-e2cceb614af3`,
      request: null,
      response: null,
    });
    const submit = (request_id: string, request: object) =>
      exchange({
        request_id,
        caller: "browser",
        endpoint: "consent.submit",
        path: `${base}/submit-consent`,
        status: 201,
        started_at: new Date(at + 100).toISOString(),
        request,
        response: { detail: { outcome: "accepted" } },
      });
    const nothing = { incoming: [], outgoing: [] };
    expect(drawn(nothing, [read, submit("r3", { purposes: [{ selected: true }] })])).toEqual([
      "Frontend > Consent service | GET /notices/14bb5b70…",
      "Consent service > Frontend | 200",
      "Frontend | Show the notice",
      "User > Frontend | Accept consent",
      "Frontend > Consent service | POST /submit-consent",
      "Consent service > Frontend | 201 | accepted",
    ]);
    expect(drawn(nothing, [submit("r4", { declined: true })])[0]).toBe("User > Frontend | Decline");
    expect(drawn(nothing, [submit("r5", { purposes: [{ selected: false }] })])[0]).toContain("none granted");
  });

  it("takes a read of your backend with a person's token for your backend's", () => {
    const read = exchange({ request_id: "r1", caller: "browser", endpoint: "notices.read", status: 409 });
    expect(drawn({ incoming: [], outgoing: [outgoing()] }, [read])[0]).toContain("Your Backend > Consent service");
  });

  it("draws a call whose answer was lost once, whichever side wrote it down", () => {
    const lost = outgoing({ requestId: undefined, status: null });
    const struck = exchange({ request_id: "r9", status: null, response: null, fault: "lost-answer" });
    const both = drawSequence({ incoming: [], outgoing: [lost] }, [struck]);
    expect(both).toHaveLength(2);
    expect(both[1]).toMatchObject({ label: "no answer", status: null, fault: "lost-answer" });
    const unheard = drawSequence({ incoming: [], outgoing: [lost] }, []);
    expect(unheard).toMatchObject([{ kind: "call" }, { kind: "answer", label: "no answer", status: null }]);
  });

  it("says of a link who became whose alias, and with which result [W71]", () => {
    const linked = exchange({
      request_id: "r1",
      endpoint: "users.link",
      path: "/consent/organisations/o/workspaces/w/consent-ledger/consent-users/link-users",
      request: { primary_org_user_id: "user_1", alias_org_user_ids: ["temp_1", "•••@•••"] },
      response: { detail: { linked: ["temp_1"], already_linked: [], not_found: ["•••@•••"], conflicts: [] } },
    });
    expect(drawn({ incoming: [], outgoing: [outgoing()] }, [linked])).toContain(
      "Your Backend | primary: user_1, alias: temp_1, •••@••• → linked 1, not_found 1",
    );
  });
});
