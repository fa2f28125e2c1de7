import type { Database } from "../db/connect.ts";
import type { InstanceKeys } from "./instance-keys.ts";
import { readGenerations } from "./key-rotation.ts";
import { createSigningKeys, type SigningKeys } from "./signing-keys.ts";

/** The signing keys of this moment. */
export interface Keyring {
  current(): Promise<SigningKeys>;
}

/** How long a process goes by what it read; a new key signs only after all of them have published it. */
export const keyringLifeMs = 10_000;

/** Reads which keys there are from the database, anew after 10 s, and derives them from the instance secret. */
export function createKeyring({ queries }: Pick<Database, "queries">, keys: InstanceKeys): Keyring {
  let held: { readonly keys: SigningKeys; readonly at: number } | undefined;
  return {
    async current() {
      if (held === undefined || performance.now() - held.at > keyringLifeMs) {
        const at = performance.now();
        held = { keys: createSigningKeys(keys, await readGenerations(queries)), at };
      }
      return held.keys;
    },
  };
}
