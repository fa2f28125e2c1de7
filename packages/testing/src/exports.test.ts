import { expect, it } from "vitest";
import * as dom from "./dom/dom.ts";
import * as react from "./react/react.ts";
import * as conformance from "./conformance/conformance.ts";
import * as msw from "./handlers.ts";
import * as testing from "./index.ts";
import * as live from "./live-service.ts";

it("exports these names and no others", () => {
  expect(Object.keys(testing).sort()).toEqual([
    "aDraft",
    "aNewVersion",
    "aNotice",
    "aPurpose",
    "aRecord",
    "aRewording",
    "aSizedNotice",
    "aSubmission",
    "aToken",
    "anElement",
    "clinicNotice",
    "createFakeClock",
    "createFixtureService",
    "createScenario",
    "demoNotices",
    "fixtureApiKey",
    "fixtureBaseUrl",
    "fixtureOrganisationUuid",
    "fixtureWorkspaceUuid",
    "openLiveLedger",
    "situations",
  ]);
});

it("keeps what needs MSW, Vitest, React, a page or Node at entries of its own", () => {
  expect([conformance, live, msw, react].flatMap((entry) => Object.keys(entry))).toEqual([
    "conformance",
    "startLiveService",
    "handlers",
    "scenario",
    "renderWithConsent",
  ]);
  expect(Object.keys(dom).sort()).toEqual([
    "actionOf",
    "backdropOf",
    "consentMatchers",
    "contrastOf",
    "effortDuring",
    "effortOf",
    "findAction",
    "inkOf",
    "isCovered",
    "parityFaults",
    "parityOf",
    "readColour",
    "textContrastOf",
    "watchPage",
  ]);
});
