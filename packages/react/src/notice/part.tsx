"use client";

import {
  cloneElement,
  createElement,
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type JSX,
  type ReactElement,
  type ReactNode,
} from "react";
import { mergeProps } from "./merge-props.ts";
import { useNotice } from "./notice-context.ts";
import type { Slot } from "./slot.ts";

/** Replaces a part's element: another element, which receives the part's attributes, or a function of them. */
export type Render = ReactElement<Record<string, unknown>> | ((props: Record<string, unknown>) => ReactNode);

/** What every part accepts: the native attributes of its element and `render`. */
export type PartProps<Tag extends keyof JSX.IntrinsicElements> = ComponentPropsWithoutRef<Tag> & {
  readonly render?: Render | undefined;
};

interface PartInit<Element> {
  readonly tag: keyof JSX.IntrinsicElements;
  readonly slot: Slot;
  /** The part's own attributes. */
  readonly own?: object;
  /** What the host gave it, `render` included. */
  readonly given?: { readonly render?: Render | undefined };
  readonly part?: ForwardedRef<Element>;
}

/** Renders one part: names it, lays the host's class and attributes over its own, and hands on the ref. */
export function usePart<Element>({ tag, slot, own = {}, given = {}, part = null }: PartInit<Element>): ReactNode {
  const className = useNotice(slot.charAt(0).toUpperCase() + slot.slice(1)).classNames?.[slot];
  const { render, ...attributes } = given;
  const props = { ...mergeProps({ "data-nc": slot, className, ...own }, attributes), ref: part };
  if (render === undefined) return createElement(tag, props);
  if (typeof render === "function") return render(props);
  return cloneElement(render, { ...mergeProps(props, render.props), ref: part });
}
