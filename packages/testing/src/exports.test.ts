import { expect, it } from "vitest";
import * as conformance from "./conformance/conformance.ts";
import * as msw from "./handlers.ts";
import * as testing from "./index.ts";
import * as live from "./live-service.ts";

it("exports these names and no others", () => {
  expect(Object.keys(testing).sort()).toEqual([
    "aDraft",
    "aNotice",
    "aPurpose",
    "aRecord",
    "aSubmission",
    "aToken",
    "anElement",
    "createFakeClock",
    "createFixtureService",
    "demoNotices",
    "fixtureApiKey",
    "fixtureBaseUrl",
    "fixtureOrganisationUuid",
    "fixtureWorkspaceUuid",
  ]);
});

it("keeps what needs MSW, Vitest or Node at entries of its own", () => {
  expect([conformance, live, msw].flatMap((entry) => Object.keys(entry))).toEqual([
    "conformance",
    "startLiveService",
    "handlers",
  ]);
});
