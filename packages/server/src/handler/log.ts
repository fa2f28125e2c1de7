/** A line on the host's own log, for whoever runs the server: names and codes, never values. */
export function log(level: "warn" | "error", line: string): void {
  // The log of the server that this runs in is where its operator looks.
  // oxlint-disable-next-line no-console
  console[level](line);
}
