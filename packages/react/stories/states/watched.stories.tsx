import { expect } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { takeUnmocked } from "../../../../.storybook/requests.ts";

const meta = preview.meta({
  title: "States/Watched",
  // Shows nothing: it is there for the test alone.
  tags: ["!dev", "!autodocs"],
  render: () => <main>Nothing is asked of anybody whom no mock speaks for.</main>,
});

/** A request that no mock answers is noticed, so that no story rests on one. [SB6] */
export const AskedElsewhere = meta.story({
  play: async () => {
    await fetch("https://elsewhere.example/notice").catch(() => undefined);
    await expect(takeUnmocked()).toEqual(["GET https://elsewhere.example/notice"]);
  },
});
