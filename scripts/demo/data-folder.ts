import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { lockDirectory } from "../../packages/backend/src/db/lock-file.ts";

/** Where a demo keeps what survives a restart. */
export interface DataFolder {
  readonly backend: string;
  readonly demo: string;
  /** Signs the demo's cookies; made once. */
  readonly cookieSecret: string;
}

/** Prepares the folder, emptied first when asked to. Throws when another process uses it. */
export function prepareDataFolder(folder: string, fresh: boolean): DataFolder {
  const [backend, demo, secret] = [join(folder, "backend"), join(folder, "demo"), join(folder, "cookie-secret")];
  mkdirSync(backend, { recursive: true });
  if (fresh) {
    lockDirectory(backend)();
    for (const path of [backend, demo, secret]) rmSync(path, { recursive: true, force: true });
    mkdirSync(backend, { recursive: true });
  }
  if (!existsSync(secret)) writeFileSync(secret, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return { backend, demo, cookieSecret: readFileSync(secret, "utf8") };
}
