import { demoWorkspaceUuid } from "@notice-consent/backend/seed";
import { expect } from "vitest";

import { developmentSecret } from "./backend-process.ts";
import { signUpNotice } from "./demo-environment.ts";

/** Brings about what time would, through the backend's development routes. */
export interface Time {
  /** Ends the access tokens of one person. */
  expireAccessTokens(orgUserId: string): Promise<void>;
  /** Ends every active grant of one person. */
  expireConsent(orgUserId: string): Promise<void>;
  /** Publishes the sign-up's notice anew, so that it asks everybody again. */
  publishVersion(): Promise<void>;
}

/** The time of the service behind this port. */
export function openTime(servicePort: number): Time {
  const move = async (name: string, about: object) => {
    const address = `http://127.0.0.1:${servicePort}/development/workspaces/${demoWorkspaceUuid}/time`;
    const headers = { "Content-Type": "application/json", "X-Development-Secret": developmentSecret };
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify({ move: name, ...about }) });
    expect({ name, status: response.status }).toEqual({ name, status: 200 });
  };
  return {
    expireAccessTokens: (orgUserId) => move("expire-access-tokens", { org_user_id: orgUserId }),
    expireConsent: (orgUserId) => move("expire-consent", { org_user_id: orgUserId }),
    publishVersion: () => move("publish-version", { notice_uuid: signUpNotice.uuid }),
  };
}
