import { spawnSync } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import * as v from "valibot";

import { root } from "../run.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

const indexSchema = v.object({
  entries: v.record(
    v.string(),
    v.object({ id: v.string(), type: v.string(), tags: v.optional(v.array(v.string()), []) }),
  ),
});

/** A static build of Storybook on a free port of this machine. */
export interface StaticStorybook {
  readonly url: string;
  /** What the build said. */
  readonly output: string;
  /** The stories with a tag, by id. */
  readonly storiesWith: (tag: string) => readonly string[];
  readonly close: () => void;
}

/** Builds Storybook into a folder that is removed with it, and serves it. */
export async function startStaticStorybook(): Promise<StaticStorybook> {
  const folder = mkdtempSync(join(tmpdir(), "consent-storybook-"));
  const program = join(root, "node_modules/.bin/storybook");
  const built = spawnSync(program, ["build", "--quiet", "--output-dir", folder], { cwd: root, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`Storybook cannot be built.\n${built.stdout}\n${built.stderr}`);
  const { entries } = v.parse(indexSchema, JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));

  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const file = join(folder, path);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": contentTypes[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    output: `${built.stdout}${built.stderr}`,
    storiesWith: (tag) =>
      Object.values(entries)
        .filter(({ type, tags }) => type === "story" && tags.includes(tag) && !tags.includes("vrt:skip"))
        .map(({ id }) => id)
        .sort(),
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
