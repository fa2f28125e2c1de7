import { parseSync } from "oxc-parser";

/** A source file by its path from the root of the repository, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

/** The part of a package.json that the rules read. */
export interface Manifest {
  /** Folder from the root of the repository, such as `packages/client`. */
  folder: string;
  dependencies: readonly string[];
}

/** A broken rule: where, and what to do instead. */
export interface Breach {
  rule: "arrow" | "escape" | "react" | "forbidden" | "node" | "name" | "barrel" | "directive" | "dependency" | "steal";
  path: string;
  message: string;
}

const scope = "@notice-consent/";

/** Which workspace packages the source of a folder may import. */
const arrows: Record<string, readonly string[]> = {
  "packages/contract": [],
  "packages/client": ["contract"],
  "packages/hooks": ["contract", "client"],
  "packages/react": ["contract", "client", "hooks"],
  "packages/server": ["contract", "client"],
  "packages/backend": ["contract"],
  "packages/testing": ["contract", "client", "backend"],
  "apps/demo": ["contract", "client", "react", "hooks", "server"],
  "examples/express": ["contract", "server"],
  "examples/published-samples": ["contract", "react", "server"],
};
const testFiles = /\.(?:test|test-d|test-data|stories)\.tsx?$/u;
/** Folders that hold nothing but tests and what they stand on. */
const testFolders = /\/(?:e2e|browser|looks|performance)\//u;
/** What tests and stories may import besides. */
const testArrows = ["testing", "backend/seed"];
/** Entries of packages that browsers load which are for back ends alone. */
const backEndEntries = ["contract/users-api"];

const withReact = ["packages/hooks", "packages/react", "apps/demo", "examples/published-samples"];
/** The one part of `testing` that is for React. */
const reactEntry = /^packages\/testing\/src\/react\b/u;
const reactModules = ["react", "react-dom"];
/** The packages whose code ends in a visitor's browser, with the dependencies that they may ship. */
const browserPackages: Record<string, readonly string[]> = {
  "packages/contract": ["valibot", "@standard-schema/spec"],
  "packages/client": [],
  "packages/hooks": ["zustand"],
  "packages/react": ["@radix-ui/react-dialog"],
};
const forbiddenModules = ["zod", "axios", "moment", "dompurify", "isomorphic-dompurify", "sanitize-html"];
const forbiddenNames = ["utils", "helpers", "common", "lib", "misc", "types", "shared"];
/** Index files that are entry points; any other one is an inner barrel. */
const entryIndexes = /^packages\/[^/]+\/src\/(?:seed\/)?index\.tsx?$/u;

/** Checks source files against the arrows and the names of ARCHITECTURE.md. */
export function checkFiles(files: readonly SourceFile[]): Breach[] {
  return files.flatMap((file) => {
    const folder = file.path.split("/").slice(0, 2).join("/");
    const imports = importsOf(file);
    return [...checkNames(file), ...imports.flatMap((name) => checkImport(file.path, folder, name))];
  });
}

/** Checks that browser packages depend on the short list of libraries alone. */
export function checkManifests(manifests: readonly Manifest[]): Breach[] {
  return manifests.flatMap(({ folder, dependencies }) => {
    const allowed = browserPackages[folder];
    if (allowed === undefined) return [];
    return dependencies
      .filter((name) => !name.startsWith(scope) && !allowed.includes(name))
      .map((name): Breach => ({
        rule: "dependency",
        path: `${folder}/package.json`,
        message: `"${name}" is not on the list of libraries that ${folder} may ship`,
      }));
  });
}

function checkImport(path: string, folder: string, name: string): Breach[] {
  const isTest = testFiles.test(path) || testFolders.test(path);
  const breach = (rule: Breach["rule"], message: string): Breach[] => [{ rule, path, message }];
  if (name.startsWith(".")) {
    const target = new URL(name, `file:///${path}`).pathname.slice(1);
    const isPreview = isTest && target.startsWith(".storybook/");
    return target.startsWith(`${folder}/`) || isPreview
      ? []
      : breach("escape", `"${name}" leaves ${folder}; import the package by its name`);
  }
  if (name.startsWith(scope)) {
    const target = name.slice(scope.length);
    const [targetPackage = ""] = target.split("/");
    const isOwn = folder === `packages/${targetPackage}`;
    if (!isOwn && !isTest && folder in browserPackages && backEndEntries.includes(target)) {
      return breach("forbidden", `"${name}" is for back ends; ${folder} ends in a browser bundle`);
    }
    const isAllowed =
      arrows[folder]?.includes(targetPackage) === true ||
      (isTest && isTestArrow(target)) ||
      (targetPackage === "hooks" && reactEntry.test(path));
    return isOwn || isAllowed ? [] : breach("arrow", `${folder} may not import "${name}"`);
  }
  const module = name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? name);
  const isReactEntry = reactEntry.test(path);
  if (reactModules.includes(module) && !withReact.includes(folder) && !isReactEntry) {
    return breach("react", `${folder} must run without React`);
  }
  if (folder in browserPackages && forbiddenModules.includes(module)) {
    return breach("forbidden", `"${module}" does not belong in a browser bundle`);
  }
  if (folder in browserPackages && !isTest && path.startsWith(`${folder}/src/`) && module.startsWith("node:")) {
    return breach("node", `${folder} runs in browsers; "${name}" does not`);
  }
  return [];
}

function isTestArrow(target: string): boolean {
  return testArrows.some((allowed) => target === allowed || target.startsWith(`${allowed}/`));
}

function checkNames({ path, text }: SourceFile): Breach[] {
  const breaches: Breach[] = [];
  const attic = path.split("/").find((part) => forbiddenNames.includes(part.replace(/\..*$/u, "")));
  if (attic !== undefined) {
    breaches.push({ rule: "name", path, message: `"${attic}" says nothing; name the noun that lives there` });
  }
  const isIndex = /\/index\.tsx?$/u.test(path);
  if (isIndex && path.startsWith("packages/") && !entryIndexes.test(path)) {
    breaches.push({ rule: "barrel", path, message: "a package has one index.ts, beside it only index.parts.ts" });
  }
  if (isIndex && /^\s*(['"])use client\1/mu.test(text)) {
    breaches.push({ rule: "directive", path, message: "'use client' belongs in the files that use hooks" });
  }
  if (path.startsWith("packages/") && /\bsteal\s*:/u.test(text)) {
    breaches.push({
      rule: "steal",
      path,
      message: "a stolen lock fails the page that held it; wait, then go on without",
    });
  }
  return breaches;
}

function importsOf({ path, text }: SourceFile): string[] {
  if (!/\.tsx?$/u.test(path)) return [];
  const { module } = parseSync(path, text);
  const fromExports = module.staticExports.flatMap((statement) =>
    statement.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^(['"`])([^'"`$]+)\1$/u.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal?.[2] ?? [];
  });
  return [
    ...new Set([...module.staticImports.map((statement) => statement.moduleRequest.value), ...fromExports, ...dynamic]),
  ];
}
