"use client";

import type { Language as NoticeLanguage } from "@notice-consent/contract";
import { forwardRef, memo, type ChangeEvent } from "react";
import { ids } from "./ids.ts";
import { useContent } from "./content-context.ts";
import { useLanguageChange } from "./language-change.tsx";
import { usePart, type PartProps } from "./part.tsx";

/** Chooses the notice's language; absent when there is only one. Attributes go to the `select`. */
export const Language = memo(
  forwardRef<HTMLSelectElement, PartProps<"select">>(function Language(given, part) {
    const { language: shown, languages, labels, idBase, piece } = useContent("Language");
    const { comingLanguage, changeLanguage } = useLanguageChange();
    const id = `${ids.title(idBase)}-language`;
    const select = usePart({
      tag: "select",
      slot: "language",
      own: {
        id,
        value: comingLanguage ?? shown.tag,
        "aria-busy": comingLanguage !== undefined || undefined,
        onChange: ({ target }: ChangeEvent<HTMLSelectElement>) => changeLanguage(target.value),
        children: languages.map((language) => (
          <option key={language.tag} value={language.tag} lang={language.lang}>
            {optionText(language)}
          </option>
        )),
      },
      given,
      part,
    });
    if (languages.length < 2) return null;
    return (
      <div {...piece("languageField")}>
        <label htmlFor={given.id ?? id}>{labels.language}</label>
        {select}
      </div>
    );
  }),
);

function optionText({ ownName, wireName }: NoticeLanguage): string {
  return ownName === wireName ? ownName : `${ownName} (${wireName})`;
}
