import { fileURLToPath } from "node:url";
import { build } from "vite";

/**
 * The files of the page by name, as a host would build them for its visitors. `PAGE_CONFIG` names a configuration of
 * Vite to build with, such as one that changes a source file on its way.
 */
export async function buildPage(): Promise<Record<string, string>> {
  const result = await build({
    configFile: process.env["PAGE_CONFIG"] ?? false,
    logLevel: "error",
    // The tests' own environment is none for production.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: { page: fileURLToPath(new URL("page.tsx", import.meta.url)) },
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
