/** The colours a look can name, under the keys of the wire. */
export const colourKeys = [
  "background",
  "surface",
  "heading",
  "text",
  "muted_text",
  "link",
  "border",
  "overlay",
  "accept_all_bg",
  "accept_all_text",
  "accept_bg",
  "accept_text",
  "decline_bg",
  "decline_text",
  "decline_border",
  "language_bg",
  "language_text",
  "toggle_on",
] as const;

export type ColourKey = (typeof colourKeys)[number];
export type Palette = Partial<Readonly<Record<ColourKey, string>>>;

/** What one source says about a look, read and clamped; what it does not say is absent. */
export interface Look {
  readonly palette: Palette;
  /** Absent unless a dark look is wanted and has a colour. */
  readonly dark?: Palette | undefined;
  /** Pixels, 0 to 28. */
  readonly radius?: number | undefined;
  /** Pixels, 320 to 960. */
  readonly maxWidth?: number | undefined;
  /** Pixels, 16 to 96. */
  readonly logoSize?: number | undefined;
  /** A factor of the font size. */
  readonly textScale?: number | undefined;
  readonly font?: string | undefined;
  readonly theme?: "light" | "dark" | undefined;
  readonly control?: "checkbox" | "switch" | undefined;
  readonly phone?: "modal" | "sheet" | undefined;
  readonly position?: "center" | "bottom-right" | "bottom-left" | "bottom-bar" | undefined;
  readonly backdrop?: "dim" | "none" | undefined;
  readonly folds?: boolean | undefined;
  readonly motion?: boolean | undefined;
  readonly confirms?: boolean | undefined;
}
