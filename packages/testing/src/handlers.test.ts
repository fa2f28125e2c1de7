import { createUser, endpointUrl, readPublicNotice } from "@notice-consent/contract";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aNotice } from "./builders/notice.ts";
import { createFixtureService } from "./fixture-service/service.ts";
import { handlers } from "./handlers.ts";

const service = createFixtureService();
const server = setupServer(...handlers(service));
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

const noticeUrl = endpointUrl(service.baseUrl, readPublicNotice, service, { notice_uuid: aNotice().uuid });

it("answers the platform's fetch as the service does", async () => {
  const answer = await fetch(noticeUrl);
  expect(answer.status).toBe(200);
  expect(service.requests.to(readPublicNotice)).toHaveLength(1);
});

it("serves both slash forms of a path", async () => {
  const address = endpointUrl(service.baseUrl, createUser, service);
  const statuses = [];
  for (const [index, url] of [address, address.replace(/\/$/, "")].entries()) {
    const init = {
      method: "POST",
      headers: { "x-cms-api-key": service.apiKey },
      body: JSON.stringify({ org_user_id: `user_${index}` }),
    };
    statuses.push((await fetch(url, init)).status);
  }
  expect(statuses).toEqual([201, 201]);
});

it("turns a lost connection into a network error, not into an answer", async () => {
  service.next(readPublicNotice, "offline");
  await expect(fetch(noticeUrl)).rejects.toBeInstanceOf(TypeError);
});
