// Starts the consent backend alone and prints one line of JSON when it answers.
// `show-credentials` prints what production keeps out of that line; `create-api-key <permission…>`, `list-api-keys` and
// `revoke-api-key <prefix>` care for the keys that hosts call with.
// `rotate-key`, `list-keys` and `remove-key <kid>` care for the keys that sign access tokens.
// `configure-users-api <file>` sets how the first workspace speaks the Users API, from a file of JSON.
// `verify` holds the ledger against itself instead; `rebuild` makes anew what is projected from it; `migrate` prepares a server with the owner's credential and ends.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  configureInstallation,
  credentialsLine,
  describeCrash,
  manageApiKeys,
  type ManagedApiKeys,
  manageSigningKeys,
  prepareServer,
  readyLine,
  reportCrashes,
  showCredentials,
  type SigningKeyState,
  startBackend,
} from "@notice-consent/backend";
import { rebuild, verify } from "./verify.ts";

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
    case "rebuild":
      process.exitCode = (await rebuild(values.data, values.json === true)) ? 0 : 1;
      break;
    case "show-credentials":
      process.stdout.write(`${credentialsLine(await showCredentials({ data: values.data }))}\n`);
      break;
    case "list-api-keys":
      printApiKeys(await manageApiKeys({ do: "list" }, { data: values.data }));
      break;
    case "create-api-key":
      printApiKeys(await manageApiKeys({ do: "create", permissions: positionals.slice(1) }, { data: values.data }));
      break;
    case "revoke-api-key":
      printApiKeys(await manageApiKeys({ do: "revoke", prefix: positionals[1] ?? "" }, { data: values.data }));
      break;
    case "configure-users-api":
      await configureInstallation(readFileSync(positionals[1] ?? "", "utf8"), { data: values.data });
      break;
    case "migrate":
      await prepareServer(migrationUrl());
      break;
    default:
      throw new Error(
        `There is no command ${command}: say verify, rebuild, migrate, show-credentials, list-api-keys, create-api-key, revoke-api-key, configure-users-api, list-keys, rotate-key or remove-key, or nothing to start the backend.`,
      );
  }
} catch (cause) {
  process.stderr.write(`${describeCrash(cause)}\n`);
  process.exit(1);
}

function printKeys(keys: readonly SigningKeyState[]): void {
  for (const { kid, state } of keys) process.stdout.write(`${kid} ${state}\n`);
}

function printApiKeys({ created, keys }: ManagedApiKeys): void {
  if (created !== undefined) process.stdout.write(`${created}\n`);
  for (const { prefix, permissions, state } of keys)
    process.stdout.write(`${prefix} ${state} ${permissions.join(",")}\n`);
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
  process.stdout.write(`${readyLine(backend, process.pid)}\n`);
}

function migrationUrl(): string {
  const url = process.env["DATABASE_MIGRATION_URL"] ?? process.env["DATABASE_URL"];
  if (url === undefined) throw new Error("DATABASE_MIGRATION_URL is missing: the server to migrate.");
  return url;
}
