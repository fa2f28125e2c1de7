import addonA11y from "@storybook/addon-a11y";
import addonDocs from "@storybook/addon-docs";
import addonVitest from "@storybook/addon-vitest";
import { definePreview } from "@storybook/react-vite";
import addonMsw from "msw-storybook-addon";

export default definePreview({
  addons: [addonA11y(), addonDocs(), addonVitest(), addonMsw()],
  parameters: {
    a11y: { test: "error" },
    controls: { matchers: { date: /At$/u } },
  },
});
