import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

/** Finds every address of a host. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Where webhooks may go. */
export interface TargetPolicy {
  /** Lets webhooks reach this machine, over plain http too; for development and tests. */
  readonly allowLoopback: boolean;
  readonly resolve: Resolve;
}

/** Where a request may be sent now: the address that was checked, so that a second look-up cannot name another. */
export type Target =
  | { readonly status: "allowed"; readonly url: URL; readonly address: string }
  | { readonly status: "refused"; readonly reason: TargetRefusal };

/** Why an address is refused, as a word for the log. */
export type TargetRefusal = "not-a-url" | "not-https" | "credentials" | "unresolved" | "private-address";

/** Asks the system's resolver. */
export const resolveHost: Resolve = async (hostname) => {
  const found = await lookup(hostname, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/** Judges an address by all that its host resolves to at this moment; one bad address spoils it. */
export async function findTarget(text: string, policy: TargetPolicy): Promise<Target> {
  if (!URL.canParse(text)) return refused("not-a-url");
  const url = new URL(text);
  const isPlain = url.protocol === "http:";
  if (url.protocol !== "https:" && !(isPlain && policy.allowLoopback)) return refused("not-https");
  if (url.username !== "" || url.password !== "") return refused("credentials");
  const addresses = await addressesOf(url, policy.resolve);
  const [address] = addresses;
  if (address === undefined) return refused("unresolved");
  const isLocal = policy.allowLoopback && addresses.every(isLoopbackAddress);
  if (isPlain && !isLocal) return refused("not-https");
  if (!isLocal && !addresses.every(isPublicAddress)) return refused("private-address");
  return { status: "allowed", url, address };
}

async function addressesOf({ hostname }: URL, resolve: Resolve): Promise<readonly string[]> {
  // The URL parser has already written 0x7f.1 and 2130706433 as 127.0.0.1.
  const literal = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) !== 0) return [literal];
  try {
    return await resolve(hostname);
  } catch {
    return [];
  }
}

function refused(reason: TargetRefusal): Target {
  return { status: "refused", reason };
}
