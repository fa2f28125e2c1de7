import { fieldsOf, parseJson } from "./answer.ts";

/** What the library reads from an access token. Serves identity and timing; no decision rests on it. */
export interface Claims {
  readonly organisationUuid?: string | undefined;
  readonly workspaceUuid?: string | undefined;
  readonly sub?: string | undefined;
  readonly userUuid?: string | undefined;
  /** Seconds since 1970. */
  readonly exp?: number | undefined;
  /** Seconds since 1970. */
  readonly iat?: number | undefined;
}

const longestToken = 8 * 1024;

/** The claims of a token, unverified; `undefined` for anything that is not a readable JWT of at most 8 KiB. Never throws. */
export function readClaims(token: string): Claims | undefined {
  if (token.length > longestToken) return undefined;
  const [, payload, , ...rest] = token.split(".");
  if (payload === undefined || rest.length > 0) return undefined;
  const text = decodeBase64Url(payload);
  const read = text === undefined ? undefined : fieldsOf(parseJson(text));
  if (read === undefined) return undefined;
  return {
    organisationUuid: word(read.get("organisation_uuid")),
    workspaceUuid: word(read.get("workspace_uuid")),
    sub: word(read.get("sub")),
    userUuid: word(read.get("user_uuid")),
    exp: moment(read.get("exp")),
    iat: moment(read.get("iat")),
  };
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function moment(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Text from base64url-encoded UTF-8, without `atob` and `TextDecoder`, which some runtimes lack. */
export function decodeBase64Url(encoded: string): string | undefined {
  let percent = "";
  let bits = 0;
  let held = 0;
  for (const letter of encoded.replace(/=+$/, "")) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    percent += `%${(held >> bits).toString(16).padStart(2, "0")}`;
    held &= (1 << bits) - 1;
  }
  try {
    return decodeURIComponent(percent);
  } catch {
    return undefined;
  }
}
