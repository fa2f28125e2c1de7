import { fieldsOf } from "./answer.ts";
import { pause, type Clock } from "./clock.ts";
import type { TokenPair } from "./token.ts";
import type { Awaitable, TokenStorage } from "./token-storage.ts";

/** One person's place in the host's storage. Never rejects, and never keeps anybody waiting for long. */
export interface TokenVault {
  read(): Promise<TokenPair | undefined>;
  write(pair: TokenPair): Promise<void>;
  /** Removes what is kept, or only these very tokens: those that another tab keeps there are not ours to remove. */
  remove(only?: TokenPair): Promise<void>;
}

const longestWait = 1_000;

/** The place of the person with that digest. Accesses follow one another. */
export function createTokenVault(storage: TokenStorage, digest: string, clock: Clock): TokenVault {
  const key = `notice-consent/${digest}`;
  let last: Promise<unknown> = Promise.resolve();

  function next<Value>(access: () => Awaitable<Value>): Promise<Value | undefined> {
    const done = new AbortController();
    const work = last.then(access).then(
      (value) => value,
      () => undefined,
    );
    const answer = Promise.race([work, pause(clock, longestWait, done.signal).then(() => undefined)]);
    last = answer;
    return answer.finally(() => done.abort());
  }

  const read = (): Promise<TokenPair | undefined> => next(async () => pairOf(await storage.read(key)));
  const remove = async (): Promise<void> => next(() => storage.remove(key));
  return {
    read,
    write: (pair) => next(() => storage.write(key, pair)),
    remove: async (only) => {
      if (only === undefined) return remove();
      const kept = await read();
      if (kept?.accessToken === only.accessToken || (only.refreshToken && kept?.refreshToken === only.refreshToken)) {
        await remove();
      }
    },
  };
}

/** What a storage answers is believed no more than what a service answers. */
function pairOf(kept: unknown): TokenPair | undefined {
  const fields = fieldsOf(kept);
  const accessToken = fields?.get("accessToken");
  const refreshToken = fields?.get("refreshToken");
  if (typeof accessToken !== "string" || accessToken === "") return undefined;
  return typeof refreshToken === "string" && refreshToken !== "" ? { accessToken, refreshToken } : { accessToken };
}
