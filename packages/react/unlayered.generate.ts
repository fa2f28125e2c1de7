// Writes `src/styles.unlayered.css` from `src/styles.css`: `tsx unlayered.generate.ts`. A test holds the two together.
import { readFileSync, writeFileSync } from "node:fs";

/** As much as one class, and true of every element: nothing carries this attribute. */
const oneClass = ":not([data-nc-never])";

/** The stylesheet without layers, its parts as specific as one class, for pages whose own reset is unlayered. */
export function unlayered(css: string): string {
  const [order = "", ...layers] = css.split(/^@layer /mu).slice(1);
  const bodies = layers.map((layer) => {
    const name = layer.slice(0, layer.indexOf(" {"));
    const body = layer
      .slice(layer.indexOf("{") + 1, layer.lastIndexOf("}"))
      .replaceAll(/^ {2}/gmu, "")
      .trim();
    // Tokens and resets stay weak: every part, and every reset of the page, may come before them.
    return name === "nc.tokens" || name === "nc.base"
      ? body
      : body.replaceAll(/^(\s*):where\(/gmu, `$1${oneClass}:where(`);
  });
  if (!order.includes("nc.tokens")) throw new Error("styles.css has to begin with the order of its layers.");
  return `/* Generated from styles.css. */\n\n${bodies.join("\n\n")}\n`;
}

if (import.meta.filename === process.argv[1]) {
  const source = new URL("src/styles.css", import.meta.url);
  writeFileSync(new URL("src/styles.unlayered.css", import.meta.url), unlayered(readFileSync(source, "utf8")));
}
