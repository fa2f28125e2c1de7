import { execFileSync, spawnSync } from "node:child_process";

/** A system account by its numeric user and group. */
export interface Account {
  uid: number;
  gid: number;
}

const createdAccount = "consent-test";

/**
 * The account for programs that refuse to run as root, such as `initdb`: `undefined` unless this process is root.
 * Takes `postgres` or `nobody`, and creates an account only where neither exists.
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody", createdAccount]) {
    const account = lookUp(name);
    if (account !== undefined) return account;
  }
  execFileSync("useradd", ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", createdAccount]);
  const account = lookUp(createdAccount);
  if (account === undefined) throw new Error(`The account "${createdAccount}" was created but cannot be looked up.`);
  return account;
}

function lookUp(name: string): Account | undefined {
  const read = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8" });
  const [user, group] = [read("-u"), read("-g")];
  if (user.status !== 0 || group.status !== 0) return undefined;
  const account = { uid: Number(user.stdout), gid: Number(group.stdout) };
  return account.uid > 0 ? account : undefined;
}
