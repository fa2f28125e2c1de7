import { expect } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { Welcome } from "../../../../.storybook/welcome.tsx";
import { eventually } from "../play.test-data.ts";
import { manyNotices, toolbarProps } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Start/Welcome",
  component: Welcome,
  parameters: { controls: { disable: true }, ...manyNotices },
  render: (_, context) => <Welcome theme={toolbarProps(context).theme} />,
});

/** What this is, and the same notice in each look. */
export const Looks = meta.story({
  tags: ["vrt"],
  args: { theme: "auto" },
  play: async () => {
    await eventually(() => expect(document.querySelectorAll('[data-nc="root"][data-state="asking"]')).toHaveLength(4));
  },
});
