import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A JSON Schema, as far as the reference page reads it. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: SchemaNode }>>;
}

/** One operation of the document. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

/** The OpenAPI document, as far as the reference page reads it. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaNode>> };
}

/** Reads the document that the endpoints were written into, told to be served at `publicUrl`. */
export function readDocument(publicUrl?: string): ApiDocument {
  const path = createRequire(import.meta.url).resolve("@notice-consent/contract/openapi.json");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- here parsed data enters: our own generator wrote the file
  const document = JSON.parse(readFileSync(path, "utf8")) as ApiDocument;
  return publicUrl === undefined ? document : { ...document, servers: [{ url: new URL(publicUrl).origin }] };
}
