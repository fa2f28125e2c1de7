import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  transpilePackages: [
    "@notice-consent/client",
    "@notice-consent/contract",
    "@notice-consent/hooks",
    "@notice-consent/react",
    "@notice-consent/server",
  ],
  serverExternalPackages: ["@electric-sql/pglite"],
};

export default config;
