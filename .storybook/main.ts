import { defineMain } from "@storybook/react-vite/node";
import { liveSource } from "./live-source.ts";

export default defineMain({
  framework: "@storybook/react-vite",
  stories: ["../packages/*/stories/**/*.mdx", "../packages/*/{src,stories}/**/*.stories.tsx"],
  addons: ["@storybook/addon-a11y", "@storybook/addon-docs", "@storybook/addon-vitest", "msw-storybook-addon"],
  // The service worker of the request mocks.
  staticDirs: [
    { from: "../node_modules/msw/lib/mockServiceWorker.js", to: "/mockServiceWorker.js" },
    { from: "./static", to: "/" },
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  features: { experimentalTestSyntax: true },
  // Prop tables are read from our own types alone.
  typescript: { reactDocgen: "react-docgen" },
  viteFinal: (config) => ({
    ...config,
    plugins: [...(config.plugins ?? []), liveSource()],
    build: {
      ...config.build,
      // Whoever opens Storybook has a browser of today.
      target: "esnext",
      cssTarget: "esnext",
      // Storybook's own chunks are what they are.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        ...config.build?.rolldownOptions,
        checks: { ...config.build?.rolldownOptions?.checks, pluginTimings: false },
        onwarn(warning, warn) {
          // `'use client'` is for servers that render components; here there is none.
          if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
        },
      },
    },
  }),
});
