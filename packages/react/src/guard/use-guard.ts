"use client";

import type { NoticeConfig } from "@notice-consent/contract";
import { useEffect, useRef, type RefObject } from "react";
import { actionNames } from "../notice/action-names.ts";
import type { NoticeState } from "../notice/notice-context.ts";
import type { CopyToCheck } from "./copy.ts";

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * In development, warns when a theme makes one act more prominent than the other or when words are not neutral, and
 * tells the host. What measures is a chunk of its own, which no production page loads.
 */
export function useGuard(notice: RefObject<HTMLElement | null>, state: NoticeState): void {
  const { consent, labels, phase, onPolicyViolation: tell } = state;
  const config = state.notice?.active_config;
  const { tag } = consent.language;
  const isShown = phase === "asking" && config !== undefined;

  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  const told = useRef(new Set<string>());

  useEffect(() => {
    // Never asks `typeof process`: a bundler writes the mode into the page's code, where there is no process.
    try {
      if (process.env.NODE_ENV === "development" && isShown) {
        return guard(notice, {
          copy: { language: tag, actions: { ...actionNames(config, labels) }, texts: textsOf(config) },
          report: (kind, message) => {
            if (told.current.has(message)) return;
            told.current.add(message);
            // oxlint-disable-next-line eslint/no-console -- a warning for the developer, never in production
            console.warn(`[notice-consent] ${message}`);
            latest.current?.({ kind, message });
          },
        });
      }
    } catch {
      // Where nobody can tell, nothing is measured.
    }
    return undefined;
  }, [isShown, config, labels, tag, notice]);
}

interface Guarded {
  readonly copy: CopyToCheck;
  readonly report: (kind: "parity" | "copy", message: string) => void;
}

function guard(notice: RefObject<HTMLElement | null>, { copy, report }: Guarded): () => void {
  let stop: (() => void) | undefined;
  let isWanted = true;
  void Promise.all([import("./watch-notice.ts"), import("./copy.ts")]).then(([{ watchNotice }, { copyFaults }]) => {
    const element = notice.current;
    if (!isWanted || element === null) return;
    for (const fault of copyFaults(copy)) report("copy", fault);
    stop = watchNotice(element, (fault) => report("parity", `Accept and decline are not equal. ${fault}`));
  });
  return () => {
    isWanted = false;
    stop?.();
  };
}

function textsOf(config: NoticeConfig): Record<string, string> {
  const purposes = config.purposes.map(({ name, description }, index): [string, string] => [
    `purposes.${index}`,
    `${name} ${description}`,
  ]);
  const { notice_banner_heading, notice_text, additional_text } = config;
  return { notice_banner_heading, notice_text, additional_text, ...Object.fromEntries(purposes) };
}
