import type { Page } from "playwright";

/** One of the libraries, and where its controls are. */
export interface Subject {
  readonly name: string;
  /** Its page in `pages`, and what the page is asked. */
  readonly page: string;
  readonly query: string;
  readonly hasDark: boolean;
  /** What the page opens with. */
  readonly first: Layer;
  /** Where purposes are chosen one by one; absent where the first layer is that. */
  readonly preferences?: Layer & {
    /** Leads there from the first layer. */
    readonly by: string;
  };
  /** The boxes of the purposes that are granted when the last one is refused. */
  readonly boxes: readonly string[];
  readonly save: string;
  /** Closes the preferences where Escape does not. */
  readonly close: string;
}

/** One dialog or banner. */
export interface Layer {
  readonly root: string;
  readonly accept: string;
  readonly decline: string;
}

const ours = {
  page: "ours.tsx",
  hasDark: true,
  boxes: ["[data-nc=purposeToggle] >> nth=0", "[data-nc=purposeToggle] >> nth=1"],
  save: "[data-act=save]",
  close: "[data-nc=close]",
};
const ourActs = { accept: "[data-act=accept]", decline: "[data-act=decline]" };

export const subjects: readonly Subject[] = [
  { ...ours, name: "NoticeConsent", query: "", first: { root: "[data-nc=dialog]", ...ourActs } },
  {
    ...ours,
    name: "NoticeConsentInline",
    query: "inline&kept",
    first: { root: "section[data-nc=root]", ...ourActs },
  },
  {
    name: "c15t",
    page: "c15t.tsx",
    query: "",
    hasDark: true,
    first: {
      root: "[data-testid=consent-banner-root]",
      accept: "[data-testid=consent-banner-accept-button]",
      decline: "[data-testid=consent-banner-reject-button]",
    },
    preferences: {
      by: "[data-testid=consent-banner-customize-button]",
      root: "[data-testid=consent-dialog-root]",
      accept: "dialog >> role=button[name='Accept All']",
      decline: "dialog >> role=button[name='Reject All']",
    },
    boxes: ["[data-testid=consent-widget-switch-measurement]"],
    save: "dialog >> role=button[name='Save Settings']",
    close: "dialog >> role=button[name='Save Settings']",
  },
  {
    name: "Klaro",
    page: "klaro.ts",
    query: "",
    hasDark: false,
    first: {
      root: "#klaro-cookie-notice",
      accept: "#klaro-cookie-notice .cm-btn-success",
      decline: "#klaro-cookie-notice .cn-decline",
    },
    preferences: {
      by: "#klaro-cookie-notice .cn-learn-more",
      root: ".cm-modal",
      accept: ".cm-btn-accept-all",
      decline: ".cm-modal .cn-decline",
    },
    boxes: ["#purpose-item-measurement"],
    save: ".cm-btn-accept",
    close: ".cm-header .hide",
  },
  {
    name: "vanilla-cookieconsent",
    page: "cookieconsent.ts",
    query: "",
    hasDark: true,
    first: { root: ".cm", accept: ".cm [data-role=all]", decline: ".cm [data-role=necessary]" },
    preferences: {
      by: ".cm [data-role=show]",
      root: ".pm",
      accept: ".pm [data-role=all]",
      decline: ".pm [data-role=necessary]",
    },
    boxes: [".section__toggle[value=measurement]"],
    save: ".pm [data-role=save]",
    close: ".pm__close-btn",
  },
];

/** Waits for the first layer and, if asked, goes on to the preferences; the layer that stands. */
export async function reach(page: Page, { first, preferences }: Subject, isPreferences: boolean): Promise<Layer> {
  await page.locator(first.root).waitFor();
  await still(page);
  if (!isPreferences || preferences === undefined) return first;
  await page.locator(preferences.by).click();
  await page.locator(preferences.root).waitFor();
  await still(page);
  return preferences;
}

/** Until movements have ended. */
export async function still(page: Page): Promise<void> {
  await page.waitForTimeout(700);
}
