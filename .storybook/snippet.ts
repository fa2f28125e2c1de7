// oxlint-disable-next-line import/default -- as text, a file has one
import inline from "../packages/react/stories/start/inline.example.tsx?raw";
// oxlint-disable-next-line import/default -- as text, a file has one
import modal from "../packages/react/stories/start/modal.example.tsx?raw";

/** What of a story its snippet is made from. */
interface Shown {
  readonly title: string;
  readonly component?: unknown;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * The code with which a host gets what a story shows: the integration example with the story's own props. A story that
 * renders a page of its own shows its own code.
 */
export function integrationOf(code: string, { title, args, component }: Shown): string {
  const isOnItsOwn = /\brender\b/u.test(code) || /^(?:Headless|Recipes|Start|Theming)/u.test(title);
  if (isOnItsOwn) return code;
  const example = nameOf(component) === "NoticeConsentInline" || title.includes("Inline") ? inline : modal;
  return withProps(example, propsOf(args));
}

/** The example with further props after its own. */
export function withProps(example: string, props: readonly string[]): string {
  return example.replace(/^(\s*)(refreshToken=.*\n)/mu, (_, indent: string, line: string) =>
    [indent, line, ...props.map((prop) => `${indent}${prop}\n`)].join(""),
  );
}

/** Props as they are written; what is no plain value is the host's own. */
export function propsOf(args: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(args).flatMap(([name, value]) => {
    if (value === true) return [name];
    if (typeof value === "string") return [`${name}=${JSON.stringify(value)}`];
    if (typeof value === "number" || value === false) return [`${name}={${String(value)}}`];
    return isPlain(value) ? [`${name}={${JSON.stringify(value)}}`] : [];
  });
}

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null || "$$typeof" in value) return false;
  return Object.values(value).every((part) => typeof part === "string" || typeof part === "boolean" || isPlain(part));
}

function nameOf(component: unknown): string | undefined {
  if (typeof component !== "object" || component === null || !("displayName" in component)) return undefined;
  return typeof component.displayName === "string" ? component.displayName : undefined;
}
