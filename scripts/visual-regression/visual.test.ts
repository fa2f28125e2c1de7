// Photographs the stories tagged `vrt` and holds them against the pictures in `baselines/`.
// `VISUAL=update pnpm test --project visual` takes the pictures anew.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openCamera, views, type Camera } from "./camera.ts";
import { startStaticStorybook, type StaticStorybook } from "./static-storybook.ts";

const baselines = join(import.meta.dirname, "baselines");
const differences = join(import.meta.dirname, "differences");
const keyFile = join(baselines, "key.txt");
const isUpdate = process.env["VISUAL"] === "update";
/** Share of pixels that may differ where the bytes do. */
const tolerance = 0.0001;

let storybook: StaticStorybook;
let camera: Camera;

beforeAll(async () => {
  [storybook, camera] = await Promise.all([startStaticStorybook(), openCamera()]);
  rmSync(differences, { recursive: true, force: true });
}, 300_000);

afterAll(async () => {
  storybook.close();
  await camera.close();
});

describe("the stories look as they did", () => {
  it("in every view, to the byte [SB5]", { timeout: 600_000 }, async () => {
    const stories = storybook.storiesWith("vrt");
    expect(stories.length).toBeGreaterThan(20);
    if (isUpdate) return takeAnew(stories);
    const key = existsSync(keyFile) ? readFileSync(keyFile, "utf8").trim() : "nothing";
    const isComparable = key === camera.key;
    const faults: string[] = [];
    for (const story of stories) {
      for (const view of views) {
        const name = `${story}.${view.name}.png`;
        const fault = await faultOf(name, () => camera.shoot(storybook.url, story, view));
        if (fault !== undefined) faults.push(fault);
      }
    }
    if (isComparable) expect(faults).toEqual([]);
    else {
      console.warn(
        `The pictures are of ${key}, this is ${camera.key}: ${faults.length} differ, which says nothing here.`,
      );
    }
    return undefined;
  });

  it("is built without a warning and opens offline [SB4]", async () => {
    expect(storybook.output.split("\n").filter((line) => /\bwarn/iu.test(line))).toEqual([]);
    for (const view of views) await camera.shoot(storybook.url, "start-welcome--looks", view);
    expect(camera.outside).toEqual([]);
  });

  it("has no picture of a story that is gone [SB5]", () => {
    const names = storybook.storiesWith("vrt").flatMap((story) => views.map(({ name }) => `${story}.${name}.png`));
    const kept = existsSync(baselines) ? readdirSync(baselines).filter((name) => name.endsWith(".png")) : [];
    expect(kept.filter((name) => !names.includes(name))).toEqual([]);
  });
});

async function faultOf(name: string, shoot: () => Promise<Buffer>): Promise<string | undefined> {
  const file = join(baselines, name);
  if (!existsSync(file)) return `${name} has no picture yet.`;
  const before = readFileSync(file);
  const now = await shoot();
  if (now.equals(before)) return undefined;
  // On a busy machine a frame may come late; a page that looks different does so twice.
  const again = await shoot();
  if (again.equals(before)) return undefined;
  const { share, picture } = await camera.compare(before, again);
  if (share <= tolerance) return undefined;
  mkdirSync(differences, { recursive: true });
  writeFileSync(join(differences, name), picture);
  return `${name} differs in ${(share * 100).toFixed(3)} % of its pixels; see differences/.`;
}

async function takeAnew(stories: readonly string[]): Promise<void> {
  rmSync(baselines, { recursive: true, force: true });
  mkdirSync(baselines, { recursive: true });
  for (const story of stories) {
    for (const view of views) {
      writeFileSync(join(baselines, `${story}.${view.name}.png`), await camera.shoot(storybook.url, story, view));
    }
  }
  writeFileSync(keyFile, `${camera.key}\n`);
}
