import { languages } from "@notice-consent/contract";
import type { definePreview } from "@storybook/react-vite";
import { looks } from "./looks.ts";

type GlobalTypes = NonNullable<Parameters<typeof definePreview>[0]["globalTypes"]>;

/** Where a test instance starts: the build puts it in; a person at Storybook starts from the defaults. */
declare const storyGlobals: Readonly<Record<string, string>> | undefined;
const given = typeof storyGlobals === "undefined" ? {} : storyGlobals;

/** What the toolbar offers. Each of them reaches a component through a prop, an attribute or a stylesheet. */
export const globalTypes: GlobalTypes = {
  brand: {
    description: "Look: a stylesheet of `presets/`",
    toolbar: {
      icon: "paintbrush",
      dynamicTitle: true,
      items: looks.map(({ name, title }) => ({ value: name, title })),
    },
  },
  theme: {
    description: "Light or dark: the `theme` prop",
    toolbar: {
      icon: "contrast",
      dynamicTitle: true,
      items: [
        { value: "auto", title: "Auto", icon: "contrast" },
        { value: "light", title: "Light", icon: "sun" },
        { value: "dark", title: "Dark", icon: "moon" },
      ],
    },
  },
  language: {
    description: "First language: the `language` prop",
    toolbar: {
      icon: "globe",
      dynamicTitle: true,
      items: [
        { value: "auto", title: "Browser’s language" },
        ...languages.map(({ tag, ownName, wireName, direction }) => ({
          value: tag,
          title: ownName === wireName ? ownName : `${ownName} (${wireName})`,
          right: direction === "rtl" ? "rtl" : tag,
        })),
      ],
    },
  },
  direction: {
    description: "Direction of the page round the notice; the notice follows its language",
    toolbar: {
      icon: "transfer",
      dynamicTitle: true,
      items: [
        { value: "auto", title: "Page: as the language" },
        { value: "ltr", title: "Page: left to right" },
        { value: "rtl", title: "Page: right to left" },
      ],
    },
  },
  density: {
    description: "The `density` prop",
    toolbar: {
      icon: "menu",
      dynamicTitle: true,
      items: [
        { value: "comfortable", title: "Comfortable" },
        { value: "compact", title: "Compact" },
      ],
    },
  },
  motion: {
    description: "Motion: `--nc-duration`; the system’s wish holds in any case",
    toolbar: {
      icon: "play",
      dynamicTitle: true,
      items: [
        { value: "auto", title: "Motion" },
        { value: "none", title: "No motion" },
      ],
    },
  },
  latency: {
    description: "How long every answer takes",
    toolbar: {
      icon: "timer",
      dynamicTitle: true,
      items: [
        { value: "0", title: "At once" },
        { value: "400", title: "0.4 s" },
        { value: "1500", title: "1.5 s" },
        { value: "5000", title: "5 s" },
      ],
    },
  },
  source: {
    description: "What answers: the mock in this page, or the real backend on PGlite",
    toolbar: {
      icon: "database",
      dynamicTitle: true,
      items: [
        { value: "mock", title: "Mock" },
        { value: "live", title: "Live backend" },
      ],
    },
  },
};

/** Where the toolbar starts. */
export const initialGlobals = {
  brand: "calm",
  theme: "auto",
  language: "en",
  direction: "auto",
  density: "comfortable",
  motion: "auto",
  latency: "0",
  source: "mock",
  ...given,
};
