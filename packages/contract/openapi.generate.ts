import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";

import type { Schema } from "./src/endpoint.ts";
import { endpoints, shapes } from "./src/endpoints.ts";
import { openApi } from "./src/openapi.ts";
import { isJson, type Json } from "./src/rules/digest.ts";
import { usersApiEndpoints, usersApiShapes } from "./src/users-api/endpoints.ts";
import { usersApiSection } from "./src/users-api/openapi.ts";

/** The text of `openapi.json`, made from the endpoints. */
export function openApiDocument(): string {
  const usersApi = usersApiSection(usersApiEndpoints, usersApiShapes, jsonSchemaOf);
  return `${JSON.stringify(openApi(endpoints, shapes, jsonSchemaOf, usersApi), undefined, 2)}\n`;
}

function jsonSchemaOf(schema: Schema): { readonly [key: string]: Json | undefined } {
  if (!isValibot(schema)) throw new TypeError("The endpoints hold valibot schemas.");
  const { $schema: _, ...shape } = toJsonSchema(schema, { errorMode: "ignore", typeMode: "input" });
  if (!isJson(shape) || !isObject(shape)) throw new TypeError("JSON Schema is JSON.");
  return shape;
}

function isObject(value: Json): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isValibot(schema: Schema): schema is Schema & GenericSchema {
  return schema["~standard"].vendor === "valibot";
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeFile(new URL("openapi.json", import.meta.url), openApiDocument());
}
