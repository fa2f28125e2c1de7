// Holds the arrows of ARCHITECTURE.md: part of `pnpm check`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { checkFiles, checkManifests, type Manifest } from "./boundary-rules.ts";
import { root } from "./run.ts";
import { readSourceFiles } from "./source-files.ts";

const manifests = readdirSync(join(root, "packages")).map((name): Manifest => {
  const content: unknown = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"));
  return { folder: `packages/${name}`, dependencies: namesIn(content, "dependencies") };
});

const breaches = [...checkFiles(readSourceFiles()), ...checkManifests(manifests)];
for (const { rule, path, message } of breaches) console.error(`${path}  [${rule}]  ${message}`);
console.log(`${breaches.length} boundary breaches`);
process.exitCode = breaches.length > 0 ? 1 : 0;

function namesIn(content: unknown, field: string): string[] {
  const entries = new Map(Object.entries(content ?? {}));
  return Object.keys(entries.get(field) ?? {});
}
