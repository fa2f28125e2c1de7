import type { ToJsonSchema } from "../openapi.ts";
import type { Json } from "../rules/digest.ts";
import type { Schema } from "../endpoint.ts";
import type { UsersApiEndpoint } from "./endpoint.ts";
import { usersApiErrorsOf } from "./endpoints.ts";
import { usersApiErrorBody, usersApiErrors, type UsersApiErrorName } from "./error.ts";

/** The part of an OpenAPI document that one API adds. */
export interface OpenApiSection {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly schemas: Readonly<Record<string, Json>>;
  readonly securitySchemes: Readonly<Record<string, Json>>;
}

type JsonObject = { readonly [key: string]: Json | undefined };

/** The Users API as a section of the OpenAPI document; the named shapes become components. */
export function usersApiSection(
  endpoints: readonly UsersApiEndpoint[],
  shapes: Readonly<Record<string, Schema>>,
  convert: ToJsonSchema,
): OpenApiSection {
  const names = new Map(Object.entries(shapes).map(([name, schema]) => [schema, name]));
  const toJsonSchema: ToJsonSchema = (schema) => {
    const name = names.get(schema);
    return name === undefined ? convert(schema) : { $ref: `#/components/schemas/${name}` };
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const { path, method } = endpoint;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(endpoint, toJsonSchema) };
  }
  const named = Object.entries(shapes).map(([name, schema]): [string, Json] => [name, convert(schema)]);
  return {
    paths,
    schemas: { ...Object.fromEntries(named), UsersApiError: convert(usersApiErrorBody) },
    securitySchemes: {
      usersApiSession: {
        type: "http",
        scheme: "bearer",
        bearerFormat: "JWT",
        description: "The access token that `POST /v1/sessions` answers.",
      },
    },
  };
}

function operation(endpoint: UsersApiEndpoint, toJsonSchema: ToJsonSchema): Json {
  const { id, summary, credential, query, body, answer, path } = endpoint;
  return {
    operationId: id,
    summary,
    security: credential === "none" ? [] : [{ usersApiSession: [] }],
    parameters: [...pathParameters(path), ...queryParameters(toJsonSchema(query)), ...headerParameters(endpoint)],
    ...(body !== undefined && { requestBody: { required: true, content: jsonContent(toJsonSchema(body)) } }),
    responses: {
      ...(answer === undefined
        ? { 204: { description: "Done." } }
        : { 200: { description: "Done.", content: jsonContent(toJsonSchema(answer)) } }),
      ...failures(usersApiErrorsOf(endpoint)),
    },
  };
}

function jsonContent(schema: JsonObject): Json {
  return { "application/json": { schema } };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => parameter(name, "path", true, { type: "string" }));
}

function queryParameters({ properties, required }: JsonObject): Json[] {
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const items = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  return items.map(([name, schema]) => parameter(name, "query", needed.includes(name), schema ?? {}));
}

function headerParameters({ idempotencyKey, ifMatch }: UsersApiEndpoint): Json[] {
  const names = [...(idempotencyKey ? ["Idempotency-Key"] : []), ...(ifMatch ? ["If-Match"] : [])];
  return names.map((name) => parameter(name, "header", false, { type: "string" }));
}

function parameter(name: string, place: "path" | "query" | "header", required: boolean, schema: Json): Json {
  return { name, in: place, required, schema };
}

function failures(names: readonly UsersApiErrorName[]): { [status: string]: Json } {
  return Object.fromEntries(
    names.map((name) => [
      String(usersApiErrors[name]),
      { description: `\`${name}\``, content: jsonContent({ $ref: "#/components/schemas/UsersApiError" }) },
    ]),
  );
}
