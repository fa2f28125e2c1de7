import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The strictest policy that leaves the page its service and its frames: no style, no sink, no eval, nothing inline. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src data:",
  "connect-src 'self' http://127.0.0.1:*",
  "frame-src http:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const types: Readonly<Record<string, string>> = { html: "text/html; charset=utf-8", js: "text/javascript" };

/** Bundles the bench page, with React's development build, whose warnings count. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL("../page", import.meta.url)),
    configFile: false,
    mode: "development",
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"' },
    build: { outDir: folder, emptyOutDir: true, minify: false, modulePreload: false, reportCompressedSize: false },
  });
}

/** A server of the bench page; `/elsewhere` is a page without it. */
export interface PageServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves what {@link buildPage} made, on a free port of this machine. */
export async function servePage(folder: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://page");
    const file = pathname === "/" ? "index.html" : pathname.slice(1);
    const headers = {
      "Content-Security-Policy": policy,
      "Content-Type": types[file.split(".").at(-1) ?? ""] ?? types["html"],
      // For the script of a page without an origin.
      "Access-Control-Allow-Origin": "*",
    };
    if (pathname === "/elsewhere") {
      response.writeHead(200, headers).end("<!doctype html><title>Elsewhere</title>");
      return;
    }
    readFile(join(folder, file)).then(
      (content) => response.writeHead(200, headers).end(content),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The page server has no port.");
  return {
    port: address.port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
