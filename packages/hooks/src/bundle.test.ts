// @vitest-environment node
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, it } from "vitest";

const kilobyte = 1_000;

it("a page that only checks loads at most 21.5 KB of our own code, gzipped, beside its peers and valibot [PF1a]", async () => {
  const directory = await mkdtemp(join(tmpdir(), "notice-consent-hooks-"));
  try {
    const entry = join(directory, "entry.ts");
    await writeFile(
      entry,
      `export { useConsentStatus } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};`,
    );
    const result = await build({
      configFile: false,
      logLevel: "silent",
      build: {
        write: false,
        minify: "oxc",
        target: "es2022",
        modulePreload: false,
        rolldownOptions: {
          input: entry,
          preserveEntrySignatures: "strict",
          external: ["react", "react/jsx-runtime", "@tanstack/react-query", "valibot"],
        },
      },
    });
    const [output] = Array.isArray(result) ? result : [result];
    if (output === undefined || !("output" in output)) throw new Error("The build has an output.");
    const chunks = output.output.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
    const size = chunks.reduce((sum, code) => sum + gzipSync(code, { level: 9 }).length, 0);
    expect(size).toBeLessThanOrEqual(21.5 * kilobyte);
    // Whoever only checks decides nothing.
    expect(chunks.join("\n")).not.toContain("submit-consent");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
