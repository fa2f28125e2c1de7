import { expect, test } from "vitest";
import * as client from "./index.ts";

test("the public names are these and no others", () => {
  expect(Object.keys(client).sort()).toMatchInlineSnapshot(`
    [
      "addressOf",
      "announce",
      "browserCoordination",
      "createConsentClient",
      "createDecision",
      "createExchange",
      "createTransport",
      "isolate",
      "readClaims",
      "submissionOf",
      "systemClock",
      "uuid",
    ]
  `);
});
