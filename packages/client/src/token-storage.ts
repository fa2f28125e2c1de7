import type { TokenPair } from "./token.ts";

/** A value, or the promise of one. */
export type Awaitable<Value> = Value | PromiseLike<Value>;

/**
 * Where a host keeps token pairs beyond the life of the page, for instance in `sessionStorage`. A trade-off: whatever
 * script runs on the page can read what is kept there. Without one, tokens live in memory alone.
 * A member that throws, rejects or does not answer in time counts as an empty storage.
 */
export interface TokenStorage {
  /** `key` names the person by digest. */
  read(key: string): Awaitable<TokenPair | undefined>;
  write(key: string, pair: TokenPair): Awaitable<void>;
  remove(key: string): Awaitable<void>;
}
