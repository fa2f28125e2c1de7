"use client";

import type { Language, NoticeConfig } from "@notice-consent/contract";
import { createContext, useContext, useMemo } from "react";
import type { NoticeState } from "./notice-context.ts";

/** What a notice says and how it is drawn. Unlike the rest of its state, no tick and no act changes it. */
export interface Content extends Pick<
  NoticeState,
  "piece" | "components" | "labels" | "idBase" | "headingLevel" | "label"
> {
  /** In the shown language; `undefined` where there is no notice. */
  readonly config: NoticeConfig | undefined;
  readonly language: Language;
  /** What the selector offers, English first. */
  readonly languages: readonly Language[];
}

/** Carries a notice's content to its parts. */
export const ContentContext = createContext<Content | undefined>(undefined);

/** The content of the notice that a part stands in; throws outside one. */
export function useContent(part: string): Content {
  const content = useContext(ContentContext);
  if (content === undefined) throw new Error(`Notice.${part} has to stand inside Notice.Root.`);
  return content;
}

/** The content out of a notice's state, the same one for as long as none of it changes. */
export function useContentOf(state: NoticeState): Content {
  const { consent, notice, piece, components, labels, idBase, headingLevel, label } = state;
  const { language, languages } = consent;
  const config = notice?.active_config;
  const content = { piece, components, labels, idBase, headingLevel, label, config, language, languages };
  // oxlint-disable-next-line react/exhaustive-deps -- one that changes when any part of it does
  return useMemo(() => content, Object.values(content));
}
