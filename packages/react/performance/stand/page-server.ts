import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

/** A server of the bench page. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Bundles the bench page into a folder as a host would for its visitors, names of functions kept, and serves it. */
export async function serveBench(folder: string): Promise<PageServer> {
  const root = fileURLToPath(new URL("../page", import.meta.url));
  const shared = { root, configFile: false, logLevel: "error" } as const;
  await build({
    ...shared,
    define: { "process.env.NODE_ENV": '"production"' },
    // The tests' own environment is none for production.
    oxc: { jsx: { runtime: "automatic", development: false } },
    build: { outDir: folder, emptyOutDir: true, minify: false, reportCompressedSize: false },
  });
  const server = await preview({ ...shared, build: { outDir: folder }, preview: { host: "127.0.0.1", port: 0 } });
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error("The bench page has no address.");
  return { url, close: () => server.close() };
}
