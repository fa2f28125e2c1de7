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
    layout: "fullscreen",
    viewport: {
      options: {
        phone: { name: "Phone", styles: { width: "390px", height: "844px" }, type: "mobile" },
        tablet: { name: "Tablet", styles: { width: "768px", height: "1024px" }, type: "tablet" },
        desktop: { name: "Desktop", styles: { width: "1280px", height: "800px" }, type: "desktop" },
        zoomed: { name: "400 % zoom", styles: { width: "320px", height: "256px" }, type: "desktop" },
      },
    },
  },
  globalTypes: {
    theme: {
      description: "Light or dark",
      toolbar: { icon: "contrast", items: ["auto", "light", "dark"], dynamicTitle: true },
    },
    density: {
      description: "Density",
      toolbar: { icon: "menu", items: ["comfortable", "compact"], dynamicTitle: true },
    },
    language: {
      description: "First language",
      toolbar: { icon: "globe", items: ["en", "hi", "ta", "ur"], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: "auto", density: "comfortable", language: "en" },
});
