/** Colours of a button; hex, `rgb()` or `rgba()`. */
export interface ButtonColours {
  readonly backgroundColor?: string | undefined;
  readonly textColor?: string | undefined;
  readonly borderColor?: string | undefined;
}

/** Colours of the language switch. */
export interface LanguageColours extends ButtonColours {
  readonly selectedBackgroundColor?: string | undefined;
  readonly selectedTextColor?: string | undefined;
}

/** The colours of a look, under the names of existing code. */
export interface ColourSettings {
  readonly button?:
    | {
        readonly accept?: ButtonColours | undefined;
        readonly acceptAll?: ButtonColours | undefined;
        readonly acceptSelected?: ButtonColours | undefined;
        readonly decline?: ButtonColours | undefined;
        readonly language?: LanguageColours | undefined;
      }
    | undefined;
  readonly link?: string | undefined;
  readonly backgroundColor?: string | undefined;
  readonly surfaceColor?: string | undefined;
  readonly headingColor?: string | undefined;
  readonly textColor?: string | undefined;
  readonly mutedTextColor?: string | undefined;
  readonly borderColor?: string | undefined;
  readonly overlayColor?: string | undefined;
  readonly toggle?:
    | {
        readonly onColor?: string | undefined;
        readonly offColor?: string | undefined;
        readonly knobColor?: string | undefined;
      }
    | undefined;
}

/**
 * The `settings` of existing code. Tokens say the same and more; whatever a setting says, all actions stay alike.
 * What cannot be read is left out by itself. Lengths are pixels: `12`, `"12"` or `"12px"`.
 */
export interface Settings extends ColourSettings {
  readonly borderRadius?: string | number | undefined;
  readonly font?: string | undefined;
  readonly maxWidth?: string | number | undefined;
  readonly logoSize?: string | number | undefined;
  readonly textScale?: "sm" | "md" | "lg" | undefined;
  readonly theme?: string | undefined;
  readonly controlStyle?: "checkbox" | "switch" | undefined;
  readonly mobileLayout?: "modal" | "sheet" | undefined;
  readonly desktopPosition?: "center" | "bottom-right" | "bottom-left" | "bottom-bar" | undefined;
  readonly backdrop?: "dim" | "none" | undefined;
  readonly phoneFooter?: "stacked" | "paired" | undefined;
  readonly selectionControl?: "checkbox" | "radio" | "dropdown" | undefined;
  readonly collapsibleSections?: boolean | undefined;
  readonly motion?: boolean | undefined;
  readonly confirmBeforeSubmit?: boolean | undefined;
  readonly autoDark?: boolean | undefined;
  readonly darkPalette?: ColourSettings | undefined;
  readonly ttsHighlight?: ButtonColours | undefined;
}
