"use client";

import { enabledElements } from "@notice-consent/contract";
import { forwardRef, memo, type ReactNode } from "react";
import { Leaf, leafOf, type OwnLeafProps } from "./element.tsx";
import { ids } from "./ids.ts";
import { useNotice, type NoticeState } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { usePurposeState, type PurposeState } from "./purpose-context.ts";

/** Props of {@link Elements}. */
export interface ElementsProps extends Omit<PartProps<"ul">, "children" | "id"> {
  /** Renders one data element; the default is `<Notice.Element uuid={uuid} />`. */
  readonly children?: ((elementUuid: string) => ReactNode) | undefined;
}

/** The data elements of a purpose, each with its own box. A long notice mounts them only while they are open. */
export const Elements = forwardRef<HTMLUListElement, ElementsProps>(function Elements({ children, ...given }, part) {
  const state = useNotice("Elements");
  const { idBase, isLong } = state;
  const shared = usePurposeState("Elements");
  const { choice, isOpen } = shared;
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
        (children === undefined ? rowsOf(state, shared) : enabledElements(purpose).map(({ uuid }) => children(uuid))),
    },
    given,
    part,
  });
  return isMounted ? list : null;
});

/** How many elements are passed over at once when the tick of another one has changed. */
const rowLength = 10;

function rowsOf(state: NoticeState, shared: PurposeState): ReactNode {
  const rows: OwnLeafProps[][] = [];
  for (const [index, element] of enabledElements(shared.choice.purpose).entries()) {
    if (index % rowLength === 0) rows.push([]);
    rows.at(-1)?.push(leafOf(state, shared, element));
  }
  return rows.map((row) => <Row key={row[0]?.uuid} leaves={row} />);
}

interface RowProps {
  readonly leaves: readonly OwnLeafProps[];
}

const Row = memo(function Row({ leaves }: RowProps) {
  return leaves.map((leaf) => <Leaf key={leaf.uuid} {...leaf} />);
}, isSameRow);

function isSameRow({ leaves: before }: RowProps, { leaves: after }: RowProps): boolean {
  if (before.length !== after.length) return false;
  for (const [index, leaf] of after.entries()) {
    const twin = before[index];
    let name: keyof OwnLeafProps;
    for (name in leaf) if (twin?.[name] !== leaf[name]) return false;
  }
  return true;
}
