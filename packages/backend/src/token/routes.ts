import { generateTokens, refreshTokens } from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { TokenService } from "./service.ts";

/** `tokens/generate` and `tokens/refresh`. */
export function mountTokens(mount: Mount, tokens: TokenService): void {
  mount.forKey(generateTokens, "tokens", async ({ address, body }) => {
    const identity = {
      orgUserId: body.org_user_id ?? undefined,
      email: body.email ?? undefined,
      mobile: body.mobile ?? undefined,
    };
    return { detail: await tokens.generate(address, identity, body.expires_in_days ?? undefined) };
  });
  mount.forRefreshToken(refreshTokens, async ({ address, body }) => ({
    detail: await tokens.refresh(address, body.refresh_token),
  }));
}
