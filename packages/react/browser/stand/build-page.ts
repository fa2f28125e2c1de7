import { fileURLToPath } from "node:url";
import { build } from "vite";

/** A page of these tests, and for whom its bundle is made. */
export interface PageSource {
  /** The page's first module. */
  readonly entry: URL;
  readonly mode: "development" | "production";
}

/**
 * The files of a page by name, as a host would build them. `PAGE_CONFIG` names a configuration of Vite to build with,
 * such as one that changes a source file on its way.
 */
export async function buildPage({ entry, mode }: PageSource): Promise<Record<string, string>> {
  const result = await build({
    configFile: process.env["PAGE_CONFIG"] ?? false,
    mode,
    logLevel: "error",
    // Said here, since the tests' own environment is neither.
    oxc: { jsx: { runtime: "automatic", development: mode === "development" } },
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: { page: fileURLToPath(entry) },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "page[extname]" },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("The build has no output.");
  return Object.fromEntries(
    output.output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)]),
  );
}
