import { describe, expect, it } from "vitest";

import { type Breach, checkFiles, checkManifests } from "./boundary-rules.ts";

const rulesOf = (path: string, text: string): Breach["rule"][] => checkFiles([{ path, text }]).map(({ rule }) => rule);

describe("the boundary check", () => {
  it.each<[Breach["rule"], string, string]>([
    ["arrow", "packages/contract/src/a.ts", `import { b } from "@notice-consent/client";`],
    ["arrow", "packages/client/src/a.ts", `import type { B } from "@notice-consent/backend";`],
    ["arrow", "packages/hooks/src/a.ts", `export { b } from "@notice-consent/react";`],
    ["arrow", "packages/hooks/src/a.ts", `export * from "@notice-consent/react";`],
    ["arrow", "packages/react/src/a.tsx", `const b = await import("@notice-consent/server");`],
    ["arrow", "packages/server/src/a.ts", `import "@notice-consent/hooks";`],
    ["arrow", "packages/backend/src/a.ts", `import { b } from "@notice-consent/client";`],
    ["arrow", "packages/testing/src/a.ts", `import { b } from "@notice-consent/react";`],
    ["arrow", "apps/demo/app/page.tsx", `import { b } from "@notice-consent/backend/seed";`],
    ["arrow", "packages/client/src/a.ts", `import { b } from "@notice-consent/testing";`],
    ["arrow", "packages/react/src/a.test.tsx", `import { b } from "@notice-consent/backend";`],
    ["escape", "packages/client/src/a.ts", `import { b } from "../../contract/src/b.ts";`],
    ["react", "packages/client/src/a.ts", `import { useState } from "react";`],
    ["react", "packages/server/src/a.ts", `import { flushSync } from "react-dom";`],
    ["react", "packages/testing/src/a.ts", `import { jsx } from "react/jsx-runtime";`],
    ["forbidden", "packages/contract/src/a.ts", `import { z } from "zod";`],
    ["forbidden", "packages/react/src/a.ts", `import purify from "dompurify";`],
    ["forbidden", "packages/client/src/a.ts", `import { b } from "@notice-consent/contract/users-api";`],
    ["node", "packages/client/src/a.ts", `import { readFile } from "node:fs/promises";`],
    ["name", "packages/client/src/utils.ts", ""],
    ["name", "packages/client/src/shared/a.ts", ""],
    ["name", "packages/client/src/types.test.ts", ""],
    ["barrel", "packages/react/src/notice/index.ts", ""],
    ["directive", "packages/hooks/src/index.ts", `'use client';\nexport { a } from "./a.ts";`],
  ])("reports %s in %s: %s", (rule, path, text) => {
    expect(rulesOf(path, text)).toEqual([rule]);
  });

  it.each([
    ["packages/client/src/a.ts", `import { b } from "@notice-consent/contract"; import { c } from "./b/c.ts";`],
    ["packages/client/src/a.test.ts", `import { b } from "@notice-consent/testing";`],
    ["packages/react/src/a.stories.tsx", `import p from "../../../.storybook/preview.tsx"; import "react";`],
    ["packages/react/src/a.stories.tsx", `import { b } from "@notice-consent/backend/seed";`],
    ["packages/testing/src/react.tsx", `import { useState } from "react";`],
    ["packages/testing/src/a.ts", `import { b } from "@notice-consent/backend/seed";`],
    ["packages/backend/src/seed/index.ts", `import { b } from "node:fs";`],
    ["packages/hooks/src/a.ts", `'use client';\n// import "zod"\nconst text = 'from "axios"';`],
    ["packages/contract/openapi.generate.ts", `import { b } from "node:fs";`],
    ["packages/react/src/notice/index.parts.ts", `export { b } from "./b.tsx";`],
  ])("finds nothing wrong with %s: %s", (path, text) => {
    expect(rulesOf(path, text)).toEqual([]);
  });

  it("reports a library that a browser package may not ship", () => {
    const breaches = checkManifests([
      { folder: "packages/client", dependencies: ["@notice-consent/contract", "lodash"] },
      { folder: "packages/react", dependencies: ["@radix-ui/react-dialog"] },
      { folder: "packages/backend", dependencies: ["hono"] },
    ]);
    expect(breaches.map(({ rule, path }) => [rule, path])).toEqual([["dependency", "packages/client/package.json"]]);
  });

  it("reports a lock that is stolen [R-A11]", () => {
    const text = `navigator.locks.request("a", { steal: true }, () => {});`;
    expect(rulesOf("packages/client/src/a.ts", text)).toEqual(["steal"]);
  });
});
