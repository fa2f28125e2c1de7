// vanilla-cookieconsent in its default layout; its dark look is a class that the page sets.
import "vanilla-cookieconsent/dist/cookieconsent.css";
import * as CookieConsent from "vanilla-cookieconsent";
import { atOpener, words } from "./words.ts";

const { title, text, accept, decline, save, purposes } = words;
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("cc--darkmode");

void CookieConsent.run({
  // A driven browser counts as a robot otherwise.
  hideFromBots: false,
  categories: Object.fromEntries(
    purposes.map(({ id, required }) => [id, required ? { enabled: true, readOnly: true } : {}]),
  ),
  language: {
    default: "en",
    translations: {
      en: {
        consentModal: {
          title,
          description: text,
          acceptAllBtn: accept,
          acceptNecessaryBtn: decline,
          showPreferencesBtn: "Choose",
          footer: '<a href="/privacy">Privacy policy</a>',
        },
        preferencesModal: {
          title,
          acceptAllBtn: accept,
          acceptNecessaryBtn: decline,
          savePreferencesBtn: save,
          closeIconLabel: "Close",
          sections: [
            { description: text },
            ...purposes.map(({ id, name, text }) => ({ title: name, description: text, linkedCategory: id })),
          ],
        },
      },
    },
  },
});
atOpener(() => CookieConsent.showPreferences());
