import { sha256, type WorkspaceAddress } from "@notice-consent/contract";

/**
 * What a page remembers of tokens, by digest: whose they are, which are superseded, which were refused for good.
 * Outlives the sessions, so that a stale prop is recognised after a remount.
 */
export interface Lineage {
  /** Digest of the person who used an access token at this service. */
  ownerOf(base: string, address: WorkspaceAddress, accessToken: string): string | undefined;
  claim(base: string, address: WorkspaceAddress, accessToken: string, owner: string): void;
  /** `at` is in wall-clock milliseconds. */
  supersede(token: string, at: number): void;
  isSuperseded(token: string): boolean;
  /** Another tab has replaced the token with that digest; the first word counts. */
  hear(tokenDigest: string, at: number): void;
  /** When another tab replaced the token; `undefined` as long as none has said so. */
  heard(token: string): number | undefined;
  /** When the token with that digest was replaced, here or elsewhere. */
  readonly whenSuperseded: (tokenDigest: string) => number | undefined;
  bury(token: string): void;
  isDead(token: string): boolean;
}

/** Newest digests kept; a page would have to rotate hundreds of times to lose one. */
const capacity = 500;

/** A page's memory of tokens. */
export function createLineage(): Lineage {
  const owners = new Map<string, string>();
  const superseded = new Map<string, number>();
  const heard = new Map<string, number>();
  const dead = new Map<string, true>();
  return {
    ownerOf: (base, address, accessToken) => owners.get(placedDigest(base, address, accessToken)),
    claim: (base, address, accessToken, owner) => remember(owners, placedDigest(base, address, accessToken), owner),
    supersede: (token, at) => {
      const tokenDigest = sha256(token);
      remember(superseded, tokenDigest, heard.get(tokenDigest) ?? at);
    },
    isSuperseded: (token) => superseded.has(sha256(token)),
    hear: (tokenDigest, at) => remember(heard, tokenDigest, heard.get(tokenDigest) ?? at),
    heard: (token) => heard.get(sha256(token)),
    whenSuperseded: (tokenDigest) => superseded.get(tokenDigest) ?? heard.get(tokenDigest),
    bury: (token) => remember(dead, sha256(token), true),
    isDead: (token) => dead.has(sha256(token)),
  };
}

function placedDigest(base: string, { organisationUuid, workspaceUuid }: WorkspaceAddress, token: string): string {
  return sha256(JSON.stringify([base, organisationUuid, workspaceUuid, token]));
}

function remember<Value>(memory: Map<string, Value>, digest: string, value: Value): void {
  memory.delete(digest);
  memory.set(digest, value);
  const oldest = memory.keys().next().value;
  if (memory.size > capacity && oldest !== undefined) memory.delete(oldest);
}
