import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";

import { root } from "../run.ts";

const folder = join(root, "docs/guides");
/** `<!-- code: path -->`, whatever is there, `<!-- /code -->`. */
const included = /<!-- code: (?<path>[^\n]+?) -->[^]*?<!-- \/code -->/gu;

/** The guides, by their paths on this machine. */
export function guidePaths(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
}

export function readGuide(path: string): string {
  return readFileSync(path, "utf8");
}

/** A guide with the code as its sources have it now, each below a link to its file. Throws for a source that is not there. */
export function withCode(guide: string): string {
  return guide.replace(included, (_whole, path: string) => {
    const code = readFileSync(join(root, path), "utf8").trimEnd();
    // As text, a formatter leaves what is not ours as it was published.
    const language = path.endsWith(".txt") ? "text" : extname(path).slice(1);
    const target = relative(folder, join(root, path));
    const link = `[\`${path}\`](${/[()]/u.test(target) ? `<${target}>` : target})`;
    return `<!-- code: ${path} -->\n\n${link}\n\n\`\`\`${language}\n${code}\n\`\`\`\n\n<!-- /code -->`;
  });
}
