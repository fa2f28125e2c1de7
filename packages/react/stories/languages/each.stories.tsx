import { NoticeConsent } from "@notice-consent/react";
import { scenario } from "@notice-consent/testing/msw";
import { fn } from "storybook/test";
import preview from "../../../../.storybook/preview.tsx";
import { modalOnPage } from "../modal-stage.test-data.tsx";
import { readsIn } from "./reads-in.test-data.ts";
import { everyLanguage, inScene } from "../stage.test-data.tsx";

const meta = preview.meta({
  title: "Languages/Each of the 23",
  component: NoticeConsent,
  parameters: inScene((init) => scenario("must-ask", { ...init, notice: everyLanguage })),
  args: { onAccept: fn(), onDecline: fn(), onError: fn() },
  render: modalOnPage,
});

export const English = meta.story({ globals: { language: "en" }, play: readsIn("en") });

export const Assamese = meta.story({ globals: { language: "as" }, play: readsIn("as") });

export const Bengali = meta.story({ globals: { language: "bn" }, play: readsIn("bn") });

export const Bodo = meta.story({ globals: { language: "brx" }, play: readsIn("brx") });

export const Dogri = meta.story({ globals: { language: "doi" }, play: readsIn("doi") });

export const Gujarati = meta.story({ globals: { language: "gu" }, play: readsIn("gu") });

export const Hindi = meta.story({
  tags: ["vrt"],
  globals: { language: "hi" },
  play: readsIn("hi"),
});

export const Kannada = meta.story({ globals: { language: "kn" }, play: readsIn("kn") });

export const Kashmiri = meta.story({ globals: { language: "ks" }, play: readsIn("ks") });

export const GoanKonkani = meta.story({ globals: { language: "gom" }, play: readsIn("gom") });

export const Maithili = meta.story({ globals: { language: "mai" }, play: readsIn("mai") });

export const Malayalam = meta.story({
  globals: { language: "ml" },
  play: readsIn("ml"),
});

export const Manipuri = meta.story({ globals: { language: "mni-Mtei" }, play: readsIn("mni-Mtei") });

export const Marathi = meta.story({ globals: { language: "mr" }, play: readsIn("mr") });

export const Nepali = meta.story({ globals: { language: "ne" }, play: readsIn("ne") });

export const Odia = meta.story({ globals: { language: "or" }, play: readsIn("or") });

export const Punjabi = meta.story({ globals: { language: "pa" }, play: readsIn("pa") });

export const Sanskrit = meta.story({ globals: { language: "sa" }, play: readsIn("sa") });

export const Santali = meta.story({
  tags: ["vrt"],
  globals: { language: "sat" },
  play: readsIn("sat"),
});

export const Sindhi = meta.story({ globals: { language: "sd" }, play: readsIn("sd") });

export const Tamil = meta.story({
  tags: ["vrt"],
  globals: { language: "ta" },
  play: readsIn("ta"),
});

export const Telugu = meta.story({ globals: { language: "te" }, play: readsIn("te") });

export const Urdu = meta.story({
  tags: ["vrt"],
  globals: { language: "ur" },
  play: readsIn("ur"),
});
