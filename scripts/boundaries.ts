// Holds the arrows of ARCHITECTURE.md: part of `pnpm check`.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import * as v from "valibot";

import { checkFiles, checkManifests, type Manifest } from "./boundary-rules.ts";
import { root } from "./run.ts";
import { readSourceFiles } from "./source-files.ts";

const manifestSchema = v.object({ dependencies: v.optional(v.record(v.string(), v.string()), {}) });
const manifests = readdirSync(join(root, "packages")).map((name): Manifest => {
  const text = readFileSync(join(root, "packages", name, "package.json"), "utf8");
  const { dependencies } = v.parse(manifestSchema, JSON.parse(text));
  return { folder: `packages/${name}`, dependencies: Object.keys(dependencies) };
});

const breaches = [...checkFiles(readSourceFiles("packages", "apps", "examples")), ...checkManifests(manifests)];
for (const { rule, path, message } of breaches) console.error(`${path}  [${rule}]  ${message}`);
console.log(`${breaches.length} boundary breaches`);
process.exitCode = breaches.length > 0 ? 1 : 0;
