import { defineMain } from "@storybook/react-vite/node";

export default defineMain({
  framework: "@storybook/react-vite",
  stories: ["../packages/*/{src,stories}/**/*.stories.tsx", "../packages/*/stories/**/*.mdx"],
  addons: ["@storybook/addon-a11y", "@storybook/addon-docs", "@storybook/addon-vitest", "msw-storybook-addon"],
  // The service worker of the request mocks.
  staticDirs: [{ from: "../node_modules/msw/lib/mockServiceWorker.js", to: "/mockServiceWorker.js" }],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
});
