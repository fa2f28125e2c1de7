import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { SourceFile } from "./boundary-rules.ts";
import { root } from "./run.ts";

/** The source files of some folders, committed or not, without what git ignores. */
export function readSourceFiles(...folders: string[]): SourceFile[] {
  const listing = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...folders], {
    cwd: root,
    encoding: "utf8",
  });
  return listing
    .split("\n")
    .filter((path) => /\.tsx?$/u.test(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
