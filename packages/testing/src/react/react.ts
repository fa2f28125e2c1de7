export { renderWithConsent } from "./render-with-consent.tsx";

export type { RenderedConsent, RenderWithConsentOptions } from "./render-with-consent.tsx";
