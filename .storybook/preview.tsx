import addonA11y from "@storybook/addon-a11y";
import addonDocs from "@storybook/addon-docs";
import addonVitest from "@storybook/addon-vitest";
import { definePreview } from "@storybook/react-vite";
import addonMsw from "msw-storybook-addon";
import { configure, expect, waitFor } from "storybook/test";
import { watchPage } from "@notice-consent/testing/dom";
import { dressPage } from "./page.ts";
import { startWorker, takeUnmocked } from "./requests.ts";
import { playScene } from "./scenes.ts";
import { integrationOf } from "./snippet.ts";
import { globalTypes, initialGlobals } from "./toolbar.ts";
import "@notice-consent/react/styles.css";
import "@notice-consent/react/presets/layouts.css";
import "./page.css";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 });

/** With forced colours the browser paints its own, and axe would read the ones of the stylesheet behind them. */
const paintsOwnColours = window.matchMedia("(forced-colors: active)").matches;

let watch: ReturnType<typeof watchPage> | undefined;

export default definePreview({
  addons: [addonA11y(), addonDocs(), addonVitest(), addonMsw(startWorker)],
  // Each file of stories has a page of its own, which says what they are and how they are written.
  tags: ["autodocs"],
  beforeEach: ({ id, globals, parameters, msw }) => {
    dressPage(globals);
    playScene({ id, globals, scene: parameters["scene"], install: (...handlers) => msw?.use(...handlers) });
    takeUnmocked();
    watch = watchPage();
    return () => watch?.end();
  },
  // What has to be true of the page after every story, whatever it showed and did.
  afterEach: async () => {
    await waitFor(() => expect(watch?.faults()).toEqual([]), { timeout: 10_000 });
    await expect(takeUnmocked()).toEqual([]);
  },
  parameters: {
    a11y: {
      test: "error",
      options: {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        rules: { region: { enabled: true }, "color-contrast": { enabled: !paintsOwnColours } },
      },
    },
    controls: { matchers: { date: /At$/u }, expanded: true },
    docs: {
      toc: true,
      source: { type: "code", language: "tsx", transform: integrationOf },
      story: { inline: false, height: "560px" },
    },
    layout: "fullscreen",
    options: {
      storySort: {
        order: [
          "Start",
          ["Welcome", "Quick start"],
          "Playground",
          "Props",
          "States",
          "Languages",
          "Accessibility",
          "Recipes",
          "Theming",
          ["Designer", "Looks", "Tokens"],
          "Headless",
          "Changelog",
        ],
      },
    },
    viewport: {
      options: {
        phone: { name: "Phone", styles: { width: "390px", height: "844px" }, type: "mobile" },
        tablet: { name: "Tablet", styles: { width: "768px", height: "1024px" }, type: "tablet" },
        desktop: { name: "Desktop", styles: { width: "1280px", height: "800px" }, type: "desktop" },
        zoomed: { name: "400 % zoom", styles: { width: "320px", height: "256px" }, type: "desktop" },
      },
    },
  },
  globalTypes,
  initialGlobals,
});
