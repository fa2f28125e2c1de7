import { readNotice, readPublicNotice } from "@notice-consent/contract";
import { describe, expect, it } from "vitest";
import { aBench } from "./session-bench.test-data.ts";

describe("reading a notice", () => {
  it("sends the rule always, the application and the review flag when set, and the language [W13] [W27]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    const noticeId = bench.service.notices[0]?.uuid ?? "";
    await bench.client.readNotice(session, { noticeId, validateAgainst: "required" });
    await bench.client.readNotice(session, {
      noticeId,
      validateAgainst: "all",
      applicationId: "loan-7",
      includeFullyConsentedData: true,
      language: "ta",
    });
    expect(bench.service.requests.to(readNotice)).toMatchObject([
      { query: { validate_against: "required" }, language: undefined },
      {
        query: { validate_against: "all", specific_uuid: "loan-7", include_fully_consented_data: "true" },
        language: "ta",
      },
    ]);
    expect(Object.keys(bench.service.requests.to(readNotice)[0]?.query ?? {})).toEqual(["validate_against"]);
  });

  it("answers 409 as 'nothing left to ask', and only a readable one [W15] [R-F4]", async () => {
    const bench = aBench();
    const session = bench.open(bench.issue());
    const request = { noticeId: bench.service.notices[0]?.uuid ?? "", validateAgainst: "all" } as const;
    bench.service.next(readNotice, { status: 409, code: "CONSENT_ALREADY_PROVIDED" });
    expect(await bench.client.readNotice(session, request)).toEqual({ status: "already-valid" });
    for (const fault of [{ status: 409 }, { status: 409, code: "SOMETHING_ELSE" }] as const) {
      bench.service.next(readNotice, fault);
      await expect(bench.client.readNotice(session, request)).rejects.toMatchObject({ status: 409 });
    }
  });

  it("without a person uses the tokenless address and sends no credential [W14]", async () => {
    const bench = aBench();
    const noticeId = bench.service.notices[0]?.uuid ?? "";
    const notice = await bench.client.readPublicNotice(bench.service, { noticeId, validateAgainst: "all" });
    expect(notice.uuid).toBe(noticeId);
    expect(bench.service.requests.to(readPublicNotice)).toMatchObject([{ credential: { kind: "none" } }]);
  });
});
