import { basename } from "node:path";

import { expect, it } from "vitest";

import { guidePaths, readGuide, withCode } from "./guides/included-code.ts";

it.each(guidePaths().map((path) => [basename(path), path]))(
  "shows in the guide %s the code that runs; `npx tsx scripts/guides.ts` puts it there again",
  (_, path) => {
    expect(readGuide(path)).toBe(withCode(readGuide(path)));
  },
);

it("finds a source that has changed, and links it", () => {
  const guide = "<!-- code: package.json -->\n\n```json\n{}\n```\n\n<!-- /code -->";
  expect(withCode(guide)).toContain('"packageManager"');
  expect(withCode(guide)).toContain("[`package.json`](../../package.json)");
});
