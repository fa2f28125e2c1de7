import type { SchemaNode } from "./document.ts";
import { escapeHtml } from "./markup.ts";

const deepest = 8;

/** A schema as a nested list: name, whether it is required, type, limits. Named shapes are links. */
export function schemaList(schema: SchemaNode, depth = 0): string {
  const node = withoutNull(schema).node;
  if (depth > deepest || node.$ref !== undefined) return "";
  if (node.items !== undefined) return schemaList(node.items, depth + 1);
  if (node.properties === undefined) {
    const rest = node.additionalProperties;
    return typeof rest === "object" ? schemaList(rest, depth + 1) : "";
  }
  const rows = Object.entries(node.properties).map(([name, child]) => {
    const isRequired = node.required?.includes(name) === true;
    const mark = isRequired ? ' <span class="required">required</span>' : "";
    const label = `<code class="name">${escapeHtml(name)}</code> <span class="type">${typeOf(child)}</span>${mark}`;
    return `<li>${label}${schemaList(child, depth + 1)}</li>`;
  });
  return `<ul>${rows.join("")}</ul>`;
}

/** The type of a schema in a few words, as HTML. */
export function typeOf(schema: SchemaNode): string {
  const { node, nullable } = withoutNull(schema);
  return nullable ? `${nameOf(node)} or null` : nameOf(node);
}

function nameOf(node: SchemaNode): string {
  if (node.$ref !== undefined) {
    const name = escapeHtml(node.$ref.split("/").at(-1) ?? "");
    return `<a href="#shape-${name}">${name}</a>`;
  }
  if (node.enum !== undefined) {
    return node.enum
      .map((value) => `<code>${escapeHtml(typeof value === "string" ? value : JSON.stringify(value))}</code>`)
      .join(" · ");
  }
  if (node.const !== undefined) return `<code>${escapeHtml(JSON.stringify(node.const) ?? "")}</code>`;
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined) return choices.map(typeOf).join(" or ");
  if (node.items !== undefined) return `list of ${typeOf(node.items)}${limit(node.maxItems, "entries")}`;
  if (typeof node.additionalProperties === "object" && node.properties === undefined) {
    return `map of ${typeOf(node.additionalProperties)}`;
  }
  const type = typeof node.type === "string" ? node.type : (node.type?.join(" or ") ?? "any JSON");
  return `${escapeHtml(node.format ?? type)}${limit(node.maxLength, "characters")}`;
}

function limit(most: number | undefined, what: string): string {
  return most === undefined ? "" : `, at most ${most} ${what}`;
}

function withoutNull(schema: SchemaNode): { readonly node: SchemaNode; readonly nullable: boolean } {
  const choices = schema.anyOf ?? schema.oneOf;
  const [only, ...others] = choices?.filter(({ type }) => type !== "null") ?? [];
  if (only === undefined || others.length > 0) return { node: schema, nullable: false };
  return { node: only, nullable: choices?.length === 2 };
}
