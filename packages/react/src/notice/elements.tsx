"use client";

import { enabledElements } from "@notice-consent/contract";
import { forwardRef, type ReactNode } from "react";
import { Element } from "./element.tsx";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState } from "./purpose-context.ts";

/** Props of {@link Elements}. */
export interface ElementsProps extends Omit<PartProps<"ul">, "children" | "id"> {
  /** Renders one data element; the default is `<Notice.Element uuid={uuid} />`. */
  readonly children?: ((elementUuid: string) => ReactNode) | undefined;
}

/** The data elements of a purpose, each with its own box. A long notice mounts them only while they are open. */
export const Elements = forwardRef<HTMLUListElement, ElementsProps>(function Elements({ children, ...given }, part) {
  const { idBase, isLong } = useNotice("Elements");
  const { choice, isOpen } = usePurposeState("Elements");
  const { purpose, total } = choice;
  const isMounted = total > 0 && (isOpen || !isLong);
  const list = usePart({
    tag: "ul",
    slot: "elements",
    own: {
      id: ids.elements(idBase, purpose.uuid),
      hidden: !isOpen,
      children:
        isMounted &&
        enabledElements(purpose).map(({ uuid }) =>
          children === undefined ? <Element key={uuid} uuid={uuid} /> : children(uuid),
        ),
    },
    given,
    part,
  });
  return isMounted ? list : null;
});
