import { createRequire } from "node:module";
import { bundle, sentSize } from "../../scripts/bundle-size.ts";

const react = ["react", "react/jsx-runtime", "react-dom", "react-dom/client"];
const { resolve } = createRequire(import.meta.url);
const at = (name: string): string => JSON.stringify(resolve(name));
const entry = (name: string): string => JSON.stringify(new URL(import.meta.resolve(name)).pathname);

/** What an application imports for both layers. */
const sources: Readonly<Record<string, string>> = {
  NoticeConsent: `import ${entry("@notice-consent/react/styles.css")}; export { NoticeConsent } from ${entry("@notice-consent/react/modal")};`,
  NoticeConsentInline: `import ${entry("@notice-consent/react/styles.css")}; export { NoticeConsentInline } from ${entry("@notice-consent/react/inline")};`,
  c15t: `import ${entry("@c15t/react/styles.css")}; export { ConsentBanner, ConsentDialog, ConsentManagerProvider } from ${entry("@c15t/react")};`,
  Klaro: `import ${at("klaro/dist/klaro.css")}; import * as klaro from ${at("klaro/dist/klaro-no-css.js")}; export const { setup, show } = klaro;`,
  "vanilla-cookieconsent": `import ${at("vanilla-cookieconsent/dist/cookieconsent.css")}; export * from ${at("vanilla-cookieconsent/dist/cookieconsent.esm.js")};`,
};

/** Bytes of script and of styles, gzipped, without React; for ours with the dialog's piece. */
export async function bytesOf(name: string): Promise<{ readonly script: number; readonly styles: number }> {
  const { first, later, styles } = await bundle(sources[name] ?? "", react);
  const dialog = later.filter((chunk) => chunk.name === "consent-dialog");
  return { script: sentSize([...first, ...dialog].map(({ code }) => code)), styles: sentSize(styles) };
}
