import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page's script has taken over; false in the server's HTML and until then. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
