"use client";

import { forwardRef, type ReactNode } from "react";
import { TextLink } from "../text/text-link.tsx";
import { ids } from "./ids.ts";
import { useNotice } from "./notice-context.ts";
import { usePart, type PartProps } from "./part.tsx";
import { Purpose } from "./purpose.tsx";
import { nextLevel } from "./text.tsx";

/** Props of {@link Purposes}. */
export interface PurposesProps extends Omit<PartProps<"section">, "children"> {
  /** Renders one purpose; the default is `<Notice.Purpose uuid={uuid} />`. */
  readonly children?: ((purposeUuid: string) => ReactNode) | undefined;
}

/** The choices: a heading, how to take a consent back, and every purpose in the notice's order. */
export const Purposes = forwardRef<HTMLElement, PurposesProps>(function Purposes({ children, ...given }, part) {
  const { consent, labels, idBase, headingLevel, isLong } = useNotice("Purposes");
  const notice = "notice" in consent ? consent.notice : undefined;
  const config = notice?.active_config;
  const headingId = ids.choices(idBase);
  const Heading = `h${nextLevel(headingLevel)}` as const;
  const withdrawal = config?.legal?.withdrawal_url || config?.privacy_center_url || "";
  const section = usePart({
    tag: "section",
    slot: "purposes",
    own: {
      "aria-labelledby": headingId,
      "data-long": isLong ? "" : undefined,
      children: (
        <>
          <Heading data-nc="purposesTitle" id={headingId} tabIndex={-1}>
            {config?.purpose_section_heading || labels.purposes}
          </Heading>
          <p data-nc="purposesNote">
            {notice?.reconsent_required === true && `${labels.askedAgain} `}
            {labels.withdraw}
            {withdrawal !== "" && (
              <>
                {" "}
                <TextLink target={withdrawal} newTab={labels.newTab}>
                  {labels.withdrawLink}
                </TextLink>
              </>
            )}
          </p>
          {config?.purposes.map(({ uuid }) =>
            children === undefined ? <Purpose key={uuid} uuid={uuid} /> : children(uuid),
          )}
        </>
      ),
    },
    given,
    part,
  });
  return config === undefined ? null : section;
});
