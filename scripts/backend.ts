// Starts the consent backend alone and prints one line of JSON when it answers.
import { parseArgs } from "node:util";
import { startBackend } from "@notice-consent/backend";

try {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: { port: { type: "string" }, data: { type: "string" } },
  });
  const backend = await startBackend({
    port: Number(values.port ?? 4000),
    data: values.data,
    log: (line) => process.stderr.write(`${JSON.stringify(line)}\n`),
  });
  // A terminal and the package manager may each send the signal: the first one counts, the others change nothing.
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= backend.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const { organizationId, key, secret } = backend.usersApi;
  const ready = {
    ready: true,
    url: backend.url,
    organisation_uuid: backend.organisationUuid,
    workspace_uuid: backend.workspaceUuid,
    cms_api_key: backend.cmsApiKey,
    users_api: { organization_id: organizationId, key, secret },
    notices: backend.notices,
    // A package manager in between may not pass signals on.
    pid: process.pid,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
}
