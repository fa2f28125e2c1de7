/** The organisation of the demo; the same on every installation. */
export const demoOrganisationUuid = "6f1c8a52-3b0e-4d7a-9c46-1e5d2b8f7a03";

/** Its one workspace. */
export const demoWorkspaceUuid = "b2d94e17-75c8-4f36-8a1b-0c9e63d5f482";
