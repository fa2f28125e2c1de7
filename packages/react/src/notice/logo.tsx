"use client";

import { forwardRef, memo } from "react";
import { safeImage } from "../text/safe-image.ts";
import { useContent } from "./content-context.ts";
import { usePart, type PartProps } from "./part.tsx";

/** The mark of whoever asks, at its natural ratio; absent without one. Decorative: the notice says the name. */
export const Logo = memo(
  forwardRef<HTMLImageElement, PartProps<"img">>(function Logo(given, part) {
    const { config } = useContent("Logo");
    const src = safeImage(config?.logo_url ?? "");
    const image = usePart({
      tag: "img",
      slot: "logo",
      own: { src, alt: "", "data-position": config?.logo_position || undefined },
      given,
      part,
    });
    return src === undefined ? null : image;
  }),
);
