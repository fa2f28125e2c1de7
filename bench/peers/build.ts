import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The files of one page by name, as a host would build them: `page.js`, `page.css` and what the script loads later. */
export async function buildPage(file: string): Promise<Readonly<Record<string, string>>> {
  const root = fileURLToPath(new URL(".", import.meta.url));
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { dedupe: ["react", "react-dom"] },
    build: {
      write: false,
      modulePreload: false,
      cssCodeSplit: false,
      target: "es2022",
      cssTarget: "esnext",
      rolldownOptions: {
        input: { page: `${root}pages/${file}` },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "page[extname]" },
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("The build has no output.");
  return Object.fromEntries(
    output.output.map((item) => [item.fileName, item.type === "chunk" ? item.code : String(item.source)]),
  );
}
