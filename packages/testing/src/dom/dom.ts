export { actionOf, findAction } from "./actions.ts";
export { backdropOf, contrastOf, inkOf, readColour, textContrastOf } from "./contrast.ts";
export { isCovered } from "./covered.ts";
export { effortDuring, effortOf } from "./effort.ts";
export { consentMatchers } from "./matchers.ts";
export { watchPage } from "./page-watch.ts";
export { parityFaults, parityOf } from "./parity.ts";

export type { ActName } from "./actions.ts";
export type { Colour } from "./contrast.ts";
export type { Effort } from "./effort.ts";
export type { ConsentMatchers } from "./matchers.ts";
export type { PageWatch } from "./page-watch.ts";
export type { ActionFigures, ParityFigures } from "./parity.ts";
