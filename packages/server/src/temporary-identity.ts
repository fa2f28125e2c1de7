import { ConsentError } from "@notice-consent/contract";
import { cookieValues } from "./cookie.ts";
import { createSignature } from "./signature.ts";

/** How visitors without an account are told apart. */
export interface TemporaryIdentityOptions {
  /** Signs the cookie: at least 32 random characters, made once and kept. */
  readonly secret: string;
  /** Without `__Host-`, which is added when the cookie is secure; `nc_temp` when absent. */
  readonly cookieName?: string | undefined;
  /** What the ids start with; `temp_` when absent. */
  readonly prefix?: string | undefined;
  /** True when absent. Set it to false on plain http in development alone. */
  readonly secure?: boolean | undefined;
  /** Life of the cookie since it was last set; one day when absent. */
  readonly maxAgeSeconds?: number | undefined;
  /** Wall-clock milliseconds; the machine's when absent. */
  readonly now?: (() => number) | undefined;
}

/** A request as far as its cookies go. */
export interface CookieRequest {
  readonly headers: Pick<Headers, "get">;
}

/** A visitor's id with the cookie that keeps it. */
export interface EnsuredIdentity {
  readonly id: string;
  /** The `Set-Cookie` value. */
  readonly setCookie: string;
  /**
   * True for a new id and in the second half of a cookie's life. Where it is false, leave the cookie as it is: an
   * answer that comes late could bring back an id that was linked meanwhile.
   */
  readonly isDue: boolean;
}

/** Identities that your backend makes for visitors, kept in a signed cookie that no script can read. */
export interface TemporaryIdentity {
  /** The visitor's id; `undefined` without a cookie and for any cookie that is not exactly one of ours. */
  read(request: CookieRequest): Promise<string | undefined>;
  /** The visitor's id, made now if there is none, and the `Set-Cookie` value that keeps it. */
  ensure(request: CookieRequest): Promise<EnsuredIdentity>;
  /** Another id in place of the one that the browser has, for after that one was linked. */
  renew(): Promise<{ readonly id: string; readonly setCookie: string }>;
  /** The `Set-Cookie` value that ends the identity, for after it was linked. */
  forget(): string;
}

const shortestSecret = 32;
const daySeconds = 86_400;
const token = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Makes temporary identities under one secret. Throws a `CONFIGURATION` error for options that would not be safe. */
export function createTemporaryIdentity(options: TemporaryIdentityOptions): TemporaryIdentity {
  const { secret, cookieName = "nc_temp", prefix = "temp_", secure = true } = options;
  const { maxAgeSeconds = daySeconds, now = Date.now } = options;
  check(
    secret.length >= shortestSecret,
    `The secret of the identity cookie needs at least ${shortestSecret} characters.`,
  );
  check(token.test(cookieName), "The cookie's name has characters that a cookie cannot have.");
  check(
    /^[A-Za-z0-9]+_$/.test(prefix),
    "The prefix of temporary ids is letters and digits with an underscore at the end.",
  );
  check(Number.isInteger(maxAgeSeconds) && maxAgeSeconds > 0, "maxAgeSeconds is a whole number of seconds above 0.");

  const name = secure && !cookieName.startsWith("__Host-") ? `__Host-${cookieName}` : cookieName;
  const signature = createSignature(secret, `temporary identity ${name}`);
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

  async function identify(value: string): Promise<{ readonly id: string; readonly end: number } | undefined> {
    const [id = "", end = "", signed = "", ...more] = value.split(".");
    const isWellFormed = more.length === 0 && id.startsWith(prefix) && uuid.test(id.slice(prefix.length));
    if (!isWellFormed || !/^\d{1,12}$/.test(end)) return undefined;
    if (!(await signature.isOurs(`${id}.${end}`, signed))) return undefined;
    return Number(end) * 1000 > now() ? { id, end: Number(end) } : undefined;
  }

  async function find(request: CookieRequest): Promise<{ readonly id: string; readonly end: number } | undefined> {
    const values = cookieValues(request.headers.get("cookie") ?? "", name);
    const found = (await Promise.all(values.map(identify))).filter((one) => one !== undefined);
    // Two identities in one request: somebody planted one of them, and nothing tells which.
    return new Set(found.map(({ id }) => id)).size === 1 ? found[0] : undefined;
  }

  async function keep(id: string): Promise<{ readonly id: string; readonly setCookie: string }> {
    const content = `${id}.${Math.floor(now() / 1000) + maxAgeSeconds}`;
    const value = `${content}.${await signature.sign(content)}`;
    return { id, setCookie: `${name}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}` };
  }

  const fresh = (): string => `${prefix}${crypto.randomUUID()}`;

  return {
    read: async (request) => (await find(request))?.id,
    async ensure(request) {
      const found = await find(request);
      const isDue = found === undefined || found.end - now() / 1000 < maxAgeSeconds / 2;
      return { ...(await keep(found?.id ?? fresh())), isDue };
    },
    renew: () => keep(fresh()),
    forget: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new ConsentError("CONFIGURATION", { message });
}
