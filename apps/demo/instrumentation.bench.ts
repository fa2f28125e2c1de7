// Next.js runs this once as its development server starts; a build does not know files of this ending.

/** Has the bench write down what the server sees and does. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { benchSettings } = await import("./bench/settings.ts");
  const settings = benchSettings();
  if (settings === undefined) return;
  const [{ observeServer }, { observeFetch }] = await Promise.all([
    import("./bench/observe-server.ts"),
    import("./bench/observe-fetch.ts"),
  ]);
  observeServer();
  observeFetch(new URL(settings.url).origin);
}
