import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

interface Built {
  readonly name: string;
  readonly code: string;
}

let folder: string;
let rendered: readonly Built[];
let plain: readonly Built[];

/** The files of a package as they are published, one for each source file. */
async function build(name: string): Promise<readonly Built[]> {
  const target = join(folder, name);
  const project = join(root, "packages", name, "tsconfig.build.json");
  const out = ["--outDir", target, "--tsBuildInfoFile", join(folder, `${name}.tsbuildinfo`)];
  execFileSync(process.execPath, [compiler, "-p", project, "--noCheck", ...out]);
  const files = (await readdir(target, { recursive: true })).filter((file) => file.endsWith(".js"));
  return Promise.all(
    files.map(async (file) => ({ name: `${name}/${file}`, code: await readFile(join(target, file), "utf8") })),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "consent-client-files-"));
  rendered = [...(await build("hooks")), ...(await build("react"))];
  plain = [...(await build("contract")), ...(await build("client")), ...(await build("server"))];
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const directive = /^["']use client["'];/;
// React has these four on the server too.
const clientCall = /(?<![\w.])(?:use(?!(?:Memo|Id|Callback)\()[A-Z]\w*|createContext)\(|extends (?:Pure)?Component\b/;
// Declarations are no calls.
const declaration = /function use[A-Z]\w*\(/g;
const namesOf = (files: readonly Built[]) => files.map(({ name }) => name);
const callsReact = ({ code }: Built) => clientCall.test(code.replaceAll(declaration, ""));
const isClient = ({ code }: Built) => directive.test(code);

it("'use client' is the first thing in every built file that calls a hook or makes a context [I-N3]", () => {
  const calling = rendered.filter(callsReact);
  expect(calling.length).toBeGreaterThan(20);
  expect(namesOf(calling.filter((file) => !isClient(file)))).toEqual([]);
});

it("'use client' is in no built file that neither renders nor calls a hook, and in none of an entry [I-N3]", () => {
  const needless = rendered.filter((file) => isClient(file) && !callsReact(file) && !/\b_jsxs?\(/.test(file.code));
  expect(namesOf(needless)).toEqual([]);
  expect(namesOf(rendered.filter((file) => file.name.endsWith("/index.js") && isClient(file)))).toEqual([]);
});

it("'use client' is nowhere in what runs without React [I-N3]", () => {
  expect(plain.length).toBeGreaterThan(100);
  expect(namesOf(plain.filter(({ code }) => /["']use client["']/.test(code)))).toEqual([]);
});
