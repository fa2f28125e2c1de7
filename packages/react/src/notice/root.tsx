"use client";

import { ConsentScope, type ConsentState } from "@notice-consent/hooks";
import { forwardRef, useImperativeHandle, useRef } from "react";
import { useGuard } from "../guard/use-guard.ts";
import { ids } from "./ids.ts";
import { ContentContext, useContentOf } from "./content-context.ts";
import { LanguageChange, useLanguageChange } from "./language-change.tsx";
import { NoticeContext, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { useNoticeState, type Presentation } from "./use-notice-state.ts";

/** Props of {@link Root}. */
export interface RootProps extends PartProps<"div"> {
  /** What `useConsentState` answered; with what `useConsent` did, all of it is drawn anew as ticks make it complete. */
  readonly consent: ConsentState;
  readonly presentation?: Presentation | undefined;
  /** Light, dark, or as the page's visitor prefers. */
  readonly theme?: "auto" | "light" | "dark" | undefined;
  readonly density?: "comfortable" | "compact" | undefined;
}

const none: Presentation = {};

/** The frame of a notice: its language, its direction, its state, and what its parts share. */
export const Root = forwardRef<HTMLDivElement, RootProps>(function Root(
  { consent, presentation = none, ...given },
  part,
) {
  const state = useNoticeState(consent, presentation);
  return (
    <LanguageChange state={state}>
      <RootOf {...given} state={state} ref={part} />
    </LanguageChange>
  );
});

interface RootOfProps extends Omit<RootProps, "consent" | "presentation"> {
  readonly state: NoticeState;
}

/** The frame round a state that was made elsewhere, for a shell that needs it outside the frame as well; inside a `LanguageChange`. */
export const RootOf = forwardRef<HTMLDivElement, RootOfProps>(function RootOf(
  { state, theme = "auto", density = "comfortable", ...given },
  part,
) {
  const content = useContentOf(state);
  return (
    <ConsentScope consent={state.consent}>
      <NoticeContext.Provider value={state}>
        <ContentContext.Provider value={content}>
          <Frame {...given} theme={theme} density={density} state={state} ref={part} />
        </ContentContext.Provider>
      </NoticeContext.Provider>
    </ConsentScope>
  );
});

const Frame = forwardRef<HTMLDivElement, RootOfProps>(function Frame({ state, theme, density, ...given }, part) {
  const { spoken, phase, appearance, idBase, label } = state;
  const { comingLanguage } = useLanguageChange();
  const root = useRef<HTMLDivElement>(null);
  useImperativeHandle<HTMLDivElement | null, HTMLDivElement | null>(part, () => root.current);
  useGuard(root, state);
  return usePart({
    tag: "div",
    slot: "root",
    own: {
      ...(label !== undefined && { id: ids.root(idBase), "aria-label": label }),
      lang: spoken.lang,
      dir: spoken.direction,
      "aria-busy": comingLanguage !== undefined || undefined,
      "data-state": phase,
      "data-busy": phase === "submitting" ? "" : undefined,
      "data-nc-theme": theme === "auto" ? appearance.theme : theme,
      "data-nc-density": density === "comfortable" ? undefined : density,
      ...appearance.attributes,
      style: appearance.style,
    },
    given,
    part: root,
  });
});
