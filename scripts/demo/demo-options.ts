import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { root } from "../run.ts";

/** How the demo is to run. */
export interface DemoOptions {
  /** Starts over: everything recorded so far is removed. */
  readonly fresh: boolean;
  readonly port: number;
  readonly backendPort: number;
  /** The folder for everything that survives a restart. */
  readonly data: string;
}

/** Reads the command line; throws a sentence for the person who typed it. */
export function readDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      fresh: { type: "boolean", default: false },
      port: { type: "string", default: "3000" },
      "backend-port": { type: "string", default: "4000" },
      data: { type: "string", default: join(root, ".data") },
    },
  });
  return {
    fresh: values.fresh,
    port: readPort("--port", values.port),
    backendPort: readPort("--backend-port", values["backend-port"]),
    data: resolve(values.data),
  };
}

function readPort(option: string, value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${option} takes a number from 1 to 65535.`);
  return port;
}
