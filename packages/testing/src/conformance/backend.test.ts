import { describe } from "vitest";
import { startLiveService } from "../live-service.ts";
import { conformance } from "./conformance.ts";

describe("the backend", () => {
  conformance({
    start: async () => {
      const service = await startLiveService();
      const shop = service.notices.find(({ name }) => name === "Shop sign-up");
      return { ...service, noticeUuid: shop?.uuid ?? "" };
    },
  });
});
