import { endpoints, pathPattern } from "@notice-consent/contract";

/** The id of every endpoint of the consent API. */
export const endpointIds: ReadonlySet<string> = new Set(endpoints.map(({ id }) => id));

// Literal paths first: `link-users` would else be taken for a `{user_uuid}`.
const forms = [...endpoints]
  .sort((one, other) => one.path.split("{").length - other.path.split("{").length)
  .map((endpoint) => {
    const pattern = `/consent${pathPattern(endpoint)}`.replace(/\/$/, "").replaceAll(/\{\w+\}/g, "[^/]+");
    return { id: endpoint.id, method: endpoint.method, form: new RegExp(`^${pattern}/?$`) };
  });

/** The id of the endpoint that a request is for; nothing for one outside the consent API. */
export function endpointOf(method: string, path: string): string | undefined {
  return forms.find((endpoint) => endpoint.method === method && endpoint.form.test(path))?.id;
}
