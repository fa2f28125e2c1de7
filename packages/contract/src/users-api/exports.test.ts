import { expect, test } from "vitest";

import * as contract from "../index.ts";
import * as usersApi from "../users-api.ts";

test("the public names of the Users API are these and no others", () => {
  expect(Object.keys(usersApi).sort()).toMatchInlineSnapshot(`
    [
      "catalogue",
      "catalogueOfNotices",
      "composeUsersApiError",
      "consentsFaults",
      "consentsOfNotice",
      "createEndUserToken",
      "createEndUserTokenBody",
      "createEvent",
      "createEventBody",
      "createProfileUser",
      "createProfileUserBody",
      "createSession",
      "createSessionBody",
      "deleteEvent",
      "deleteEvents",
      "deleteProfileUser",
      "endUserToken",
      "eventStatuses",
      "fieldErrors",
      "grantedValue",
      "heldConsents",
      "instant",
      "isMetadataSmall",
      "listEvents",
      "listProfileUsers",
      "matchesFilters",
      "mayBecome",
      "mergeCatalogues",
      "mergeMetadata",
      "metadataBytes",
      "metadataDepth",
      "pageSize",
      "patchEvent",
      "patchEventBody",
      "patchProfileUser",
      "patchProfileUserBody",
      "profileEvent",
      "profileEventPage",
      "profileSession",
      "profileSettings",
      "profileUser",
      "profileUserPage",
      "proofLimit",
      "readEvent",
      "readProfileUser",
      "readQuery",
      "sentConsents",
      "sessionLifetime",
      "splitApiKey",
      "statusOf",
      "usersApiEndpoints",
      "usersApiErrorBody",
      "usersApiErrorName",
      "usersApiErrors",
      "usersApiErrorsOf",
      "usersApiUrl",
    ]
  `);
});

test("the entry that browsers load has none of them", () => {
  const ofBrowsers: ReadonlySet<unknown> = new Set(Object.values(contract));
  const both = Object.entries(usersApi).filter(([, value]) => typeof value !== "number" && ofBrowsers.has(value));
  expect(both).toEqual([]);
});
