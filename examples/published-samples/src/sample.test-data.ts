import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");

/** The published samples, as they stand in the Redacto documentation. */
export type SampleName =
  | "sign-up.express.ts"
  | "log-in.express.ts"
  | "anonymous.express.ts"
  | "channels.express.ts"
  | "link-results.ts"
  | "crm.ts"
  | "sign-up.page.tsx"
  | "log-in.page.tsx"
  | "anonymous.page.tsx";

/** The text of a sample, letter for letter. */
export function readSample(name: SampleName): string {
  return readFileSync(join(folder, "samples", `${name}.txt`), "utf8");
}

/** A sample of a page with its import and its component's name changed, and nothing else. */
export function readPage(name: Extract<SampleName, `${string}.page.tsx`>): string {
  return readSample(name)
    .replace('from "@redacto.io/consent-sdk-react"', 'from "@notice-consent/react"')
    .replaceAll("RedactoNoticeConsent", "NoticeConsent");
}

/** Where the pages are placed: Vitest reads nothing outside its root. Git leaves the folder out. */
export const pagesFolder = join(folder, ".pages");

/** A project of its own, with the libraries that the samples import. */
export interface Project {
  readonly folder: string;
  path(file: string): string;
  remove(): void;
}

const tsconfig = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    types: ["node"],
    module: "esnext",
    moduleResolution: "bundler",
    jsx: "react-jsx",
    strict: true,
    skipLibCheck: true,
    // The packages of this workspace are read as source.
    allowImportingTsExtensions: true,
    noEmit: true,
  },
};

/** Makes a project of these files, by default outside the repository. */
export function createProject(files: Readonly<Record<string, string>>, parent = tmpdir()): Project {
  mkdirSync(parent, { recursive: true });
  const project = mkdtempSync(join(parent, "consent-samples-"));
  symlinkSync(join(folder, "node_modules"), join(project, "node_modules"), "dir");
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ ...tsconfig, include: Object.keys(files) }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  return {
    folder: project,
    path: (file) => join(project, file),
    remove: () => rmSync(project, { recursive: true, force: true }),
  };
}
