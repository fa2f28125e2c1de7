"use client";

import { useEffect } from "react";
import { createRoot, type Root } from "react-dom/client";

import { frameStyle, panelStyle } from "./panel-style.ts";
import { Panel } from "./panel.tsx";

const page = `<!doctype html><html lang="en"><head><title>QA bench</title><style>${panelStyle}</style></head><body></body></html>`;

/**
 * The bench beside the page. It stands in a frame outside the page's body, so that no style, no focus trap and no inert
 * background of the page reaches it, nor anything of it the page. Alt+B moves between the two.
 */
export function BenchFrame() {
  useEffect(() => {
    const frame = document.createElement("iframe");
    let root: Root | undefined;
    let left: Element | null = null;
    frame.title = "QA bench";
    frame.id = "notice-consent-bench";
    frame.style.cssText = frameStyle(false);
    frame.srcdoc = page;

    const enter = () => {
      left = document.activeElement;
      frame.contentWindow?.focus();
      frame.contentDocument?.querySelector<HTMLElement>("[data-toggle]")?.focus();
    };
    const leave = () => {
      window.focus();
      if (left instanceof HTMLElement) left.focus();
    };
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== "KeyB") return;
      event.preventDefault();
      if (event.view === window) enter();
      else leave();
    };
    const resize = (isOpen: boolean) => {
      frame.style.cssText = frameStyle(isOpen);
    };
    frame.addEventListener("load", () => {
      const { contentDocument } = frame;
      if (contentDocument === null || root !== undefined) return;
      contentDocument.addEventListener("keydown", onKey);
      root = createRoot(contentDocument.body);
      root.render(<Panel onResize={resize} />);
    });
    window.addEventListener("keydown", onKey);
    document.documentElement.append(frame);
    return () => {
      window.removeEventListener("keydown", onKey);
      frame.remove();
      // React may be at work on the page at this moment.
      queueMicrotask(() => root?.unmount());
    };
  }, []);
  return null;
}
