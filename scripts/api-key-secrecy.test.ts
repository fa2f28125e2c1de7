import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { build } from "vite";

import { root } from "./run.ts";

const entries = ["client/src/index.ts", "hooks/src/index.ts", "react/src/index.ts", "react/src/modal.ts"] as const;
const peers = [/^react($|\/)/u, /^react-dom($|\/)/u, /^@tanstack\/react-query$/u];

/** Everything that a page loads for an entry, our code and that of its dependencies, with every comment gone. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: true,
      lib: { entry: join(root, "packages", entry), formats: ["es"] },
      rollupOptions: { external: peers },
    },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  return outputs.flatMap(({ output }) => output.map((part) => ("code" in part ? part.code : ""))).join("\n");
}

describe.each(entries)("what a page loads of %s", (entry) => {
  it("knows no API key: neither its header, nor where a key could come from [W5, SEC-C1]", async () => {
    const code = await bundle(entry);
    // The bundle is the real one: the header that it does send is in it.
    expect(code).toContain("Idempotency-Key");
    for (const trace of [/cms-api-key/iu, /cms_api_key/iu, /\bapiKey\b/u, /process\.env|import\.meta\.env|Deno\.env/u])
      expect(code.match(trace)).toBeNull();
  }, 60_000);
});
