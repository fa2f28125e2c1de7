import { ConsentError, generateTokens, refreshTokens, revokeTokens } from "@notice-consent/contract";
import type { Mount } from "../mount.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import type { Identity } from "../user/identity.ts";
import type { TokenService } from "./service.ts";

/** `tokens/generate`, `tokens/refresh` and `tokens/revoke`. */
export function mountTokens(mount: Mount, tokens: TokenService, limiter: RateLimiter): void {
  mount.forKey(generateTokens, "tokens", async ({ address, body, clientAddress, keyPrefix }) => {
    await limiter.admitGenerate(keyPrefix ?? "", clientAddress);
    const options = { days: body.expires_in_days ?? undefined, revokeOthers: body.revoke_others === true };
    return { detail: await tokens.generate(address, identityOf(body), options) };
  });
  mount.forRefreshToken(refreshTokens, async ({ address, body, clientAddress }) => {
    await limiter.admitRefresh(await tokens.familyOf(body.refresh_token), clientAddress);
    return { detail: await tokens.refresh(address, body.refresh_token) };
  });
  mount.forRefreshToken(revokeTokens, async ({ address, body, clientAddress }, key) => {
    await limiter.admitRefresh(undefined, clientAddress);
    if (body.refresh_token) return { detail: { revoked: await tokens.revoke(address, body.refresh_token) } };
    // A person is named by the host alone; whoever holds a token can end that token's session only.
    if (key === undefined) throw new ConsentError("UNAUTHORIZED");
    if (!key.permissions.includes("tokens")) throw new ConsentError("FORBIDDEN");
    return { detail: { revoked: await tokens.revokePerson(address, identityOf(body)) } };
  });
}

interface NamedPerson {
  readonly org_user_id?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
}

function identityOf({ org_user_id, email, mobile }: NamedPerson): Identity {
  return { orgUserId: org_user_id ?? undefined, email: email ?? undefined, mobile: mobile ?? undefined };
}
