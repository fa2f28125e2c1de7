import { demoNotices, demoOrganisationUuid, demoWorkspaceUuid } from "@notice-consent/backend/seed";

/** The notice that the sign-up asks with. */
export const signUpNotice = demoNotices[0] ?? missing();

/** What goes into the browser's code when the demo is built. */
export function publicEnvironment(servicePort: number): Record<string, string> {
  return {
    NEXT_PUBLIC_NOTICE_UUID: signUpNotice.uuid,
    NEXT_PUBLIC_REDACTO_BASE_URL: `http://127.0.0.1:${servicePort}`,
    NEXT_PUBLIC_ORG_UUID: demoOrganisationUuid,
    NEXT_PUBLIC_WORKSPACE_UUID: demoWorkspaceUuid,
  };
}

/** What the demo's server is started with. */
export function serverEnvironment(servicePort: number, apiKey: string, data: string): Record<string, string> {
  return {
    ...publicEnvironment(servicePort),
    CMS_API_KEY: apiKey,
    REDACTO_BASE_URL: `http://127.0.0.1:${servicePort}`,
    ORG_UUID: demoOrganisationUuid,
    WORKSPACE_UUID: demoWorkspaceUuid,
    COOKIE_SECRET: "an e2e secret that signs cookies 0123456789",
    DEMO_DATA: data,
  };
}

function missing(): never {
  throw new Error("There is no notice to ask with.");
}
