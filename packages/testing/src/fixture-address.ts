/** Organisation that fixtures belong to unless told otherwise. */
export const fixtureOrganisationUuid = "0a1d5c3e-7b42-4f0e-9c1a-2f6b8d4e1a01";

/** Workspace that fixtures belong to unless told otherwise. */
export const fixtureWorkspaceUuid = "5e2b7f90-1c8d-4a63-8b57-9d0c3e6f2b02";

/** Consent base of a fixture service; `.test` never resolves, so a request that slips past the fixture fails. */
export const fixtureBaseUrl = "https://consent.test/consent";

/** API key that a fixture service takes; it opens nothing else. */
export const fixtureApiKey = "fixture-cms-api-key";
