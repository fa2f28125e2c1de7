// Starts the consent backend alone and prints one line of JSON when it answers.
// `rotate-key`, `list-keys` and `remove-key <kid>` care for the keys that sign access tokens.
// `verify` holds the ledger against itself instead; `migrate` prepares a server with the owner's credential and ends.
import { parseArgs } from "node:util";
import {
  describeCrash,
  manageSigningKeys,
  prepareServer,
  reportCrashes,
  type SigningKeyState,
  startBackend,
} from "@notice-consent/backend";
import { verify } from "./verify.ts";

reportCrashes((line) => process.stderr.write(`${line}\n`));
try {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    allowPositionals: true,
    options: { port: { type: "string" }, data: { type: "string" }, json: { type: "boolean" } },
  });
  const [command = "serve"] = positionals;
  switch (command) {
    case "serve":
      await serve(values);
      break;
    case "verify":
      process.exitCode = (await verify(values.data, values.json === true)) ? 0 : 1;
      break;
    case "list-keys":
      printKeys(await manageSigningKeys({ do: "list" }, { data: values.data }));
      break;
    case "rotate-key":
      printKeys(await manageSigningKeys({ do: "rotate" }, { data: values.data }));
      break;
    case "remove-key":
      printKeys(await manageSigningKeys({ do: "remove", kid: positionals[1] ?? "" }, { data: values.data }));
      break;
    case "migrate":
      await prepareServer(migrationUrl());
      break;
    default:
      throw new Error(
        `There is no command ${command}: say verify, migrate, list-keys, rotate-key or remove-key, or nothing to start the backend.`,
      );
  }
} catch (cause) {
  process.stderr.write(`${describeCrash(cause)}\n`);
  process.exit(1);
}

function printKeys(keys: readonly SigningKeyState[]): void {
  for (const { kid, state } of keys) process.stdout.write(`${kid} ${state}\n`);
}

async function serve(values: { readonly port?: string; readonly data?: string }): Promise<void> {
  const backend = await startBackend({
    port: Number(values.port ?? 4000),
    data: values.data,
    log: (line) => process.stderr.write(`${JSON.stringify(line)}\n`),
    alarm: (message) => process.stderr.write(`${JSON.stringify({ alarm: message })}\n`),
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
}

function migrationUrl(): string {
  const url = process.env["DATABASE_MIGRATION_URL"] ?? process.env["DATABASE_URL"];
  if (url === undefined) throw new Error("DATABASE_MIGRATION_URL is missing: the server to migrate.");
  return url;
}
