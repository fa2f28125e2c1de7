import type { TokensDetail } from "@notice-consent/contract";
import { cookieValues } from "../cookie.ts";
import { createSignature } from "../signature.ts";
import type { Identity } from "./person.ts";

/** The refresh token that a request brings, and whether it belongs to whom the request speaks for. */
export type HeldRefreshToken =
  | { readonly status: "none" }
  | { readonly status: "held"; readonly refreshToken: string }
  /** It was given to somebody else, or is none of ours. */
  | { readonly status: "foreign" };

/** Keeps refresh tokens where no script can read them, each bound to the person it was given to. */
export interface RefreshCookie {
  read(request: { readonly headers: Headers }, identity: Identity): Promise<HeldRefreshToken>;
  /** The `Set-Cookie` value; `undefined` when the service gave no refresh token that a cookie can carry. */
  keep(tokens: TokensDetail, identity: Identity): Promise<string | undefined>;
  forget(): string;
}

interface RefreshCookieOptions {
  readonly secret: string;
  readonly secure: boolean;
  /** Wall-clock milliseconds. */
  readonly now: () => number;
}

const cookieOctets = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,3800}$/;
const daySeconds = 86_400;

/** Makes the cookie of a handler, `__Host-nc_rt` where cookies are secure. */
export function createRefreshCookie({ secret, secure, now }: RefreshCookieOptions): RefreshCookie {
  const name = secure ? "__Host-nc_rt" : "nc_rt";
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
  const signature = createSignature(secret, `refresh token ${name}`);
  const bound = (refreshToken: string, identity: Identity): string =>
    JSON.stringify(
      identity.kind === "anonymous"
        ? ["anonymous", identity.id, refreshToken]
        : ["signed-in", identity.person.orgUserId, refreshToken],
    );

  return {
    async read({ headers }, identity) {
      const values = cookieValues(headers.get("cookie") ?? "", name).filter((value) => value !== "");
      if (values.length === 0) return { status: "none" };
      for (const value of values) {
        const end = value.lastIndexOf(".");
        const refreshToken = value.slice(0, end);
        const isOurs = end > 0 && (await signature.isOurs(bound(refreshToken, identity), value.slice(end + 1)));
        if (isOurs) return { status: "held", refreshToken };
      }
      return { status: "foreign" };
    },
    async keep({ refresh_token: refreshToken, expires_at: expiresAt }, identity) {
      if (!refreshToken || !cookieOctets.test(refreshToken)) return undefined;
      const value = `${refreshToken}.${await signature.sign(bound(refreshToken, identity))}`;
      return `${name}=${value}; Max-Age=${secondsUntil(expiresAt, now())}; ${attributes}`;
    },
    forget: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

function secondsUntil(expiresAt: string | null | undefined, now: number): number {
  const end = expiresAt ? Date.parse(expiresAt) : Number.NaN;
  return Number.isNaN(end) ? daySeconds : Math.max(0, Math.floor((end - now) / 1000));
}
