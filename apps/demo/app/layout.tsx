import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import { SiteFooter } from "../parts/site-footer.tsx";
import "./globals.css";
import "@notice-consent/react/styles.css";
import "../companies/themes.css";

export const metadata: Metadata = {
  title: { default: "Palash Bank", template: "%s · Palash Bank" },
  description: "A savings account that asks before it takes. A demonstration of notice and consent.",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f6f4" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1413" },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        {children}
        <SiteFooter />
        {await bench()}
      </body>
    </html>
  );
}

/** The QA bench, where `pnpm demo` runs; what a build leaves out is not even in its files. */
async function bench(): Promise<ReactNode> {
  if (process.env.NODE_ENV !== "development" || process.env["BENCH_SECRET"] === undefined) return null;
  const { BenchFrame } = await import("../bench/panel/bench-frame.tsx");
  return <BenchFrame />;
}
