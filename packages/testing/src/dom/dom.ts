export { actionOf, findAction } from "./actions.ts";
export { contrastOf, parityFaults } from "@notice-consent/contract";
export { backdropOf, inkOf, readColour, textContrastOf } from "./contrast.ts";
export { isCovered } from "./covered.ts";
export { effortDuring, effortOf } from "./effort.ts";
export { consentMatchers } from "./matchers.ts";
export { watchPage } from "./page-watch.ts";
export { parityOf } from "./parity.ts";

export type { ActionFigures, Colour, ParityFigures } from "@notice-consent/contract";
export type { ActName } from "./actions.ts";
export type { Effort } from "./effort.ts";
export type { ConsentMatchers } from "./matchers.ts";
export type { PageWatch } from "./page-watch.ts";
