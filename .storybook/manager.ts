import { addons } from "storybook/manager-api";
import { create } from "storybook/theming";

const base = {
  brandTitle: "Notice and consent",
  brandUrl: "./",
  fontBase: 'system-ui, "Segoe UI", "Noto Sans", sans-serif',
  fontCode: "ui-monospace, SFMono-Regular, Menlo, monospace",
  appBorderRadius: 8,
  colorPrimary: "#14557b",
  colorSecondary: "#14557b",
} as const;

const isDark = matchMedia("(prefers-color-scheme: dark)").matches;

addons.setConfig({
  theme: create(isDark ? { base: "dark", ...base, colorSecondary: "#4c9ccb" } : { base: "light", ...base }),
  sidebar: { showRoots: true },
  // These pages are whole by themselves.
  layoutCustomisations: {
    showPanel: ({ storyId }, isShown) => isShown && !/^(?:start|theming-designer)-/u.test(storyId),
  },
});
