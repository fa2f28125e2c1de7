import type { ApiDocument, Operation, SchemaNode } from "./document.ts";
import { escapeHtml, prose } from "./markup.ts";
import { schemaList, typeOf } from "./schema-list.ts";
import { style } from "./style.ts";

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** The API reference as one page of HTML: no script, no picture, nothing from elsewhere. */
export function referencePage(document: ApiDocument): string {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = groupBy(entries, ({ operation }) => operation.operationId.split(".")[0] ?? "");
  const { title, version, description } = document.info;
  const shapes = Object.entries(document.components.schemas);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<div class="page">
<nav aria-label="Endpoints">
${[...groups].map(([name, group]) => `<h2>${escapeHtml(heading(name))}</h2><ul>${group.map(navItem).join("")}</ul>`).join("\n")}
<h2>Shapes</h2><ul>${shapes.map(([name]) => `<li><a href="#shape-${escapeHtml(name)}">${escapeHtml(name)}</a></li>`).join("")}</ul>
</nav>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${prose(description)} Version ${escapeHtml(version)}, at <code>${escapeHtml(document.servers[0]?.url ?? "/")}</code>. For machines: <a href="/openapi.json">openapi.json</a>.</p>
<p class="soft">Bodies are JSON. An answer of 429 or 503 says in Retry-After when to ask again; an answer of 5xx, or none, is never consent.</p>
${[...groups].map(([name, group]) => `<h2>${escapeHtml(heading(name))}</h2>\n${group.map(operationSection).join("\n")}`).join("\n")}
<h2>Shapes</h2>
${shapes.map(shapeSection).join("\n")}
</main>
</div>
</body>
</html>
`;
}

function navItem({ operation }: Entry): string {
  return `<li><a href="#${escapeHtml(operation.operationId)}">${escapeHtml(operation.summary)}</a></li>`;
}

function operationSection({ path, method, operation }: Entry): string {
  const { operationId, summary, parameters } = operation;
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const told = parameters.filter((parameter) => parameter.in !== "path");
  return `<section class="operation" id="${escapeHtml(operationId)}">
<h3>${escapeHtml(summary)}</h3>
<p class="address"><code><span class="method">${method}</span>${escapeHtml(path).replaceAll("/", "/<wbr>")}</code></p>
<p class="soft">${credential(operation)}</p>
${told.length === 0 ? "" : `<h4>Parameters</h4><p>${told.map((one) => `<code>${escapeHtml(one.name)}</code> <span class="type">${escapeHtml(one.in)}</span>`).join(", ")}</p>`}
${body === undefined ? "" : `<h4>Body</h4>${shape(body)}`}
<h4>Answers</h4>
<dl>${Object.entries(operation.responses).map(answer).join("")}</dl>
</section>`;
}

function answer([status, response]: [string, Operation["responses"][string]]): string {
  const isGood = status.startsWith("2");
  const schema = response.content?.["application/json"]?.schema;
  const detail = schema?.properties?.["detail"];
  const shown = detail === undefined ? schema && shape(schema) : `<code>detail</code>: ${shape(detail)}`;
  const text = isGood && shown !== undefined ? shown : prose(response.description);
  return `<dt class="${isGood ? "ok" : "bad"}">${escapeHtml(status)}</dt><dd>${text}</dd>`;
}

function shapeSection([name, schema]: [string, SchemaNode]): string {
  return `<section class="shape" id="shape-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${shape(schema)}</section>`;
}

function shape(schema: SchemaNode): string {
  const list = schemaList(schema);
  return list === "" ? `<span class="type">${typeOf(schema)}</span>` : `<div class="schema">${list}</div>`;
}

function credential({ security }: Operation): string {
  const names = security.map((one) => Object.keys(one)[0]);
  if (names.length === 0) return "No credential.";
  if (names.includes("accessToken")) return "A person's access token: <code>Authorization: Bearer …</code>";
  if (names.includes("usersApiSession")) return "A session's access token: <code>Authorization: Bearer …</code>";
  if (names.includes(undefined)) return "The refresh token in the body; an API key may stand beside it.";
  return "An API key: <code>X-CMS-API-Key</code>";
}

function heading(name: string): string {
  if (name === "usersApi") return "Users API";
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
