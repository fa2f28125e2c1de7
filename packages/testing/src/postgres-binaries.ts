import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";

import { canInstallDebianPackages, installDebianPackage } from "./debian-package.ts";

const programs = ["initdb", "pg_ctl", "postgres"];
const debianHome = "/usr/lib/postgresql";

/** The folder that holds `initdb`, `pg_ctl` and `postgres`: from `PATH`, else Debian's newest version. */
export function findPostgresBinaries(): string | undefined {
  return [...foldersOnPath(), ...debianFolders()].find((folder) =>
    programs.every((program) => existsSync(join(folder, program))),
  );
}

/** {@link findPostgresBinaries}, after installing PostgreSQL where it is missing and this process may do so. */
export function ensurePostgresBinaries(): string | undefined {
  const found = findPostgresBinaries();
  if (found !== undefined || !canInstallDebianPackages()) return found;
  return installDebianPackage("postgresql") ? findPostgresBinaries() : undefined;
}

// Debian links only some programs into PATH; the folder behind a link has all of them.
function foldersOnPath(): string[] {
  return (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => {
    const initdb = join(folder, "initdb");
    return folder !== "" && existsSync(initdb) ? [folder, join(realpathSync(initdb), "..")] : [];
  });
}

function debianFolders(): string[] {
  if (!existsSync(debianHome)) return [];
  return readdirSync(debianHome)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianHome, version, "bin"));
}
