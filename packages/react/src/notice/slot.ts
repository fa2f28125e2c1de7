/** Every part that can be styled: the value of its `data-nc` and the key in `classNames`. */
export const slots = [
  "root",
  "overlay",
  "dialog",
  "body",
  "header",
  "logo",
  "title",
  "close",
  "languageField",
  "language",
  "summary",
  "status",
  "trouble",
  "news",
  "skipLink",
  "text",
  "information",
  "review",
  "purposes",
  "purposesTitle",
  "purposesNote",
  "purposesGroup",
  "purpose",
  "purposeHead",
  "purposeToggle",
  "purposeName",
  "purposeText",
  "purposeTerms",
  "mark",
  "changes",
  "details",
  "purposeCount",
  "elements",
  "element",
  "elementToggle",
  "elementName",
  "elementText",
  "required",
  "missing",
  "links",
  "footer",
  "actions",
  "decline",
  "save",
  "accept",
  "confirm",
  "skeleton",
  "failure",
  "buttons",
  "retry",
  "recorded",
  "tick",
  "saved",
  "change",
  "withdraw",
  "undo",
  "receipt",
  "receiptToggle",
  "trigger",
] as const;

export type Slot = (typeof slots)[number];

/** Class names of the host by slot. */
export type ClassNames = Partial<Readonly<Record<Slot, string>>>;

/** What a part hangs its looks on: its name, unless the notice is unstyled, and the host's class. */
export interface Piece {
  readonly "data-nc"?: string;
  readonly "data-part"?: string;
  readonly className: string | undefined;
}

/**
 * Names the elements of a notice. An unstyled notice says `data-part` where our stylesheet looks for `data-nc`;
 * everything else about it is the same.
 */
export function naming(classNames: ClassNames | undefined, unstyled: boolean): (slot: Slot) => Piece {
  const name = unstyled ? "data-part" : "data-nc";
  return (slot) => ({ [name]: slot, className: classNames?.[slot] });
}
