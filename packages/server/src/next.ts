export { prefetchConsent } from "./prefetch-consent.ts";

export type { PrefetchConsentOptions } from "./prefetch-consent.ts";
