import { describe } from "vitest";
import { demoNotices } from "../demo-notices.ts";
import { createFixtureService } from "../fixture-service/service.ts";
import { conformance } from "./conformance.ts";

describe("the fixture service", () => {
  conformance({
    start: async () => {
      const service = createFixtureService({ notices: demoNotices });
      const shop = service.notices.find(({ name }) => name === "Shop sign-up");
      return { ...service, noticeUuid: shop?.uuid ?? "", close: async () => {} };
    },
  });
});
