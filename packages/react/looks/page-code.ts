import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The page's program in one piece; its styles are put before it by each test. */
export async function pageCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    // The test runner calls itself "test", which would ask for the development runtime.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("page.tsx", import.meta.url)),
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  const [chunk] = outputs.flatMap(({ output }) => output).filter((file) => file.type === "chunk");
  if (chunk === undefined) throw new Error("Nothing was built.");
  return chunk.code;
}
