import { describe } from "vitest";
import { createFixtureService } from "../fixture-service/service.ts";
import { conformance } from "./conformance.ts";

describe("the fixture service", () => {
  conformance({
    start: async () => {
      const service = createFixtureService();
      return { ...service, noticeUuid: service.notices[0]?.uuid ?? "", fetch: service.fetch, close: async () => {} };
    },
  });
});
