"use client";

import {
  cloneElement,
  createElement,
  type ComponentPropsWithoutRef,
  type ComponentPropsWithRef,
  type ComponentType,
  type ElementType,
  type ForwardedRef,
  type JSX,
  type ReactElement,
  type ReactNode,
} from "react";
import { mergeProps } from "./merge-props.ts";
import { useContent } from "./content-context.ts";
import type { Slot } from "./slot.ts";

/** Replaces a part's element: another element, which receives the part's attributes, or a function of them. */
export type Render = ReactElement<Record<string, unknown>> | ((props: Record<string, unknown>) => ReactNode);

/** What every part accepts: the native attributes of its element and `render`. */
export type PartProps<Tag extends keyof JSX.IntrinsicElements> = ComponentPropsWithoutRef<Tag> & {
  readonly render?: Render | undefined;
};

/**
 * The host's own controls. Each receives the attributes of the native element that it stands for, its ref included,
 * and has to hand them on to one: a box is checked by `checked`, tells by `onChange`, and is mixed by its ref's
 * `indeterminate` and by `data-state`.
 */
export interface NoticeComponents {
  readonly Button?: ComponentType<ComponentPropsWithRef<"button">> | undefined;
  readonly Checkbox?: ComponentType<ComponentPropsWithRef<"input">> | undefined;
  readonly Select?: ComponentType<ComponentPropsWithRef<"select">> | undefined;
}

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
  const { piece, components } = useContent(slot.charAt(0).toUpperCase() + slot.slice(1));
  return assemble({ element: elementOf(tag, components), own: { ...piece(slot), ...own }, given, part });
}

interface Assembly<Element> {
  readonly element: ElementType;
  readonly own: object;
  readonly given: { readonly render?: Render | undefined };
  readonly part: ForwardedRef<Element>;
}

/** Lays what the host gave over an element's own attributes, and hands on the ref. */
export function assemble<Element>({ element, own, given, part }: Assembly<Element>): ReactNode {
  const { render, ...attributes } = given;
  const props = { ...mergeProps(own, attributes), ref: part };
  if (render === undefined) return createElement(element, props);
  if (typeof render === "function") return render(props);
  return cloneElement(render, { ...mergeProps(props, render.props), ref: part });
}

/** The host's control in place of a native one. */
export function elementOf(tag: keyof JSX.IntrinsicElements, components: NoticeComponents | undefined): ElementType {
  if (tag === "button") return components?.Button ?? tag;
  if (tag === "input") return components?.Checkbox ?? tag;
  return (tag === "select" && components?.Select) || tag;
}
