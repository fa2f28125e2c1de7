"use client";

import type { Language as NoticeLanguage } from "@notice-consent/contract";
import { forwardRef, type ChangeEvent } from "react";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** Chooses the notice's language; absent when there is only one. Attributes go to the `select`. */
export const Language = forwardRef<HTMLSelectElement, PartProps<"select">>(function Language(given, part) {
  const { consent, labels, idBase, comingLanguage, changeLanguage, piece } = useNotice("Language");
  const id = `${ids.title(idBase)}-language`;
  const select = usePart({
    tag: "select",
    slot: "language",
    own: {
      id,
      value: comingLanguage ?? consent.language.tag,
      "aria-busy": comingLanguage === undefined ? undefined : true,
      onChange: ({ target }: ChangeEvent<HTMLSelectElement>) => changeLanguage(target.value),
      children: consent.languages.map((language) => (
        <option key={language.tag} value={language.tag} lang={language.lang}>
          {optionText(language)}
        </option>
      )),
    },
    given,
    part,
  });
  if (consent.languages.length < 2) return null;
  return (
    <div {...piece("languageField")}>
      <label htmlFor={given.id ?? id}>{labels.language}</label>
      {select}
    </div>
  );
});

function optionText({ ownName, wireName }: NoticeLanguage): string {
  return ownName === wireName ? ownName : `${ownName} (${wireName})`;
}
