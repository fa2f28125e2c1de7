import { dialogAttributes, DialogFrame } from "./dialog-frame.tsx";
import { openerOf, returnFocus } from "./focus-moments.ts";

/**
 * What the dialog uses of the code that the page has before it. Handed over and not imported there: what two chunks
 * import bundlers put into a third, which every visit would then have to fetch.
 */
export const dialogParts = { DialogFrame, dialogAttributes, openerOf, returnFocus };

export type DialogParts = typeof dialogParts;
