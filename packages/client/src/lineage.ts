import { sha256, type WorkspaceAddress } from "@notice-consent/contract";

/**
 * What a page remembers of tokens, by digest: whose they are, which are superseded, which were refused for good.
 * Outlives the sessions, so that a stale prop is recognised after a remount.
 */
export interface Lineage {
  /** Digest of the person who used an access token at this service. */
  ownerOf(base: string, address: WorkspaceAddress, accessToken: string): string | undefined;
  claim(base: string, address: WorkspaceAddress, accessToken: string, owner: string): void;
  supersede(token: string): void;
  isSuperseded(token: string): boolean;
  bury(token: string): void;
  isDead(token: string): boolean;
}

/** Newest digests kept; a page would have to rotate hundreds of times to lose one. */
const capacity = 500;

/** A page's memory of tokens. */
export function createLineage(): Lineage {
  const owners = new Map<string, string>();
  const superseded = new Map<string, true>();
  const dead = new Map<string, true>();
  return {
    ownerOf: (base, address, accessToken) => owners.get(placedDigest(base, address, accessToken)),
    claim: (base, address, accessToken, owner) => remember(owners, placedDigest(base, address, accessToken), owner),
    supersede: (token) => remember(superseded, sha256(token), true),
    isSuperseded: (token) => superseded.has(sha256(token)),
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
