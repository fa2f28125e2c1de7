import type { ReactNode } from "react";
import { safeLink } from "./safe-link.ts";

interface TextLinkProps {
  readonly target: string;
  /** Said after the text of a link that leaves the page. */
  readonly newTab: string;
  readonly children: ReactNode;
}

/** A link of a notice; without a target that we allow, its text alone. */
export function TextLink({ target, newTab, children }: TextLinkProps) {
  const link = safeLink(target);
  if (link === undefined) return <>{children}</>;
  if (!link.external) {
    return (
      <a data-nc="link" href={link.href} rel="noopener noreferrer">
        {children}
      </a>
    );
  }
  return (
    <a data-nc="link" href={link.href} target="_blank" rel="noopener noreferrer">
      {children}
      <svg data-nc="external" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d="M4 2.5h5.5V8M9.2 2.8 2.5 9.5" />
      </svg>
      <span data-nc="hidden">{` (${newTab})`}</span>
    </a>
  );
}
