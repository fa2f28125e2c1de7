import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { toJsonSchema, type JsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";

import type { Schema } from "./src/endpoint.ts";
import { endpoints } from "./src/endpoints.ts";
import { openApi } from "./src/openapi.ts";
import type { Json } from "./src/rules/digest.ts";

/** The text of `openapi.json`, made from the endpoints. */
export function openApiDocument(): string {
  return `${JSON.stringify(openApi(endpoints, jsonSchemaOf), undefined, 2)}\n`;
}

function jsonSchemaOf(schema: Schema): { readonly [key: string]: Json | undefined } {
  if (!isValibot(schema)) throw new TypeError("The endpoints hold valibot schemas.");
  const { $schema: _, ...shape }: JsonSchema = toJsonSchema(schema, { errorMode: "ignore", typeMode: "input" });
  return JSON.parse(JSON.stringify(shape)) as { readonly [key: string]: Json };
}

function isValibot(schema: Schema): schema is Schema & GenericSchema {
  return schema["~standard"].vendor === "valibot";
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeFile(new URL("openapi.json", import.meta.url), openApiDocument());
}
