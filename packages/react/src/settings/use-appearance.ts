"use client";

import type { NoticeConfig } from "@notice-consent/contract";
import type { PolicyViolation } from "@notice-consent/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Appearance, appearanceOf } from "./appearance.ts";
import type { Settings } from "./settings.ts";

declare const process: { readonly env: { readonly NODE_ENV?: string } };

interface AppearanceOptions {
  /** `false`: neither settings nor the notice change the look. */
  readonly settings: Settings | false | undefined;
  readonly config: NoticeConfig | undefined;
  readonly onPolicyViolation: ((violation: PolicyViolation) => void) | undefined;
}

const plain: Appearance = {
  style: {},
  theme: undefined,
  attributes: {},
  confirms: false,
  folds: false,
  isUnequal: false,
};

const unequal =
  "The settings give accept and decline different colours. Both keep the same ones; the colour of accept became the accent.";

/** How the notice looks by the host's settings and its own; what reads them is loaded only where there are any. */
export function useAppearance({ settings, config, onPolicyViolation: tell }: AppearanceOptions): Appearance {
  const own = config?.appearance;
  const isNeeded = settings !== false && (settings !== undefined || (own !== undefined && own !== null));
  const read = useReader(isNeeded);
  const brand = settings === false ? "" : (config?.primary_color ?? "");

  const appearance = useMemo(() => {
    const unread = { ...plain, confirms: isNeeded && confirms(settings, own) };
    const base = isNeeded && read !== undefined ? read({ settings, appearance: own }) : unread;
    // Weaker than the accent token, so that a page's own stylesheet wins.
    return /^#[\da-f]{3,8}$/iu.test(brand) ? { ...base, style: { "--_brand": brand, ...base.style } } : base;
  }, [isNeeded, read, settings, own, brand]);

  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  const { isUnequal } = appearance;
  useEffect(() => {
    if (!isUnequal) return;
    let isSaid = false;
    // Never asks `typeof process`: a bundler writes the mode into the page's code, where there is no process.
    try {
      if (process.env.NODE_ENV !== "production") {
        // oxlint-disable-next-line eslint/no-console -- a warning for the developer, never in production
        console.warn(`[notice-consent] ${unequal}`);
        isSaid = true;
      }
    } catch {
      // Where nobody can tell, nothing is said.
    }
    if (isSaid) latest.current?.({ kind: "parity", message: unequal });
  }, [isUnequal]);
  return appearance;
}

/** Whether a yes is wanted before sending; known at once, for no act may pass without it while the rest is fetched. */
function confirms(settings: AppearanceOptions["settings"], own: unknown): boolean {
  if (settings !== false && settings?.confirmBeforeSubmit !== undefined) return settings.confirmBeforeSubmit;
  return (
    typeof own === "object" && own !== null && "confirm_before_submit" in own && own.confirm_before_submit === true
  );
}

type Reader = typeof appearanceOf;

function useReader(isNeeded: boolean): Reader | undefined {
  const [reader, setReader] = useState<{ readonly read: Reader }>();
  useEffect(() => {
    if (!isNeeded) return undefined;
    let isWanted = true;
    import("./appearance.ts").then(
      ({ appearanceOf: read }) => {
        if (isWanted) setReader({ read });
      },
      // Without it the notice is asked in our own look.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [isNeeded]);
  return reader?.read;
}
