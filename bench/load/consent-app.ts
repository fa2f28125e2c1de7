// Our API, quiet, on `DATABASE_URL` or else on PGlite in memory. Prints its address when ready; tells its state when asked.
import { startBackend } from "@notice-consent/backend";

const embedded = process.env["DATABASE_URL"] === undefined ? { data: "memory" } : {};
const backend = await startBackend({ port: 0, ...embedded });
process.on("SIGTERM", () => void backend.close().then(() => process.exit(0)));
process.on("message", () => {
  void tellState();
});
const { url, adminUrl, organisationUuid, workspaceUuid, cmsApiKey } = backend;
process.stdout.write(`${JSON.stringify({ ready: true, url, adminUrl, organisationUuid, workspaceUuid, cmsApiKey })}\n`);

async function tellState(): Promise<void> {
  // Twice: what the first finds, finalisers may let go of, which the second collects.
  globalThis.gc?.();
  await new Promise((resolve) => setImmediate(resolve));
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ liveBytes: heapUsed + external, residentBytes: rss, handles: process.getActiveResourcesInfo() });
}
