// @vitest-environment node
import { languages } from "@notice-consent/contract";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { english } from "./english.ts";
import { loadWords } from "./words.ts";

const external = ["react", "react/jsx-runtime", "@tanstack/react-query", "@radix-ui/react-dialog", "valibot"];

interface Chunk {
  readonly fileName: string;
  readonly code: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
}

let chunks: readonly Chunk[] = [];

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), "notice-consent-words-"));
  try {
    const entry = join(directory, "entry.ts");
    await writeFile(entry, `export * from ${JSON.stringify(join(import.meta.dirname, "../index.ts"))};`);
    const result = await build({
      configFile: false,
      logLevel: "silent",
      build: {
        write: false,
        minify: "oxc",
        target: "es2022",
        modulePreload: false,
        rolldownOptions: { input: entry, preserveEntrySignatures: "strict", external },
      },
    });
    const [output] = Array.isArray(result) ? result : [result];
    if (output === undefined || !("output" in output)) throw new Error("The build has an output.");
    chunks = output.output.flatMap((file) => (file.type === "chunk" ? [file] : []));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}, 120_000);

/** What a page loads at once. */
function startingCode(): string {
  const wanted = chunks.filter(({ isEntry }) => isEntry);
  for (const { imports } of wanted)
    wanted.push(...chunks.filter((one) => imports.includes(one.fileName) && !wanted.includes(one)));
  return wanted.map(({ code }) => code).join("\n");
}

async function chunksOf(tag: string): Promise<readonly Chunk[]> {
  const { unconfirmed } = (await loadWords(tag)).labels;
  return chunks.filter(({ code }) => code.includes(unconfirmed));
}

describe("the built package", () => {
  it("starts with English words and those of no other language [UI-L11]", async () => {
    const code = startingCode();
    expect(code).toContain(english.labels.unconfirmed);
    for (const { tag } of languages.filter((one) => one.tag !== "en")) {
      expect([tag, code.includes((await loadWords(tag)).labels.unconfirmed)]).toEqual([tag, false]);
    }
  });

  it.each(languages.filter(({ tag }) => tag !== "en"))(
    "has $wireName in one module of its own, of at most 2.3 KB gzipped [UI-L11] [PF10]",
    async ({ tag }) => {
      const [chunk, ...more] = await chunksOf(tag);
      expect(more).toEqual([]);
      expect(chunk?.imports).toEqual([]);
      expect(gzipSync(chunk?.code ?? "", { level: 9 }).length).toBeLessThanOrEqual(2300);
      const others = languages.filter((one) => one.tag !== tag);
      const guests = await Promise.all(
        others.map(async (one) => (await chunksOf(one.tag)).some((found) => found === chunk)),
      );
      expect(guests).not.toContain(true);
    },
  );
});
