// Klaro in its own look, which is dark by day too.
import "klaro/dist/klaro.css";
import * as klaro from "klaro/dist/klaro-no-css";
import { atOpener, words } from "./words.ts";

const config = {
  version: 1,
  acceptAll: true,
  lang: "en",
  translations: {
    en: {
      privacyPolicyUrl: "/privacy",
      purposes: Object.fromEntries(
        words.purposes.map(({ id, name, text }) => [id, { title: name, description: text }]),
      ),
    },
  },
  services: words.purposes.map(({ id, name, text, required }) => ({
    name: id,
    title: name,
    description: text,
    purposes: [id],
    required,
  })),
};

klaro.setup(config);
atOpener(() => klaro.show(config, true));
