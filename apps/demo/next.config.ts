import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants.js";

const distDir = process.env["DEMO_DIST_DIR"];

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

/** Routes and hooks of the bench end in `.bench.ts`; only the development server knows that ending. */
function benchOf(phase: string): NextConfig {
  if (phase !== PHASE_DEVELOPMENT_SERVER) return { pageExtensions: ["tsx", "ts"] };
  // The bench asks once a second what is new.
  const ignore = [/^\/bench$/];
  // It reads answers along, which it could not if they were compressed.
  return { pageExtensions: ["bench.ts", "tsx", "ts"], compress: false, logging: { incomingRequests: { ignore } } };
}

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // Several servers of one checkout (a demo and its tests) need a folder each; types are checked once, by `typecheck`.
  ...(distDir !== undefined && { distDir, typescript: { ignoreBuildErrors: true } }),
  transpilePackages: [
    "@notice-consent/client",
    "@notice-consent/contract",
    "@notice-consent/hooks",
    "@notice-consent/react",
    "@notice-consent/server",
  ],
  serverExternalPackages: ["@electric-sql/pglite"],
  headers: async () => [
    // The development server sends some scripts of its own as JSON, which nosniff would refuse.
    { source: "/((?!_next/).*)", headers: everywhere },
    { source: "/api/:path*", headers: [{ key: "Cache-Control", value: "no-store" }] },
  ],
};

export default (phase: string): NextConfig => ({ ...config, ...benchOf(phase) });
