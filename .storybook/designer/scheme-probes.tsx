import type { ReactNode, RefObject } from "react";

/** The schemes in which colours are measured, in the order of what is measured. */
export const schemes = ["light", "dark"] as const;

interface SchemeProbesProps {
  /** What holds one element for each scheme, the probes inside. */
  readonly probes: RefObject<HTMLDivElement | null>;
  readonly children: ReactNode;
}

/**
 * The same probes in each scheme, never drawn. Some pages are dark by a class; actions may be see-through, and what is then
 * behind them is the surface.
 */
export function SchemeProbes({ probes, children }: SchemeProbesProps) {
  return (
    <div ref={probes} hidden>
      {schemes.map((scheme) => (
        <div
          key={scheme}
          className={scheme}
          data-nc="root"
          data-nc-theme={scheme}
          lang="en"
          style={{ display: "none", backgroundColor: "var(--_surface)" }}
        >
          {children}
        </div>
      ))}
    </div>
  );
}
