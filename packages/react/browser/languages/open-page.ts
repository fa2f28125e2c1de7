import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright";
import { build } from "vite";

const address = "http://languages.test/";

/** A page on which `window.show` puts a notice into a language. Nothing leaves the browser: its files are answered here. */
export async function openLanguagesPage(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
  const files = await buildPage();
  const page = await browser.newPage({ viewport });
  await page.route(`${address}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const file = files.get(name === "" ? "index.html" : name);
    if (file === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ body: file, contentType: contentTypeOf(name) });
  });
  await page.goto(address);
  await page.waitForFunction(() => typeof window.show === "function");
  return page;
}

async function buildPage(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    mode: "development",
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"' },
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
  if (output === undefined || !("output" in output)) throw new Error("The build has an output.");
  const files = new Map<string, string>();
  for (const file of output.output) files.set(file.fileName, file.type === "chunk" ? file.code : String(file.source));
  files.set(
    "index.html",
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><body><script type="module" src="page.js"></script>',
  );
  return files;
}

function contentTypeOf(name: string): string {
  if (name.endsWith(".css")) return "text/css";
  return name.endsWith(".js") ? "text/javascript" : "text/html";
}
