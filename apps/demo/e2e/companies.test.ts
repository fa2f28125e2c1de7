import { describe, expect, it } from "vitest";

import { companies, companyNames } from "../companies/company.ts";
import { expectAccessible } from "./stack/accessible.ts";
import { setScene } from "./stack/scene.ts";
import { newVisitor } from "./stack/visitor.ts";

const scene = setScene();
const pages = ["/", ...companyNames.map((name) => companies[name].path)];

describe.each(["light", "dark"] as const)("the companies in the %s scheme", (colorScheme) => {
  it.each([320, 768, 1280])("have no fault that axe finds, at %i px [UI-X1] [UI-X6]", async (width) => {
    const visitor = await newVisitor(scene.browser, scene.stack.demoUrl, {
      colorScheme,
      viewport: { width, height: 800 },
    });
    for (const path of pages) {
      await visitor.visit(path);
      await expectAccessible(visitor.page, path);
    }
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

describe("the companies", () => {
  it("lead to every flow by keyboard alone [I-N7]", async () => {
    const { page } = scene.visitor;
    for (const name of companyNames) {
      for (const { path, name: text } of companies[name].flows) {
        await scene.visitor.visit("/");
        for (let presses = 0; presses < 40; presses += 1) {
          await page.keyboard.press("Tab");
          if ((await page.evaluate(() => document.activeElement?.textContent)) === text) break;
        }
        const target = await page.evaluate(() => document.activeElement?.getAttribute("href"));
        expect({ text, target }).toEqual({ text, target: path });
      }
    }
  });

  it("differ by tokens alone: each gives the notice a look of its own, on its page and for what stands above it", async () => {
    const { page } = scene.visitor;
    const looks: string[] = [];
    for (const name of companyNames) {
      await scene.visitor.visit(companies[name].path);
      looks.push(
        await page.evaluate(() => {
          const style = getComputedStyle(document.body);
          return ["--nc-accent", "--nc-radius", "--paper"].map((token) => style.getPropertyValue(token)).join();
        }),
      );
    }
    expect(new Set(looks).size).toBe(companyNames.length);
  });
});
