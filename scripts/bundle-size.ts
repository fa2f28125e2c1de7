import { gzipSync } from "node:zlib";
import { build, type Plugin } from "vite";

/** What an application's bundler makes of some names of ours. */
export interface Bundle {
  /** What loads at once. */
  readonly first: readonly Chunk[];
  /** What is fetched only when something asks for it. */
  readonly later: readonly Chunk[];
  readonly styles: readonly string[];
}

/** One file of a bundle. */
export interface Chunk {
  readonly name: string;
  readonly code: string;
  /** Paths of the source files it holds, each with the length of what it became. */
  readonly modules: ReadonlyMap<string, number>;
}

const entry = "\0bundle-entry";
/** Loads a chunk with its styles and its own imports; a part of the application's bundler, not of ours. */
const preloadHelper = "\0vite/preload-helper.js";

/** Bundles a module's source as an application would, minified for production. */
export async function bundle(source: string, external: readonly string[] = []): Promise<Bundle> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    // The tests' own environment is none for production.
    oxc: { jsx: { runtime: "automatic", development: false } },
    resolve: { conditions: ["module", "browser", "production"] },
    plugins: [moduleOf(source)],
    build: {
      write: false,
      minify: "oxc",
      target: "es2022",
      cssTarget: "esnext",
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: "strict", external: [...external] },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("The build has an output.");
  const chunks = output.output.filter((file) => file.type === "chunk");
  const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = new Set<string>();
  const load = (name: string): void => {
    const chunk = named.get(name);
    if (chunk === undefined || first.has(name)) return;
    first.add(name);
    chunk.imports.forEach(load);
  };
  chunks.filter(({ isEntry }) => isEntry).forEach(({ fileName }) => load(fileName));
  const seen = (fileName: string): Chunk => {
    const { name = "", code = "", modules = {} } = named.get(fileName) ?? {};
    return { name, code, modules: new Map(Object.entries(modules).map(([id, held]) => [id, held.renderedLength])) };
  };
  return {
    first: [...first].map(seen),
    later: [...named.keys()].filter((fileName) => !first.has(fileName)).map(seen),
    styles: output.output.flatMap((file) =>
      file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : [],
    ),
  };
}

/** The size of files as they are sent, in bytes: each gzipped by itself at level 9. */
export function sentSize(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
}

function moduleOf(source: string): Plugin {
  return {
    name: "bundle-entry",
    enforce: "pre",
    resolveId: (id) => (id === entry ? id : undefined),
    load: (id) => {
      if (id === entry) return source;
      return id === preloadHelper ? "export const __vitePreload = (load) => load();" : undefined;
    },
  };
}
