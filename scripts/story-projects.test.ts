import { expect, it } from "vitest";

import { storyProjects } from "../.storybook/story-projects.ts";

const instancesOf = (deep: boolean): string[] =>
  storyProjects(undefined, deep).flatMap(({ test }) => test?.browser?.instances?.map(({ name = "" }) => name) ?? []);

it("plays every story once, and those that stand for the rest in each mode and on the real service [SB1] [SB10]", () => {
  expect(instancesOf(false)).toEqual([
    "stories (light)",
    "stories-modes (dark)",
    "stories-modes (forced-colours)",
    "stories-modes (right-to-left)",
    "stories-live (light)",
  ]);
});

it("plays the whole product of looks, modes and languages in the deep run [UI-X1]", () => {
  const deep = instancesOf(true).filter((name) => /-(?:en|hi|ur) /u.test(name));
  expect(new Set(deep).size).toBe(7 * 3 * 3);
});

it("opens no page for a file without a story of the tag", () => {
  const live = storyProjects(undefined, false).find(({ test }) => test?.name === "stories-live");
  expect(live?.test?.exclude).toContain("packages/react/stories/states/size.stories.tsx");
  expect(live?.test?.exclude).not.toContain("packages/react/stories/recipes/flows.stories.tsx");
});
