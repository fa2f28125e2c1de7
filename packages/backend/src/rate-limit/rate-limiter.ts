import { ConsentError } from "@notice-consent/contract";
import type { InstanceKeys } from "../auth/instance-keys.ts";
import type { Queryable } from "../db/connect.ts";
import { createDatabaseBuckets } from "./database-buckets.ts";
import { type Limit, limits } from "./limits.ts";
import { createMemoryBuckets } from "./memory-buckets.ts";

/** Holds callers to the limits; each call throws `RATE_LIMITED` with the time to wait, or does nothing. */
export interface RateLimiter {
  /** Before the credential is looked at. */
  admitAddress(address: string): void;
  /** An API key, by its public prefix. */
  admitKey(prefix: string): void;
  /** A person, by the `sub` of the token. */
  admitPerson(subject: string): void;
  admitGenerate(prefix: string, address: string): Promise<void>;
  /** A token of no family counts for its address alone. */
  admitRefresh(familyUuid: string | undefined, address: string): Promise<void>;
}

/** A limiter whose limits are multiplied by `factor`. */
export function createRateLimiter(queries: Queryable, keys: Pick<InstanceKeys, "mac">, factor: number): RateLimiter {
  const own = createMemoryBuckets(factor);
  const common = createDatabaseBuckets(queries, keys.mac, factor);
  const admit = (limit: Limit, whom: string) => refuseFor(own.take(limit, whom));
  const admitShared = async (limit: Limit, whom: string) => refuseFor(await common.take(limit, whom));
  return {
    admitAddress: (address) => admit(limits.callsByAddress, address),
    admitKey: (prefix) => admit(limits.callsByKey, prefix),
    admitPerson: (subject) => admit(limits.callsByPerson, subject),
    async admitGenerate(prefix, address) {
      await admitShared(limits.generateByKey, prefix);
      await admitShared(limits.generateByAddress, address);
    },
    async admitRefresh(familyUuid, address) {
      if (familyUuid !== undefined) await admitShared(limits.refreshByFamily, familyUuid);
      await admitShared(limits.refreshByAddress, address);
    },
  };
}

function refuseFor(milliseconds: number): void {
  if (milliseconds > 0) throw new ConsentError("RATE_LIMITED", { retryAfterMs: Math.max(1000, milliseconds) });
}
