import { pathPattern, type Credential, type Endpoint, type Schema } from "./endpoint.ts";
import { errorTable } from "./error-table.ts";
import type { ErrorCode } from "./errors.ts";
import { errorsOf } from "./general-errors.ts";
import type { Json } from "./rules/digest.ts";
import type { OpenApiSection } from "./users-api/openapi.ts";

/** Turns one schema into JSON Schema; given from outside, so that no schema library is named here. */
export type ToJsonSchema = (schema: Schema) => { readonly [key: string]: Json | undefined };

/** The endpoints and the Users API as an OpenAPI 3.1 document; the named shapes become its components. */
export function openApi(
  endpoints: readonly Endpoint[],
  shapes: Readonly<Record<string, Schema>>,
  convert: ToJsonSchema,
  usersApi: OpenApiSection,
): Json {
  const names = new Map(Object.entries(shapes).map(([name, schema]) => [schema, name]));
  const toJsonSchema: ToJsonSchema = (schema) => {
    const name = names.get(schema);
    return name === undefined ? convert(schema) : { $ref: `#/components/schemas/${name}` };
  };
  const named = Object.entries(shapes).map(([name, schema]): [string, Json] => [name, convert(schema)]);
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const path = `/consent${pathPattern(endpoint)}`;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint, toJsonSchema) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Consent API",
      version: "1.0.0",
      description:
        "Tokens, notices, submissions and consent users of one workspace, and the Users API over the same people.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths: { ...paths, ...usersApi.paths },
    components: {
      schemas: { ...Object.fromEntries(named), Error: errorSchema, ...usersApi.schemas },
      securitySchemes: { ...securitySchemes, ...usersApi.securitySchemes },
    },
  };
}

const securitySchemes = {
  apiKey: { type: "apiKey", in: "header", name: "X-CMS-API-Key", description: "Held by the host's backend alone." },
  accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
};

const errorSchema: Json = {
  type: "object",
  description: "One of the wire's shapes: `message` or `detail.message`, with a stable `error_code`.",
  properties: {
    message: { type: "string" },
    error_code: { type: "string" },
    detail: { type: "object", properties: { message: { type: "string" }, error_code: { type: "string" } } },
  },
};

function operation(endpoint: Endpoint, toJsonSchema: ToJsonSchema): Json {
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    security: security(endpoint.credential),
    parameters: parameters(endpoint),
    ...(endpoint.body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: toJsonSchema(endpoint.body) } } } }),
    responses: {
      [endpoint.success]: {
        description: "Done.",
        content: {
          "application/json": {
            schema: { type: "object", required: ["detail"], properties: { detail: toJsonSchema(endpoint.detail) } },
          },
        },
      },
      ...failures(errorsOf(endpoint)),
    },
  };
}

function security(credential: Credential): Json {
  switch (credential) {
    case "api-key":
      return [{ apiKey: [] }];
    case "access-token":
      return [{ accessToken: [] }];
    case "refresh-token":
      return [{}, { apiKey: [] }];
    case "none":
      return [];
    default:
      return credential satisfies never;
  }
}

function parameters(endpoint: Endpoint): Json {
  const inPath = [...pathPattern(endpoint).matchAll(/\{(\w+)\}/g)].map(([, name = ""]) =>
    parameter(name, "path", true),
  );
  const inQuery = endpoint.query.map((name) => parameter(name, "query", false));
  const key = endpoint.idempotencyKey ? [parameter("Idempotency-Key", "header", false)] : [];
  return [...inPath, ...inQuery, ...key];
}

function parameter(name: string, place: "path" | "query" | "header", required: boolean): Json {
  return { name, in: place, required, schema: { type: "string" } };
}

function failures(codes: readonly ErrorCode[]): { [status: string]: Json } {
  const answers: { [status: string]: Json } = {};
  for (const { status } of codes.map((code) => errorTable[code])) {
    const group = codes.filter((code) => errorTable[code].status === status);
    answers[String(status)] = {
      description: group.map((code) => `\`${code}\`: ${errorTable[code].sentence}`).join("\n"),
      content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
    };
  }
  return answers;
}
