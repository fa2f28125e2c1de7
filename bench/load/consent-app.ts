// Our API on the same database, quiet. Prints its address when ready.
import { startBackend } from "@notice-consent/backend";

const backend = await startBackend({ port: 0 });
process.on("SIGTERM", () => void backend.close().then(() => process.exit(0)));
const { url, organisationUuid, workspaceUuid, cmsApiKey } = backend;
process.stdout.write(`${JSON.stringify({ ready: true, url, organisationUuid, workspaceUuid, cmsApiKey })}\n`);
