import { expect, test } from "vitest";
import * as hooks from "./index.ts";

test("the public names are these and no others", () => {
  expect(Object.keys(hooks).sort()).toMatchInlineSnapshot(`
    [
      "ConsentBoundary",
      "ConsentGate",
      "ConsentProvider",
      "ConsentScope",
      "useConsent",
      "useConsentDraft",
      "useConsentGate",
      "useConsentScope",
      "useConsentSession",
      "useConsentState",
      "useConsentStatus",
      "useNotice",
      "usePurpose",
      "useSubmitConsent",
    ]
  `);
});
