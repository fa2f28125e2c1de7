import { useEffect, useState, type RefObject } from "react";

/** Measures an element again whenever it, what is in it or `reason` changes; never while a frame is being drawn. */
export function useMeasured<Measure>(
  element: RefObject<HTMLElement | null>,
  measure: (element: HTMLElement) => Measure | undefined,
  reason: unknown,
): Measure | undefined {
  const [measured, setMeasured] = useState<Measure>();
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    let frame = 0;
    let said = "";
    const look = (): void => {
      const found = measure(target);
      const text = JSON.stringify(found);
      if (found !== undefined && text !== said) setMeasured(found);
      said = text;
    };
    const later = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    const observer = new MutationObserver(later);
    observer.observe(target, { subtree: true, childList: true });
    const resized = new ResizeObserver(later);
    resized.observe(target);
    later();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      resized.disconnect();
    };
    // What measures is the same for the life of its caller; what is measured changes with `reason`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [element, reason]);
  return measured;
}
