import { createTransport } from "@notice-consent/client";
import { submitConsent } from "@notice-consent/contract";
import { aNotice, anElement, aPurpose, aSubmission, createFixtureService } from "@notice-consent/testing";
import { expect, it } from "vitest";

it("records one decision, although the first answer is lost on the way", async () => {
  const notice = aNotice({
    name: "Open an account",
    purposes: [
      aPurpose({ name: "Verify who you are", data_elements: [anElement({ name: "Passport", required: true })] }),
    ],
  });
  const service = createFixtureService({ notices: [notice] });
  const { accessToken } = service.issue({ orgUserId: "user_1" });

  // What a component does with the same fetch: <ConsentProvider fetch={service.fetch}>.
  const transport = createTransport({ baseUrl: service.baseUrl, fetch: service.fetch });
  const request = {
    address: service,
    credential: { kind: "access-token", token: accessToken },
    body: aSubmission(notice),
    idempotencyKey: crypto.randomUUID(),
  } as const;

  service.next(submitConsent, "drop-answer");
  await expect(transport.call(submitConsent, request)).rejects.toMatchObject({ code: "NETWORK" });
  expect(await transport.call(submitConsent, request)).toMatchObject({ outcome: "accepted" });

  expect(service.events("user_1")).toHaveLength(1);
  expect(service.requests.to(submitConsent).map(({ status }) => status)).toEqual([undefined, 201]);
});
